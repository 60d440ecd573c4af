import type { EntityManager } from 'typeorm';
import { SEVERITIES } from '../advisories/advisory.js';
import { byIds, createKeysetReader, type KeysetOrder } from '../db/keyset.store.js';
import { Conditions, cappedCount } from '../db/query.js';
import type { SeverityCounts } from '../projects/project.js';
import type { FindingFilter } from './finding.js';
import { findingConditions } from './finding-conditions.store.js';
import {
  type FindingGroup,
  type FindingGrouping,
  type FindingGroupReader,
  readGroupCursor,
} from './finding-group.js';

/** Findings by what they have in common, counted in Postgres. */
export function createFindingGroupReader(manager: EntityManager): FindingGroupReader {
  return {
    async list({ first, after, by, filter }) {
      const conditions = findingConditions(filter);
      const sql = listSql(by, { conditions, after, first });
      const rows: GroupRow[] = await manager.query(sql, conditions.parameters);
      return rows.map(toGroup);
    },
    count(by, filter, cap) {
      const conditions = findingConditions(filter);
      const sql = `SELECT 1 FROM finding ${conditions.where()} GROUP BY ${KEYS[by]}`;
      return cappedCount(manager, sql, conditions.parameters, cap);
    },
    paged(by, filter) {
      const ids = createKeysetReader<{ id: string }>(manager, {
        select: 'key AS id',
        build: () => grouped(by, filter),
        order: ORDER,
      });
      return byIds(ids, async (keys) => {
        const conditions = findingConditions(filter);
        const sql = groupsSql(by, conditions, keys);
        const rows: GroupRow[] = await manager.query(sql, conditions.parameters);
        return rows.map((row) => ({ ...toGroup(row), id: row.key }));
      });
    },
  };
}

/** What the findings of a group have in common. */
const KEYS: Readonly<Record<FindingGrouping, string>> = {
  ADVISORY: 'group_id',
  PACKAGE: 'ecosystem, package_name',
  PROJECT: 'project_id',
};

/** The same as one text. Names of ecosystems have no space. */
const KEY_TEXTS: Readonly<Record<FindingGrouping, string>> = {
  ADVISORY: 'group_id',
  PACKAGE: `ecosystem || ' ' || package_name`,
  PROJECT: 'project_id::text',
};

const COLUMNS: Readonly<Record<FindingGrouping, string>> = {
  ADVISORY: 'min(group_id) AS "groupId", NULL AS ecosystem, NULL AS "packageName", NULL AS "projectId"',
  PACKAGE:
    'NULL AS "groupId", min(ecosystem) AS ecosystem, min(package_name) AS "packageName", NULL AS "projectId"',
  PROJECT:
    'NULL AS "groupId", NULL AS ecosystem, NULL AS "packageName", min(project_id)::text AS "projectId"',
};

const COUNTED = SEVERITIES.map((severity, rank) => {
  const name = severity.toLowerCase();
  return `(count(*) FILTER (WHERE severity_rank = ${rank}))::int AS ${name}`;
}).join(', ');

const ORDER: KeysetOrder = {
  keys: [
    ['-rank', 'integer'],
    ['-found', 'integer'],
    ['key COLLATE "C"', 'text'],
  ],
};

/** The groups as far as their order needs them; what else they show is counted of those of a page only. */
function grouped(by: FindingGrouping, filter: FindingFilter) {
  const within = findingConditions(filter);
  const from = `(SELECT ${KEY_TEXTS[by]} AS key, max(severity_rank)::int AS rank, count(*)::int AS found
    FROM finding ${within.where()} GROUP BY ${KEYS[by]}) AS grouped`;
  return { from, conditions: new Conditions(within.parameters) };
}

function groupsSql(by: FindingGrouping, conditions: Conditions, keys: readonly string[]): string {
  const names = keys.map((key) => key.slice(key.indexOf(' ') + 1));
  if (by === 'ADVISORY') conditions.add('finding.group_id = ANY(?)', keys);
  if (by === 'PROJECT') conditions.add('finding.project_id = ANY(?::bigint[])', keys);
  if (by === 'PACKAGE') conditions.add('finding.package_name = ANY(?)', names);
  return `SELECT ${KEY_TEXTS[by]} AS key, max(severity_rank)::int AS rank, count(*)::int AS found, ${COLUMNS[by]}, ${FACTS}
    FROM finding ${conditions.where()} GROUP BY ${KEYS[by]}`;
}

const FACTS = `count(DISTINCT project_id)::int AS projects, count(plan_id)::int AS fixable,
  max(risk_score)::int AS risk, min(due_at) AS "nextDueAt", ${COUNTED}`;

interface GroupPage {
  readonly conditions: Conditions;
  readonly after: string | null;
  readonly first: number;
}

/** The rows that match are read once; what only the page shows is counted only of the page's groups. */
function listSql(by: FindingGrouping, { conditions, after, first }: GroupPage): string {
  const where = conditions.where();
  const cursor = after === null ? null : readGroupCursor(after);
  const place = cursor === null ? [] : [-cursor.rank, -cursor.findingCount, cursor.key];
  const [rank, found, key] = place.map((value) => conditions.parameter(value));
  const seen =
    cursor === null ? '' : `WHERE (-rank, -found, key COLLATE "C") > (${rank}::int, ${found}::int, ${key})`;
  return `
    WITH matching AS MATERIALIZED (
      SELECT group_id, ecosystem, package_name, project_id, severity_rank, plan_id, risk_score, due_at
      FROM finding ${where}
    ), grouped AS (
      SELECT ${KEYS[by]}, ${KEY_TEXTS[by]} AS key, max(severity_rank)::int AS rank, count(*)::int AS found
      FROM matching GROUP BY ${KEYS[by]}
    ), page AS (
      SELECT * FROM grouped ${seen} ORDER BY -rank, -found, key COLLATE "C" LIMIT ${Math.trunc(first)}
    )
    SELECT key, rank, found, ${COLUMNS[by]}, ${FACTS}
    FROM page JOIN matching USING (${KEYS[by]}) GROUP BY key, rank, found ORDER BY -rank, -found, key COLLATE "C"`;
}

interface GroupRow extends Omit<SeverityCounts, 'total'> {
  readonly key: string;
  readonly rank: number;
  readonly found: number;
  readonly groupId: string | null;
  readonly ecosystem: string | null;
  readonly packageName: string | null;
  readonly projectId: string | null;
  readonly projects: number;
  readonly fixable: number;
  readonly risk: number;
  readonly nextDueAt: Date | null;
}

function toGroup(row: GroupRow): FindingGroup {
  const { none, low, medium, high, critical, malicious, found } = row;
  return {
    key: row.key,
    groupId: row.groupId,
    ecosystem: row.ecosystem,
    packageName: row.packageName,
    projectId: row.projectId,
    findingCount: found,
    projectCount: row.projects,
    fixableCount: row.fixable,
    counts: { none, low, medium, high, critical, malicious, total: found },
    worstSeverity: SEVERITIES[row.rank] ?? 'NONE',
    maxRisk: row.risk,
    nextDueAt: row.nextDueAt,
  };
}
