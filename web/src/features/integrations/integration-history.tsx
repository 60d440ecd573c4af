import { NetworkStatus } from '@apollo/client';
import { useQuery } from '@apollo/client/react';
import { describeError } from '../../apollo/describe-error.js';
import { graphql } from '../../generated/integrations/gql.js';
import { HistoryList } from '../../ui/history-list.js';
import { ListFrame } from '../../ui/list-frame.js';
import { Section } from '../../ui/page.js';
import { integrationTexts as texts } from '../../texts/integrations.js';

const historyDocument = graphql(/* GraphQL */ `
  query IntegrationHistory($id: ID!, $after: String) {
    node(id: $id) {
      id
      ... on Integration {
        history(first: 20, after: $after) {
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

/** Who or what did what with the integration. */
export function IntegrationHistory({ integrationId }: { readonly integrationId: string }) {
  const { data, error, loading, refetch, fetchMore, networkStatus } = useQuery(historyDocument, {
    variables: { id: integrationId },
    fetchPolicy: 'cache-and-network',
    notifyOnNetworkStatusChange: true,
  });
  const node = data?.node;
  const history = node !== null && node !== undefined && 'history' in node ? node.history : undefined;
  const cursor = history?.pageInfo.hasNextPage === true ? (history.pageInfo.endCursor ?? null) : null;
  return (
    <Section title={texts.page.history}>
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
    </Section>
  );
}
