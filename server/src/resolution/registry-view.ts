import semver from 'semver';
import type { PackageVersionFacts } from '../ecosystems/ecosystem.js';
import type { PackageFacts } from '../registries/registry.js';
import type { MatchVersions } from '../plans/plan-input.js';

/** Versions by package name. */
export type VersionsByName = ReadonlyMap<string, ReadonlySet<string>>;

/** What decides which versions a package manager gets to see. */
export interface ViewRules {
  /** What the lock has. */
  readonly locked: VersionsByName;
  readonly pins: VersionsByName;
  /** ISO 8601; null: any age. */
  readonly publishedBefore: string | null;
  readonly match: MatchVersions;
  /** Packages of which versions that advisories concern are shown too, because nothing else fitted. */
  readonly relaxed: ReadonlySet<string>;
}

/** What the documents say of an archive. */
export interface Archive {
  readonly tarball: string | null;
  readonly integrity?: string;
  /** SHA-1 in hex. */
  readonly shasum?: string;
}

/** What the documents shall say of the archive of a version. */
export type ArchiveOf = (name: string, facts: PackageVersionFacts) => Archive;

/** The registry's own archive, at this address. */
export function archiveAt(tarball: string | null, facts: PackageVersionFacts): Archive {
  const shasum = sha1Of(facts);
  return {
    tarball,
    ...(facts.integrity === null ? {} : { integrity: facts.integrity }),
    ...(shasum === null ? {} : { shasum }),
  };
}

/** Where a registry of npm's kind has an archive. */
export function usualAddress(registry: string, name: string, text: string): string {
  return `${registry}${name}/-/${name.slice(name.indexOf('/') + 1)}-${text}.tgz`;
}

/**
 * The versions of a package that may be taken: those of the lock and the pins; of a package without pins also those that
 * are old enough and that no advisory concerns. What is dropped is among them too: others may ask for exactly that version,
 * and whoever admits a pin gets it, because package managers take the highest that fits.
 */
export function visibleVersions(facts: PackageFacts, rules: ViewRules): readonly PackageVersionFacts[] {
  const { name } = facts;
  const pins = rules.pins.get(name);
  const locked = rules.locked.get(name);
  const isKept = (version: string): boolean => pins?.has(version) === true || locked?.has(version) === true;
  if (pins !== undefined) return facts.versions.filter(({ version }) => isKept(version));
  const newcomers = newcomersOf(facts, rules);
  return facts.versions.filter(({ version }) => isKept(version) || newcomers.has(version));
}

/** The document that a registry of npm's kind would give if it had just these versions. */
export function packumentOf(
  facts: PackageFacts,
  visible: readonly PackageVersionFacts[],
  options: { readonly isPinned: boolean; readonly archiveOf: ArchiveOf },
): string {
  const latest = latestOf(facts, visible, options.isPinned);
  return JSON.stringify({
    _id: facts.name,
    name: facts.name,
    'dist-tags': latest === null ? {} : { latest },
    modified: facts.fetchedAt,
    time: Object.fromEntries(
      visible.flatMap(({ version, publishedAt }) => (publishedAt === null ? [] : [[version, publishedAt]])),
    ),
    versions: Object.fromEntries(
      visible.map((version) => [
        version.version,
        manifestOf(facts.name, version, options.archiveOf(facts.name, version)),
      ]),
    ),
  });
}

/** The manifest of one version as a registry's document repeats it, without its scripts. */
export function manifestOf(
  name: string,
  facts: PackageVersionFacts,
  archive: Archive,
): Readonly<Record<string, unknown>> {
  return {
    name,
    version: facts.version,
    ...dependencyFields(facts),
    ...filled('engines', facts.engines),
    ...filled('bin', facts.bin),
    ...listed('os', facts.os),
    ...listed('cpu', facts.cpu),
    ...listed('libc', facts.libc),
    ...listed('bundleDependencies', facts.bundleDependencies),
    ...(facts.license === null ? {} : { license: facts.license }),
    ...(facts.funding === null ? {} : { funding: facts.funding }),
    ...(facts.deprecated === null ? {} : { deprecated: facts.deprecated }),
    ...(facts.hasInstallScript ? { hasInstallScript: true } : {}),
    ...(facts.hasShrinkwrap ? { _hasShrinkwrap: true } : {}),
    dist: archive,
  };
}

/** What a version asks for, as its manifest says it. */
export function dependencyFields(facts: PackageVersionFacts): Readonly<Record<string, unknown>> {
  const optional = facts.optionalPeers.map((peer) => [peer, { optional: true }] as const);
  return {
    ...filled('dependencies', facts.dependencies),
    ...filled('optionalDependencies', facts.optionalDependencies),
    ...filled('peerDependencies', facts.peerDependencies),
    ...(optional.length === 0 ? {} : { peerDependenciesMeta: Object.fromEntries(optional) }),
  };
}

/** The SHA-1 of the archive in hex, where the registry tells it. */
export function sha1Of({ artifacts }: PackageVersionFacts): string | null {
  return artifacts.find(({ hash }) => hash.startsWith('sha1:'))?.hash.slice(5) ?? null;
}

function newcomersOf(facts: PackageFacts, rules: ViewRules): ReadonlySet<string> {
  const isDated = facts.versions.some(({ publishedAt }) => publishedAt !== null);
  const isOldEnough = ({ publishedAt }: PackageVersionFacts): boolean =>
    rules.publishedBefore === null ||
    (publishedAt === null ? !isDated : Date.parse(publishedAt) < Date.parse(rules.publishedBefore));
  const oldEnough = facts.versions.filter((version) => isOldEnough(version) && isPlain(version));
  const names = oldEnough.map(({ version }) => version);
  if (rules.relaxed.has(facts.name)) return new Set(names);
  const matches = rules.match(
    names.map((version) => ({ ecosystem: facts.ecosystem, name: facts.name, version })),
  );
  const concerned = new Set(matches.map(({ version }) => version));
  const clean = names.filter((version) => !concerned.has(version));
  return new Set(clean.length > 0 ? clean : names);
}

/** Whether all that a version asks for can come from a registry, and nothing is hidden in its archive. */
function isPlain(facts: PackageVersionFacts): boolean {
  if (facts.bundleDependencies.length > 0 || facts.hasShrinkwrap) return false;
  return [facts.dependencies, facts.optionalDependencies].every((map) =>
    Object.values(map).every((range) => isRegistrySpec(range)),
  );
}

/** Whether a declared requirement is a range or a tag of a registry, and no address, folder or repository. */
export function isRegistrySpec(spec: string): boolean {
  return spec.startsWith('npm:') || !/[:/\\]/.test(spec);
}

function latestOf(
  facts: PackageFacts,
  visible: readonly PackageVersionFacts[],
  isPinned: boolean,
): string | null {
  const versions = visible.map(({ version }) => version);
  if (!isPinned && facts.latest !== null && versions.includes(facts.latest)) return facts.latest;
  const ordered = versions.filter((version) => semver.valid(version) !== null).toSorted(semver.rcompare);
  return ordered.find((version) => semver.prerelease(version) === null) ?? ordered[0] ?? null;
}

function filled(key: string, map: Readonly<Record<string, string>>): Readonly<Record<string, unknown>> {
  return Object.keys(map).length === 0 ? {} : { [key]: map };
}

function listed(key: string, list: readonly string[]): Readonly<Record<string, unknown>> {
  return list.length === 0 ? {} : { [key]: list };
}
