import { useQuery } from '@apollo/client/react';
import type { ReactNode } from 'react';
import { Link, useLocation } from 'react-router';
import { describeError } from '../../apollo/describe-error.js';
import { graphql } from '../../generated/merge-requests/gql.js';
import type { MergeRequestBoardQuery } from '../../generated/merge-requests/graphql.js';
import type { AddressState } from '../../lib/address-state.js';
import { nextAddress } from '../../lib/next-address.js';
import { formatTotal } from '../../lib/text.js';
import { mergeRequestTexts } from '../../texts/merge-requests.js';
import { ListFrame } from '../../ui/list-frame.js';
import classes from './board.module.css';
import { MergeRequestCard } from './merge-request-card.js';
import { isAboutGitLab, LANES, readMergeRequestFilter, readWaitingFilter } from './merge-request-filter.js';
import { NoMergeRequests } from './no-merge-requests.js';
import { FailedPlanCard, WaitingPlanCard } from './waiting-plan.js';

const boardDocument = graphql(/* GraphQL */ `
  query MergeRequestBoard(
    $ready: MergeRequestFilter!
    $blocked: MergeRequestFilter!
    $edited: MergeRequestFilter!
    $checking: MergeRequestFilter!
    $merged: MergeRequestFilter!
    $closed: MergeRequestFilter!
    $waiting: RemediationPlanFilter!
    $failed: RemediationPlanFilter!
    $hasPlans: Boolean!
    $projectId: ID!
    $hasProject: Boolean!
  ) {
    READY: mergeRequests(first: 20, filter: $ready, orderBy: { field: UPDATED }) {
      ...BoardLane
    }
    BLOCKED: mergeRequests(first: 20, filter: $blocked, orderBy: { field: UPDATED }) {
      ...BoardLane
    }
    EDITED: mergeRequests(first: 20, filter: $edited, orderBy: { field: UPDATED }) {
      ...BoardLane
    }
    CHECKING: mergeRequests(first: 20, filter: $checking, orderBy: { field: UPDATED }) {
      ...BoardLane
    }
    MERGED: mergeRequests(first: 20, filter: $merged, orderBy: { field: UPDATED }) {
      ...BoardLane
    }
    CLOSED: mergeRequests(first: 20, filter: $closed, orderBy: { field: UPDATED }) {
      ...BoardLane
    }
    WAITING: remediationPlans(first: 20, filter: $waiting) @include(if: $hasPlans) {
      totalCount
      isTotalCountCapped
      nodes {
        ...WaitingPlan
      }
    }
    FAILED: remediationPlans(first: 20, filter: $failed) @include(if: $hasPlans) {
      totalCount
      isTotalCountCapped
      nodes {
        ...WaitingPlan
      }
    }
    ...MergeRequestsContext
  }

  fragment BoardLane on MergeRequestConnection {
    totalCount
    isTotalCountCapped
    nodes {
      id
      ...MergeRequestRow
    }
  }
`);

type Lane = keyof typeof mergeRequestTexts.lanes;

const texts = mergeRequestTexts;

/** What the board is asked with. */
export function boardVariables(address: Pick<AddressState, 'one' | 'many'>, projectId: string | null) {
  const filter = readMergeRequestFilter(address, projectId);
  const plans = readWaitingFilter(address, projectId);
  const inLane = (lane: (typeof LANES)[number]) => ({
    ...filter,
    lane: filter.lane == null || filter.lane.includes(lane) ? [lane] : [],
  });
  const given = projectId === null ? address.one('projectId') : '';
  return {
    ready: inLane('READY'),
    blocked: inLane('BLOCKED'),
    edited: inLane('EDITED'),
    checking: inLane('CHECKING'),
    merged: inLane('MERGED'),
    closed: inLane('CLOSED'),
    waiting: { ...plans, state: ['APPROVED' as const, 'OPENING' as const] },
    failed: { ...plans, state: ['FAILED' as const] },
    hasPlans: !isAboutGitLab(filter),
    projectId: given,
    hasProject: given !== '',
  };
}

