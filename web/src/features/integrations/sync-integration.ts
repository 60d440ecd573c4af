import { type Command, useCommand } from '../../apollo/use-command.js';
import { graphql } from '../../generated/integrations/gql.js';
import type {
  SyncIntegrationMutation,
  SyncIntegrationMutationVariables,
} from '../../generated/integrations/graphql.js';

const syncIntegrationDocument = graphql(/* GraphQL */ `
  mutation SyncIntegration($input: SyncIntegrationInput!) {
    syncIntegration(input: $input) {
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

/** Queues a reading of the projects. The cache learns the integration's new state. */
export function useSyncIntegration(): Command<
  SyncIntegrationMutationVariables,
  SyncIntegrationMutation['syncIntegration']
> {
  return useCommand(syncIntegrationDocument, { pick: (data) => data.syncIntegration });
}
