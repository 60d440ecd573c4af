import { libTexts } from '../texts/lib.js';

/** What went wrong, in words for a person: what is, and what to do. `code` is the server's, where it gave one. */
export interface Problem {
  readonly code: string | null;
  readonly message: string;
  readonly remedy: string | null;
}

const REMEDIES: Readonly<Record<string, string>> = libTexts.remedies;

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
