import { reachedAfter, versionAfter, type Lifts } from './dependency-tree.js';
import { compareText } from './compare-text.js';
import { compareFindings } from './plan-findings.js';
import type { PlanFinding } from './plan.js';
import type { PlanningSite } from './planning-site.js';
import { reaches, severityRank, weigh } from './severity-weight.js';

/** A vulnerable package version of a manifest: all its copies and what is known against it. */
export interface Target {
  readonly id: string;
  readonly name: string;
  readonly version: string;
  readonly copies: readonly number[];
  /** At or above the policy's threshold and not ignored, worst first. */
  readonly findings: readonly PlanFinding[];
  /** The advisory groups of these findings. */
  readonly groups: ReadonlySet<string>;
}

/** The id of a target: manifest, name and version. */
export function targetId(finding: {
  readonly manifest: string;
  readonly name: string;
  readonly version: string;
}): string {
  return `${finding.manifest}|${finding.name}@${finding.version}`;
}

/** The advisory group that a finding's key ends with. */
export function groupOf(finding: Pick<PlanFinding, 'key'>): string {
  return finding.key.slice(finding.key.lastIndexOf('|') + 1);
}

/**
 * What is to be fixed in one manifest, in this order: 1. worst severity first; 2. the most against it; 3. by name and
 * version, so that the order is total.
 */
export function targetsOf(site: PlanningSite, findings: readonly PlanFinding[]): readonly Target[] {
  const byId = new Map<string, PlanFinding[]>();
  for (const finding of findings) {
    if (!reaches(finding.severity, site.knowledge.policy.minimumSeverity)) continue;
    const id = targetId(finding);
    const known = byId.get(id);
    if (known === undefined) byId.set(id, [finding]);
    else known.push(finding);
  }
  const targets = [...byId].flatMap(([id, found]): Target[] => {
    const [first] = found;
    if (first === undefined) return [];
    const { name, version } = first;
    const copies = (site.tree.copiesOf.get(name) ?? []).filter(
      (index) => site.tree.packages[index]?.version === version,
    );
    const groups = new Set(found.map(groupOf));
    return [{ id, name, version, copies, findings: found.toSorted(compareFindings), groups }];
  });
  return targets.toSorted(
    (a, b) =>
      worstOf(b) - worstOf(a) ||
      weigh(b.findings) - weigh(a.findings) ||
      compareText(a.name, b.name) ||
      site.ecosystem.compareVersions(a.version, b.version) ||
      compareText(a.version, b.version),
  );
}

/** The groups of a target that some copy of it still has once these lifts are made. */
export function openGroups(site: PlanningSite, lifts: Lifts, target: Target): ReadonlySet<string> {
  const { ecosystem, knowledge, tree } = site;
  const open = new Set<string>();
  const reached = lifts.size === 0 ? null : reachedAfter(tree, lifts);
  for (const copy of target.copies) {
    if (reached !== null && !reached.has(copy) && isAsked(site, copy)) continue;
    for (const { group } of knowledge.threats(ecosystem.id, target.name, versionAfter(tree, lifts, copy)))
      if (target.groups.has(group)) open.add(group);
  }
  return open;
}

/** Whether the lock, as it is, leads to a copy: one that nothing asks for is not left out either. */
function isAsked(site: PlanningSite, copy: number): boolean {
  return reachedAfter(site.tree, NO_LIFTS).has(copy);
}

const NO_LIFTS: Lifts = new Map();

function worstOf(target: Target): number {
  return target.findings.reduce((worst, { severity }) => Math.max(worst, severityRank(severity)), -Infinity);
}
