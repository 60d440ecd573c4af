import { useQuery } from '@apollo/client/react';
import { Button } from '@mantine/core';
import { describeError } from '../../apollo/describe-error.js';
import { useLiveJob } from '../../apollo/live-job.js';
import { graphql } from '../../generated/advisories/gql.js';
import type { AdvisoryStatusQuery } from '../../generated/advisories/graphql.js';
import { countOf, formatCount } from '../../lib/text.js';
import { Copyable } from '../../ui/copyable.js';
import { isJobActive, JobLine } from '../../ui/job-line.js';
import { Section } from '../../ui/page.js';
import { Failure, LoadingRows, Notice } from '../../ui/page-states.js';
import { When } from '../../ui/when.js';
import { useSyncAdvisories } from './sync-advisories.js';

const advisoryStatusDocument = graphql(/* GraphQL */ `
  query AdvisoryStatus {
    advisoryStatus {
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
  }
`);

type Status = AdvisoryStatusQuery['advisoryStatus'];

const IMPORT_COMMAND = 'npx --no backline advisories import PATH';

/** How many advisories there are, how fresh they are, and how to bring more in. */
export function AdvisoryStatus() {
  const { data, error, refetch } = useQuery(advisoryStatusDocument, {
    fetchPolicy: 'cache-and-network',
    pollInterval: 10_000,
  });
  const sync = useSyncAdvisories();
  const job = data?.advisoryStatus.syncJob;
  const activeJob = job !== null && job !== undefined && isJobActive(job.state) ? job : null;
  useLiveJob(activeJob?.id ?? null, () => void refetch());
  if (data === undefined) {
    return error === undefined ? (
      <LoadingRows rows={2} />
    ) : (
      <Failure problem={describeError(error)} retry={() => void refetch()} />
    );
  }
  const status = data.advisoryStatus;
  return (
    <Section
      title="Source"
      actions={
        <Button
          variant="default"
          size="xs"
          loading={sync.isBusy}
          disabled={activeJob !== null}
          onClick={() => void sync.run({})}
        >
          Sync now
        </Button>
      }
    >
      <p>
        {status.total === 0
          ? 'No advisories yet.'
          : `${countOf(status.total, 'advisory', 'advisories')}: ${ecosystems(status)}.`}{' '}
        <span className="quiet">
          Last synced: <When at={status.lastSyncedAt} />.
        </span>
      </p>
      {activeJob !== null && <JobLine job={activeJob} />}
      {job?.state === 'FAILED' && (
        <Notice tone="bad" title="The last sync failed.">
          {job.error?.message}
        </Notice>
      )}
      {sync.problem !== null && <Failure problem={sync.problem} />}
      <LastImport status={status} />
      <p className="quiet">
        Without internet, import an OSV zip, a folder of JSON files or JSON lines on the server:{' '}
        <Copyable text={IMPORT_COMMAND} label="command" max={60} />
      </p>
    </Section>
  );
}

function ecosystems(status: Status): string {
  return status.byEcosystem.map(({ ecosystem, count }) => `${formatCount(count)} ${ecosystem}`).join(', ');
}

function LastImport({ status }: { readonly status: Status }) {
  const last = status.lastImport;
  if (last === null || last === undefined) return null;
  return (
    <>
      <p className="quiet">
        Last import: <span className="mono breaks">{last.source}</span>,{' '}
        <When at={last.finishedAt ?? last.startedAt} />: {formatCount(last.read)} read,{' '}
        {formatCount(last.new)} new, {formatCount(last.changed)} changed, {formatCount(last.withdrawn)}{' '}
        withdrawn, {formatCount(last.broken)} could not be read.
      </p>
      {(last.error ?? null) !== null && (
        <Notice tone="bad" title="The last import stopped.">
          {last.error}
        </Notice>
      )}
      {last.problems.length > 0 && (
        <details>
          <summary>{countOf(last.problems.length, 'problem')} in the last import</summary>
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
