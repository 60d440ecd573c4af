import { useCommand } from '../../apollo/use-command.js';
import { graphql } from '../../generated/settings/gql.js';

const REFETCH = ['PeoplePage'];

const invitePersonDocument = graphql(/* GraphQL */ `
  mutation InvitePerson($input: InvitePersonInput!) {
    invitePerson(input: $input) {
      url
      userErrors {
        code
        message
      }
    }
  }
`);

const cancelInvitationDocument = graphql(/* GraphQL */ `
  mutation CancelInvitation($input: CancelInvitationInput!) {
    cancelInvitation(input: $input) {
      userErrors {
        code
        message
      }
    }
  }
`);

const updatePersonDocument = graphql(/* GraphQL */ `
  mutation UpdatePerson($input: UpdatePersonInput!) {
    updatePerson(input: $input) {
      person {
        ...PersonRow
      }
      revokedTokens {
        id
      }
      userErrors {
        code
        message
      }
    }
  }
`);

const removePersonDocument = graphql(/* GraphQL */ `
  mutation RemovePerson($input: RemovePersonInput!) {
    removePerson(input: $input) {
      revokedTokens {
        id
      }
      userErrors {
        code
        message
      }
    }
  }
`);

/** What an administrator does with people; the list is asked for again after each. */
export function usePersonCommands() {
  return {
    cancel: useCommand(cancelInvitationDocument, { pick: (data) => data.cancelInvitation, refetch: REFETCH }),
    update: useCommand(updatePersonDocument, { pick: (data) => data.updatePerson, refetch: REFETCH }),
    remove: useCommand(removePersonDocument, { pick: (data) => data.removePerson, refetch: REFETCH }),
  };
}

/** Makes the link of an invitation; the answer holds it, once. */
export function useInvitePerson() {
  return useCommand(invitePersonDocument, { pick: (data) => data.invitePerson, refetch: REFETCH });
}
