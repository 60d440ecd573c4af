import { useApolloClient } from '@apollo/client/react';
import { useState } from 'react';
import { describeError } from '../../apollo/describe-error.js';
import { graphql } from '../../generated/findings/gql.js';
import type { FindingHistoryFragment } from '../../generated/findings/graphql.js';
import type { Problem } from '../../lib/problem.js';
import { findingTexts } from '../../texts/findings.js';
import { HistoryList } from '../../ui/history-list.js';
import { Section } from '../../ui/page.js';
import { Failure } from '../../ui/page-states.js';

const moreDocument = graphql(/* GraphQL */ `
  query MoreFindingHistory($id: ID!, $after: String) {
    node(id: $id) {
      id
      ... on Finding {
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

  fragment FindingHistory on Finding {
    id
    history(first: 20) {
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
`);

/** Who or what did what with a finding; it comes with the page, older things when they are asked for. */
export function FindingHistory({ finding }: { readonly finding: FindingHistoryFragment }) {
  const client = useApolloClient();
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const { edges, pageInfo } = finding.history;
  const cursor = pageInfo.hasNextPage ? (pageInfo.endCursor ?? null) : null;

  async function showMore() {
    setBusy(true);
    setProblem(null);
    try {
      // The cache joins what comes to what is there.
      await client.query({
        query: moreDocument,
        variables: { id: finding.id, after: cursor },
        fetchPolicy: 'network-only',
      });
    } catch (error) {
      setProblem(describeError(error));
    } finally {
      setBusy(false);
    }
  }

  return (
    <Section title={findingTexts.page.history}>
      <HistoryList
        events={edges.map((edge) => edge.node)}
        showMore={cursor === null ? null : () => void showMore()}
        isShowingMore={isBusy}
      />
      {problem !== null && <Failure problem={problem} />}
    </Section>
  );
}
