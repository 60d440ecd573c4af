import { useQuery } from '@apollo/client/react';
import { Link, useNavigate, useParams, useLocation } from 'react-router';
import { describeError } from '../../apollo/describe-error.js';
import { useLiveJob } from '../../apollo/live-job.js';
import { graphql } from '../../generated/plans/gql.js';
import type { PlanHeaderFragment } from '../../generated/plans/graphql.js';
import { addressOf } from '../../lib/addresses.js';
import type { Problem } from '../../lib/problem.js';
import { usePolling } from '../../lib/use-polling.js';
import { planTexts } from '../../texts/plans.js';
import { announce } from '../../ui/announce.js';
import { isJobActive } from '../../ui/job-line.js';
import { RiskMark } from '../../ui/breaking-risk.js';
import { NotFound } from '../../ui/not-found.js';
import { Page } from '../../ui/page.js';
import { Failure, LoadingPage, PartialFailure } from '../../ui/page-states.js';
import { PLAN_KINDS, PlanKindWord, PlanStateMark } from '../../ui/plan-state.js';
import { When } from '../../ui/when.js';
import { DecisionPanel } from './decision-panel.js';
import { newestOf } from './newer-revision.js';
import { PlanAlternatives } from './plan-alternatives.js';
import { PlanChanges } from './plan-changes.js';
import { PlanEdits } from './plan-edits.js';
import { PlanHistory } from './plan-history.js';
import classes from './plan-page.module.css';
import { PlanPreview } from './plan-preview.js';
import { PlanProof } from './plan-proof.js';
import { markStep, PlanSteps } from './plan-steps.js';
import { type PlaceInList, usePlanTrail } from './plan-trail.js';
import { PlanUnfixed } from './plan-unfixed.js';
import { planActions } from './plan-words.js';

const planDocument = graphql(/* GraphQL */ `
  query PlanPage($id: ID!) {
    node(id: $id) {
      __typename
      id
      ... on RemediationPlan {
        ...PlanHeader
        ...Decision
        ...PlanChanges
        ...PlanProof
        ...PlanEdits
        ...PlanUnfixed
        ...PlanAlternatives
        ...PlanPreview
        ...PlanRevisions
        ...PlanHistory
      }
    }
  }

  fragment PlanHeader on RemediationPlan {
    id
    title
    kind
    state
    revision
    createdAt
    riskLevel
    project {
      id
      path
    }
    job {
      id
      state
    }
  }
`);

/** The review of a plan: what changes, the proof, the exact diff, what is not fixed, and the decision. */
export function PlanPage() {
  const { planId = '' } = useParams();
  const place = usePlanTrail(planId);
  const { data, previousData, error, refetch, startPolling, stopPolling } = useQuery(planDocument, {
    variables: { id: planId },
    fetchPolicy: 'cache-and-network',
    errorPolicy: 'all',
  });
  // What is there stays when the next answer does not come.
  const node = data?.node ?? previousData?.node;
  const plan = node?.__typename === 'RemediationPlan' && node.id === planId ? node : null;
  const job = plan?.job;
  const isMoving =
    plan !== null &&
    (planActions(plan.state).isMoving || (job !== null && job !== undefined && isJobActive(job.state)));
  useLiveJob(isMoving ? (job?.id ?? null) : null, () => void refetch());
  usePolling({ isOn: isMoving, startPolling, stopPolling });
  const goOn = useGoOn(place);
  const parent = { to: place?.back ?? '/plans', label: planTexts.trail.back };
  if (plan === null) {
    if (error !== undefined) {
      return (
        <Page title={planTexts.one} parent={parent}>
          <Failure problem={describeError(error)} retry={() => void refetch()} />
        </Page>
      );
    }
    return data === undefined ? <PlanPageLoading /> : <NotFound what="plan" />;
  }
  return (
    <Page
      title={plan.title}
      parent={parent}
      facts={<PlanHeader plan={plan} />}
      actions={place !== null && <PlanSteps planId={plan.id} place={place} />}
    >
      {error !== undefined && <Trouble problem={describeError(error)} retry={() => void refetch()} />}
      <div className={classes.columns} key={plan.id}>
        <div className={classes.aside}>
          <DecisionPanel
            plan={plan}
            known={newestOf(plan)}
            onChanged={() => void refetch()}
            onApproved={() => goOn(plan.title)}
          />
        </div>
        <div className={classes.main}>
          <p className="quiet">{PLAN_KINDS[plan.kind].meaning}</p>
          <PlanChanges plan={plan} />
          <PlanProof plan={plan} />
          <PlanEdits plan={plan} />
          <PlanUnfixed plan={plan} />
          <PlanAlternatives plan={plan} />
          <PlanPreview plan={plan} />
          <PlanHistory plan={plan} />
        </div>
      </div>
    </Page>
  );
}

/** Above a plan that is there: an answer that lacks something, or none at all to the last question. */
function Trouble({ problem, retry }: { readonly problem: Problem; readonly retry: () => void }) {
  const Said = problem.code === null ? Failure : PartialFailure;
  return <Said problem={problem} retry={retry} />;
}

/** After an approval: to the next plan of the list that one came from, and says so; else the page follows what was approved. */
function useGoOn(place: PlaceInList | null): (title: string) => void {
  const navigate = useNavigate();
  const { pathname, search } = useLocation();
  return (title) => {
    if (place === null) return;
    if (place.next === null) {
      announce(planTexts.trail.approvedLast(title));
      return;
    }
    announce(planTexts.trail.approvedNext(title, place.nextPosition), {
      words: planTexts.trail.lookAtApproved,
      go: () => void navigate(pathname + search),
    });
    markStep();
    void navigate(place.next);
  };
}

export function PlanPageLoading() {
  return <LoadingPage />;
}

function PlanHeader({ plan }: { readonly plan: PlanHeaderFragment }) {
  return (
    <>
      <PlanStateMark state={plan.state} />
      <Link to={`${addressOf.project(plan.project.id)}/plans`}>{plan.project.path}</Link>
      <PlanKindWord kind={plan.kind} />
      <RiskMark level={plan.riskLevel} />
      <span className="quiet">
        {planTexts.revision(plan.revision)} <When at={plan.createdAt} />
      </span>
    </>
  );
}
