import { unfixedTexts } from '../texts/unfixed.js';

/** Why a finding has no fix, as the planner says it. */
export type UnfixedCode = keyof typeof unfixedTexts;

/** Why there is no fix, in a few words. */
export function unfixedWord(code: UnfixedCode): string {
  return unfixedTexts[code];
}
