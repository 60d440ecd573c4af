import type { EntityManager } from 'typeorm';

/**
 * What the seeded page has few of: 110 integrations, people, tokens, invitations, endpoints, policies and forks, outdated packages in
 * each project, and long inner lists in the projects that come first.
 */
export async function seedSmallLists(manager: EntityManager, now: Date): Promise<void> {
  for (const sql of STATEMENTS) await manager.query(sql, sql.includes('$1') ? [now] : []);
}

const FIRST_PROJECTS = '(SELECT id FROM project ORDER BY risk DESC, id LIMIT 3)';

const OUTDATED = `jsonb_build_object('manifestPath', 'package-lock.json', 'ecosystem', 'npm', 'name', 'package-' || n,
  'declaredRange', '^1.0.0', 'current', '1.0.0', 'currentReleasedAt', '2024-01-01T00:00:00.000Z', 'wanted', '1.1.0',
  'latest', '2.0.0', 'latestReleasedAt', '2025-01-01T00:00:00.000Z', 'deprecated', null, 'yanked', null,
  'scope', 'RUNTIME', 'step', 'MAJOR')`;

/** Of each row another integration. */
const LIMITS = `(SELECT jsonb_build_array(jsonb_build_object('integrationId', id::text, 'groupPath', null)) FROM integration ORDER BY id OFFSET n % 100 LIMIT 1)`;

const STATEMENTS = [
  `INSERT INTO gitlab_application (base_url, client_id, created_at) VALUES ('https://gitlab.example.com', 'client', $1)`,
  `INSERT INTO integration (kind, name, base_url, state, account_id, account, gitlab_version, token, warnings, checks,
     last_synced_at, last_verified_at, created_at)
   SELECT kind, name || n, base_url, state, account_id + 9000 + n, account, gitlab_version, token, warnings, checks,
     last_synced_at, last_verified_at, created_at
   FROM integration, generate_series(1, 110) AS n WHERE integration.id = (SELECT min(id) FROM integration)`,
  `UPDATE project SET integration_id = (SELECT min(id) FROM integration) + id % 100 WHERE id % 2 = 0`,
  `UPDATE project SET forked_from_id = (SELECT other.gitlab_project_id FROM project AS other WHERE other.id < project.id
     AND other.gitlab_origin = project.gitlab_origin ORDER BY other.id DESC LIMIT 1) WHERE id % 3 = 0`,
  `INSERT INTO account (email, name, password_hash, role, limited_to)
   SELECT 'p' || n || '@example.com', 'Person ' || n, 'x', 'VIEWER', ${LIMITS} FROM generate_series(1, 110) AS n`,
  `INSERT INTO api_token (name, prefix, hash, scopes, created_by, limited_to)
   SELECT 'Token ' || n, 'blt_' || n, 'hash ' || n, ARRAY['READ'], 'Ada', ${LIMITS} FROM generate_series(1, 110) AS n`,
  `INSERT INTO account_invitation (email, name, role, hash, invited_by, expires_at, limited_to)
   SELECT 'i' || n || '@example.com', 'Invited ' || n, 'VIEWER', 'hash ' || n, 'Ada', $1::timestamptz + interval '7 days', ${LIMITS}
   FROM generate_series(1, 110) AS n`,
  `INSERT INTO event_endpoint (name, url, types, created_by, created_at, state)
   SELECT 'Endpoint ' || n, 'https://example.com/' || n, ARRAY['PLAN_PROPOSED'], 'Ada', $1, 'DISABLED'
   FROM generate_series(1, 110) AS n`,
  `INSERT INTO event_delivery (endpoint_id, event_id, type, body, state, created_at)
   SELECT event_endpoint.id, 'msg_' || n, 'PLAN_PROPOSED', '{}', 'DELIVERED', $1
   FROM event_endpoint, generate_series(1, 12) AS n`,
  `INSERT INTO outdated_package (project_id, facts) SELECT project.id, ${OUTDATED}
   FROM project, generate_series(1, 15) AS n`,
  `INSERT INTO manifest (project_id, path, inventory_id, inputs)
   SELECT project_id, 'more/' || n || '/' || path, inventory_id, inputs FROM manifest, generate_series(1, 40) AS n
   WHERE project_id IN ${FIRST_PROJECTS}`,
  `INSERT INTO policy (key, kind, project_id, fields, updated_at, updated_by)
   SELECT 'project:' || id, 'PROJECT', id, '{"allowsForced": false}', $1, 'Ada' FROM project ON CONFLICT DO NOTHING`,
  `INSERT INTO job (name, payload, lane, subject, priority, state, attempts, max_attempts, backoff_ms, run_at, is_due, created_at)
   SELECT 'open-merge-request', '{}', 'integration:1', subject, 100, 'CANCELLED', 1, 1, 1000, $1, false, $1
   FROM (SELECT id, 'plan:' || id AS subject FROM remediation_plan UNION ALL SELECT id, 'project:' || id FROM project
     UNION ALL SELECT id, 'integration:' || id FROM integration) AS subjects ORDER BY id`,
  `INSERT INTO merge_request OVERRIDING SYSTEM VALUE
   SELECT (jsonb_populate_record(known, jsonb_build_object('id', 900000 + project.id * 100 + n, 'project_id', project.id, 'iid', 9000 + n))).*
   FROM merge_request AS known, ${FIRST_PROJECTS} AS project, generate_series(1, 15) AS n
   WHERE known.id = (SELECT min(id) FROM merge_request)`,
];
