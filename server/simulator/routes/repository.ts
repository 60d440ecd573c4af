import { createHash } from 'node:crypto';
import type { Router } from 'express';
import { badRequest, notFound, parameterError } from '../api-error.js';
import type { Context } from '../context.js';
import {
  ok,
  pageRequest,
  paged,
  pathParam,
  publicEndpoint,
  requireReadableProject,
  type Call,
  type Reply,
} from '../endpoint.js';
import { runGit } from '../git.js';
import { keysetPageByToken, offsetPage } from '../pagination.js';
import { presentCommit, presentDiff, webUrl } from '../present.js';
import { mergeBase } from '../repository.js';
import {
  lastCommitOf,
  readBlob,
  readCommit,
  readCommits,
  readDiffs,
  readEntry,
  readTree,
  type TreeEntry,
} from '../repository-read.js';
import type { Project } from '../state.js';

const FILE_SCOPES = ['api', 'read_api', 'read_repository'];

/** Trees, blobs, files and comparisons. */
export function addRepositoryRoutes(router: Router, context: Context): void {
  router.get('/projects/:id/repository/tree', publicEndpoint(context, readTreePage));
  router.get('/projects/:id/repository/compare', publicEndpoint(context, compare));
  router.get(
    '/projects/:id/repository/blobs/:sha',
    publicEndpoint(context, async (call) => {
      const bytes = await requireBlob(call);
      const sha = pathParam(call, 'sha');
      return ok({ size: bytes.length, encoding: 'base64', content: bytes.toString('base64'), sha });
    }),
  );
  router.get(
    '/projects/:id/repository/blobs/:sha/raw',
    publicEndpoint(context, async (call) => rawReply(await requireBlob(call), 'blob')),
  );
  for (const path of ['archive', 'archive.:format', 'archive.:format.:compression']) {
    router.get(`/projects/:id/repository/${path}`, publicEndpoint(context, readArchive, FILE_SCOPES));
  }
  const file = '/projects/:id/repository/files/:path';
  router.head(
    file,
    publicEndpoint(context, async (call) => await readFile(call, { isHead: true }), FILE_SCOPES),
  );
  router.get(
    file,
    publicEndpoint(context, async (call) => await readFile(call, { isHead: false }), FILE_SCOPES),
  );
  router.get(`${file}/raw`, publicEndpoint(context, readRawFile, FILE_SCOPES));
}

async function readTreePage(call: Call): Promise<Reply> {
  const project = requireReadableProject(call);
  const { params } = call;
  const isRecursive = params.boolean('recursive') ?? false;
  const pagination = params.oneOf('pagination', ['legacy', 'keyset', 'none']);
  if (pagination === 'none' && !isRecursive) {
    throw badRequest('pagination cannot be none unless recursive is true');
  }
  const path = (params.text('path') ?? '').replace(/^\/+|\/+$/g, '');
  const commit = await project.repository.resolve(params.text('ref') ?? 'HEAD');
  const rows = commit ? await readTree(project.repository, commit, { path, isRecursive }) : null;
  if (!rows && !(commit && call.context.profile.hasEmptyTrees)) throw notFound('Tree');
  return await presentTree(call, rows ?? [], { project, commit: commit ?? '', isRecursive, pagination });
}

async function presentTree(
  call: Call,
  rows: readonly TreeEntry[],
  view: {
    readonly project: Project;
    readonly commit: string;
    readonly isRecursive: boolean;
    readonly pagination: 'legacy' | 'keyset' | 'none' | undefined;
  },
): Promise<Reply> {
  const { project, commit, isRecursive, pagination } = view;
  const isAsked = call.params.boolean('with_last_commit') ?? false;
  const showsCommits = isAsked && !isRecursive && call.context.profile.hasTreeCommits;
  const plain = (entry: TreeEntry) => ({
    id: entry.sha,
    name: entry.path.slice(entry.path.lastIndexOf('/') + 1),
    type: entry.type,
    path: entry.path,
    mode: entry.mode,
  });
  const present = async (entry: TreeEntry) => {
    if (!showsCommits) return plain(entry);
    const sha = await lastCommitOf(project.repository, commit, entry.path);
    const info = sha ? await readCommit(project.repository, sha) : null;
    return { ...plain(entry), last_commit: info ? presentCommit(call.context, project, info) : null };
  };
  if (pagination === 'none') return ok(rows.map(plain));
  const rank = (entry: TreeEntry) => (entry.type === 'tree' ? 0 : 1);
  const ordered = isRecursive ? rows : [...rows].sort((first, second) => rank(first) - rank(second));
  if (pagination === 'keyset') {
    const options = { name: 'page_token', keyOf: (entry: TreeEntry) => entry.path } as const;
    return await paged(keysetPageByToken(pageRequest(call), ordered, options), present);
  }
  return await paged(offsetPage(pageRequest(call), ordered), present);
}

async function requireBlob(call: Call): Promise<Buffer> {
  const project = requireReadableProject(call);
  const bytes = (await project.repository.isEmpty())
    ? null
    : await readBlob(project.repository, pathParam(call, 'sha'));
  if (!bytes) throw notFound('Blob');
  checkSize(call, project, bytes);
  return bytes;
}

