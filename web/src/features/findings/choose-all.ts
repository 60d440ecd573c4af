import { useApolloClient } from '@apollo/client/react';
import { useState } from 'react';
import { describeError } from '../../apollo/describe-error.js';
import { graphql } from '../../generated/findings/gql.js';
import type {
  FindingChoiceFragment,
  FindingChoicesQueryVariables,
} from '../../generated/findings/graphql.js';
import type { Problem } from '../../lib/problem.js';
import { type Chosen, MOST_CHOSEN } from './chosen.js';

const choicesDocument = graphql(/* GraphQL */ `
  query FindingChoices($after: String, $filter: FindingFilter, $orderBy: FindingOrderField!) {
    findings(first: 100, after: $after, filter: $filter, orderBy: { field: $orderBy }) {
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        ...FindingChoice
      }
    }
  }
`);

/** Reads all findings that a filter shows, as many as can be changed at once, so that they can be chosen. */
export function useChooseAll(): {
  readonly isBusy: boolean;
  readonly problem: Problem | null;
  run(variables: Pick<FindingChoicesQueryVariables, 'filter' | 'orderBy'>): Promise<Chosen | null>;
} {
  const client = useApolloClient();
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  return {
    isBusy,
    problem,
    run: async (variables) => {
      setBusy(true);
      setProblem(null);
      try {
        return await readAll((after) =>
          client.query({
            query: choicesDocument,
            variables: { ...variables, after },
            fetchPolicy: 'network-only',
          }),
        );
      } catch (error) {
        setProblem(describeError(error));
        return null;
      } finally {
        setBusy(false);
      }
    },
  };
}

interface Page {
  readonly data?: {
    readonly findings: {
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor?: string | null };
      readonly nodes: readonly FindingChoiceFragment[];
    };
  };
}

async function readAll(read: (after: string | null) => Promise<Page>): Promise<Chosen> {
  const chosen = new Map<string, FindingChoiceFragment>();
  let after: string | null = null;
  while (chosen.size < MOST_CHOSEN) {
    const page: Page['data'] = (await read(after)).data;
    for (const finding of page?.findings.nodes ?? [])
      if (chosen.size < MOST_CHOSEN) chosen.set(finding.id, finding);
    after = page?.findings.pageInfo.hasNextPage === true ? (page.findings.pageInfo.endCursor ?? null) : null;
    if (after === null) break;
  }
  return chosen;
}
