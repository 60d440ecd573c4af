import { useQuery } from '@apollo/client/react';
import { useCallback, useEffect, useRef } from 'react';
import { Link } from 'react-router';
import { describeError } from '../../apollo/describe-error.js';
import { useLiveJobs } from '../../apollo/live-job.js';
import { graphql } from '../../generated/jobs/gql.js';
import type { JobsPageQuery } from '../../generated/jobs/graphql.js';
import { type AddressState, useAddressState } from '../../lib/address-state.js';
import { addressOf } from '../../lib/addresses.js';
import { jobTexts } from '../../texts/jobs.js';
import { FilterBar } from '../../ui/filter-bar.js';
import { addressFiltersOf } from '../../ui/filter-field.js';
import { Pager } from '../../ui/list-controls.js';
import { ListFrame } from '../../ui/list-frame.js';
import { Page, Section } from '../../ui/page.js';
import { Empty, ExpiredIntegration, NoResults } from '../../ui/page-states.js';
import { JobCounts } from './job-counts.js';
import { jobFields, readJobFilter } from './job-filter.js';
import { FoldedJobs, JobTable } from './job-table.js';
import { RetryShown } from './retry-shown.js';

const jobsDocument = graphql(/* GraphQL */ `
  query JobsPage(
    $first: Int!
    $after: String
    $filter: JobFilter
    $job: ID!
    $hasJob: Boolean!
    $project: ID!
    $hasProject: Boolean!
  ) {
    jobs(first: $first, after: $after, filter: $filter) {
      totalCount
      isTotalCountCapped
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        id
        ...JobRow
      }
    }
    jobCounts {
      ...JobCounts
    }
    dead: jobs(first: 1, filter: { isDead: true }) {
      totalCount
      isTotalCountCapped
    }
    integrations(first: 50) {
      nodes {
        id
        name
        state
      }
    }
    opened: node(id: $job) @include(if: $hasJob) {
      id
      ... on Job {
        ...JobRow
      }
    }
    project: node(id: $project) @include(if: $hasProject) {
      id
      ... on Project {
        path
      }
    }
  }
`);

const FILTERS = {
  ...addressFiltersOf(jobFields({ integrations: [], projectPath: null })),
  integrationId: 'text',
} as const;

type Shown = JobsPageQuery;

/** What Backline does and did, live. */
export function JobsPage() {
  const address = useAddressState(FILTERS);
  const job = address.one('job');
  const project = address.one('projectId');
  const { data, previousData, error, loading, refetch } = useQuery(jobsDocument, {
    variables: {
      first: 50,
      after: address.after,
      filter: readJobFilter(address),
      job,
      hasJob: job !== '',
      project,
      hasProject: project !== '',
    },
    fetchPolicy: 'cache-and-network',
    errorPolicy: 'all',
    pollInterval: 10_000,
  });
  useLiveJobs(useSoon(() => void refetch()));
  const shown = data ?? previousData;
  const connection = shown?.jobs;
  return (
    <Page
      title={jobTexts.title}
      facts={shown !== undefined && <JobCounts counts={shown.jobCounts} dead={shown.dead} />}
    >
      <div className="stack">
        <FilterBar
          address={address}
          fields={jobFields({
            integrations: shown?.integrations.nodes ?? [],
            projectPath: projectPathOf(shown),
          })}
        />
        {shown?.integrations.nodes.map((integration) => (
          <ExpiredIntegration key={integration.id} integration={integration} />
        ))}
        <OpenedJob shown={shown} address={address} />
        <ListFrame
          count={connection?.nodes.length}
          isLoading={loading}
          problem={error === undefined ? null : describeError(error)}
          retry={() => void refetch()}
          empty={<NoJobs address={address} />}
        >
          <RetryShown jobs={(connection?.nodes ?? []).filter(({ state }) => state === 'FAILED')} />
          <FoldedJobs jobs={connection?.nodes ?? []} isWhole={address.one('name') !== ''} address={address} />
          {connection !== undefined && (
            <Pager
              address={address}
              shownCount={connection.nodes.length}
              totalCount={connection.totalCount}
              isTotalCountCapped={connection.isTotalCountCapped}
              pageInfo={connection.pageInfo}
              noun={jobTexts.noun}
            />
          )}
        </ListFrame>
      </div>
    </Page>
  );
}

/** The job that the address names, where the list below does not show it. */
function OpenedJob({
  shown,
  address,
}: {
  readonly shown: Shown | undefined;
  readonly address: AddressState;
}) {
  const opened = shown?.opened;
  if (opened === null || opened === undefined || !('state' in opened)) return null;
  if (opened.id !== address.one('job') || shown?.jobs.nodes.some(({ id }) => id === opened.id) === true)
    return null;
  return (
    <Section title={jobTexts.opened}>
      <JobTable jobs={[opened]} address={address} label={jobTexts.opened} />
    </Section>
  );
}

function projectPathOf(shown: Shown | undefined): string | null {
  const project = shown?.project;
  return project !== null && project !== undefined && 'path' in project ? project.path : null;
}

function NoJobs({ address }: { readonly address: AddressState }) {
  const texts = jobTexts.empty;
  if (address.hasFilters) return <NoResults title={texts.noResults} address={address} />;
  return (
    <Empty title={texts.title} action={<Link to={addressOf.connectGitLab}>{texts.connect}</Link>}>
      {texts.why}
    </Empty>
  );
}

/** Calls back once, a second after the first of many calls. */
function useSoon(callback: () => void): () => void {
  const latest = useRef(callback);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  useEffect(() => {
    latest.current = callback;
  });
  useEffect(() => () => clearTimeout(timer.current ?? undefined), []);
  return useCallback(() => {
    if (timer.current !== null) return;
    timer.current = setTimeout(() => {
      timer.current = null;
      latest.current();
    }, 1000);
  }, []);
}
