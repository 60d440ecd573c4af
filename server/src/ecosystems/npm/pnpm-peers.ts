import type { BlockMap } from '../../formats/yaml-scalars.js';
import { isBlockMap } from '../../formats/block-yaml.js';
import { type PnpmForm, pnpmKeyOf, withoutPeers } from './pnpm-keys.js';

/** A lock by its keys: what its copies ask for, and what its packages are (the same entries before form 9). */
export interface PnpmCopies {
  readonly form: PnpmForm;
  readonly snapshots: ReadonlyMap<string, BlockMap>;
  readonly packages: ReadonlyMap<string, BlockMap>;
}

/** What one copy asks for, by name: references in the lock's own words, and the peers that it declares. */
export interface CopyShape {
  readonly references: ReadonlyMap<string, string>;
  readonly peers: ReadonlySet<string>;
}

/** The names of the peers in a key; null where the key holds their hash, or a patch. */
export function peersInKey(key: string, form: PnpmForm): ReadonlySet<string> | null {
  const suffix = key.slice(form === 5 ? startOfOldPeers(key) + 1 : withoutPeers(key).length);
  const names = new Set<string>();
  const parts = form === 5 ? splitOldPeers(suffix) : splitBrackets(suffix);
  for (const part of parts ?? []) {
    const at = part.indexOf('@', 1);
    if (at === -1) return null;
    names.add(part.slice(0, at));
  }
  return parts === null ? null : names;
}

/** The parts in brackets at the end of a key: `b@2.0.0(c@1.0.0)` of `a@1.0.0(b@2.0.0(c@1.0.0))`. Null for what is none. */
export function splitBrackets(suffix: string): readonly string[] | null {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < suffix.length; at += 1) {
    const char = suffix.charAt(at);
    if (char === '(') {
      if (depth === 0) start = at + 1;
      depth += 1;
    } else if (char === ')') {
      depth -= 1;
      if (depth === 0) parts.push(suffix.slice(start, at));
    } else if (depth === 0) return null;
    if (depth < 0) return null;
  }
  return depth === 0 ? parts : null;
}

/**
 * Which peers of a copy stand in its key: its own that are there, and those that what it asks for takes from further
 * up. Null where a key on the way cannot be read.
 */
export function expectedPeers(
  copies: PnpmCopies,
  { references, peers }: CopyShape,
): ReadonlySet<string> | null {
  const expected = new Set([...peers].filter((name) => references.has(name)));
  for (const [name, reference] of references) {
    if (peers.has(name) || reference.startsWith('link:')) continue;
    const below = peersInKey(pnpmKeyOf(name, reference, copies.form), copies.form);
    if (below === null) return null;
    for (const peer of below) if (!references.has(peer) || peers.has(peer)) expected.add(peer);
  }
  return expected;
}

/** The peers that nobody brings, of what a copy asks for and of what lies below that. */
export function missingBelow(copies: PnpmCopies, { references, peers }: CopyShape): ReadonlySet<string> {
  const missing = new Set<string>();
  for (const [name, reference] of references) {
    if (peers.has(name)) continue;
    const key = pnpmKeyOf(name, reference, copies.form);
    const snapshot = copies.snapshots.get(key);
    if (snapshot === undefined) continue;
    const shape = shapeOf(copies, key, snapshot);
    for (const peer of shape.peers) if (!shape.references.has(peer)) missing.add(peer);
    for (const peer of listOf(snapshot, 'transitivePeerDependencies')) missing.add(peer);
  }
  return missing;
}

/** What a copy of the lock asks for. */
export function shapeOf(copies: PnpmCopies, key: string, snapshot: BlockMap): CopyShape {
  const entry = copies.packages.get(copies.form === 9 ? withoutPeers(key) : key);
  return { references: referencesOf(snapshot), peers: new Set(namesOf(entry, 'peerDependencies').keys()) };
}

export function referencesOf(snapshot: BlockMap): ReadonlyMap<string, string> {
  return new Map([...namesOf(snapshot, 'dependencies'), ...namesOf(snapshot, 'optionalDependencies')]);
}

/** A map of texts in an entry; empty where it has none. */
export function namesOf(entry: BlockMap | undefined, key: string): ReadonlyMap<string, string> {
  const value = entry?.get(key);
  if (!isBlockMap(value)) return new Map();
  return new Map(
    [...value].flatMap(([name, text]) => (typeof text === 'string' ? [[name, text] as const] : [])),
  );
}

export function listOf(entry: BlockMap, key: string): readonly string[] {
  const value = entry.get(key);
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

export function isSameSet(left: ReadonlySet<string>, right: ReadonlySet<string>): boolean {
  return left.size === right.size && [...left].every((item) => right.has(item));
}

/** Where `_b@2.0.0+@scope+c@1.0.0` begins in a key of form 5; its length where it has no peers. */
export function startOfOldPeers(key: string): number {
  // A version holds no underscore, a name may: only what follows the version counts, and peers hold no slash.
  const at = key.indexOf('_', key.lastIndexOf('/') + 1);
  return at === -1 ? key.length : at;
}

/** `b@2.0.0` and `@scope/c@1.0.0` of `b@2.0.0+@scope+c@1.0.0`. */
export function splitOldPeers(suffix: string): readonly string[] {
  if (suffix === '') return [];
  const parts: string[] = [];
  let scope: string | null = null;
  for (const piece of suffix.split('+')) {
    if (piece.startsWith('@') && !piece.includes('@', 1)) scope = piece;
    else {
      parts.push(scope === null ? piece : `${scope}/${piece}`);
      scope = null;
    }
  }
  return parts;
}
