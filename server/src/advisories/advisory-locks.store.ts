import type { EntityManager } from 'typeorm';

const WRITING = 7_201_001;
const MATCHING = 7_201_002;

/** Until the transaction ends, nobody else writes advisories: aliases and groups are worked out on a still picture. */
export async function lockAdvisoryWriting(manager: EntityManager): Promise<void> {
  await manager.query('SELECT pg_advisory_xact_lock($1)', [WRITING]);
}

/**
 * SHARED for matching new package versions, EXCLUSIVE for matching again. So a version that an analysis is adding
 * either sees the new advisory or is seen by the rematch. Taken before any row of `package_version`.
 */
export async function lockMatching(manager: EntityManager, mode: 'SHARED' | 'EXCLUSIVE'): Promise<void> {
  const name = mode === 'SHARED' ? 'pg_advisory_xact_lock_shared' : 'pg_advisory_xact_lock';
  await manager.query(`SELECT ${name}($1)`, [MATCHING]);
}
