import { type Command, useCommand } from '../../apollo/use-command.js';
import { graphql } from '../../generated/findings/gql.js';
import type {
  ReopenFindingsMutation,
  ReopenFindingsMutationVariables,
} from '../../generated/findings/graphql.js';

const reopenFindingsDocument = graphql(/* GraphQL */ `
  mutation ReopenFindings($input: ReopenFindingsInput!) {
    reopenFindings(input: $input) {
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
`);

const REFETCH = ['FindingsPage', 'FindingGroupsPage', 'FindingPage'];

/** Opens dismissed findings again; all or none. The list that is open is asked for again, since they may leave it. */
export function useReopenFindings(): Command<
  ReopenFindingsMutationVariables,
  ReopenFindingsMutation['reopenFindings']
> {
  return useCommand(reopenFindingsDocument, { pick: (data) => data.reopenFindings, refetch: REFETCH });
}
