import { useState } from 'react';
import { useCommand } from '../../apollo/use-command.js';
import { graphql } from '../../generated/overview/gql.js';
import type { SyncAdvisoriesFirstMutation } from '../../generated/overview/graphql.js';
import type { Problem } from '../../lib/problem.js';

const syncAdvisoriesDocument = graphql(/* GraphQL */ `
  mutation SyncAdvisoriesFirst {
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

/** Queues the first sync of advisories; `isStarted` once it is. */
export function useSyncAdvisories(): {
  readonly start: () => void;
  readonly isBusy: boolean;
  readonly isStarted: boolean;
  readonly problem: Problem | null;
} {
  const [isStarted, setStarted] = useState(false);
  const { run, isBusy, problem } = useCommand(syncAdvisoriesDocument, { pick });
  const start = () => void run({}).then(({ kind }) => setStarted(kind === 'done'));
  return { start, isBusy, isStarted, problem };
}

function pick(data: SyncAdvisoriesFirstMutation) {
  return data.syncAdvisories;
}
