import { type Command, useCommand } from '../../apollo/use-command.js';
import { graphql } from '../../generated/integrations/gql.js';
import type {
  DisconnectIntegrationMutation,
  DisconnectIntegrationMutationVariables,
} from '../../generated/integrations/graphql.js';

const disconnectIntegrationDocument = graphql(/* GraphQL */ `
  mutation DisconnectIntegration($input: DisconnectIntegrationInput!) {
    disconnectIntegration(input: $input) {
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

/** Stops the work, removes the hooks that Backline made and forgets the token. The cache learns the integration's new state. */
export function useDisconnectIntegration(): Command<
  DisconnectIntegrationMutationVariables,
  DisconnectIntegrationMutation['disconnectIntegration']
> {
  return useCommand(disconnectIntegrationDocument, { pick: (data) => data.disconnectIntegration });
}
