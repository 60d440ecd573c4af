import type { AdvisoryGroup } from '../advisories/grouping.js';
import { BACKLINE_ACTOR } from '../audit/audit-event.js';
import { ecosystemOf } from '../ecosystems/registry.js';
import { createPathFinder, type PathFinder } from '../inventory/graph.js';
import type { Inventory } from '../inventory/inventory.js';
import type { MatchedDependency } from '../inventory/manifest.js';
import { isReadWhole } from '../inventory/manifest-problems.js';
import type { Project } from '../projects/project.js';
import type { Stores } from '../stores.js';
import type { ObservedFinding } from './finding.js';

const MAX_PATHS = 5;

/**
 * Compares what the stored inventories and matches say of a project with its findings: opens, fixes, opens again.
 * Reads no repository. What changed is told in the project's history.
 */
export async function reconcileFindings(
  stores: Stores,
  project: Pick<Project, 'id' | 'path'>,
  now: Date,
): Promise<{ readonly opened: number; readonly fixed: number; readonly hasChanged: boolean }> {
  const matched = await stores.inventories.matched(project.id);
  const groups = await stores.advisories.groupsForAdvisories([
    ...new Set(matched.map(({ advisoryId }) => advisoryId)),
  ]);
  const graphs = await stores.inventories.load([...new Set(matched.map(({ inventoryId }) => inventoryId))]);
  const manifests = await stores.inventories.manifests(project.id);
  const outcome = await stores.findings.reconcile(project.id, now, {
    observed: observeFindings(matched, groups, graphs),
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
  const hasChanged = outcome.opened + outcome.reopened + outcome.fixed > 0;
  if (hasChanged) {
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
  }
  return { opened: outcome.opened + outcome.reopened, fixed: outcome.fixed, hasChanged };
}

/** One finding per manifest, package and advisory group, from single matches. Pure. */
export function observeFindings(
  matched: readonly MatchedDependency[],
  groups: ReadonlyMap<string, AdvisoryGroup>,
  graphs: ReadonlyMap<string, Inventory>,
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
    observed.push(observe(first, matches, group, pathsOf(matches, graphs, finders)));
  }
  return observed;
}

function observe(
  first: MatchedDependency,
  matches: readonly MatchedDependency[],
  group: AdvisoryGroup,
  paths: readonly (readonly string[])[],
): ObservedFinding {
  const { compareVersions } = ecosystemOf(first.ecosystem);
  const versions = [...new Set(matches.map(({ version }) => version))].sort(compareVersions);
  return {
    manifestPath: first.manifestPath,
    ecosystem: first.ecosystem,
    packageName: first.name,
    versions,
    groupId: group.groupId,
    severity: group.severity,
    score: group.score,
    isDirect: matches.some(({ isDirect }) => isDirect),
    scope: matches.some(({ scope }) => scope === 'RUNTIME') ? 'RUNTIME' : first.scope,
    paths,
    fixedVersions: [...new Set(matches.flatMap(({ fixed }) => fixed))].sort(compareVersions),
    because: [...new Set(matches.map(({ advisoryId, because }) => `${advisoryId}: ${because}`))].join('; '),
  };
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
