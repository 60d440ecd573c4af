import { useLazyQuery } from '@apollo/client/react';
import { describeError } from '../../apollo/describe-error.js';
import { graphql } from '../../generated/plans/gql.js';
import type { PlanHistoryFragment } from '../../generated/plans/graphql.js';
import { planTexts } from '../../texts/plans.js';
import { HistoryList } from '../../ui/history-list.js';
import { Failure } from '../../ui/page-states.js';
import { Section } from '../../ui/page.js';

graphql(/* GraphQL */ `
  fragment PlanHistory on RemediationPlan {
    id
    history(first: 20) {
      ...HistoryPage
    }
  }

  fragment HistoryPage on AuditEventConnection {
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
`);

const moreDocument = graphql(/* GraphQL */ `
  query MoreOfPlanHistory($id: ID!, $after: String) {
    node(id: $id) {
      id
      ... on RemediationPlan {
        history(first: 20, after: $after) {
          ...HistoryPage
        }
      }
    }
  }
`);

/** Who or what did what with the plan. What is asked for later joins the rest in the cache. */
export function PlanHistory({ plan: { id, history } }: { readonly plan: PlanHistoryFragment }) {
  const [more, { loading, error }] = useLazyQuery(moreDocument, { fetchPolicy: 'network-only' });
  const cursor = history.pageInfo.hasNextPage ? (history.pageInfo.endCursor ?? null) : null;
  return (
    <Section title={planTexts.history}>
      <HistoryList
        events={history.edges.map(({ node }) => node)}
        showMore={cursor === null ? null : () => void more({ variables: { id, after: cursor } })}
        isShowingMore={loading}
      />
      {error !== undefined && <Failure problem={describeError(error)} />}
    </Section>
  );
}
