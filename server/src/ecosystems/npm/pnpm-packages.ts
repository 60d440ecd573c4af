import { quote } from '../../formats/problem-list.js';
import type { BlockMap } from '../../formats/yaml-scalars.js';
import type { DependencyScope, PackageSource } from '../../inventory/inventory.js';
import { isPackageName, sourceOfRange } from './names.js';
import { mapAt, type PnpmAsk, type PnpmDocument, textOf } from './pnpm-document.js';
import { readPnpmKey, withoutPeers } from './pnpm-keys.js';

const MAX_KEY_LENGTH = 16_384;
const MAX_VERSION_LENGTH = 512;
const GIT_HOST = /^https?:\/\/(?:codeload\.github\.com|bitbucket\.org|gitlab\.com)\//i;
const NOTHING: BlockMap = new Map();

/** One package of a lock, for one choice of its peers. */
export interface PnpmPackage {
  readonly key: string;
  readonly name: string;
  readonly version: string;
  readonly source: PackageSource;
  readonly flaggedScope: DependencyScope;
  readonly asks: readonly PnpmAsk[];
}

/**
 * Reads the packages of a document. Form 9 keeps what a package is in `packages` and what its copies ask for in
 * `snapshots`; the others have both in `packages`. An entry that is none is a problem and left out.
 */
export function readPnpmPackages(document: PnpmDocument): readonly PnpmPackage[] {
  const packages = mapAt(document, document.content, [], 'packages');
  const found: PnpmPackage[] = [];
  const put = (parts: Parts): void => {
    if (document.problems.isHopeless(document.path)) return;
    const item = readPackage(document, parts);
    if (item !== null) found.push(item);
  };
  const entryOf = (id: string): BlockMap => mapAt(document, packages, ['packages'], id);
  if (document.form !== 9) {
    for (const key of packages.keys()) {
      const [entry, at] = [entryOf(key), ['packages', key]];
      put({ key, entry, entryAt: at, snapshot: entry, at });
    }
    return found;
  }
  const snapshots = mapAt(document, document.content, [], 'snapshots');
  const used = new Set<string>();
  for (const key of snapshots.keys()) {
    const id = withoutPeers(key);
    used.add(id);
    const snapshot = mapAt(document, snapshots, ['snapshots'], key);
    put({ key, entry: entryOf(id), entryAt: ['packages', id], snapshot, at: ['snapshots', key] });
  }
  const alone = [...packages.keys()].filter((key) => !used.has(key));
  for (const key of alone) {
    const at = ['packages', key];
    put({ key, entry: entryOf(key), entryAt: at, snapshot: NOTHING, at });
  }
  reportAlone(document, alone);
  return found;
}

/** A lock that is whole has at least one snapshot of each package. */
function reportAlone({ path, problems, lineOf }: PnpmDocument, keys: readonly string[]): void {
  const [first] = keys;
  if (first === undefined) return;
  const which =
    keys.length === 1 ? `${quote(first)} has` : `${quote(first)} and ${keys.length - 1} more have`;
  const message = `${which} no snapshot in the lock, so nothing says what it needs; the packages count all the same.`;
  problems.add('TRUNCATED', path, () => lineOf('packages', first), message);
}

/** What a package is, what this copy of it asks for, and where the lock says so. */
interface Parts {
  readonly key: string;
  readonly entry: BlockMap;
  readonly entryAt: readonly string[];
  readonly snapshot: BlockMap;
  readonly at: readonly string[];
}

function readPackage(document: PnpmDocument, parts: Parts): PnpmPackage | null {
  const { key, entry, entryAt, snapshot, at } = parts;
  const stated = readPnpmKey(key, document.form);
  const name = textOf(entry.get('name')) ?? stated.name;
  const version = textOf(entry.get('version')) ?? stated.version;
  const source = sourceOf(key, stated.version, mapAt(document, entry, entryAt, 'resolution'));
  const reason = faultOf({ key, name, version, source });
  if (reason !== null) {
    const message = `The entry ${quote(key)} ${reason}; it was left out.`;
    document.problems.add('BAD_ENTRY', document.path, () => document.lineOf(...at), message);
    return null;
  }
  const asks = readAsks(document, parts);
  return { key, name, version, source, flaggedScope: flaggedScope(snapshot), asks };
}

