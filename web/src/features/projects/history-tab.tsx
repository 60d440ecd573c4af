import { NetworkStatus } from '@apollo/client';
import { useQuery } from '@apollo/client/react';
import { useParams } from 'react-router';
import { describeError } from '../../apollo/describe-error.js';
import { graphql } from '../../generated/projects/gql.js';
import { HistoryList } from '../../ui/history-list.js';
import { ListFrame } from '../../ui/list-frame.js';

const historyDocument = graphql(/* GraphQL */ `
  query ProjectHistory($id: ID!, $after: String) {
    node(id: $id) {
      id
      ... on Project {
        history(first: 50, after: $after) {
          pageInfo {
            hasNextPage
            endCursor
          }
          edges {
            cursor
            node {
              id
              at
              actor
              action
              message
            }
          }
        }
      }
    }
  }
`);

/** Who or what did what to the project, newest first. */
export function HistoryTab() {
  const { projectId = '' } = useParams();
  const { data, error, loading, refetch, fetchMore, networkStatus } = useQuery(historyDocument, {
    variables: { id: projectId },
    notifyOnNetworkStatusChange: true,
  });
  const node = data?.node;
  const history = node !== null && node !== undefined && 'history' in node ? node.history : undefined;
  const cursor = history?.pageInfo.hasNextPage === true ? (history.pageInfo.endCursor ?? null) : null;
  return (
    <ListFrame
      count={history === undefined ? undefined : 1}
      isLoading={loading}
      problem={error === undefined ? null : describeError(error)}
      retry={() => void refetch()}
      empty={null}
    >
      <HistoryList
        events={(history?.edges ?? []).map((edge) => edge.node)}
        showMore={cursor === null ? null : () => void fetchMore({ variables: { after: cursor } })}
        isShowingMore={networkStatus === NetworkStatus.fetchMore}
      />
    </ListFrame>
  );
}
