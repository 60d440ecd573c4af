import { Button } from '@mantine/core';
import { Link } from 'react-router';
import { graphql } from '../../generated/jobs/gql.js';
import type { JobRowFragment } from '../../generated/jobs/graphql.js';
import { addressOfSubject } from '../../lib/addresses.js';
import { formatDuration } from '../../lib/time.js';
import { countOf } from '../../lib/text.js';
import { DataTable } from '../../ui/data-table.js';
import { JobLine } from '../../ui/job-line.js';
import { StateMark } from '../../ui/mark.js';
import { PathText } from '../../ui/path-text.js';
import { When } from '../../ui/when.js';
import { useCancelJob, useRetryJob } from './job-control.js';
import { isUneventful, jobActions } from './job-words.js';

graphql(/* GraphQL */ `
  fragment JobRow on Job {
    id
    name
    title
    state
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

/** The jobs, with the looks that changed nothing folded away below; all in one table when they were asked for. */
export function FoldedJobs({
  jobs,
  isWhole,
}: {
  readonly jobs: readonly JobRowFragment[];
  readonly isWhole: boolean;
}) {
  const quiet = isWhole ? [] : jobs.filter(isUneventful);
  const rest = isWhole ? jobs : jobs.filter((job) => !isUneventful(job));
  return (
    <>
      {rest.length > 0 && <JobTable jobs={rest} />}
      {quiet.length > 0 && (
        <details style={{ marginTop: 12 }}>
          <summary className="quiet">
            {countOf(quiet.length, 'look', 'looks')} at merge requests changed nothing.
          </summary>
          <div style={{ marginTop: 8 }}>
            <JobTable jobs={quiet} label="Jobs that changed nothing" />
          </div>
        </details>
      )}
    </>
  );
}

/** One job a row: what it does now, waits for, or came to. */
function JobTable({
  jobs,
  label = 'Jobs',
}: {
  readonly jobs: readonly JobRowFragment[];
  readonly label?: string;
}) {
  return (
    <DataTable
      label={label}
      rows={jobs}
      rowKey={(job) => job.id}
      columns={[
        { key: 'job', title: 'Job', width: 'grow', cell: (job) => <JobLine job={job} /> },
        { key: 'subject', title: 'About', width: 'name', cell: (job) => <SubjectCell job={job} /> },
        {
          key: 'attempts',
          title: 'Attempt',
          width: 'fit',
          cell: (job) =>
            job.attempts === 0 ? <span className="quiet">–</span> : `${job.attempts} of ${job.maxAttempts}`,
        },
        { key: 'created', title: 'Queued', width: 'fit', cell: (job) => <When at={job.createdAt} /> },
        { key: 'took', title: 'Took', width: 'fit', cell: (job) => <TookCell job={job} /> },
        { key: 'actions', title: 'Action', width: 'fit', cell: (job) => <ActionCell job={job} /> },
      ]}
    />
  );
}

function SubjectCell({ job }: { readonly job: JobRowFragment }) {
  const address = job.subject === null || job.subject === undefined ? null : addressOfSubject(job.subject);
  const name = job.subjectName ?? '';
  if (name === '') return <span className="quiet">Backline</span>;
  return address === null ? (
    name
  ) : (
    <Link to={address}>
      <PathText path={name} />
    </Link>
  );
}

function TookCell({ job }: { readonly job: JobRowFragment }) {
  const { startedAt, finishedAt } = job;
  if (startedAt === null || startedAt === undefined || finishedAt === null || finishedAt === undefined) {
    return <span className="quiet">–</span>;
  }
  return formatDuration(Math.max(0, Date.parse(finishedAt) - Date.parse(startedAt)));
}

function ActionCell({ job }: { readonly job: JobRowFragment }) {
  const actions = jobActions(job);
  const cancel = useCancelJob();
  const retry = useRetryJob();
  const problem = cancel.problem ?? retry.problem;
  const input = { input: { id: job.id } };
  const isStopping = job.isCancelRequested && !actions.canRetry && job.state !== 'CANCELLED';
  if (!actions.canCancel && !actions.canRetry && !isStopping && problem === null) return null;
  return (
    <div>
      {actions.canCancel && (
        <Button
          variant="default"
          size="compact-xs"
          loading={cancel.isBusy}
          aria-label={`Cancel: ${job.title}`}
          onClick={() => void cancel.run(input)}
        >
          Cancel
        </Button>
      )}
      {actions.canRetry && (
        <Button
          variant="default"
          size="compact-xs"
          loading={retry.isBusy}
          aria-label={`Retry: ${job.title}`}
          onClick={() => void retry.run(input)}
        >
          Retry
        </Button>
      )}
      {isStopping && <span className="quiet small">Stopping</span>}
      {problem !== null && (
        <div role="alert" className="small">
          <StateMark tone="bad">{problem.message}</StateMark>
        </div>
      )}
    </div>
  );
}
