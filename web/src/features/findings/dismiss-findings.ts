import { type Command, useCommand } from '../../apollo/use-command.js';
import { graphql } from '../../generated/findings/gql.js';
import type {
  DismissFindingsMutation,
  DismissFindingsMutationVariables,
} from '../../generated/findings/graphql.js';

const dismissFindingsDocument = graphql(/* GraphQL */ `
  mutation DismissFindings($input: DismissFindingsInput!) {
    dismissFindings(input: $input) {
      findings {
        ...FindingDecided
      }
      userErrors {
        code
        message
        path
      }
    }
  }

  fragment FindingDecided on Finding {
    id
    state
    dueAt
    dismissal {
      reason
      comment
      by
      at
      until
    }
  }
`);

const REFETCH = ['FindingsPage', 'FindingGroupsPage', 'FindingPage'];

/** Dismisses findings with a reason; all or none. What is open is asked for again, since they may leave the list. */
export function useDismissFindings(): Command<
  DismissFindingsMutationVariables,
  DismissFindingsMutation['dismissFindings']
> {
  return useCommand(dismissFindingsDocument, { pick: (data) => data.dismissFindings, refetch: REFETCH });
}
