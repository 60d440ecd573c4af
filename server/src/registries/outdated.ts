import type { Ecosystem, PackageVersionFacts } from '../ecosystems/ecosystem.js';
import { isOwn } from '../inventory/graph.js';
import type { Inventory } from '../inventory/inventory.js';
import type { OutdatedPackage } from '../inventory/manifest.js';
import type { PackageFactsResult } from './registry.js';

/** A direct dependency that is behind what its registry offers, or deprecated, before it is stored. */
export type OutdatedDependency = Omit<OutdatedPackage, 'id'>;

/** The names whose facts `findOutdated` needs: direct dependencies that come from a registry, sorted. */
export function directDependencyNames(inventory: Inventory): readonly string[] {
  const direct = inventory.packages.filter((copy) => copy.isDirect && copy.source === 'REGISTRY');
  return [...new Set(direct.map((copy) => copy.name))].toSorted();
}

/**
 * The direct dependencies that are behind the registry's latest version or deprecated, by name. One row per
 * declared range and installed version; packages without facts are left out.
 */
export function findOutdated(
  inventory: Inventory,
  facts: ReadonlyMap<string, PackageFactsResult>,
  ecosystem: Ecosystem,
): readonly OutdatedDependency[] {
  const rows = new Map<string, OutdatedDependency>();
  for (const own of inventory.packages.filter(isOwn)) {
    for (const { range, target } of own.requires) {
      const copy = target === null ? undefined : inventory.packages[target];
      const known = copy === undefined ? undefined : facts.get(copy.name);
      if (copy === undefined || copy.source !== 'REGISTRY' || known?.kind !== 'facts') continue;
      const versions = known.facts.versions.toSorted((a, b) =>
        ecosystem.compareVersions(a.version, b.version),
      );
      const current = versions.find((found) => found.version === copy.version);
      const latest = latestOf(versions, known.facts.latest, ecosystem);
      if (latest === null) continue;
      const wanted = versions.findLast((found) => ecosystem.satisfies(found.version, range))?.version ?? null;
      const isBehind = ecosystem.compareVersions(latest.version, copy.version) > 0;
      if (!isBehind && (current?.deprecated ?? null) === null) continue;
      rows.set(`${copy.name}\n${copy.version}\n${range}`, {
        manifestPath: inventory.path,
        ecosystem: inventory.ecosystem,
        name: copy.name,
        declaredRange: range,
        current: copy.version,
        currentReleasedAt: current?.publishedAt ?? null,
        wanted,
        latest: latest.version,
        latestReleasedAt: latest.publishedAt,
        deprecated: current?.deprecated ?? null,
        scope: copy.scope,
        step: ecosystem.stepBetween(copy.version, latest.version),
      });
    }
  }
  return [...rows.entries()].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}

/** The version that the registry calls latest, else the highest that is no prerelease. */
function latestOf(
  versions: readonly PackageVersionFacts[],
  tagged: string | null,
  ecosystem: Ecosystem,
): PackageVersionFacts | null {
  const named = versions.find((found) => found.version === tagged);
  return named ?? versions.findLast((found) => !ecosystem.isPrerelease(found.version)) ?? null;
}
