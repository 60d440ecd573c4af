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
import { countOf } from '../lib/text.js';
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
      title={results === null ? `Approve ${countOf(count, 'plan')}` : 'What became of each plan'}
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
      <p>{openingSentence(plans)} Exactly the edits that each plan shows, nothing else.</p>
      {caution !== null && (
        <Notice tone="warn" title={caution}>
          Approve those only when you have read them.
        </Notice>
      )}
      <ul className={`plain-list ${classes.list}`} aria-label="Plans to approve">
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
          Cancel
        </Button>
        <Button loading={isBusy} onClick={onConfirm}>
          Approve {countOf(plans.length, 'plan')}
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
      <ul className={`plain-list ${classes.list}`} aria-label="Results">
        {results.map((result) => {
          const plan = plans.find(({ id }) => id === result.id);
          return (
            <li key={result.id}>
              <Link to={addressOf.plan(result.id)}>{plan?.title ?? 'Plan'}</Link>{' '}
              <span className="quiet">
                <PathText path={plan?.project.path ?? ''} />
              </span>
              <Result result={result} />
            </li>
          );
        })}
      </ul>
      <Group justify="flex-end">
        <Button onClick={onClose}>Close</Button>
      </Group>
    </div>
  );
}

function Result({ result }: { readonly result: ApprovalResult }) {
  if (result.userErrors.length === 0) {
    return (
      <div>
        <StateMark tone="good">Approved</StateMark>
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
          <Link to={addressOf.plan(newer.id)}>Read revision {newer.revision}</Link>
        </div>
      )}
    </div>
  );
}
