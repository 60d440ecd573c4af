import { type Command, useCommand } from '../../apollo/use-command.js';
import { graphql } from '../../generated/merge-requests/gql.js';
import type {
  RetryOpeningMutation,
  RetryOpeningMutationVariables,
} from '../../generated/merge-requests/graphql.js';

const retryOpeningDocument = graphql(/* GraphQL */ `
  mutation RetryOpening($input: RetryPlanInput!) {
    retryPlan(input: $input) {
      remediationPlan {
        ...WaitingPlan
      }
      userErrors {
        code
        message
      }
    }
  }
`);

/** Opens a failed plan's merge request again. */
export function useRetryOpening(): Command<RetryOpeningMutationVariables, RetryOpeningMutation['retryPlan']> {
  return useCommand(retryOpeningDocument, { pick: (data) => data.retryPlan });
}
