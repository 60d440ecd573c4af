import { randomBytes } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Context } from './context.js';
import { afterRefChanges } from './push-effects.js';
import { Repository } from './repository.js';
import { writeCommit, type FileChange } from './repository-write.js';
import type {
  NewAccessToken,
  NewCommit,
  NewGroup,
  NewMember,
  NewProject,
  NewUser,
  ProjectTemplate,
  ProjectReference,
} from './simulator-api.js';
import { ACCESS, type Membership, type Namespace, type Project, type Token, type User } from './state.js';
import { createToken } from './tokens.js';

const SIMULATOR = { name: 'GitLab simulator', email: 'simulator@example.com' };

/** Makes a user with a namespace of the same name. */
export function createUser(context: Context, fields: NewUser): User {
  const { state } = context;
  if (state.findUser(fields.username) || state.findNamespace(fields.username)) {
    throw new Error(`the name ${fields.username} is taken`);
  }
  const user: User = {
    id: state.nextId('user'),
    username: fields.username,
    name: fields.name ?? fields.username,
    email: `${fields.username}@example.com`,
    isAdmin: fields.isAdmin ?? false,
    isBot: fields.isBot ?? false,
    isExternal: fields.isExternal ?? false,
    state: fields.state ?? 'active',
    createdAt: context.clock(),
  };
  state.users.set(user.id, user);
  const namespace = newNamespace(context, { kind: 'user', fullPath: fields.username, parentId: null });
  namespace.members.set(user.id, { level: ACCESS.owner, expiresAt: null });
  return user;
}

/** The user behind an access token of a project or group, named as GitLab names it. */
export function createBot(
  context: Context,
  resource: { readonly kind: 'project' | 'group'; readonly id: number },
): User {
  const suffix = randomBytes(16).toString('hex');
  const username = `${resource.kind}_${resource.id}_bot_${suffix}`;
  return createUser(context, { username, name: `${resource.kind} bot`, isBot: true });
}

/** Makes an access token of a project or group: a bot, its membership and its token. */
export function createAccessToken(context: Context, fields: NewAccessToken): Token {
  const { of: owner, level, ...rest } = fields;
  const isGroup = typeof owner === 'object';
  const kind = isGroup ? 'group' : 'project';
  const { id } = isGroup ? groupOf(context, owner.group) : projectOf(context, owner);
  const user = createBot(context, { kind, id });
  addMember(context, owner, { userId: user.id, level });
  return createToken(context, { ...rest, userId: user.id, kind });
}

function newNamespace(
  context: Context,
  fields: Pick<Namespace, 'kind' | 'fullPath' | 'parentId'> & { readonly name?: string },
): Namespace {
  const path = fields.fullPath.slice(fields.fullPath.lastIndexOf('/') + 1);
  const namespace: Namespace = {
    id: context.state.nextId('namespace'),
    kind: fields.kind,
    path,
    name: fields.name ?? path,
    fullPath: fields.fullPath,
    parentId: fields.parentId,
    visibility: 'private',
    createdAt: context.clock(),
    members: new Map(),
  };
  context.state.namespaces.set(namespace.id, namespace);
  context.state.namespacesByPath.set(namespace.fullPath.toLowerCase(), namespace);
  return namespace;
}

/** Makes a group and the groups above it; one that exists is taken as it is. */
export function createGroup(context: Context, fields: NewGroup): Namespace {
  const existing = context.state.findNamespace(fields.path);
  if (existing) return existing;
  const slash = fields.path.lastIndexOf('/');
  const parent = slash < 0 ? null : createGroup(context, { path: fields.path.slice(0, slash) });
  const group = newNamespace(context, {
    kind: 'group',
    fullPath: fields.path,
    parentId: parent?.id ?? null,
    ...(fields.name ? { name: fields.name } : {}),
  });
  group.visibility = fields.visibility ?? 'private';
  return group;
}

/** Makes a project; its repository is on disk only when there is something in it. */
export async function createProject(context: Context, fields: NewProject): Promise<Project> {
  const project = addProject(context, fields, null);
  await writeFirstCommit(context, project.repository, { ...fields, defaultBranch: project.defaultBranch });
  return project;
}

/**
 * Makes many projects that share one repository until they are written to: `<path>-1` to `<path>-<count>`. What `vary`
 * answers for a number from 0 is laid over the template; files and the default branch are the template's for all.
 */
export async function createProjects(
  context: Context,
  count: number,
  template: ProjectTemplate,
): Promise<readonly Project[]> {
  const { vary, ...fields } = template;
  const branch = fields.defaultBranch ?? 'main';
  const folder = join(context.folder, `template-${context.state.nextId('template')}.git`);
  const shared = new Repository(folder, () => branch);
  await writeFirstCommit(context, shared, { ...fields, defaultBranch: branch });
  const repository = (await shared.isEmpty()) ? null : shared;
  const projects: Project[] = [];
  for (let index = 0; index < count; index += 1) {
    const own = { ...fields, path: `${fields.path}-${index + 1}`, ...vary?.(index) };
    projects.push(addProject(context, own, repository));
  }
  return projects;
}

