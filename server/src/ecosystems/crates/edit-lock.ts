import { TextEdits } from '../../formats/text-edits.js';
import type { VersionChange } from '../ecosystem.js';
import { editChecksums } from './lock-checksums.js';
import { checksumOf, draftOf, type LockDraft } from './lock-draft.js';
import { changedEntry, type LockEntry, readLockText } from './lock-text.js';
import { edgesOfMove } from './moved-edges.js';
import { compareText, orderCrates } from './order-crates.js';

/** The new text of a lock, or why it cannot be written, as the end of a sentence. */
export type LockEdit =
  { readonly kind: 'edited'; readonly text: string } | { readonly kind: 'refused'; readonly reason: string };

const NEWEST_VERSION = 4;

/**
 * Moves crates of a Cargo.lock of versions 1 to 4 so that the text is the one that `cargo update --precise` writes.
 * Refuses whatever would make another package come in or turn on a feature that cannot be told from the lock.
 */
export function editLock(text: string, changes: readonly VersionChange[]): LockEdit {
  const edits = TextEdits.open(text);
  if (edits === null) return refuse('the lock holds an unresolved merge conflict');
  const lock = readLockText(edits.text);
  if (lock === null || lock.version > NEWEST_VERSION)
    return refuse('the lock is not laid out as Cargo writes it');
  const draft = draftOf(lock, changes);
  if (typeof draft === 'string') return refuse(draft);
  if (draft.moves.size === 0) return { kind: 'edited', text };
  const edges: (readonly number[])[] = [];
  for (const index of lock.entries.keys()) {
    const found = edgesOfMove(draft, index);
    if (typeof found === 'string') return refuse(found);
    edges.push([...new Set(found.map((target) => draft.standIn[target] ?? target))]);
  }
  const refusal = refuseMerges(draft, edges) ?? refuseLetGo(draft, edges);
  if (refusal !== null) return refuse(refusal);
  const kept = keptAfter(draft, edges);
  if (typeof kept === 'string') return refuse(kept);
  const body = writeEntries(draft, edges, kept);
  const tail = lock.version === 1 ? editChecksums(draft, kept) : lock.tail;
  if (body === null || tail === null) return refuse('the lock holds a crate of one version from two sources');
  edits.replace(0, edits.text.length, lock.head + body + tail);
  return { kind: 'edited', text: edits.finish() ?? text };
}

/** Two copies become one only where they ask for the same: else features of the one would come to the other. */
function refuseMerges({ lock, standIn }: LockDraft, edges: readonly (readonly number[])[]): string | null {
  for (const [index, other] of standIn.entries()) {
    const [mine, theirs] = [edges[index] ?? [], edges[other] ?? []];
    if (index === other || (mine.length === theirs.length && mine.every((each) => theirs.includes(each))))
      continue;
    return `the lock holds two copies of ${lock.entries[index]?.name ?? ''} that ask for different crates`;
  }
  return null;
}

/** What a new version lets go of and others still ask for may lose features, unless it asks for nothing itself. */
function refuseLetGo(draft: LockDraft, edges: readonly (readonly number[])[]): string | null {
  const asked = new Set(edges.flat());
  for (const [index, change] of draft.moves) {
    const still = new Set(edges[index]);
    for (const edge of draft.edges[index] ?? []) {
      const target = draft.standIn[edge] ?? edge;
      if (still.has(target) || !asked.has(target) || (draft.edges[edge] ?? []).length === 0) continue;
      const name = draft.lock.entries[edge]?.name ?? '';
      return `${change.name} ${change.to} lets go of ${name}, and only Cargo can tell what that turns off`;
    }
  }
  return null;
}

/**
 * The entries that are still led to. Where one falls away that turned on something elsewhere, only Cargo can tell what
 * is left of it: that is refused.
 */
