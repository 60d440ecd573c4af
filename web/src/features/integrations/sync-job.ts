import { graphql } from '../../generated/integrations/gql.js';

graphql(/* GraphQL */ `
  fragment SyncJob on Job {
    id
    name
    title
    state
    subjectName
    isCancelRequested
    attempts
    startedAt
    finishedAt
    waitingFor
    result
    progress {
      done
      total
      message
    }
    error {
      code
      message
    }
  }
`);

/** Read beside an integration to follow its sync, and until there are plans to decide on. */
export const syncJobDocument = graphql(/* GraphQL */ `
  query IntegrationSyncJob($id: ID!) {
    node(id: $id) {
      __typename
      id
      ... on Integration {
        projectCount
        writableProjectCount
        lastSyncedAt
        syncJob {
          ...SyncJob
        }
      }
    }
    remediationPlans(first: 1, filter: { state: [PROPOSED] }) {
      totalCount
    }
  }
`);
