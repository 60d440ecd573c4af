import { type Command, useCommand } from '../../apollo/use-command.js';
import { graphql } from '../../generated/plans/gql.js';
import type { ApprovePlanMutation, ApprovePlanMutationVariables } from '../../generated/plans/graphql.js';

const approvePlanDocument = graphql(/* GraphQL */ `
  mutation ApprovePlan($input: ApprovePlanInput!) {
    approvePlan(input: $input) {
      remediationPlan {
        id
        digest
        revision
        ...Decision
      }
      userErrors {
        code
        message
      }
    }
  }
`);

/** Approves one digest of a plan. The cache learns the plan's state, its job and, when it is there, its merge request. */
export function useApprovePlan(): Command<ApprovePlanMutationVariables, ApprovePlanMutation['approvePlan']> {
  return useCommand(approvePlanDocument, { pick: (data) => data.approvePlan });
}
