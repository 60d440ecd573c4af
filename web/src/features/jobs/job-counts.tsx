import { Link } from 'react-router';
import { graphql } from '../../generated/jobs/gql.js';
import type { JobCountsFragment } from '../../generated/jobs/graphql.js';
import { jobTexts } from '../../texts/jobs.js';
import { StateMark } from '../../ui/mark.js';
import { jobStateWord } from './job-words.js';

graphql(/* GraphQL */ `
  fragment JobCounts on JobCounts {
    running
    queued
    failed
    succeeded
    cancelled
  }
`);

/** How many jobs there are in each state; each number leads to its list. */
export function JobCounts({
  counts,
  dead,
}: {
  readonly counts: JobCountsFragment;
  /** Those that failed and are not tried again. */
  readonly dead: { readonly totalCount: number; readonly isTotalCountCapped: boolean };
}) {
  const entries = [
    ['RUNNING', counts.running],
    ['QUEUED', counts.queued],
    ['FAILED', counts.failed],
    ['SUCCEEDED', counts.succeeded],
    ['CANCELLED', counts.cancelled],
  ] as const;
  return (
    <>
      {entries.map(([state, count]) => (
        <Link key={state} to={`/jobs?state=${state}`}>
          {jobTexts.counts.state(count, jobStateWord(state))}
        </Link>
      ))}
      {dead.totalCount > 0 && (
        <StateMark tone="bad">
          <Link to="/jobs?isDead=true">{jobTexts.counts.dead(dead.totalCount, dead.isTotalCountCapped)}</Link>
        </StateMark>
      )}
    </>
  );
}
