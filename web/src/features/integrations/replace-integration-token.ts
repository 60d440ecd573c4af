import { type Command, useCommand } from '../../apollo/use-command.js';
import { graphql } from '../../generated/integrations/gql.js';
import type {
  ReplaceIntegrationTokenMutation,
  ReplaceIntegrationTokenMutationVariables,
} from '../../generated/integrations/graphql.js';

const replaceIntegrationTokenDocument = graphql(/* GraphQL */ `
  mutation ReplaceIntegrationToken($input: ReplaceIntegrationTokenInput!) {
    replaceIntegrationToken(input: $input) {
      integration {
        ...IntegrationDetail
      }
      checks {
        ...Check
      }
      userErrors {
        code
        message
      }
    }
  }
`);

/** Replaces the token in place, after the checks have passed with the new one. The cache learns the integration's new state. */
export function useReplaceIntegrationToken(): Command<
  ReplaceIntegrationTokenMutationVariables,
  ReplaceIntegrationTokenMutation['replaceIntegrationToken']
> {
  return useCommand(replaceIntegrationTokenDocument, { pick: (data) => data.replaceIntegrationToken });
}
