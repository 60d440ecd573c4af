import { type Command, useCommand } from '../../apollo/use-command.js';
import { graphql } from '../../generated/plans/gql.js';
import type { RetryPlanMutation, RetryPlanMutationVariables } from '../../generated/plans/graphql.js';

const retryPlanDocument = graphql(/* GraphQL */ `
  mutation RetryPlan($input: RetryPlanInput!) {
    retryPlan(input: $input) {
      remediationPlan {
        id
        digest
        ...Decision
      }
      userErrors {
        code
        message
      }
    }
  }
`);

/** Opens a failed plan's merge request again. */
export function useRetryPlan(): Command<RetryPlanMutationVariables, RetryPlanMutation['retryPlan']> {
  return useCommand(retryPlanDocument, { pick: (data) => data.retryPlan });
}
