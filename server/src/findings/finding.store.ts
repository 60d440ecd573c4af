import type { EntityManager } from 'typeorm';
import { SEVERITIES, type Severity } from '../advisories/advisory.js';
import { afterRowSql, createKeysetReader, type KeysetOrder, orderSql } from '../db/keyset.store.js';
import { cappedCount, toJson } from '../db/query.js';
import { createDismissals } from './dismissal.store.js';
import { COUNT_OPEN, groupsNamed, KEY_OF_FINDING } from './finding-columns.store.js';
import { findingConditions } from './finding-conditions.store.js';
import type { Finding, FindingOrder, FindingStore, ObservedFinding } from './finding.js';

const FIELDS = `
  finding.id, finding.project_id AS "projectId", manifest_path AS "manifestPath", ecosystem, package_name AS "packageName",
    versions, group_id AS "groupId", state, severity, score,
    jsonb_build_object('score', risk_score, 'parts', risk_parts) AS risk, is_direct AS "isDirect", scope, paths,
    fixed_versions AS "fixedVersions", because, plan_id AS "planId", unfixed_reason AS "unfixedReason",
    first_seen_at AS "firstSeenAt", fixed_at AS "fixedAt", due_at AS "dueAt", CASE WHEN state = 'DISMISSED' THEN dismissal END AS dismissal`;

const SELECT = `SELECT ${FIELDS} FROM finding`;

