import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { useMay } from '../../apollo/use-may.js';
import type { MergeRequestRowFragment } from '../../generated/merge-requests/graphql.js';
import { mergeRequestTexts } from '../../texts/merge-requests.js';
import { announce } from '../../ui/announce.js';
import { ConfirmDialog } from '../../ui/confirm-dialog.js';
import { useKeptFocus } from '../../ui/keep-focus.js';
import { StateMark } from '../../ui/mark.js';
import { MayButton } from '../../ui/may-button.js';
import { useCloseMergeRequest } from './close-merge-request.js';
import { useRebuildMergeRequest } from './rebuild-merge-request.js';
import { useRefreshMergeRequest } from './refresh-merge-request.js';

const texts = mergeRequestTexts;
const LONGEST = 500;

/** Looking again, rebuilding and closing of an open merge request. */
export function MergeRequestActions({ row }: { readonly row: MergeRequestRowFragment }) {
  return row.state === 'OPENED' ? <OpenActions row={row} /> : null;
}

function OpenActions({ row }: { readonly row: MergeRequestRowFragment }) {
  const place = useKeptFocus<HTMLDivElement>();
  const rebuild = useRebuildMergeRequest();
  const look = useRefreshMergeRequest();
  const [isClosing, setClosing] = useState(false);
  const mayLook = useMay('PLAN');
  const mayDecide = useMay('APPROVE');
  const name = texts.name(row.iid, row.project.path);
  const input = { input: { id: row.id } };
  const problem = rebuild.problem ?? look.problem;
  const say = (sentence: string) => (outcome: { readonly kind: string }) => {
    if (outcome.kind === 'done') announce(sentence);
  };
  return (
    <div ref={place} className="row" style={{ gap: 8 }}>
      <MayButton
        permission={mayLook}
        variant="default"
        size="compact-xs"
        mih={24}
        loading={look.isBusy}
        aria-label={texts.lookOf(name)}
        onClick={() => void look.run(input).then(say(texts.lookDone(name)))}
      >
        {texts.look}
      </MayButton>
      <MayButton
        permission={mayDecide}
        variant="default"
        size="compact-xs"
        mih={24}
        loading={rebuild.isBusy}
        disabled={row.isEdited}
        aria-label={texts.rebuildOf(name)}
        onClick={() => void rebuild.run(input).then(say(texts.rebuildAsked(name)))}
      >
        {texts.rebuild}
      </MayButton>
      <MayButton
        permission={mayDecide}
        variant="default"
        size="compact-xs"
        mih={24}
        aria-label={texts.closeOf(name)}
        onClick={() => setClosing(true)}
      >
        {texts.close}
      </MayButton>
      {problem !== null && (
        <span role="alert" className="small">
          <StateMark tone="bad">{problem.message}</StateMark>
        </span>
      )}
      {isClosing && <CloseDialog row={row} name={name} onClose={() => setClosing(false)} />}
    </div>
  );
}

function CloseDialog({
  row,
  name,
  onClose,
}: {
  readonly row: MergeRequestRowFragment;
  readonly name: string;
  readonly onClose: () => void;
}) {
  const close = useCloseMergeRequest();
  const [reason, setReason] = useState('');
  async function run() {
    const outcome = await close.run({
      input: { id: row.id, reason: reason.trim() === '' ? null : reason.trim() },
    });
    if (outcome.kind !== 'done') return;
    announce(texts.closeAsked(name));
    onClose();
  }
  return (
    <ConfirmDialog
      isOpen
      title={texts.closing.title(row.iid)}
      confirmLabel={texts.closing.confirm}
      isBusy={close.isBusy}
      problem={close.problem}
      onConfirm={() => void run()}
      onClose={onClose}
    >
      <p>{texts.closing.what}</p>
      <Textarea
        label={texts.closing.reason}
        description={texts.closing.note}
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
