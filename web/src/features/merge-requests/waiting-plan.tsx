import { Link } from 'react-router';
import { useMay } from '../../apollo/use-may.js';
import { graphql } from '../../generated/merge-requests/gql.js';
import type { WaitingPlanFragment } from '../../generated/merge-requests/graphql.js';
import { addressOf } from '../../lib/addresses.js';
import { useNow } from '../../lib/use-now.js';
import { mergeRequestTexts } from '../../texts/merge-requests.js';
import { announce } from '../../ui/announce.js';
import { jobSentence } from '../../ui/job-line.js';
import { StateMark } from '../../ui/mark.js';
import { MayButton } from '../../ui/may-button.js';
import { PathText } from '../../ui/path-text.js';
import { PlanStateMark } from '../../ui/plan-state.js';
import { SeverityCounts } from '../../ui/severity.js';
import { When } from '../../ui/when.js';
import classes from './board.module.css';
import { useRetryOpening } from './retry-opening.js';

graphql(/* GraphQL */ `
  fragment WaitingPlan on RemediationPlan {
    id
    title
    state
    stateReason
    decidedAt
    fixedCounts {
      malicious
      critical
      high
      medium
      low
      none
      total
    }
    failure {
      message
    }
    job {
      id
      title
      state
      waitingFor
      result
      progress {
        done
        total
        message
      }
      error {
        message
      }
    }
    project {
      id
      path
    }
  }
`);

const texts = mergeRequestTexts;

/** An approved plan without a merge request: what it waits for, or how far its opening is. */
export function WaitingPlanCard({ plan }: { readonly plan: WaitingPlanFragment }) {
  const now = useNow();
  return (
    <li className={classes.card}>
      <PlanFacts plan={plan} />
      <PlanStateMark state={plan.state} />
      <span className="small">
        {plan.job === null || plan.job === undefined ? texts.waitingWhy : jobSentence(plan.job, now)}
      </span>
    </li>
  );
}

/** A plan whose merge request could not be opened: why, and trying again. */
export function FailedPlanCard({
  plan,
  onRetried,
}: {
  readonly plan: WaitingPlanFragment;
  readonly onRetried: () => void;
}) {
  const retry = useRetryOpening();
  const right = useMay('APPROVE');
  async function run() {
    const outcome = await retry.run({ input: { id: plan.id } });
    if (outcome.kind !== 'done') return;
    announce(texts.retried(plan.title));
    onRetried();
  }
  return (
    <li className={classes.card}>
      <PlanFacts plan={plan} />
      <StateMark tone="bad">{plan.failure?.message ?? plan.stateReason ?? texts.failedWhy}</StateMark>
      <div className={classes.links}>
        <MayButton
          permission={right}
          variant="default"
          size="compact-xs"
          mih={24}
          loading={retry.isBusy}
          aria-label={texts.retryOf(plan.title)}
          onClick={() => void run()}
        >
          {texts.retry}
        </MayButton>
      </div>
      {retry.problem !== null && (
        <span role="alert" className="small">
          <StateMark tone="bad">{retry.problem.message}</StateMark>
        </span>
      )}
    </li>
  );
}

function PlanFacts({ plan }: { readonly plan: WaitingPlanFragment }) {
  return (
    <>
      <Link to={addressOf.plan(plan.id)} className={classes.main} data-row>
        {plan.title}
      </Link>
      <div className={classes.links}>
        <Link to={addressOf.project(plan.project.id)}>
          <PathText path={plan.project.path} />
        </Link>
      </div>
      <SeverityCounts tally={plan.fixedCounts} none={texts.fixesNone} />
      <span className="quiet small">
        {texts.approved} <When at={plan.decidedAt} />
      </span>
    </>
  );
}
