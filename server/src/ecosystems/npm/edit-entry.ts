import type { Node } from 'jsonc-parser';
import type { PackageVersionFacts, VersionChange } from '../ecosystem.js';
import { type EditValue, type JsonEditor, sortAsNpm } from './json-edit.js';
import { resolveTarball } from './resolved.js';
import { isJsonObject, type JsonObject } from '../../formats/fields.js';

/** The one checksum that is taken over: what the registry states of the archive. */
export const SHA512 = /^sha512-[A-Za-z0-9+/]{86}==$/;

/** What an entry of `packages` says of the version; all else in it is about its place in the tree, and stays. */
const VERSION_FIELDS: ReadonlySet<string> = new Set([
  'version',
  'resolved',
  'integrity',
  'license',
  'dependencies',
  'optionalDependencies',
  'peerDependencies',
  'peerDependenciesMeta',
  'bundleDependencies',
  'acceptDependencies',
  'bin',
  'engines',
  'os',
  'cpu',
  'libc',
  'funding',
  'deprecated',
  'hasInstallScript',
  'hasShrinkwrap',
]);

/** The same for an entry of `dependencies` in version 1. */
const LEGACY_FIELDS: ReadonlySet<string> = new Set(['version', 'resolved', 'integrity', 'requires']);

/** An entry as it stands in a lock. */
export interface FoundEntry {
  readonly lock: JsonEditor;
  readonly node: Node;
  readonly entry: JsonObject;
}

/** The new entry, or why there can be none. */
export type BuiltEntry =
  | { readonly kind: 'built'; readonly value: EditValue }
  | { readonly kind: 'refused'; readonly reason: string };

/** The entry of `packages` that npm would write for the new version at the same place. */
export function buildPackageEntry(
  found: FoundEntry,
  change: VersionChange,
  habits: { readonly hasLicenses: boolean },
): BuiltEntry {
  const origin = originFields(found.entry, change);
  if (origin.kind === 'refused') return origin;
  const { target } = change;
  const fields: Record<string, EditValue> = {
    ...keptFields(found, VERSION_FIELDS),
    version: change.to,
    ...origin.fields,
    ...(target.license === null || target.license === '' || !habits.hasLicenses
      ? {}
      : { license: target.license }),
    ...(target.deprecated === null || target.deprecated === '' ? {} : { deprecated: target.deprecated }),
    ...(target.hasInstallScript ? { hasInstallScript: true } : {}),
    ...nonEmptyList('os', target.os),
    ...nonEmptyList('cpu', target.cpu),
    ...nonEmptyList('libc', target.libc),
    ...nonEmptyMap('dependencies', plainDependencies(target)),
    ...nonEmptyMap('optionalDependencies', target.optionalDependencies),
    ...nonEmptyMap('peerDependencies', target.peerDependencies),
    ...optionalPeers(target),
    ...nonEmptyMap('engines', target.engines),
    ...nonEmptyMap('bin', normalizeBin(target.bin)),
    ...fundingField(target.funding),
  };
  return { kind: 'built', value: sortAsNpm(fields) };
}

/** The entry of `dependencies` (version 1) for the new version; copies nested in it stay. */
export function buildDependencyEntry(found: FoundEntry, change: VersionChange): BuiltEntry {
  const origin = originFields(found.entry, change);
  if (origin.kind === 'refused') return origin;
  const stated = String(found.entry['version']);
  const alias = /^npm:(?:@[^/@]+\/)?[^/@]+@/.exec(stated)?.[0] ?? '';
  const fields: Record<string, EditValue> = {
    ...keptFields(found, LEGACY_FIELDS),
    version: alias + change.to,
    ...origin.fields,
    ...requiresField(found.entry, change.target),
  };
  return { kind: 'built', value: sortAsNpm(fields) };
}

type OriginFields =
  | { readonly kind: 'fields'; readonly fields: Readonly<Record<string, EditValue>> }
  | { readonly kind: 'refused'; readonly reason: string };

/** `resolved` only where there was one; `integrity` only by SHA-512, as the registry gives it. */
function originFields(entry: JsonObject, change: VersionChange): OriginFields {
  const integrity = change.target.integrity?.split(/\s+/).find((hash) => SHA512.test(hash));
  if (integrity === undefined)
    return { kind: 'refused', reason: `the registry gives no SHA-512 for ${change.to}` };
  const old = entry['resolved'];
  if (typeof old !== 'string') return { kind: 'fields', fields: { integrity } };
  const resolved = resolveTarball(old, change);
  return resolved.kind === 'refused'
    ? resolved
    : { kind: 'fields', fields: { resolved: resolved.url, integrity } };
}

/** Peers are not listed, but npm then writes an empty list: so do we where the entry has a list already. */
function requiresField(entry: JsonObject, target: PackageVersionFacts): Record<string, EditValue> {
  const requires = { ...target.dependencies, ...target.optionalDependencies };
  const hasPeers = Object.keys(target.peerDependencies).length > 0;
  return hasPeers && isJsonObject(entry['requires']) ? { requires } : nonEmptyMap('requires', requires);
}

function keptFields({ lock, node }: FoundEntry, replaced: ReadonlySet<string>): Record<string, EditValue> {
  return Object.fromEntries(
    (node.children ?? []).flatMap((property) => {
      const [key, value] = property.children ?? [];
      const name = String(key?.value);
      return value === undefined || replaced.has(name) ? [] : [[name, lock.take(value)] as const];
    }),
  );
}

/** npm lists what is optional among the plain dependencies too; a lock lists it once. */
function plainDependencies(target: PackageVersionFacts): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(target.dependencies).filter(([name]) => !Object.hasOwn(target.optionalDependencies, name)),
  );
}

function optionalPeers(target: PackageVersionFacts): Record<string, EditValue> {
  if (target.optionalPeers.length === 0) return {};
  const peers = Object.fromEntries(target.optionalPeers.map((name) => [name, { optional: true }] as const));
  return { peerDependenciesMeta: peers };
}

function normalizeBin(bin: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(bin).map(([name, path]) => [name, path.replace(/^(?:\.?\/)+/, '')] as const),
  );
}

function fundingField(funding: unknown): Record<string, EditValue> {
  if (typeof funding === 'string' && funding !== '') return { funding: { url: funding } };
  if (!Array.isArray(funding)) return isJsonObject(funding) ? nonEmptyMap('funding', textsOf(funding)) : {};
  const items = funding.flatMap((item: unknown): EditValue[] => {
    if (typeof item === 'string') return [item];
    return isJsonObject(item) ? [textsOf(item)] : [];
  });
  return items.length === 0 ? {} : { funding: items };
}

function textsOf(value: JsonObject): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, text]) => (typeof text === 'string' ? [[key, text] as const] : [])),
  );
}

function nonEmptyMap(key: string, map: Readonly<Record<string, string>>): Record<string, EditValue> {
  return Object.keys(map).length === 0 ? {} : { [key]: { ...map } };
}

function nonEmptyList(key: string, list: readonly string[]): Record<string, EditValue> {
  return list.length === 0 ? {} : { [key]: [...list] };
}
