import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { planTexts } from '../../texts/plans.js';
import { ConfirmDialog } from '../../ui/confirm-dialog.js';
import { useRejectPlan } from './reject-plan.js';

const LONGEST = 500;
const texts = planTexts.reject;

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
      title={texts.title}
      confirmLabel={texts.button}
      isBusy={reject.isBusy}
      problem={reject.problem}
      onConfirm={() => void run()}
      onClose={onClose}
    >
      <p>{texts.what}</p>
      <Textarea
        label={texts.reason}
        description={texts.note(reason.length, LONGEST)}
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
