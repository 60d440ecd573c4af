import { useMediaQuery } from '@mantine/hooks';
import { useState } from 'react';
import { Link } from 'react-router';
import { useMay } from '../../apollo/use-may.js';
import { graphql } from '../../generated/plans/gql.js';
import type { DecisionFragment } from '../../generated/plans/graphql.js';
import { addressOf } from '../../lib/addresses.js';
import { shortHash } from '../../lib/text.js';
import { planTexts } from '../../texts/plans.js';
import { RiskMark, RiskReasons } from '../../ui/breaking-risk.js';
import { Copyable } from '../../ui/copyable.js';
import { isJobActive, JobLine } from '../../ui/job-line.js';
import { StateMark } from '../../ui/mark.js';
import { MayButton } from '../../ui/may-button.js';
import { Facts } from '../../ui/page.js';
import { Failure, Notice } from '../../ui/page-states.js';
import { When } from '../../ui/when.js';
import { useShortcuts } from '../../ui/shortcuts.js';
import { ApproveAction, ApproveDialog } from './approve-action.js';
import { DecisionBar } from './decision-bar.js';
import classes from './decision-panel.module.css';
import { DecisionText } from './decision-text.js';
import { NewerRevision, type Revision } from './newer-revision.js';
import { type Blocker, blockerOf, planActions } from './plan-words.js';
import { RejectDialog } from './reject-dialog.js';
import { useRefreshPlan } from './refresh-plan.js';
import { useRetryPlan } from './retry-plan.js';
import { useApproval } from './use-approval.js';

graphql(/* GraphQL */ `
  fragment Decision on RemediationPlan {
    id
    title
    state
    stateReason
    digest
    baseCommit
    targetBranch
    branchName
    decidedAt
    decidedBy
    failure {
      code
      message
    }
    kind
    group
    revision
    risk {
      level
      reasons
    }
    introducedCount
    project {
      id
      path
      state
      reasons {
        code
        message
      }
      integration {
        id
        state
      }
    }
    job {
      id
      name
      title
      state
      subjectName
      isCancelRequested
      attempts
      startedAt
      finishedAt
      waitingFor
      result
      progress {
        done
        total
        message
      }
      error {
        code
        message
      }
    }
    mergeRequest {
      id
      iid
      webUrl
      statusText
      state
    }
  }
`);

const REASONS_SHOWN = 5;

const texts = planTexts.decision;

/** The decision: what state the plan is in, what a person can do, and what exactly an approval binds to. */
export function DecisionPanel({
  plan,
  known,
  onChanged,
  onApproved,
}: {
  readonly plan: DecisionFragment;
  /** The newest revision that came after this one, where there is one. */
  readonly known: Revision | null;
  readonly onChanged: () => void;
  readonly onApproved: () => void;
}) {
  const actions = planActions(plan.state);
  const { job } = plan;
  const blocker = blockerOf(plan.project);
  const [answered, setAnswered] = useState<Revision | null>(null);
  const [asked, setAsked] = useState<'approve' | 'reject' | null>(null);
  const isNarrow = useMediaQuery('(max-width: 1100px)') === true;
  const newer = known ?? answered;
  const approval = useApproval({ plan, onAnswer: onChanged, onApproved, onNewer: setAnswered });
  const right = useMay('APPROVE');
  const canApprove = actions.canApprove && blocker === null && newer === null;
  const approve =
    right.reason === null && canApprove && !approval.hasChanged ? () => setAsked('approve') : null;
  const reject = right.reason === null && actions.canReject ? () => setAsked('reject') : null;
  const hasBar = isNarrow && (approve !== null || reject !== null);
  const close = () => setAsked(null);
  useShortcuts([
    ...(approve === null ? [] : [{ keys: 'a', label: planTexts.keys.approve, run: approve }]),
    ...(reject === null ? [] : [{ keys: 'r', label: planTexts.keys.reject, run: reject }]),
  ]);
  // What approving would do is beside the point while nothing can be approved.
  const isTextNeeded =
    (newer === null || plan.state !== 'SUPERSEDED') && (blocker === null || plan.state !== 'PROPOSED');
  return (
    <section className={classes.panel} aria-label={texts.label}>
      {newer !== null && (
        <NewerRevision newer={newer} planId={plan.id} isDecided={(plan.decidedBy ?? null) !== null} />
      )}
      {isTextNeeded && <DecisionText plan={plan} />}
      {plan.state === 'PROPOSED' && <WhatSpeaksAgainst plan={plan} />}
      {blocker !== null && (actions.canApprove || actions.canRetry) && (
        <Blocked blocker={blocker} project={plan.project} />
      )}
      {canApprove && (
        <ApproveAction approval={approval} permission={right} hasBar={hasBar && approve !== null} />
      )}
      {job !== null && job !== undefined && (actions.isMoving || isJobActive(job.state)) && (
        <JobLine job={job} />
      )}
      <OtherActions
        plan={plan}
        isBlocked={blocker !== null}
        reject={() => setAsked('reject')}
        onChanged={onChanged}
      />
      <Facts facts={factsOf(plan)} />
      <ApproveDialog plan={plan} approval={approval} isOpen={asked === 'approve'} onClose={close} />
      <RejectDialog planId={plan.id} isOpen={asked === 'reject'} onClose={close} />
      {hasBar && <DecisionBar state={plan.state} approve={approve} reject={reject} />}
    </section>
  );
}

