import type { EntityManager } from 'typeorm';
import { toJson } from '../db/query.js';
import type { CatalogueEntry, ListedProject, Project, ProjectReason, WrittenProject } from './project.js';

/**
 * Of several integrations that reach a project one owns its row. Another takes it over only when the owner's token is
 * dead, has left the project, or may not write where this one may. A row that says the same already is not written.
 */
export async function upsertMany(
  manager: EntityManager,
  integration: { id: string; origin: string },
  entries: readonly CatalogueEntry[],
  now: Date,
): Promise<readonly WrittenProject[]> {
  const rows: { id: string; gitlabProjectId: string; before: ListedProject | null }[] = await manager.query(
    UPSERT,
    [integration.id, integration.origin, now, toJson(entries)],
  );
  return rows.map((row) => ({ ...row, gitlabProjectId: Number(row.gitlabProjectId) }));
}

/** Pages come by GitLab's id upwards, so that what a page lacks between its neighbours has left. */
export async function markLeft(
  manager: EntityManager,
  integration: { id: string; origin: string },
  range: { readonly afterId: number; readonly upToId: number | null; readonly seen: readonly number[] },
  reason: ProjectReason,
): Promise<readonly Pick<Project, 'id' | 'path'>[]> {
  return manager.query(
    `WITH gone AS (
       UPDATE project SET state = 'UNAVAILABLE', reasons = $6::jsonb
       WHERE integration_id = $1 AND gitlab_origin = $2 AND gitlab_project_id > $3
         AND ($4::bigint IS NULL OR gitlab_project_id <= $4) AND gitlab_project_id <> ALL($5::bigint[])
         AND NOT reasons @> '[{"code":"LEFT"}]'
       RETURNING id, path
     )
     SELECT id, path FROM gone ORDER BY id`,
    [integration.id, integration.origin, range.afterId, range.upToId, range.seen, toJson([reason])],
  );
}

const UPSERT = `
  WITH input AS (
    SELECT * FROM jsonb_to_recordset($4::jsonb) AS entry("gitlabProjectId" bigint, path text, name text, "webUrl" text,
      "gitUrl" text, visibility text, "defaultBranch" text, "accessLevel" int, state text, reasons jsonb,
      "lastActivityAt" text, "forkedFromId" bigint)
  ), before AS (
    SELECT gitlab_project_id, jsonb_build_object('path', path, 'name', name, 'defaultBranch', default_branch,
      'accessLevel', access_level, 'state', state, 'reasons', reasons) AS listed
    FROM project WHERE gitlab_origin = $2 AND gitlab_project_id IN (SELECT "gitlabProjectId" FROM input)
  ), written AS (
    INSERT INTO project (integration_id, gitlab_origin, gitlab_project_id, path, name, web_url, git_url, visibility,
      default_branch, access_level, state, reasons, last_activity_at, forked_from_id, look_at)
    SELECT $1, $2, "gitlabProjectId", path, name, "webUrl", "gitUrl", visibility, "defaultBranch", "accessLevel", state,
      reasons, "lastActivityAt", "forkedFromId", $3 FROM input ORDER BY "gitlabProjectId"
    ON CONFLICT (gitlab_origin, gitlab_project_id) DO UPDATE SET
      integration_id = excluded.integration_id, path = excluded.path, name = excluded.name, web_url = excluded.web_url,
      git_url = excluded.git_url, visibility = excluded.visibility, default_branch = excluded.default_branch,
      access_level = excluded.access_level, state = excluded.state, reasons = excluded.reasons,
      last_activity_at = excluded.last_activity_at, forked_from_id = excluded.forked_from_id,
      look_at = CASE WHEN (project.last_activity_at, project.default_branch, project.integration_id)
          IS DISTINCT FROM (excluded.last_activity_at, excluded.default_branch, excluded.integration_id)
        OR (project.state = 'UNAVAILABLE' AND excluded.state <> 'UNAVAILABLE')
        THEN least(project.look_at, excluded.look_at) ELSE project.look_at END
    WHERE (project.integration_id = excluded.integration_id
        OR project.reasons @> '[{"code":"LEFT"}]'
        OR NOT EXISTS (SELECT 1 FROM integration WHERE integration.id = project.integration_id
                       AND integration.state IN ('CONNECTED', 'DEGRADED'))
        OR (excluded.state = 'READY' AND project.state <> 'READY'
            AND coalesce(excluded.access_level, 0) > coalesce(project.access_level, 0)))
      AND (project.integration_id, project.path, project.name, project.web_url, project.git_url, project.visibility,
        project.default_branch, project.access_level, project.state, project.reasons, project.last_activity_at,
        project.forked_from_id)
      IS DISTINCT FROM (excluded.integration_id, excluded.path, excluded.name, excluded.web_url, excluded.git_url,
        excluded.visibility, excluded.default_branch, excluded.access_level, excluded.state, excluded.reasons,
        excluded.last_activity_at, excluded.forked_from_id)
    RETURNING id, gitlab_project_id
  )
  SELECT written.id, written.gitlab_project_id AS "gitlabProjectId", before.listed AS before
  FROM written LEFT JOIN before USING (gitlab_project_id) ORDER BY written.id`;
