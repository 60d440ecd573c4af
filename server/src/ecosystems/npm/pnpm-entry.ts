import type { PackageVersionFacts, VersionChange } from '../ecosystem.js';
import { isBlockMap } from '../../formats/block-yaml.js';
import type { BlockMap, BlockValue } from '../../formats/yaml-scalars.js';
import { SHA512 } from './edit-entry.js';
import type { PnpmForm } from './pnpm-keys.js';
import { resolveTarball } from './resolved.js';
import { compareCodes } from './yarn-text.js';

/** pnpm's order of an entry's keys: https://github.com/pnpm/pnpm/blob/main/lockfile/fs/src/sortLockfileKeys.ts. */
const ORDER = [
  'resolution',
  'engines',
  'cpu',
  'os',
  'libc',
  'deprecated',
  'hasBin',
  'requiresBuild',
  'peerDependencies',
  'peerDependenciesMeta',
  'dependencies',
  'optionalDependencies',
  'transitivePeerDependencies',
  'dev',
  'optional',
];
const DESCRIBING: ReadonlySet<string> = new Set(ORDER.slice(0, 10));

/** What an entry says of a version, or why that cannot be told from the registry's facts. */
export type DescribedEntry =
  | { readonly kind: 'described'; readonly fields: BlockMap }
  | { readonly kind: 'refused'; readonly reason: string };

/** What pnpm writes of the new version itself, in the place of `old`. */
export function describeVersion(
  old: BlockMap,
  change: VersionChange,
  { form, isOptional }: { readonly form: PnpmForm; readonly isOptional: boolean },
): DescribedEntry {
  const strange = [...old.keys()].find((key) => !ORDER.includes(key));
  if (strange !== undefined) return refuse(`its entry has ${JSON.stringify(strange)}`);
  const { target } = change;
  const resolution = describeResolution(old.get('resolution'), change);
  if (typeof resolution === 'string') return refuse(resolution);
  const hasBin = Object.keys(target.bin).length > 0;
  if (old.get('hasBin') === 'true' && !hasBin) return refuse(`the registry names no program of ${change.to}`);
  const requiresBuild = form !== 9 && old.get('requiresBuild') === 'true';
  // Of what may be absent older ones did not look, and took it for something to be built.
  const isAssumed = requiresBuild && isOptional;
  if (form !== 9 && !isAssumed && requiresBuild !== target.hasInstallScript)
    return refuse(`whether ${change.to} must be built cannot be told`);
  const { peers, optional } = peersOf(target);
  const fields = new Map<string, BlockValue>([['resolution', resolution]]);
  const put = (key: string, value: BlockMap | readonly string[]): void => {
    if ((isBlockMap(value) ? value.size : value.length) > 0) fields.set(key, value);
  };
  put('engines', new Map(Object.entries(target.engines).filter(([, range]) => range !== '*')));
  put('cpu', target.cpu);
  put('os', target.os);
  put('libc', target.libc);
  if (target.deprecated !== null && target.deprecated !== '') fields.set('deprecated', target.deprecated);
  if (hasBin) fields.set('hasBin', 'true');
  if (requiresBuild) fields.set('requiresBuild', 'true');
  put('peerDependencies', sorted(peers));
  put(
    'peerDependenciesMeta',
    sorted(new Map(optional.map((name) => [name, new Map([['optional', 'true']])]))),
  );
  return { kind: 'described', fields };
}

/** An entry with its keys in pnpm's order; what it says of the version itself is left out where `fields` say it. */
export function mergeEntry(old: BlockMap, fields: BlockMap): BlockMap {
  const kept = [...old].filter(([key]) => !DESCRIBING.has(key) && !fields.has(key));
  const all = [...kept, ...fields];
  return new Map(all.toSorted(([left], [right]) => ORDER.indexOf(left) - ORDER.indexOf(right)));
}

export function sorted<T extends BlockValue>(map: ReadonlyMap<string, T>): ReadonlyMap<string, T> {
  return new Map([...map].toSorted(([left], [right]) => compareCodes(left, right)));
}

/** A peer that is a plain dependency besides is none; one that is only said to be optional is one of any version. */
export function peersOf(target: PackageVersionFacts): {
  readonly peers: ReadonlyMap<string, string>;
  readonly optional: readonly string[];
} {
  const isOwn = (name: string): boolean =>
    Object.hasOwn(target.dependencies, name) || Object.hasOwn(target.optionalDependencies, name);
  const stated = Object.entries(target.peerDependencies);
  const added = target.optionalPeers.filter((name) => !Object.hasOwn(target.peerDependencies, name));
  const all = [...stated, ...added.map((name) => [name, '*'] as const)].filter(([name]) => !isOwn(name));
  return { peers: new Map(all), optional: target.optionalPeers.filter((name) => !isOwn(name)) };
}

function describeResolution(old: BlockValue | undefined, change: VersionChange): BlockMap | string {
  if (!isBlockMap(old) || [...old.keys()].some((key) => key !== 'integrity' && key !== 'tarball'))
    return 'it does not come from a registry';
  const integrity = change.target.integrity?.split(/\s+/).find((hash) => SHA512.test(hash));
  if (integrity === undefined) return `the registry gives no SHA-512 for ${change.to}`;
  const tarball = old.get('tarball');
  if (typeof tarball !== 'string') return new Map([['integrity', integrity]]);
  const resolved = resolveTarball(tarball, change);
  if (resolved.kind === 'refused') return resolved.reason;
  return new Map([
    ['integrity', integrity],
    ['tarball', resolved.url],
  ]);
}

function refuse(reason: string): DescribedEntry {
  return { kind: 'refused', reason };
}
