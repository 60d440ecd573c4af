import { Link } from 'react-router';
import { graphql } from '../../generated/advisories/gql.js';
import type { AdvisoryOrderField, AdvisoryRowFragment } from '../../generated/advisories/graphql.js';
import { addressOf } from '../../lib/addresses.js';
import type { AddressState } from '../../lib/address-state.js';
import { advisoryTexts } from '../../texts/advisories.js';
import { count } from '../../texts/language.js';
import { DataTable } from '../../ui/data-table.js';
import { PackageName } from '../../ui/package-name.js';
import { SeverityLabel } from '../../ui/severity.js';
import { When } from '../../ui/when.js';

graphql(/* GraphQL */ `
  fragment AdvisoryRow on Advisory {
    id
    advisoryId
    aliases
    summary
    severity
    score
    isMalicious
    publishedAt
    modifiedAt
    withdrawnAt
    affected {
      ecosystem
      name
    }
    openFindings
  }
`);

const texts = advisoryTexts.columns;

interface AdvisoryTableProps {
  readonly advisories: readonly AdvisoryRowFragment[];
  readonly address: AddressState;
  readonly order: AdvisoryOrderField;
}

/** One advisory a row, with how many findings of it are open. */
export function AdvisoryTable({ advisories, address, order }: AdvisoryTableProps) {
  const orderedBy = (value: AdvisoryOrderField) => ({
    isCurrent: order === value,
    direction: 'descending' as const,
    choose: () => address.set({ order: value === 'MODIFIED' ? [] : [value] }),
  });
  return (
    <DataTable
      label={advisoryTexts.title}
      rows={advisories}
      rowKey={(advisory) => advisory.id}
      columns={[
        {
          key: 'severity',
          title: texts.severity,
          width: 'fit',
          order: orderedBy('SEVERITY'),
          cell: (advisory) => <SeverityLabel severity={advisory.severity} score={advisory.score ?? null} />,
        },
        { key: 'id', title: texts.id, width: 'label', cell: (advisory) => <Ids advisory={advisory} /> },
        {
          key: 'summary',
          title: texts.summary,
          width: 'grow',
          cell: (advisory) => <Summary advisory={advisory} />,
        },
        {
          key: 'packages',
          title: texts.packages,
          width: 'name',
          cell: (advisory) => <Packages advisory={advisory} />,
        },
        {
          key: 'findings',
          title: texts.findings,
          align: 'end',
          width: 'fit',
          order: orderedBy('FINDINGS'),
          cell: (advisory) => (
            <Link
              to={`/findings?advisory=${encodeURIComponent(advisory.advisoryId)}&state=OPEN&state=IN_PROGRESS`}
            >
              {count(advisory.openFindings)}
            </Link>
          ),
        },
        {
          key: 'published',
          title: texts.published,
          width: 'fit',
          order: orderedBy('PUBLISHED'),
          cell: (advisory) => <When at={advisory.publishedAt} never={advisoryTexts.page.notKnown} />,
        },
        {
          key: 'modified',
          title: texts.modified,
          width: 'fit',
          order: orderedBy('MODIFIED'),
          cell: (advisory) => <When at={advisory.modifiedAt} />,
        },
      ]}
    />
  );
}

function Ids({ advisory }: { readonly advisory: AdvisoryRowFragment }) {
  return (
    <div>
      <Link to={addressOf.advisory(advisory.advisoryId)} className="mono">
        {advisory.advisoryId}
      </Link>
      <div className="mono quiet">{advisory.aliases[0]}</div>
    </div>
  );
}

function Summary({ advisory }: { readonly advisory: AdvisoryRowFragment }) {
  const isWithdrawn = advisory.withdrawnAt !== null && advisory.withdrawnAt !== undefined;
  return (
    <div className="clamp">
      {isWithdrawn && <strong>{advisoryTexts.withdrawn} </strong>}
      {advisory.isMalicious && <strong>{advisoryTexts.malicious} </strong>}
      {advisory.summary === '' ? <span className="quiet">{advisoryTexts.noSummary}</span> : advisory.summary}
    </div>
  );
}

function Packages({ advisory }: { readonly advisory: AdvisoryRowFragment }) {
  const names = [...new Set(advisory.affected.map((affected) => affected.name))];
  return (
    <div>
      {names.slice(0, 2).map((name) => (
        <div key={name} className="mono">
          <PackageName name={name} />
        </div>
      ))}
      {names.length > 2 && <div className="quiet small">{advisoryTexts.morePackages(names.length - 2)}</div>}
    </div>
  );
}
