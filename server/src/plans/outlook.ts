import type { PackageVersionFacts } from '../ecosystems/ecosystem.js';
import { versionAfter, type Lifts } from './dependency-tree.js';
import { nameAsked } from './demands.js';
import type { GroupMatch } from './plan-input.js';
import type { PlanningSite } from './planning-site.js';
import { releaseAge } from './candidates.js';
import { weigh as weighThreats } from './severity-weight.js';
import { copiesBelow } from './ways-in.js';

/** What would be known at best against a version and all below it, one for each package and advisory group. */
export type Outlook = ReadonlyMap<string, GroupMatch>;

/** Looks down from a version, through what versions ask for. */
export interface OutlookOf {
  /** The packages that are looked at. */
  readonly names: ReadonlySet<string>;
  of(name: string, facts: PackageVersionFacts): Outlook;
  /** How heavy that is. */
  weightOf(name: string, facts: PackageVersionFacts): number;
}

const NOTHING: Outlook = new Map();
const MAXIMUM_DEPTH = 40;

/**
 * Looks down only through the packages of `names`: those on the paths of what is to be fixed. Of each range the version
 * with the least below it counts; a package of which the registry says nothing counts as nothing.
 */
export function createOutlook(site: PlanningSite, names: ReadonlySet<string>): OutlookOf {
  const { ecosystem, knowledge, tree } = site;
  const byVersion = new Map<string, Outlook>();
  const byRange = new Map<string, Outlook>();
  const under = new Set<string>();
  let depth = 0;
  // All at once, so that the registry is asked in one round.
  for (const name of names) knowledge.ask(ecosystem.id, name);

  const ofVersion = (name: string, facts: PackageVersionFacts): Outlook => {
    const key = `${name}@${facts.version}`;
    const known = byVersion.get(key);
    if (known !== undefined) return known;
    if (under.has(key) || depth > MAXIMUM_DEPTH) return NOTHING;
    under.add(key);
    depth += 1;
    const found = new Map<string, GroupMatch>();
    for (const threat of knowledge.threats(ecosystem.id, name, facts.version))
      found.set(`${name}|${threat.group}`, threat);
    if (!facts.isDetailed && site.isLocked) knowledge.askDetails(ecosystem.id, name, facts.version);
    for (const demand of tree.demands(facts)) {
      const asked = nameAsked(demand);
      if (!names.has(asked) || demand.isOptionalPeer) continue;
      for (const [group, threat] of ofRange(asked, demand.range)) found.set(group, threat);
    }
    depth -= 1;
    under.delete(key);
    byVersion.set(key, found);
    return found;
  };

  const weights = new Map<Outlook, number>();
  const weigh = (outlook: Outlook): number => {
    const weight = weights.get(outlook) ?? weighOutlook(outlook);
    weights.set(outlook, weight);
    return weight;
  };
  const weightOf = (name: string, facts: PackageVersionFacts): number => weigh(ofVersion(name, facts));

  const ofRange = (name: string, range: string): Outlook => {
    const key = `${name} ${range}`;
    const known = byRange.get(key);
    if (known !== undefined) return known;
    let best: Outlook | null = null;
    for (const facts of knowledge.versionsOf(ecosystem.id, name).toReversed()) {
      if (facts.yanked !== null || !ecosystem.satisfies(facts.version, range)) continue;
      if (releaseAge(site, name, facts).kind === 'young') continue;
      const below = ofVersion(name, facts);
      if (best === null || weigh(below) < weigh(best)) best = below;
      if (best.size === 0) break;
    }
    byRange.set(key, best ?? NOTHING);
    return best ?? NOTHING;
  };
  return { names, of: ofVersion, weightOf };
}

/** What is known now against a copy and all below it, of the packages that are looked at. */
export function presentOutlook(
  { tree, knowledge, ecosystem }: PlanningSite,
  lifts: Lifts,
  { copy, names }: { readonly copy: number; readonly names: ReadonlySet<string> },
): Outlook {
  const found = new Map<string, GroupMatch>();
  for (const below of copiesBelow(tree, lifts, copy)) {
    const name = tree.packages[below]?.name ?? '';
    if (!names.has(name)) continue;
    for (const threat of knowledge.threats(ecosystem.id, name, versionAfter(tree, lifts, below)))
      found.set(`${name}|${threat.group}`, threat);
  }
  return found;
}

/** How heavy an outlook is. */
export function weighOutlook(outlook: Outlook): number {
  return outlook.size === 0 ? 0 : weighThreats([...outlook.values()]);
}
