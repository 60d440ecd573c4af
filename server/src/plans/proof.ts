import { compareFindings, findingIdentity } from './plan-findings.js';
import type { PlanFinding, PlanProof } from './plan.js';
import { weigh } from './severity-weight.js';

/**
 * Compares what was found before with what is found after. A finding whose package only moved to another
 * version that the same advisory concerns remains, at its new version; it is neither fixed nor introduced.
 */
export function prove(before: readonly PlanFinding[], after: readonly PlanFinding[]): PlanProof {
  const beforeKeys = new Set(before.map((finding) => finding.key));
  const beforeIdentities = new Set(before.map(findingIdentity));
  const afterIdentities = new Set(after.map(findingIdentity));
  const movedKeys = new Set(
    after.filter((finding) => !beforeIdentities.has(findingIdentity(finding))).map((finding) => finding.key),
  );
  const isGone = (finding: PlanFinding): boolean => !afterIdentities.has(findingIdentity(finding));
  return {
    fixed: before
      .filter((finding) => isGone(finding) && !movedKeys.has(finding.key))
      .toSorted(compareFindings),
    remaining: after.filter((finding) => beforeKeys.has(finding.key)).toSorted(compareFindings),
    introduced: after.filter((finding) => !beforeKeys.has(finding.key)).toSorted(compareFindings),
  };
}

/**
 * The findings that a plan closes, one for each key: those of which no version remains. Title, texts, counts and the
 * stored findings all count these.
 */
export function closedFindings({ fixed, remaining }: PlanProof): readonly PlanFinding[] {
  const left = new Set(remaining.map(({ key }) => key));
  const closed = new Map<string, PlanFinding>();
  for (const finding of fixed) {
    if (!left.has(finding.key) && !closed.has(finding.key)) closed.set(finding.key, finding);
  }
  return [...closed.values()];
}

/** Whether what comes in is as bad as what goes: such a change is not offered. */
export function isAsBad(introduced: readonly PlanFinding[], fixed: readonly PlanFinding[]): boolean {
  return introduced.length > 0 && weigh(introduced) >= weigh(fixed);
}

/** Whether a newer proof brings in a finding that the approved one did not show, however many it showed. */
export function bringsInMore(newer: PlanProof, approved: PlanProof): boolean {
  const shown = new Set(approved.introduced.map(({ key }) => key));
  return newer.introduced.some(({ key }) => !shown.has(key));
}
