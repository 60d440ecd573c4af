import type { ApolloServerPlugin } from '@apollo/server';
import { GraphQLError, type GraphQLSchema, getNullableType, isListType } from 'graphql';
import { type ComplexityEstimator, getComplexity } from 'graphql-query-complexity';
import type { GraphQLContext } from './context.js';

/** What one operation may cost: about this many fields of rows. */
export const MAX_COMPLEXITY = 60_000;

/** A list without pages counts as this many rows. */
const PLAIN_LIST = 5;

/** A field costs 1, a page its rows, any other list five. `edges` and `nodes` are the rows of their connection. */
const estimate: ComplexityEstimator = ({ args, childComplexity, field }) => {
  const first: unknown = args['first'];
  if (typeof first === 'number') return 1 + childComplexity * Math.min(Math.max(first, 1), 100);
  const isPlainList =
    isListType(getNullableType(field.type)) && field.name !== 'edges' && field.name !== 'nodes';
  return 1 + childComplexity * (isPlainList ? PLAIN_LIST : 1);
};

/** How much an operation would cost. */
export function complexityOf(
  schema: GraphQLSchema,
  request: Pick<Parameters<typeof getComplexity>[0], 'query' | 'variables' | 'operationName'>,
): number {
  return getComplexity({ schema, estimators: [estimate], ...request });
}

/** Refuses operations that cost too much before anything is resolved: LIMIT_EXCEEDED. */
export function limitComplexity(schema: GraphQLSchema): ApolloServerPlugin<GraphQLContext> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        didResolveOperation: ({ request, document }) => {
          const cost = complexityOf(schema, {
            query: document,
            variables: request.variables ?? {},
            ...(request.operationName == null ? {} : { operationName: request.operationName }),
          });
          if (cost > MAX_COMPLEXITY) throw tooCostly(cost);
          return Promise.resolve();
        },
      }),
  };
}

/** The error of an operation that costs too much. */
export function tooCostly(cost: number): GraphQLError {
  return new GraphQLError(
    `This query costs ${cost}, more than the ${MAX_COMPLEXITY} allowed. Ask for smaller pages or fewer nested lists.`,
    { extensions: { code: 'LIMIT_EXCEEDED' } },
  );
}
