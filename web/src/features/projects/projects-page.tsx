import { useQuery } from '@apollo/client/react';
import { NativeSelect } from '@mantine/core';
import { useMemo } from 'react';
import { Link } from 'react-router';
import { describeError } from '../../apollo/describe-error.js';
import { graphql } from '../../generated/projects/gql.js';
import type { ProjectsPageQuery } from '../../generated/projects/graphql.js';
import { type AddressState, useAddressState } from '../../lib/address-state.js';
import { addressOf } from '../../lib/addresses.js';
import { useListPlace } from '../../lib/list-place.js';
import { projectTexts } from '../../texts/projects.js';
import { ExportMenu } from '../../ui/export-menu.js';
import { FilterBar } from '../../ui/filter-bar.js';
import { addressFiltersOf } from '../../ui/filter-field.js';
import { Pager } from '../../ui/list-controls.js';
import { ListFrame } from '../../ui/list-frame.js';
import { Page } from '../../ui/page.js';
import { Empty, ExpiredIntegration, NoResults } from '../../ui/page-states.js';
import { GroupPanel } from './group-panel.js';
import { projectFields } from './project-fields.js';
import { PROJECT_ORDERS, readProjectFilter, readProjectOrder } from './project-filter.js';
import { ProjectTable } from './project-table.js';
import classes from './projects-page.module.css';

const projectsDocument = graphql(/* GraphQL */ `
  query ProjectsPage($first: Int!, $after: String, $filter: ProjectFilter, $orderBy: ProjectOrderField!) {
    projects(first: $first, after: $after, filter: $filter, orderBy: { field: $orderBy }) {
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
    projectGroups {
      ...GroupNode
    }
    integrations(first: 50) {
      nodes {
        id
        name
        state
      }
    }
  }
`);

const NO_INTEGRATIONS: ProjectsPageQuery['integrations']['nodes'] = [];
const ROWS = 50;

/** The catalogue: every project that a token is a member of, how each is, and its groups as a tree. */
export function ProjectsPage() {
  const address = useProjectsAddress();
  const filter = readProjectFilter(address);
  const orderBy = readProjectOrder(address);
  const { data, previousData, error, loading, refetch } = useQuery(projectsDocument, {
    variables: { first: ROWS, after: address.after, filter, orderBy },
    fetchPolicy: 'cache-and-network',
    errorPolicy: 'all',
    pollInterval: 30_000,
  });
  const shown = data ?? previousData;
  const connection = shown?.projects;
  const integrations = shown?.integrations.nodes ?? NO_INTEGRATIONS;
  const fields = useMemo(() => projectFields(integrations), [integrations]);
  useListPlace(connection !== undefined);
  return (
    <Page title={projectTexts.title}>
      <div className={classes.columns}>
        <GroupPanel address={address} roots={shown?.projectGroups} integrations={integrations} />
        <div className="stack">
          <FilterBar address={address} fields={fields} search={projectTexts.filters.search}>
            <OrderSelect address={address} />
            <ExportMenu
              noun="projects"
              filter={filter}
              orderBy={orderBy}
              totalCount={connection?.totalCount}
              isTotalCountCapped={connection?.isTotalCountCapped}
              isFiltered={address.hasFilters}
            />
          </FilterBar>
          {integrations.map((integration) => (
            <ExpiredIntegration key={integration.id} integration={integration} />
          ))}
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
                noun={projectTexts.noun}
              />
            )}
          </ListFrame>
        </div>
      </div>
    </Page>
  );
}

const FILTERS = { ...addressFiltersOf(projectFields([])), search: 'text', integrationId: 'text' } as const;

function useProjectsAddress(): AddressState {
  return useAddressState(FILTERS);
}

function OrderSelect({ address }: { readonly address: AddressState }) {
  const texts = projectTexts.orders;
  return (
    <NativeSelect
      aria-label={texts.label}
      value={readProjectOrder(address)}
      data={PROJECT_ORDERS.map((value) => ({ value, label: texts.said(texts[value]) }))}
      onChange={({ currentTarget: { value } }) => address.set({ order: value === 'RISK' ? [] : [value] })}
    />
  );
}

function NoProjects({ address }: { readonly address: AddressState }) {
  const texts = projectTexts.empty;
  if (address.hasFilters) return <NoResults title={texts.noResults} address={address} />;
  return (
    <Empty title={texts.title} action={<Link to={addressOf.connectGitLab}>{texts.connect}</Link>}>
      {texts.why}
    </Empty>
  );
}
