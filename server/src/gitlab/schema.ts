import { z } from 'zod';
import type {
  GitLabHook,
  GitLabMergeRequest,
  GitLabNote,
  GitLabProject,
  GitLabToken,
  GitLabUser,
  GitLabVersion,
  RotatedToken,
} from './gitlab.js';

const id = z.number().int().positive().max(Number.MAX_SAFE_INTEGER);
const name = z.string().max(4_096);
const access = z.object({ access_level: z.number().int().nullish() }).nullish();
const pipeline = z.object({ status: name.nullish(), web_url: name.nullish() }).nullish().catch(null);

/** GET /metadata and GET /version. The suffix after `-` is cut. */
export const versionSchema = z
  .object({ version: z.string().min(1).max(100), enterprise: z.boolean().nullish() })
  .transform((row): GitLabVersion => ({
    version: row.version.split('-')[0] ?? row.version,
    isEnterprise: row.enterprise ?? row.version.endsWith('-ee'),
  }));

/** GET /user. */
export const userSchema = z
  .object({
    id,
    username: name,
    name: name.nullish(),
    bot: z.boolean().nullish(),
    is_admin: z.boolean().nullish(),
    state: name.nullish(),
    web_url: name.nullish(),
  })
  .transform((row): GitLabUser => ({
    id: row.id,
    username: row.username,
    name: row.name ?? row.username,
    isBot: row.bot ?? false,
    isAdmin: row.is_admin ?? false,
    state: row.state ?? 'active',
    webUrl: safeLink(row.web_url) ?? '',
  }));

/** GET /personal_access_tokens/self. */
export const tokenSchema = z
  .object({
    id,
    name: name.nullish(),
    scopes: z.array(name).max(100),
    expires_at: z
      .string()
      .regex(/^\d{4}-\d{2}-\d{2}/)
      .nullish(),
    active: z.boolean().nullish(),
    revoked: z.boolean().nullish(),
    user_id: id,
  })
  .transform((row): GitLabToken => ({
    id: row.id,
    name: row.name ?? '',
    scopes: row.scopes,
    expiresAt: row.expires_at?.slice(0, 10) ?? null,
    isActive: row.active ?? row.revoked !== true,
    isRevoked: row.revoked ?? false,
    userId: row.user_id,
  }));

/** One row of GET /projects, and GET /projects/:id. */
export function projectSchema(baseUrl: string): z.ZodType<GitLabProject> {
  return projectRow.transform((row): GitLabProject => {
    const path = row.path_with_namespace.split('/').map(encodeURIComponent).join('/');
    const levels = [row.permissions?.project_access, row.permissions?.group_access].map(
      (each) => each?.access_level ?? null,
    );
    const known = levels.filter((level) => level !== null);
    return {
      id: row.id,
      pathWithNamespace: row.path_with_namespace,
      name: row.name ?? row.path_with_namespace,
      webUrl: safeLink(row.web_url) ?? `${baseUrl}/${path}`,
      gitUrl: `${baseUrl}/${path}.git`,
      defaultBranch: row.default_branch === '' ? null : (row.default_branch ?? null),
      isEmpty: row.empty_repo ?? false,
      isArchived: row.archived ?? false,
      isMirror: row.mirror ?? false,
      isMarkedForDeletion: (row.marked_for_deletion_on ?? row.marked_for_deletion_at ?? null) !== null,
      areMergeRequestsEnabled:
        row.merge_requests_access_level !== 'disabled' && row.merge_requests_enabled !== false,
      isRepositoryEnabled: row.repository_access_level !== 'disabled',
      visibility: row.visibility ?? 'private',
      accessLevel: known.length === 0 ? null : known.reduce((highest, level) => Math.max(highest, level)),
      lastActivityAt: row.last_activity_at ?? null,
      forkedFromId: row.forked_from_project?.id ?? null,
    };
  });
}

const projectRow = z.object({
  id,
  path_with_namespace: z
    .string()
    .min(3)
    .max(1_024)
    .regex(/^[^/\s]+(?:\/[^/\s]+)+$/)
    .refine((path) => !path.split('/').some((segment) => segment === '.' || segment === '..')),
  name: name.nullish(),
  web_url: name.nullish(),
  default_branch: name.nullish(),
  empty_repo: z.boolean().nullish(),
  archived: z.boolean().nullish(),
  mirror: z.boolean().nullish(),
  marked_for_deletion_on: z.string().nullish(),
  marked_for_deletion_at: z.string().nullish(),
  merge_requests_enabled: z.boolean().nullish(),
  merge_requests_access_level: z.string().nullish(),
  repository_access_level: z.string().nullish(),
  visibility: z.string().nullish(),
  permissions: z.object({ project_access: access, group_access: access }).nullish(),
  last_activity_at: z.string().nullish(),
  forked_from_project: z.object({ id }).nullish().catch(null),
});