function faultOf(item: Pick<PnpmPackage, 'key' | 'name' | 'version' | 'source'>): string | null {
  if (item.key.length > MAX_KEY_LENGTH) return 'is longer than a key can be';
  if (!isPackageName(item.name)) return 'does not state the name of a package';
  if (item.version.length > MAX_VERSION_LENGTH) return 'has a version that is too long';
  return item.version === '' && item.source === 'REGISTRY' ? 'has no version' : null;
}

/** Where a package comes from. Only a version in the key itself is one of a registry. */
function sourceOf(key: string, statedVersion: string, resolution: BlockMap): PackageSource {
  const type = textOf(resolution.get('type'));
  const tarball = textOf(resolution.get('tarball')) ?? '';
  if (type === 'git' || resolution.has('repo') || resolution.get('gitHosted') === 'true') return 'GIT';
  if (type === 'directory' || resolution.has('directory') || tarball.startsWith('file:')) return 'FILE';
  if (statedVersion !== '') return 'REGISTRY';
  if (GIT_HOST.test(tarball)) return 'GIT';
  if (tarball !== '') return 'TARBALL';
  const address = key.slice(key.indexOf('@', 1) + 1);
  const source = sourceOfRange(key.startsWith('file:') ? key : address);
  if (source !== 'REGISTRY') return source;
  // A version that no registry has, such as `node@runtime:22.0.0`.
  return address.includes(':') || address.includes('/') ? 'TARBALL' : 'REGISTRY';
}

/** What a copy asks for: a peer that is there stands among its dependencies, one that is not is only declared. */
function readAsks(document: PnpmDocument, { entry, entryAt, snapshot, at }: Parts): readonly PnpmAsk[] {
  const peers = mapAt(document, entry, entryAt, 'peerDependencies');
  const meta = mapAt(document, entry, entryAt, 'peerDependenciesMeta');
  const asks: PnpmAsk[] = [];
  const asked = new Set<string>();
  for (const section of ['dependencies', 'optionalDependencies']) {
    const names = mapAt(document, snapshot, at, section);
    for (const [name, value] of names) {
      const reference = textOf(value);
      if (reference === null || !isPackageName(name)) {
        const message = `${quote(name)} in ${section} does not say what it stands for; it was left out.`;
        document.problems.add(
          'BAD_ENTRY',
          document.path,
          () => document.lineOf(...at, section, name),
          message,
        );
        continue;
      }
      const isPeer = peers.has(name);
      const kind = isPeer ? 'PEER' : section === 'dependencies' ? 'RUNTIME' : 'OPTIONAL';
      const isInert = isPeer && isOptionalPeer(document, meta, entryAt, name);
      asks.push({
        name,
        range: isPeer ? textOf(peers.get(name)) : null,
        kind,
        reference,
        isInert,
        at,
        section,
      });
      asked.add(name);
    }
  }
  for (const [name, value] of peers) {
    if (asked.has(name) || !isPackageName(name)) continue;
    const isInert = isOptionalPeer(document, meta, entryAt, name);
    asks.push({
      name,
      range: textOf(value) ?? '',
      kind: 'PEER',
      reference: null,
      isInert,
      at,
      section: 'peerDependencies',
    });
  }
  return asks;
}

function isOptionalPeer(
  document: PnpmDocument,
  meta: BlockMap,
  at: readonly string[],
  name: string,
): boolean {
  if (meta.size === 0) return false;
  return mapAt(document, meta, [...at, 'peerDependenciesMeta'], name).get('optional') === 'true';
}

/** What forms 5 and 6 state of every package, and form 9 of the optional ones. */
function flaggedScope(snapshot: BlockMap): DependencyScope {
  if (snapshot.get('dev') === 'true') return 'DEVELOPMENT';
  return snapshot.get('optional') === 'true' ? 'OPTIONAL' : 'RUNTIME';
}
