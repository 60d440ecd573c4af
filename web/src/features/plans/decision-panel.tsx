import { Button } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { graphql } from '../../generated/plans/gql.js';
import type { DecisionFragment } from '../../generated/plans/graphql.js';
import { addressOf } from '../../lib/addresses.js';
import { countOf, shortHash } from '../../lib/text.js';
import { RiskMark, RiskReasons } from '../../ui/breaking-risk.js';
import { Copyable } from '../../ui/copyable.js';
import { isJobActive, JobLine } from '../../ui/job-line.js';
import { StateMark } from '../../ui/mark.js';
import { Facts } from '../../ui/page.js';
import { Failure, Notice } from '../../ui/page-states.js';
import { When } from '../../ui/when.js';
import { ApproveAction } from './approve-action.js';
import classes from './decision-panel.module.css';
import { DecisionText } from './decision-text.js';
import { NewerRevision, type Revision, useNewerRevision } from './newer-revision.js';
import { type Blocker, blockerOf, planActions } from './plan-words.js';
import { RejectDialog } from './reject-dialog.js';
import { useRefreshPlan } from './refresh-plan.js';
import { useRetryPlan } from './retry-plan.js';

graphql(/* GraphQL */ `
  fragment Decision on RemediationPlan {
    id
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

/** The decision: what state the plan is in, what a person can do, and what exactly an approval binds to. */
export function DecisionPanel({
  plan,
  onChanged,
}: {
  readonly plan: DecisionFragment;
  readonly onChanged: () => void;
}) {
  const actions = planActions(plan.state);
  const { job } = plan;
  const blocker = blockerOf(plan.project);
  const [answered, setAnswered] = useState<Revision | null>(null);
  const newer = useNewerRevision(plan) ?? answered;
  // What approving would do is beside the point while nothing can be approved.
  const isTextNeeded =
    (newer === null || plan.state !== 'SUPERSEDED') && (blocker === null || plan.state !== 'PROPOSED');
  return (
    <section className={classes.panel} aria-label="Decision">
      {newer !== null && <NewerRevision newer={newer} isDecided={(plan.decidedBy ?? null) !== null} />}
      {isTextNeeded && <DecisionText plan={plan} />}
      {plan.state === 'PROPOSED' && <WhatSpeaksAgainst plan={plan} />}
      {blocker !== null && (actions.canApprove || actions.canRetry) && (
        <Blocked blocker={blocker} project={plan.project} />
      )}
      {actions.canApprove && blocker === null && newer === null && (
        <ApproveAction plan={plan} onChanged={onChanged} onNewer={setAnswered} />
      )}
      {job !== null && job !== undefined && (actions.isMoving || isJobActive(job.state)) && (
        <JobLine job={job} />
      )}
      <OtherActions plan={plan} isBlocked={blocker !== null} onChanged={onChanged} />
      <Facts facts={factsOf(plan)} />
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
            <p className="quiet">
              {countOf(risk.reasons.length - REASONS_SHOWN, 'more reason')} with the changes.
            </p>
          )}
        </div>
      )}
      {introducedCount > 0 && (
        <StateMark tone="warn">It brings in {countOf(introducedCount, 'finding')}.</StateMark>
      )}
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
          <Link to={addressOf.integration(project.integration.id)}>See the integration</Link>
        ) : (
          <Link to={addressOf.project(project.id)}>See the project</Link>
        )}
      </p>
    </Notice>
  );
}

function OtherActions({
  plan,
  isBlocked,
  onChanged,
}: {
  readonly plan: DecisionFragment;
  readonly isBlocked: boolean;
  readonly onChanged: () => void;
}) {
  const actions = planActions(plan.state);
  const [isRejecting, setRejecting] = useState(false);
  const refresh = useRefreshPlan();
  const retry = useRetryPlan();
  const problem = refresh.problem ?? retry.problem;
  const input = { input: { id: plan.id } };
  return (
    <>
      {(actions.canReject || actions.canRetry || actions.canRefresh) && (
        <div className="row">
          {actions.canRetry && !isBlocked && (
            <Button loading={retry.isBusy} onClick={() => void retry.run(input).then(onChanged)}>
              Retry
            </Button>
          )}
          {actions.canReject && (
            <Button variant="default" onClick={() => setRejecting(true)}>
              Reject
            </Button>
          )}
          {actions.canRefresh && (
            <Button
              variant="default"
              loading={refresh.isBusy}
              title="Work the plan out and prove it again, against the branch and the advisories of now."
              onClick={() => void refresh.run(input).then(onChanged)}
            >
              Refresh
            </Button>
          )}
        </div>
      )}
      {problem !== null && <Failure problem={problem} />}
      <RejectDialog planId={plan.id} isOpen={isRejecting} onClose={() => setRejecting(false)} />
    </>
  );
}

function factsOf(plan: DecisionFragment) {
  const facts = [
    { label: 'Digest', value: <Copyable text={plan.digest} label="digest" shown={shortHash(plan.digest)} /> },
    {
      label: 'Base',
      value: <Copyable text={plan.baseCommit} label="base commit" shown={shortHash(plan.baseCommit)} />,
    },
    { label: 'Target', value: <span className="mono">{plan.targetBranch}</span> },
    { label: 'Branch', value: <Copyable text={plan.branchName} label="branch name" max={34} /> },
  ];
  const { decidedBy, decidedAt } = plan;
  if (decidedBy === null || decidedBy === undefined) return facts;
  return [
    ...facts,
    {
      label: 'Decided',
      value: (
        <>
          {decidedBy}, <When at={decidedAt} />
        </>
      ),
    },
  ];
}
