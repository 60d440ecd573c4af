import type { PackageVersionFacts } from '../ecosystems/ecosystem.js';
import { candidatesFor, fits, type Candidate } from './candidates.js';
import { nameAsked, type Demand } from './demands.js';
import { edgesAfter, versionAfter, type Lifts, type PlacedDemand } from './dependency-tree.js';
import type { PlanningSite } from './planning-site.js';

/**
 * What may be left for a resolver to find. LOCKED: nothing, all must be in the lock. NEWCOMERS: packages may come in or
 * stand beside others, peers must fit. ANYTHING: peers too are the resolver's affair.
 */
export type Freedom = 'LOCKED' | 'NEWCOMERS' | 'ANYTHING';

/** How much work one climb may cause: placements in all. Counted down as it is used. */
export interface LiftBudget {
  placements: number;
}

/** What holds so far: which copies go where, and which of them need a resolver to find what they ask for. */
export interface Footing {
  readonly lifts: Lifts;
  readonly open: ReadonlySet<number>;
}

/** A footing while it is worked on. */
export interface Climbing extends Footing {
  readonly freedom: Freedom;
  readonly depth: number;
  readonly budget: LiftBudget;
}

/** The lifts that now hold together, or what stood in the way, as the end of a sentence. */
export type LiftResult =
  ({ readonly kind: 'lifted' } & Footing) | { readonly kind: 'stuck'; readonly obstacle: string };

export const NO_SAFE_VERSION = 'no safe version lies within every range that asks for it';

const MAXIMUM_DEPTH = 12;
const MAXIMUM_CANDIDATES = 40;
const MAXIMUM_PLACEMENTS = 400;

/** Starts to climb from what holds. */
export function startClimbing({ lifts, open }: Footing, freedom: Freedom): Climbing {
  return { lifts, open, freedom, depth: 0, budget: { placements: MAXIMUM_PLACEMENTS } };
}

/**
 * Lifts a copy to the best of its candidates for which everything that it asks for is in the lock already, or
 * can be lifted within its own ranges too. Nothing is added to the lock or moved, unless the freedom allows it; what only
 * the old versions asked for is left out when the lock is edited.
 */
export function liftCopy(
  site: PlanningSite,
  climbing: Climbing,
  index: number,
  accepts: (candidate: Candidate) => boolean,
): LiftResult {
  let first: LiftResult | null = null;
  const candidates = candidatesFor(site, climbing.lifts, index).filter(accepts);
  for (const candidate of candidates.slice(0, MAXIMUM_CANDIDATES)) {
    const result = placeVersion(site, climbing, index, candidate.facts);
    if (result.kind === 'lifted') return result;
    first ??= result;
  }
  return first ?? stuck(NO_SAFE_VERSION);
}

/** Puts one copy to one version and sees to what that asks for; whether its own askers allow it is not looked at. */
export function placeVersion(
  site: PlanningSite,
  climbing: Climbing,
  index: number,
  facts: PackageVersionFacts,
): LiftResult {
  const { tree, knowledge, ecosystem } = site;
  const name = tree.packages[index]?.name ?? '';
  const { budget, depth, freedom } = climbing;
  if (budget.placements <= 0 || depth > MAXIMUM_DEPTH)
    return stuck(`${name} ${facts.version} moves more packages than Backline tries by itself`);
  budget.placements -= 1;
  const footing = { lifts: new Map([...climbing.lifts, [index, facts]]), open: climbing.open };
  if (!facts.isDetailed) {
    knowledge.askDetails(ecosystem.id, name, facts.version);
    return stuck(`the registry does not tell what ${name} ${facts.version} asks for`);
  }
  const isSelfContained = !facts.hasShrinkwrap && facts.bundleDependencies.length === 0;
  if (!isSelfContained || tree.hasBundledChildren(index)) {
    // No resolver is shown a version that hides packages in its archive.
    return freedom === 'LOCKED' || !isSelfContained
      ? stuck(`${name} ${facts.version} ships packages inside its own archive`)
      : { kind: 'lifted', lifts: footing.lifts, open: new Set([...footing.open, index]) };
  }
  return answerDemands(site, { ...climbing, ...footing }, index, facts);
}

/** Whether a copy may stand at a version: by everything that will ask for it. */
export function isAllowedAt(site: PlanningSite, lifts: Lifts, index: number, version: string): boolean {
  return fits(site, edgesAfter(site.tree, lifts, index), index, version);
}