/** Merge requests by where they stand, and the approved plans that have none yet: all of it by one question. */
export function MergeRequestBoard({
  address,
  projectId,
  bar,
}: {
  readonly address: AddressState;
  readonly projectId: string | null;
  /** The filters above it, which want to know what was answered. */
  readonly bar: (data: MergeRequestBoardQuery | undefined, total: number) => ReactNode;
}) {
  const { data, previousData, error, loading, refetch } = useQuery(boardDocument, {
    variables: boardVariables(address, projectId),
    fetchPolicy: 'cache-and-network',
    errorPolicy: 'all',
  });
  const shown = data ?? previousData;
  const total = shown === undefined ? 0 : LANES.reduce((sum, lane) => sum + shown[lane].totalCount, 0);
  const waiting = (shown?.WAITING?.totalCount ?? 0) + (shown?.FAILED?.totalCount ?? 0);
  return (
    <>
      {bar(shown, total)}
      <ListFrame
        count={shown === undefined ? undefined : total + waiting}
        isLoading={loading}
        problem={error === undefined ? null : describeError(error)}
        retry={() => void refetch()}
        empty={<NoMergeRequests address={address} />}
      >
        {shown !== undefined && <Lanes data={shown} projectId={projectId} refetch={() => void refetch()} />}
      </ListFrame>
    </>
  );
}

function Lanes({
  data,
  projectId,
  refetch,
}: {
  readonly data: MergeRequestBoardQuery;
  readonly projectId: string | null;
  readonly refetch: () => void;
}) {
  const { search } = useLocation();
  const current = new URLSearchParams(search);
  const plansPage = projectId === null ? '/plans' : `/projects/${encodeURIComponent(projectId)}/plans`;
  const plansIn = (states: readonly string[]) =>
    `${plansPage}${nextAddress(current, { state: states, view: [], lane: [] })}`;
  return (
    <div className={classes.board}>
      {data.FAILED !== undefined && data.FAILED.totalCount > 0 && (
        <LaneColumn lane="FAILED" connection={data.FAILED} to={plansIn(['FAILED'])}>
          {data.FAILED.nodes.map((plan) => (
            <FailedPlanCard key={plan.id} plan={plan} onRetried={refetch} />
          ))}
        </LaneColumn>
      )}
      {data.WAITING !== undefined && data.WAITING.totalCount > 0 && (
        <LaneColumn lane="WAITING" connection={data.WAITING} to={plansIn(['APPROVED', 'OPENING'])}>
          {data.WAITING.nodes.map((plan) => (
            <WaitingPlanCard key={plan.id} plan={plan} />
          ))}
        </LaneColumn>
      )}
      {LANES.map((lane) => (
        <LaneColumn
          key={lane}
          lane={lane}
          connection={data[lane]}
          to={nextAddress(current, { view: ['table'], lane: [lane] })}
        >
          {data[lane].nodes.map((row) => (
            <MergeRequestCard key={row.id} row={row} showsProject={projectId === null} />
          ))}
        </LaneColumn>
      ))}
    </div>
  );
}

function LaneColumn({
  lane,
  connection,
  to,
  children,
}: {
  readonly lane: Lane;
  readonly connection: { readonly totalCount: number; readonly isTotalCountCapped: boolean };
  readonly to: string;
  readonly children: ReactNode;
}) {
  const { title, meaning } = texts.lanes[lane];
  const total = formatTotal(connection.totalCount, connection.isTotalCountCapped);
  return (
    <section className={classes.lane} aria-label={texts.laneCount(title, total)}>
      <div className={classes.head}>
        <h2 className={classes.title}>{title}</h2>
        {connection.totalCount > 0 && (
          <Link to={to} className={classes.all} aria-label={texts.showAllIn(total, title)}>
            {texts.showAll(total)}
          </Link>
        )}
      </div>
      <p className="quiet small">{meaning}</p>
      {connection.totalCount === 0 ? (
        <p className="quiet small">{texts.laneNone}</p>
      ) : (
        <ul className={`plain-list ${classes.cards}`}>{children}</ul>
      )}
    </section>
  );
}
