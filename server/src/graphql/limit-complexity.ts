import type { ApolloServerPlugin } from '@apollo/server';
import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  getNullableType,
  isListType,
  visit,
} from 'graphql';
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

/** Refuses operations before anything is resolved: LIMIT_EXCEEDED for what costs too much, BAD_INPUT for U+0000. */
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
          if (holdsNul(document, request.variables)) throw nulSent();
          return Promise.resolve();
        },
      }),
  };
}

/** Whether a text of the operation holds U+0000, which Postgres stores in no text. */
export function holdsNul(document: DocumentNode, variables: unknown): boolean {
  let isFound = false;
  const values: unknown[] = [variables];
  while (values.length > 0) {
    const value = values.pop();
    if (typeof value === 'string') isFound ||= value.includes('\0');
    else if (typeof value === 'object' && value !== null)
      for (const each of Object.values(value)) values.push(each);
  }
  visit(document, {
    StringValue: ({ value }) => {
      isFound ||= value.includes('\0');
    },
  });
  return isFound;
}

/** The error of an operation with U+0000 in a text. */
export function nulSent(): GraphQLError {
  return new GraphQLError('Texts cannot hold the character U+0000.', {
    extensions: { code: 'BAD_USER_INPUT' },
  });
}

/** The error of an operation that costs too much. */
export function tooCostly(cost: number): GraphQLError {
  return new GraphQLError(
    `This query costs ${cost}, more than the ${MAX_COMPLEXITY} allowed. Ask for smaller pages or fewer nested lists.`,
    { extensions: { code: 'LIMIT_EXCEEDED' } },
  );
}
