import { Link } from 'react-router';
import { useMay } from '../../apollo/use-may.js';
import type { JobRowFragment } from '../../generated/jobs/graphql.js';
import type { AddressState } from '../../lib/address-state.js';
import { addressOfSubject } from '../../lib/addresses.js';
import { formatDuration } from '../../lib/time.js';
import { jobTexts as texts } from '../../texts/jobs.js';
import { DataTable } from '../../ui/data-table.js';
import { JobLine } from '../../ui/job-line.js';
import { StateMark } from '../../ui/mark.js';
import { MayButton } from '../../ui/may-button.js';
import { PathText } from '../../ui/path-text.js';
import { When } from '../../ui/when.js';
import { JobDetail } from './job-detail.js';
import { useCancelJob, useRetryJob } from './job-control.js';
import { isUneventful, jobActions } from './job-words.js';

/** The jobs, with the looks that changed nothing folded away below; all in one table when they were asked for. */
export function FoldedJobs({
  jobs,
  isWhole,
  address,
}: {
  readonly jobs: readonly JobRowFragment[];
  readonly isWhole: boolean;
  readonly address: AddressState;
}) {
  const quiet = isWhole ? [] : jobs.filter(isUneventful);
  const rest = isWhole ? jobs : jobs.filter((job) => !isUneventful(job));
  return (
    <>
      {rest.length > 0 && <JobTable jobs={rest} address={address} />}
      {quiet.length > 0 && (
        <details style={{ marginTop: 12 }}>
          <summary className="quiet">{texts.quiet(quiet.length)}</summary>
          <div style={{ marginTop: 8 }}>
            <JobTable jobs={quiet} address={address} label={texts.quietLabel} />
          </div>
        </details>
      )}
    </>
  );
}

/** One job a row: what it does now, waits for, or came to. */
export function JobTable({
  jobs,
  address,
  label = texts.title,
}: {
  readonly jobs: readonly JobRowFragment[];
  readonly address: AddressState;
  readonly label?: string;
}) {
  const open = address.one('job');
  return (
    <DataTable
      label={label}
      rows={jobs}
      rowKey={(job) => job.id}
      detail={{
        openKey: open === '' ? null : open,
        toggle: (key) => address.keep({ job: key === open ? [] : [key] }),
        label: (job) => texts.details(job.title, job.subjectName ?? ''),
        render: (job) => <JobDetail job={job} />,
      }}
      columns={[
        { key: 'job', title: texts.columns.job, width: 'grow', cell: (job) => <JobLine job={job} /> },
        {
          key: 'subject',
          title: texts.columns.subject,
          width: 'name',
          cell: (job) => <SubjectCell job={job} />,
        },
        {
          key: 'attempts',
          title: texts.columns.attempts,
          width: 'fit',
          cell: (job) =>
            job.attempts === 0 ? (
              <span className="quiet">{texts.noAttempt}</span>
            ) : (
              texts.attempt(job.attempts, job.maxAttempts)
            ),
        },
        {
          key: 'created',
          title: texts.columns.created,
          width: 'fit',
          cell: (job) => <When at={job.createdAt} />,
        },
        { key: 'took', title: texts.columns.took, width: 'fit', cell: (job) => <TookCell job={job} /> },
        {
          key: 'actions',
          title: texts.columns.actions,
          width: 'fit',
          cell: (job) => <ActionCell job={job} />,
        },
      ]}
    />
  );
}

function SubjectCell({ job }: { readonly job: JobRowFragment }) {
  const address = job.subject === null || job.subject === undefined ? null : addressOfSubject(job.subject);
  const name = job.subjectName ?? '';
  if (name === '') return <span className="quiet">{texts.backline}</span>;
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
    return <span className="quiet">{texts.noAttempt}</span>;
  }
  return formatDuration(Math.max(0, Date.parse(finishedAt) - Date.parse(startedAt)));
}

function ActionCell({ job }: { readonly job: JobRowFragment }) {
  const actions = jobActions(job);
  const cancel = useCancelJob();
  const retry = useRetryJob();
  const right = useMay('PLAN');
  const problem = cancel.problem ?? retry.problem;
  const input = { input: { id: job.id } };
  const isStopping = job.isCancelRequested && !actions.canRetry && job.state !== 'CANCELLED';
  if (!actions.canCancel && !actions.canRetry && !isStopping && problem === null) return null;
  return (
    <div>
      {actions.canCancel && (
        <MayButton
          permission={right}
          variant="default"
          size="compact-xs"
          loading={cancel.isBusy}
          aria-label={texts.cancelOf(job.title)}
          onClick={() => void cancel.run(input)}
        >
          {texts.cancel}
        </MayButton>
      )}
      {actions.canRetry && (
        <MayButton
          permission={right}
          variant="default"
          size="compact-xs"
          loading={retry.isBusy}
          aria-label={texts.retryOf(job.title)}
          onClick={() => void retry.run(input)}
        >
          {texts.retry}
        </MayButton>
      )}
      {isStopping && <span className="quiet small">{texts.stopping}</span>}
      {problem !== null && (
        <div role="alert" className="small">
          <StateMark tone="bad">{problem.message}</StateMark>
        </div>
      )}
    </div>
  );
}
