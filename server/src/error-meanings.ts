import type { ErrorCode } from './errors.js';

/** What each code means, and what a client does about it: the descriptions of `ErrorCode` in schema.graphql. */
export const ERROR_MEANINGS: Readonly<Record<ErrorCode, string>> = {
  BAD_INPUT:
    'A value that was sent is not right; `path` of a user error names it. Correct it: the same again fails again.',
  GRAPHQL_PARSE_FAILED: 'The document is no GraphQL. Correct it; `locations` says where.',
  GRAPHQL_VALIDATION_FAILED:
    'The document does not fit the schema. Correct it, or generate it from schema.graphql anew.',
  NOT_FOUND: 'There is no such thing, or whoever asks may not see it. Do not repeat.',
  UNAUTHENTICATED:
    'Nobody is signed in, or the token is unknown, expired or revoked. Sign in, or use another token.',
  FORBIDDEN: 'Whoever asks lacks the role or scope; the message names it. Ask an administrator.',
  CONFLICT: 'It contradicts what is there, for instance a name that is taken. Read again, then decide.',
  LIMIT_EXCEEDED:
    'It is larger than Backline takes; the message says what the limit is. Ask for less: the same again fails again.',
  RATE_LIMITED:
    'The budget of a minute is spent, or too many requests run at once. Wait as long as `Retry-After` says, then repeat.',
  TIMEOUT:
    'It took too long and was cut off; what was unfinished is undone. Ask for less, or repeat with the same `idempotencyKey`.',
  UNAVAILABLE: 'Backline is stopping. Repeat after a moment.',
  STILL_RUNNING: 'A mutation with the same `idempotencyKey` still runs. Repeat it after a moment.',
  ANSWER_LOST:
    'The mutation with this `idempotencyKey` had its effect, but its answer was lost. Read what is there now.',
  STALE_DIGEST:
    'The plan is another one than was read; the payload carries it. Read it, and approve its digest.',
  STATE_FORBIDS: 'What it concerns is in a state that does not allow it. Read the state again.',
  CONFIG_INVALID: 'The server is not configured for it. An operator corrects that.',
  DATABASE_UNAVAILABLE: 'The database does not answer. Repeat after a while; an operator looks into it.',
  ADDRESS_INVALID: 'An address cannot be read. Correct it.',
  ADDRESS_FORBIDDEN:
    'The address leads where Backline does not connect to. Use another, or ask an operator to allow it.',
  GITLAB_UNREACHABLE: 'GitLab cannot be reached. Repeat later; check its address and the network.',
  GITLAB_TIMEOUT: 'GitLab did not answer in time. Repeat later.',
  GITLAB_TLS: 'The certificate of GitLab is not trusted. An operator corrects that.',
  NOT_GITLAB: 'What answers at the address is not GitLab. Correct the address.',
  TOKEN_INVALID: 'GitLab does not know the token. Give another.',
  TOKEN_EXPIRED: 'The token for GitLab has expired. Give another.',
  TOKEN_REVOKED: 'The token for GitLab was revoked. Give another.',
  TOKEN_SCOPE_MISSING: 'The token for GitLab lacks a scope; the message names it. Give another.',
  GITLAB_FORBIDDEN:
    'GitLab does not allow it to the account behind the token. Give the account the role, or use another.',
  GITLAB_NOT_FOUND: 'GitLab has no such thing, or hides it from the account behind the token.',
  GITLAB_CONFLICT: 'GitLab refused because of what is there already. Read again, then decide.',
  GITLAB_REFUSED: 'GitLab refused what was sent; the message says why.',
  GITLAB_THROTTLED: 'GitLab asks to be asked less. Backline waits by itself; repeat later.',
  GITLAB_FAILED: 'GitLab failed inside. Repeat later.',
  GITLAB_ANSWER_INVALID: 'GitLab’s answer cannot be read. Report it with the version of GitLab.',
  GITLAB_OUTCOME_UNKNOWN: 'GitLab may or may not have done it. Read what is there before repeating.',
  GIT_FAILED: 'Git failed on the repository; the message says at what.',
  GIT_LEASE_LOST: 'The branch was changed by somebody else meanwhile, and was left as it is.',
  GIT_LIMIT: 'The repository is larger than Backline reads.',
  REPOSITORY_EMPTY: 'The repository has no commits yet.',
  REGISTRY_UNREACHABLE: 'A package registry cannot be reached. Repeat later; an operator checks its address.',
  REGISTRY_FAILED: 'A package registry failed or refused. Repeat later.',
  ADVISORY_SOURCE_INVALID: 'What the source of advisories sent cannot be read. An operator looks into it.',
  ADVISORY_SOURCE_UNREACHABLE: 'The source of advisories cannot be reached. Repeat later.',
  SECRET_UNREADABLE:
    'A sealed secret cannot be opened with the keys at hand. An operator restores the key, or the secret is given anew.',
  LEASE_LOST: 'The job was taken over by another worker. Nothing is to be done.',
  CANCELLED: 'A person cancelled it.',
  INTERNAL: 'A fault of Backline’s own. Report it with the `errorId`, under which the log has it.',
};
