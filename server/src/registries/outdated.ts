import type { Ecosystem, EcosystemId, PackageVersionFacts } from '../ecosystems/ecosystem.js';
import { isOwn } from '../inventory/graph.js';
import type { Inventory, InventoryPackage } from '../inventory/inventory.js';
import type { OutdatedPackage } from '../inventory/manifest.js';
import type { DatedVersions, PackageFactsResult } from './registry.js';

/** A direct dependency that is behind what its registry offers, deprecated or yanked, before it is stored. */
export type OutdatedDependency = Omit<OutdatedPackage, 'id'>;

/** A direct dependency of which it is not known whether it is outdated. */
export interface UncheckedDependency {
  readonly ecosystem: EcosystemId;
  readonly name: string;
  readonly kind: 'MISSING' | 'FAILED' | 'UNSUPPORTED' | 'UNREADABLE';
  /** A sentence for a person. */
  readonly reason: string;
}

/** What is outdated in one manifest, and what could not be checked. */
export interface OutdatedReport {
  readonly outdated: readonly OutdatedDependency[];
  readonly unchecked: readonly UncheckedDependency[];
}

/** The direct dependencies that come from a registry: their names, sorted, and the versions of them that are there. */
export function directVersions(inventory: Inventory): DatedVersions {
  const versions = new Map<string, string[]>();
  for (const { name, version, isDirect, source } of inventory.packages)
    if (isDirect && source === 'REGISTRY') versions.set(name, [...(versions.get(name) ?? []), version]);
  return new Map([...versions].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/**
 * The direct dependencies that are behind the latest version of their registry, deprecated or yanked, by name; one row
 * per declared range and installed version. Of a declared range without a lock, only what lies above the range counts.
 */
export function findOutdated(
  inventory: Inventory,
  facts: ReadonlyMap<string, PackageFactsResult>,
  ecosystem: Ecosystem,
): OutdatedReport {
  const offers = new Map<string, Offer>();
  const rows = new Map<string, OutdatedDependency>();
  const unchecked = new Map<string, UncheckedDependency>();
  for (const own of inventory.packages.filter(isOwn)) {
    for (const { range, target } of own.requires) {
      const copy = target === null ? undefined : inventory.packages[target];
      if (copy === undefined || copy.source !== 'REGISTRY' || copy.version === '') continue;
      const known = facts.get(copy.name);
      const isComparable = ecosystem.isVersion(copy.version);
      if (known?.kind !== 'facts' || (inventory.isLocked && !isComparable)) {
        unchecked.set(copy.name, { ecosystem: inventory.ecosystem, name: copy.name, ...whyUnchecked(known) });
        continue;
      }
      const offer = offers.get(copy.name) ?? readOffer(known.facts.versions, known.facts.latest, ecosystem);
      offers.set(copy.name, offer);
      const row = isComparable ? compareLocked(offer, copy, range) : compareRange(offer, copy, range);
      if (row === null) continue;
      rows.set(`${copy.name}\n${copy.version}\n${range}`, {
        manifestPath: inventory.path,
        ecosystem: inventory.ecosystem,
        name: copy.name,
        declaredRange: range,
        scope: copy.scope,
        ...row,
      });
    }
  }
  return { outdated: byKey(rows), unchecked: byKey(unchecked) };
}

/** What a registry offers of one package: every version that can be read, lowest first. */
interface Offer {
  readonly ecosystem: Ecosystem;
  readonly versions: readonly PackageVersionFacts[];
  /** The version that the registry calls latest, else the highest; never a prerelease or one that was taken back. */
  readonly latest: PackageVersionFacts | null;
  find(version: string): PackageVersionFacts | null;
}

function readOffer(
  listed: readonly PackageVersionFacts[],
  tagged: string | null,
  ecosystem: Ecosystem,
): Offer {
  const { versionScheme } = ecosystem;
  const read = listed
    .flatMap((facts) => {
      const form = versionScheme.read(facts.version);
      return form === null ? [] : [{ facts, form }];
    })
    .toSorted((a, b) => versionScheme.compare(a.form, b.form));
  const versions = read.map(({ facts }) => facts);
  const stable = versions.filter(
    ({ version, yanked }) => yanked === null && !ecosystem.isPrerelease(version),
  );
  return {
    ecosystem,
    versions,
    latest: stable.find(({ version }) => version === tagged) ?? stable.at(-1) ?? null,
    find(version) {
      const form = versionScheme.read(version);
      const exact = listed.find((facts) => facts.version === version);
      if (exact !== undefined || form === null) return exact ?? null;
      return read.find((each) => versionScheme.compare(each.form, form) === 0)?.facts ?? null;
    },
  };
}

type Comparison = Omit<OutdatedDependency, 'manifestPath' | 'ecosystem' | 'name' | 'declaredRange' | 'scope'>;

function compareLocked(offer: Offer, { version }: InventoryPackage, range: string): Comparison | null {
  const { ecosystem } = offer;
  const current = offer.find(version);
  const latest = latestFor(offer, version);
  const isBehind = latest !== null && ecosystem.compareVersions(latest.version, version) > 0;
  const deprecated = current?.deprecated ?? null;
  const yanked = current?.yanked ?? null;
  if (!isBehind && deprecated === null && yanked === null) return null;
  const allowsPrereleases = ecosystem.isPrerelease(version);
  const wanted = highestWithin(offer, range, allowsPrereleases);
  return {
    current: version,
    currentReleasedAt: current?.publishedAt ?? null,
    wanted: wanted?.version ?? null,
    latest: latest?.version ?? version,
    latestReleasedAt: (latest ?? current)?.publishedAt ?? null,
    deprecated,
    yanked,
    step: isBehind ? ecosystem.stepBetween(version, latest.version) : 'NONE',
  };
}

/** Nothing is locked: behind is what the registry offers above the highest version of the declared range. */
function compareRange(offer: Offer, { version }: InventoryPackage, range: string): Comparison | null {
  const { ecosystem, latest } = offer;
  const wanted = highestWithin(offer, range, false);
  if (latest === null || wanted === null || ecosystem.satisfies(latest.version, range)) return null;
  if (ecosystem.compareVersions(latest.version, wanted.version) <= 0) return null;
  return {
    current: version,
    currentReleasedAt: null,
    wanted: wanted.version,
    latest: latest.version,
    latestReleasedAt: latest.publishedAt,
    deprecated: null,
    yanked: null,
    step: ecosystem.stepBetween(wanted.version, latest.version),
  };
}

/** Whoever has a prerelease that no release has overtaken is told of the newest prerelease. */
function latestFor({ ecosystem, versions, latest }: Offer, current: string): PackageVersionFacts | null {
  const isAbove = (facts: PackageVersionFacts | null | undefined): facts is PackageVersionFacts =>
    facts != null && ecosystem.compareVersions(facts.version, current) > 0;
  if (!ecosystem.isPrerelease(current) || isAbove(latest)) return latest;
  const newest = versions.findLast(({ yanked }) => yanked === null);
  return isAbove(newest) ? newest : latest;
}

function highestWithin(
  { ecosystem, versions }: Offer,
  range: string,
  allowsPrereleases: boolean,
): PackageVersionFacts | null {
  const found = versions.findLast(
    ({ version, yanked }) =>
      yanked === null &&
      (allowsPrereleases || !ecosystem.isPrerelease(version)) &&
      ecosystem.satisfies(version, range),
  );
  return found ?? null;
}

function whyUnchecked(known: PackageFactsResult | undefined): Pick<UncheckedDependency, 'kind' | 'reason'> {
  if (known?.kind === 'facts')
    return { kind: 'UNREADABLE', reason: 'What the lock names is no version that could be compared.' };
  if (known?.kind === 'missing') return { kind: 'MISSING', reason: 'The registry does not know it.' };
  if (known?.kind === 'unsupported') return { kind: 'UNSUPPORTED', reason: known.message };
  const what = known?.message ?? 'it gave no answer.';
  return { kind: 'FAILED', reason: `The registry could not be read: ${what}` };
}

function byKey<Row>(rows: ReadonlyMap<string, Row>): readonly Row[] {
  return [...rows].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}
