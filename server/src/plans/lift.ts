import type { PackageVersionFacts } from '../ecosystems/ecosystem.js';
import { candidatesFor, type Candidate } from './candidates.js';
import {
  aliasedName,
  versionAfter,
  type Demand,
  type Lifts,
  type PlacedDemand,
} from './node-modules-tree.js';
import type { PlanningSite } from './planning-site.js';

/** The lifts that now hold together, or what stood in the way, as the end of a sentence. */
export type LiftResult =
  { readonly kind: 'lifted'; readonly lifts: Lifts } | { readonly kind: 'stuck'; readonly obstacle: string };

/** How much work one lift may cause: placements in all. Counted down as it is used. */
interface LiftBudget {
  placements: number;
}

const MAXIMUM_DEPTH = 12;
const MAXIMUM_CANDIDATES = 40;

/**
 * Lifts a copy to the best of its candidates for which everything that it asks for is in the lock already, or
 * can be lifted within its own ranges too. Nothing is added to the lock or moved; what only the old versions asked for
 * is left out when the lock is edited.
 */
export function liftCopy(
  site: PlanningSite,
  lifts: Lifts,
  index: number,
  accepts: (candidate: Candidate) => boolean,
): LiftResult {
  return climb(site, { lifts, depth: 0, budget: { placements: 400 } }, index, accepts);
}

interface Progress {
  readonly lifts: Lifts;
  readonly depth: number;
  readonly budget: LiftBudget;
}

function climb(
  site: PlanningSite,
  progress: Progress,
  index: number,
  accepts: (candidate: Candidate) => boolean,
): LiftResult {
  let first: LiftResult | null = null;
  const candidates = candidatesFor(site, progress.lifts, index).filter(accepts);
  for (const candidate of candidates.slice(0, MAXIMUM_CANDIDATES)) {
    const result = place(site, progress, index, candidate.facts);
    if (result.kind === 'lifted') return result;
    first ??= result;
  }
  return first ?? { kind: 'stuck', obstacle: 'no safe version lies within every range that asks for it' };
}

function place(
  site: PlanningSite,
  progress: Progress,
  index: number,
  facts: PackageVersionFacts,
): LiftResult {
  const name = site.tree.packages[index]?.name ?? '';
  const { budget, depth } = progress;
  if (budget.placements <= 0 || depth > MAXIMUM_DEPTH) {
    return stuck(`${name} ${facts.version} moves more packages than Backline tries by itself`);
  }
  budget.placements -= 1;
  if (facts.hasShrinkwrap || facts.bundleDependencies.length > 0 || site.tree.hasBundledChildren(index)) {
    return stuck(`${name} ${facts.version} ships packages inside its own archive`);
  }
  let lifts: Lifts = new Map([...progress.lifts, [index, facts]]);
  for (const demand of site.tree.demandsAt(index, facts)) {
    const result = answer(site, { lifts, depth, budget }, { index, facts, demand });
    if (result.kind === 'stuck') return result;
    lifts = result.lifts;
  }
  return { kind: 'lifted', lifts };
}

interface Asking {
  readonly index: number;
  readonly facts: PackageVersionFacts;
  readonly demand: PlacedDemand;
}

/** Sees to it that one demand of a placed version is answered, lifting the copy that answers it if need be. */
function answer(site: PlanningSite, progress: Progress, asking: Asking): LiftResult {
  const { tree } = site;
  const { index, facts, demand } = asking;
  const { lifts } = progress;
  const asker = tree.packages[index];
  const before = presentDemand(site, index, demand);
  const { target } = demand;
  const wish = `${asker?.name ?? ''} ${facts.version} asks for ${demand.name} ${demand.range}`;
  if (target === null) {
    const mayBeAbsent = demand.isOptionalPeer || (demand.kind !== 'RUNTIME' && before !== null);
    return mayBeAbsent ? { kind: 'lifted', lifts } : stuck(`${wish}, which is not in the lock`);
  }
  if (isAnswered(site, lifts, target, demand)) return { kind: 'lifted', lifts };
  if (!lifts.has(target) && before === demand.range) {
    return { kind: 'lifted', lifts };
  }
  const copy = tree.packages[target];
  const realName = aliasedName(demand.range) ?? demand.name;
  if (copy === undefined || copy.source !== 'REGISTRY' || copy.isBundled || copy.name !== realName) {
    return stuck(`${wish}, and what answers it cannot be lifted`);
  }
  const result = climb(site, { ...progress, depth: progress.depth + 1 }, target, () => true);
  return result.kind === 'lifted'
    ? result
    : stuck(`${wish}; the lock has ${versionAfter(tree, lifts, target)}, and ${result.obstacle}`);
}

/**
 * The range in which the present version of a copy asks for the same; null where it does not. The registry is asked
 * where the lock does not say: locks of version 1 hold no peers.
 */
function presentDemand(site: PlanningSite, index: number, demand: Demand): string | null {
  const { tree, ecosystem, knowledge } = site;
  const copy = tree.packages[index];
  const locked = copy?.requires.find((asked) => asked.name === demand.name && asked.kind === demand.kind);
  if (copy === undefined || locked !== undefined) return locked?.range ?? null;
  const published = knowledge
    .versionsOf(ecosystem.id, copy.name)
    .find((facts) => facts.version === copy.version);
  const asked = published === undefined ? [] : tree.demandsAt(index, published);
  return asked.find((each) => each.name === demand.name && each.kind === demand.kind)?.range ?? null;
}

/** Whether the copy that a demand finds fits it, or an override says that it does. */
export function isAnswered(site: PlanningSite, lifts: Lifts, target: number, demand: Demand): boolean {
  const { tree, ecosystem } = site;
  const version = versionAfter(tree, lifts, target);
  if (tree.packages[target]?.name !== (aliasedName(demand.range) ?? demand.name)) return false;
  const forced = site.overrides.everywhere.get(demand.name);
  return (
    ecosystem.satisfies(version, demand.range) ||
    (forced !== undefined && ecosystem.satisfies(version, forced))
  );
}

function stuck(obstacle: string): LiftResult {
  return { kind: 'stuck', obstacle };
}
