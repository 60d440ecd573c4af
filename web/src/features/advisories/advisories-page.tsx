import { useQuery } from '@apollo/client/react';
import { NativeSelect } from '@mantine/core';
import { describeError } from '../../apollo/describe-error.js';
import { graphql } from '../../generated/advisories/gql.js';
import { useAddressState } from '../../lib/address-state.js';
import { useListPlace } from '../../lib/list-place.js';
import { useNow } from '../../lib/use-now.js';
import { advisoryTexts } from '../../texts/advisories.js';
import { ExportMenu } from '../../ui/export-menu.js';
import { FilterBar } from '../../ui/filter-bar.js';
import { Pager } from '../../ui/list-controls.js';
import { ListFrame } from '../../ui/list-frame.js';
import { Page } from '../../ui/page.js';
import { Empty, NoResults, PartialFailure } from '../../ui/page-states.js';
import { advisoryFields } from './advisory-fields.js';
import { ADVISORY_FILTERS, ORDERS, readAdvisoryFilter, readAdvisoryOrder } from './advisory-filter.js';
import { AdvisoryStatus } from './advisory-status.js';
import { AdvisoryTable } from './advisory-table.js';

const advisoriesDocument = graphql(/* GraphQL */ `
  query AdvisoriesPage($first: Int!, $after: String, $filter: AdvisoryFilter, $orderBy: AdvisoryOrderField!) {
    advisories(first: $first, after: $after, filter: $filter, orderBy: { field: $orderBy }) {
      totalCount
      isTotalCountCapped
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        ...AdvisoryRow
      }
    }
    advisoryStatus {
      ...AdvisoryStatus
    }
  }
`);

const ROWS = 50;

/** The advisories that findings come from, and how fresh they are. */
export function AdvisoriesPage() {
  const address = useAddressState(ADVISORY_FILTERS);
  const now = useNow();
  const filter = readAdvisoryFilter(address);
  const orderBy = readAdvisoryOrder(address.one('order'));
  const { data, previousData, error, loading, refetch, startPolling, stopPolling } = useQuery(
    advisoriesDocument,
    {
      variables: { first: ROWS, after: address.after, filter, orderBy },
      fetchPolicy: 'cache-and-network',
      errorPolicy: 'all',
    },
  );
  const shown = data ?? previousData;
  const connection = shown?.advisories;
  const problem = error === undefined ? null : describeError(error);
  useListPlace(connection !== undefined);
  return (
    <Page title={advisoryTexts.title}>
      {shown !== undefined && (
        <AdvisoryStatus
          status={shown.advisoryStatus}
          refetch={() => void refetch()}
          polling={{ startPolling, stopPolling }}
        />
      )}
      <div className="stack">
        <FilterBar address={address} fields={advisoryFields(now)} search={advisoryTexts.filters.search}>
          <NativeSelect
            aria-label={advisoryTexts.orders.label}
            value={orderBy}
            data={ORDERS.map((value) => ({ value, label: advisoryTexts.orders[value] }))}
            onChange={({ currentTarget: { value } }) =>
              address.set({ order: value === 'MODIFIED' ? [] : [value] })
            }
          />
          <ExportMenu
            noun="advisories"
            filter={filter}
            orderBy={orderBy}
            totalCount={connection?.totalCount}
            isTotalCountCapped={connection?.isTotalCountCapped}
            isFiltered={address.hasFilters}
          />
        </FilterBar>
        {data !== undefined && problem !== null && (
          <PartialFailure problem={problem} retry={() => void refetch()} />
        )}
        <ListFrame
          count={connection?.nodes.length}
          isLoading={loading}
          problem={data === undefined ? problem : null}
          retry={() => void refetch()}
          empty={
            address.hasFilters ? (
              <NoResults title={advisoryTexts.empty.noResults} address={address} />
            ) : (
              <Empty title={advisoryTexts.empty.title}>{advisoryTexts.empty.why}</Empty>
            )
          }
        >
          <AdvisoryTable advisories={connection?.nodes ?? []} address={address} order={orderBy} />
          {connection !== undefined && (
            <Pager
              address={address}
              shownCount={connection.nodes.length}
              totalCount={connection.totalCount}
              isTotalCountCapped={connection.isTotalCountCapped}
              pageInfo={connection.pageInfo}
              noun={advisoryTexts.noun}
            />
          )}
        </ListFrame>
      </div>
    </Page>
  );
}
