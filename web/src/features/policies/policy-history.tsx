import { useQuery } from '@apollo/client/react';
import { describeError } from '../../apollo/describe-error.js';
import { graphql } from '../../generated/policies/gql.js';
import type { PolicyScopeInput } from '../../generated/policies/graphql.js';
import { policyTexts } from '../../texts/policies.js';
import { HistoryList } from '../../ui/history-list.js';
import { ListFrame } from '../../ui/list-frame.js';
import { Section } from '../../ui/page.js';

const historyDocument = graphql(/* GraphQL */ `
  query PolicyHistory($scope: PolicyScopeInput!) {
    policy(scope: $scope) {
      history(first: 50) {
        nodes {
          id
          at
          actor
          action
          message
        }
      }
    }
  }
`);

/** What was set and unset at this very scope, by whom. */
export function PolicyHistory({ scope }: { readonly scope: PolicyScopeInput }) {
  const { data, error, loading, refetch } = useQuery(historyDocument, {
    variables: { scope },
    fetchPolicy: 'network-only',
  });
  const events = data?.policy.history.nodes;
  return (
    <Section title={policyTexts.view.historyTitle} note={policyTexts.view.historyNote}>
      <ListFrame
        count={events === undefined ? undefined : 1}
        isLoading={loading}
        problem={error === undefined ? null : describeError(error)}
        retry={() => void refetch()}
        empty={null}
      >
        <HistoryList events={events ?? []} showMore={null} />
      </ListFrame>
    </Section>
  );
}
