import type { PackageVersionFacts } from '../ecosystems/ecosystem.js';
import { editText } from './attempt.js';
import { candidatesAmong, overrideAgainst } from './candidates.js';
import { compareText } from './compare-text.js';
import { isOwnCopy, withoutEdges, type Edge, type Lifts } from './dependency-tree.js';
import { placeVersion, startClimbing, type Footing } from './lift.js';
import { isLiftable } from './ladder.js';
import { usedUp, whyWorthless, type Opened, type PartResult } from './part.js';
import type { MatchVersions } from './plan-input.js';
import type { UnfixedReason } from './plan.js';
import type { Force, PlanningSite } from './planning-site.js';
import { resolveAnew } from './resolve-anew.js';
import { startProgress, type Solution } from './solve-manifest.js';
import type { Target } from './targets.js';

/** Which package is to be forced, for which targets of it that are open still. */
export interface ForcedQuestion extends Opened {
  readonly targets: readonly Target[];
  readonly match: MatchVersions;
  /** How many resolutions may be asked for. */
  readonly requests: number;
}

/**
 * Rung 3: forces the vulnerable copies of a package to the lowest safe version (of the same major where there is one),
 * against the ranges that refuse it, and only below those who state them where the format can say that.
 */
export function forcedPart(question: ForcedQuestion): PartResult {
  const { site, targets, match } = question;
  if (site.abilities.forces === null || !site.knowledge.policy.allowsForced)
    return { kind: 'none', reason: null };
  let forced: Forced = { site, wishes: new Map() };
  for (const target of targets) forced = forceTarget(forced, target) ?? forced;
  if (forced.wishes.size === 0) return { kind: 'none', reason: null };
  const solutionOf = (footing: Footing): Solution => ({
    ...startProgress(forced.site),
    ...footing,
    needs: needsOf(forced, footing.lifts, targets),
    targets,
    obstacles: new Map(),
  });
  let reason: UnfixedReason | null = null;
  const strict = placeAll(forced, 'LOCKED');
  if (strict !== null) {
    const edited = editText({ site: forced.site, lifts: strict.lifts }, match);
    if (edited.kind === 'refused') reason = edited.reason;
    if (edited.kind === 'edited') {
      reason = whyWorthless(question, edited);
      if (reason === null) return { kind: 'part', solution: solutionOf(strict), edited };
    }
  }
  const loose = site.hasResolver ? placeAll(forced, 'NEWCOMERS') : null;
  if (loose === null) return { kind: 'none', reason };
  if (question.requests === 0)
    return { kind: 'none', reason: reason ?? usedUp(question, targets[0]?.name ?? '') };
  const wanted = { site: forced.site, textLifts: new Map(), drops: loose.lifts, freed: [] };
  const result = resolveAnew(wanted, match);
  if (result.kind === 'waiting') return result;
  if (result.kind === 'refused') return { kind: 'none', reason: reason ?? result.reason, requests: 1 };
  const worthless = whyWorthless(question, result);
  if (worthless !== null) return { kind: 'none', reason: reason ?? worthless, requests: 1 };
  return { kind: 'part', solution: solutionOf(loose), edited: result, requests: 1 };
}

interface Forced {
  readonly site: PlanningSite;
  readonly wishes: ReadonlyMap<number, PackageVersionFacts>;
}

function forceTarget({ site, wishes }: Forced, target: Target): Forced | null {
  const { tree, ecosystem } = site;
  const [first] = target.copies;
  if (first === undefined || !target.copies.every((copy) => isLiftable(site, copy))) return null;
  const edges = target.copies.flatMap((copy) => tree.told(copy, tree.edgesOnto.get(copy) ?? []));
  const facts = chooseVersion(site, target, first);
  if (facts === null || target.copies.some((copy) => overrideAgainst(site, copy, facts.version) !== null))
    return null;
  const broken = edges.filter((edge) => !ecosystem.satisfies(facts.version, edge.range));
  // A range of the project's own is raised, not forced over.
  if (broken.length === 0 || broken.some((edge) => isOwnCopy(tree, edge.from))) return null;
  const forces = forcesFor(site, { target, to: facts.version, broken });
  return {
    site: {
      ...site,
      tree: withoutEdges(tree, target.copies, new Set(broken)),
      forces: [...site.forces, ...forces],
    },
    wishes: new Map([...wishes, ...target.copies.map((copy) => [copy, facts] as const)]),
  };
}

/** The least known against it, then the same major, then not deprecated, then the lowest. */
function chooseVersion(site: PlanningSite, target: Target, copy: number): PackageVersionFacts | null {
  const { ecosystem } = site;
  const isMajor = (version: string): boolean => ecosystem.stepBetween(target.version, version) === 'MAJOR';
  const candidates = candidatesAmong(site, new Map(), { index: copy, edges: [] }).filter(({ remaining }) => {
    const left = new Set(remaining.map(({ group }) => group));
    return [...target.groups].some((group) => !left.has(group));
  });
  const [best] = candidates;
  const equals = candidates.filter(({ weight }) => weight === best?.weight);
  return (equals.find(({ facts }) => !isMajor(facts.version)) ?? best)?.facts ?? null;
}

interface Breach {
  readonly target: Target;
  readonly to: string;
  readonly broken: readonly Edge[];
}

/** One rule for each package whose range is broken, or one for all where the format knows no parents. */
function forcesFor(site: PlanningSite, { target, to, broken }: Breach): readonly Force[] {
  const nameOf = (edge: Edge): string => site.tree.packages[edge.from]?.name ?? '';
  const against = broken.map((edge) => {
    const asker = site.tree.packages[edge.from];
    return `${asker?.name ?? ''} ${asker?.version ?? ''} asks for ${edge.range}`;
  });
  const rule = { name: target.name, from: [target.version], to, copies: target.copies };
  if (site.abilities.forces === 'EVERYWHERE')
    return [{ ...rule, within: [], against: [...new Set(against)].toSorted(compareText) }];
  const parents = [...new Set(broken.map(nameOf))].toSorted(compareText);
  return parents.map((parent) => ({
    ...rule,
    within: [parent],
    against: [...new Set(against.filter((_, index) => broken[index] && nameOf(broken[index]) === parent))],
  }));
}

function placeAll({ site, wishes }: Forced, freedom: 'LOCKED' | 'NEWCOMERS'): Footing | null {
  let footing: Footing = { lifts: new Map(), open: new Set() };
  if (freedom === 'LOCKED' && !site.abilities.versions) return null;
  for (const [copy, facts] of wishes) {
    const placed = placeVersion(site, startClimbing(footing, freedom), copy, facts);
    if (placed.kind === 'stuck') return null;
    footing = { lifts: placed.lifts, open: placed.open };
  }
  return footing;
}

/** What a forced version asks for, beside the forced copies themselves. */
function needsOf({ site, wishes }: Forced, lifts: Lifts, targets: readonly Target[]): Solution['needs'] {
  const [first] = wishes;
  const by = targets[0]?.copies[0];
  if (first === undefined || by === undefined) return new Map();
  const reason = `Needed by ${site.tree.packages[by]?.name ?? ''} ${first[1].version}.`;
  return new Map([...lifts.keys()].filter((copy) => !wishes.has(copy)).map((copy) => [copy, { by, reason }]));
}
