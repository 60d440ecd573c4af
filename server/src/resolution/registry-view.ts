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
  /** Whether newcomers of pinned packages are shown from the start, as far as no pin is compatible with them. */
  readonly showsOtherLines: boolean;
  /** Pinned packages of which newcomers are shown too, because neither the pins nor the lock's versions fitted. */
  readonly widened: ReadonlySet<string>;
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
 * The versions of a package that may be taken: those of the lock and the pins, and those that are old enough and that no
 * advisory concerns; of a pinned package at most those that are not compatible with what is there. What is dropped is among
 * them too: others may ask for exactly that version; whoever admits the pin gets it, because package managers take the
 * highest that fits. A pin that hides packages in its archive is left out.
 */
export function visibleVersions(
  facts: PackageFacts,
  rules: ViewRules,
  newcomers: ReadonlySet<string> = newcomersOf(facts, rules),
): readonly PackageVersionFacts[] {
  const { name } = facts;
  const pins = rules.pins.get(name);
  const locked = rules.locked.get(name);
  const isThere = (each: PackageVersionFacts): boolean =>
    locked?.has(each.version) === true || (pins?.has(each.version) === true && isSelfContained(each));
  if (pins === undefined || rules.widened.has(name) || rules.relaxed.has(name))
    return facts.versions.filter((each) => isThere(each) || newcomers.has(each.version));
  const lines = new Set([...pins, ...(locked ?? [])].map((version) => lineOf(version)));
  return facts.versions.filter(
    (each) =>
      isThere(each) ||
      (rules.showsOtherLines && newcomers.has(each.version) && !lines.has(lineOf(each.version))),
  );
}

/** Versions with the same line are compatible (https://semver.org/#spec-item-4). */
function lineOf(version: string): string {
  const parsed = semver.parse(version);
  if (parsed === null) return version;
  const { major, minor, patch } = parsed;
  return major > 0 ? `${major}` : minor > 0 ? `0.${minor}` : `0.0.${patch}`;
}

/** Whether nothing is hidden in a version's archive. */
export function isSelfContained({ bundleDependencies, hasShrinkwrap }: PackageVersionFacts): boolean {
  return bundleDependencies.length === 0 && !hasShrinkwrap;
}

/** The document that a registry of npm's kind would give if it had just these versions. */
export function packumentOf(
  facts: PackageFacts,
  visible: readonly PackageVersionFacts[],
  options: { readonly pins: ReadonlySet<string> | null; readonly archiveOf: ArchiveOf },
): string {
  const latest = latestOf(facts, visible, options.pins);
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

/** Versions that may come in without being asked for by name. */
export function newcomersOf(facts: PackageFacts, rules: ViewRules): ReadonlySet<string> {
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
  if (!isSelfContained(facts)) return false;
  return [facts.dependencies, facts.optionalDependencies].every((map) =>
    Object.values(map).every((range) => isRegistrySpec(range)),
  );
}

/** Whether a declared requirement is a range or a tag of a registry, and no address, folder or repository. */
export function isRegistrySpec(spec: string): boolean {
  return spec.startsWith('npm:') || !/[:/\\]/.test(spec);
}

/** The registry's own word where it is visible; of a pinned package the highest pin. */
function latestOf(
  facts: PackageFacts,
  visible: readonly PackageVersionFacts[],
  pins: ReadonlySet<string> | null,
): string | null {
  const versions = visible.map(({ version }) => version);
  if (pins === null && facts.latest !== null && versions.includes(facts.latest)) return facts.latest;
  const pinned = versions.filter((version) => pins?.has(version) === true);
  const ordered = (pinned.length > 0 ? pinned : versions)
    .filter((version) => semver.valid(version) !== null)
    .toSorted(semver.rcompare);
  return ordered.find((version) => semver.prerelease(version) === null) ?? ordered[0] ?? null;
}

function filled(key: string, map: Readonly<Record<string, string>>): Readonly<Record<string, unknown>> {
  return Object.keys(map).length === 0 ? {} : { [key]: map };
}

function listed(key: string, list: readonly string[]): Readonly<Record<string, unknown>> {
  return list.length === 0 ? {} : { [key]: list };
}
