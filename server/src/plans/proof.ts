import { compareFindings, findingIdentity } from './plan-findings.js';
import type { PlanChange, PlanFinding, PlanProof } from './plan.js';
import { weigh } from './severity-weight.js';

/** One package of one manifest going from one version to another, as far as the proof is concerned. */
export type ProvenMove = Pick<PlanChange, 'manifest' | 'name' | 'from' | 'to'>;

/**
 * Compares what was found before with what is found after these moves. A finding whose package only moved to another
 * version that the same advisory concerns remains, at its new version; it is neither fixed nor introduced.
 */
export function prove(
  before: readonly PlanFinding[],
  after: readonly PlanFinding[],
  moves: readonly ProvenMove[],
): PlanProof {
  const beforeKeys = new Set(before.map((finding) => finding.key));
  const afterIdentities = new Set(after.map(findingIdentity));
  const isThere = (finding: PlanFinding): boolean => afterIdentities.has(findingIdentity(finding));
  const hasMoved = (finding: PlanFinding): boolean =>
    moves.some(
      ({ manifest, name, from, to }) =>
        manifest === finding.manifest &&
        name === finding.name &&
        from === finding.version &&
        isThere({ ...finding, version: to }),
    );
  return {
    fixed: before.filter((finding) => !isThere(finding) && !hasMoved(finding)).toSorted(compareFindings),
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
