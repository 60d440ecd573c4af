import type { PackageVersionFacts } from '../ecosystems/ecosystem.js';
import { closesUrgent, higherVersions, releaseAge } from './candidates.js';
import { versionAfter, type Lifts } from './dependency-tree.js';
import { presentOutlook, weighOutlook, type Outlook, type OutlookOf } from './outlook.js';
import type { PlanningSite, Raise } from './planning-site.js';
import { isStepWithin } from './policy-rules.js';

/** A version that a direct dependency may be raised to, and what stays below it at best. */
export interface RaiseCandidate {
  readonly facts: PackageVersionFacts;
  /** `name|group` of everything that stays. */
  readonly left: Outlook;
  readonly weight: number;
}

/**
 * The versions that a direct dependency may be raised to, best first: 1. nobody took it back, it is no prerelease where the
 * present one is none, the policy allows step and age, and less is left below than there is now; 2. the least weight of
 * findings below it; 3. not deprecated; 4. the lowest.
 */
export function raisesOf(
  site: PlanningSite,
  lifts: Lifts,
  { copy, outlook }: { readonly copy: number; readonly outlook: OutlookOf },
): readonly RaiseCandidate[] {
  const { ecosystem, knowledge, tree } = site;
  const found = tree.packages[copy];
  if (found === undefined || found.source !== 'REGISTRY' || found.isBundled) return [];
  const present = knowledge.threats(ecosystem.id, found.name, found.version);
  const weight = weighOutlook(presentOutlook(site, lifts, { copy, names: outlook.names }));
  const ranked = higherVersions(site, found.name, versionAfter(tree, lifts, copy))
    .filter(({ version }) =>
      isStepWithin(ecosystem, { from: found.version, to: version }, knowledge.policy.maximumStep),
    )
    .map((facts): RaiseCandidate => {
      const below = outlook.of(found.name, facts);
      return { facts, left: below, weight: outlook.weightOf(found.name, facts) };
    })
    .filter((candidate) => candidate.weight < weight)
    .toSorted(
      (a, b) =>
        a.weight - b.weight ||
        Number(a.facts.deprecated !== null) - Number(b.facts.deprecated !== null) ||
        ecosystem.compareVersions(a.facts.version, b.facts.version),
    );
  const old: RaiseCandidate[] = [];
  for (const candidate of ranked) {
    const remaining = knowledge.threats(ecosystem.id, found.name, candidate.facts.version);
    const age = closesUrgent(site, present, remaining)
      ? 'old'
      : releaseAge(site, found.name, candidate.facts).kind;
    if (age === 'asked') break;
    if (age === 'old') old.push(candidate);
  }
  return old;
}

/**
 * The declared ranges that must be raised so that a direct dependency may go to a version; null where one of them cannot
 * be rewritten. Empty where all allow it already.
 */
export function rangesToRaise(site: PlanningSite, copy: number, to: string): readonly Raise[] | null {
  const { ecosystem, tree } = site;
  const raises = new Map<string, Raise>();
  for (const edge of tree.edgesOnto.get(copy) ?? []) {
    const source = tree.packages[edge.from]?.source;
    if (source !== 'ROOT' && source !== 'WORKSPACE') continue;
    if (site.isLocked && ecosystem.satisfies(to, edge.range)) continue;
    const range = site.abilities.ranges ? ecosystem.raiseRange(edge.range, to) : null;
    if (range === null || range === edge.range || !ecosystem.satisfies(to, range)) return null;
    const earlier = site.raises.find(({ own, name }) => own === edge.from && name === edge.name);
    raises.set(`${edge.from}|${edge.name}|${edge.range}`, {
      own: edge.from,
      name: edge.name,
      from: earlier?.from ?? edge.range,
      range,
      copy,
      to,
    });
  }
  return [...raises.values()];
}
