import type { AdvisoryRange } from './advisory.js';

const COMMIT = /(?:^|#)([0-9a-f]{40}|[0-9a-f]{64})$/i;

/**
 * The commit that a version is: 40 or 64 hexadecimal digits, alone or behind the `#` of a git address. Null for
 * anything else.
 */
export function commitOf(version: string): string | null {
  if (version.length < 40) return null;
  return COMMIT.exec(version)?.[1]?.toLowerCase() ?? null;
}

/**
 * What GIT ranges say of the commits that they name, in words: the first affected and the last affected one. Without
 * the graph of commits nothing is known of those in between, and a commit that the same range calls fixed or its limit
 * is not affected by it.
 */
export function affectedCommits(ranges: readonly AdvisoryRange[]): ReadonlyMap<string, string> {
  const affected = new Map<string, string>();
  for (const { type, events } of ranges) {
    if (type !== 'GIT') continue;
    const cleared = new Set<string>();
    for (const { kind, version } of events) {
      if (kind === 'fixed' || kind === 'limit') cleared.add(version.toLowerCase());
    }
    for (const { kind, version } of events) {
      const commit = version.toLowerCase();
      if (cleared.has(commit) || affected.has(commit)) continue;
      if (kind === 'introduced') affected.set(commit, `introduced ${commit}`);
      if (kind === 'last_affected') affected.set(commit, `last affected ${commit}`);
    }
  }
  return affected;
}
