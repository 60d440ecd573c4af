import { AppError, type ErrorCode, type ErrorDetails } from '../errors.js';

const MAX_REASON = 300;

/** A longer body is no error message of GitLab's, and is not read as one. */
const MAX_ERROR_BODY = 100_000;

/** What kind of body an answer has: GitLab answers JSON; what stands before it answers HTML or text. */
export type AnswerKind = 'json' | 'html' | 'text' | 'empty';

/** The parts of an unsuccessful answer that say why; no header that could hold a secret. */
export interface FailedAnswer {
  readonly status: number;
  readonly contentType: string | null;
  readonly wwwAuthenticate: string | null;
  readonly requestId: string | null;
  readonly text: string;
}

interface Reason {
  readonly text: string;
  /** The value of `error`, GitLab's machine-readable word for token problems. */
  readonly word: string | null;
  readonly scope: string | null;
  readonly isUnknownRoute: boolean;
}

/**
 * An unsuccessful answer as a typed error: status first, then GitLab's own words (all four body shapes). Details hold
 * `status`, `answer`, `reason` and GitLab's `requestId`. Anything equal to a secret is taken out of the reason.
 */
export function describeFailure(answer: FailedAnswer, secrets: readonly string[]): AppError {
  const kind = answerKind(answer.contentType, answer.text);
  const reason = readReason(answer.text, kind, secrets);
  const details: ErrorDetails = {
    status: answer.status,
    answer: kind,
    reason: reason.text === '' ? null : reason.text,
    ...(reason.scope === null ? {} : { scope: reason.scope }),
    ...(reason.isUnknownRoute ? { isUnknownRoute: true } : {}),
    ...requestIdOf(answer.requestId, secrets),
  };
  const [code, message] = classify(answer, kind, reason);
  return new AppError(code, message, { details });
}

/** GitLab's id of a request, to look it up in its logs; nothing where it is no plain id, or holds a secret. */
export function requestIdOf(value: string | null, secrets: readonly string[]): ErrorDetails {
  const text = value?.trim() ?? '';
  if (!/^[A-Za-z0-9][A-Za-z0-9_.:-]{0,99}$/.test(text)) return {};
  return secrets.some((secret) => secret !== '' && text.includes(secret)) ? {} : { requestId: text };
}

/** What kind of body this is, by its content type, or by its look where there is none. */
export function answerKind(contentType: string | null, text: string): AnswerKind {
  const type = (contentType ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (text.trim() === '') return 'empty';
  if (type === 'application/json' || type.endsWith('+json')) return 'json';
  if (type.includes('html') || /^\s*<(?:!doctype|html)/i.test(text.slice(0, 500))) return 'html';
  return 'text';
}

/** A text from outside on one line, without control characters and secrets, at most 300 characters. */
export function cleanReason(text: string, secrets: readonly string[]): string {
  let clean = text.slice(0, MAX_ERROR_BODY);
  for (const secret of secrets) {
    if (secret !== '') clean = clean.replaceAll(secret, '[hidden]');
  }
  clean = clean
    .slice(0, 4_000)
    .replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]+/g, ' ');
  clean = clean.replace(/ {2,}/g, ' ').trim();
  return clean.length <= MAX_REASON ? clean : `${clean.slice(0, MAX_REASON - 1)}…`;
}

function classify(answer: FailedAnswer, kind: AnswerKind, reason: Reason): readonly [ErrorCode, string] {
  const { status } = answer;
  if (status >= 500)
    return ['GITLAB_FAILED', `GitLab failed with status ${status}${said(reason)}. Try again later.`];
  if (status === 429)
    return ['GITLAB_THROTTLED', "GitLab's request limit is used up. Backline tries again later."];
  if (kind === 'html' || (kind !== 'json' && (status === 401 || status === 404))) {
    return fromInBetween(status, kind);
  }
  if (status === 401) return classifyToken(reason);
  if (status === 403) return classifyForbidden(answer, reason);
  if (status === 404)
    return ['GITLAB_NOT_FOUND', `GitLab does not find it, or the token may not see it${said(reason)}.`];
  if (status === 408)
    return ['GITLAB_TIMEOUT', `GitLab took too long to answer${said(reason)}. Try again later.`];
  if (status === 409 || status === 412)
    return ['GITLAB_CONFLICT', `GitLab reports a conflict${said(reason)}.`];
  if (status >= 400) return ['GITLAB_REFUSED', `GitLab refused the request (${status})${said(reason)}.`];
  return ['GITLAB_ANSWER_INVALID', `The server answered with the unexpected status ${status}.`];
}

