import { ecosystemOf } from '../ecosystems/registry.js';
import { createPathFinder, isOwn } from '../inventory/graph.js';
import type { Inventory, PackageVersion } from '../inventory/inventory.js';
import type { GroupMatch, MatchVersions } from './plan-input.js';
import type { PlanFinding } from './plan.js';
import { compareText } from './compare-text.js';
import { severityRank } from './severity-weight.js';

const MAXIMUM_PATHS = 5;

/**
 * What is vulnerable in an inventory: one finding per package version and advisory group, worst first, then by
 * name, version and key. The project's own packages are never matched.
 */
export function findingsOf(inventory: Inventory, match: MatchVersions): readonly PlanFinding[] {
  const copies = copiesByVersion(inventory);
  const asked = [...copies.values()].map(({ version }) => version);
  const matches = new Map<string, GroupMatch>();
  for (const found of match(asked)) matches.set(`${versionKey(found)}|${found.group}`, found);
  const finder = createPathFinder(inventory);
  const pathsOf = new Map<string, PlanFinding['paths']>();
  const findings = [...matches.values()].map((found): PlanFinding => {
    const key = versionKey(found);
    const paths =
      pathsOf.get(key) ??
      shortestOf((copies.get(key)?.indexes ?? []).map((index) => finder.shortestPaths(index)));
    pathsOf.set(key, paths);
    return {
      key: `${inventory.path}|${inventory.ecosystem}|${found.name}|${found.group}`,
      manifest: inventory.path,
      ecosystem: inventory.ecosystem,
      name: found.name,
      version: found.version,
      advisories: found.advisories,
      severity: found.severity,
      score: found.score,
      paths,
    };
  });
  return findings.toSorted(compareFindings);
}

/** Worst first; then by manifest, name, version and key, so that the order is total. */
export function compareFindings(left: PlanFinding, right: PlanFinding): number {
  return (
    severityRank(right.severity) - severityRank(left.severity) ||
    (right.score ?? 0) - (left.score ?? 0) ||
    compareText(left.manifest, right.manifest) ||
    compareText(left.name, right.name) ||
    compareText(left.version, right.version) ||
    compareText(left.key, right.key)
  );
}

/** What tells one finding from another: the same key may be found at two versions. */
export function findingIdentity(finding: PlanFinding): string {
  return `${finding.key}|${finding.version}`;
}

/** Without a lock only an exact version says what will be installed: a range is not matched as if it were one. */
export function isMatchable(
  { isLocked, ecosystem }: Pick<Inventory, 'isLocked' | 'ecosystem'>,
  version: string,
): boolean {
  return version !== '' && (isLocked || ecosystemOf(ecosystem).isVersion(version));
}

interface VersionCopies {
  readonly version: PackageVersion;
  readonly indexes: number[];
}

function copiesByVersion(inventory: Inventory): ReadonlyMap<string, VersionCopies> {
  const copies = new Map<string, VersionCopies>();
  inventory.packages.forEach((copy, index) => {
    const { name, version } = copy;
    if (isOwn(copy) || !isMatchable(inventory, version)) return;
    const key = versionKey({ name, version });
    const known = copies.get(key);
    if (known !== undefined) known.indexes.push(index);
    else copies.set(key, { version: { ecosystem: inventory.ecosystem, name, version }, indexes: [index] });
  });
  return copies;
}

function versionKey({ name, version }: { readonly name: string; readonly version: string }): string {
  return `${name}@${version}`;
}

function shortestOf(lists: readonly PlanFinding['paths'][]): PlanFinding['paths'] {
  const distinct = new Map(lists.flat().map((path) => [path.join('\n'), path]));
  return [...distinct.values()]
    .toSorted((a, b) => a.length - b.length || compareText(a.join('\n'), b.join('\n')))
    .slice(0, MAXIMUM_PATHS);
}
