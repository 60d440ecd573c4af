import { skipToken, useSubscription } from '@apollo/client/react';
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

/** Follows one job: the cache's job changes as it goes. `onFinished` is called once it has ended. */
export function useLiveJob(id: string | null, onFinished: () => void): void {
  useSubscription(
    jobProgressDocument,
    id === null
      ? skipToken
      : {
          variables: { id },
          onData: ({ data: { data } }) => {
            const state = data?.jobProgress.state;
            if (state !== undefined && state !== 'QUEUED' && state !== 'RUNNING') onFinished();
          },
        },
  );
}

/** Follows every job; `onJob` is told of each change after the cache has it. */
export function useLiveJobs(onJob: (jobId: string) => void): void {
  useSubscription(jobProgressDocument, {
    variables: {},
    onData: ({ data: { data } }) => {
      if (data !== undefined) onJob(data.jobProgress.id);
    },
  });
}
