import { type Command, useCommand } from '../../apollo/use-command.js';
import { graphql } from '../../generated/policies/gql.js';
import type {
  UpdatePolicyMutation,
  UpdatePolicyMutationVariables,
} from '../../generated/policies/graphql.js';

const updatePolicyDocument = graphql(/* GraphQL */ `
  mutation UpdatePolicy($input: UpdatePolicyInput!) {
    updatePolicy(input: $input) {
      policy {
        ...PolicyValues
      }
      job {
        id
        state
      }
      userErrors {
        code
        message
        path
      }
    }
  }
`);

const REFETCH = ['PolicyPage', 'PoliciesPage', 'PolicyHistory'];

/** Sets or unsets a field of a policy. Every policy on the page is asked for again, since others may inherit it. */
export function useUpdatePolicy(): Command<
  UpdatePolicyMutationVariables,
  UpdatePolicyMutation['updatePolicy']
> {
  return useCommand(updatePolicyDocument, { pick: (data) => data.updatePolicy, refetch: REFETCH });
}
