import { type Command, useCommand } from '../../apollo/use-command.js';
import { graphql } from '../../generated/merge-requests/gql.js';
import type {
  CloseMergeRequestMutation,
  CloseMergeRequestMutationVariables,
} from '../../generated/merge-requests/graphql.js';

const closeMergeRequestDocument = graphql(/* GraphQL */ `
  mutation CloseMergeRequest($input: CloseMergeRequestInput!) {
    closeMergeRequest(input: $input) {
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

/** Queues its closing. */
export function useCloseMergeRequest(): Command<
  CloseMergeRequestMutationVariables,
  CloseMergeRequestMutation['closeMergeRequest']
> {
  return useCommand(closeMergeRequestDocument, { pick: (data) => data.closeMergeRequest });
}
