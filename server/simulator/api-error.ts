/** An answer that is not a success, in one of GitLab's four JSON shapes. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly body: unknown,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(`${status} ${JSON.stringify(body)}`);
    this.name = 'ApiError';
  }
}

/** Shape 1, from the API's helpers: `{"message": "404 Project Not Found"}`. */
export function messageError(status: number, message: string): ApiError {
  return new ApiError(status, { message });
}

/** Shape 2, a model's complaints turned into 409 or 422: `{"message": ["…"]}`. */
export function listError(status: number, messages: readonly string[]): ApiError {
  return new ApiError(status, { message: messages });
}

/** Shape 3, validation by field: `{"message": {"source_branch": ["does not exist"]}}`. */
export function fieldError(status: number, fields: Readonly<Record<string, readonly string[]>>): ApiError {
  return new ApiError(status, { message: fields });
}

/** Shape 4, from parameter checks, paging limits and unknown routes: `{"error": "…"}`. */
export function parameterError(status: number, error: string): ApiError {
  return new ApiError(status, { error });
}

export function unauthorized(): ApiError {
  return messageError(401, '401 Unauthorized');
}

/** 403, with the reason behind a dash when there is one. */
export function forbidden(reason?: string): ApiError {
  return messageError(403, reason ? `403 Forbidden - ${reason}` : '403 Forbidden');
}

/** `404 Project Not Found` for a noun, `404 Not found` for a record without one. */
export function notFound(noun?: string): ApiError {
  return messageError(404, noun ? `404 ${noun} Not Found` : '404 Not found');
}

export function badRequest(reason: string): ApiError {
  return messageError(400, `400 Bad request - ${reason}`);
}

/** 401 for a token that was good once. */
export function deadToken(kind: 'expired' | 'revoked'): ApiError {
  const description =
    kind === 'expired'
      ? 'Token is expired. You can either do re-authorization or token refresh.'
      : 'Token was revoked. You have to re-authorize from the user.';
  return new ApiError(
    401,
    { error: 'invalid_token', error_description: description },
    {
      'WWW-Authenticate': `Bearer realm="Protected by OAuth 2.0", error="invalid_token", error_description="${description}"`,
    },
  );
}

/** 403 for a living token whose scopes do not cover the route. */
export function insufficientScope(needed: readonly string[]): ApiError {
  const description = 'The request requires higher privileges than provided by the access token.';
  return new ApiError(
    403,
    { error: 'insufficient_scope', error_description: description, scope: needed.join(' ') },
    {
      'WWW-Authenticate': `Bearer realm="Protected by OAuth 2.0", error="insufficient_scope", error_description="${description}", scope="${needed.join(' ')}"`,
    },
  );
}
