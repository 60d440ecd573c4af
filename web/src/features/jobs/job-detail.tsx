import { graphql } from '../../generated/jobs/gql.js';
import type { JobRowFragment } from '../../generated/jobs/graphql.js';
import { problemOf } from '../../lib/problem.js';
import { useNow } from '../../lib/use-now.js';
import { jobTexts } from '../../texts/jobs.js';
import { Copyable } from '../../ui/copyable.js';
import { jobSentence } from '../../ui/job-line.js';
import { Facts } from '../../ui/page.js';
import { When } from '../../ui/when.js';
import { attemptSentence } from './job-words.js';

graphql(/* GraphQL */ `
  fragment JobRow on Job {
    id
    name
    title
    state
    lane
    subjectName
    subject {
      __typename
      id
    }
    attempts
    maxAttempts
    isCancelRequested
    createdAt
    startedAt
    finishedAt
    runAt
    waitingFor
    result
    progress {
      done
      total
      message
    }
    error {
      code
      message
    }
  }
`);

const texts = jobTexts.life;

/** A job's life: what it does or waits for, why it failed and what helps, and its attempts. */
export function JobDetail({ job }: { readonly job: JobRowFragment }) {
  const now = useNow();
  const { error } = job;
  const remedy = error === null || error === undefined ? null : problemOf(error.code, error.message).remedy;
  return (
    <Facts
      facts={[
        { label: texts.now, value: jobSentence(job, now) },
        ...(error === null || error === undefined
          ? []
          : [
              {
                label: texts.error,
                value: (
                  <>
                    {error.message} <span className="quiet">{texts.code(error.code)}</span>
                  </>
                ),
              },
            ]),
        ...(remedy === null ? [] : [{ label: texts.remedy, value: remedy }]),
        { label: texts.attempts, value: attemptSentence(job) },
        {
          label: texts.lane,
          value: job.lane.startsWith('integration:') ? texts.laneIntegration : texts.laneBackline,
        },
        { label: texts.queued, value: <When at={job.createdAt} /> },
        ...(job.state === 'QUEUED' ? [{ label: texts.due, value: <When at={job.runAt} /> }] : []),
        ...(typeof job.startedAt === 'string'
          ? [{ label: texts.started, value: <When at={job.startedAt} /> }]
          : []),
        ...(typeof job.finishedAt === 'string'
          ? [{ label: texts.ended, value: <When at={job.finishedAt} /> }]
          : []),
        { label: texts.id, value: <Copyable text={job.id} label={texts.number} /> },
      ]}
    />
  );
}
