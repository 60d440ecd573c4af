import type { VersionChange } from '../ecosystems/ecosystem.js';
import { higherVersions, releaseAge } from './candidates.js';
import { edgesAfter } from './node-modules-tree.js';
import { findingIdentity } from './plan-findings.js';
import type { PlanChange, PlanFinding } from './plan.js';
import { compareText, type PlanningSite } from './planning-site.js';
import type { Solution } from './solve-manifest.js';

/** What the lock's text must change: one entry per name, old and new version, with all its copies. */
export function versionChangesOf(solution: Solution): readonly VersionChange[] {
  return groupLifts(solution).map(({ name, from, to, copies, target }) => {
    const locations = copies.map((copy) => solution.site.tree.packages[copy]?.location ?? '');
    return { name, from, to, locations: locations.toSorted(compareText), target, answers: new Map() };
  });
}

/** The same changes for a person: what they close by the proof, and why this version. */
export function planChangesOf(solution: Solution, fixed: readonly PlanFinding[]): readonly PlanChange[] {
  const { site } = solution;
  const { path, ecosystem } = site.manifest.inventory;
  return groupLifts(solution).map((group) => ({
    ecosystem,
    manifest: path,
    name: group.name,
    from: group.from,
    to: group.to,
    means: 'LIFT',
    step: site.ecosystem.stepBetween(group.from, group.to),
    isDirect: group.copies.some((copy) => site.tree.packages[copy]?.isDirect === true),
    findings: fixed
      .filter(
        (finding) =>
          finding.manifest === path && finding.name === group.name && finding.version === group.from,
      )
      .map((finding) => finding.key)
      .toSorted(compareText),
    reason: whyThisVersion(solution, group),
    publishedAt: group.target.publishedAt,
    deprecated: group.target.deprecated,
    manifests: [path],
    evidence: null,
  }));
}

/** Findings that are not among these, by identity. */
export function without(
  findings: readonly PlanFinding[],
  fixed: readonly PlanFinding[],
): readonly PlanFinding[] {
  const gone = new Set(fixed.map(findingIdentity));
  return findings.filter((finding) => !gone.has(findingIdentity(finding)));
}

interface LiftGroup {
  readonly name: string;
  readonly from: string;
  readonly to: string;
  readonly copies: number[];
  readonly target: VersionChange['target'];
}

function groupLifts(solution: Solution): readonly LiftGroup[] {
  const { tree, ecosystem } = solution.site;
  const groups = new Map<string, LiftGroup>();
  for (const [copy, target] of [...solution.lifts].toSorted(([a], [b]) => a - b)) {
    const found = tree.packages[copy];
    if (found === undefined) continue;
    const key = `${found.name}|${found.version}|${target.version}`;
    const known = groups.get(key);
    if (known !== undefined) known.copies.push(copy);
    else
      groups.set(key, { name: found.name, from: found.version, to: target.version, copies: [copy], target });
  }
  return [...groups.values()].toSorted(
    (a, b) =>
      compareText(a.name, b.name) ||
      ecosystem.compareVersions(a.from, b.from) ||
      ecosystem.compareVersions(a.to, b.to),
  );
}

function whyThisVersion(solution: Solution, group: LiftGroup): string {
  const { site } = solution;
  const [copy] = group.copies;
  const need = group.copies.map((index) => solution.needs.get(index)).find((found) => found !== undefined);
  if (need !== undefined) return `${need.reason}${engineNote(site, group)}`;
  const edges = copy === undefined ? [] : edgesAfter(site.tree, solution.lifts, copy);
  const ranges = [...new Set(edges.map((edge) => edge.range))];
  const inside =
    ranges.length === 0
      ? ''
      : ` inside ${ranges.slice(0, 3).join(', ')}${ranges.length > 3 ? ' and others' : ''}`;
  const left = site.knowledge.threats(site.ecosystem.id, group.name, group.to).length;
  const passed = passedOver(site, group, ranges);
  const choice =
    left > 0
      ? `The version${inside} with the least known against it; ${left} known ${left === 1 ? 'vulnerability stays' : 'vulnerabilities stay'}.`
      : `The lowest${passed === null ? '' : ' usable'} version${inside} that no known advisory concerns${passed === null ? '' : `; ${passed}`}.`;
  return `${choice}${engineNote(site, group)}`;
}

/** The first lower version that would have closed everything too, and why it was not taken. */
function passedOver(site: PlanningSite, group: LiftGroup, ranges: readonly string[]): string | null {
  const { ecosystem, knowledge } = site;
  for (const facts of higherVersions(site, group.name, group.from)) {
    if (ecosystem.compareVersions(facts.version, group.to) >= 0) return null;
    if (!ranges.every((range) => ecosystem.satisfies(facts.version, range))) continue;
    if (knowledge.threats(ecosystem.id, group.name, facts.version).length > 0) continue;
    if (facts.deprecated !== null) return `${facts.version} is deprecated`;
    if (releaseAge(site, group.name, facts).kind !== 'old') return `${facts.version} is too young or undated`;
    return `${facts.version} asks for more than the lock has`;
  }
  return null;
}

function engineNote(site: PlanningSite, group: LiftGroup): string {
  const before = site.knowledge
    .versionsOf(site.ecosystem.id, group.name)
    .find((facts) => facts.version === group.from);
  const asked = group.target.engines['node'];
  return asked === undefined || asked === before?.engines['node'] ? '' : ` It asks for Node ${asked}.`;
}
