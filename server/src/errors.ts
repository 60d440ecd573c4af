/** Every code that an error of Backline may carry. The page and API clients switch on these. */
export const ERROR_CODES = [
  'BAD_INPUT',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'NOT_FOUND',
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'CONFLICT',
  'LIMIT_EXCEEDED',
  'RATE_LIMITED',
  'TIMEOUT',
  'UNAVAILABLE',
  'STILL_RUNNING',
  'ANSWER_LOST',
  'STALE_DIGEST',
  'STATE_FORBIDS',
  'CONFIG_INVALID',
  'DATABASE_UNAVAILABLE',
  'ADDRESS_INVALID',
  'ADDRESS_FORBIDDEN',
  'GITLAB_UNREACHABLE',
  'GITLAB_TIMEOUT',
  'GITLAB_TLS',
  'NOT_GITLAB',
  'TOKEN_INVALID',
  'TOKEN_EXPIRED',
  'TOKEN_REVOKED',
  'TOKEN_SCOPE_MISSING',
  'GITLAB_FORBIDDEN',
  'GITLAB_NOT_FOUND',
  'GITLAB_CONFLICT',
  'GITLAB_REFUSED',
  'GITLAB_THROTTLED',
  'GITLAB_FAILED',
  'GITLAB_ANSWER_INVALID',
  'GITLAB_OUTCOME_UNKNOWN',
  'GIT_FAILED',
  'GIT_LEASE_LOST',
  'GIT_LIMIT',
  'REPOSITORY_EMPTY',
  'REGISTRY_UNREACHABLE',
  'REGISTRY_FAILED',
  'ADVISORY_SOURCE_INVALID',
  'ADVISORY_SOURCE_UNREACHABLE',
  'SECRET_UNREADABLE',
  'LEASE_LOST',
  'CANCELLED',
  'INTERNAL',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/** What an error may say about itself beside its message: plain, safe values only, never a secret. */
export type ErrorDetails = Readonly<Record<string, string | number | boolean | null>>;

/**
 * An expected failure: a code from the closed list, a message that is safe to show to a person (what is,
 * why, what to do), details, and its cause. Everything else that is thrown becomes INTERNAL.
 */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, message: string, options: { details?: ErrorDetails; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.details = options.details ?? {};
  }
}

/** Whether a thrown value is an AppError, optionally of one of these codes. */
export function isAppError(error: unknown, ...codes: readonly ErrorCode[]): error is AppError {
  return error instanceof AppError && (codes.length === 0 || codes.includes(error.code));
}
