import { createHash } from 'node:crypto';
import type { Client } from 'pg';
import { AppError } from '../errors.js';
import { sqlStateOf } from './transaction.js';

/** The schema of the views through which somebody limited to some projects sees the database. */
export const LIMITED_SCHEMA = 'limited';

const INSUFFICIENT_PRIVILEGE = '42501';

/** Held, shared, by each connection that reads through the views; whoever remakes them holds it alone. */
export const LIMITED_LOCK = 4_703_155_033;

const OF_PROJECT = (column = 'project_id') =>
  `EXISTS (SELECT FROM ${LIMITED_SCHEMA}.project AS seen WHERE seen.id = row.${column})`;
const OF_INTEGRATION = (column = 'integration_id') =>
  `EXISTS (SELECT FROM ${LIMITED_SCHEMA}.scope AS seen WHERE seen.integration_id = row.${column})`;
const OF_WHOLE_INTEGRATION = (id: string) =>
  `EXISTS (SELECT FROM ${LIMITED_SCHEMA}.scope AS seen WHERE seen.group_path IS NULL AND seen.integration_id = ${id})`;
const NUMBER_AFTER = (word: string) =>
  `CASE WHEN row.subject ~ '^${word}:[0-9]{1,18}$' THEN split_part(row.subject, ':', 2)::bigint END`;
const OF_SUBJECT = `
  EXISTS (SELECT FROM ${LIMITED_SCHEMA}.project AS seen WHERE seen.id = ${NUMBER_AFTER('project')})
  OR EXISTS (SELECT FROM ${LIMITED_SCHEMA}.remediation_plan AS seen WHERE seen.id = ${NUMBER_AFTER('plan')})
  OR ${OF_WHOLE_INTEGRATION(NUMBER_AFTER('integration'))}`;

/**
 * Which rows of a table somebody limited sees, by a condition on `row`; a view uses those above it. Of an integration of which they have
 * groups only, they see the integration itself.
 */
const LIMITED: readonly (readonly [table: string, condition: string])[] = [
  [
    'project',
    `EXISTS (SELECT FROM ${LIMITED_SCHEMA}.scope AS seen WHERE seen.integration_id = row.integration_id AND (
       seen.group_path IS NULL OR row.path COLLATE "C" >= seen.group_path || '/' AND row.path COLLATE "C" < seen.group_path || '0'))`,
  ],
  ['integration', OF_INTEGRATION('id')],
  ['integration_registry', OF_INTEGRATION()],
  ['integration_token', OF_INTEGRATION()],
  ['gitlab_grant', OF_INTEGRATION()],
  [
    'gitlab_application',
    `EXISTS (SELECT FROM ${LIMITED_SCHEMA}.gitlab_grant AS seen WHERE seen.application_id = row.id)`,
  ],
  ['insight_day', OF_WHOLE_INTEGRATION('row.integration_id')],
  ['insight_change', OF_WHOLE_INTEGRATION('row.integration_id')],
  [
    'policy',
    `CASE row.kind WHEN 'DEFAULT' THEN true
       WHEN 'GROUP' THEN EXISTS (SELECT FROM ${LIMITED_SCHEMA}.scope AS seen WHERE seen.integration_id = row.integration_id AND (
         seen.group_path IS NULL OR starts_with(seen.group_path || '/', row.group_path || '/')
         OR starts_with(row.group_path || '/', seen.group_path || '/')))
       WHEN 'INTEGRATION' THEN ${OF_INTEGRATION()} ELSE ${OF_PROJECT()} END`,
  ],
  ['finding', OF_PROJECT()],
  ['finding_span', OF_PROJECT()],
  ['outdated_package', OF_PROJECT()],
  ['import_index', OF_PROJECT()],
  ['gitlab_hook', OF_PROJECT()],
  [
    'gitlab_hook_delivery',
    `EXISTS (SELECT FROM ${LIMITED_SCHEMA}.gitlab_hook AS seen WHERE seen.id = row.hook_id)`,
  ],
  ['remediation_plan', OF_PROJECT()],
  [
    'plan_finding',
    `EXISTS (SELECT FROM ${LIMITED_SCHEMA}.remediation_plan AS seen WHERE seen.id = row.plan_id)`,
  ],
  ['merge_request', OF_PROJECT()],
  ['manifest', OF_PROJECT()],
  ['inventory', `EXISTS (SELECT FROM ${LIMITED_SCHEMA}.manifest AS seen WHERE seen.inventory_id = row.id)`],
  [
    'dependency',
    `EXISTS (SELECT FROM ${LIMITED_SCHEMA}.manifest AS seen WHERE seen.inventory_id = row.inventory_id)`,
  ],
  [
    'package_version',
    `EXISTS (SELECT FROM ${LIMITED_SCHEMA}.dependency AS seen WHERE seen.package_version_id = row.id)`,
  ],
  [
    'package_match',
    `EXISTS (SELECT FROM ${LIMITED_SCHEMA}.dependency AS seen WHERE seen.package_version_id = row.package_version_id)`,
  ],
  ['job', OF_SUBJECT],
  [
    'audit_event',
    `${OF_PROJECT()} OR ${OF_WHOLE_INTEGRATION(NUMBER_AFTER('integration'))}
       OR EXISTS (SELECT FROM ${LIMITED_SCHEMA}.policy AS seen WHERE row.subject = 'policy:' || seen.key)`,
  ],
  [
    'change_log',
    `${OF_PROJECT()} OR row.project_id IS NULL AND CASE row.kind WHEN 'INTEGRATION' THEN ${OF_INTEGRATION('object_id')}
       WHEN 'JOB' THEN EXISTS (SELECT FROM ${LIMITED_SCHEMA}.job AS seen WHERE seen.id = row.object_id) ELSE false END`,
  ],
];

