import { useCommand } from '../../apollo/use-command.js';
import { graphql } from '../../generated/settings/gql.js';

const updateOwnAccountDocument = graphql(/* GraphQL */ `
  mutation UpdateOwnAccount($input: UpdateOwnAccountInput!) {
    updateOwnAccount(input: $input) {
      viewer {
        id
        name
      }
      userErrors {
        code
        message
      }
    }
  }
`);

const changePasswordDocument = graphql(/* GraphQL */ `
  mutation ChangePassword($input: ChangePasswordInput!) {
    changePassword(input: $input) {
      userErrors {
        code
        message
      }
    }
  }
`);

const endSessionsDocument = graphql(/* GraphQL */ `
  mutation EndSessions {
    endSessions {
      endedCount
      userErrors {
        code
        message
      }
    }
  }
`);

const endSessionDocument = graphql(/* GraphQL */ `
  mutation EndSession($input: EndSessionInput!) {
    endSession(input: $input) {
      session {
        id
      }
      userErrors {
        code
        message
      }
    }
  }
`);

const setFirstPasswordDocument = graphql(/* GraphQL */ `
  mutation SetFirstPassword($input: SetFirstPasswordInput!) {
    setFirstPassword(input: $input) {
      viewer {
        id
        hasPassword
      }
      userErrors {
        code
        message
      }
    }
  }
`);

/** What a person changes of themselves. */
export function useOwnAccountCommands() {
  return {
    rename: useCommand(updateOwnAccountDocument, { pick: (data) => data.updateOwnAccount }),
    changePassword: useCommand(changePasswordDocument, { pick: (data) => data.changePassword }),
    endSessions: useCommand(endSessionsDocument, { pick: (data) => data.endSessions }),
    endSession: useCommand(endSessionDocument, { pick: (data) => data.endSession }),
    setFirstPassword: useCommand(setFirstPasswordDocument, { pick: (data) => data.setFirstPassword }),
  };
}
