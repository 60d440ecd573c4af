import { NativeSelect } from '@mantine/core';
import { useQuery } from '@apollo/client/react';
import { useMemo, useState } from 'react';
import { Link, useLocation } from 'react-router';
import { describeError } from '../../apollo/describe-error.js';
import { graphql } from '../../generated/plans/gql.js';
import type { PlanRowFragment, PlansContextFragment } from '../../generated/plans/graphql.js';
import { type AddressState, useAddressState } from '../../lib/address-state.js';
import { useListPlace } from '../../lib/list-place.js';
import { planTexts } from '../../texts/plans.js';
import { ExportMenu } from '../../ui/export-menu.js';
import { FilterBar } from '../../ui/filter-bar.js';
import { Pager } from '../../ui/list-controls.js';
import { ListFrame } from '../../ui/list-frame.js';
import { Empty, ExpiredIntegration, NoResults } from '../../ui/page-states.js';
import { ChosenPlans } from './chosen-plans.js';
import { planFields } from './plan-fields.js';
import { listInAddress, PLAN_FILTERS, PLAN_ORDERS, readPlanFilter, readPlanOrder } from './plan-filter.js';
import { PlanTable } from './plan-table.js';
import { planActions } from './plan-words.js';

const plansDocument = graphql(/* GraphQL */ `
  query PlansPage(
    $first: Int!
    $after: String
    $filter: RemediationPlanFilter
    $orderBy: RemediationPlanOrderField!
    $projectId: ID!
    $hasProject: Boolean!
  ) {
    remediationPlans(first: $first, after: $after, filter: $filter, orderBy: { field: $orderBy }) {
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
    ...PlansContext
  }

  fragment PlansContext on Query {
    integrations(first: 50) {
      nodes {
        id
        name
        state
      }
    }
    filterProject: node(id: $projectId) @include(if: $hasProject) {
      id
      ... on Project {
        path
      }
    }
  }
`);

const NO_PLANS: readonly PlanRowFragment[] = [];
const NONE: ReadonlySet<string> = new Set();
const ROWS = 50;

/** Plans with their filters; of one project when it is given. */
export function PlansList({ projectId }: { readonly projectId: string | null }) {
  const address = useAddressState(PLAN_FILTERS);
  const { search } = useLocation();
  const filter = readPlanFilter(address, projectId);
  const orderBy = readPlanOrder(address.one('order'));
  const given = projectId === null ? address.one('projectId') : '';
  const { data, previousData, error, loading, refetch } = useQuery(plansDocument, {
    variables: {
      first: ROWS,
      after: address.after,
      filter,
      orderBy,
      projectId: given,
      hasProject: given !== '',
    },
    fetchPolicy: 'cache-and-network',
    errorPolicy: 'all',
  });
  const shown = data ?? previousData;
  const connection = shown?.remediationPlans;
  const plans = connection?.nodes ?? NO_PLANS;
  const [chosen, setChosen] = useState<ReadonlySet<string>>(NONE);
  useListPlace(connection !== undefined);
  return (
    <div className="stack">
      <Filters address={address} context={shown} isInProject={projectId !== null}>
        <ExportMenu
          noun="plans"
          filter={filter}
          orderBy={orderBy}
          totalCount={connection?.totalCount}
          isTotalCountCapped={connection?.isTotalCountCapped}
          isFiltered={address.hasFilters}
        />
      </Filters>
      {projectId === null &&
        shown?.integrations.nodes.map((integration) => (
          <ExpiredIntegration key={integration.id} integration={integration} />
        ))}
      <ListFrame
        count={connection?.nodes.length}
        isLoading={loading}
        problem={error === undefined ? null : describeError(error)}
        retry={() => void refetch()}
        empty={<NoPlans address={address} />}
      >
        <ChosenPlans
          plans={plans.filter(({ id }) => chosen.has(id))}
          clear={() => setChosen(NONE)}
          onDone={() => void refetch()}
        />
        <PlanTable
          plans={plans}
          list={listInAddress(search, projectId)}
          showsProject={projectId === null}
          selection={{
            chosen,
            change: setChosen,
            canChoose: ({ state }) => planActions(state).canApprove || planActions(state).canReject,
            label: (plan) => planTexts.choose(plan.title, plan.project.path),
          }}
        />
        {connection !== undefined && (
          <Pager
            address={address}
            shownCount={connection.nodes.length}
            totalCount={connection.totalCount}
            isTotalCountCapped={connection.isTotalCountCapped}
            pageInfo={connection.pageInfo}
            noun={planTexts.noun}
          />
        )}
      </ListFrame>
    </div>
  );
}

const NO_INTEGRATIONS: PlansContextFragment['integrations']['nodes'] = [];

function Filters({
  address,
  context,
  isInProject,
  children,
}: {
  readonly address: AddressState;
  readonly context: PlansContextFragment | undefined;
  readonly isInProject: boolean;
  readonly children: React.ReactNode;
}) {
  const integrations = context?.integrations.nodes ?? NO_INTEGRATIONS;
  const project = context?.filterProject;
  const projectPath = project !== null && project !== undefined && 'path' in project ? project.path : null;
  const fields = useMemo(
    () => planFields({ integrations, projectPath, isInProject }),
    [integrations, projectPath, isInProject],
  );
  return (
    <FilterBar address={address} fields={fields} search={planTexts.filters.search}>
      <NativeSelect
        aria-label={planTexts.orders.label}
        value={readPlanOrder(address.one('order'))}
        data={PLAN_ORDERS.map((value) => ({ value, label: planTexts.orders[value] }))}
        onChange={({ currentTarget: { value } }) => address.set({ order: value === 'NEWEST' ? [] : [value] })}
      />
      {children}
    </FilterBar>
  );
}

function NoPlans({ address }: { readonly address: AddressState }) {
  if (address.hasFilters) return <NoResults title={planTexts.noResults} address={address} />;
  const { title, text, next } = planTexts.empty;
  return (
    <Empty title={title} action={<Link to="/projects">{next}</Link>}>
      {text}
    </Empty>
  );
}
