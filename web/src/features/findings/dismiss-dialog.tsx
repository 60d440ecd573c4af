import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { dayOf } from '../../lib/day.js';
import { useNow } from '../../lib/use-now.js';
import { findingTexts } from '../../texts/findings.js';
import { ConfirmDialog } from '../../ui/confirm-dialog.js';
import { useDismissFindings } from './dismiss-findings.js';
import { type DismissalEnd, dismissalUntil, ENDS } from './dismissal-end.js';
import { DISMISSAL_REASONS } from './dismissal-words.js';

const LONGEST = 1000;
const texts = findingTexts.dialog;

interface DismissDialogProps {
  /** The findings to dismiss; empty while the dialog is closed. */
  readonly ids: readonly string[];
  readonly onClose: () => void;
  /** `until` is the last day, null for good. */
  readonly onDone: (until: string | null) => void;
}

/** Asks why and until when, then dismisses all of them or none. */
export function DismissDialog({ ids, onClose, onDone }: DismissDialogProps) {
  const dismiss = useDismissFindings();
  const now = useNow();
  const [reason, setReason] = useState<(typeof DISMISSAL_REASONS)[number] | null>(null);
  const [comment, setComment] = useState('');
  const [end, setEnd] = useState<DismissalEnd>('90');
  const [day, setDay] = useState('');
  const [wasAsked, setAsked] = useState(false);
  const until = dismissalUntil(end, day, now);

  async function run() {
    setAsked(true);
    if (until === undefined || reason === null) return;
    const trimmed = comment.trim();
    const outcome = await dismiss.run({
      input: { ids: [...ids], reason, comment: trimmed === '' ? null : trimmed, until },
    });
    if (outcome.kind === 'done') onDone(until === null ? null : dayOf(until));
  }

  return (
    <ConfirmDialog
      isOpen={ids.length > 0}
      title={texts.title(ids.length)}
      confirmLabel={texts.confirm}
      isBusy={dismiss.isBusy}
      problem={dismiss.problem}
      onConfirm={() => void run()}
      onClose={onClose}
    >
      <p>{texts.about(ids.length)}</p>
      <NativeSelect
        label={texts.reason}
        value={reason ?? ''}
        error={wasAsked && reason === null ? texts.reasonMissing : undefined}
        data={[
          { value: '', label: texts.chooseReason },
          ...DISMISSAL_REASONS.map((value) => ({ value, label: findingTexts.reasons[value] })),
        ]}
        onChange={({ currentTarget }) =>
          setReason(DISMISSAL_REASONS.find((value) => value === currentTarget.value) ?? null)
        }
      />
      <Textarea
        label={texts.comment}
        description={texts.commentNote(comment.length, LONGEST)}
        autosize
        minRows={3}
        maxLength={LONGEST}
        value={comment}
        onChange={(event) => setComment(event.currentTarget.value)}
      />
      <NativeSelect
        label={texts.until}
        value={end}
        data={ENDS.map((value) => ({ value, label: texts.ends[value] }))}
        onChange={({ currentTarget }) => setEnd(ENDS.find((value) => value === currentTarget.value) ?? end)}
      />
      {end === 'day' && (
        <TextInput
          type="date"
          label={texts.day}
          min={dayOf(new Date(now).toISOString())}
          value={day}
          error={wasAsked && until === undefined ? texts.dayMissing : undefined}
          onChange={(event) => setDay(event.currentTarget.value)}
        />
      )}
    </ConfirmDialog>
  );
}
