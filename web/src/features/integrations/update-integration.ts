import { type Command, useCommand } from '../../apollo/use-command.js';
import { graphql } from '../../generated/integrations/gql.js';
import type {
  UpdateIntegrationMutation,
  UpdateIntegrationMutationVariables,
} from '../../generated/integrations/graphql.js';

const updateIntegrationDocument = graphql(/* GraphQL */ `
  mutation UpdateIntegration($input: UpdateIntegrationInput!) {
    updateIntegration(input: $input) {
      integration {
        id
        ...IntegrationRegistries
        ...IntegrationSettings
      }
      userErrors {
        code
        message
      }
    }
  }
`);

/** Changes the registries and settings of an integration. The cache learns the new ones. */
export function useUpdateIntegration(): Command<
  UpdateIntegrationMutationVariables,
  UpdateIntegrationMutation['updateIntegration']
> {
  return useCommand(updateIntegrationDocument, { pick: (data) => data.updateIntegration });
}
