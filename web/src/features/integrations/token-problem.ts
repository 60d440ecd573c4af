import type { Problem } from '../../lib/problem.js';
import { isTokenWrong } from './gitlab-address.js';
import { integrationTexts as texts } from '../../texts/integrations.js';

/**
 * The problem as it stands under a form for a token: without a remedy where a check beside it gives one already, and
 * in the form's own terms where the token is wrong.
 */
export function tokenProblem(
  problem: Problem | null,
  checks: readonly { readonly state: string; readonly remedy?: string | null }[],
): Problem | null {
  if (problem === null) return null;
  const isSaid = checks.some(({ state, remedy }) => state !== 'PASSED' && (remedy ?? null) !== null);
  if (isSaid) return { ...problem, remedy: null };
  return isTokenWrong(problem.code) ? { ...problem, remedy: texts.connect.newToken } : problem;
}
