import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { endOfDay } from '../../lib/day.js';
import { countOf } from '../../lib/text.js';
import { announce } from '../../ui/announce.js';
import { ConfirmDialog } from '../../ui/confirm-dialog.js';
import { useDismissFindings } from './dismiss-findings.js';
import { DISMISSAL_REASONS, REASON_WORDS } from './dismissal-words.js';

const LONGEST = 1000;

interface DismissDialogProps {
  /** The findings to dismiss; empty while the dialog is closed. */
  readonly ids: readonly string[];
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Asks why and until when, then dismisses all of them or none. */
export function DismissDialog({ ids, onClose, onDone }: DismissDialogProps) {
  const dismiss = useDismissFindings();
  const [reason, setReason] = useState<(typeof DISMISSAL_REASONS)[number]>('NOT_USED');
  const [comment, setComment] = useState('');
  const [day, setDay] = useState('');

  async function run() {
    const outcome = await dismiss.run({
      input: {
        ids: [...ids],
        reason,
        comment: comment.trim() === '' ? null : comment.trim(),
        until: endOfDay(day),
      },
    });
    if (outcome.kind !== 'done') return;
    announce(`${countOf(ids.length, 'finding')} dismissed.`);
    onDone();
  }

  return (
    <ConfirmDialog
      isOpen={ids.length > 0}
      title={`Dismiss ${countOf(ids.length, 'finding')}`}
      confirmLabel="Dismiss"
      isBusy={dismiss.isBusy}
      problem={dismiss.problem}
      onConfirm={() => void run()}
      onClose={onClose}
    >
      <p>
        {ids.length === 1 ? 'It is' : 'They are'} not planned and not counted as open until{' '}
        {ids.length === 1 ? 'it is' : 'they are'} opened again. The history keeps who dismissed{' '}
        {ids.length === 1 ? 'it' : 'them'} and why.
      </p>
      <NativeSelect
        label="Reason"
        value={reason}
        data={DISMISSAL_REASONS.map((value) => ({ value, label: REASON_WORDS[value] }))}
        onChange={(event) => {
          const chosen = DISMISSAL_REASONS.find((value) => value === event.currentTarget.value);
          if (chosen !== undefined) setReason(chosen);
        }}
      />
      <Textarea
        label="Comment"
        description={`What makes you sure. ${comment.length} of ${LONGEST} characters.`}
        autosize
        minRows={3}
        maxLength={LONGEST}
        value={comment}
        onChange={(event) => setComment(event.currentTarget.value)}
      />
      <TextInput
        type="date"
        label="Until the end of (empty: until somebody opens it again)"
        value={day}
        onChange={(event) => setDay(event.currentTarget.value)}
      />
    </ConfirmDialog>
  );
}