/** The risk of the whole plan with its reasons, and what it brings in. */
function WhatSpeaksAgainst({ plan }: { readonly plan: DecisionFragment }) {
  const { risk, introducedCount } = plan;
  return (
    <div className="stack-tight">
      <RiskMark level={risk?.level} />
      {risk !== null && risk !== undefined && (
        <div className="small">
          <RiskReasons reasons={risk.reasons.slice(0, REASONS_SHOWN)} />
          {risk.reasons.length > REASONS_SHOWN && (
            <p className="quiet">{texts.moreReasons(risk.reasons.length - REASONS_SHOWN)}</p>
          )}
        </div>
      )}
      {introducedCount > 0 && <StateMark tone="warn">{texts.bringsIn(introducedCount)}</StateMark>}
    </div>
  );
}

function Blocked({
  blocker,
  project,
}: {
  readonly blocker: Blocker;
  readonly project: DecisionFragment['project'];
}) {
  return (
    <Notice tone="warn" title={blocker.title}>
      {blocker.reasons.map((reason) => (
        <p key={reason}>{reason}</p>
      ))}
      <p>
        {blocker.remedy}{' '}
        {blocker.where === 'integration' ? (
          <Link to={addressOf.integration(project.integration.id)}>{texts.seeIntegration}</Link>
        ) : (
          <Link to={addressOf.project(project.id)}>{texts.seeProject}</Link>
        )}
      </p>
    </Notice>
  );
}

function OtherActions({
  plan,
  isBlocked,
  reject,
  onChanged,
}: {
  readonly plan: DecisionFragment;
  readonly isBlocked: boolean;
  readonly reject: () => void;
  readonly onChanged: () => void;
}) {
  const actions = planActions(plan.state);
  const decide = useMay('APPROVE');
  const look = useMay('PLAN');
  const refresh = useRefreshPlan();
  const retry = useRetryPlan();
  const problem = refresh.problem ?? retry.problem;
  const input = { input: { id: plan.id } };
  return (
    <>
      {(actions.canReject || actions.canRetry || actions.canRefresh) && (
        <div className="row">
          {actions.canRetry && !isBlocked && (
            <MayButton
              permission={decide}
              loading={retry.isBusy}
              onClick={() => void retry.run(input).then(onChanged)}
            >
              {planTexts.actions.retry}
            </MayButton>
          )}
          {actions.canReject && (
            <MayButton permission={decide} variant="default" onClick={reject}>
              {planTexts.reject.button}
            </MayButton>
          )}
          {actions.canRefresh && (
            <MayButton
              permission={look}
              variant="default"
              loading={refresh.isBusy}
              title={planTexts.actions.refreshNote}
              onClick={() => void refresh.run(input).then(onChanged)}
            >
              {planTexts.actions.refresh}
            </MayButton>
          )}
        </div>
      )}
      {problem !== null && <Failure problem={problem} />}
    </>
  );
}

function factsOf(plan: DecisionFragment) {
  const facts = [
    {
      label: texts.digest,
      value: <Copyable text={plan.digest} label={texts.digestName} shown={shortHash(plan.digest)} />,
    },
    {
      label: texts.base,
      value: <Copyable text={plan.baseCommit} label={texts.baseCommit} shown={shortHash(plan.baseCommit)} />,
    },
    { label: texts.target, value: <span className="mono">{plan.targetBranch}</span> },
    { label: texts.branch, value: <Copyable text={plan.branchName} label={texts.branchName} max={34} /> },
  ];
  const { decidedBy, decidedAt } = plan;
  if (decidedBy === null || decidedBy === undefined) return facts;
  return [
    ...facts,
    {
      label: texts.decided,
      value: (
        <>
          {decidedBy}, <When at={decidedAt} />
        </>
      ),
    },
  ];
}
