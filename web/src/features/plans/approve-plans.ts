import { type Command, useCommand } from '../../apollo/use-command.js';
import { graphql } from '../../generated/plans/gql.js';
import type { ApprovePlansMutation, ApprovePlansMutationVariables } from '../../generated/plans/graphql.js';

const approvePlansDocument = graphql(/* GraphQL */ `
  mutation ApprovePlans($input: ApprovePlansInput!) {
    approvePlans(input: $input) {
      results {
        id
        remediationPlan {
          id
          revision
          state
          stateReason
        }
        userErrors {
          code
          message
        }
      }
      userErrors {
        code
        message
      }
    }
  }
`);

/** Approves several plans, each with the digest that was read. The cache learns the states. */
export function useApprovePlans(): Command<
  ApprovePlansMutationVariables,
  ApprovePlansMutation['approvePlans']
> {
  return useCommand(approvePlansDocument, { pick: (data) => data.approvePlans });
}
