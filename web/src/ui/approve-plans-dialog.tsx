import { Button, Group, Modal } from '@mantine/core';
import { Link } from 'react-router';
import { addressOf } from '../lib/addresses.js';
import {
  type ApprovalResult,
  cautionSentence,
  isStale,
  openingSentence,
  type PlanToApprove,
  projectsOf,
  resultsSentence,
} from '../lib/approve-words.js';
import type { Problem } from '../lib/problem.js';
import { approvalTexts as texts } from '../texts/approval.js';
import { uiTexts } from '../texts/ui.js';
import classes from './approve-plans-dialog.module.css';
import { StateMark } from './mark.js';
import { Failure, Notice } from './page-states.js';
import { PathText } from './path-text.js';
import { PlanKindWord } from './plan-state.js';

interface ApprovePlansDialogProps {
  /** What was read and is to be approved; null while the dialog is closed. */
  readonly plans: readonly PlanToApprove[] | null;
  /** What became of each; null until the server has answered. */
  readonly results: readonly ApprovalResult[] | null;
  readonly isBusy: boolean;
  readonly problem: Problem | null;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Says what will be opened and where, asks once, and then says of each plan what became of it. */
export function ApprovePlansDialog(props: ApprovePlansDialogProps) {
  const { plans, results, onClose } = props;
  const count = plans?.length ?? 0;
  return (
    <Modal
      opened={plans !== null}
      onClose={onClose}
      title={results === null ? texts.title(count) : texts.answer}
      centered
      size="lg"
    >
      {plans !== null &&
        (results === null ? (
          <Question {...props} plans={plans} />
        ) : (
          <Answer plans={plans} results={results} onClose={onClose} />
        ))}
    </Modal>
  );
}

function Question({
  plans,
  isBusy,
  problem,
  onConfirm,
  onClose,
}: ApprovePlansDialogProps & { readonly plans: readonly PlanToApprove[] }) {
  const caution = cautionSentence(plans);
  return (
    <div className="stack">
      <p>
        {openingSentence(plans)} {texts.exactly}
      </p>
      {caution !== null && (
        <Notice tone="warn" title={caution}>
          {texts.read}
        </Notice>
      )}
      <ul className={`plain-list ${classes.list}`} aria-label={texts.list}>
        {projectsOf(plans).map((project) => (
          <li key={project.id}>
            <PathText path={project.path} />
            <ul className={`plain-list ${classes.inner}`}>
              {plans
                .filter((plan) => plan.project.id === project.id)
                .map((plan) => (
                  <li key={plan.id}>
                    {plan.title}{' '}
                    <span className="quiet">
                      <PlanKindWord kind={plan.kind} />
                    </span>
                  </li>
                ))}
            </ul>
          </li>
        ))}
      </ul>
      {problem !== null && <Failure problem={problem} />}
      <Group justify="flex-end" gap="sm">
        <Button variant="default" onClick={onClose}>
          {uiTexts.cancel}
        </Button>
        <Button loading={isBusy} onClick={onConfirm}>
          {texts.title(plans.length)}
        </Button>
      </Group>
    </div>
  );
}

function Answer({
  plans,
  results,
  onClose,
}: {
  readonly plans: readonly PlanToApprove[];
  readonly results: readonly ApprovalResult[];
  readonly onClose: () => void;
}) {
  return (
    <div className="stack">
      <p role="status">{resultsSentence(results)}</p>
      <ul className={`plain-list ${classes.list}`} aria-label={texts.results}>
        {results.map((result) => {
          const plan = plans.find(({ id }) => id === result.id);
          return (
            <li key={result.id}>
              <Link to={addressOf.plan(result.id)}>{plan?.title ?? texts.plan}</Link>{' '}
              <span className="quiet">
                <PathText path={plan?.project.path ?? ''} />
              </span>
              <Result result={result} />
            </li>
          );
        })}
      </ul>
      <Group justify="flex-end">
        <Button onClick={onClose}>{uiTexts.close}</Button>
      </Group>
    </div>
  );
}

function Result({ result }: { readonly result: ApprovalResult }) {
  if (result.userErrors.length === 0) {
    return (
      <div>
        <StateMark tone="good">{texts.approved}</StateMark>
      </div>
    );
  }
  const newer = result.remediationPlan ?? null;
  return (
    <div>
      <StateMark tone={isStale(result) ? 'warn' : 'bad'}>
        {result.userErrors.map(({ message }) => message).join(' ')}
      </StateMark>
      {isStale(result) && newer !== null && (
        <div>
          <Link to={addressOf.plan(newer.id)}>{texts.readRevision(newer.revision)}</Link>
        </div>
      )}
    </div>
  );
}
