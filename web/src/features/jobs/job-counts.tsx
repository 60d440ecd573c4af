import { Link } from 'react-router';
import { graphql } from '../../generated/jobs/gql.js';
import type { JobCountsFragment } from '../../generated/jobs/graphql.js';
import { formatCount } from '../../lib/text.js';
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
export function JobCounts({ counts }: { readonly counts: JobCountsFragment }) {
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
          {formatCount(count)} {jobStateWord(state).toLowerCase()}
        </Link>
      ))}
    </>
  );
}
