import { type Exploitation, worstExploitation } from '../advisories/exploit-scores.js';
import type { AdvisoryGroup } from '../advisories/grouping.js';
import { BACKLINE_ACTOR } from '../audit/audit-event.js';
import { recordFindings } from '../events/record-event.js';
import { ecosystemOf } from '../ecosystems/registry.js';
import { createPathFinder, type PathFinder, SCOPE_ORDER } from '../inventory/graph.js';
import type { DependencyScope, Inventory } from '../inventory/inventory.js';
import type { MatchedDependency } from '../inventory/manifest.js';
import { isReadWhole } from '../inventory/manifest-problems.js';
import { effectivePolicy } from '../policies/effective-policy.js';
import type { Policy } from '../policies/policy.js';
import type { PlacedProject } from '../policies/policy-scope.js';
import type { Stores } from '../stores.js';
import { applyIgnores } from './apply-ignores.js';
import type { ObservedFinding } from './finding.js';
import { assessRisk } from './risk.js';

const MAX_PATHS = 5;

/**
 * Compares what the stored inventories and matches say of a project with its findings: opens, fixes, opens again.
 * Reads no repository. What changed is told in the project's history. Holds the project from before it reads, so that
 * a refresh beside an analysis sees all of it or nothing. What the policy ignores is dismissed before anybody is told.
 */
export async function reconcileFindings(
  stores: Stores,
  project: PlacedProject,
  policy: Policy,
  now: Date,
): Promise<{ readonly opened: number; readonly fixed: number; readonly hasChanged: boolean }> {
  await stores.projects.lock([project.id]);
  const merged = await stores.findings.followMergedGroups([project.id]);
  const matched = await stores.inventories.matched(project.id);
  const groups = await stores.advisories.groupsForAdvisories([
    ...new Set(matched.map(({ advisoryId }) => advisoryId)),
  ]);
  const exploits = await stores.exploits.exploitations(cvesOf(groups));
  const graphs = await stores.inventories.load([...new Set(matched.map(({ inventoryId }) => inventoryId))]);
  const manifests = await stores.inventories.manifests(project.id);
  const outcome = await stores.findings.reconcile(project.id, now, {
    observed: observeFindings(matched, { groups, graphs, exploits }),
    unread: manifests
      .filter((manifest) => !isReadWhole(manifest))
      .map(({ path }) => ({
        path,
        reason: {
          code: 'NOT_READ',
          message: `${path} could not be read as a whole, so it is not known what of it is still there, and nothing in it is changed. Mend the file.`,
        },
      })),
  });
  const isNews = outcome.opened + outcome.reopened + outcome.fixed > 0;
  if (isNews) {
    const parts = [
      outcome.opened > 0 ? `${outcome.opened} new` : '',
      outcome.reopened > 0 ? `${outcome.reopened} back again` : '',
      outcome.fixed > 0 ? `${outcome.fixed} fixed` : '',
    ].filter((part) => part !== '');
    await stores.audit.record({
      actor: BACKLINE_ACTOR,
      action: 'project.findings-changed',
      message: `Findings of ${project.path}: ${parts.join(', ')}.`,
      subject: `project:${project.id}`,
      projectId: project.id,
    });
    if (outcome.news.length > 0) await tellOf(stores, project, outcome.news, policy, now);
  }
  return {
    opened: outcome.opened + outcome.reopened,
    fixed: outcome.fixed,
    hasChanged: isNews || merged.length > 0,
  };
}

async function tellOf(
  stores: Stores,
  project: PlacedProject,
  news: readonly { readonly id: string }[],
  policy: Policy,
  now: Date,
): Promise<void> {
  await applyIgnores(stores, project, await effectivePolicy(stores, policy, project), now);
  const found = await stores.findings.findMany(news.map(({ id }) => id));
  const open = found.filter(({ state }) => state === 'OPEN' || state === 'IN_PROGRESS');
  if (open.length > 0) await recordFindings(stores, project.id, open, now);
}

/** What single matches are made into findings with, by advisory id, inventory id and CVE. */
export interface KnownFacts {
  readonly groups: ReadonlyMap<string, AdvisoryGroup>;
  readonly graphs: ReadonlyMap<string, Inventory>;
  readonly exploits: ReadonlyMap<string, Exploitation>;
}

