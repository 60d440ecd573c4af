import type { EcosystemId, PackageVersionFacts } from '../ecosystems/ecosystem.js';
import { isOwn } from '../inventory/graph.js';
import type { Inventory, InventoryPackage } from '../inventory/inventory.js';
import type { OutdatedPackage } from '../inventory/manifest.js';
import { type KnownFacts, type Offer, type Offers, WHY_NOT_EVALUATED, type Within } from './offer.js';
import type { DatedVersions } from './registry.js';

/** A direct dependency that is behind what its registry offers, deprecated or yanked, before it is stored. */
export type OutdatedDependency = Omit<OutdatedPackage, 'id'>;

/** A direct dependency of which it is not known whether it is outdated. */
export interface UncheckedDependency {
  readonly ecosystem: EcosystemId;
  readonly name: string;
  readonly kind: 'MISSING' | 'FAILED' | 'UNSUPPORTED' | 'UNREADABLE' | 'TOO_LONG' | 'TOO_MANY';
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
  for (const { name, version, isDirect, source } of inventory.packages) {
    if (!isDirect || source !== 'REGISTRY') continue;
    const known = versions.get(name);
    if (known === undefined) versions.set(name, [version]);
    else known.push(version);
  }
  return new Map([...versions].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/**
 * The direct dependencies that are behind the latest version of their registry, deprecated or yanked, by name; one row
 * per declared range and installed version. Of a declared range without a lock, only what lies above the range counts.
 */
export function findOutdated(inventory: Inventory, offers: Offers): OutdatedReport {
  const { ecosystem } = offers;
  const rows = new Map<string, OutdatedDependency>();
  const unchecked = new Map<string, UncheckedDependency>();
  for (const own of inventory.packages.filter(isOwn)) {
    for (const { range, target } of own.requires) {
      const copy = target === null ? undefined : inventory.packages[target];
      if (copy === undefined || copy.source !== 'REGISTRY' || copy.version === '') continue;
      const named = { ecosystem: inventory.ecosystem, name: copy.name };
      const offer = offers.of(copy.name);
      const isComparable = ecosystem.isVersion(copy.version);
      if (offer === null || (inventory.isLocked && !isComparable)) {
        unchecked.set(copy.name, { ...named, ...whyUnchecked(offers.known(copy.name)) });
        continue;
      }
      const compared = isComparable ? compareLocked(offer, copy, range) : compareRange(offer, copy, range);
      if (compared.within?.kind === 'refused')
        unchecked.set(copy.name, { ...named, ...WHY_NOT_EVALUATED[compared.within.why] });
      if (compared.row === null) continue;
      rows.set(`${copy.name}\n${copy.version}\n${range}`, {
        manifestPath: inventory.path,
        ...named,
        declaredRange: range,
        scope: copy.scope,
        ...compared.row,
      });
    }
  }
  return { outdated: byKey(rows), unchecked: byKey(unchecked) };
}

/** A row where there is something to tell, and what was found inside the declared range where that was looked for. */
interface Comparison {
  readonly row: Omit<
    OutdatedDependency,
    'manifestPath' | 'ecosystem' | 'name' | 'declaredRange' | 'scope'
  > | null;
  readonly within: Within | null;
}

function compareLocked(offer: Offer, { version }: InventoryPackage, range: string): Comparison {
  const { ecosystem } = offer;
  const current = offer.find(version);
  const latest = latestFor(offer, version);
  const isBehind = latest !== null && ecosystem.compareVersions(latest.version, version) > 0;
  const deprecated = current?.deprecated ?? null;
  const yanked = current?.yanked ?? null;
  if (!isBehind && deprecated === null && yanked === null) return { row: null, within: null };
  const within = offer.highestWithin(range, ecosystem.isPrerelease(version));
  return {
    row: {
      current: version,
      currentReleasedAt: current?.publishedAt ?? null,
      wanted: within.kind === 'found' ? within.facts.version : null,
      latest: latest?.version ?? version,
      latestReleasedAt: (latest ?? current)?.publishedAt ?? null,
      deprecated,
      yanked,
      step: isBehind ? ecosystem.stepBetween(version, latest.version) : 'NONE',
    },
    within,
  };
}

/** Nothing is locked: behind is what the registry offers above the highest version of the declared range. */
function compareRange(offer: Offer, { version }: InventoryPackage, range: string): Comparison {
  const { ecosystem, latest } = offer;
  const within = offer.highestWithin(range, false);
  if (latest === null || within.kind !== 'found' || ecosystem.satisfies(latest.version, range))
    return { row: null, within };
  const wanted = within.facts;
  if (ecosystem.compareVersions(latest.version, wanted.version) <= 0) return { row: null, within };
  return {
    row: {
      current: version,
      currentReleasedAt: null,
      wanted: wanted.version,
      latest: latest.version,
      latestReleasedAt: latest.publishedAt,
      deprecated: null,
      yanked: null,
      step: ecosystem.stepBetween(wanted.version, latest.version),
    },
    within,
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

function whyUnchecked(known: KnownFacts | undefined): Pick<UncheckedDependency, 'kind' | 'reason'> {
  if (known?.kind === 'facts')
    return { kind: 'UNREADABLE', reason: 'What the lock names is no version that could be compared.' };
  if (known?.kind === 'missing') return { kind: 'MISSING', reason: 'The registry does not know it.' };
  if (known?.kind === 'unasked')
    return { kind: 'TOO_MANY', reason: 'The project has more packages than Backline asks registries about.' };
  if (known?.kind === 'unsupported') return { kind: 'UNSUPPORTED', reason: known.message };
  const what = known?.message ?? 'it gave no answer.';
  return { kind: 'FAILED', reason: `The registry could not be read: ${what}` };
}

function byKey<Row>(rows: ReadonlyMap<string, Row>): readonly Row[] {
  return [...rows].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}
