import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createGroup, projectOf } from './admin.js';
import type { Context } from './context.js';
import { afterRefChanges } from './push-effects.js';
import { Repository } from './repository.js';
import { writeCommit, type FileChange } from './repository-write.js';
import type { NewCommit, NewProject, ProjectReference, ProjectTemplate } from './simulator-api.js';
import { ACCESS, type Namespace, type Project } from './state.js';

const SIMULATOR = { name: 'GitLab simulator', email: 'simulator@example.com' };

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

/** Access through groups comes later, when `membershipMs` says so. */
export function delayMemberships(context: Context, namespace: Namespace, project: Project): void {
  if (context.delays.membershipMs > 0 && namespace.kind === 'group') {
    context.access.hideFromGroups(project, performance.now() + context.delays.membershipMs);
  }
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
