import type { PlannedProject } from './planned-project.js';
import { diagnose } from './diagnose.js';
import { findingIdentity } from './plan-findings.js';
import type { PlanFinding, UnfixedReason } from './plan.js';
import { ignoreOf } from './policy-rules.js';
import type { SafePart } from './safe-part.js';
import { reaches } from './severity-weight.js';
import { targetId } from './targets.js';

/** Why a finding stays; `failed` is what stood in the way of raising or forcing, by target id. */
export type Explain = (finding: PlanFinding, failed: ReadonlyMap<string, UnfixedReason>) => UnfixedReason;

/**
 * Explains findings that no plan closes: 1. somebody wants it left alone; 2. what stood in the way of the safe plan;
 * 3. rung 4's own reasons, and beside a range what stood in the way of raising or forcing.
 */
export function explainWith({ input }: PlannedProject, byManifest: ReadonlyMap<string, SafePart>): Explain {
  const diagnosed = new Map<PlanFinding, UnfixedReason>();
  return (finding, failed) => {
    const ignore = ignoreOf(finding, input.policy, input);
    if (ignore !== null && reaches(finding.severity, input.policy.minimumSeverity)) {
      const until = ignore.until === null ? '' : ` Until ${ignore.until.slice(0, 10)}.`;
      return { code: 'IGNORED', message: `It is left alone: ${ignore.reason}${until}`, until: ignore.until };
    }
    const part = byManifest.get(finding.manifest);
    if (part === undefined) return { code: 'EDIT_REFUSED', message: 'The manifest was not planned.' };
    const id = targetId(finding);
    const own = part.reasons.get(id);
    if (own !== undefined) return own;
    const reason = diagnosed.get(finding) ?? recallReason(part, finding);
    diagnosed.set(finding, reason);
    const later = failed.get(id);
    if (reason.code === 'CONSTRAINT') {
      const { forces } = part.solution.site.abilities;
      if (forces !== null && !input.policy.allowsForced) {
        const message = `${reason.message} The policy allows no forced versions.`;
        return { code: 'POLICY', message, rule: 'allowsForced', needed: reason.needed };
      }
      return later === undefined ? reason : { ...reason, message: `${reason.message} ${later.message}` };
    }
    return reason.code === 'NEEDS_RESOLUTION' ? (later ?? reason) : reason;
  };
}

function recallReason({ solution }: SafePart, finding: PlanFinding): UnfixedReason {
  const { memory, tracker } = solution.site.knowledge;
  const asked = { about: solution.lifts, key: findingIdentity(finding) };
  return tracker.recall(memory.reasons, asked, () => diagnose(solution, finding));
}
