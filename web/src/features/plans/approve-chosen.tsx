import { Button } from '@mantine/core';
import { useState } from 'react';
import type { ApprovalResult, PlanToApprove } from '../../lib/approve-words.js';
import { randomId } from '../../lib/random-id.js';
import { countOf } from '../../lib/text.js';
import { ApprovePlansDialog } from '../../ui/approve-plans-dialog.js';
import { ChosenBar } from '../../ui/chosen-bar.js';
import { useApprovePlans } from './approve-plans.js';

interface ApproveChosenProps {
  readonly plans: readonly PlanToApprove[];
  readonly clear: () => void;
  readonly onApproved: () => void;
}

/**
 * What can be done with the chosen plans. The dialog holds the plans as they were when it was opened, so what moves
 * meanwhile is refused as stale and said, not approved unread.
 */
export function ApproveChosen({ plans, clear, onApproved }: ApproveChosenProps) {
  const [asked, setAsked] = useState<readonly PlanToApprove[] | null>(null);
  const [results, setResults] = useState<readonly ApprovalResult[] | null>(null);
  const [idempotencyKey, setIdempotencyKey] = useState(randomId);
  const approve = useApprovePlans();

  function ask() {
    setResults(null);
    approve.dismiss();
    setIdempotencyKey(randomId());
    setAsked(plans);
  }

  async function run() {
    const chosen = (asked ?? []).map(({ id, digest }) => ({ id, digest }));
    const outcome = await approve.run({ input: { plans: chosen, idempotencyKey } });
    if (outcome.payload !== null) setIdempotencyKey(randomId());
    if (outcome.kind !== 'done') return;
    setResults(outcome.payload.results);
    onApproved();
  }

  function close() {
    setAsked(null);
    if (results !== null) clear();
  }

  return (
    <>
      <ChosenBar count={plans.length} noun={['plan', 'plans']} clear={clear}>
        <Button size="xs" onClick={ask}>
          Approve {countOf(plans.length, 'plan')}
        </Button>
      </ChosenBar>
      <ApprovePlansDialog
        plans={asked}
        results={results}
        isBusy={approve.isBusy}
        problem={approve.problem}
        onConfirm={() => void run()}
        onClose={close}
      />
    </>
  );
}
