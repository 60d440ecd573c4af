import { skipToken, useSubscription } from '@apollo/client/react';
import { useEffect, useRef } from 'react';
import { graphql } from '../generated/apollo/gql.js';

const jobProgressDocument = graphql(/* GraphQL */ `
  subscription JobProgress($id: ID) {
    jobProgress(id: $id) {
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
  }
`);

const BEGIN_AGAIN_MS = 5_000;

/** Follows one job: the cache's job changes as it goes. `onFinished` is called once it has ended. */
export function useLiveJob(id: string | null, onFinished: () => void): void {
  const beginAgain = useBeginAgain(id);
  const subscription = useSubscription(
    jobProgressDocument,
    id === null
      ? skipToken
      : {
          variables: { id },
          onData: ({ data: { data } }) => {
            const state = data?.jobProgress.state;
            if (state !== undefined && state !== 'QUEUED' && state !== 'RUNNING') onFinished();
          },
          onError: () => beginAgain(() => subscription.restart()),
        },
  );
}

/** Follows every job; `onJob` is told of each change after the cache has it. */
export function useLiveJobs(onJob: (jobId: string) => void): void {
  const beginAgain = useBeginAgain(null);
  const subscription = useSubscription(jobProgressDocument, {
    variables: {},
    onData: ({ data: { data } }) => {
      if (data !== undefined) onJob(data.jobProgress.id);
    },
    onError: () => beginAgain(() => subscription.restart()),
  });
}

/** Runs the last thing given to it after a while, if the component is still there and follows the same. */
function useBeginAgain(followed: string | null): (restart: () => void) => void {
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  useEffect(() => () => clearTimeout(timer.current ?? undefined), [followed]);
  return (restart) => {
    clearTimeout(timer.current ?? undefined);
    timer.current = setTimeout(restart, BEGIN_AGAIN_MS);
  };
}
