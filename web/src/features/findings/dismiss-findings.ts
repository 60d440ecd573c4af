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
        id
        ...FindingRow
      }
      userErrors {
        code
        message
        path
      }
    }
  }
`);

const REFETCH = ['FindingsPage'];

/** Dismisses findings with a reason; all or none. The list that is open is asked for again, since they may leave it. */
export function useDismissFindings(): Command<
  DismissFindingsMutationVariables,
  DismissFindingsMutation['dismissFindings']
> {
  return useCommand(dismissFindingsDocument, { pick: (data) => data.dismissFindings, refetch: REFETCH });
}
