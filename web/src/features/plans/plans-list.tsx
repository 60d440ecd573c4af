import { useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { Link } from 'react-router';
import { describeError } from '../../apollo/describe-error.js';
import { graphql } from '../../generated/plans/gql.js';
import type { PlanRowFragment, RemediationPlanFilter } from '../../generated/plans/graphql.js';
import { addressOf } from '../../lib/addresses.js';
import { type AddressFilters, type AddressState, useAddressState } from '../../lib/address-state.js';
import { formatCount } from '../../lib/text.js';
import { RISK_LEVELS, RiskMark, RISKS } from '../../ui/breaking-risk.js';
import { type Column, DataTable, type Selection } from '../../ui/data-table.js';
import { AddressChip, ChoiceFilter, ClearFilters, Pager, SearchField } from '../../ui/list-controls.js';
import { ListFrame } from '../../ui/list-frame.js';
import { StateMark } from '../../ui/mark.js';
import { Empty } from '../../ui/page-states.js';
import { PathText } from '../../ui/path-text.js';
import {
  PLAN_KIND_VALUES,
  PLAN_KINDS,
  PLAN_STATE_VALUES,
  PLAN_STATES,
  PlanKindWord,
} from '../../ui/plan-state.js';
import { SeverityCounts } from '../../ui/severity.js';
import { When } from '../../ui/when.js';
import { ApproveChosen } from './approve-chosen.js';
import { planActions } from './plan-words.js';

const plansDocument = graphql(/* GraphQL */ `
  query PlansPage($first: Int!, $after: String, $filter: RemediationPlanFilter) {
    remediationPlans(first: $first, after: $after, filter: $filter) {
      totalCount
      isTotalCountCapped
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        id
        ...PlanRow
      }
    }
  }

  fragment PlanRow on RemediationPlan {
    id
    title
    kind
    state
    stateReason
    digest
    riskLevel
    changeCount
    createdAt
    fixedCounts {
      malicious
      critical
      high
      medium
      low
      none
      total
    }
    project {
      id
      path
    }
    mergeRequest {
      id
      iid
    }
    failure {
      message
    }
  }
`);

const FILTERS: AddressFilters = {
  search: 'text',
  state: PLAN_STATE_VALUES,
  kind: PLAN_KIND_VALUES,
  risk: RISK_LEVELS,
  advisory: 'text',
  package: 'text',
};

const NO_PLANS: readonly PlanRowFragment[] = [];
const NONE: ReadonlySet<string> = new Set();

/** Plans with their filters; of one project when it is given. */
export function PlansList({ projectId }: { readonly projectId: string | null }) {
  const address = useAddressState(FILTERS);
  const { data, previousData, error, loading, refetch } = useQuery(plansDocument, {
    variables: { first: 50, after: address.after, filter: readPlanFilter(address, projectId) },
    fetchPolicy: 'cache-and-network',
    pollInterval: 15_000,
  });
  const connection = (data ?? previousData)?.remediationPlans;
  const plans = connection?.nodes ?? NO_PLANS;
  const [chosen, setChosen] = useState<ReadonlySet<string>>(NONE);
  return (
    <div className="stack">
      <Filters address={address} />
      <ListFrame
        count={connection?.nodes.length}
        isLoading={loading}
        problem={error === undefined ? null : describeError(error)}
        retry={() => void refetch()}
        empty={<NoPlans address={address} />}
      >
        <ApproveChosen
          plans={plans.filter((plan) => chosen.has(plan.id) && planActions(plan.state).canApprove)}
          clear={() => setChosen(NONE)}
          onApproved={() => void refetch()}
        />
        <PlanTable
          plans={plans}
          showsProject={projectId === null}
          selection={{
            chosen,
            change: setChosen,
            canChoose: (plan) => planActions(plan.state).canApprove,
            label: (plan) => `Choose the plan ${plan.title} of ${plan.project.path}`,
          }}
        />
        {connection !== undefined && (
          <Pager
            address={address}
            shownCount={connection.nodes.length}
            totalCount={connection.totalCount}
            isTotalCountCapped={connection.isTotalCountCapped}
            pageInfo={connection.pageInfo}
            noun={['plan', 'plans']}
          />
        )}
      </ListFrame>
    </div>
  );
}

/** The filter that the address asks for. */
export function readPlanFilter(
  address: Pick<AddressState, 'one' | 'many'>,
  projectId: string | null,
): RemediationPlanFilter {
  const filter: RemediationPlanFilter = {};
  const state = address.many('state', PLAN_STATE_VALUES);
  const kind = address.many('kind', PLAN_KIND_VALUES);
  if (projectId !== null) filter.projectId = projectId;
  if (address.one('search') !== '') filter.search = address.one('search');
  if (state.length > 0) filter.state = [...state];
  if (kind.length > 0) filter.kind = [...kind];
  const risk = address.many('risk', RISK_LEVELS);
  if (risk.length > 0) filter.risk = [...risk];
  if (address.one('advisory') !== '') filter.advisory = address.one('advisory');
  if (address.one('package') !== '') filter.package = address.one('package');
  return filter;
}

function Filters({ address }: { readonly address: AddressState }) {
  return (
    <div className="row" role="search">
      <SearchField address={address} label="Title or package" />
      <ChoiceFilter
        address={address}
        name="state"
        label="State"
        options={PLAN_STATE_VALUES.map((value) => ({ value, label: PLAN_STATES[value].label }))}
      />
      <ChoiceFilter
        address={address}
        name="kind"
        label="Kind"
        options={PLAN_KIND_VALUES.map((value) => ({ value, label: PLAN_KINDS[value].label }))}
      />
      <ChoiceFilter
        address={address}
        name="risk"
        label="Risk of breaking"
        options={RISK_LEVELS.map((value) => ({ value, label: RISKS[value].label }))}
      />
      <AddressChip address={address} name="advisory" label="Advisory" />
      <AddressChip address={address} name="package" label="Package" />
      <ClearFilters address={address} />
    </div>
  );
}

function PlanTable({
  plans,
  showsProject,
  selection,
}: {
  readonly plans: readonly PlanRowFragment[];
  readonly showsProject: boolean;
  readonly selection: Selection<PlanRowFragment>;
}) {
  const columns: Column<PlanRowFragment>[] = [
    {
      key: 'title',
      title: 'Plan',
      width: 'grow',
      cell: (plan) => <Link to={addressOf.plan(plan.id)}>{plan.title}</Link>,
    },
    ...(showsProject
      ? [
          {
            key: 'project',
            title: 'Project',
            width: 'name' as const,
            cell: (plan: PlanRowFragment) => (
              <Link to={addressOf.project(plan.project.id)}>
                <PathText path={plan.project.path} />
              </Link>
            ),
          },
        ]
      : []),
    {
      key: 'kind',
      title: 'Kind',
      width: 'fit',
      cell: (plan) => <PlanKindWord kind={plan.kind} />,
    },
    {
      key: 'risk',
      title: 'Risk of breaking',
      width: 'fit',
      cell: (plan) => <RiskMark level={plan.riskLevel} />,
    },
    {
      key: 'fixes',
      title: 'Fixes',
      cell: (plan) => <SeverityCounts tally={plan.fixedCounts} none="No finding" />,
    },
    { key: 'changes', title: 'Changes', width: 'fit', cell: (plan) => formatCount(plan.changeCount) },
    { key: 'state', title: 'State', width: 'label', cell: (plan) => <StateCell plan={plan} /> },
    { key: 'created', title: 'Made', width: 'fit', cell: (plan) => <When at={plan.createdAt} /> },
  ];
  return (
    <DataTable
      label="Plans"
      columns={columns}
      rows={plans}
      rowKey={(plan) => plan.id}
      selection={selection}
    />
  );
}

function StateCell({ plan }: { readonly plan: PlanRowFragment }) {
  const { label, tone } = PLAN_STATES[plan.state];
  const why = plan.failure?.message ?? plan.stateReason;
  return (
    <div>
      <StateMark tone={tone}>
        {label}
        {plan.mergeRequest !== null && plan.mergeRequest !== undefined && ` !${plan.mergeRequest.iid}`}
      </StateMark>
      {why !== null && why !== undefined && (
        <div className="quiet small clamp" title={why}>
          {why}
        </div>
      )}
    </div>
  );
}

function NoPlans({ address }: { readonly address: AddressState }) {
  if (address.hasFilters) {
    return <Empty title="No plan fits these filters.">Take a filter away to see more.</Empty>;
  }
  return (
    <Empty title="No plans yet.">
      After an analysis, Backline makes a plan for what it can fix. Findings without a fix say why.
    </Empty>
  );
}
