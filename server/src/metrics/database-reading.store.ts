import type { DataSource, EntityManager } from 'typeorm';
import { type KeyDeps, readKeyStatus } from '../secrets/rotate-keys.js';
import { createSealedValues } from '../secrets/sealed-values.store.js';
import type { DatabaseReader, DatabaseReading } from './database-reading.js';

const STATEMENT_TIMEOUT_MS = 3_000;
const MAX_ROWS = 500;

/** Reads the numbers in one transaction on one connection; a statement that takes longer than 3 s fails the reading. */
export function createDatabaseReader(dataSource: DataSource, sealer: KeyDeps['sealer']): DatabaseReader {
  return {
    read: () =>
      dataSource.transaction('REPEATABLE READ', async (manager): Promise<DatabaseReading> => {
        await manager.query(`SET LOCAL statement_timeout = ${STATEMENT_TIMEOUT_MS}`);
        return {
          ...(await readJobs(manager)),
          ...(await readWork(manager)),
          ...(await readSurroundings(manager)),
          ...(await readDeliveries(manager)),
          sealedValues: await readSealed({ sealed: createSealedValues(manager), sealer }),
        };
      }),
  };
}

/** Finished jobs are counted where they run, not here: they are many, and no index counts them. */
async function readJobs(manager: EntityManager) {
  const jobs: DatabaseReading['jobs'] = await manager.query(
    `SELECT name AS job, CASE WHEN state = 'QUEUED' AND run_at > clock_timestamp() THEN 'scheduled' ELSE lower(state) END AS state,
       count(*)::int AS count
     FROM job WHERE state IN ('QUEUED', 'RUNNING', 'FAILED', 'CANCELLED') GROUP BY 1, 2 ORDER BY 1, 2 LIMIT ${MAX_ROWS}`,
  );
  const [waiting]: { seconds: number; paused: number }[] = await manager.query(
    `SELECT coalesce(extract(epoch FROM clock_timestamp() - min(run_at)), 0)::float8 AS seconds,
       (SELECT count(*)::int FROM job_lane WHERE is_paused AND coalesce(paused_until > clock_timestamp(), true)) AS paused
     FROM job LEFT JOIN job_lane USING (lane)
     WHERE state = 'QUEUED' AND run_at <= clock_timestamp()
       AND NOT (coalesce(is_paused, false) AND coalesce(paused_until > clock_timestamp(), true))`,
  );
  return { jobs, oldestWaitingSeconds: waiting?.seconds ?? 0, pausedLanes: waiting?.paused ?? 0 };
}

async function readWork(manager: EntityManager) {
  const openFindings: DatabaseReading['openFindings'] = await manager.query(
    `SELECT lower(severity) AS severity, count(*)::int AS count FROM finding
     WHERE state IN ('OPEN', 'IN_PROGRESS') GROUP BY 1 ORDER BY 1`,
  );
  const plans: DatabaseReading['plans'] = await manager.query(
    `SELECT lower(state) AS state, count(*)::int AS count FROM remediation_plan GROUP BY 1 ORDER BY 1`,
  );
  const [requests]: { count: number }[] = await manager.query(
    `SELECT count(*)::int AS count FROM merge_request WHERE state IN ('OPENED', 'LOCKED')`,
  );
  const projects: DatabaseReading['projects'] = await manager.query(
    `SELECT lower(state) AS state, count(*)::int AS count FROM project GROUP BY 1 ORDER BY 1`,
  );
  return { openFindings, plans, openMergeRequests: requests?.count ?? 0, projects };
}

async function readSurroundings(manager: EntityManager) {
  const integrations: DatabaseReading['integrations'] = await manager.query(
    `SELECT id::text, name, lower(state) AS state FROM integration ORDER BY integration.id LIMIT ${MAX_ROWS}`,
  );
  const advisorySyncs: DatabaseReading['advisorySyncs'] = await manager.query(
    `SELECT ecosystem, extract(epoch FROM clock_timestamp() - last_sync_at)::float8 AS "ageSeconds"
     FROM advisory_sync WHERE last_sync_at IS NOT NULL ORDER BY ecosystem LIMIT ${MAX_ROWS}`,
  );
  const [imported]: { seconds: number | null }[] = await manager.query(
    `SELECT extract(epoch FROM clock_timestamp() - max(finished_at))::float8 AS seconds
     FROM advisory_import WHERE state = 'SUCCEEDED'`,
  );
  return { integrations, advisorySyncs, advisoryImportSeconds: imported?.seconds ?? null };
}

async function readDeliveries(manager: EntityManager) {
  const [row]: { count: number; seconds: number }[] = await manager.query(
    `SELECT count(*)::int AS count,
       coalesce(extract(epoch FROM clock_timestamp() - min(created_at)), 0)::float8 AS seconds
     FROM event_delivery WHERE state = 'WAITING'`,
  );
  return { waitingDeliveries: row?.count ?? 0, oldestDeliverySeconds: row?.seconds ?? 0 };
}

async function readSealed(keys: KeyDeps): Promise<DatabaseReading['sealedValues']> {
  const { current, older, unreadable } = await readKeyStatus(keys);
  return [
    { state: 'current', count: current },
    { state: 'older', count: older },
    { state: 'unreadable', count: unreadable },
  ];
}