function answerDemands(
  site: PlanningSite,
  climbing: Climbing,
  index: number,
  facts: PackageVersionFacts,
): LiftResult {
  let { lifts, open } = climbing;
  for (const { name, kind } of site.tree.demands(facts)) {
    // Where a demand goes may depend on what was lifted for the ones before it.
    const demand = site.tree
      .demandsAt(index, facts, lifts)
      .find((placed) => placed.name === name && placed.kind === kind);
    if (demand === undefined) continue;
    const result = answer(site, { ...climbing, lifts, open }, { index, facts, demand });
    if (result.kind === 'lifted') ({ lifts, open } = result);
    else if (isLeftOpen(climbing.freedom, demand) && !bringsInFlaws(site, demand))
      open = new Set([...open, index]);
    else return result;
  }
  return { kind: 'lifted', lifts, open };
}

/** Whether every version that a demand admits has a flaw that no copy of the package has now. */
function bringsInFlaws({ ecosystem, knowledge, tree }: PlanningSite, demand: Demand): boolean {
  const name = nameAsked(demand);
  const admitted = knowledge
    .versionsOf(ecosystem.id, name)
    .filter(({ version, yanked }) => yanked === null && ecosystem.satisfies(version, demand.range));
  const present = (tree.copiesOf.get(name) ?? []).flatMap((copy) =>
    knowledge.threats(ecosystem.id, name, tree.packages[copy]?.version ?? ''),
  );
  const known = new Set(present.map(({ group }) => group));
  const isFlawed = ({ version }: PackageVersionFacts): boolean =>
    knowledge.threats(ecosystem.id, name, version).some(({ group }) => !known.has(group));
  return admitted.length > 0 && admitted.every(isFlawed);
}

function isLeftOpen(freedom: Freedom, demand: Demand): boolean {
  return freedom === 'ANYTHING' || (freedom === 'NEWCOMERS' && demand.kind !== 'PEER');
}

interface Asking {
  readonly index: number;
  readonly facts: PackageVersionFacts;
  readonly demand: PlacedDemand;
}

/** Sees to it that one demand of a placed version is answered, lifting the copy that answers it if need be. */
function answer(site: PlanningSite, climbing: Climbing, asking: Asking): LiftResult {
  const { tree } = site;
  const { index, facts, demand } = asking;
  const { lifts, open } = climbing;
  const asker = tree.packages[index];
  const before = presentDemand(site, index, demand);
  const { target } = demand;
  if (isUnasked(site, index, demand)) return { kind: 'lifted', lifts, open };
  const wish = `${asker?.name ?? ''} ${facts.version} asks for ${demand.name} ${demand.range}`;
  if (target === null) {
    const mayBeAbsent = demand.isOptionalPeer || (demand.kind !== 'RUNTIME' && before !== null);
    return mayBeAbsent ? { kind: 'lifted', lifts, open } : stuck(`${wish}, which is not in the lock`);
  }
  if (isAnswered(site, lifts, target, demand)) return { kind: 'lifted', lifts, open };
  if (!lifts.has(target) && before === demand.range) return { kind: 'lifted', lifts, open };
  const copy = tree.packages[target];
  const realName = nameAsked(demand);
  if (copy === undefined || copy.source !== 'REGISTRY' || copy.isBundled || copy.name !== realName)
    return stuck(`${wish}, and what answers it cannot be lifted`);
  const result = liftCopy(site, { ...climbing, depth: climbing.depth + 1 }, target, () => true);
  return result.kind === 'lifted'
    ? result
    : stuck(`${wish}; the lock has ${versionAfter(tree, lifts, target)}, and ${result.obstacle}`);
}

/**
 * Whether a demand of an extra, a feature or another platform is none here: the lock has nothing of that name for who asks, and
 * the editor of the format judges whether the new version still leaves it out. npm's locks hold all that is optional.
 */
function isUnasked({ tree, ecosystem }: PlanningSite, index: number, { name, kind }: Demand): boolean {
  if (kind !== 'OPTIONAL' || ecosystem.id === 'npm') return false;
  return tree.packages[index]?.requires.every((asked) => asked.name !== name) === true;
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
  const asked = published === undefined ? [] : tree.demands(published);
  return asked.find((each) => each.name === demand.name && each.kind === demand.kind)?.range ?? null;
}

/** Whether the copy that a demand finds fits it, or an override says that it does. */
export function isAnswered(site: PlanningSite, lifts: Lifts, target: number, demand: Demand): boolean {
  const { tree, ecosystem } = site;
  const version = versionAfter(tree, lifts, target);
  if (tree.packages[target]?.name !== nameAsked(demand)) return false;
  const forced = site.overrides.everywhere.get(demand.name);
  return (
    ecosystem.satisfies(version, demand.range) ||
    (forced !== undefined && ecosystem.satisfies(version, forced))
  );
}

/** Nothing could be lifted, for this reason. */
export function stuck(obstacle: string): LiftResult {
  return { kind: 'stuck', obstacle };
}
