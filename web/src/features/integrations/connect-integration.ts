import { type Command, useCommand } from '../../apollo/use-command.js';
import { graphql } from '../../generated/integrations/gql.js';
import type {
  ConnectIntegrationMutation,
  ConnectIntegrationMutationVariables,
} from '../../generated/integrations/graphql.js';

const connectIntegrationDocument = graphql(/* GraphQL */ `
  mutation ConnectIntegration($input: ConnectIntegrationInput!) {
    connectIntegration(input: $input) {
      integration {
        ...IntegrationCard
        syncJob {
          ...SyncJob
        }
      }
      checks {
        ...Check
      }
      userErrors {
        code
        message
        path
      }
    }
  }
`);

/** Verifies and connects. The hub and the overview are asked for again when they are next opened. */
export function useConnectIntegration(): Command<
  ConnectIntegrationMutationVariables,
  ConnectIntegrationMutation['connectIntegration']
> {
  return useCommand(connectIntegrationDocument, {
    pick: (data) => data.connectIntegration,
    update: (cache, { data }) => {
      if ((data?.connectIntegration.integration ?? null) === null) return;
      cache.evict({ id: 'ROOT_QUERY', fieldName: 'integrations' });
      cache.evict({ id: 'ROOT_QUERY', fieldName: 'overview' });
    },
  });
}