function keptAfter(draft: LockDraft, edges: readonly (readonly number[])[]): ReadonlySet<number> | string {
  const { entries } = draft.lock;
  const before = reach(entries, draft.edges);
  const after = reach(entries, edges);
  const kept = new Set<number>();
  for (const index of entries.keys()) {
    const isStandIn = draft.standIn[index] === index;
    if (isStandIn && (after.has(index) || !before.has(index))) kept.add(index);
  }
  for (const [index, entry] of entries.entries()) {
    if (kept.has(index) || draft.standIn[index] !== index) continue;
    if ((edges[index] ?? []).some((target) => kept.has(target)))
      return `${entry.name} falls away, and only Cargo can tell which features of others it turned on`;
  }
  return kept;
}

function reach(entries: readonly LockEntry[], edges: readonly (readonly number[])[]): ReadonlySet<number> {
  const reached = new Set<number>();
  entries.forEach(({ source }, index) => {
    if (source === null) reached.add(index);
  });
  for (const index of reached) for (const target of edges[index] ?? []) reached.add(target);
  return reached;
}

/** All entries in Cargo's order; null where a dependency would need its source to be told apart. */
function writeEntries(
  draft: LockDraft,
  edges: readonly (readonly number[])[],
  kept: ReadonlySet<number>,
): string | null {
  const { lock, moves, versionOf } = draft;
  const touched = new Set<string>();
  for (const [index, { name }] of lock.entries.entries())
    if (moves.has(index) || !kept.has(index)) touched.add(name);
  const nameOf = namesAfter(draft, kept);
  const texts = new Map<number, string>();
  for (const [index, entry] of lock.entries.entries()) {
    if (!kept.has(index)) continue;
    const before = draft.edges[index] ?? [];
    const change = moves.get(index);
    const concerned = [...before, ...(edges[index] ?? [])];
    const isRenamed = concerned.some((target) => touched.has(lock.entries[target]?.name ?? ''));
    const names =
      change === undefined && !isRenamed
        ? null
        : (edges[index] ?? []).map((target) => {
            const at = before.indexOf(target);
            const isSame = at !== -1 && !touched.has(lock.entries[target]?.name ?? '');
            return isSame ? (entry.dependencies[at] ?? null) : nameOf(target);
          });
    if (names?.includes(null) === true) return null;
    const dependencies = names === null ? null : names.flatMap((name) => name ?? []).sort(compareWritten);
    const checksum = change === undefined || lock.version === 1 ? null : checksumOf(change);
    texts.set(index, changedEntry(entry, { version: versionOf(index), checksum, dependencies }));
  }
  const order = orderCrates(draft, kept);
  const last = lock.entries.at(-1)?.gap ?? '';
  const gaps = [...kept].sort((a, b) => a - b).map((index) => lock.entries[index]?.gap ?? '');
  return order
    .map((index, at) => (texts.get(index) ?? '') + (at === order.length - 1 ? last : (gaps[at] ?? '')))
    .join('');
}

/** How others call an entry afterwards: with no more of version and source than it takes to tell it from others. */
function namesAfter(
  { lock, versionOf }: LockDraft,
  kept: ReadonlySet<number>,
): (index: number) => string | null {
  const versions = new Map<string, string[]>();
  for (const index of kept) {
    const name = lock.entries[index]?.name ?? '';
    const known = versions.get(name);
    if (known === undefined) versions.set(name, [versionOf(index)]);
    else known.push(versionOf(index));
  }
  return (index) => {
    const entry = lock.entries[index];
    if (entry === undefined) return null;
    const all = versions.get(entry.name) ?? [];
    const version = versionOf(index);
    if (lock.version === 1)
      return entry.source === null
        ? `${entry.name} ${version}`
        : `${entry.name} ${version} (${entry.source})`;
    if (all.length === 1) return entry.name;
    return all.filter((each) => each === version).length === 1 ? `${entry.name} ${version}` : null;
  };
}

/** By name, then by the text of the version, then by the source, each part missing first. */
function compareWritten(left: string, right: string): number {
  const [a, b] = [left.split(' '), right.split(' ')];
  for (const part of [0, 1, 2]) {
    const order = compareText(a[part] ?? '', b[part] ?? '');
    if (order !== 0) return order;
  }
  return 0;
}

function refuse(reason: string): LockEdit {
  return { kind: 'refused', reason };
}
