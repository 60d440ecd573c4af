import { type Command, useCommand } from '../../apollo/use-command.js';
import { graphql } from '../../generated/advisories/gql.js';
import type { SyncAdvisoriesMutation } from '../../generated/advisories/graphql.js';

const syncAdvisoriesDocument = graphql(/* GraphQL */ `
  mutation SyncAdvisories {
    syncAdvisories {
      job {
        id
        state
      }
      userErrors {
        code
        message
      }
    }
  }
`);

const REFETCH = ['AdvisoriesPage'];

/** Queues a sync from OSV's public archives; the status is asked for again. */
export function useSyncAdvisories(): Command<
  Record<string, never>,
  SyncAdvisoriesMutation['syncAdvisories']
> {
  return useCommand(syncAdvisoriesDocument, { pick: (data) => data.syncAdvisories, refetch: REFETCH });
}
