import { Button } from '@mantine/core';
import { useState } from 'react';
import { randomId } from '../../lib/random-id.js';
import { Failure, Notice } from '../../ui/page-states.js';
import type { Revision } from './newer-revision.js';
import { useApprovePlan } from './approve-plan.js';

interface ApproveActionProps {
  readonly plan: { readonly id: string; readonly digest: string };
  readonly onChanged: () => void;
  /** The answer was that another revision is current. */
  readonly onNewer: (newer: Revision) => void;
}

/**
 * Approves the digest that the reader has seen. When the plan changes under the reader, approving waits until
 * the new version was read: what was approved is what is opened.
 */
export function ApproveAction({ plan, onChanged, onNewer }: ApproveActionProps) {
  const [readDigest, setReadDigest] = useState(plan.digest);
  const [idempotencyKey, setIdempotencyKey] = useState(randomId);
  const approve = useApprovePlan();
  const hasChanged = readDigest !== plan.digest || approve.problem?.code === 'STALE_DIGEST';

  async function run() {
    const outcome = await approve.run({ input: { id: plan.id, digest: readDigest, idempotencyKey } });
    // An answer was given, so the next click is a new wish; without one the same wish may be sent again.
    if (outcome.payload !== null) setIdempotencyKey(randomId());
    const current = outcome.payload?.remediationPlan;
    if (current !== null && current !== undefined && current.id !== plan.id) onNewer(current);
    onChanged();
  }

  function markRead() {
    setReadDigest(plan.digest);
    approve.dismiss();
  }

  return (
    <>
      {hasChanged && (
        <Notice tone="warn" title="This plan changed since you opened it.">
          <p>The branch or the advisories moved, and its edits came out different. Nothing was opened.</p>
          <p>The page shows the new version. Read it, then approve that one.</p>
          <Button mt="sm" size="xs" variant="default" onClick={markRead}>
            I have read the new version
          </Button>
        </Notice>
      )}
      {approve.problem !== null && approve.problem.code !== 'STALE_DIGEST' && (
        <Failure problem={approve.problem} />
      )}
      <Button fullWidth disabled={hasChanged} loading={approve.isBusy} onClick={() => void run()}>
        Approve
      </Button>
    </>
  );
}
