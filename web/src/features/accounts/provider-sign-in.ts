import type { Problem } from '../../lib/problem.js';
import { accountTexts } from '../../texts/accounts.js';

const texts = accountTexts.signIn.problems;

/** Where signing in with the provider begins: the server's address, not one of the page. */
export function providerAddress(next: string): string {
  return next === '/' ? '/sign-in/provider' : `/sign-in/provider?next=${encodeURIComponent(next)}`;
}

/** What the server says came of it, as the address has it; null where it says nothing. */
export function providerProblem(code: string | null): Problem | null {
  if (code === null) return null;
  const [message, remedy] = isKnown(code) ? texts[code] : texts.FAULT;
  return { code: null, message, remedy };
}

function isKnown(code: string): code is keyof typeof texts {
  return Object.hasOwn(texts, code);
}
