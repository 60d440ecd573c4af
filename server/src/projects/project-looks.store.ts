import type { EntityManager } from 'typeorm';
import type { Project } from './project.js';

const LOST_MS = 3_600_000;
const ASK_DAILY_MS = 24 * 3_600_000;
const ASK_AGAIN_MS = 3_600_000;

type Owned = Pick<Project, 'id' | 'integrationId'>;

/** See {@link ProjectStore.takeDueLooks}. Rows that somebody else takes at the moment are passed over. */
export async function takeDueLooks(
  manager: EntityManager,
  due: { readonly now: Date; readonly limit: number; readonly integrationId?: string },
): Promise<readonly Owned[]> {
  return manager.query(
    `WITH due AS (
       SELECT id FROM project
       WHERE look_at <= $1 AND state <> 'UNAVAILABLE' AND ($4::bigint IS NULL OR integration_id = $4)
         AND integration_id IN (SELECT id FROM integration WHERE state IN ('CONNECTED', 'DEGRADED'))
       ORDER BY look_at, id LIMIT $3 FOR UPDATE SKIP LOCKED
     ), taken AS (
       UPDATE project SET look_at = $2,
         analysis_state = CASE WHEN analysis_state IN ('NEVER', 'FAILED') THEN 'QUEUED' ELSE analysis_state END
       FROM due WHERE project.id = due.id
       RETURNING project.id, project.integration_id AS "integrationId"
     )
     SELECT * FROM taken ORDER BY id`,
    [due.now, new Date(due.now.getTime() + LOST_MS), due.limit, due.integrationId ?? null],
  );
}

/** See {@link ProjectStore.retryLooks}. A branch without a commit is no failure: a push moves its activity. */
export async function retryLooks(
  manager: EntityManager,
  integrationId: string,
  parserVersion: number,
  now: Date,
): Promise<void> {
  await manager.query(
    `UPDATE project SET look_at = $3
     WHERE integration_id = $1 AND state <> 'UNAVAILABLE' AND look_at > $3 AND (analysis_state = 'NEVER'
       OR (analysis_state = 'FAILED' AND analysis_error->>'code' IS DISTINCT FROM 'REPOSITORY_EMPTY')
       OR parser_version <> $2)`,
    [integrationId, parserVersion, now],
  );
}

/** See {@link ProjectStore.saveLook}. */
export async function saveLook(
  manager: EntityManager,
  id: string,
  { startedAt, now, nextAt }: { readonly startedAt: Date; readonly now: Date; readonly nextAt: Date },
): Promise<void> {
  await manager.query(
    'UPDATE project SET look_at = $4 WHERE id = $1 AND NOT (look_at > $2 AND look_at <= $3)',
    [id, startedAt, now, nextAt],
  );
}

/** See {@link ProjectStore.registriesDue}. The times are ISO 8601 in UTC, which sort as text. */
export async function registriesDue(
  manager: EntityManager,
  integrationId: string,
  now: Date,
): Promise<readonly Owned[]> {
  const before = (ms: number) => new Date(now.getTime() - ms).toISOString();
  return manager.query(
    `SELECT id, integration_id AS "integrationId" FROM project
     WHERE integration_id = $1 AND state <> 'UNAVAILABLE' AND analysis_state = 'DONE' AND analysis IS NOT NULL
       AND coalesce(analysis->>'registriesAskedAt', '') <=
         CASE WHEN analysis->>'registryProblem' IS NULL THEN $2 ELSE $3 END
     ORDER BY id`,
    [integrationId, before(ASK_DAILY_MS), before(ASK_AGAIN_MS)],
  );
}

/** The ids of forks to the ids of what they are forks of, where both are in the catalogue. */
export async function forkOrigins(
  manager: EntityManager,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows: { fork: string; origin: string }[] = await manager.query(
    `SELECT fork.id AS fork, origin.id AS origin FROM project fork
     JOIN project origin ON origin.gitlab_origin = fork.gitlab_origin AND origin.gitlab_project_id = fork.forked_from_id
     WHERE fork.id = ANY($1::bigint[])`,
    [ids],
  );
  return new Map(rows.map(({ fork, origin }) => [fork, origin]));
}