function fromInBetween(status: number, kind: AnswerKind): readonly [ErrorCode, string] {
  const what = kind === 'html' ? 'a web page' : kind === 'empty' ? 'nothing' : 'plain text';
  const code = status === 403 ? 'GITLAB_FORBIDDEN' : 'GITLAB_ANSWER_INVALID';
  return [
    code,
    `The server answered ${status} with ${what} instead of GitLab's API. Check the address, and the proxy or firewall in front of GitLab.`,
  ];
}

function classifyToken(reason: Reason): readonly [ErrorCode, string] {
  if (reason.word === 'invalid_token' && /expired/i.test(reason.text)) {
    return ['TOKEN_EXPIRED', 'The token has expired. Make a new one in GitLab and enter it here.'];
  }
  if (reason.word === 'invalid_token' && /revoked/i.test(reason.text)) {
    return ['TOKEN_REVOKED', 'The token was revoked. Make a new one in GitLab and enter it here.'];
  }
  return ['TOKEN_INVALID', 'GitLab does not accept the token. Make a new one in GitLab and enter it here.'];
}

function classifyForbidden(answer: FailedAnswer, reason: Reason): readonly [ErrorCode, string] {
  const authenticate = answer.wwwAuthenticate ?? '';
  // A fine-grained token lacks the permission for this one thing, which says nothing about the others.
  if (
    reason.word === 'insufficient_granular_scope' ||
    /\berror="?insufficient_granular_scope/.test(authenticate)
  )
    return [
      'GITLAB_FORBIDDEN',
      `The token's fine-grained permissions do not cover this${said(reason)}. Give it the permission in GitLab, or use a token with the scope api.`,
    ];
  const isScope = reason.word === 'insufficient_scope' || /\berror="?insufficient_scope/.test(authenticate);
  if (!isScope)
    return ['GITLAB_FORBIDDEN', `GitLab does not allow this to the token's account${said(reason)}.`];
  const scope = reason.scope === null ? 'a scope that this needs' : `the scope ${reason.scope}`;
  return ['TOKEN_SCOPE_MISSING', `The token lacks ${scope}. Make a new one with it and enter it here.`];
}

function said(reason: Reason): string {
  return reason.text === '' ? '' : `: ${reason.text.replace(/\.$/, '')}`;
}

function readReason(text: string, kind: AnswerKind, secrets: readonly string[]): Reason {
  const plain = kind === 'text' ? text : '';
  const nothing = { text: cleanReason(plain, secrets), word: null, scope: null, isUnknownRoute: false };
  if (kind !== 'json') return nothing;
  const body = parseObject(text);
  if (body === null) return nothing;
  const word = typeof body['error'] === 'string' ? body['error'] : null;
  const described = [...flatten(body['message'], 0), ...flatten(body['error_description'], 0)];
  const parts = described.length > 0 ? described : flatten(body['error'], 0);
  const scope = typeof body['scope'] === 'string' ? cleanReason(body['scope'], secrets) : null;
  return {
    text: cleanReason(parts.join('; '), secrets),
    word,
    scope,
    isUnknownRoute: word === '404 Not Found',
  };
}

function parseObject(text: string): Readonly<Record<string, unknown>> | null {
  if (text.length > MAX_ERROR_BODY) return null;
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === 'object' && body !== null && !Array.isArray(body) ? { ...body } : null;
  } catch {
    return null;
  }
}

function flatten(value: unknown, depth: number): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null || depth > 2) return [];
  if (Array.isArray(value)) return value.slice(0, 5).flatMap((entry: unknown) => flatten(entry, depth + 1));
  return Object.entries(value)
    .slice(0, 5)
    .flatMap(([field, entry]: [string, unknown]) =>
      flatten(entry, depth + 1).map((text) =>
        field === 'error' || field === 'base' ? text : `${field} ${text}`,
      ),
    );
}
