import { type Command, useCommand } from '../../apollo/use-command.js';
import { graphql } from '../../generated/plans/gql.js';
import type { RejectPlanMutation, RejectPlanMutationVariables } from '../../generated/plans/graphql.js';

const rejectPlanDocument = graphql(/* GraphQL */ `
  mutation RejectPlan($input: RejectPlanInput!) {
    rejectPlan(input: $input) {
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

/** Rejects a plan with a reason; the same change is not proposed again. */
export function useRejectPlan(): Command<RejectPlanMutationVariables, RejectPlanMutation['rejectPlan']> {
  return useCommand(rejectPlanDocument, { pick: (data) => data.rejectPlan });
}