function checkSize(call: Call, project: Project, bytes: Buffer): void {
  const caller = call.token?.value ?? call.req.socket.remoteAddress ?? '';
  call.context.routeLimits.checkLargeBlob(caller, project.id, bytes.length);
}

interface FoundFile {
  readonly commit: string;
  readonly entry: TreeEntry;
  readonly bytes: Buffer;
}

async function requireFile(call: Call, ref: string): Promise<FoundFile & { readonly project: Project }> {
  const project = requireReadableProject(call);
  const path = pathParam(call, 'path');
  if (path.startsWith('/') || path.split('/').some((part) => part === '..' || part === '.')) {
    throw parameterError(400, 'file_path should be a valid file path');
  }
  const commit = await project.repository.resolve(ref);
  if (!commit) throw notFound('Commit');
  const entry = await readEntry(project.repository, commit, path);
  const bytes = entry?.type === 'blob' ? await readBlob(project.repository, entry.sha) : null;
  if (!entry || !bytes) throw notFound('File');
  checkSize(call, project, bytes);
  return { project, commit, entry, bytes };
}

async function readFile(call: Call, options: { readonly isHead: boolean }): Promise<Reply> {
  const ref = call.params.requiredText('ref');
  const { project, commit, entry, bytes } = await requireFile(call, ref);
  const meta = {
    file_name: entry.path.slice(entry.path.lastIndexOf('/') + 1),
    file_path: entry.path,
    size: bytes.length,
    encoding: 'base64',
    content_sha256: createHash('sha256').update(bytes).digest('hex'),
    ref,
    blob_id: entry.sha,
    commit_id: commit,
    last_commit_id: (await lastCommitOf(project.repository, commit, entry.path)) ?? commit,
    execute_filemode: entry.mode === '100755',
  };
  if (!options.isHead) return ok({ ...meta, content: bytes.toString('base64') });
  const headers: Record<string, string> = {};
  for (const [key, value] of Object.entries(meta)) {
    const name = key.split('_').map((part) => part.charAt(0).toUpperCase() + part.slice(1));
    headers[`X-Gitlab-${name.join('-')}`] = encodeURI(String(value));
  }
  return { status: 200, headers };
}

async function readRawFile(call: Call): Promise<Reply> {
  const { entry, bytes } = await requireFile(call, call.params.text('ref') ?? 'HEAD');
  return rawReply(bytes, entry.path.slice(entry.path.lastIndexOf('/') + 1));
}

function rawReply(bytes: Buffer, name: string): Reply {
  const headers = {
    'Content-Type': 'text/plain',
    'Content-Length': String(bytes.length),
    'Content-Disposition': `inline; filename="${encodeURIComponent(name)}"`,
    'X-Content-Type-Options': 'nosniff',
  };
  return { status: 200, body: bytes, headers };
}

const ARCHIVES: ReadonlyMap<string, readonly [format: string, type: string]> = new Map([
  ['tar.gz', ['tar.gz', 'application/octet-stream']],
  ['tgz', ['tar.gz', 'application/octet-stream']],
  ['tar', ['tar', 'application/octet-stream']],
  ['zip', ['zip', 'application/octet-stream']],
]);

/** Everything of a commit in one file; whatever is wrong is 404 `File`. */
async function readArchive(call: Call): Promise<Reply> {
  const project = requireReadableProject(call);
  const parts = [pathParam(call, 'format'), pathParam(call, 'compression')].filter((part) => part !== '');
  const [format, type] = ARCHIVES.get(parts.join('.') || 'tar.gz') ?? [];
  const commit = await project.repository.resolve(call.params.text('sha') ?? 'HEAD');
  if (!format || !type || !commit) throw notFound('File');
  const path = (call.params.text('path') ?? '').replace(/^\/+|\/+$/g, '');
  const name = `${project.path}-${commit}-${commit}`;
  const args = ['archive', `--format=${format}`, `--prefix=${name}/`, commit, ...(path ? ['--', path] : [])];
  const result = await runGit(args, project.repository);
  if (result.code !== 0) throw notFound('File');
  const disposition = `attachment; filename="${name}.${format}"`;
  const headers = { 'Content-Type': type, 'Content-Disposition': disposition };
  return { status: 200, body: result.stdout, headers };
}

async function compare(call: Call): Promise<Reply> {
  const { params, context } = call;
  const project = requireReadableProject(call);
  params.require('from', 'to');
  const from = await project.repository.resolve(params.requiredText('from'));
  const to = await project.repository.resolve(params.requiredText('to'));
  if (!from || !to) throw notFound('Ref');
  const isStraight = params.boolean('straight') ?? false;
  const base = isStraight ? from : ((await mergeBase(project.repository, from, to)) ?? from);
  const commits = [...(await readCommits(project.repository, `${base}..${to}`))].reverse();
  const newest = commits.length > 0 ? await readCommit(project.repository, to) : null;
  return ok({
    commit: newest ? presentCommit(context, project, newest) : null,
    commits: commits.map((commit) => presentCommit(context, project, commit)),
    diffs: (await readDiffs(project.repository, base, to)).map(presentDiff),
    compare_timeout: false,
    compare_same_ref: from === to,
    web_url: `${webUrl(context, project)}/-/compare/${from}...${to}`,
  });
}
