import type { PackageVersionFacts } from '../ecosystems/ecosystem.js';
import type { PlanPolicy } from '../policies/policy.js';
import { epochMs, isoDate } from '../registries/release-date.js';
import { edgesAfter, versionAfter, type Edge, type Lifts } from './dependency-tree.js';
import type { GroupMatch } from './plan-input.js';
import type { PlanningSite } from './planning-site.js';
import { isStepWithin } from './policy-rules.js';
import { reaches, weigh } from './severity-weight.js';

/** A published version that a copy may go to, and what stays known against it. */
export interface Candidate {
  readonly facts: PackageVersionFacts;
  readonly remaining: readonly GroupMatch[];
  readonly weight: number;
}

/** Whether the release-age policy allows a version; `young` with the moment when it will; `asked` where its date comes. */
export type ReleaseAge =
  | { readonly kind: 'old' }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'asked' }
  | { readonly kind: 'young'; readonly oldEnoughAt: string };

const DAY_MS = 86_400_000;

/**
 * The versions above the present one that a copy may go to, best first:
 * 1. it lies within every range that asks for the copy, overrides included;
 * 2. it is no prerelease, unless the present version is one;
 * 3. the policy allows the step, and the release's age (or it closes what the policy calls urgent);
 * 4. nothing concerns it that does not concern the present version;
 * then, of those left: the least known against it, not deprecated, the lowest.
 */
export function candidatesFor(site: PlanningSite, lifts: Lifts, index: number): readonly Candidate[] {
  return candidatesAmong(site, lifts, { index, edges: edgesAfter(site.tree, lifts, index) });
}

/** `candidatesFor`, with other edges to be answered than those that there are. */
export function candidatesAmong(
  site: PlanningSite,
  lifts: Lifts,
  { index, edges }: { readonly index: number; readonly edges: readonly Edge[] },
): readonly Candidate[] {
  const { tree, ecosystem, knowledge } = site;
  const copy = tree.packages[index];
  if (copy === undefined) return [];
  const present = knowledge.threats(ecosystem.id, copy.name, copy.version);
  const open = new Set(present.map((threat) => threat.group));
  const candidates: Candidate[] = [];
  for (const facts of higherVersions(site, copy.name, versionAfter(tree, lifts, index))) {
    if (!fits(site, edges, index, facts.version)) continue;
    const step = { from: copy.version, to: facts.version };
    if (!isStepWithin(ecosystem, step, knowledge.policy.maximumStep)) continue;
    const remaining = knowledge.threats(ecosystem.id, copy.name, facts.version);
    if (remaining.every((threat) => open.has(threat.group)))
      candidates.push({ facts, remaining, weight: weigh(remaining) });
  }
  const ranked = candidates.toSorted(
    (a, b) =>
      a.weight - b.weight ||
      Number(a.facts.deprecated !== null) - Number(b.facts.deprecated !== null) ||
      ecosystem.compareVersions(a.facts.version, b.facts.version),
  );
  return onlyOld(site, copy.name, ranked, (candidate) => closesUrgent(site, present, candidate.remaining));
}

/** Those that are old enough, up to the first whose date is still to come: what follows is not better. */
function onlyOld(
  site: PlanningSite,
  name: string,
  ranked: readonly Candidate[],
  isUrgent: (candidate: Candidate) => boolean,
): readonly Candidate[] {
  const old: Candidate[] = [];
  for (const candidate of ranked) {
    const age = isUrgent(candidate) ? OLD : releaseAge(site, name, candidate.facts);
    if (age.kind === 'asked') break;
    if (age.kind === 'old') old.push(candidate);
  }
  return old;
}

const OLD: ReleaseAge = { kind: 'old' };

/** Whether going from what is known now to what stays closes something that the policy lets pass at any age. */
export function closesUrgent(
  { knowledge }: PlanningSite,
  present: readonly GroupMatch[],
  remaining: readonly GroupMatch[],
): boolean {
  const { urgentSeverity } = knowledge.policy;
  if (urgentSeverity === null) return false;
  return present.some(
    (threat) =>
      reaches(threat.severity, urgentSeverity) && remaining.every((other) => other.group !== threat.group),
  );
}

/** Published versions that may follow one and that nobody took back, lowest first; prereleases only after a prerelease. */
export function higherVersions(
  site: PlanningSite,
  name: string,
  version: string,
): readonly PackageVersionFacts[] {
  const { ecosystem, knowledge } = site;
  const usable = knowledge.usableVersions(ecosystem.id, name, ecosystem.isPrerelease(version));
  if (ecosystem.isSuccessor !== undefined)
    return usable.filter((facts) => ecosystem.isSuccessor?.(version, facts.version));
  const first = usable.findIndex((facts) => ecosystem.compareVersions(facts.version, version) > 0);
  return first < 0 ? [] : usable.slice(first);
}

/** Whether a version of a copy answers all these edges and the overrides that hold for the copy. */
export function fits(site: PlanningSite, edges: readonly Edge[], index: number, version: string): boolean {
  const { ecosystem } = site;
  return (
    edges.every((edge) => ecosystem.satisfies(version, edge.range)) &&
    overrideAgainst(site, index, version) === null
  );
}

/** The override that holds for a copy and refuses a version, null where none does. */
export function overrideAgainst(site: PlanningSite, index: number, version: string): string | null {
  const { ecosystem, tree } = site;
  const copy = tree.packages[index];
  const ranges = copy === undefined ? [] : (site.overrides.ranges.get(copy.name) ?? []);
  const refusing = ranges.find(
    (range) =>
      copy !== undefined && ecosystem.satisfies(copy.version, range) && !ecosystem.satisfies(version, range),
  );
  return refusing ?? null;
}

/** A version without a date is trusted only where the registry dates none of the package's versions. */
export function releaseAge(site: PlanningSite, name: string, facts: PackageVersionFacts): ReleaseAge {
  const { knowledge, ecosystem } = site;
  if (knowledge.policy.releaseAgeDays <= 0) return OLD;
  const published = facts.publishedAt === null ? Number.NaN : epochMs(facts.publishedAt);
  if (Number.isNaN(published)) {
    const result = knowledge.ask(ecosystem.id, name);
    if (result?.kind === 'facts' && result.facts.undated !== null) {
      const answer = knowledge.askDetails(ecosystem.id, name, facts.version);
      return { kind: answer === 'ASKED' ? 'asked' : 'unknown' };
    }
    const isUndated = knowledge.versionsOf(ecosystem.id, name).every((other) => other.publishedAt === null);
    return { kind: isUndated ? 'old' : 'unknown' };
  }
  const oldEnough = oldEnoughAt(published, knowledge.policy);
  return oldEnough <= knowledge.now.getTime() ? OLD : { kind: 'young', oldEnoughAt: isoDate(oldEnough) };
}

function oldEnoughAt(publishedMs: number, policy: PlanPolicy): number {
  return publishedMs + policy.releaseAgeDays * DAY_MS;
}
