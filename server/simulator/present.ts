import type { Context } from './context.js';
import type { CommitInfo, FileDiff } from './repository-read.js';
import type { Namespace, Pipeline, Project, Token, User } from './state.js';

/** A user as other objects embed it. */
export function presentUser(context: Context, user: User | undefined) {
  if (!user) return null;
  return {
    id: user.id,
    username: user.username,
    public_email: null,
    name: user.name,
    state: user.state,
    locked: false,
    avatar_url: null,
    web_url: `${context.externalUrl}/${user.username}`,
  };
}

/** What `GET /user` says about the caller. */
export function presentCurrentUser(context: Context, user: User) {
  return {
    ...presentUser(context, user),
    created_at: user.createdAt.toISOString(),
    bio: '',
    location: '',
    linkedin: '',
    twitter: '',
    website_url: '',
    job_title: '',
    pronouns: null,
    organization: '',
    bot: user.isBot,
    last_sign_in_at: null,
    confirmed_at: user.createdAt.toISOString(),
    last_activity_on: context.clock().toISOString().slice(0, 10),
    email: user.email,
    theme_id: 1,
    color_scheme_id: 1,
    projects_limit: 100000,
    current_sign_in_at: null,
    identities: [],
    can_create_group: !user.isBot,
    can_create_project: !user.isBot,
    two_factor_enabled: false,
    external: user.isExternal,
    private_profile: false,
    commit_email: user.email,
    ...(user.isAdmin ? { is_admin: true } : {}),
  };
}

/** A token without its secret. */
export function presentToken(context: Context, token: Token) {
  return {
    id: token.id,
    name: token.name,
    description: null,
    revoked: token.isRevoked,
    created_at: token.createdAt.toISOString(),
    scopes: token.scopes,
    user_id: token.userId,
    last_used_at: token.lastUsedAt?.toISOString() ?? null,
    active: !token.isRevoked && !isExpired(token, context.clock()),
    expires_at: token.expiresAt,
  };
}

/** Whether the token's last day is over: it is dead from 00:00 UTC of the date. */
export function isExpired(token: Token, now: Date): boolean {
  if (token.diesAt && token.diesAt <= now) return true;
  return token.expiresAt !== null && now >= new Date(`${token.expiresAt}T00:00:00Z`);
}

export function presentNamespace(context: Context, namespace: Namespace) {
  const prefix = namespace.kind === 'group' ? 'groups/' : '';
  return {
    id: namespace.id,
    name: namespace.name,
    path: namespace.path,
    kind: namespace.kind,
    full_path: namespace.fullPath,
    parent_id: namespace.parentId,
    avatar_url: null,
    web_url: `${context.externalUrl}/${prefix}${namespace.fullPath}`,
  };
}

export function presentGroup(context: Context, group: Namespace) {
  return {
    id: group.id,
    web_url: `${context.externalUrl}/groups/${group.fullPath}`,
    name: group.name,
    path: group.path,
    description: '',
    visibility: group.visibility,
    share_with_group_lock: false,
    require_two_factor_authentication: false,
    project_creation_level: 'developer',
    subgroup_creation_level: 'maintainer',
    lfs_enabled: true,
    archived: false,
    avatar_url: null,
    request_access_enabled: true,
    full_name: fullName(context, group),
    full_path: group.fullPath,
    created_at: group.createdAt.toISOString(),
    parent_id: group.parentId,
    organization_id: 1,
    marked_for_deletion_on: null,
  };
}

/** `Group / Subgroup`. */
export function fullName(context: Context, namespace: Namespace): string {
  const parent = namespace.parentId === null ? undefined : context.state.namespaces.get(namespace.parentId);
  return parent ? `${fullName(context, parent)} / ${namespace.name}` : namespace.name;
}

/** A commit; `project` gives the link. */
export function presentCommit(context: Context, project: Project, commit: CommitInfo) {
  return {
    id: commit.sha,
    short_id: commit.sha.slice(0, 8),
    created_at: gitDate(commit.committedAt),
    parent_ids: commit.parents,
    title: commit.message.split('\n', 1)[0] ?? '',
    message: commit.message,
    author_name: commit.authorName,
    author_email: commit.authorEmail,
    authored_date: gitDate(commit.authoredAt),
    committer_name: commit.committerName,
    committer_email: commit.committerEmail,
    committed_date: gitDate(commit.committedAt),
    trailers: {},
    extended_trailers: {},
    web_url: `${webUrl(context, project)}/-/commit/${commit.sha}`,
  };
}

function gitDate(date: string): string {
  return date.replace(/(:\d\d)(Z|[+-])/, '$1.000$2');
}

/** The page of a project. */
export function webUrl(context: Context, project: Project): string {
  return `${context.externalUrl}/${context.state.fullPathOf(project)}`;
}

const TOO_LARGE_BYTES = 200 * 1024;

export function presentDiff(diff: FileDiff) {
  const isTooLarge = Buffer.byteLength(diff.diff) > TOO_LARGE_BYTES;
  return {
    diff: isTooLarge ? '' : diff.diff,
    collapsed: false,
    too_large: isTooLarge,
    new_path: diff.newPath,
    old_path: diff.oldPath,
    a_mode: diff.oldMode === '000000' ? '0' : diff.oldMode,
    b_mode: diff.newMode === '000000' ? '0' : diff.newMode,
    new_file: diff.status === 'A',
    renamed_file: diff.status === 'R',
    deleted_file: diff.status === 'D',
    generated_file: /(?:^|\/)(?:package-lock\.json|yarn\.lock|pnpm-lock\.yaml)$/.test(diff.newPath),
  };
}

/** A pipeline as lists show it. */
export function presentPipeline(context: Context, project: Project, pipeline: Pipeline) {
  return {
    id: pipeline.id,
    iid: pipeline.iid,
    project_id: project.id,
    sha: pipeline.sha,
    ref: pipeline.ref,
    status: pipeline.status,
    source: pipeline.source,
    created_at: pipeline.createdAt.toISOString(),
    updated_at: pipeline.updatedAt.toISOString(),
    web_url: `${webUrl(context, project)}/-/pipelines/${pipeline.id}`,
  };
}
