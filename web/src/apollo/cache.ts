import { InMemoryCache } from '@apollo/client';
import { relayStylePagination } from '@apollo/client/utilities';

/** The types behind `Node`, for fragments on it. */
const NODE_TYPES = [
  'Advisory',
  'ApiToken',
  'Dependency',
  'Finding',
  'Integration',
  'Job',
  'MergeRequest',
  'Project',
  'RemediationPlan',
];

/**
 * The normalized cache. Lists are paged by replacing (the cursor is in the address), so each page is its own
 * entry; histories grow by "show more" and are joined. Values without an id belong to their parent.
 */
export function createCache(): InMemoryCache {
  const history = { fields: { history: relayStylePagination() } };
  return new InMemoryCache({
    possibleTypes: { Node: NODE_TYPES },
    typePolicies: {
      Query: {
        fields: {
          node: {
            read: (existing, { args, toReference, canRead }) => {
              if (existing !== undefined) return existing;
              for (const __typename of NODE_TYPES) {
                const reference = toReference({ __typename, id: args?.['id'] });
                if (canRead(reference)) return reference;
              }
              return undefined;
            },
          },
          overview: { merge: true },
          advisoryStatus: { merge: true },
        },
      },
      Integration: history,
      Project: history,
      RemediationPlan: history,
      MergeRequest: history,
      Policy: { merge: true },
      AdvisoryGroup: { merge: true },
      Analysis: { merge: true },
      RemediationPlanPayload: { merge: true },
    },
  });
}
