import { editText, type Edited } from './attempt.js';
import { compareText } from './compare-text.js';
import { movesOfLifts } from './moves.js';
import type { MatchVersions } from './plan-input.js';
import type { PlanFinding, UnfixedReason } from './plan.js';
import { prove } from './proof.js';
import { reaches } from './severity-weight.js';
import type { Solution } from './solve-manifest.js';

/** Why targets are left out, by their ids. */
export type Reasons = ReadonlyMap<string, UnfixedReason>;

/** The targets whose own edit is refused or loses something; all of the manifest where only the whole does. */
export function refusedTargets(solution: Solution, whole: UnfixedReason, match: MatchVersions): Reasons {
  const barred = new Map<string, UnfixedReason>();
  const { site } = solution;
  for (const { name, to, copies } of movesOfLifts(site, solution.lifts)) {
    const raises = site.raises.filter((raise) => copies.includes(raise.copy));
    const lifts = new Map([...solution.lifts].filter(([copy]) => copies.includes(copy)));
    const alone = editText({ site: { ...site, raises }, lifts }, match);
    if (alone.kind !== 'refused') continue;
    for (const id of causesOf(solution, name, to)) barred.set(id, alone.reason);
  }
  if (barred.size > 0) return barred;
  for (const id of lowestRaised(solution)) barred.set(id, whole);
  if (barred.size > 0 && barred.size < solution.targets.length) return barred;
  return new Map(solution.targets.map(({ id }) => [id, whole]));
}

/** Where each can be edited alone: those that are raised the least may share their version with one that is raised further. */
function lowestRaised(solution: Solution): readonly string[] {
  const { site } = solution;
  const [lowest] = site.raises.toSorted(
    (a, b) => site.ecosystem.compareVersions(a.to, b.to) || compareText(a.name, b.name),
  );
  return lowest === undefined ? [] : causesOf(solution, lowest.name, lowest.to);
}

/** The targets that bring in something that the policy wants fixed: what should break nothing adds nothing. */
export function harmfulTargets(
  solution: Solution,
  findings: readonly PlanFinding[],
  edited: Edited,
): Reasons {
  const barred = new Map<string, UnfixedReason>();
  const { path } = solution.site.manifest.inventory;
  const moves = edited.moves.map((move) => ({ ...move, manifest: path }));
  const proof = prove(findings, edited.findings, moves);
  const { minimumSeverity } = solution.site.knowledge.policy;
  for (const finding of proof.introduced) {
    if (!reaches(finding.severity, minimumSeverity)) continue;
    const causes = causesOf(solution, finding.name, finding.version);
    const ids = causes.length > 0 ? causes : solution.targets.map((target) => target.id);
    const reason = wouldIntroduce(finding);
    for (const id of ids) barred.set(id, reason);
  }
  return barred;
}

/** That fixing something would bring in this. */
export function wouldIntroduce(finding: PlanFinding): UnfixedReason {
  const message = `Fixing it would bring in ${finding.advisories[0] ?? 'a vulnerability'} of ${finding.name} ${finding.version} (${finding.severity}).`;
  return { code: 'WOULD_INTRODUCE', message, needed: finding.version };
}

/** The targets for whose sake a package goes to a version. */
export function causesOf(solution: Solution, name: string, to: string): readonly string[] {
  const causes = new Set<string>();
  for (const [lifted, facts] of solution.lifts) {
    if (solution.site.tree.packages[lifted]?.name !== name || facts.version !== to) continue;
    let copy = lifted;
    for (const seen = new Set<number>(); !seen.has(copy); copy = solution.needs.get(copy)?.by ?? copy)
      seen.add(copy);
    for (const target of solution.targets) if (target.copies.includes(copy)) causes.add(target.id);
  }
  return [...causes].toSorted(compareText);
}
