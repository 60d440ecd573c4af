import type { VersionChange } from '../ecosystem.js';
import type { BlockMap, BlockValue } from '../../formats/yaml-scalars.js';
import { refuseTarget } from './edit-versions.js';
import { describeVersion, mergeEntry, peersOf, sorted } from './pnpm-entry.js';
import { pnpmKeyOf, readPnpmKey, withoutPeers } from './pnpm-keys.js';
import {
  type CopyShape,
  expectedPeers,
  isSameSet,
  listOf,
  missingBelow,
  namesOf,
  peersInKey,
  type PnpmCopies,
  shapeOf,
  splitBrackets,
  splitOldPeers,
  startOfOldPeers,
} from './pnpm-peers.js';
import { compareCodes } from './yarn-text.js';

/** The copies that move: their new keys, and their new entries while they still refer to old keys. */
export interface PnpmMoves {
  /** From each old key to its new one, peers in other keys among them. */
  readonly keys: ReadonlyMap<string, string>;
  /** By old key: what the copy asks for, in the lock's old words. */
  readonly snapshots: ReadonlyMap<string, BlockMap>;
  /** By new key without peers, in the older forms by old key: what the version is. */
  readonly packages: ReadonlyMap<string, BlockMap>;
}

/** New entries, or why there can be none. */
export type PnpmMovesResult =
  | { readonly kind: 'moves'; readonly moves: PnpmMoves }
  | { readonly kind: 'refused'; readonly reason: string };

/** Works out the new entries of copies, each with the peers that it has; where its peers would change it is refused. */
export function movePnpmCopies(copies: PnpmCopies, changes: readonly VersionChange[]): PnpmMovesResult {
  const bases = new Map<string, string>();
  const snapshots = new Map<string, BlockMap>();
  const packages = new Map<string, BlockMap>();
  for (const change of changes) {
    for (const location of change.locations) {
      const subject = `${change.name} at ${location}`;
      const key = newKeyOf(location, change, copies);
      if (key === null) return refuse(`${subject}: the key does not state ${change.from}`);
      if (!copies.snapshots.has(location) && copies.snapshots.has(key)) continue;
      if (bases.has(location)) return refuse('one copy is to be changed twice');
      const moved = moveCopy(copies, location, change);
      if (moved.kind === 'refused') return refuse(`${subject}: ${moved.reason}`);
      bases.set(location, key);
      snapshots.set(location, moved.snapshot);
      packages.set(copies.form === 9 ? withoutPeers(key) : location, moved.description);
    }
  }
  const keys = renameKeys(copies, bases);
  if (typeof keys === 'string') return refuse(keys);
  return { kind: 'moves', moves: { keys, snapshots, packages } };
}

type MovedCopy =
  | { readonly kind: 'moved'; readonly snapshot: BlockMap; readonly description: BlockMap }
  | { readonly kind: 'refused'; readonly reason: string };

function moveCopy(copies: PnpmCopies, location: string, change: VersionChange): MovedCopy {
  const snapshot = copies.snapshots.get(location);
  const entry = copies.packages.get(copies.form === 9 ? withoutPeers(location) : location);
  if (snapshot === undefined || entry === undefined) return refuse('the lock has no such entry');
  const fault = refuseTarget(change);
  if (fault !== null) return refuse(fault);
  const own = new Map([...entry].filter(([key]) => copies.form === 9 || !snapshotKeys.has(key)));
  const described = describeVersion(own, change, {
    form: copies.form,
    isOptional: snapshot.get('optional') === 'true',
  });
  if (described.kind === 'refused') return described;
  const before = shapeOf(copies, location, snapshot);
  const asked = newReferences(copies, { location, snapshot, before }, change);
  if (typeof asked === 'string') return refuse(asked);
  const after: CopyShape = {
    references: new Map([...asked.plain, ...asked.optional]),
    peers: new Set(peersOf(change.target).peers.keys()),
  };
  const missing = newMissing(copies, { location, snapshot, before, after });
  if (typeof missing === 'string') return refuse(missing);
  const fields = new Map<string, BlockValue>();
  if (asked.plain.size > 0) fields.set('dependencies', sorted(asked.plain));
  if (asked.optional.size > 0) fields.set('optionalDependencies', sorted(asked.optional));
  if (missing.length > 0) fields.set('transitivePeerDependencies', missing);
  const flags = [...snapshot].filter(([key]) => key === 'dev' || key === 'optional');
  const unknown = [...snapshot.keys()].find((key) => copies.form === 9 && !snapshotKeys.has(key));
  if (unknown !== undefined) return refuse(`its entry has ${JSON.stringify(unknown)}`);
  for (const [key, value] of flags) fields.set(key, value);
  return {
    kind: 'moved',
    snapshot: mergeEntry(new Map(), fields),
    description: mergeEntry(new Map(), described.fields),
  };
}

