import { type Command, useCommand } from '../../apollo/use-command.js';
import { graphql } from '../../generated/campaigns/gql.js';
import type {
  ApproveCampaignPlansMutation,
  ApproveCampaignPlansMutationVariables,
} from '../../generated/campaigns/graphql.js';

const approvePlansDocument = graphql(/* GraphQL */ `
  mutation ApproveCampaignPlans($input: ApprovePlansInput!) {
    approvePlans(input: $input) {
      results {
        id
        remediationPlan {
          id
          revision
          state
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

/** Approves the safe plans of a campaign, each with the digest that was shown. */
export function useApprovePlans(): Command<
  ApproveCampaignPlansMutationVariables,
  ApproveCampaignPlansMutation['approvePlans']
> {
  return useCommand(approvePlansDocument, { pick: (data) => data.approvePlans });
}
