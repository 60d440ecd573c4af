import { graphql } from '../../generated/projects/gql.js';
import type { OutdatedOrderField, OutdatedRowFragment } from '../../generated/projects/graphql.js';
import type { AddressState } from '../../lib/address-state.js';
import { projectTexts } from '../../texts/projects.js';
import { DataTable } from '../../ui/data-table.js';
import { StateMark } from '../../ui/mark.js';
import { PackageName } from '../../ui/package-name.js';
import { PathText } from '../../ui/path-text.js';
import { When } from '../../ui/when.js';
import { stepsBehind, timeBehind } from './how-behind.js';

graphql(/* GraphQL */ `
  fragment OutdatedRow on OutdatedPackage {
    id
    name
    ecosystem
    current
    currentReleasedAt
    wanted
    latest
    latestReleasedAt
    declaredRange
    step
    scope
    deprecated
    yanked
    manifestPath
  }
`);

const texts = projectTexts.outdated;

type Row = OutdatedRowFragment;

/** One package a row: its versions with their ages, and how far it is behind in versions and in time. */
export function OutdatedTable({
  packages,
  orderBy,
  address,
}: {
  readonly packages: readonly Row[];
  readonly orderBy: OutdatedOrderField;
  readonly address: AddressState;
}) {
  const order = (value: OutdatedOrderField, direction: 'ascending' | 'descending') => ({
    isCurrent: orderBy === value,
    direction,
    choose: () => address.set({ order: value === 'STEP' ? [] : [value] }),
  });
  return (
    <DataTable
      label={texts.label}
      rows={packages}
      rowKey={(row) => row.id}
      columns={[
        {
          key: 'name',
          title: texts.columns.name,
          width: 'grow',
          order: order('NAME', 'ascending'),
          cell: (row) => <PackageCell row={row} />,
        },
        {
          key: 'current',
          title: texts.columns.current,
          order: order('AGE', 'ascending'),
          cell: (row) => <Version version={row.current} at={row.currentReleasedAt ?? null} />,
        },
        { key: 'wanted', title: texts.columns.wanted, cell: (row) => <WantedCell row={row} /> },
        {
          key: 'latest',
          title: texts.columns.latest,
          cell: (row) => <Version version={row.latest} at={row.latestReleasedAt ?? null} />,
        },
        {
          key: 'behind',
          title: texts.columns.behind,
          width: 'label',
          order: order('BEHIND', 'descending'),
          cell: (row) => (
            <div>
              {row.step === 'MAJOR' ? <strong>{stepsBehind(row)}</strong> : stepsBehind(row)}
              <div className="quiet small">{timeBehind(row)}</div>
            </div>
          ),
        },
      ]}
    />
  );
}

function PackageCell({ row }: { readonly row: Row }) {
  const { deprecated, yanked } = row;
  return (
    <div>
      <span className="mono">
        <PackageName name={row.name} />
      </span>
      <div className="quiet small">
        {projectTexts.dependencies.scopes[row.scope]},{' '}
        <span className="mono">
          <PathText path={row.manifestPath} />
        </span>
      </div>
      {typeof yanked === 'string' && (
        <div className="small">
          <StateMark tone="bad">{texts.yanked(yanked)}</StateMark>
        </div>
      )}
      {typeof deprecated === 'string' && (
        <div className="small">
          <StateMark tone="warn">{texts.deprecated(deprecated)}</StateMark>
        </div>
      )}
    </div>
  );
}

function WantedCell({ row: { wanted, current, declaredRange } }: { readonly row: Row }) {
  return (
    <div>
      {wanted === null || wanted === undefined ? (
        <span className="quiet">{texts.noneInRange}</span>
      ) : wanted === current ? (
        <span className="quiet">{texts.isCurrent}</span>
      ) : (
        <span className="mono">{wanted}</span>
      )}
      <div className="quiet small">
        {texts.range} <span className="mono">{declaredRange}</span>
      </div>
    </div>
  );
}

function Version({ version, at }: { readonly version: string; readonly at: string | null }) {
  return (
    <div>
      <span className="mono">{version}</span>
      {at !== null && (
        <div className="quiet small">
          <When at={at} />
        </div>
      )}
    </div>
  );
}