const snapshotKeys: ReadonlySet<string> = new Set([
  'dependencies',
  'optionalDependencies',
  'transitivePeerDependencies',
  'dev',
  'optional',
]);

interface OldCopy {
  readonly location: string;
  readonly snapshot: BlockMap;
  readonly before: CopyShape;
}

/** What the new version refers to: what answers say, and the peers that the old one has. */
function newReferences(
  { form, snapshots }: PnpmCopies,
  { location, snapshot, before }: OldCopy,
  change: VersionChange,
): { readonly plain: Map<string, string>; readonly optional: Map<string, string> } | string {
  const { target } = change;
  const answers = change.answers.get(location) ?? [];
  const plain = new Map<string, string>();
  const optional = new Map<string, string>();
  for (const name of Object.keys({ ...target.dependencies, ...target.optionalDependencies })) {
    const answer = answers.find((each) => each.name === name && each.kind !== 'PEER');
    const found = answer?.location ?? null;
    if (found === null || !snapshots.has(found)) return `the lock has nothing that answers ${name}`;
    (Object.hasOwn(target.optionalDependencies, name) ? optional : plain).set(
      name,
      referenceOf(name, found, form),
    );
  }
  const { peers } = peersOf(target);
  for (const section of ['dependencies', 'optionalDependencies']) {
    for (const [name, reference] of namesOf(snapshot, section)) {
      if (!before.peers.has(name)) continue;
      if (!peers.has(name)) return `${change.to} has no peer ${name} any more, which would change its key`;
      (section === 'dependencies' ? plain : optional).set(name, reference);
    }
  }
  return { plain, optional };
}

/** The peers below that nobody brings; refused where they, or the peers in the key, are not the same as before. */
function newMissing(
  copies: PnpmCopies,
  { location, snapshot, before, after }: OldCopy & { readonly after: CopyShape },
): readonly string[] | string {
  const reason = 'its peers, or those of what it asks for, would be others';
  const inKey = peersInKey(location, copies.form);
  if (inKey === null) return 'its key holds a hash or a patch';
  const isSame = isSameSet(linesOf(before.references), linesOf(after.references));
  const listed = new Set(listOf(snapshot, 'transitivePeerDependencies'));
  const unmet = ({ references, peers }: CopyShape): readonly string[] =>
    [...peers].filter((name) => !references.has(name));
  if (!isSameSet(new Set(unmet(before)), new Set(unmet(after)))) return reason;
  if (isSame) return [...listed];
  const peers = [expectedPeers(copies, before), expectedPeers(copies, after)] as const;
  if (peers[0] === null || peers[1] === null) return reason;
  if (!isSameSet(peers[0], inKey) || !isSameSet(peers[1], inKey)) return reason;
  const missing = [missingBelow(copies, before), missingBelow(copies, after)] as const;
  if (!isSameSet(missing[0], listed) || !isSameSet(missing[1], listed)) return reason;
  return [...listed].toSorted(compareCodes);
}

function linesOf(references: ReadonlyMap<string, string>): ReadonlySet<string> {
  return new Set(Array.from(references, ([name, reference]) => `${name} ${reference}`));
}

