import { unwrapResolverError } from '@apollo/server/errors';
import type { GraphQLFormattedError } from 'graphql';
import { isAppError } from '../errors.js';

/** Reports an unexpected error under an id and answers that id. */
export type ReportError = (error: unknown) => string;

/** Codes of Apollo for requests that are wrong in themselves; their messages are kept, shortened. */
const REQUEST_CODES: ReadonlySet<unknown> = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
  'BAD_REQUEST',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_SUPPORTED',
  'LIMIT_EXCEEDED',
]);

/**
 * The one place where errors become GraphQL errors: an AppError keeps code and message, a wrong request keeps its message
 * without the values that were sent, and anything else is INTERNAL with the id that the log has.
 */
export function createErrorFormatter(report: ReportError) {
  return (formatted: GraphQLFormattedError, thrown: unknown): GraphQLFormattedError => {
    const error = unwrapResolverError(thrown);
    const place = {
      ...(formatted.locations === undefined ? {} : { locations: formatted.locations }),
      ...(formatted.path === undefined ? {} : { path: formatted.path }),
    };
    if (isAppError(error) && error.code !== 'INTERNAL') {
      return { message: error.message, ...place, extensions: { code: error.code } };
    }
    const code = formatted.extensions?.['code'];
    if (REQUEST_CODES.has(code))
      return { message: withoutValues(formatted.message), ...place, extensions: { code } };
    const errorId = report(error);
    return {
      message: `Something went wrong inside Backline. The log has it under ${errorId}.`,
      ...place,
      extensions: { code: 'INTERNAL', errorId },
    };
  };
}

/** Messages about a request repeat what was sent, a token perhaps: only names of the schema's form are kept. */
export function withoutValues(message: string): string {
  return message
    .slice(0, 20_000)
    .replace(/ got invalid value [\s\S]*; /, ' got an invalid value; ')
    .replace(/ got invalid value [\s\S]*/, ' got an invalid value.')
    .replace(/ cannot represent [\s\S]*/, ' cannot represent this value.')
    .replace(/"(?:[^"\\]|\\.)*"/g, (quoted) => (isName(quoted.slice(1, -1)) ? quoted : '"…"'))
    .slice(0, 500);
}

function isName(text: string): boolean {
  return /^\$?\[?[A-Za-z_]\w{0,39}[!\]]{0,3}$/.test(text);
}