/** Findings in Postgres; the open ones of a project are also counted in its row. */
export function createFindingStore(manager: EntityManager): FindingStore {
  return {
    async find(id) {
      const rows: Finding[] = await manager.query(`${SELECT} WHERE id = $1`, [id]);
      return rows[0] ?? null;
    },
    findMany: (ids) => manager.query(`${SELECT} WHERE id = ANY($1::bigint[]) ORDER BY id`, [ids]),
    ...createDismissals(manager),
    list({ first, after, filter, order }) {
      const conditions = findingConditions(filter);
      if (after !== null) conditions.add(afterRowSql(ORDERS[order], 'finding', 'id'), after);
      return manager.query(
        `${SELECT} ${conditions.where()} ORDER BY ${orderSql(ORDERS[order])} LIMIT ${Math.trunc(first)}`,
        conditions.parameters,
      );
    },
    count(filter, cap) {
      const conditions = findingConditions(filter);
      return cappedCount(manager, `SELECT 1 FROM finding ${conditions.where()}`, conditions.parameters, cap);
    },
    paged: (filter, order, parent) =>
      createKeysetReader(manager, {
        select: FIELDS,
        build: () => ({ from: 'finding', conditions: findingConditions(filter) }),
        order: ORDERS[order],
        ...(parent === undefined ? {} : { of: PARENTS[parent] }),
      }),
    listOpenIn: (places) =>
      manager.query(
        `SELECT project_id AS "projectId", manifest_path AS "manifestPath", package_name AS "packageName", versions, severity
         FROM finding JOIN (SELECT DISTINCT * FROM unnest($1::bigint[], $2::text[]) AS place (project_id, manifest_path)) AS place
           USING (project_id, manifest_path)
         WHERE state IN ('OPEN', 'IN_PROGRESS') AND ($3::text[] IS NULL OR package_name = ANY($3))`,
        [
          places.map(({ projectId }) => projectId),
          places.map(({ manifestPath }) => manifestPath),
          places.some(({ packageName }) => packageName === null)
            ? null
            : places.map(({ packageName }) => packageName),
        ],
      ),
    async reconcile(projectId, now, { observed, unread }) {
      const input = toJson(observed.map(toRow));
      const written: WrittenFinding[] = await manager.query(UPSERT, [projectId, now, input]);
      const [, fixed]: [unknown, number] = await manager.query(CLOSE_MISSING, [
        projectId,
        now,
        input,
        unread.map(({ path }) => path),
      ]);
      await manager.query(EXPLAIN_UNREAD, [projectId, toJson(unread)]);
      await manager.query(COUNT_OPEN, [[projectId]]);
      const count = (outcome: string) => written.filter((row) => row.outcome === outcome).length;
      const news = written
        .filter(({ outcome }) => outcome !== 'unchanged')
        .map(({ id, severity }) => ({ id, severity }));
      return {
        opened: count('opened'),
        reopened: count('reopened'),
        fixed,
        unchanged: count('unchanged'),
        news,
      };
    },
    async followMergedGroups(projectIds) {
      const merged: MergedFindings[] = await manager.query(MERGED, [projectIds]);
      if (merged.length === 0) return [];
      await manager.query(FOLLOW_PLANS, [
        toJson(merged.map(({ ids }) => ({ stays: ids[0], goes: ids.slice(1) }))),
      ]);
      await manager.query('DELETE FROM finding WHERE id = ANY($1::bigint[])', [
        merged.flatMap(({ ids }) => ids.slice(1)),
      ]);
      await manager.query(
        `UPDATE finding SET group_id = entry."groupId", first_seen_at = entry."firstSeenAt", is_settled = entry."isSettled"
         FROM jsonb_to_recordset($1::jsonb) AS entry(id bigint, "groupId" text, "firstSeenAt" timestamptz, "isSettled" boolean)
         WHERE finding.id = entry.id`,
        [toJson(merged.map(({ ids, ...entry }) => ({ ...entry, id: ids[0] })))],
      );
      const touched = [...new Set(merged.map(({ projectId }) => projectId))];
      await manager.query(COUNT_OPEN, [touched]);
      return touched;
    },
    async open(observed, now) {
      const projectIds = [...new Set(observed.map(({ projectId }) => projectId))];
      const rows: { isNew: boolean }[] = await manager.query(OPEN_MANY, [now, toJson(observed.map(toRow))]);
      await manager.query(COUNT_OPEN, [projectIds]);
      return rows.filter(({ isNew }) => isNew).length;
    },
    async saveOutcomes(projectId, outcomes) {
      await manager.query(
        `UPDATE finding SET plan_id = CASE WHEN finding.state <> 'DISMISSED' THEN entry."planId" END, unfixed_reason = entry."unfixedReason",
           state = CASE WHEN finding.state = 'IN_PROGRESS' AND entry."planId" IS NULL THEN 'OPEN' ELSE finding.state END
         FROM jsonb_to_recordset($2::jsonb) AS entry(key text, "planId" bigint, "unfixedReason" jsonb)
         WHERE finding.project_id = $1
           AND ${KEY_OF_FINDING} = entry.key`,
        [projectId, toJson(outcomes)],
      );
    },
    async assignPlan(projectId, keys, planId) {
      await manager.query(
        `UPDATE finding SET plan_id = $3, unfixed_reason = NULL
         WHERE project_id = $1 AND state IN ('OPEN', 'IN_PROGRESS') AND ${KEY_OF_FINDING} = ANY($2)`,
        [projectId, keys, planId],
      );
    },
    async detachPlan(planId) {
      const [, count]: [unknown, number] = await manager.query(
        `UPDATE finding SET plan_id = NULL, state = CASE WHEN state = 'IN_PROGRESS' THEN 'OPEN' ELSE state END
         WHERE plan_id = $1 AND state <> 'FIXED'`,
        [planId],
      );
      return count;
    },
    async setProgress(planId, state) {
      const [, count]: [unknown, number] = await manager.query(
        `UPDATE finding SET state = $2 WHERE plan_id = $1 AND state IN ('OPEN', 'IN_PROGRESS') AND state <> $2`,
        [planId, state],
      );
      return count;
    },
  };
}

const ORDERS: Readonly<Record<FindingOrder, KeysetOrder>> = {
  SEVERITY: {
    keys: [
      ['-severity_rank', 'smallint'],
      ['-coalesce(score, 0)', 'real'],
      ['-risk_score', 'smallint'],
      ['id', 'bigint'],
    ],
  },
  RISK: {
    keys: [
      ['-risk_score', 'smallint'],
      ['-severity_rank', 'smallint'],
      ['id', 'bigint'],
    ],
  },
  FIRST_SEEN: {
    keys: [
      ['first_seen_at', 'timestamptz'],
      ['id', 'bigint'],
    ],
    isDescending: true,
  },
  DUE: {
    keys: [
      [`coalesce(due_at, 'infinity')`, 'timestamptz'],
      ['id', 'bigint'],
    ],
  },
  PROJECT: {
    keys: [
      ['project_id', 'bigint'],
      ['-severity_rank', 'smallint'],
      ['id', 'bigint'],
    ],
  },
};

