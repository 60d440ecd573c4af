import type { DataSource, EntityManager } from 'typeorm';
import type { ExploitKind } from './exploit-scores.js';

const WRITING = 7_201_001;
const MATCHING = 7_201_002;
const EXPLOITS: Readonly<Record<ExploitKind, number>> = { EPSS: 7_201_003, KEV: 7_201_004 };

/**
 * Until the transaction ends, nobody else writes advisories: aliases and groups are worked out on a still picture.
 * Its statements look rows up by key, in the order in which their joins are written. Of tables that are just being
 * filled the planner knows too little and would read them whole, batch after batch.
 */
export async function lockAdvisoryWriting(manager: EntityManager): Promise<void> {
  await manager.query(
    `SELECT set_config('enable_seqscan', 'off', true), set_config('enable_hashjoin', 'off', true),
       set_config('enable_mergejoin', 'off', true), set_config('join_collapse_limit', '1', true),
       pg_advisory_xact_lock($1)`,
    [WRITING],
  );
}

/**
 * SHARED for matching new package versions, EXCLUSIVE for matching again. So a version that an analysis is adding
 * either sees the new advisory or is seen by the rematch. Taken before any row of `package_version`.
 */
export async function lockMatching(manager: EntityManager, mode: 'SHARED' | 'EXCLUSIVE'): Promise<void> {
  const name = mode === 'SHARED' ? 'pg_advisory_xact_lock_shared' : 'pg_advisory_xact_lock';
  await manager.query(`SELECT ${name}($1)`, [MATCHING]);
}

/**
 * Does the work while nobody else, in any process, imports this kind of scores: who comes second waits. The lock is held by
 * a connection of its own and goes with it, so none is left behind.
 */
export async function whileImporting<Result>(
  dataSource: DataSource,
  kind: ExploitKind,
  work: () => Promise<Result>,
): Promise<Result> {
  const holder = dataSource.createQueryRunner();
  try {
    await holder.query('SELECT pg_advisory_lock($1)', [EXPLOITS[kind]]);
    try {
      return await work();
    } finally {
      await holder.query('SELECT pg_advisory_unlock($1)', [EXPLOITS[kind]]);
    }
  } finally {
    await holder.release();
  }
}
