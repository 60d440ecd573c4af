import { useState } from 'react';
import { useMay } from '../../apollo/use-may.js';
import type { ApprovalResult, PlanToApprove } from '../../lib/approve-words.js';
import type { PlanState } from '../../generated/plans/graphql.js';
import { planTexts } from '../../texts/plans.js';
import { ApprovePlansDialog } from '../../ui/approve-plans-dialog.js';
import { ChosenBar } from '../../ui/chosen-bar.js';
import { MayButton } from '../../ui/may-button.js';
import { useApprovePlans } from './approve-plans.js';
import { planActions } from './plan-words.js';
import { RejectChosen } from './reject-chosen.js';

interface ChosenPlansProps {
  readonly plans: readonly (PlanToApprove & { readonly state: PlanState })[];
  readonly clear: () => void;
  /** Something became of some of them. */
  readonly onDone: () => void;
}

/**
 * What can be done with the chosen plans. The dialog holds the plans as they were when it was opened, so what moves
 * meanwhile is refused as stale and said, not approved unread.
 */
export function ChosenPlans({ plans, clear, onDone }: ChosenPlansProps) {
  const approvable = plans.filter(({ state }) => planActions(state).canApprove);
  const rejectable = plans.filter(({ state }) => planActions(state).canReject);
  const [asked, setAsked] = useState<readonly PlanToApprove[] | null>(null);
  const [results, setResults] = useState<readonly ApprovalResult[] | null>(null);
  const approve = useApprovePlans();
  const right = useMay('APPROVE');

  function ask() {
    setResults(null);
    approve.dismiss();
    setAsked(approvable);
  }

  async function run() {
    const chosen = (asked ?? []).map(({ id, digest }) => ({ id, digest }));
    const outcome = await approve.run({ input: { plans: chosen } });
    if (outcome.kind !== 'done') return;
    setResults(outcome.payload.results);
    onDone();
  }

  function close() {
    setAsked(null);
    if (results !== null) clear();
  }

  return (
    <>
      <ChosenBar count={plans.length} noun={planTexts.noun} clear={clear}>
        <MayButton permission={right} size="xs" disabled={approvable.length === 0} onClick={ask}>
          {planTexts.many.approve(approvable.length)}
        </MayButton>
        <RejectChosen
          plans={rejectable}
          onRejected={() => {
            clear();
            onDone();
          }}
        />
        {right.reason !== null && <span className="quiet small">{right.reason}</span>}
        {approvable.length < plans.length && (
          <span className="quiet small">
            {planTexts.many.notApprovable(plans.length - approvable.length)}
          </span>
        )}
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
