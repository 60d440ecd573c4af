import { versionAfter, type Lifts } from './dependency-tree.js';
import { freeCopy } from './free-copy.js';
import { NO_SAFE_VERSION, startClimbing, type Footing, type Freedom } from './lift.js';
import type { OutlookOf } from './outlook.js';
import type { ChangeMeans } from './plan.js';
import type { PlanningSite } from './planning-site.js';
import { isSafeStep } from './policy-rules.js';
import { raiseCopy } from './raise-copy.js';
import { raisesOf } from './raise.js';
import { weigh } from './severity-weight.js';
import { openGroups, type Target } from './targets.js';
import { copiesAbove, directAmong } from './ways-in.js';

/** What has been decided for a manifest so far. `site` has the ranges that are raised. */
export interface Progress extends Footing {
  readonly site: PlanningSite;
  /** Of copies that moved so that a target is asked for no more: the copy of the target. */
  readonly rids: ReadonlyMap<number, number>;
}

/** Whether a rung holds for a target: what is decided then, or what stood in the way of which copy. */
export type Climb =
  | { readonly kind: 'holds'; readonly progress: Progress }
  | { readonly kind: 'fails'; readonly copy: number; readonly obstacle: string };

/** How a target is climbed for: what may be left to a resolver, and what is to be expected of raised versions. */
export interface ClimbOptions {
  readonly freedom: Freedom;
  readonly outlook: () => OutlookOf;
  /** Targets for which a resolver was asked in vain: they need not be left to it. */
  readonly unresolvable: ReadonlySet<string>;
}

/** One rung of the ladder: a pure attempt to close what it can of a target on top of what is decided. */
export interface Rung {
  readonly means: ChangeMeans;
  climb(progress: Progress, target: Target, options: ClimbOptions): Climb;
}

/**
 * The rungs of the safe plan, tried in this order; a target stops at the first that holds:
 * 1. LIFT: all copies inside every range that asks, by freeing them from those that ask where need be;
 * 2. RAISE: the direct dependencies above it by patch or minor (below 1.0: patch), as little as possible.
 * Each is tried by text first; what a resolver can lift is not raised by text.
 */
export const LADDER: readonly Rung[] = [
  { means: 'LIFT', climb: climbByLift },
  { means: 'RAISE', climb: climbByRaise },
];

/**
 * Rung 1: every copy of the target goes, inside all ranges that ask for it, to the version with the least known
 * against it, the lowest of those. All copies or none: a finding is closed only when no copy has it.
 */
export function climbByLift(progress: Progress, target: Target, { freedom }: ClimbOptions): Climb {
  const { site } = progress;
  const { ecosystem, knowledge, tree } = site;
  if (!site.isLocked) return fail(target, 'no lock says which version is used');
  if (freedom === 'LOCKED' && !site.abilities.versions) return fail(target, 'the lock cannot be edited');
  let footing: Footing = progress;
  const rids = new Map(progress.rids);
  const before = openGroups(site, progress.lifts, target);
  for (const copy of target.copies) {
    if (!isLiftable(site, copy)) return { kind: 'fails', copy, obstacle: 'it cannot be moved alone' };
    const present = knowledge.threats(ecosystem.id, target.name, versionAfter(tree, footing.lifts, copy));
    const isGone = tree.reached(NO_LIFTS).has(copy) && !tree.reached(footing.lifts).has(copy);
    if (present.length === 0 || isGone) continue;
    const weight = weigh(present);
    const climbing = startClimbing(footing, freedom);
    const result = freeCopy(site, climbing, copy, (candidate) => candidate.weight < weight);
    if (result.kind === 'stuck') {
      if (!footing.lifts.has(copy)) return { kind: 'fails', copy, obstacle: result.obstacle };
      continue;
    }
    if (!tree.reached(result.lifts).has(copy))
      for (const moved of result.lifts.keys()) if (!footing.lifts.has(moved)) rids.set(moved, copy);
    footing = result;
  }
  const { lifts, open } = footing;
  if (openGroups(site, lifts, target).size >= before.size && before.size > 0)
    return fail(target, 'no version closes the same vulnerability for every copy');
  return { kind: 'holds', progress: { site, lifts, open, rids } };
}

const NO_LIFTS: Lifts = new Map();

/** Rung 2: raises the direct dependencies above a target, one after the other until a vulnerability of it is closed. */
function climbByRaise(progress: Progress, target: Target, options: ClimbOptions): Climb {
  const { freedom, outlook, unresolvable } = options;
  if (freedom === 'LOCKED' && progress.site.hasResolver && !unresolvable.has(target.id)) {
    const byResolver = climbByLift(progress, target, { ...options, freedom: 'NEWCOMERS' });
    if (byResolver.kind === 'holds') return fail(target, 'a new resolution can lift it');
  }
  const before = openGroups(progress.site, progress.lifts, target);
  const above = copiesAbove(progress.site.tree, progress.lifts, target.copies);
  let current = progress;
  for (const copy of directAmong(progress.site.tree, above)) {
    const found = progress.site.tree.packages[copy];
    const candidates = raisesOf(current.site, current.lifts, { copy, outlook: outlook() }).filter(
      ({ facts, left }) =>
        isSafeStep(progress.site.ecosystem, { from: found?.version ?? '', to: facts.version }) &&
        [...before].some((group) => !left.has(`${target.name}|${group}`)),
    );
    const forCopy = target.copies[0] ?? copy;
    const raised = raiseCopy(current, { copy, candidates, freedom, forCopy });
    if (raised === null) continue;
    const finished = finishRaise(raised, target, options);
    if (openGroups(finished.site, finished.lifts, target).size < before.size)
      return { kind: 'holds', progress: finished };
    current = finished;
  }
  return fail(target, NO_SAFE_VERSION);
}

/** Lifts on top of a raise what it made room for; as it is where nothing is left to lift. */
export function finishRaise(raised: Progress, target: Target, options: ClimbOptions): Progress {
  if (openGroups(raised.site, raised.lifts, target).size === 0) return raised;
  const climb = climbByLift(raised, target, options);
  return climb.kind === 'holds' ? climb.progress : raised;
}

/** Only what comes from a registry and stands alone in the lock can be moved. */
export function isLiftable(site: PlanningSite, copy: number): boolean {
  const found = site.tree.packages[copy];
  return found?.source === 'REGISTRY' && !found.isBundled;
}

function fail(target: Target, obstacle: string): Climb {
  return { kind: 'fails', copy: target.copies[0] ?? -1, obstacle };
}
