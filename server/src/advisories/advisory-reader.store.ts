import type { EntityManager } from 'typeorm';
import { Conditions, containsPattern, cappedCount } from '../db/query.js';
import type { Advisory } from './advisory.js';
import type {
  AdvisoryFilter,
  AdvisoryImport,
  AdvisoryPage,
  AdvisoryReader,
  AdvisoryStatus,
  SyncState,
} from './advisory-ports.js';
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
    countAdvisories(filter, cap) {
      const conditions = filterConditions(filter);
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

async function listAdvisories(
  manager: EntityManager,
  filter: AdvisoryFilter,
  page: { readonly first: number; readonly after: string | null },
): Promise<AdvisoryPage> {
  const conditions = filterConditions(filter);
  const after = page.after === null ? null : readCursor(page.after);
  if (after !== null) {
    const time = conditions.parameter(after.modifiedAt);
    conditions.addPlain(`(modified_at, id) < (${time}::timestamptz, ${conditions.parameter(after.id)})`);
  }
  const limit = conditions.parameter(page.first + 1);
  const rows = await manager.query<{ record: Advisory }[]>(
    `SELECT record FROM advisory ${conditions.where()} ORDER BY modified_at DESC, id DESC LIMIT ${limit}`,
    conditions.parameters,
  );
  const advisories = rows.slice(0, page.first).map(({ record }) => record);
  const cursors = advisories.map(writeCursor);
  return { advisories, cursors, nextCursor: rows.length > page.first ? (cursors.at(-1) ?? null) : null };
}

const FOUND = `group_id IN (SELECT group_id::bigint FROM finding WHERE state IN ('OPEN', 'IN_PROGRESS'))`;

const EXPLOITED = `id IN (SELECT cve FROM exploit_score WHERE exploited_since IS NOT NULL
  UNION SELECT advisory_id FROM advisory_alias JOIN exploit_score ON cve = alias WHERE exploited_since IS NOT NULL)`;

function filterConditions(filter: AdvisoryFilter): Conditions {
  const conditions = new Conditions();
  if (filter.includeWithdrawn !== true) conditions.addPlain('withdrawn_at IS NULL');
  if (filter.ecosystem !== undefined) {
    conditions.add(
      'EXISTS (SELECT 1 FROM advisory_affected WHERE advisory_id = advisory.id AND ecosystem = ?)',
      filter.ecosystem,
    );
  }
  if (filter.severities !== undefined) conditions.add('severity = ANY(?)', filter.severities);
  if (filter.isMalicious !== undefined)
    conditions.addPlain(filter.isMalicious ? 'is_malicious' : 'NOT is_malicious');
  if (filter.publishedFrom !== undefined) conditions.add('published_at >= ?', filter.publishedFrom);
  if (filter.withOpenFindings !== undefined)
    conditions.addPlain(`${filter.withOpenFindings ? '' : 'NOT '}(${FOUND})`);
  if (filter.isKnownExploited !== undefined)
    conditions.addPlain(`${filter.isKnownExploited ? '' : 'NOT '}(${EXPLOITED})`);
  if (filter.search !== undefined && filter.search !== '') {
    conditions.add(
      `id ILIKE ? OR summary ILIKE ?
       OR EXISTS (SELECT 1 FROM advisory_alias WHERE advisory_id = advisory.id AND alias ILIKE ?)
       OR EXISTS (SELECT 1 FROM advisory_affected WHERE advisory_id = advisory.id AND name ILIKE ?)`,
      containsPattern(filter.search),
    );
  }
  return conditions;
}

function writeCursor({ modifiedAt, id }: Advisory): string {
  return Buffer.from(`${modifiedAt} ${id}`, 'utf8').toString('base64url');
}

/** A cursor that is not ours begins at the start. */
function readCursor(cursor: string): { readonly modifiedAt: string; readonly id: string } | null {
  const found = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?Z) (\S{1,128})$/.exec(
    Buffer.from(cursor, 'base64url').toString('utf8'),
  );
  const modifiedAt = found?.[1];
  const id = found?.[2];
  return modifiedAt === undefined || id === undefined ? null : { modifiedAt, id };
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
