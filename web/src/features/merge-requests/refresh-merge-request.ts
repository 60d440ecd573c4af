import { type Command, useCommand } from '../../apollo/use-command.js';
import { graphql } from '../../generated/merge-requests/gql.js';
import type {
  RefreshMergeRequestMutation,
  RefreshMergeRequestMutationVariables,
} from '../../generated/merge-requests/graphql.js';

const refreshMergeRequestDocument = graphql(/* GraphQL */ `
  mutation RefreshMergeRequest($input: RefreshMergeRequestInput!) {
    refreshMergeRequest(input: $input) {
      mergeRequest {
        ...MergeRequestRow
      }
      userErrors {
        code
        message
      }
    }
  }
`);

/** Asks GitLab now. The cache learns the merge request's new state. */
export function useRefreshMergeRequest(): Command<
  RefreshMergeRequestMutationVariables,
  RefreshMergeRequestMutation['refreshMergeRequest']
> {
  return useCommand(refreshMergeRequestDocument, { pick: (data) => data.refreshMergeRequest });
}
