import { type Command, useCommand } from '../../apollo/use-command.js';
import { graphql } from '../../generated/jobs/gql.js';
import type {
  CancelJobMutation,
  CancelJobMutationVariables,
  RetryJobMutation,
  RetryJobMutationVariables,
} from '../../generated/jobs/graphql.js';

const cancelJobDocument = graphql(/* GraphQL */ `
  mutation CancelJob($input: CancelJobInput!) {
    cancelJob(input: $input) {
      job {
        ...JobRow
      }
      userErrors {
        code
        message
      }
    }
  }
`);

const retryJobDocument = graphql(/* GraphQL */ `
  mutation RetryJob($input: RetryJobInput!) {
    retryJob(input: $input) {
      job {
        ...JobRow
      }
      userErrors {
        code
        message
      }
    }
  }
`);

/** Asks a job to stop; it does at its next safe point. */
export function useCancelJob(): Command<CancelJobMutationVariables, CancelJobMutation['cancelJob']> {
  return useCommand(cancelJobDocument, { pick: (data) => data.cancelJob });
}

/** Queues a failed or cancelled job again. */
export function useRetryJob(): Command<RetryJobMutationVariables, RetryJobMutation['retryJob']> {
  return useCommand(retryJobDocument, { pick: (data) => data.retryJob });
}
