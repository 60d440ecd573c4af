import { type Command, useCommand } from '../../apollo/use-command.js';
import { viewerDocument } from '../../apollo/viewer.js';
import { graphql } from '../../generated/accounts/gql.js';
import type {
  AcceptInvitationMutation,
  AcceptInvitationMutationVariables,
} from '../../generated/accounts/graphql.js';

const acceptInvitationDocument = graphql(/* GraphQL */ `
  mutation AcceptInvitation($input: AcceptInvitationInput!) {
    acceptInvitation(input: $input) {
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

/** Makes the account of an invitation, and signs it in. */
export function useAcceptInvitation(): Command<
  AcceptInvitationMutationVariables,
  AcceptInvitationMutation['acceptInvitation']
> {
  return useCommand(acceptInvitationDocument, {
    pick: (data) => data.acceptInvitation,
    update: (cache, { data }) => {
      const viewer = data?.acceptInvitation.viewer;
      if (viewer !== null && viewer !== undefined)
        cache.writeQuery({ query: viewerDocument, data: { viewer } });
    },
  });
}