/** What everybody sees alike, what only administrators are shown, and what no answer shows: who administers is not limited. */
const SHARED: ReadonlySet<string> = new Set([
  ...[
    'advisory',
    'advisory_affected',
    'advisory_alias',
    'advisory_group',
    'advisory_group_name',
    'advisory_import',
  ],
  ...['advisory_pending_package', 'advisory_sync', 'exploit_import', 'exploit_score', 'registry_package'],
  ...[
    'account',
    'account_identity',
    'account_invitation',
    'api_token',
    'session',
    'setup_token',
    'sign_in_attempt',
  ],
  ...['provider_sign_in', 'gitlab_consent', 'api_budget', 'idempotency_key', 'secret', 'manifest_text'],
  ...['event_endpoint', 'event_delivery', 'event_attempt', 'audit_seal', 'audit_unsealed'],
  ...['change_log_state', 'gitlab_pause', 'job_lane', 'migration'],
]);

/** Removes the views, so that migrations may change what they show. */
export async function dropLimitedViews(client: Pick<Client, 'query'>): Promise<void> {
  await client.query(`DROP SCHEMA IF EXISTS ${LIMITED_SCHEMA} CASCADE`);
}

/**
 * Makes the views where they are not there as they should be. Triggers do their work for everybody, whoever sets them off, so they always
 * see the tables. Of a table that nobody has sorted into those that are limited and those that are not, nothing is seen.
 */
export async function makeLimitedViews(client: Pick<Client, 'query'>): Promise<void> {
  const { tables, made } = await readState(client);
  const unsorted = unsortedOf(tables.map(({ name }) => name));
  const hidden = unsorted.map((table) => viewOf([table, 'false']));
  const statements = [SCOPE_VIEW, ...LIMITED.map(viewOf), ...hidden, PIN_TRIGGERS];
  const version = createHash('sha256')
    .update(JSON.stringify([statements, tables]))
    .digest('hex');
  if (made === version) return;
  await client.query('BEGIN');
  try {
    await dropLimitedViews(client);
    await client.query(`CREATE SCHEMA ${LIMITED_SCHEMA}`);
    for (const statement of statements) await client.query(statement);
    await client.query(`COMMENT ON SCHEMA ${LIMITED_SCHEMA} IS '${version}'`);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    if (sqlStateOf(error) !== INSUFFICIENT_PRIVILEGE) throw error;
    throw new AppError(
      'DATABASE_UNAVAILABLE',
      `The database user may not make the schema ${LIMITED_SCHEMA}, which Backline needs for people who see some projects only. Let the user own the database, or grant it CREATE on the database.`,
      { cause: error },
    );
  }
}

/** The tables that are neither limited nor shared. */
export function unsortedOf(tables: readonly string[]): readonly string[] {
  return tables.filter((table) => !SHARED.has(table) && !LIMITED.some(([limited]) => limited === table));
}

interface Table {
  readonly name: string;
  readonly columns: readonly string[];
}

async function readState(
  client: Pick<Client, 'query'>,
): Promise<{ readonly tables: readonly Table[]; readonly made: string | null }> {
  const { rows: tables } = await client.query<Table>(
    `SELECT relname AS name, array_agg(attname::text ORDER BY attnum) AS columns
     FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid AND attnum > 0 AND NOT attisdropped
     WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') GROUP BY relname ORDER BY relname`,
  );
  const { rows } = await client.query<{ version: string | null }>(
    `SELECT obj_description(oid, 'pg_namespace') AS version FROM pg_namespace WHERE nspname = '${LIMITED_SCHEMA}'`,
  );
  return { tables, made: rows[0]?.version ?? null };
}

/** What the connection is limited to; an error where nobody has said. */
const SCOPE_VIEW = `
  CREATE VIEW ${LIMITED_SCHEMA}.scope AS SELECT * FROM jsonb_to_recordset(current_setting('backline.limited_to')::jsonb)
  AS scope (integration_id bigint, group_path text)`;

function viewOf([table, condition]: readonly [string, string]): string {
  return `CREATE VIEW ${LIMITED_SCHEMA}."${table}" AS SELECT row.* FROM public."${table}" AS row WHERE ${condition}`;
}

const PIN_TRIGGERS = `
  DO $$
  DECLARE pinned record;
  BEGIN
    FOR pinned IN SELECT oid::regprocedure AS name FROM pg_proc
      WHERE pronamespace = 'public'::regnamespace AND prorettype = 'trigger'::regtype
        AND NOT coalesce(array_to_string(proconfig, ',') LIKE '%search_path=%', false)
    LOOP EXECUTE format('ALTER FUNCTION %s SET search_path = public', pinned.name); END LOOP;
  END $$`;
