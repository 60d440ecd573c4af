import { quote } from '../../formats/problem-list.js';
import type { VersionChange } from '../ecosystem.js';
import { CrateLookup } from './lock-graph.js';
import type { LockEntry, LockText } from './lock-text.js';

/** The public registry under the two names that locks know; whose checksums another registry tells, nobody can say. */
const PUBLIC_SOURCES: ReadonlySet<string> = new Set([
  'registry+https://github.com/rust-lang/crates.io-index',
  'sparse+https://index.crates.io/',
]);

/** A lock while it is changed: by index of its entries, what each one is afterwards. */
export interface LockDraft {
  readonly lock: LockText;
  /** The inventory's keys of the entries. */
  readonly locations: readonly string[];
  readonly indexByLocation: ReadonlyMap<string, number>;
  /** Who asks for whom in the lock as it is. */
  readonly edges: readonly (readonly number[])[];
  readonly moves: ReadonlyMap<number, VersionChange>;
  /** Where an entry goes that another one with the same name and version takes the place of; else itself. */
  readonly standIn: readonly number[];
  versionOf(index: number): string;
}

/** Finds the entries that are to move; why one cannot, as the end of a sentence. One that has moved already is passed over. */
export function draftOf(lock: LockText, changes: readonly VersionChange[]): LockDraft | string {
  const lookup = new CrateLookup(lock.entries);
  const locations = lock.entries.map((entry) => lookup.locationOf(entry));
  const indexByLocation = new Map(locations.map((location, index) => [location, index]));
  const edges: (readonly number[])[] = [];
  for (const { dependencies } of lock.entries) {
    const targets = dependencies.flatMap((written) => lookup.find(written) ?? []);
    if (targets.length < dependencies.length) return 'the lock names a crate that it does not hold';
    edges.push(targets);
  }
  const moves = new Map<number, VersionChange>();
  for (const change of changes) {
    for (const location of change.locations) {
      const index = indexByLocation.get(location);
      const entry = index === undefined ? undefined : lock.entries[index];
      if (index === undefined || entry === undefined) {
        const moved = location.replace(` ${change.from} (`, () => ` ${change.to} (`);
        if (!indexByLocation.has(moved)) return `the lock has no entry ${quote(location)}`;
        continue;
      }
      const refusal = refuseMove(lock, entry, change);
      if (refusal !== null) return refusal;
      moves.set(index, change);
    }
  }
  const versionOf = (index: number): string => moves.get(index)?.to ?? lock.entries[index]?.version ?? '';
  const standIn = standIns(lock, moves, versionOf);
  return { lock, locations, indexByLocation, edges, moves, standIn, versionOf };
}

function refuseMove(lock: LockText, entry: LockEntry, change: VersionChange): string | null {
  if (entry.name !== change.name || entry.version !== change.from)
    return `the lock holds ${quote(`${entry.name} ${entry.version}`)} there`;
  if (entry.source === null || !PUBLIC_SOURCES.has(entry.source))
    return `${change.name} does not come from the public registry of crates`;
  if (change.target.version !== change.to || !/^[0-9A-Za-z.+-]{1,200}$/.test(change.to))
    return 'the registry tells nothing about the new version';
  if (checksumOf(change) === null) return 'the registry tells no checksum of the new version';
  if (lock.version > 1 && entry.checksum === null) return `the lock has no checksum for ${change.name}`;
  return null;
}

/** The SHA-256 of a new version in hex, null where the registry does not tell it. */
export function checksumOf({ target }: VersionChange): string | null {
  const [algorithm, encoded = ''] = (target.integrity ?? '').split('-', 2);
  const hex = algorithm === 'sha256' ? Buffer.from(encoded, 'base64').toString('hex') : '';
  return /^[0-9a-f]{64}$/.test(hex) ? hex : null;
}

/** Of entries that come to the same name, version and source the one that was there before stays, else the first. */
function standIns(
  { entries }: LockText,
  moves: ReadonlyMap<number, VersionChange>,
  versionOf: (index: number) => string,
): readonly number[] {
  const first = new Map<string, number>();
  const keyOf = ({ name, source }: LockEntry, index: number): string =>
    `${name} ${versionOf(index)} ${source ?? ''}`;
  for (const isMoved of [false, true])
    entries.forEach((entry, index) => {
      const key = keyOf(entry, index);
      if (moves.has(index) === isMoved && !first.has(key)) first.set(key, index);
    });
  return entries.map((entry, index) => first.get(keyOf(entry, index)) ?? index);
}
