import { graphql } from '../../generated/accounts/gql.js';

/** Whether the first account has still to be made, and the provider with which people may sign in. */
export const setupDocument = graphql(/* GraphQL */ `
  query SetupState {
    setup {
      needsFirstAccount
      version
      providerName
    }
  }
`);
