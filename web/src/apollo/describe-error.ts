import { CombinedGraphQLErrors, ServerError } from '@apollo/client/errors';
import { type Problem, problemOf } from '../lib/problem.js';

/** Any failure of an operation in words for a person. */
export function describeError(error: unknown): Problem {
  if (CombinedGraphQLErrors.is(error)) {
    const [first] = error.errors;
    const code = typeof first?.extensions?.['code'] === 'string' ? first.extensions['code'] : 'INTERNAL';
    return problemOf(code, first?.message ?? 'The server could not answer.');
  }
  if (ServerError.is(error)) {
    return {
      code: null,
      message: `The server answered with status ${error.statusCode}.`,
      remedy: 'Try again. If it stays, look at the server’s log.',
    };
  }
  return {
    code: null,
    message: 'The server did not answer.',
    remedy: 'Check that Backline is running and that you are online. Then try again.',
  };
}
