import { useQuery } from '@apollo/client/react';
import { describeError } from '../../apollo/describe-error.js';
import { graphql } from '../../generated/merge-requests/gql.js';
import type { MergeRequestsContextFragment } from '../../generated/merge-requests/graphql.js';
import { type AddressState, useAddressState } from '../../lib/address-state.js';
import { useListPlace } from '../../lib/list-place.js';
import { mergeRequestTexts } from '../../texts/merge-requests.js';
import { ExportMenu } from '../../ui/export-menu.js';
import { Pager } from '../../ui/list-controls.js';
import { ListFrame } from '../../ui/list-frame.js';
import { useRowKeys } from '../../ui/row-keys.js';
import { MergeRequestBoard } from './board.js';
import {
  MERGE_REQUEST_FILTERS,
  readMergeRequestFilter,
  readMergeRequestOrder,
  readView,
} from './merge-request-filter.js';
import { MergeRequestTable } from './merge-request-table.js';
import { MergeRequestsBar } from './merge-requests-bar.js';
import { NoMergeRequests } from './no-merge-requests.js';

const mergeRequestsDocument = graphql(/* GraphQL */ `
  query MergeRequestsPage(
    $first: Int!
    $after: String
    $filter: MergeRequestFilter
    $orderBy: MergeRequestOrderField!
    $projectId: ID!
    $hasProject: Boolean!
  ) {
    mergeRequests(first: $first, after: $after, filter: $filter, orderBy: { field: $orderBy }) {
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
    ...MergeRequestsContext
  }
`);

interface ListProps {
  readonly address: AddressState;
  readonly projectId: string | null;
}

const ROWS = 50;

/** Merge requests with their filters, on a board or in a table; of one project when it is given. */
export function MergeRequestsList({ projectId }: { readonly projectId: string | null }) {
  const address = useAddressState(MERGE_REQUEST_FILTERS);
  useRowKeys(mergeRequestTexts.keys);
  return (
    <div className="stack">
      {readView(address) === 'table' ? (
        <Table address={address} projectId={projectId} />
      ) : (
        <MergeRequestBoard
          address={address}
          projectId={projectId}
          bar={(context, total) => (
            <Bar address={address} projectId={projectId} context={context} totalCount={total} />
          )}
        />
      )}
    </div>
  );
}

function Table({ address, projectId }: ListProps) {
  const given = projectId === null ? address.one('projectId') : '';
  const { data, previousData, error, loading, refetch } = useQuery(mergeRequestsDocument, {
    variables: {
      first: ROWS,
      after: address.after,
      filter: readMergeRequestFilter(address, projectId),
      orderBy: readMergeRequestOrder(address.one('order')),
      projectId: given,
      hasProject: given !== '',
    },
    fetchPolicy: 'cache-and-network',
    errorPolicy: 'all',
  });
  const shown = data ?? previousData;
  const connection = shown?.mergeRequests;
  useListPlace(connection !== undefined);
  return (
    <>
      <Bar
        address={address}
        projectId={projectId}
        context={shown}
        totalCount={connection?.totalCount}
        isTotalCountCapped={connection?.isTotalCountCapped}
      />
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
            noun={mergeRequestTexts.noun}
          />
        )}
      </ListFrame>
    </>
  );
}

function Bar({
  address,
  projectId,
  context,
  totalCount,
  isTotalCountCapped,
}: ListProps & {
  readonly context: MergeRequestsContextFragment | undefined;
  readonly totalCount?: number | undefined;
  readonly isTotalCountCapped?: boolean | undefined;
}) {
  return (
    <MergeRequestsBar address={address} context={context} isInProject={projectId !== null}>
      <ExportMenu
        noun="merge-requests"
        filter={readMergeRequestFilter(address, projectId)}
        orderBy={readMergeRequestOrder(address.one('order'))}
        totalCount={totalCount}
        isTotalCountCapped={isTotalCountCapped}
        isFiltered={address.hasFilters}
      />
    </MergeRequestsBar>
  );
}
