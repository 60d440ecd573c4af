import { Button, Group, Modal } from '@mantine/core';
import type { PlanKind } from '../../generated/plans/graphql.js';
import { shortHash } from '../../lib/text.js';
import { planTexts } from '../../texts/plans.js';
import { MayButton } from '../../ui/may-button.js';
import { Failure, Notice } from '../../ui/page-states.js';
import type { Approval } from './use-approval.js';

const texts = planTexts.approve;

/** Approves at a press, beside what that does; says so when the plan has changed meanwhile. */
export function ApproveAction({
  approval,
  permission,
  hasBar,
}: {
  readonly approval: Approval;
  readonly permission: { readonly reason: string | null };
  /** The bar of a narrow screen has the button. */
  readonly hasBar: boolean;
}) {
  return (
    <>
      {approval.hasChanged && (
        <Notice tone="warn" title={texts.changed}>
          <p>{texts.changedWhy}</p>
          <p>{texts.changedNext}</p>
          <Button mt="sm" size="xs" variant="default" onClick={() => approval.markRead()}>
            {texts.read}
          </Button>
        </Notice>
      )}
      {approval.problem !== null && <Failure problem={approval.problem} />}
      {!hasBar && (
        <MayButton
          permission={permission}
          fullWidth
          disabled={approval.hasChanged}
          loading={approval.isBusy}
          onClick={() => void approval.run()}
        >
          {texts.button}
        </MayButton>
      )}
      {permission.reason !== null && <p className="quiet small">{permission.reason}</p>}
    </>
  );
}

/** Asks before a key or the bar approves: one keystroke never does. The focus is on the answer. */
export function ApproveDialog({
  plan,
  approval,
  isOpen,
  onClose,
}: {
  readonly plan: {
    readonly title: string;
    readonly kind: PlanKind;
    readonly project: { readonly path: string };
  };
  readonly approval: Approval;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}) {
  return (
    <Modal opened={isOpen && !approval.hasChanged} onClose={onClose} title={texts.title} centered size="md">
      <div className="stack">
        <p>
          <strong>{plan.title}</strong>
        </p>
        <p>{texts.what(plan.project.path)}</p>
        {plan.kind === 'BREAKING' && (
          <Notice tone="warn" title={texts.breaking}>
            {texts.breakingNext}
          </Notice>
        )}
        {plan.kind === 'FORCED' && (
          <Notice tone="warn" title={texts.forced}>
            {texts.forcedNext}
          </Notice>
        )}
        <p className="quiet small mono">{texts.digest(shortHash(approval.digest))}</p>
        {approval.problem !== null && <Failure problem={approval.problem} />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {planTexts.dialog.cancel}
          </Button>
          <Button
            data-autofocus
            loading={approval.isBusy}
            onClick={() => void approval.run().then((isDone) => isDone && onClose())}
          >
            {texts.button}
          </Button>
        </Group>
      </div>
    </Modal>
  );
}
