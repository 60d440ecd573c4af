import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { ConfirmDialog } from '../../ui/confirm-dialog.js';
import { useRejectPlan } from './reject-plan.js';

const LONGEST = 500;

interface RejectDialogProps {
  readonly planId: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** Asks why, then rejects. */
export function RejectDialog({ planId, isOpen, onClose }: RejectDialogProps) {
  const reject = useRejectPlan();
  const [reason, setReason] = useState('');
  async function run() {
    const outcome = await reject.run({
      input: { id: planId, reason: reason.trim() === '' ? null : reason.trim() },
    });
    if (outcome.kind === 'done') onClose();
  }
  return (
    <ConfirmDialog
      isOpen={isOpen}
      title="Reject this plan"
      confirmLabel="Reject"
      isBusy={reject.isBusy}
      problem={reject.problem}
      onConfirm={() => void run()}
      onClose={onClose}
    >
      <p>
        Nothing is opened, and an approval that was given is taken back. This change set is not proposed
        again; another target version is. Its findings stay open.
      </p>
      <Textarea
        label="Reason"
        description={`Others read it in the history. ${reason.length} of ${LONGEST} characters.`}
        autosize
        minRows={3}
        maxLength={LONGEST}
        data-autofocus
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </ConfirmDialog>
  );
}
