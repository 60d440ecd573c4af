import { useState } from 'react';
import type { Problem } from '../../lib/problem.js';
import { useApprovePlan } from './approve-plan.js';
import type { Revision } from './newer-revision.js';

/** Approving one plan as the reader has seen it. */
export interface Approval {
  /** The digest that is sent: that of what was read. */
  readonly digest: string;
  /** The plan is another than the one that was read; approving waits until `markRead`. */
  readonly hasChanged: boolean;
  readonly isBusy: boolean;
  readonly problem: Problem | null;
  run(): Promise<boolean>;
  markRead(): void;
}

/**
 * Approves the digest that the reader has seen. When the plan changes under the reader, approving waits until
 * the new version was read: what was approved is what is opened.
 */
export function useApproval({
  plan,
  onAnswer,
  onApproved,
  onNewer,
}: {
  readonly plan: { readonly id: string; readonly digest: string };
  readonly onAnswer: () => void;
  readonly onApproved: () => void;
  /** The answer was that another revision is current. */
  readonly onNewer: (newer: Revision) => void;
}): Approval {
  const [readDigest, setReadDigest] = useState(plan.digest);
  const approve = useApprovePlan();
  const isStale = approve.problem?.code === 'STALE_DIGEST';
  return {
    digest: readDigest,
    hasChanged: readDigest !== plan.digest || isStale,
    isBusy: approve.isBusy,
    problem: isStale ? null : approve.problem,
    async run() {
      const outcome = await approve.run({ input: { id: plan.id, digest: readDigest } });
      const current = outcome.payload?.remediationPlan;
      if (current !== null && current !== undefined && current.id !== plan.id) onNewer(current);
      onAnswer();
      if (outcome.kind === 'done') onApproved();
      return outcome.kind === 'done';
    },
    markRead() {
      setReadDigest(plan.digest);
      approve.dismiss();
    },
  };
}