/** One finding per manifest, package and advisory group, from single matches. Pure. */
export function observeFindings(
  matched: readonly MatchedDependency[],
  { groups, graphs, exploits }: KnownFacts,
): readonly ObservedFinding[] {
  const byKey = new Map<string, MatchedDependency[]>();
  for (const match of matched) {
    const group = groups.get(match.advisoryId);
    if (group === undefined) continue;
    const key = JSON.stringify([match.manifestPath, match.ecosystem, match.name, group.groupId]);
    byKey.set(key, [...(byKey.get(key) ?? []), match]);
  }
  const finders = new Map<string, { finder: PathFinder; indexes: ReadonlyMap<string, readonly number[]> }>();
  const observed: ObservedFinding[] = [];
  for (const matches of byKey.values()) {
    const first = matches[0];
    const group = first === undefined ? undefined : groups.get(first.advisoryId);
    if (first === undefined || group === undefined) continue;
    const exploitation = worstExploitation(group.ids, exploits);
    observed.push(observe(matches, { first, group, exploitation }, pathsOf(matches, graphs, finders)));
  }
  return observed;
}

/** The CVE names of these groups, by which attacks are known. */
export function cvesOf(groups: ReadonlyMap<string, AdvisoryGroup>): readonly string[] {
  const names = [...groups.values()].flatMap(({ ids }) => ids);
  return [...new Set(names.filter((name) => name.startsWith('CVE-')))];
}

function observe(
  matches: readonly MatchedDependency[],
  about: {
    readonly first: MatchedDependency;
    readonly group: AdvisoryGroup;
    readonly exploitation: Exploitation;
  },
  paths: readonly (readonly string[])[],
): ObservedFinding {
  const { first, group, exploitation } = about;
  const { compareVersions } = ecosystemOf(first.ecosystem);
  const versions = [...new Set(matches.map(({ version }) => version))].sort(compareVersions);
  const fixedVersions = [...new Set(matches.flatMap(({ fixed }) => fixed))].sort(compareVersions);
  const { severity, score } = group;
  const isDirect = matches.some((match) => match.isDirect);
  const scope = strongestScope(matches);
  const hasFix = fixedVersions.length > 0;
  return {
    manifestPath: first.manifestPath,
    ecosystem: first.ecosystem,
    packageName: first.name,
    versions,
    groupId: group.groupId,
    severity,
    score,
    risk: assessRisk({ ...exploitation, severity, score, isDirect, scope, hasFix }),
    isDirect,
    scope,
    paths,
    fixedVersions,
    because: [...new Set(matches.map(({ advisoryId, because }) => `${advisoryId}: ${because}`))].join('; '),
  };
}

function strongestScope(matches: readonly MatchedDependency[]): DependencyScope {
  return SCOPE_ORDER.find((scope) => matches.some((match) => match.scope === scope)) ?? 'RUNTIME';
}

function pathsOf(
  matches: readonly MatchedDependency[],
  graphs: ReadonlyMap<string, Inventory>,
  finders: Map<string, { finder: PathFinder; indexes: ReadonlyMap<string, readonly number[]> }>,
): readonly (readonly string[])[] {
  const paths = new Map<string, readonly string[]>();
  for (const { inventoryId, name, version } of matches) {
    const graph = graphs.get(inventoryId);
    if (graph === undefined) continue;
    const known = finders.get(inventoryId) ?? {
      finder: createPathFinder(graph),
      indexes: indexPackages(graph),
    };
    finders.set(inventoryId, known);
    for (const index of known.indexes.get(`${name}@${version}`) ?? []) {
      for (const path of known.finder.shortestPaths(index, MAX_PATHS)) paths.set(path.join('\n'), path);
    }
  }
  return [...paths.values()].sort((left, right) => left.length - right.length).slice(0, MAX_PATHS);
}

function indexPackages(inventory: Inventory): ReadonlyMap<string, readonly number[]> {
  const indexes = new Map<string, number[]>();
  inventory.packages.forEach(({ name, version }, index) => {
    const key = `${name}@${version}`;
    const known = indexes.get(key);
    if (known === undefined) indexes.set(key, [index]);
    else known.push(index);
  });
  return indexes;
}
