import { viewerDocument } from '../../apollo/viewer.js';
import { type Command, useCommand } from '../../apollo/use-command.js';
import { graphql } from '../../generated/accounts/gql.js';
import type {
  CreateFirstAccountMutation,
  CreateFirstAccountMutationVariables,
} from '../../generated/accounts/graphql.js';

const createFirstAccountDocument = graphql(/* GraphQL */ `
  mutation CreateFirstAccount($input: CreateFirstAccountInput!) {
    createFirstAccount(input: $input) {
      viewer {
        id
        name
        email
        kind
        scopes
        limitedTo {
          integrationId
          groupPath
        }
      }
      userErrors {
        code
        message
        path
      }
    }
  }
`);

/** Makes the first account with the one-time link's token, and signs it in. */
export function useCreateFirstAccount(): Command<
  CreateFirstAccountMutationVariables,
  CreateFirstAccountMutation['createFirstAccount']
> {
  return useCommand(createFirstAccountDocument, {
    pick: (data) => data.createFirstAccount,
    update: (cache, { data }) => {
      const viewer = data?.createFirstAccount.viewer;
      if (viewer !== null && viewer !== undefined)
        cache.writeQuery({ query: viewerDocument, data: { viewer } });
    },
  });
}
