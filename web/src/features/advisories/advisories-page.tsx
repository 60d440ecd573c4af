import { useQuery } from '@apollo/client/react';
import { Link } from 'react-router';
import { describeError } from '../../apollo/describe-error.js';
import { graphql } from '../../generated/advisories/gql.js';
import type { AdvisoryFilter, AdvisoryRowFragment } from '../../generated/advisories/graphql.js';
import { addressOf } from '../../lib/addresses.js';
import { type AddressFilters, type AddressState, useAddressState } from '../../lib/address-state.js';
import { SEVERITIES, severityWord } from '../../lib/severity.js';
import { formatCount } from '../../lib/text.js';
import { DataTable } from '../../ui/data-table.js';
import { ChoiceFilter, ClearFilters, Pager, SearchField } from '../../ui/list-controls.js';
import { ListFrame } from '../../ui/list-frame.js';
import { Page } from '../../ui/page.js';
import { Empty } from '../../ui/page-states.js';
import { SeverityLabel } from '../../ui/severity.js';
import { When } from '../../ui/when.js';
import { AdvisoryStatus } from './advisory-status.js';

const advisoriesDocument = graphql(/* GraphQL */ `
  query AdvisoriesPage($first: Int!, $after: String, $filter: AdvisoryFilter) {
    advisories(first: $first, after: $after, filter: $filter) {
      totalCount
      isTotalCountCapped
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        id
        ...AdvisoryRow
      }
    }
  }

  fragment AdvisoryRow on Advisory {
    id
    advisoryId
    aliases
    summary
    severity
    score
    modifiedAt
    withdrawnAt
    affected {
      ecosystem
      name
    }
    findings(first: 1) {
      totalCount
    }
  }
`);

const FILTERS: AddressFilters = { search: 'text', severity: SEVERITIES };

/** The advisories that findings come from. */
export function AdvisoriesPage() {
  const address = useAddressState(FILTERS);
  const { data, previousData, error, loading, refetch } = useQuery(advisoriesDocument, {
    variables: { first: 50, after: address.after, filter: readAdvisoryFilter(address) },
    fetchPolicy: 'cache-and-network',
  });
  const connection = (data ?? previousData)?.advisories;
  return (
    <Page title="Advisories">
      <AdvisoryStatus />
      <div className="stack">
        <div className="row" role="search">
          <SearchField address={address} label="Id, alias, package or text" />
          <ChoiceFilter
            address={address}
            name="severity"
            label="Severity"
            options={SEVERITIES.map((value) => ({ value, label: severityWord(value) }))}
          />
          <ClearFilters address={address} />
        </div>
        <ListFrame
          count={connection?.nodes.length}
          isLoading={loading}
          problem={error === undefined ? null : describeError(error)}
          retry={() => void refetch()}
          empty={
            <Empty title={address.hasFilters ? 'No advisory fits.' : 'No advisories yet.'}>
              {address.hasFilters
                ? 'Try another word or take a filter away.'
                : 'Sync or import them as shown above.'}
            </Empty>
          }
        >
          <AdvisoryTable advisories={connection?.nodes ?? []} />
          {connection !== undefined && (
            <Pager
              address={address}
              shownCount={connection.nodes.length}
              totalCount={connection.totalCount}
              isTotalCountCapped={connection.isTotalCountCapped}
              pageInfo={connection.pageInfo}
              noun={['advisory', 'advisories']}
            />
          )}
        </ListFrame>
      </div>
    </Page>
  );
}

function readAdvisoryFilter(address: AddressState): AdvisoryFilter {
  const filter: AdvisoryFilter = {};
  const severity = address.many('severity', SEVERITIES);
  if (address.one('search') !== '') filter.search = address.one('search');
  if (severity.length > 0) filter.severity = [...severity];
  return filter;
}

function AdvisoryTable({ advisories }: { readonly advisories: readonly AdvisoryRowFragment[] }) {
  return (
    <DataTable
      label="Advisories"
      rows={advisories}
      rowKey={(advisory) => advisory.id}
      columns={[
        {
          key: 'severity',
          title: 'Severity',
          width: 'fit',
          cell: (advisory) => <SeverityLabel severity={advisory.severity} score={advisory.score ?? null} />,
        },
        {
          key: 'id',
          title: 'Advisory',
          width: 'fit',
          cell: (advisory) => (
            <div>
              <Link to={addressOf.advisory(advisory.advisoryId)} className="mono">
                {advisory.advisoryId}
              </Link>
              <div className="mono quiet">{advisory.aliases[0]}</div>
            </div>
          ),
        },
        {
          key: 'summary',
          title: 'Summary',
          width: 'grow',
          cell: (advisory) => (
            <>
              {advisory.withdrawnAt !== null && advisory.withdrawnAt !== undefined && (
                <strong>Withdrawn. </strong>
              )}
              {advisory.summary}
            </>
          ),
        },
        { key: 'packages', title: 'Packages', cell: (advisory) => <Packages advisory={advisory} /> },
        {
          key: 'findings',
          title: 'Findings',
          align: 'end',
          width: 'fit',
          cell: (advisory) => (
            <Link to={`/findings?advisory=${encodeURIComponent(advisory.advisoryId)}`}>
              {formatCount(advisory.findings.totalCount)}
            </Link>
          ),
        },
        {
          key: 'modified',
          title: 'Modified',
          width: 'fit',
          cell: (advisory) => <When at={advisory.modifiedAt} />,
        },
      ]}
    />
  );
}

function Packages({ advisory }: { readonly advisory: AdvisoryRowFragment }) {
  const names = [...new Set(advisory.affected.map((affected) => affected.name))];
  return (
    <span className="mono">
      {names.slice(0, 2).join(', ')}
      {names.length > 2 && ` +${names.length - 2}`}
    </span>
  );
}
