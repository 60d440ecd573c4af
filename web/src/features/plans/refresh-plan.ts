import { type Command, useCommand } from '../../apollo/use-command.js';
import { graphql } from '../../generated/plans/gql.js';
import type { RefreshPlanMutation, RefreshPlanMutationVariables } from '../../generated/plans/graphql.js';

const refreshPlanDocument = graphql(/* GraphQL */ `
  mutation RefreshPlan($input: RefreshPlanInput!) {
    refreshPlan(input: $input) {
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

/** Works a plan out and proves it again against the branch and the advisories of now. */
export function useRefreshPlan(): Command<RefreshPlanMutationVariables, RefreshPlanMutation['refreshPlan']> {
  return useCommand(refreshPlanDocument, { pick: (data) => data.refreshPlan });
}
