import { type Command, useCommand } from '../../apollo/use-command.js';
import { graphql } from '../../generated/merge-requests/gql.js';
import type {
  RebuildMergeRequestMutation,
  RebuildMergeRequestMutationVariables,
} from '../../generated/merge-requests/graphql.js';

const rebuildMergeRequestDocument = graphql(/* GraphQL */ `
  mutation RebuildMergeRequest($input: RebuildMergeRequestInput!) {
    rebuildMergeRequest(input: $input) {
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

/** Queues the rebuild of its branch. */
export function useRebuildMergeRequest(): Command<
  RebuildMergeRequestMutationVariables,
  RebuildMergeRequestMutation['rebuildMergeRequest']
> {
  return useCommand(rebuildMergeRequestDocument, { pick: (data) => data.rebuildMergeRequest });
}
