import { graphql } from '../../generated/overview/gql.js';

/** All that the overview shows, in one request. */
export const overviewDocument = graphql(/* GraphQL */ `
  query OverviewPage($since: Date, $filter: InsightFilter) {
    overview {
      attention {
        ...AttentionEntry
      }
      ...WorkNumbers
    }
    insights(since: $since, filter: $filter) {
      ...SeverityNumbers
      ...FunnelNumbers
      ...TrendNumbers
    }
    mergeRequests(first: 1) {
      nodes {
        id
      }
    }
    integrations(first: 50) {
      nodes {
        id
        name
        state
        lastSyncedAt
        syncJob {
          id
          state
        }
      }
    }
    approvedPlans: remediationPlans(
      first: 1
      filter: { state: [APPROVED, OPENING, OPEN, MERGED, FAILED, CLOSED] }
    ) {
      totalCount
    }
  }
`);
