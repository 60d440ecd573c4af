import { InMemoryCache } from '@apollo/client';
import { relayStylePagination } from '@apollo/client/utilities';

/** The types behind `Node`, for fragments on it. */
const NODE_TYPES = [
  'Advisory',
  'ApiToken',
  'Dependency',
  'EventDelivery',
  'EventEndpoint',
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
  const history = { fields: { history: growingHistory() } };
  return new InMemoryCache({
    possibleTypes: { Node: NODE_TYPES },
    typePolicies: {
      ProjectScope: { keyFields: ['integrationId', 'groupPath'] },
      // Their ids are those of other things.
      PlanApproval: { keyFields: false },
      DataChange: { keyFields: false },
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
      Finding: history,
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

/**
 * A history, newest first, that grows by "show more". When its first page is read again, what was shown below stays there: else the
 * page would jump under whoever reads it.
 */
function growingHistory(): ReturnType<typeof relayStylePagination> {
  const paged = relayStylePagination();
  const { merge } = paged;
  if (typeof merge !== 'function') return paged;
  return {
    ...paged,
    merge: (existing, incoming, options) => {
      const merged = merge(existing, incoming, options);
      const isFirstPage = options.args?.['after'] == null;
      if (!isFirstPage || existing == null || merged == null) return merged;
      const last = merged.edges.at(-1)?.cursor;
      const end = existing.edges.findIndex((edge: { cursor?: string }) => edge.cursor === last);
      if (last === undefined || end === -1 || end === existing.edges.length - 1) return merged;
      return {
        ...merged,
        edges: [...merged.edges, ...existing.edges.slice(end + 1)],
        pageInfo: { ...existing.pageInfo, startCursor: merged.pageInfo.startCursor },
      };
    },
  };
}
