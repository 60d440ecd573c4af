import type { LockDraft } from './lock-draft.js';
import { compareVersions } from './versions.js';

/** The entries that stay, where a version that moved past another one of its name stands behind it. */
export function orderCrates({ lock, versionOf }: LockDraft, kept: ReadonlySet<number>): readonly number[] {
  const places = [...kept].sort((a, b) => a - b);
  const byName = new Map<string, number[]>();
  for (const index of places) {
    const name = lock.entries[index]?.name ?? '';
    const known = byName.get(name);
    if (known === undefined) byName.set(name, [index]);
    else known.push(index);
  }
  for (const indexes of byName.values())
    indexes.sort(
      (a, b) =>
        compareVersions(versionOf(a), versionOf(b)) ||
        compareText(lock.entries[a]?.source ?? '', lock.entries[b]?.source ?? ''),
    );
  const next = new Map<string, number>();
  return places.map((index) => {
    const name = lock.entries[index]?.name ?? '';
    const at = next.get(name) ?? 0;
    next.set(name, at + 1);
    return byName.get(name)?.[at] ?? index;
  });
}

/** The order of the texts' code units, which for the names of crates is that of their bytes. */
export function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
