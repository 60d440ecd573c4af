import { useQuery } from '@apollo/client/react';
import { useCallback, useEffect, useRef } from 'react';
import { describeError } from '../../apollo/describe-error.js';
import { useLiveJobs } from '../../apollo/live-job.js';
import { graphql } from '../../generated/jobs/gql.js';
import type { JobFilter } from '../../generated/jobs/graphql.js';
import { type AddressFilters, type AddressState, useAddressState } from '../../lib/address-state.js';
import { ChoiceFilter, ClearFilters, Pager } from '../../ui/list-controls.js';
import { ListFrame } from '../../ui/list-frame.js';
import { Page } from '../../ui/page.js';
import { Empty } from '../../ui/page-states.js';
import { JobCounts } from './job-counts.js';
import { FoldedJobs } from './job-table.js';
import { JOB_KIND_VALUES, JOB_KINDS, JOB_STATE_VALUES, jobStateWord } from './job-words.js';

const jobsDocument = graphql(/* GraphQL */ `
  query JobsPage($first: Int!, $after: String, $filter: JobFilter) {
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
  }
`);

const FILTERS: AddressFilters = { state: JOB_STATE_VALUES, name: JOB_KIND_VALUES };

/** What Backline does and did, live. */
export function JobsPage() {
  const address = useAddressState(FILTERS);
  const { data, previousData, error, loading, refetch } = useQuery(jobsDocument, {
    variables: { first: 50, after: address.after, filter: readJobFilter(address) },
    fetchPolicy: 'cache-and-network',
    pollInterval: 10_000,
  });
  useLiveJobs(useSoon(() => void refetch()));
  const connection = (data ?? previousData)?.jobs;
  const counts = (data ?? previousData)?.jobCounts;
  return (
    <Page title="Jobs" facts={counts !== undefined && <JobCounts counts={counts} />}>
      <div className="stack">
        <div className="row" role="search">
          <ChoiceFilter
            address={address}
            name="state"
            label="State"
            options={JOB_STATE_VALUES.map((value) => ({ value, label: jobStateWord(value) }))}
          />
          <ChoiceFilter address={address} name="name" label="Kind" options={JOB_KINDS} />
          <ClearFilters address={address} />
        </div>
        <ListFrame
          count={connection?.nodes.length}
          isLoading={loading}
          problem={error === undefined ? null : describeError(error)}
          retry={() => void refetch()}
          empty={
            <Empty title={address.hasFilters ? 'No job fits these filters.' : 'No jobs yet.'}>
              {address.hasFilters
                ? 'Take a filter away to see more.'
                : 'Connecting a GitLab starts the first one: reading its projects.'}
            </Empty>
          }
        >
          <FoldedJobs jobs={connection?.nodes ?? []} isWhole={address.one('name') !== ''} />
          {connection !== undefined && (
            <Pager
              address={address}
              shownCount={connection.nodes.length}
              totalCount={connection.totalCount}
              isTotalCountCapped={connection.isTotalCountCapped}
              pageInfo={connection.pageInfo}
              noun={['job', 'jobs']}
            />
          )}
        </ListFrame>
      </div>
    </Page>
  );
}

/** The filter that the address asks for. */
export function readJobFilter(address: Pick<AddressState, 'one' | 'many'>): JobFilter {
  const filter: JobFilter = {};
  const state = address.many('state', JOB_STATE_VALUES);
  const name = address.many('name', JOB_KIND_VALUES);
  if (state.length > 0) filter.state = [...state];
  if (name.length > 0) filter.name = [...name];
  return filter;
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
