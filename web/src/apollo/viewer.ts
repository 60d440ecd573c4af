import { graphql } from '../generated/apollo/gql.js';

/** Who is signed in. Written with null when the server says that the session has ended. */
export const viewerDocument = graphql(/* GraphQL */ `
  query Viewer {
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
  }
`);
