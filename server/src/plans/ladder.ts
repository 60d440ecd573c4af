import { liftCopy } from './lift.js';
import { versionAfter, type Lifts } from './node-modules-tree.js';
import type { ChangeMeans, PlanFinding } from './plan.js';
import type { PlanningSite } from './planning-site.js';
import { weigh } from './severity-weight.js';

/** A vulnerable package version of a manifest: all its copies and what is known against it. */
export interface Target {
  readonly id: string;
  readonly name: string;
  readonly version: string;
  readonly copies: readonly number[];
  /** At or above the policy's threshold, worst first. */
  readonly findings: readonly PlanFinding[];
}

/** What has been decided for a manifest so far; what later rungs change joins here. */
export interface Progress {
  readonly lifts: Lifts;
}

/** Whether a rung holds for a target: what is decided then, or what stood in the way of which copy. */
export type Climb =
  | { readonly kind: 'holds'; readonly progress: Progress }
  | { readonly kind: 'fails'; readonly copy: number; readonly obstacle: string };

/** One rung of the ladder: a pure attempt to close what it can of a target on top of what is decided. */
export interface Rung {
  readonly means: ChangeMeans;
  climb(site: PlanningSite, progress: Progress, target: Target): Climb;
}

/** The rungs, tried in this order; a target stops at the first that holds. */
export const LADDER: readonly Rung[] = [{ means: 'LIFT', climb: climbByLift }];

/**
 * Rung 1: every copy of the target goes, inside all ranges that ask for it, to the version with the least known
 * against it, the lowest of those. All copies or none: a finding is closed only when no copy has it.
 */
function climbByLift(site: PlanningSite, progress: Progress, target: Target): Climb {
  const { ecosystem, knowledge, tree } = site;
  let { lifts } = progress;
  const closedByCopy: ReadonlySet<string>[] = [];
  for (const copy of target.copies) {
    const present = knowledge.threats(ecosystem.id, target.name, versionAfter(tree, lifts, copy));
    if (present.length > 0) {
      const weight = weigh(present);
      const result = liftCopy(site, lifts, copy, (candidate) => candidate.weight < weight);
      if (result.kind === 'lifted') lifts = result.lifts;
      else if (!lifts.has(copy)) return { kind: 'fails', copy, obstacle: result.obstacle };
    }
    const left = knowledge.threats(ecosystem.id, target.name, versionAfter(tree, lifts, copy));
    const open = new Set(left.map((threat) => threat.group));
    const before = knowledge.threats(ecosystem.id, target.name, target.version);
    closedByCopy.push(new Set(before.map((threat) => threat.group).filter((group) => !open.has(group))));
  }
  const [first, ...others] = closedByCopy;
  const closesOne = [...(first ?? [])].some((group) => others.every((closed) => closed.has(group)));
  const [copy] = target.copies;
  return closesOne || copy === undefined
    ? { kind: 'holds', progress: { lifts } }
    : { kind: 'fails', copy, obstacle: 'no version closes the same vulnerability for every copy' };
}
