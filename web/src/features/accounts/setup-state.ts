import { graphql } from '../../generated/accounts/gql.js';

/** Whether the first account has still to be made. */
export const setupDocument = graphql(/* GraphQL */ `
  query SetupState {
    setup {
      needsFirstAccount
      version
    }
  }
`);
