import type { EntityManager } from 'typeorm';
import { cappedCount } from '../db/query.js';
import type { Advisory } from './advisory.js';
import type { AdvisoryImport, AdvisoryReader, AdvisoryStatus, SyncState } from './advisory-ports.js';
import { advisoryConditions, listAdvisories, openFindingCounts } from './advisory-list.store.js';
import { pagedAdvisories } from './advisory-pages.store.js';
import { SELECT_SYNC } from './advisory.store.js';
import type { AdvisoryGroup } from './grouping.js';
import { MATCHING_VERSION } from './package-version.store.js';
import { readAdvisoriesFor } from './stored-matcher.store.js';

/** Advisories, groups, imports and syncs as they stand, from Postgres. */
export function createAdvisoryReader(manager: EntityManager): AdvisoryReader {
  return {
    async getAdvisory(idOrAlias) {
      const rows = await manager.query<{ record: Advisory }[]>(
        `SELECT record FROM advisory
         WHERE id = $1 OR id IN (SELECT advisory_id FROM advisory_alias WHERE alias = $1)
         ORDER BY id = $1 DESC, withdrawn_at IS NULL DESC, id LIKE 'GHSA-%' DESC, id LIMIT 1`,
        [idOrAlias],
      );
      return rows[0]?.record ?? null;
    },
    async getAdvisories(ids) {
      const rows = await manager.query<{ record: Advisory }[]>(
        'SELECT record FROM advisory WHERE id = ANY($1) ORDER BY id',
        [ids],
      );
      return rows.map(({ record }) => record);
    },
    advisoriesFor: (packages) => readAdvisoriesFor(manager, packages),
    listAdvisories: (filter, page) => listAdvisories(manager, filter, page),
    paged: (filter, order) => pagedAdvisories(manager, filter, order),
    openFindingCounts: (advisoryIds) => openFindingCounts(manager, advisoryIds),
    countAdvisories(filter, cap) {
      const conditions = advisoryConditions(filter);
      return cappedCount(manager, `SELECT 1 FROM advisory ${conditions.where()}`, conditions.parameters, cap);
    },
    async hasPending() {
      const rows = await manager.query<{ isPending: boolean }[]>(
        `SELECT EXISTS (SELECT 1 FROM advisory_pending_package)
           OR EXISTS (SELECT 1 FROM package_version WHERE matched_by > 0 AND matched_by < $1) AS "isPending"`,
        [MATCHING_VERSION],
      );
      return rows[0]?.isPending ?? false;
    },
    advisoryStatus: () => readStatus(manager),
    listImports: (limit) => readImports(manager, limit),
    async groupsForAdvisories(ids) {
      const rows = await manager.query<(AdvisoryGroup & { readonly key: string })[]>(
        `SELECT advisory.id AS key, ${GROUP_COLUMNS} FROM advisory
         JOIN advisory_group ON advisory_group.id = advisory.group_id WHERE advisory.id = ANY($1)`,
        [ids],
      );
      return byKey(rows);
    },
    async groupsByIds(groupIds) {
      const rows = await manager.query<(AdvisoryGroup & { readonly key: string })[]>(
        `SELECT asked.id AS key, ${GROUP_COLUMNS} FROM advisory_group asked
         JOIN advisory_group ON advisory_group.id = coalesce(asked.merged_into, asked.id)
         WHERE asked.id = ANY($1::bigint[])`,
        [groupIds],
      );
      return byKey(rows);
    },
  };
}

const GROUP_COLUMNS = `advisory_group.id AS "groupId", advisory_group.ids, advisory_group.primary_id AS "primaryId",
  advisory_group.severity, advisory_group.score, advisory_group.summary`;

function byKey(
  rows: readonly (AdvisoryGroup & { readonly key: string })[],
): ReadonlyMap<string, AdvisoryGroup> {
  return new Map(rows.map(({ key, ...group }) => [key, group]));
}

async function readStatus(manager: EntityManager): Promise<AdvisoryStatus> {
  const ecosystems = await manager.query<{ ecosystem: string; advisories: number }[]>(
    `SELECT ecosystem, count(DISTINCT advisory_id)::int AS advisories FROM advisory_affected WHERE NOT is_withdrawn
     GROUP BY 1 ORDER BY 2 DESC, 1`,
  );
  const counts = await manager.query<{ total: number; withdrawn: number; pending: number }[]>(
    `SELECT count(*) FILTER (WHERE withdrawn_at IS NULL)::int AS total,
       count(*) FILTER (WHERE withdrawn_at IS NOT NULL)::int AS withdrawn,
       (SELECT count(*)::int FROM advisory_pending_package) AS pending FROM advisory`,
  );
  const syncs = await manager.query<SyncState[]>(`${SELECT_SYNC} ORDER BY ecosystem`);
  const imports = await readImports(manager, 1);
  return {
    ecosystems,
    total: counts[0]?.total ?? 0,
    withdrawn: counts[0]?.withdrawn ?? 0,
    lastImport: imports[0] ?? null,
    syncs,
    pendingPackages: counts[0]?.pending ?? 0,
  };
}

async function readImports(manager: EntityManager, limit: number): Promise<readonly AdvisoryImport[]> {
  return manager.query<AdvisoryImport[]>(
    `SELECT id, source, state, started_at AS "startedAt", finished_at AS "finishedAt", counts, problems, error
     FROM advisory_import ORDER BY id DESC LIMIT $1`,
    [limit],
  );
}
