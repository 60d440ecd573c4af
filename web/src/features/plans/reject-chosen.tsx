import { Button, Group, Modal, Textarea } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { useMay } from '../../apollo/use-may.js';
import { addressOf } from '../../lib/addresses.js';
import { planTexts } from '../../texts/plans.js';
import { StateMark } from '../../ui/mark.js';
import { MayButton } from '../../ui/may-button.js';
import { PathText } from '../../ui/path-text.js';
import { useRejectPlan } from './reject-plan.js';

interface PlanToReject {
  readonly id: string;
  readonly title: string;
  readonly project: { readonly path: string };
}

/** Where the rejecting of several stands: how many were answered, and which were refused and why. */
interface Progress {
  readonly of: number;
  readonly answered: number;
  readonly refused: readonly { readonly plan: PlanToReject; readonly why: string }[];
}

const LONGEST = 500;
const texts = planTexts.reject;

/** Rejects several plans with one reason, one after the other; one that is refused stops no other. */
export function RejectChosen({
  plans,
  onRejected,
}: {
  readonly plans: readonly PlanToReject[];
  /** Told once all were answered and the dialog is closed. */
  readonly onRejected: () => void;
}) {
  const [asked, setAsked] = useState<readonly PlanToReject[] | null>(null);
  const [progress, setProgress] = useState<Progress | null>(null);
  const [reason, setReason] = useState('');
  const reject = useRejectPlan();
  const right = useMay('APPROVE');
  const isBusy = progress !== null && progress.answered < progress.of;

  async function run(chosen: readonly PlanToReject[]) {
    let current: Progress = { of: chosen.length, answered: 0, refused: [] };
    setProgress(current);
    for (const plan of chosen) {
      const outcome = await reject.run({
        input: { id: plan.id, reason: reason.trim() === '' ? null : reason.trim() },
      });
      const refused =
        outcome.kind === 'done'
          ? current.refused
          : [...current.refused, { plan, why: outcome.problem.message }];
      current = { ...current, answered: current.answered + 1, refused };
      setProgress(current);
    }
  }

  function close() {
    if (isBusy) return;
    setAsked(null);
    if (progress !== null) onRejected();
    setProgress(null);
  }

  return (
    <>
      <MayButton
        permission={right}
        size="xs"
        variant="default"
        disabled={plans.length === 0}
        onClick={() => setAsked(plans)}
      >
        {planTexts.many.reject(plans.length)}
      </MayButton>
      <Modal
        opened={asked !== null}
        onClose={close}
        title={texts.titleMany(asked?.length ?? 0)}
        centered
        size="lg"
      >
        {asked !== null && progress === null && (
          <div className="stack">
            <p>{texts.whatMany}</p>
            <PlanLines label={texts.toReject} plans={asked} />
            <Textarea
              label={texts.reason}
              description={texts.noteMany}
              autosize
              minRows={3}
              maxLength={LONGEST}
              data-autofocus
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
            />
            <Group justify="flex-end" gap="sm">
              <Button variant="default" onClick={close}>
                {planTexts.dialog.cancel}
              </Button>
              <Button onClick={() => void run(asked)}>{planTexts.many.reject(asked.length)}</Button>
            </Group>
          </div>
        )}
        {progress !== null && <Answers progress={progress} isBusy={isBusy} onClose={close} />}
      </Modal>
    </>
  );
}

function PlanLines({ label, plans }: { readonly label: string; readonly plans: readonly PlanToReject[] }) {
  return (
    <ul className="plain-list stack-tight" aria-label={label}>
      {plans.map((plan) => (
        <li key={plan.id}>
          {plan.title}{' '}
          <span className="quiet">
            <PathText path={plan.project.path} />
          </span>
        </li>
      ))}
    </ul>
  );
}

function Answers({
  progress: { of, answered, refused },
  isBusy,
  onClose,
}: {
  readonly progress: Progress;
  readonly isBusy: boolean;
  readonly onClose: () => void;
}) {
  return (
    <div className="stack">
      <p role="status">
        {isBusy
          ? texts.progress(answered, of)
          : [
              texts.done(of - refused.length),
              ...(refused.length === 0 ? [] : [texts.refused(refused.length)]),
            ].join(' ')}
      </p>
      {refused.length > 0 && (
        <ul className="plain-list stack-tight" aria-label={texts.results}>
          {refused.map(({ plan, why }) => (
            <li key={plan.id}>
              <Link to={addressOf.plan(plan.id)}>{plan.title}</Link> <StateMark tone="bad">{why}</StateMark>
            </li>
          ))}
        </ul>
      )}
      <Group justify="flex-end">
        <Button disabled={isBusy} onClick={onClose}>
          {texts.close}
        </Button>
      </Group>
    </div>
  );
}
