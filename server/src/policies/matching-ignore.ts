import type { PolicyIgnore } from './policy.js';

/** The ignore of a policy that holds for a finding now; null when none does. What ends latest holds. */
export function matchingIgnore(
  ignores: readonly PolicyIgnore[],
  finding: { readonly packageName: string; readonly advisories: readonly string[] },
  now: Date,
): PolicyIgnore | null {
  let best: PolicyIgnore | null = null;
  for (const ignore of ignores) {
    if (endOf(ignore) <= now.getTime()) continue;
    if (ignore.packageName !== null && ignore.packageName !== finding.packageName) continue;
    if (ignore.advisory !== null && !finding.advisories.includes(ignore.advisory)) continue;
    if (ignore.advisory === null && ignore.packageName === null) continue;
    if (best === null || endOf(ignore) > endOf(best)) best = ignore;
  }
  return best;
}

function endOf({ until }: PolicyIgnore): number {
  return until === null ? Infinity : Date.parse(until);
}
