/** What went wrong, in words for a person: what is, and what to do. `code` is the server's, where it gave one. */
export interface Problem {
  readonly code: string | null;
  readonly message: string;
  readonly remedy: string | null;
}

const REMEDIES: Readonly<Record<string, string>> = {
  UNAUTHENTICATED: 'Sign in again.',
  FORBIDDEN: 'Ask an administrator of this Backline for the right to do it.',
  NOT_FOUND: 'It may have been removed. Go back to the list and look again.',
  CONFLICT: 'Somebody else changed it at the same time. Reload and try again.',
  LIMIT_EXCEEDED: 'Ask for less at once, or wait a minute and try again.',
  DATABASE_UNAVAILABLE: 'Wait a moment and try again. If it stays, look at the server’s log.',
  GITLAB_UNREACHABLE: 'Check that GitLab is up and that this server may reach it. Then try again.',
  GITLAB_TIMEOUT: 'GitLab was too slow. Try again in a minute.',
  GITLAB_TLS: 'Check GitLab’s certificate, or give the server the certificate authority that signed it.',
  GITLAB_THROTTLED: 'GitLab asks to wait. The work goes on by itself when it may.',
  GITLAB_FAILED: 'Look at the GitLab instance’s state and try again.',
  NOT_GITLAB: 'Check the address. It must be the start page of your GitLab.',
  ADDRESS_INVALID: 'Type the whole address, such as https://gitlab.example.com.',
  ADDRESS_FORBIDDEN: 'Ask the operator of this Backline to allow that host.',
  TOKEN_INVALID: 'Copy the token again, or make a new one.',
  TOKEN_EXPIRED: 'Make a new token and replace the old one here.',
  TOKEN_REVOKED: 'Make a new token and replace the old one here.',
  TOKEN_SCOPE_MISSING: 'Make a new token with all three scopes.',
  STALE_DIGEST: 'Read the new version below. Then approve that one.',
  STATE_FORBIDS: 'Reload to see its present state.',
  INTERNAL: 'Try again. If it stays, look for this message in the server’s log.',
};

/**
 * The problem behind a server's code and message. The server's messages say what is and often what to do; a remedy
 * of our own is added only to those of one sentence.
 */
export function problemOf(code: string, message: string): Problem {
  const saysMore = /[.!?]\s+\S/.test(message);
  return { code, message, remedy: saysMore ? null : remedyFor(code) };
}

/** What to do about an error code; null where the message has to speak for itself. */
export function remedyFor(code: string | null): string | null {
  return code === null ? null : (REMEDIES[code] ?? null);
}

/** The problem that a mutation's user errors tell of; null when there are none. */
export function problemOfUserErrors(
  errors: readonly { readonly code: string; readonly message: string }[],
): Problem | null {
  const [first] = errors;
  if (first === undefined) return null;
  const message = errors.map((error) => error.message).join(' ');
  return problemOf(first.code, message);
}
