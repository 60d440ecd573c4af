import { type Command, useCommand } from '../../apollo/use-command.js';
import { graphql } from '../../generated/integrations/gql.js';
import type {
  VerifyIntegrationMutation,
  VerifyIntegrationMutationVariables,
} from '../../generated/integrations/graphql.js';

const verifyIntegrationDocument = graphql(/* GraphQL */ `
  mutation VerifyIntegration($input: VerifyIntegrationInput!) {
    verifyIntegration(input: $input) {
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

/** Runs the checks again with the token that is kept. The cache learns the integration's new state. */
export function useVerifyIntegration(): Command<
  VerifyIntegrationMutationVariables,
  VerifyIntegrationMutation['verifyIntegration']
> {
  return useCommand(verifyIntegrationDocument, { pick: (data) => data.verifyIntegration });
}
