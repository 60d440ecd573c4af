import type { EntityManager } from 'typeorm';
import type { CalledHook, GitLabHookRow, GitLabHookStore, HookState } from './gitlab-hook.js';

const MAINTAINER = 40;

const COLUMNS = `id, project_id AS "projectId", integration_id AS "integrationId", public_id AS "publicId",
  gitlab_hook_id AS "gitlabHookId", state, problem, last_event_at AS "lastEventAt", checked_at AS "checkedAt",
  created_at AS "createdAt"`;

/** Webhooks in Postgres. */
export function createGitLabHookStore(manager: EntityManager): GitLabHookStore {
  const select = async (rest: string, parameters: readonly unknown[]): Promise<GitLabHookRow[]> => {
    const rows: Stored[] = await manager.query(`SELECT ${COLUMNS} FROM gitlab_hook ${rest}`, [...parameters]);
    return rows.map(toHook);
  };
  return {
    find: async (id) => (await select('WHERE id = $1', [id]))[0] ?? null,
    findCalled: (publicId) => findCalled(manager, publicId),
    findByProjects: (projectIds) => select('WHERE project_id = ANY($1::bigint[])', [projectIds]),
    create: (hook) => createHook(manager, hook),
    save: (id, change) => saveHook(manager, id, change),
    async remove(id) {
      await manager.query('DELETE FROM gitlab_hook WHERE id = $1', [id]);
    },
    async listMissing(integrationId, limit) {
      const rows: { id: string }[] = await manager.query(
        `SELECT id FROM project
         WHERE integration_id = $1 AND access_level >= $2 AND state <> 'UNAVAILABLE'
           AND NOT EXISTS (SELECT 1 FROM gitlab_hook WHERE gitlab_hook.project_id = project.id)
         ORDER BY id LIMIT $3`,
        [integrationId, MAINTAINER, limit],
      );
      return rows.map(({ id }) => id);
    },
    listDue: (integrationId, before, limit) =>
      select(
        `WHERE integration_id = $1 AND (state IN ('MAKING', 'REMOVING') OR checked_at IS NULL OR checked_at < $2
           OR (state IN ('DISABLED', 'FAILED') AND checked_at < $2::timestamptz + interval '24 hours'
             - greatest(interval '1 hour', checked_at - coalesce(last_event_at, created_at))))
         ORDER BY checked_at NULLS FIRST, id LIMIT $3`,
        [integrationId, before, limit],
      ),
    listOfIntegration: (integrationId) => select('WHERE integration_id = $1 ORDER BY id', [integrationId]),
    counts: (integrationIds) => countStates(manager, integrationIds),
    takeDelivery: (hookId, key, now) => takeDelivery(manager, hookId, key, now),
    async forgetDeliveries(before) {
      const [, count]: [unknown, number] = await manager.query(
        'DELETE FROM gitlab_hook_delivery WHERE received_at < $1',
        [before],
      );
      return count;
    },
  };
}

/** As the driver gives it: bigints are texts. */
type Stored = Omit<GitLabHookRow, 'gitlabHookId'> & { readonly gitlabHookId: string | null };

function toHook(row: Stored): GitLabHookRow {
  return { ...row, gitlabHookId: row.gitlabHookId === null ? null : Number(row.gitlabHookId) };
}

async function findCalled(manager: EntityManager, publicId: string): Promise<CalledHook | null> {
  const rows: (Omit<CalledHook['project'], 'gitlabProjectId'> & {
    readonly hookId: string;
    readonly integrationState: CalledHook['integrationState'];
    readonly gitlabProjectId: string;
  })[] = await manager.query(
    `SELECT gitlab_hook.id AS "hookId", integration.state AS "integrationState", project.id,
       project.integration_id AS "integrationId", gitlab_project_id AS "gitlabProjectId", path, project.state,
       default_branch AS "defaultBranch"
     FROM gitlab_hook JOIN project ON project.id = gitlab_hook.project_id
       JOIN integration ON integration.id = gitlab_hook.integration_id
     WHERE public_id = $1`,
    [publicId],
  );
  if (rows[0] === undefined) return null;
  const { hookId, integrationState, ...project } = rows[0];
  return {
    id: hookId,
    integrationState,
    project: { ...project, gitlabProjectId: Number(project.gitlabProjectId) },
  };
}

async function createHook(
  manager: EntityManager,
  hook: Parameters<GitLabHookStore['create']>[0],
): Promise<GitLabHookRow> {
  // An update that changes nothing, so that the row that is there is answered.
  const rows: Stored[] = await manager.query(
    `INSERT INTO gitlab_hook (project_id, integration_id, public_id, created_at) VALUES ($1, $2, $3, $4)
     ON CONFLICT (project_id) DO UPDATE SET project_id = excluded.project_id
     RETURNING ${COLUMNS}`,
    [hook.projectId, hook.integrationId, hook.publicId, hook.now],
  );
  const [row] = rows;
  if (row === undefined) throw new Error('The webhook was not stored.');
  return toHook(row);
}

async function saveHook(
  manager: EntityManager,
  id: string,
  change: Parameters<GitLabHookStore['save']>[1],
): Promise<GitLabHookRow | null> {
  const columns = {
    state: change.state,
    problem: change.problem,
    gitlab_hook_id: change.gitlabHookId,
    checked_at: change.checkedAt,
  };
  const given = Object.entries(columns).filter(([, value]) => value !== undefined);
  if (given.length > 0) {
    await manager.query(
      `UPDATE gitlab_hook SET ${given.map(([column], index) => `${column} = $${index + 2}`).join(', ')} WHERE id = $1`,
      [id, ...given.map(([, value]) => value)],
    );
  }
  const rows: Stored[] = await manager.query(`SELECT ${COLUMNS} FROM gitlab_hook WHERE id = $1`, [id]);
  return rows[0] === undefined ? null : toHook(rows[0]);
}

async function countStates(
  manager: EntityManager,
  integrationIds: readonly string[],
): Promise<ReadonlyMap<string, Readonly<Record<HookState, number>>>> {
  const rows: { integrationId: string; state: HookState; count: number }[] = await manager.query(
    `SELECT integration_id AS "integrationId", state, count(*)::int AS count FROM gitlab_hook
     WHERE integration_id = ANY($1::bigint[]) GROUP BY integration_id, state`,
    [integrationIds],
  );
  const counts = new Map<string, Record<HookState, number>>(
    integrationIds.map((id) => [id, { MAKING: 0, ACTIVE: 0, DISABLED: 0, FAILED: 0, REMOVING: 0 }]),
  );
  for (const { integrationId, state, count } of rows) {
    const of = counts.get(integrationId);
    if (of !== undefined) of[state] = count;
  }
  return counts;
}

/** A hook that was removed meanwhile takes none. Of many at once only the first writes that an event came: they need not wait. */
async function takeDelivery(
  manager: EntityManager,
  hookId: string,
  key: string,
  now: Date,
): Promise<boolean> {
  const taken: unknown[] = await manager.query(
    `WITH heard AS (
       UPDATE gitlab_hook SET last_event_at = $3
       WHERE id = $1 AND (last_event_at IS NULL OR last_event_at < $3::timestamptz - interval '10 seconds')
     )
     INSERT INTO gitlab_hook_delivery (hook_id, key, received_at)
       SELECT id, $2, $3 FROM gitlab_hook WHERE id = $1 FOR KEY SHARE
     ON CONFLICT DO NOTHING RETURNING key`,
    [hookId, key, now],
  );
  return taken.length > 0;
}