const PARENTS = {
  PROJECT: 'finding.project_id = parent.id::bigint',
  ADVISORY: `finding.group_id IN (${groupsNamed('parent.id')})`,
  PLACE: `finding.project_id = split_part(parent.id, '|', 1)::bigint AND finding.group_id = split_part(parent.id, '|', 2)`,
};

const COLUMNS = `"manifestPath" text, ecosystem text, "packageName" text, "groupId" text,
    versions text[], severity text, "severityRank" smallint, score real, "isDirect" boolean, scope text, paths jsonb,
    "fixedVersions" text[], because text, risk jsonb`;

const INPUT = `SELECT * FROM jsonb_to_recordset($3::jsonb) AS entry(${COLUMNS})`;

interface WrittenFinding {
  readonly id: string;
  readonly severity: Severity;
  readonly outcome: 'opened' | 'reopened' | 'unchanged';
}

const UPSERT = `
  WITH input AS (${INPUT}), before AS (
    SELECT id, state, is_settled FROM finding WHERE project_id = $1
  ), written AS (
    INSERT INTO finding (project_id, manifest_path, ecosystem, package_name, group_id, versions, state, severity, severity_rank,
      score, is_direct, scope, paths, fixed_versions, because, risk_score, risk_parts, first_seen_at)
    SELECT $1, "manifestPath", ecosystem, "packageName", "groupId", versions, 'OPEN', severity, "severityRank", score,
      "isDirect", scope, paths, "fixedVersions", because,
      (risk->>'score')::smallint, risk->'parts', $2 FROM input
    ON CONFLICT (project_id, manifest_path, ecosystem, package_name, group_id) DO UPDATE SET
      versions = excluded.versions, severity = excluded.severity, severity_rank = excluded.severity_rank,
      score = excluded.score, is_direct = excluded.is_direct, scope = excluded.scope, paths = excluded.paths,
      fixed_versions = excluded.fixed_versions, because = excluded.because,
      risk_score = excluded.risk_score, risk_parts = excluded.risk_parts, is_settled = true,
      state = CASE WHEN finding.state = 'FIXED' THEN 'OPEN' ELSE finding.state END,
      plan_id = CASE WHEN finding.state = 'FIXED' THEN NULL ELSE finding.plan_id END,
      fixed_at = CASE WHEN finding.state = 'FIXED' THEN NULL ELSE finding.fixed_at END
    RETURNING id, severity, severity_rank
  )
  SELECT written.id, severity, CASE WHEN before.id IS NULL OR NOT before.is_settled THEN 'opened' WHEN before.state = 'FIXED' THEN 'reopened' ELSE 'unchanged' END AS outcome
  FROM written LEFT JOIN before USING (id) ORDER BY severity_rank DESC, written.id`;

/** As `UPSERT`, but of many projects, of what is new only, and without paths that are not known yet. */
const OPEN_MANY = `
  WITH input AS (
    SELECT * FROM jsonb_to_recordset($2::jsonb) AS entry("projectId" bigint, ${COLUMNS})
  ), before AS (
    SELECT finding.id, finding.state FROM input JOIN finding ON finding.project_id = input."projectId"
      AND finding.manifest_path = input."manifestPath" AND finding.ecosystem = input.ecosystem
      AND finding.package_name = input."packageName" AND finding.group_id = input."groupId"
  ), written AS (
    INSERT INTO finding (project_id, manifest_path, ecosystem, package_name, group_id, versions, state, severity, severity_rank,
      score, is_direct, scope, paths, fixed_versions, because, risk_score, risk_parts, first_seen_at, is_settled)
    SELECT "projectId", "manifestPath", ecosystem, "packageName", "groupId", versions, 'OPEN', severity, "severityRank", score,
      "isDirect", scope, paths, "fixedVersions", because, (risk->>'score')::smallint, risk->'parts', $1, false FROM input
    ON CONFLICT (project_id, manifest_path, ecosystem, package_name, group_id) DO UPDATE SET
      versions = excluded.versions, severity = excluded.severity, severity_rank = excluded.severity_rank,
      score = excluded.score, fixed_versions = excluded.fixed_versions, because = excluded.because,
      risk_score = excluded.risk_score, risk_parts = excluded.risk_parts,
      is_settled = finding.is_settled AND finding.state <> 'FIXED',
      state = CASE WHEN finding.state = 'FIXED' THEN 'OPEN' ELSE finding.state END,
      plan_id = CASE WHEN finding.state = 'FIXED' THEN NULL ELSE finding.plan_id END,
      fixed_at = CASE WHEN finding.state = 'FIXED' THEN NULL ELSE finding.fixed_at END
    RETURNING id
  )
  SELECT before.id IS NULL OR before.state = 'FIXED' AS "isNew" FROM written LEFT JOIN before USING (id)`;