/** Adds the project without a commit. With a template it shows the template's content. */
export function addProject(context: Context, fields: NewProject, template: Repository | null): Project {
  const { state } = context;
  const namespace = createGroup(context, { path: fields.namespace });
  const fullPath = `${namespace.fullPath}/${fields.path}`;
  if (state.findProject(fullPath)) throw new Error(`the project ${fullPath} exists already`);
  const project = newProject(context, { namespace, fields, template });
  state.projects.set(project.id, project);
  state.projectsByPath.set(fullPath.toLowerCase(), project);
  state.movedPaths.delete(fullPath.toLowerCase());
  delayMemberships(context, namespace, project);
  if (fields.isDefaultBranchProtected ?? true) {
    project.protections.set(project.defaultBranch, {
      pattern: project.defaultBranch,
      pushLevel: ACCESS.maintainer,
      mergeLevel: ACCESS.maintainer,
      allowForcePush: false,
    });
  }
  return project;
}

async function writeFirstCommit(
  context: Context,
  repository: Repository,
  fields: Pick<NewProject, 'directory' | 'files'> & { readonly defaultBranch: string },
): Promise<void> {
  const files = fields.directory ? await readFolder(fields.directory) : encodeFiles(fields.files ?? {});
  if (files.size === 0) return;
  const signature = { ...SIMULATOR, at: context.clock() };
  await writeCommit(repository, {
    branch: fields.defaultBranch,
    parent: null,
    message: 'Initial commit',
    author: signature,
    committer: signature,
    changes: files,
  });
}

function newProject(
  context: Context,
  parts: {
    readonly namespace: Namespace;
    readonly fields: NewProject;
    readonly template: Repository | null;
  },
): Project {
  const { namespace, fields, template } = parts;
  const now = context.clock();
  const id = context.state.nextId('project');
  const project: Project = {
    id,
    path: fields.path,
    name: fields.name ?? fields.path,
    namespaceId: namespace.id,
    description: fields.description ?? '',
    visibility: fields.visibility ?? 'private',
    isArchived: fields.isArchived ?? false,
    isMirror: fields.isMirror ?? false,
    markedForDeletionOn: fields.markedForDeletionOn ?? null,
    createdAt: now,
    updatedAt: now,
    lastActivityAt: now,
    defaultBranch: fields.defaultBranch ?? 'main',
    topics: fields.topics ?? [],
    mergeRequestsAccess: fields.mergeRequestsAccess ?? 'enabled',
    repositoryAccess: fields.repositoryAccess ?? 'enabled',
    mergeMethod: fields.mergeMethod ?? 'merge',
    squashOption: 'default_off',
    requiresPipeline: fields.requiresPipeline ?? false,
    allowsSkippedPipeline: false,
    requiresResolvedThreads: fields.requiresResolvedThreads ?? false,
    removesSourceBranch: true,
    creatorId: null,
    forkedFromId: null,
    importStatus: 'none',
    members: new Map(),
    sharedWith: new Map(),
    protections: new Map(),
    mergeRequests: new Map(),
    pipelines: new Map(),
    hooks: new Map(),
    labels: new Map(),
    branchVisibleAt: new Map(),
    repository: new Repository(join(context.folder, `${id}.git`), () => project.defaultBranch, template),
  };
  return project;
}

function delayMemberships(context: Context, namespace: Namespace, project: Project): void {
  if (context.delays.membershipMs > 0 && namespace.kind === 'group') {
    context.access.hideFromGroups(project, performance.now() + context.delays.membershipMs);
  }
}

/** Adds, changes or (level 0) removes a direct membership. */
export function addMember(
  context: Context,
  to: ProjectReference | { readonly group: string },
  member: NewMember,
): void {
  const members =
    typeof to === 'object' ? groupOf(context, to.group).members : projectOf(context, to).members;
  const membership: Membership = { level: member.level, expiresAt: member.expiresAt ?? null };
  if (member.level === ACCESS.none) members.delete(member.userId);
  else members.set(member.userId, membership);
}

function groupOf(context: Context, path: string): Namespace {
  const group = context.state.findNamespace(path);
  if (!group) throw new Error(`no group ${path}`);
  return group;
}

/** The project; throws when there is none. */
export function projectOf(context: Context, reference: ProjectReference): Project {
  const project = context.state.findProject(reference);
  if (!project) throw new Error(`no project ${reference}`);
  return project;
}

