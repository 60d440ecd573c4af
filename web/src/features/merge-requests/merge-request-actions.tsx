import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { MergeRequestRowFragment } from '../../generated/merge-requests/graphql.js';
import { ConfirmDialog } from '../../ui/confirm-dialog.js';
import { StateMark } from '../../ui/mark.js';
import { useCloseMergeRequest } from './close-merge-request.js';
import { useRebuildMergeRequest } from './rebuild-merge-request.js';

/** Rebuilding and closing an open merge request. */
export function MergeRequestActions({ row }: { readonly row: MergeRequestRowFragment }) {
  const rebuild = useRebuildMergeRequest();
  const [isClosing, setClosing] = useState(false);
  if (row.state !== 'OPENED') return null;
  const name = `merge request ${row.iid} of ${row.project.path}`;
  return (
    <div className="row" style={{ flexWrap: 'nowrap' }}>
      <Button
        variant="default"
        size="compact-xs"
        loading={rebuild.isBusy}
        disabled={row.isEdited}
        aria-label={`Rebuild ${name}`}
        onClick={() => void rebuild.run({ input: { id: row.id } })}
      >
        Rebuild
      </Button>
      <Button
        variant="default"
        size="compact-xs"
        aria-label={`Close ${name}`}
        onClick={() => setClosing(true)}
      >
        Close
      </Button>
      {rebuild.problem !== null && (
        <span role="alert" className="small">
          <StateMark tone="bad">{rebuild.problem.message}</StateMark>
        </span>
      )}
      {isClosing && <CloseDialog row={row} onClose={() => setClosing(false)} />}
    </div>
  );
}

function CloseDialog({
  row,
  onClose,
}: {
  readonly row: MergeRequestRowFragment;
  readonly onClose: () => void;
}) {
  const close = useCloseMergeRequest();
  const [reason, setReason] = useState('');
  async function run() {
    const outcome = await close.run({
      input: { id: row.id, reason: reason.trim() === '' ? null : reason.trim() },
    });
    if (outcome.kind === 'done') onClose();
  }
  return (
    <ConfirmDialog
      isOpen
      title={`Close !${row.iid}`}
      confirmLabel="Close it"
      isBusy={close.isBusy}
      problem={close.problem}
      onConfirm={() => void run()}
      onClose={onClose}
    >
      <p>
        Backline closes it in GitLab with a note, and removes its branch unless a person has committed to it.
        This change set is not proposed again; another target version is.
      </p>
      <Textarea
        label="Reason"
        description="Others read it in GitLab and in the history."
        autosize
        minRows={3}
        maxLength={500}
        data-autofocus
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </ConfirmDialog>
  );
}
