import { useQuery } from '@apollo/client/react';
import { useParams } from 'react-router';
import { describeError } from '../../apollo/describe-error.js';
import { graphql } from '../../generated/projects/gql.js';
import type { OutdatedRowFragment } from '../../generated/projects/graphql.js';
import { useAddressState } from '../../lib/address-state.js';
import { whyUnread } from '../../lib/knowledge.js';
import { DataTable } from '../../ui/data-table.js';
import { Pager } from '../../ui/list-controls.js';
import { ListFrame } from '../../ui/list-frame.js';
import { StateMark } from '../../ui/mark.js';
import { PackageName } from '../../ui/package-name.js';
import { Empty } from '../../ui/page-states.js';
import { PathText } from '../../ui/path-text.js';
import { VersionStepWord } from '../../ui/version-step.js';
import { When } from '../../ui/when.js';
import { UncheckedPackages } from './unchecked-packages.js';

const outdatedDocument = graphql(/* GraphQL */ `
  query ProjectOutdated($id: ID!, $first: Int!, $after: String) {
    node(id: $id) {
      id
      ... on Project {
        state
        analysisState
        problemCount
        lastAnalysis {
          manifestCount
          lockedManifestCount
          uncheckedPackages {
            ...UncheckedPackages
          }
        }
        outdated(first: $first, after: $after) {
          totalCount
          isTotalCountCapped
          pageInfo {
            hasNextPage
            endCursor
          }
          nodes {
            id
            ...OutdatedRow
          }
        }
      }
    }
  }

  fragment OutdatedRow on OutdatedPackage {
    id
    name
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

/** Direct dependencies that are behind: what is there, what the range allows, what is newest. */
export function OutdatedTab() {
  const { projectId = '' } = useParams();
  const address = useAddressState();
  const { data, previousData, error, loading, refetch } = useQuery(outdatedDocument, {
    variables: { id: projectId, first: 50, after: address.after },
    fetchPolicy: 'cache-and-network',
  });
  const node = (data ?? previousData)?.node;
  const connection = node !== null && node !== undefined && 'outdated' in node ? node.outdated : undefined;
  const project = node !== null && node !== undefined && 'outdated' in node ? node : null;
  const groups = project?.lastAnalysis?.uncheckedPackages ?? [];
  const unread = project === null ? null : whyUnread(project);
  const unknown = unread ?? (groups.length === 0 ? null : 'not every package could be checked');
  return (
    <div className="stack">
      {unread === null && <UncheckedPackages groups={groups} />}
      <ListFrame
        count={connection?.nodes.length}
        isLoading={loading}
        problem={error === undefined ? null : describeError(error)}
        retry={() => void refetch()}
        empty={
          unknown === null ? (
            <Empty title="Nothing is outdated.">
              Every direct dependency that a registry knows is at its newest release, or none was asked yet.
            </Empty>
          ) : (
            <Empty title={`Not known: ${unknown}.`}>Analyse the project to see what is behind.</Empty>
          )
        }
      >
        <OutdatedTable packages={connection?.nodes ?? []} />
        {connection !== undefined && (
          <Pager
            address={address}
            shownCount={connection.nodes.length}
            totalCount={connection.totalCount}
            isTotalCountCapped={connection.isTotalCountCapped}
            pageInfo={connection.pageInfo}
            noun={['package', 'packages']}
          />
        )}
      </ListFrame>
    </div>
  );
}

function OutdatedTable({ packages }: { readonly packages: readonly OutdatedRowFragment[] }) {
  return (
    <DataTable
      label="Outdated packages"
      rows={packages}
      rowKey={(row) => row.id}
      columns={[
        {
          key: 'name',
          title: 'Package',
          width: 'grow',
          cell: (row) => (
            <div>
              <span className="mono">
                <PackageName name={row.name} />
              </span>
              {typeof row.yanked === 'string' && (
                <div className="small">
                  <StateMark tone="bad">
                    {row.yanked === 'yanked' ? 'Yanked' : `Yanked: ${row.yanked}`}
                  </StateMark>
                </div>
              )}
              {row.deprecated !== null && row.deprecated !== undefined && (
                <div className="small">
                  <StateMark tone="warn">Deprecated: {row.deprecated}</StateMark>
                </div>
              )}
            </div>
          ),
        },
        {
          key: 'current',
          title: 'Current',
          cell: (row) => <Version version={row.current} at={row.currentReleasedAt ?? null} />,
        },
        { key: 'range', title: 'Range', cell: (row) => <span className="mono">{row.declaredRange}</span> },
        {
          key: 'wanted',
          title: 'Wanted',
          cell: (row) =>
            row.wanted === null || row.wanted === undefined ? (
              <span className="quiet">None in the range</span>
            ) : (
              <span className="mono">{row.wanted}</span>
            ),
        },
        {
          key: 'latest',
          title: 'Latest',
          cell: (row) => <Version version={row.latest} at={row.latestReleasedAt ?? null} />,
        },
        { key: 'step', title: 'Step', width: 'fit', cell: (row) => <VersionStepWord step={row.step} /> },
        {
          key: 'manifest',
          title: 'Manifest',
          cell: (row) => (
            <span className="mono quiet">
              <PathText path={row.manifestPath} />
            </span>
          ),
        },
      ]}
    />
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
