import { skipToken, useQuery } from '@apollo/client/react';
import { graphql } from '../generated/apollo/gql.js';
import { type Limit, limitsOf } from '../lib/limits.js';
import { viewerDocument } from './viewer.js';

const ownLimitsDocument = graphql(/* GraphQL */ `
  query OwnLimits {
    viewer {
      id
      limitedTo {
        integrationId
        groupPath
        integration {
          id
          name
        }
      }
    }
  }
`);

/** What whoever is signed in is limited to; null for nothing, and until it is known. */
export function useOwnLimits(): readonly Limit[] | null {
  const { data: signedIn } = useQuery(viewerDocument, { fetchPolicy: 'cache-first' });
  const isLimited = (signedIn?.viewer?.limitedTo ?? null) !== null;
  const { data } = useQuery(ownLimitsDocument, isLimited ? {} : skipToken);
  return isLimited ? limitsOf(data?.viewer?.limitedTo) : null;
}