/** How a package refers to a copy: without the name where that is the one it is asked for by. */
export function referenceOf(name: string, key: string, form: PnpmCopies['form']): string {
  const prefix = form === 9 ? `${name}@` : form === 6 ? `/${name}@` : `/${name}/`;
  return key.startsWith(prefix) ? key.slice(prefix.length) : key;
}

/** The key with the new version in it; null where it does not state the old one. */
function newKeyOf(key: string, { name, from, to }: VersionChange, { form }: PnpmCopies): string | null {
  const stated = readPnpmKey(key, form);
  if (stated.name !== name || stated.version !== from) return null;
  const written = form === 9 ? `${name}@${from}` : form === 6 ? `/${name}@${from}` : `/${name}/${from}`;
  const at = form === 9 ? 0 : key.indexOf(written);
  if (at === -1 || !key.startsWith(written, at)) return null;
  return key.slice(0, at) + written.slice(0, -from.length) + to + key.slice(at + written.length);
}

/** All keys that change: those of what moves, and those that name it as a peer. */
function renameKeys(
  copies: PnpmCopies,
  moved: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> | string {
  const { form } = copies;
  const idOf = (key: string): string => {
    const { name, version } = readPnpmKey(key, form);
    return `${name}@${version}`;
  };
  const ids = new Map(Array.from(moved, ([key, to]) => [idOf(key), idOf(to)] as const));
  const stays = new Set([...copies.snapshots.keys()].filter((key) => !moved.has(key)).map(idOf));
  const isSplit = [...ids.keys()].some((id) => stays.has(id));
  const keys = new Map<string, string>();
  const peers = moved.size === 0 ? new Set<string>() : allPeers(copies);
  const isPeer = [...moved.keys()].some((key) => peers.has(readPnpmKey(key, form).name));
  for (const key of copies.snapshots.keys()) {
    if (isPeer && peersInKey(key.replace(PATCH, ''), form) === null)
      return 'a key of the lock holds a hash of peers, which may be of one that moves';
    const base = moved.get(key) ?? key;
    const start = form === 5 ? startOfOldPeers(base) : withoutPeers(base).length;
    const suffix = renameSuffix(base.slice(start), ids, { form, depth: 0 });
    const renamed = base.slice(0, start) + suffix;
    // A peer in a key does not say which of several copies it is.
    if (suffix !== base.slice(start) && isSplit)
      return 'it is a peer of another package, and one of its copies stays';
    if (renamed !== key) keys.set(key, renamed);
  }
  return keys;
}

function allPeers({ packages }: PnpmCopies): ReadonlySet<string> {
  const peers = new Set<string>();
  for (const entry of packages.values())
    for (const name of namesOf(entry, 'peerDependencies').keys()) peers.add(name);
  return peers;
}

const MAX_DEPTH = 100;
const PATCH = /\(patch_hash=[^()]*\)/;

/** Puts new versions into the peers in a key, and into the peers of those. */
function renameSuffix(
  suffix: string,
  ids: ReadonlyMap<string, string>,
  { form, depth }: { readonly form: PnpmCopies['form']; readonly depth: number },
): string {
  if (form === 5) {
    const renamed = splitOldPeers(suffix.slice(1)).map((part) => (ids.get(part) ?? part).replace('/', '+'));
    return suffix.slice(0, 1) + renamed.join('+');
  }
  const parts = depth > MAX_DEPTH ? null : splitBrackets(suffix);
  if (parts === null) return suffix;
  return parts
    .map((part) => {
      const id = withoutPeers(part);
      return `(${ids.get(id) ?? id}${renameSuffix(part.slice(id.length), ids, { form, depth: depth + 1 })})`;
    })
    .join('');
}

/** The reference after the keys have changed. */
export function renameReference(
  { form }: PnpmCopies,
  keys: ReadonlyMap<string, string>,
  [name, reference]: readonly [string, string],
): string {
  if (reference.startsWith('link:')) return reference;
  const key = keys.get(pnpmKeyOf(name, reference, form));
  return key === undefined ? reference : referenceOf(name, key, form);
}

function refuse(reason: string): { readonly kind: 'refused'; readonly reason: string } {
  return { kind: 'refused', reason };
}
