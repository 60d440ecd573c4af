import { useApolloClient } from '@apollo/client/react';
import { useCallback } from 'react';
import { useReset } from '../../apollo/connection-context.js';
import { viewerDocument } from '../../apollo/viewer.js';
import { graphql } from '../../generated/accounts/gql.js';

const signOutDocument = graphql(/* GraphQL */ `
  mutation SignOut {
    signOut {
      userErrors {
        code
        message
      }
    }
  }
`);

/** Ends the session and forgets everything that the page had read, also when the server cannot be reached. */
export function useSignOut(): () => Promise<void> {
  const client = useApolloClient();
  const reset = useReset();
  return useCallback(async () => {
    try {
      await client.mutate({ mutation: signOutDocument });
    } finally {
      await reset();
      client.writeQuery({ query: viewerDocument, data: { viewer: null } });
    }
  }, [client, reset]);
}
