import { createOutlook, type OutlookOf } from './outlook.js';
import { LADDER, isLiftable, type ClimbOptions, type Progress } from './ladder.js';
import { isAnswered, type Freedom } from './lift.js';
import type { PlanFinding } from './plan.js';
import type { PlanningSite } from './planning-site.js';
import { openGroups, targetsOf, type Target } from './targets.js';
import { copiesAbove } from './ways-in.js';

/** Why a copy moves though nothing is known against it: which moved copy needs that, in a sentence. */
export interface Need {
  readonly by: number;
  readonly reason: string;
}

/** What is decided for one manifest. */
export interface Solution extends Progress {
  readonly targets: readonly Target[];
  /** For each moved copy that is no target: who needs it. */
  readonly needs: ReadonlyMap<number, Need>;
  /** What stood in the way, by target id; the copy and the end of a sentence. */
  readonly obstacles: ReadonlyMap<string, Obstacle>;
}

/** What stood in the way of one copy. */
export interface Obstacle {
  readonly copy: number;
  readonly obstacle: string;
}

/** How a manifest is solved. */
export interface SolveOptions {
  readonly freedom: Freedom;
  /** Ids of targets that are left alone. */
  readonly barred: ReadonlySet<string>;
  readonly unresolvable: ReadonlySet<string>;
  /** What is decided already. */
  readonly start: Progress;
}

const MAXIMUM_PASSES = 4;

/**
 * Climbs the ladder for every target of a manifest that is not barred. Ranking:
 * 1. the targets in their order (`targetsOf`);
 * 2. each stops at the first rung that holds on top of what is decided already;
 * 3. what failed is tried again while anything else still moves, because a lift may widen a range;
 * 4. what nothing needs in the end is left as it was.
 */
export function solveManifest(
  site: PlanningSite,
  findings: readonly PlanFinding[],
  { freedom, barred, unresolvable, start }: SolveOptions,
): Solution {
  const targets = targetsOf(site, findings);
  const obstacles = new Map<string, Obstacle>();
  let progress = start;
  let waiting = targets.filter(
    (target) =>
      !barred.has(target.id) &&
      target.copies.every((copy) => isLiftable(site, copy)) &&
      openGroups(progress.site, progress.lifts, target).size > 0,
  );
  const outlook = rememberOutlook(site, waiting);
  for (let pass = 0; pass < MAXIMUM_PASSES && waiting.length > 0; pass += 1) {
    const before = progress;
    const failed: Target[] = [];
    for (const target of waiting) {
      progress = climbLadder(progress, target, { freedom, unresolvable, outlook }, obstacles) ?? progress;
      if (openGroups(progress.site, progress.lifts, target).size > 0) failed.push(target);
    }
    waiting = failed;
    if (progress === before) break;
  }
  return { ...dropUnneeded(progress, targets), targets, obstacles };
}

/** Nothing decided yet. */
export function startProgress(site: PlanningSite): Progress {
  return { site, lifts: new Map(), open: new Set(), rids: new Map() };
}

/** What is to be expected below the packages on the paths of some targets; made when it is first asked for. */
export function rememberOutlook(site: PlanningSite, targets: readonly Target[]): () => OutlookOf {
  let outlook: OutlookOf | null = null;
  return () => (outlook ??= createOutlook(site, namesAbove(site, targets)));
}

function namesAbove(site: PlanningSite, targets: readonly Target[]): ReadonlySet<string> {
  if (!site.isLocked) return new Set(targets.map(({ name }) => name));
  const copies = targets.flatMap((target) => target.copies);
  const names = new Set<string>();
  for (const copy of copiesAbove(site.tree, new Map(), copies)) {
    const found = site.tree.packages[copy];
    if (found?.source === 'REGISTRY') names.add(found.name);
  }
  return names;
}

function climbLadder(
  progress: Progress,
  target: Target,
  options: ClimbOptions,
  obstacles: Map<string, Obstacle>,
): Progress | null {
  for (const rung of LADDER) {
    const climb = rung.climb(progress, target, options);
    if (climb.kind === 'holds') return climb.progress.lifts === progress.lifts ? null : climb.progress;
    if (!obstacles.has(target.id)) obstacles.set(target.id, { copy: climb.copy, obstacle: climb.obstacle });
  }
  return null;
}

/** Takes back lifts of copies that are no target and whose present version would do, until none is left. */
export function dropUnneeded(
  progress: Progress,
  targets: readonly Target[],
): Progress & { readonly needs: ReadonlyMap<number, Need> } {
  const { site } = progress;
  const closing = targets.filter(
    (target) => openGroups(site, progress.lifts, target).size < target.groups.size,
  );
  const wanted = new Set(closing.flatMap((target) => target.copies));
  let kept = progress.lifts;
  for (;;) {
    const needs = new Map<number, Need>();
    for (const copy of kept.keys()) {
      if (wanted.has(copy)) continue;
      const need = whoNeeds({ ...progress, lifts: kept }, copy, wanted);
      if (need !== null) needs.set(copy, need);
    }
    const next = new Map([...kept].filter(([copy]) => wanted.has(copy) || needs.has(copy)));
    if (next.size < kept.size) {
      kept = next;
      continue;
    }
    const raises = site.raises.filter(({ copy }) => kept.has(copy));
    const changed = raises.length === site.raises.length ? site : { ...site, raises };
    return { ...progress, site: changed, lifts: kept, needs };
  }
}

function whoNeeds({ site, lifts, rids }: Progress, copy: number, wanted: ReadonlySet<number>): Need | null {
  const { tree, ecosystem } = site;
  const without = new Map([...lifts].filter(([index]) => index !== copy));
  for (const [index, facts] of without) {
    const by = `${tree.packages[index]?.name ?? ''} ${facts.version}`;
    for (const demand of tree.demandsAt(index, facts, without)) {
      if (demand.target === copy && !isAnswered(site, without, copy, demand))
        return { by: index, reason: `Needed by ${by}, which asks for ${demand.range}.` };
    }
    const refusal = tree
      .told(index, tree.edgesOnto.get(index) ?? [])
      .find((edge) => edge.from === copy && !ecosystem.satisfies(facts.version, edge.range));
    if (refusal !== undefined)
      return { by: index, reason: `Makes room for ${by}: the present version asks for ${refusal.range}.` };
  }
  const rid = rids.get(copy);
  if (rid === undefined || !wanted.has(rid)) return null;
  const gone = tree.packages[rid];
  return { by: rid, reason: `Leads to ${gone?.name ?? ''} ${gone?.version ?? ''} no more.` };
}
