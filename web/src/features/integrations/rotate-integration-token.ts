import { type Command, useCommand } from '../../apollo/use-command.js';
import { graphql } from '../../generated/integrations/gql.js';
import type {
  RotateIntegrationTokenMutation,
  RotateIntegrationTokenMutationVariables,
} from '../../generated/integrations/graphql.js';

const rotateIntegrationTokenDocument = graphql(/* GraphQL */ `
  mutation RotateIntegrationToken($input: RotateIntegrationTokenInput!) {
    rotateIntegrationToken(input: $input) {
      integration {
        ...IntegrationDetail
      }
      userErrors {
        code
        message
      }
    }
  }
`);

/** Lets GitLab put a new token in place of the old one. The cache learns its end. */
export function useRotateIntegrationToken(): Command<
  RotateIntegrationTokenMutationVariables,
  RotateIntegrationTokenMutation['rotateIntegrationToken']
> {
  return useCommand(rotateIntegrationTokenDocument, { pick: (data) => data.rotateIntegrationToken });
}