const CLOSE_MISSING = `
  UPDATE finding SET state = 'FIXED', fixed_at = $2, unfixed_reason = NULL
  WHERE project_id = $1 AND state IN ('OPEN', 'IN_PROGRESS') AND manifest_path <> ALL($4) AND NOT EXISTS (
    SELECT 1 FROM (${INPUT}) AS input WHERE input."manifestPath" = finding.manifest_path
      AND input.ecosystem = finding.ecosystem AND input."packageName" = finding.package_name
      AND input."groupId" = finding.group_id)`;

/** Findings that are one by now; the first of `ids` is the one to stay. */
interface MergedFindings {
  readonly projectId: string;
  readonly groupId: string;
  readonly ids: readonly string[];
  readonly firstSeenAt: string;
  readonly isSettled: boolean;
}

/** Settled, where the project's history tells already that one of them is open. */
const MERGED = `
  WITH moved AS (
    SELECT DISTINCT project_id, manifest_path, ecosystem, package_name, known.merged_into AS into_id
    FROM finding JOIN advisory_group AS known ON known.id = finding.group_id::bigint
    WHERE finding.project_id = ANY($1::bigint[]) AND known.merged_into IS NOT NULL
  )
  SELECT project_id AS "projectId", into_id::text AS "groupId", min(first_seen_at)::text AS "firstSeenAt",
    coalesce(bool_or(is_settled) FILTER (WHERE state <> 'FIXED'), true) AS "isSettled",
    array_agg(finding.id::text ORDER BY array_position(ARRAY['IN_PROGRESS', 'DISMISSED', 'OPEN', 'FIXED'], state),
      plan_id IS NULL, first_seen_at, finding.id) AS ids
  FROM moved JOIN finding USING (project_id, manifest_path, ecosystem, package_name)
  JOIN advisory_group AS known ON known.id = finding.group_id::bigint
  WHERE coalesce(known.merged_into, known.id) = into_id
  GROUP BY project_id, manifest_path, ecosystem, package_name, into_id`;

/** Plans that close a finding that goes close the one that stays. */
const FOLLOW_PLANS = `INSERT INTO plan_finding (plan_id, finding_id)
  SELECT DISTINCT plan_finding.plan_id, entry.stays FROM jsonb_to_recordset($1::jsonb) AS entry(stays bigint, goes jsonb)
  CROSS JOIN LATERAL jsonb_array_elements_text(entry.goes) AS gone (id) JOIN plan_finding ON finding_id = gone.id::bigint
  ON CONFLICT DO NOTHING`;

/** Nobody knows whether these are still there: they stay, without a plan, and say why. */
const EXPLAIN_UNREAD = `
  UPDATE finding SET plan_id = NULL, unfixed_reason = entry.reason
  FROM jsonb_to_recordset($2::jsonb) AS entry(path text, reason jsonb)
  WHERE finding.project_id = $1 AND finding.state = 'OPEN' AND finding.manifest_path = entry.path`;

function toRow<Row extends ObservedFinding>(finding: Row): Row & { severityRank: number } {
  return { ...finding, severityRank: SEVERITIES.indexOf(finding.severity) };
}