/** Renames or moves; the old path is remembered. */
export function moveProject(
  context: Context,
  reference: ProjectReference,
  to: { readonly namespace?: string; readonly path?: string },
): Project {
  const { state } = context;
  const project = projectOf(context, reference);
  const oldPath = state.fullPathOf(project).toLowerCase();
  state.projectsByPath.delete(oldPath);
  state.movedPaths.set(oldPath, project.id);
  if (to.namespace) project.namespaceId = createGroup(context, { path: to.namespace }).id;
  if (to.path) {
    project.path = to.path;
    project.name = to.path;
  }
  project.updatedAt = context.clock();
  const newPath = state.fullPathOf(project).toLowerCase();
  state.movedPaths.delete(newPath);
  state.projectsByPath.set(newPath, project);
  delayMemberships(context, state.namespaceOf(project), project);
  return project;
}

/** Renames or moves a group: everything in it has a new path; projects answer at the old one with 301, groups with 404. */
export function moveGroup(context: Context, path: string, newPath: string): Namespace {
  const { state } = context;
  const group = groupOf(context, path);
  if (state.findNamespace(newPath)) throw new Error(`the group ${newPath} exists already`);
  const inside = [...state.namespaces.values()].filter(({ fullPath }) =>
    `${fullPath}/`.startsWith(`${group.fullPath}/`),
  );
  const ids = new Set(inside.map(({ id }) => id));
  const projects = [...state.projects.values()].filter(({ namespaceId }) => ids.has(namespaceId));
  for (const project of projects) {
    const oldPath = state.fullPathOf(project).toLowerCase();
    state.projectsByPath.delete(oldPath);
    state.movedPaths.set(oldPath, project.id);
  }
  const before = group.fullPath.length;
  for (const namespace of inside) {
    state.namespacesByPath.delete(namespace.fullPath.toLowerCase());
    namespace.fullPath = `${newPath}${namespace.fullPath.slice(before)}`;
    namespace.path = namespace.fullPath.slice(namespace.fullPath.lastIndexOf('/') + 1);
    state.namespacesByPath.set(namespace.fullPath.toLowerCase(), namespace);
  }
  for (const project of projects) {
    const fullPath = state.fullPathOf(project).toLowerCase();
    state.movedPaths.delete(fullPath);
    state.projectsByPath.set(fullPath, project);
  }
  return group;
}

/** Marks the project: it stays readable, and since 18.0 its path says so. */
export function scheduleDeletion(context: Context, reference: ProjectReference): Project {
  const project = projectOf(context, reference);
  project.markedForDeletionOn = context.clock().toISOString().slice(0, 10);
  if (!context.profile.renamesDeleted) return project;
  return moveProject(context, project.id, { path: `${project.path}-deletion_scheduled-${project.id}` });
}

/** Forgets the project. */
export async function deleteProject(context: Context, reference: ProjectReference): Promise<void> {
  const project = projectOf(context, reference);
  context.state.projectsByPath.delete(context.state.fullPathOf(project).toLowerCase());
  context.state.projects.delete(project.id);
  await project.repository.remove();
}

/** One commit on a branch, as if somebody had pushed it. */
export async function commitFiles(
  context: Context,
  reference: ProjectReference,
  commit: NewCommit,
): Promise<string> {
  const project = projectOf(context, reference);
  const { repository } = project;
  const branch = commit.branch ?? project.defaultBranch;
  const changes = new Map<string, FileChange | null>(encodeFiles(commit.files ?? {}));
  for (const path of commit.deletions ?? []) changes.set(path, null);
  const committer = { ...(commit.author ?? SIMULATOR), at: context.clock() };
  const change = await repository.exclusively(async () => {
    const before = await repository.branch(branch);
    const start = commit.startBranch ?? project.defaultBranch;
    const parent = before ?? (await repository.branch(start));
    const message = commit.message ?? `Change ${[...changes.keys()].join(', ')}`.slice(0, 72);
    const after = await writeCommit(repository, {
      branch,
      parent,
      message,
      author: committer,
      committer,
      changes,
    });
    return { branch, before, after };
  });
  const user = context.state.users.get(commit.userId ?? 0) ?? null;
  await afterRefChanges(context, project, { user, changes: [change] });
  return change.after;
}

function encodeFiles(files: Readonly<Record<string, string | Uint8Array>>): Map<string, FileChange> {
  const encoded = new Map<string, FileChange>();
  for (const [path, content] of Object.entries(files)) {
    encoded.set(path, { mode: '100644', content: Buffer.from(content) });
  }
  return encoded;
}

/** Every regular file of a folder, without `.git`; links are not followed. */
async function readFolder(folder: string, prefix = ''): Promise<Map<string, FileChange>> {
  const files = new Map<string, FileChange>();
  const entries = await readdir(folder, { withFileTypes: true });
  for (const entry of entries.sort((first, second) => (first.name < second.name ? -1 : 1))) {
    if (entry.name === '.git') continue;
    const path = `${prefix}${entry.name}`;
    if (entry.isDirectory()) {
      for (const [inner, file] of await readFolder(join(folder, entry.name), `${path}/`))
        files.set(inner, file);
    } else if (entry.isFile()) {
      files.set(path, { mode: '100644', content: await readFile(join(folder, entry.name)) });
    }
  }
  return files;
}
