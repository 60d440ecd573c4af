import { graphql } from '../../generated/search/gql.js';

/** What the palette asks for while somebody types. */
export const searchDocument = graphql(/* GraphQL */ `
  query PaletteSearch($text: String!) {
    search(text: $text, first: 5) {
      projects {
        id
        path
      }
      packages {
        ecosystem
        name
        projectCount
        openFindings
      }
      advisories {
        advisoryId
        summary
        severity
        openFindings
      }
    }
  }
`);
