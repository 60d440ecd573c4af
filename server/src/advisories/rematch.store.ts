import type { EntityManager } from 'typeorm';
import { lockMatching } from './advisory-locks.store.js';
import type { RematchOutcome } from './advisory-ports.js';
import type { VersionOrder } from './prepared-version.js';
import { packageKey } from './package-key.js';
import {
  type DueVersion,
  MATCHING_VERSION,
  type MatchRow,
  findMatches,
  markMatched,
  writeMatches,
} from './package-version.store.js';

/** What matching again needs besides the database. */
export interface RematchOptions {
  readonly orders: readonly VersionOrder[];
  readonly onMatchesChanged?: (manager: EntityManager, packageVersionIds: readonly string[]) => Promise<void>;
}

/**
 * Takes up to `limit` packages whose advisories changed off the list and matches the versions of them that are
 * stored; where the list is empty, up to ten times as many versions that an older matching looked at. All in the
 * transaction of the manager: whoever fails leaves everything as it was, and whoever goes on begins where it ended.
 */
export async function rematchPending(
  manager: EntityManager,
  limit: number,
  options: RematchOptions,
): Promise<RematchOutcome> {
  await lockMatching(manager, 'EXCLUSIVE');
  await dropUnused(manager);
  const packages = await takePending(manager, limit);
  if (packages.length > 0) {
    const due = await readVersions(manager, packages);
    const changedIds = await matchAgain(manager, due, options);
    return { packages: packages.length, changedIds, remaining: true };
  }
  const due = await readOutdated(manager, limit * VERSIONS_PER_PACKAGE);
  const changedIds = await matchAgain(manager, due, options);
  return {
    packages: new Set(due.map(({ ecosystem, matchName }) => packageKey(ecosystem, matchName))).size,
    changedIds,
    remaining: due.length === limit * VERSIONS_PER_PACKAGE,
  };
}

const VERSIONS_PER_PACKAGE = 10;

async function matchAgain(
  manager: EntityManager,
  due: readonly (DueVersion & { readonly isForced: boolean })[],
  options: RematchOptions,
): Promise<readonly string[]> {
  if (due.length === 0) return [];
  const before = await readMatches(manager, due);
  const after = await findMatches(manager, due, options.orders);
  const { gone, written } = compareMatches(before, after);
  if (gone.length > 0) {
    await manager.query(
      `DELETE FROM package_match USING unnest($1::bigint[], $2::text[]) AS gone(id, advisory_id)
       WHERE package_version_id = gone.id AND package_match.advisory_id = gone.advisory_id`,
      [gone.map(({ id }) => id), gone.map(({ advisoryId }) => advisoryId)],
    );
  }
  await writeMatches(manager, written);
  await markMatched(
    manager,
    due.map(({ id }) => id),
  );
  const matched = new Set(after.map(({ id }) => id));
  const forced = due.filter(({ id, isForced }) => isForced && matched.has(id));
  const changedIds = [...new Set([...gone, ...written, ...forced].map(({ id }) => id))];
  if (changedIds.length > 0) await options.onMatchesChanged?.(manager, changedIds);
  return changedIds;
}

interface PendingPackage {
  readonly ecosystem: string;
  readonly name: string;
  readonly isForced: boolean;
}

/** Most advisories are about packages that nobody here uses. */
async function dropUnused(manager: EntityManager): Promise<void> {
  await manager.query(
    `DELETE FROM advisory_pending_package pending WHERE NOT EXISTS (SELECT 1 FROM package_version version
       WHERE version.ecosystem = pending.ecosystem AND version.match_name = pending.name)`,
  );
}

async function takePending(manager: EntityManager, limit: number): Promise<readonly PendingPackage[]> {
  const [rows] = await manager.query<[PendingPackage[], number]>(
    `WITH taken AS MATERIALIZED (
       SELECT ecosystem, name FROM advisory_pending_package ORDER BY ecosystem, name LIMIT $1 FOR UPDATE SKIP LOCKED)
     DELETE FROM advisory_pending_package pending USING taken
     WHERE pending.ecosystem = taken.ecosystem AND pending.name = taken.name
     RETURNING pending.ecosystem, pending.name, pending.is_forced AS "isForced"`,
    [limit],
  );
  return rows;
}

async function readVersions(
  manager: EntityManager,
  packages: readonly PendingPackage[],
): Promise<readonly (DueVersion & { readonly isForced: boolean })[]> {
  return manager.query(
    `SELECT version.id, version.ecosystem, version.match_name AS "matchName", version.version, asked.forced AS "isForced"
     FROM unnest($1::text[], $2::text[], $3::boolean[]) AS asked(ecosystem, name, forced)
     JOIN package_version version ON version.ecosystem = asked.ecosystem AND version.match_name = asked.name
     WHERE version.matched_by > 0`,
    [
      packages.map(({ ecosystem }) => ecosystem),
      packages.map(({ name }) => name),
      packages.map(({ isForced }) => isForced),
    ],
  );
}

/** Those whose matches an older matching found, the longest known first. */
async function readOutdated(
  manager: EntityManager,
  limit: number,
): Promise<readonly (DueVersion & { readonly isForced: boolean })[]> {
  return manager.query(
    `SELECT id, ecosystem, match_name AS "matchName", version, false AS "isForced" FROM package_version
     WHERE matched_by > 0 AND matched_by < $1 ORDER BY matched_by, id LIMIT $2`,
    [MATCHING_VERSION, limit],
  );
}

async function readMatches(
  manager: EntityManager,
  versions: readonly DueVersion[],
): Promise<readonly MatchRow[]> {
  return manager.query(
    `SELECT package_version_id AS id, advisory_id AS "advisoryId", because, fixed FROM package_match
     WHERE package_version_id = ANY($1::bigint[])`,
    [versions.map(({ id }) => id)],
  );
}

function compareMatches(before: readonly MatchRow[], after: readonly MatchRow[]) {
  const keyOf = ({ id, advisoryId }: MatchRow) => `${id} ${advisoryId}`;
  const wordsOf = ({ because, fixed }: MatchRow) => JSON.stringify([because, fixed]);
  const was = new Map(before.map((match) => [keyOf(match), wordsOf(match)]));
  const is = new Set(after.map(keyOf));
  return {
    gone: before.filter((match) => !is.has(keyOf(match))),
    written: after.filter((match) => was.get(keyOf(match)) !== wordsOf(match)),
  };
}