/** One row of a merge request list, and GET .../merge_requests/:iid. */
export function mergeRequestSchema(baseUrl: string): z.ZodType<GitLabMergeRequest> {
  return mergeRequestRow.transform((row): GitLabMergeRequest => {
    const running = row.head_pipeline ?? row.pipeline ?? null;
    return {
      id: row.id,
      iid: row.iid,
      projectId: row.project_id,
      sourceProjectId: row.source_project_id ?? null,
      title: row.title,
      webUrl: safeLink(row.web_url) ?? baseUrl,
      sourceBranch: row.source_branch,
      targetBranch: row.target_branch,
      state: row.state,
      isDraft: row.draft ?? row.work_in_progress ?? false,
      detailedMergeStatus: row.detailed_merge_status ?? 'unchecked',
      hasConflicts: row.has_conflicts ?? false,
      headSha: row.sha ?? null,
      pipelineStatus: running?.status ?? null,
      pipelineUrl: safeLink(running?.web_url) ?? null,
      authorId: row.author?.id ?? null,
      createdAt: row.created_at,
      updatedAt: row.updated_at ?? row.created_at,
      mergedAt: row.merged_at ?? null,
      closedAt: row.closed_at ?? null,
      mergeCommitSha: row.merge_commit_sha ?? row.squash_commit_sha ?? null,
      description: row.description?.slice(0, MAX_DESCRIPTION) ?? '',
      labels: row.labels ?? [],
      isAutoMerge: row.merge_when_pipeline_succeeds ?? false,
      mayMerge: row.user?.can_merge ?? null,
    };
  });
}

const MAX_DESCRIPTION = 100_000;

const mergeRequestRow = z.object({
  id,
  iid: id,
  project_id: id,
  source_project_id: id.nullish(),
  title: z.string(),
  web_url: name.nullish(),
  source_branch: name,
  target_branch: name,
  state: z.enum(['opened', 'closed', 'merged', 'locked']),
  draft: z.boolean().nullish(),
  work_in_progress: z.boolean().nullish(),
  detailed_merge_status: z.string().max(200).nullish(),
  has_conflicts: z.boolean().nullish(),
  sha: z.string().max(64).nullish(),
  head_pipeline: pipeline,
  pipeline,
  author: z.object({ id }).nullish().catch(null),
  created_at: z.string(),
  updated_at: z.string().nullish(),
  merged_at: z.string().nullish(),
  closed_at: z.string().nullish(),
  merge_commit_sha: z.string().nullish(),
  squash_commit_sha: z.string().nullish(),
  description: z.string().nullish(),
  labels: z.array(z.string()).nullish().catch(null),
  merge_when_pipeline_succeeds: z.boolean().nullish(),
  user: z.object({ can_merge: z.boolean().nullish() }).nullish().catch(null),
});

/** One row of GET .../notes. */
export const noteSchema = z
  .object({
    id,
    body: z.string(),
    author: z.object({ id }).nullish().catch(null),
    system: z.boolean().nullish(),
  })
  .transform((row): GitLabNote => ({
    id: row.id,
    body: row.body,
    authorId: row.author?.id ?? null,
    isSystem: row.system ?? false,
  }));

/** One row of GET /users?username=. */
export const foundUserSchema = z.object({ id, username: name });

/** GET .../repository/blobs/:sha. */
export const blobSchema = z.object({ encoding: z.literal('base64'), content: z.string() });

/** One row of GET .../hooks. */
export const hookSchema = z
  .object({
    id,
    url: name,
    push_events: z.boolean().nullish(),
    merge_requests_events: z.boolean().nullish(),
    pipeline_events: z.boolean().nullish(),
    alert_status: name.nullish(),
    disabled_until: name.nullish(),
    token_present: z.boolean().nullish(),
    signing_token_present: z.boolean().nullish(),
  })
  .transform((row): GitLabHook => ({
    id: row.id,
    url: row.url,
    events: {
      push: row.push_events ?? false,
      mergeRequests: row.merge_requests_events ?? false,
      pipelines: row.pipeline_events ?? false,
    },
    alertStatus: row.alert_status ?? null,
    disabledUntil: row.disabled_until ?? null,
    hasToken: row.token_present ?? null,
    hasSigningToken: row.signing_token_present ?? null,
  }));

/** POST /personal_access_tokens/self/rotate. */
export const rotatedTokenSchema = z
  .object({
    id,
    token: z.string().regex(/^[\x21-\x7e]{1,2048}$/),
    expires_at: z
      .string()
      .regex(/^\d{4}-\d{2}-\d{2}/)
      .nullish(),
  })
  .transform((row): RotatedToken => ({
    id: row.id,
    token: row.token,
    expiresAt: row.expires_at?.slice(0, 10) ?? null,
  }));

/** A page of a list, as the transport hands it over. */
export const pageSchema = z.object({
  rows: z.array(z.unknown()).max(1_000),
  next: z.record(z.string(), z.string()).nullable(),
});

/** A link that a page may show: http or https, else null. */
function safeLink(text: string | null | undefined): string | null {
  if (text === null || text === undefined) return null;
  return /^https?:\/\/[^\s"'<>\\]+$/i.test(text) ? text : null;
}
