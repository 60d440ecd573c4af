import type { LockEntry, LockText } from './lock-text.js';

/**
 * The names of the gems from registries that were asked for, directly or through others, and are not any more once the
 * entries are these. Where the lock does not say what the project asks for, none.
 */
export function unaskedEntries(lock: LockText, after: readonly LockEntry[]): ReadonlySet<string> {
  const roots = lock.dependencies.map(({ name }) => name);
  if (roots.length === 0) return new Set();
  const needed = reach(roots, after);
  const before = reach(roots, [...lock.gems, ...lock.others]);
  const names = lock.gems.map(({ name }) => name);
  return new Set(names.filter((name) => before.has(name) && !needed.has(name)));
}

function reach(roots: readonly string[], entries: readonly LockEntry[]): ReadonlySet<string> {
  const asks = new Map<string, string[]>();
  for (const entry of entries) {
    const known = asks.get(entry.name) ?? [];
    for (const name of entry.asks.keys()) known.push(name);
    asks.set(entry.name, known);
  }
  const reached = new Set(roots);
  // A set gives what is added while it is walked through, too.
  for (const name of reached) for (const asked of asks.get(name) ?? []) reached.add(asked);
  return reached;
}
