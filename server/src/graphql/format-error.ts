import { unwrapResolverError } from '@apollo/server/errors';
import type { GraphQLFormattedError } from 'graphql';
import { type ErrorCode, isAppError } from '../errors.js';

/** Reports an unexpected error under an id and answers that id. */
export type ReportError = (error: unknown) => string;

/** Errors of the request itself keep their message, shortened; the codes of Apollo and graphql-js as ours. */
const REQUEST_CODES: ReadonlyMap<unknown, ErrorCode> = new Map<unknown, ErrorCode>([
  ['GRAPHQL_PARSE_FAILED', 'GRAPHQL_PARSE_FAILED'],
  ['GRAPHQL_VALIDATION_FAILED', 'GRAPHQL_VALIDATION_FAILED'],
  ['BAD_USER_INPUT', 'BAD_INPUT'],
  ['BAD_REQUEST', 'BAD_INPUT'],
  ['OPERATION_RESOLUTION_FAILURE', 'BAD_INPUT'],
  ['PERSISTED_QUERY_NOT_SUPPORTED', 'BAD_INPUT'],
  ['BAD_INPUT', 'BAD_INPUT'],
  ['LIMIT_EXCEEDED', 'LIMIT_EXCEEDED'],
  ['RATE_LIMITED', 'RATE_LIMITED'],
  ['TIMEOUT', 'TIMEOUT'],
]);

/**
 * The one place where errors become GraphQL errors: an AppError keeps code and message, a wrong request keeps its message
 * without the values that were sent, and anything else is INTERNAL with the id that the log has. What fails because the request ran out of
 * time says that.
 */
export function createErrorFormatter(report: ReportError, isOutOfTime: () => boolean = () => false) {
  return (formatted: GraphQLFormattedError, thrown: unknown): GraphQLFormattedError => {
    const error = unwrapResolverError(thrown);
    const place = {
      ...(formatted.locations === undefined ? {} : { locations: formatted.locations }),
      ...(formatted.path === undefined ? {} : { path: formatted.path }),
    };
    if (isAppError(error) && error.code !== 'INTERNAL') {
      return { message: error.message, ...place, extensions: { code: error.code } };
    }
    const code = REQUEST_CODES.get(formatted.extensions?.['code']);
    if (code !== undefined)
      return { message: withoutValues(formatted.message), ...place, extensions: { code } };
    if (isOutOfTime()) return { message: OUT_OF_TIME, ...place, extensions: { code: 'TIMEOUT' } };
    const errorId = report(error);
    return {
      message: `Something went wrong inside Backline. The log has it under ${errorId}.`,
      ...place,
      extensions: { code: 'INTERNAL', errorId },
    };
  };
}

/** What is said when an operation was cut off. */
export const OUT_OF_TIME =
  'This took too long and was cut off, and what was unfinished is undone. Ask for less, or try again later.';

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
