import { type Command, useCommand } from '../../apollo/use-command.js';
import { graphql } from '../../generated/settings/gql.js';
import type {
  RevokeApiTokenMutation,
  RevokeApiTokenMutationVariables,
} from '../../generated/settings/graphql.js';

const revokeApiTokenDocument = graphql(/* GraphQL */ `
  mutation RevokeApiToken($input: RevokeApiTokenInput!) {
    revokeApiToken(input: $input) {
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

/** Ends a token at once. The cache learns that it is revoked. */
export function useRevokeApiToken(): Command<
  RevokeApiTokenMutationVariables,
  RevokeApiTokenMutation['revokeApiToken']
> {
  return useCommand(revokeApiTokenDocument, { pick: (data) => data.revokeApiToken });
}
