import { LADDER, type Progress, type Target } from './ladder.js';
import { isAnswered } from './lift.js';
import { versionAfter, type Lifts } from './node-modules-tree.js';
import { compareFindings } from './plan-findings.js';
import type { PlanFinding } from './plan.js';
import { compareText, type PlanningSite } from './planning-site.js';
import { reaches, severityRank, weigh } from './severity-weight.js';

/** Why a copy moves though nothing is known against it: which lifted copy needs that, in a sentence. */
export interface Need {
  readonly by: number;
  readonly reason: string;
}

/** What is decided for one manifest. */
export interface Solution {
  readonly site: PlanningSite;
  readonly findings: readonly PlanFinding[];
  readonly targets: readonly Target[];
  readonly lifts: Lifts;
  /** For each lifted copy that is no target: who needs it. */
  readonly needs: ReadonlyMap<number, Need>;
  /** What stood in the way, by target id; the copy and the end of a sentence. */
  readonly obstacles: ReadonlyMap<string, Obstacle>;
}

/** What stood in the way of one copy. */
export interface Obstacle {
  readonly copy: number;
  readonly obstacle: string;
}

const MAXIMUM_PASSES = 4;

/**
 * Climbs the ladder for every target of a manifest that is not barred. Ranking:
 * 1. the target with the most against it first (worst severity, then weight of all its findings);
 * 2. then by name and version, so that the order is total;
 * 3. each stops at the first rung that holds on top of what is decided already;
 * 4. what failed is tried again while anything else still moves, because a lift may widen a range;
 * 5. what nothing needs in the end is left as it was.
 */
export function solveManifest(
  site: PlanningSite,
  findings: readonly PlanFinding[],
  barred: ReadonlySet<string>,
): Solution {
  const targets = targetsOf(site, findings);
  const obstacles = new Map<string, Obstacle>();
  let progress: Progress = { lifts: new Map() };
  let waiting = targets.filter(
    (target) => !barred.has(target.id) && target.copies.every((copy) => isLiftable(site, copy)),
  );
  for (let pass = 0; pass < MAXIMUM_PASSES && waiting.length > 0; pass += 1) {
    const before = progress;
    const failed: Target[] = [];
    for (const target of waiting) {
      const climbed = climbLadder(site, progress, target, obstacles);
      if (climbed !== null) progress = climbed;
      if (!isClosed(site, progress.lifts, target)) failed.push(target);
    }
    waiting = failed;
    if (progress === before) break;
  }
  const { lifts, needs } = dropUnneeded(site, progress.lifts, targets);
  return { site, findings, targets, lifts, needs, obstacles };
}

/** The id of a target: manifest, name and version. */
export function targetId(finding: {
  readonly manifest: string;
  readonly name: string;
  readonly version: string;
}): string {
  return `${finding.manifest}|${finding.name}@${finding.version}`;
}

function targetsOf(site: PlanningSite, findings: readonly PlanFinding[]): readonly Target[] {
  const byId = new Map<string, PlanFinding[]>();
  for (const finding of findings) {
    if (!reaches(finding.severity, site.knowledge.policy.minimumSeverity)) continue;
    const id = targetId(finding);
    byId.set(id, [...(byId.get(id) ?? []), finding]);
  }
  const targets = [...byId].flatMap(([id, found]): Target[] => {
    const [first] = found;
    if (first === undefined) return [];
    const { name, version } = first;
    const copies = (site.tree.copiesOf.get(name) ?? []).filter(
      (index) => site.tree.packages[index]?.version === version,
    );
    return [{ id, name, version, copies, findings: found.toSorted(compareFindings) }];
  });
  return targets.toSorted(
    (a, b) =>
      worstOf(b) - worstOf(a) ||
      weigh(b.findings) - weigh(a.findings) ||
      compareText(a.name, b.name) ||
      site.ecosystem.compareVersions(a.version, b.version) ||
      compareText(a.version, b.version),
  );
}

function worstOf(target: Target): number {
  return target.findings.reduce((worst, { severity }) => Math.max(worst, severityRank(severity)), -Infinity);
}

/** Only what comes from a registry and stands alone in the lock can be lifted. */
function isLiftable(site: PlanningSite, copy: number): boolean {
  const found = site.tree.packages[copy];
  const { ecosystem, manifest } = site;
  if (!manifest.inventory.isLocked || !ecosystem.abilities(manifest.inventory).versions) return false;
  return found?.source === 'REGISTRY' && !found.isBundled;
}

function climbLadder(
  site: PlanningSite,
  progress: Progress,
  target: Target,
  obstacles: Map<string, Obstacle>,
): Progress | null {
  for (const rung of LADDER) {
    const climb = rung.climb(site, progress, target);
    if (climb.kind === 'holds') {
      return climb.progress.lifts === progress.lifts ? null : climb.progress;
    }
    obstacles.set(target.id, { copy: climb.copy, obstacle: climb.obstacle });
  }
  return null;
}

function isClosed(site: PlanningSite, lifts: Lifts, target: Target): boolean {
  const { ecosystem, knowledge, tree } = site;
  return target.copies.every(
    (copy) => knowledge.threats(ecosystem.id, target.name, versionAfter(tree, lifts, copy)).length === 0,
  );
}

/** Takes back lifts of copies that are no target and whose present version would do, until none is left. */
function dropUnneeded(
  site: PlanningSite,
  lifts: Lifts,
  targets: readonly Target[],
): { readonly lifts: Lifts; readonly needs: ReadonlyMap<number, Need> } {
  const closing = targets.filter((target) => closesAny(site, lifts, target));
  const wanted = new Set(closing.flatMap((target) => target.copies));
  let kept = lifts;
  for (;;) {
    const needs = new Map<number, Need>();
    for (const copy of kept.keys()) {
      if (wanted.has(copy)) continue;
      const need = whoNeeds(site, kept, copy);
      if (need !== null) needs.set(copy, need);
    }
    const next = new Map([...kept].filter(([copy]) => wanted.has(copy) || needs.has(copy)));
    if (next.size === kept.size) return { lifts: kept, needs };
    kept = next;
  }
}

function whoNeeds(site: PlanningSite, lifts: Lifts, copy: number): Need | null {
  const { tree, ecosystem } = site;
  const without = new Map([...lifts].filter(([index]) => index !== copy));
  for (const [index, facts] of without) {
    const by = `${tree.packages[index]?.name ?? ''} ${facts.version}`;
    for (const demand of tree.demandsAt(index, facts)) {
      if (demand.target === copy && !isAnswered(site, without, copy, demand)) {
        return { by: index, reason: `Needed by ${by}, which asks for ${demand.range}.` };
      }
    }
    const refusal = tree.edgesOnto
      .get(index)
      ?.find((edge) => edge.from === copy && !ecosystem.satisfies(facts.version, edge.range));
    if (refusal !== undefined) {
      return { by: index, reason: `Makes room for ${by}: the present version asks for ${refusal.range}.` };
    }
  }
  return null;
}

function closesAny(site: PlanningSite, lifts: Lifts, target: Target): boolean {
  const { ecosystem, knowledge, tree } = site;
  const groups = knowledge.threats(ecosystem.id, target.name, target.version).map((threat) => threat.group);
  return groups.some((group) =>
    target.copies.every((copy) => {
      const left = knowledge.threats(ecosystem.id, target.name, versionAfter(tree, lifts, copy));
      return left.every((threat) => threat.group !== group);
    }),
  );
}
