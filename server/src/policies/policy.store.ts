import type { EntityManager } from 'typeorm';
import { createKeysetReader, mapRows } from '../db/keyset.store.js';
import { cappedCount, Conditions, toJson } from '../db/query.js';
import { readPolicyFields } from './policy-fields.js';
import { parseScopeKey, type PolicyScope, scopeKey } from './policy-scope.js';
import type { PolicyReach, PolicyStore, StoredPolicy } from './policy-store.js';
import type { PolicyField } from './resolve-policy.js';

const FIELDS = 'key, fields, updated_at AS "updatedAt", updated_by AS "updatedBy"';

const SELECT = `SELECT ${FIELDS} FROM policy`;

const LOCK = 4_703_155_061;

interface PolicyRow {
  readonly key: string;
  readonly fields: unknown;
  readonly updatedAt: Date;
  readonly updatedBy: string;
}

/** Policies in Postgres, one row a scope. */
export function createPolicyStore(manager: EntityManager): PolicyStore {
  const findByKeys = async (keys: readonly string[]) =>
    toPolicies(await manager.query(`${SELECT} WHERE key = ANY($1) ORDER BY key`, [keys]));
  const listProjects = async (
    condition: string,
    parameters: readonly unknown[],
    { afterId, first }: { readonly afterId: string; readonly first: number },
  ) => {
    const rows: { id: string }[] = await manager.query(
      `SELECT project.id FROM project WHERE ${condition} AND project.id > $5 ORDER BY project.id LIMIT $6`,
      [...parameters, afterId, first],
    );
    return rows.map(({ id }) => id);
  };
  return {
    async lock() {
      await manager.query('SELECT pg_advisory_xact_lock($1)', [LOCK]);
    },
    async find(scope) {
      return (await findByKeys([scopeKey(scope)]))[0] ?? null;
    },
    findMany: (scopes) => findByKeys([...new Set(scopes.map(scopeKey))]),
    async list({ first, afterKey }) {
      return toPolicies(
        await manager.query(`${SELECT} WHERE key > $1 ORDER BY key LIMIT $2`, [afterKey ?? '', first]),
      );
    },
    count: (cap) => cappedCount(manager, 'SELECT 1 FROM policy', [], cap),
    paged() {
      const rows = createKeysetReader<PolicyRow>(manager, {
        select: FIELDS,
        build: () => ({ from: 'policy', conditions: new Conditions() }),
        order: { keys: [['policy.key', 'text']] },
      });
      return mapRows(rows, (row) => toPolicies([row])[0] ?? null);
    },
    async save(scope, fields, { by, at }) {
      const key = scopeKey(scope);
      if (Object.keys(fields).length === 0) {
        await manager.query('DELETE FROM policy WHERE key = $1', [key]);
        return;
      }
      await manager.query(SAVE, [
        key,
        scope.kind,
        'integrationId' in scope ? scope.integrationId : null,
        'groupPath' in scope ? scope.groupPath : null,
        'projectId' in scope ? scope.projectId : null,
        toJson(fields),
        at,
        by,
      ]);
    },
    projectsConcerned: (scope, fields, page) => listProjects(CONCERNED, concerning(scope, fields), page),
    projectsRuled: (scope, fields, page) => listProjects(RULED, concerning(scope, fields), page),
    async reach(scope, fields) {
      const [reach]: PolicyReach[] = await manager.query(REACH, [...concerning(scope, fields)]);
      return reach ?? { projects: 0, findings: 0, plans: 0 };
    },
  };
}

const SAVE = `INSERT INTO policy (key, kind, integration_id, group_path, project_id, fields, updated_at, updated_by)
  VALUES ($1, $2, $3, $4, $5, $6::jsonb, $7, $8)
  ON CONFLICT (key) DO UPDATE SET fields = excluded.fields, updated_at = excluded.updated_at, updated_by = excluded.updated_by`;

/**
 * Below the scope ($1 its kind, $2 the integration or project, $3 the group), with one of the fields ($4) that no nearer
 * scope sets.
 */
const RULED = `CASE $1::text WHEN 'BACKLINE' THEN true WHEN 'PROJECT' THEN project.id = $2::bigint
    ELSE project.integration_id = $2::bigint AND ($3::text IS NULL OR starts_with(project.path, $3 || '/')) END
  AND EXISTS (
    SELECT 1 FROM unnest($4::text[]) AS changed (field)
    WHERE NOT EXISTS (
      SELECT 1 FROM policy WHERE key = ANY(CASE $1 WHEN 'BACKLINE' THEN ARRAY['integration:' || project.integration_id, 'project:' || project.id]
        WHEN 'PROJECT' THEN '{}'::text[] ELSE ARRAY['project:' || project.id] END) AND jsonb_exists(policy.fields, changed.field))
    AND ($1 = 'PROJECT' OR NOT EXISTS (
      SELECT 1 FROM policy WHERE policy.kind = 'GROUP' AND policy.integration_id = project.integration_id
        AND starts_with(project.path, policy.group_path || '/') AND jsonb_exists(policy.fields, changed.field)
        AND ($3 IS NULL OR length(policy.group_path) > length($3)))))`;

/** Of those, what can be planned. */
const CONCERNED = `project.state <> 'UNAVAILABLE' AND project.analysis IS NOT NULL AND ${RULED}`;

const REACH = `WITH concerned AS (SELECT project.id, (open_findings->>'total')::int AS findings FROM project WHERE ${CONCERNED})
  SELECT count(*)::int AS projects, coalesce(sum(findings), 0)::int AS findings,
    (SELECT count(*)::int FROM remediation_plan AS plan WHERE plan.state = 'PROPOSED' AND plan.project_id IN (SELECT id FROM concerned)) AS plans
  FROM concerned`;

function concerning(scope: PolicyScope, fields: readonly PolicyField[]): readonly unknown[] {
  const id =
    scope.kind === 'BACKLINE' ? null : scope.kind === 'PROJECT' ? scope.projectId : scope.integrationId;
  return [scope.kind, id, scope.kind === 'GROUP' ? scope.groupPath : null, fields];
}

function toPolicies(rows: readonly PolicyRow[]): readonly StoredPolicy[] {
  return rows.flatMap(({ key, fields, updatedAt, updatedBy }) => {
    const scope = parseScopeKey(key);
    return scope === null ? [] : [{ scope, fields: readPolicyFields(fields), updatedAt, updatedBy }];
  });
}
