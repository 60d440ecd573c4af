import { type Command, useCommand } from '../../apollo/use-command.js';
import { graphql } from '../../generated/projects/gql.js';
import type {
  AnalyzeProjectMutation,
  AnalyzeProjectMutationVariables,
} from '../../generated/projects/graphql.js';

const analyzeProjectDocument = graphql(/* GraphQL */ `
  mutation AnalyzeProject($input: AnalyzeProjectInput!) {
    analyzeProject(input: $input) {
      project {
        id
        analysisState
      }
      job {
        id
        state
      }
      userErrors {
        code
        message
      }
    }
  }
`);

/** Queues an analysis. The cache learns the project's new state; the page asks again for its job. */
export function useAnalyzeProject(): Command<
  AnalyzeProjectMutationVariables,
  AnalyzeProjectMutation['analyzeProject']
> {
  return useCommand(analyzeProjectDocument, { pick: (data) => data.analyzeProject });
}
