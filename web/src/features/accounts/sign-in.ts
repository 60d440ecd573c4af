import { viewerDocument } from '../../apollo/viewer.js';
import { type Command, useCommand } from '../../apollo/use-command.js';
import { graphql } from '../../generated/accounts/gql.js';
import type { SignInMutation, SignInMutationVariables } from '../../generated/accounts/graphql.js';

const signInDocument = graphql(/* GraphQL */ `
  mutation SignIn($input: SignInInput!) {
    signIn(input: $input) {
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
      }
    }
  }
`);

/** Signs a person in; the cache then knows the viewer. */
export function useSignIn(): Command<SignInMutationVariables, SignInMutation['signIn']> {
  return useCommand(signInDocument, {
    pick: (data) => data.signIn,
    update: (cache, { data }) => {
      const viewer = data?.signIn.viewer;
      if (viewer !== null && viewer !== undefined)
        cache.writeQuery({ query: viewerDocument, data: { viewer } });
    },
  });
}
