import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import type { OperationScopes } from '../operation-scope.js';

/**
 * Gives every request an id, which the answer's `X-Request-Id` and the log have. One that a proxy or client sent is kept when it is 8 to 64
 * letters, digits, `_`, `.` and `-`: it names the request to people, and nothing trusts it.
 */
export function requestIds(scopes: OperationScopes): RequestHandler {
  return (request, response, next) => {
    const sent = request.get('x-request-id');
    const requestId = sent !== undefined && /^[\w.-]{8,64}$/.test(sent) ? sent : randomUUID();
    response.set('X-Request-Id', requestId);
    const fate = { isCutOff: false, isAbandoned: false };
    scopes.run(
      { requestId, fate, signal: null, holdMs: null, onEnding: () => undefined, limitedTo: null },
      next,
    );
  };
}
