import { useLiveJob } from '../../apollo/live-job.js';
import { useMayWhole } from '../../apollo/use-may.js';
import { graphql } from '../../generated/advisories/gql.js';
import type { AdvisoryStatusFragment } from '../../generated/advisories/graphql.js';
import { useNow } from '../../lib/use-now.js';
import { usePolling } from '../../lib/use-polling.js';
import { advisoryTexts } from '../../texts/advisories.js';
import { Copyable } from '../../ui/copyable.js';
import { isJobActive, JobLine } from '../../ui/job-line.js';
import { MayButton } from '../../ui/may-button.js';
import { Section } from '../../ui/page.js';
import { Failure, Notice } from '../../ui/page-states.js';
import { When } from '../../ui/when.js';
import { useSyncAdvisories } from './sync-advisories.js';

graphql(/* GraphQL */ `
  fragment AdvisoryStatus on AdvisoryStatus {
    total
    lastSyncedAt
    byEcosystem {
      ecosystem
      count
    }
    lastImport {
      id
      source
      state
      error
      startedAt
      finishedAt
      read
      new
      changed
      unchanged
      withdrawn
      broken
      problems
    }
    syncJob {
      id
      name
      title
      state
      subjectName
      isCancelRequested
      attempts
      startedAt
      finishedAt
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
  }
`);

const texts = advisoryTexts.source;
const IMPORT_COMMAND = 'npx --no backline advisories import PATH';
const DAY_MS = 86_400_000;
const OLD_DAYS = 3;

interface AdvisoryStatusProps {
  readonly status: AdvisoryStatusFragment;
  readonly refetch: () => void;
  readonly polling: Pick<Parameters<typeof usePolling>[0], 'startPolling' | 'stopPolling'>;
}

/** How many advisories there are, how fresh they are, and how to bring more in; a sync is followed as it goes. */
export function AdvisoryStatus({ status, refetch, polling }: AdvisoryStatusProps) {
  const sync = useSyncAdvisories();
  const right = useMayWhole('PLAN', null);
  const job = status.syncJob;
  const activeJob = job !== null && job !== undefined && isJobActive(job.state) ? job : null;
  useLiveJob(activeJob?.id ?? null, refetch);
  usePolling({ isOn: activeJob !== null, ...polling });
  return (
    <Section
      title={texts.title}
      actions={
        <MayButton
          permission={right}
          variant="default"
          size="xs"
          loading={sync.isBusy}
          disabled={activeJob !== null}
          onClick={() => void sync.run({})}
        >
          {texts.sync}
        </MayButton>
      }
    >
      <p>
        {status.total === 0 ? texts.none : texts.total(status.total, status.byEcosystem)}{' '}
        {((status.lastSyncedAt ?? null) !== null || (status.lastImport ?? null) === null) && (
          <span className="quiet">
            {texts.lastSynced} <When at={status.lastSyncedAt} never={texts.never} />.
          </span>
        )}
      </p>
      <Age lastSyncedAt={status.lastSyncedAt ?? null} />
      {activeJob !== null && <JobLine job={activeJob} />}
      {job?.state === 'FAILED' && (
        <Notice tone="bad" title={texts.failed}>
          {job.error?.message}
        </Notice>
      )}
      {sync.problem !== null && <Failure problem={sync.problem} />}
      <LastImport status={status} />
      <p className="quiet small">
        {texts.offline} <Copyable text={IMPORT_COMMAND} label={texts.command} max={60} />
      </p>
    </Section>
  );
}

/** Says so where what was published lately is not known; who imports by hand knows when they did. */
function Age({ lastSyncedAt }: { readonly lastSyncedAt: string | null }) {
  const now = useNow();
  if (lastSyncedAt === null) return null;
  const days = Math.floor((now - Date.parse(lastSyncedAt)) / DAY_MS);
  return days < OLD_DAYS ? null : <Notice tone="warn" title={texts.old(days)} />;
}

function LastImport({ status }: { readonly status: AdvisoryStatusFragment }) {
  const last = status.lastImport;
  if (last === null || last === undefined) return null;
  return (
    <>
      <p className="quiet small">
        {texts.lastImport} <span className="mono breaks">{last.source}</span>,{' '}
        <When at={last.finishedAt ?? last.startedAt} />:{' '}
        {texts.result(last.read, last.new, last.changed, last.withdrawn, last.broken)}
      </p>
      {(last.error ?? null) !== null && (
        <Notice tone="bad" title={texts.stopped}>
          {last.error}
        </Notice>
      )}
      {last.problems.length > 0 && (
        <details>
          <summary style={{ minHeight: 24 }}>{texts.problems(last.problems.length)}</summary>
          <ul>
            {last.problems.map((problem) => (
              <li key={problem} className="breaks">
                {problem}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
