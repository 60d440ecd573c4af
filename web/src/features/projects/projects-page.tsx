import { useQuery } from '@apollo/client/react';
import { Link } from 'react-router';
import { describeError } from '../../apollo/describe-error.js';
import { graphql } from '../../generated/projects/gql.js';
import type { ProjectFilter, ProjectOrder } from '../../generated/projects/graphql.js';
import { addressOf } from '../../lib/addresses.js';
import { type AddressFilters, type AddressState, useAddressState } from '../../lib/address-state.js';
import { AddressChip, ChoiceFilter, ClearFilters, Pager, SearchField } from '../../ui/list-controls.js';
import { ListFrame } from '../../ui/list-frame.js';
import { Page } from '../../ui/page.js';
import { Empty } from '../../ui/page-states.js';
import { ProjectTable } from './project-table.js';
import {
  ANALYSIS_STATE_VALUES,
  ANALYSIS_STATES,
  PROJECT_STATE_VALUES,
  PROJECT_STATES,
} from './project-words.js';

const projectsDocument = graphql(/* GraphQL */ `
  query ProjectsPage($first: Int!, $after: String, $filter: ProjectFilter, $orderBy: ProjectOrder!) {
    projects(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      totalCount
      isTotalCountCapped
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        id
        ...ProjectRow
      }
    }
  }
`);

const FILTERS: AddressFilters = {
  search: 'text',
  integration: 'text',
  state: PROJECT_STATE_VALUES,
  analysisState: ANALYSIS_STATE_VALUES,
  findings: ['open'],
  withProblems: ['yes'],
};

/** The catalogue: every project that the token is a member of. */
export function ProjectsPage() {
  const address = useAddressState(FILTERS);
  const orderBy = readOrder(address);
  const { data, previousData, error, loading, refetch } = useQuery(projectsDocument, {
    variables: { first: 50, after: address.after, filter: readProjectFilter(address), orderBy },
    fetchPolicy: 'cache-and-network',
    pollInterval: 15_000,
  });
  const connection = (data ?? previousData)?.projects;
  return (
    <Page title="Projects">
      <div className="stack">
        <Filters address={address} />
        <ListFrame
          count={connection?.nodes.length}
          isLoading={loading}
          problem={error === undefined ? null : describeError(error)}
          retry={() => void refetch()}
          empty={<NoProjects address={address} />}
        >
          <ProjectTable projects={connection?.nodes ?? []} address={address} orderBy={orderBy} />
          {connection !== undefined && (
            <Pager
              address={address}
              shownCount={connection.nodes.length}
              totalCount={connection.totalCount}
              isTotalCountCapped={connection.isTotalCountCapped}
              pageInfo={connection.pageInfo}
              noun={['project', 'projects']}
            />
          )}
        </ListFrame>
      </div>
    </Page>
  );
}

/** The filter that the address asks for. */
export function readProjectFilter(address: Pick<AddressState, 'one' | 'many'>): ProjectFilter {
  const filter: ProjectFilter = {};
  const state = address.many('state', PROJECT_STATE_VALUES);
  const analysisState = address.many('analysisState', ANALYSIS_STATE_VALUES);
  if (address.one('search') !== '') filter.search = address.one('search');
  if (address.one('integration') !== '') filter.integrationId = address.one('integration');
  if (state.length > 0) filter.state = [...state];
  if (analysisState.length > 0) filter.analysisState = [...analysisState];
  if (address.one('findings') === 'open') filter.withOpenFindings = true;
  if (address.one('withProblems') === 'yes') filter.withProblems = true;
  return filter;
}

function readOrder(address: AddressState): ProjectOrder {
  return address.many('order', ['PATH', 'LAST_ANALYZED'] as const)[0] ?? 'RISK';
}

function Filters({ address }: { readonly address: AddressState }) {
  return (
    <div className="row" role="search">
      <SearchField address={address} label="Path" />
      <ChoiceFilter
        address={address}
        name="state"
        label="State"
        options={PROJECT_STATE_VALUES.map((value) => ({ value, label: PROJECT_STATES[value].label }))}
      />
      <ChoiceFilter
        address={address}
        name="findings"
        label="Findings"
        options={[{ value: 'open', label: 'With open findings' }]}
      />
      <ChoiceFilter
        address={address}
        name="analysisState"
        label="Analysis"
        options={ANALYSIS_STATE_VALUES.map((value) => ({ value, label: ANALYSIS_STATES[value].label }))}
      />
      <ChoiceFilter
        address={address}
        name="withProblems"
        label="Manifests"
        options={[{ value: 'yes', label: 'Not read whole' }]}
      />
      <AddressChip address={address} name="integration" label="Integration" />
      <ClearFilters address={address} />
    </div>
  );
}

function NoProjects({ address }: { readonly address: AddressState }) {
  if (address.hasFilters) {
    return <Empty title="No project fits these filters.">Take a filter away to see more.</Empty>;
  }
  return (
    <Empty title="No projects yet." action={<Link to={addressOf.connectGitLab}>Connect GitLab</Link>}>
      Once a GitLab is connected, every project that its token is a member of appears here.
    </Empty>
  );
}
