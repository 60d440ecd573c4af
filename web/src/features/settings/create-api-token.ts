import { type Command, useCommand } from '../../apollo/use-command.js';
import { graphql } from '../../generated/settings/gql.js';
import type {
  CreateApiTokenMutation,
  CreateApiTokenMutationVariables,
} from '../../generated/settings/graphql.js';

const createApiTokenDocument = graphql(/* GraphQL */ `
  mutation CreateApiToken($input: CreateApiTokenInput!) {
    createApiToken(input: $input) {
      secret
      apiToken {
        ...ApiTokenRow
      }
      userErrors {
        code
        message
      }
    }
  }
`);

const REFETCH = ['ApiTokensPage'];

/** Makes a token; the answer holds its secret, once. The list is asked for again. */
export function useCreateApiToken(): Command<
  CreateApiTokenMutationVariables,
  CreateApiTokenMutation['createApiToken']
> {
  return useCommand(createApiTokenDocument, { pick: (data) => data.createApiToken, refetch: REFETCH });
}
