import { useQuery } from '@apollo/client/react';
import { Link } from 'react-router';
import { describeError } from '../../apollo/describe-error.js';
import { graphql } from '../../generated/merge-requests/gql.js';
import type { MergeRequestFilter } from '../../generated/merge-requests/graphql.js';
import { type AddressFilters, type AddressState, useAddressState } from '../../lib/address-state.js';
import { ChoiceFilter, ClearFilters, Pager, SearchField } from '../../ui/list-controls.js';
import { ListFrame } from '../../ui/list-frame.js';
import { Empty } from '../../ui/page-states.js';
import { MergeRequestTable } from './merge-request-table.js';
import { MERGE_REQUEST_STATE_VALUES, MERGE_REQUEST_STATES } from './merge-request-words.js';

const mergeRequestsDocument = graphql(/* GraphQL */ `
  query MergeRequestsPage($first: Int!, $after: String, $filter: MergeRequestFilter) {
    mergeRequests(first: $first, after: $after, filter: $filter) {
      totalCount
      isTotalCountCapped
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        id
        ...MergeRequestRow
      }
    }
  }
`);

const FILTERS: AddressFilters = { search: 'text', state: MERGE_REQUEST_STATE_VALUES };

/** Merge requests with their filters; of one project when it is given. */
export function MergeRequestsList({ projectId }: { readonly projectId: string | null }) {
  const address = useAddressState(FILTERS);
  const { data, previousData, error, loading, refetch } = useQuery(mergeRequestsDocument, {
    variables: { first: 50, after: address.after, filter: readMergeRequestFilter(address, projectId) },
    fetchPolicy: 'cache-and-network',
    pollInterval: 10_000,
  });
  const connection = (data ?? previousData)?.mergeRequests;
  return (
    <div className="stack">
      <div className="row" role="search">
        <SearchField address={address} label="Title" />
        <ChoiceFilter
          address={address}
          name="state"
          label="State"
          options={MERGE_REQUEST_STATE_VALUES.map((value) => ({
            value,
            label: MERGE_REQUEST_STATES[value].label,
          }))}
        />
        <ClearFilters address={address} />
      </div>
      <ListFrame
        count={connection?.nodes.length}
        isLoading={loading}
        problem={error === undefined ? null : describeError(error)}
        retry={() => void refetch()}
        empty={<NoMergeRequests address={address} />}
      >
        <MergeRequestTable mergeRequests={connection?.nodes ?? []} showsProject={projectId === null} />
        {connection !== undefined && (
          <Pager
            address={address}
            shownCount={connection.nodes.length}
            totalCount={connection.totalCount}
            isTotalCountCapped={connection.isTotalCountCapped}
            pageInfo={connection.pageInfo}
            noun={['merge request', 'merge requests']}
          />
        )}
      </ListFrame>
    </div>
  );
}

/** The filter that the address asks for. */
export function readMergeRequestFilter(
  address: Pick<AddressState, 'one' | 'many'>,
  projectId: string | null,
): MergeRequestFilter {
  const filter: MergeRequestFilter = {};
  const state = address.many('state', MERGE_REQUEST_STATE_VALUES);
  if (projectId !== null) filter.projectId = projectId;
  if (address.one('search') !== '') filter.search = address.one('search');
  if (state.length > 0) filter.state = [...state];
  return filter;
}

function NoMergeRequests({ address }: { readonly address: AddressState }) {
  if (address.hasFilters) {
    return <Empty title="No merge request fits these filters.">Take a filter away to see more.</Empty>;
  }
  return (
    <Empty title="No merge requests yet." action={<Link to="/plans?state=PROPOSED">Review plans</Link>}>
      Backline opens one only after a person has approved its plan.
    </Empty>
  );
}
