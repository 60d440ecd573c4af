import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  getNullableType,
  isListType,
  Kind,
  type OperationDefinitionNode,
  visit,
} from 'graphql';
import { type ComplexityEstimator, getComplexity } from 'graphql-query-complexity';
import { LIMITS } from './operation-limits.js';

/** A page without a size, and the most that one may be. */
const DEFAULT_PAGE = 20;
const MAX_PAGE = 100;
/** A list without pages counts as this many rows; the types of the schema as more, so that introspection, which nests lists, can be paid once. */
const PLAIN_LIST = 5;
const SCHEMA_TYPES = 20;

/** A field costs 1, a page its rows, any other list five. `edges` and `nodes` are the rows of their connection. */
const estimate: ComplexityEstimator = ({ args, childComplexity, field, type }) => {
  if (field.args.some(({ name }) => name === 'first' || name === 'last'))
    return 1 + childComplexity * pageSize(args['last'] ?? args['first']);
  if (!isListType(getNullableType(field.type)) || field.name === 'edges' || field.name === 'nodes')
    return 1 + childComplexity;
  return 1 + childComplexity * (type.name === '__Schema' ? SCHEMA_TYPES : PLAIN_LIST);
};

function pageSize(asked: unknown): number {
  return typeof asked === 'number' ? Math.min(Math.max(asked, 1), MAX_PAGE) : DEFAULT_PAGE;
}

/**
 * How much an operation would cost: about how many fields an answer has at most. For validated documents whose size is limited, because it
 * walks each fragment wherever it is spread. Variables of a wrong type are a GraphQLError.
 */
export function complexityOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  request: {
    readonly operation: OperationDefinitionNode;
    readonly variables: Readonly<Record<string, unknown>>;
  },
): number {
  const fragments = document.definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION);
  return getComplexity({
    schema,
    estimators: [estimate],
    query: { ...document, definitions: [request.operation, ...fragments] },
    variables: request.variables,
  });
}

/** The error of an operation that costs too much. */
export function tooCostly(cost: number): GraphQLError {
  return limitError(
    `This operation costs ${cost}, more than the ${LIMITS.complexity} allowed. Ask for smaller pages or fewer nested lists.`,
  );
}

/** The error of a request that is larger than Backline reads; `status` is HTTP's. */
export function limitError(message: string, status = 400): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'LIMIT_EXCEEDED', http: { status } } });
}

/** What is wrong with the variables: too many values, too deep, or U+0000, which Postgres stores in no text. */
export function refuseVariables(variables: unknown): GraphQLError | null {
  let count = 0;
  const values: { readonly value: unknown; readonly depth: number }[] = [{ value: variables, depth: 0 }];
  for (let next = values.pop(); next !== undefined; next = values.pop()) {
    const { value, depth } = next;
    if (typeof value === 'string' && value.includes('\0')) return nulSent();
    if (typeof value !== 'object' || value === null) continue;
    if (depth >= LIMITS.variableDepth)
      return limitError(`The variables are nested more than the ${LIMITS.variableDepth} levels allowed.`);
    for (const each of Object.values(value)) {
      count += 1;
      if (count > LIMITS.variableValues)
        return limitError(`The variables hold more than the ${LIMITS.variableValues} values allowed.`);
      values.push({ value: each, depth: depth + 1 });
    }
  }
  return null;
}

/** Whether a text of the document holds U+0000. */
export function holdsNul(document: DocumentNode): boolean {
  let isFound = false;
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
    extensions: { code: 'BAD_INPUT', http: { status: 400 } },
  });
}
