import { git, gitText, runGit } from './git.js';
import type { Repository } from './repository.js';

/** One row of a tree. */
export interface TreeEntry {
  readonly mode: string;
  readonly type: string;
  readonly sha: string;
  readonly path: string;
}

export interface CommitInfo {
  readonly sha: string;
  readonly parents: readonly string[];
  readonly authorName: string;
  readonly authorEmail: string;
  readonly authoredAt: string;
  readonly committerName: string;
  readonly committerEmail: string;
  readonly committedAt: string;
  readonly message: string;
}

export interface FileDiff {
  readonly oldPath: string;
  readonly newPath: string;
  readonly oldMode: string;
  readonly newMode: string;
  readonly status: string;
  readonly diff: string;
}

/** The entries under a folder ('' is the root), files and folders; null when there is no such folder. */
export async function readTree(
  repository: Repository,
  commit: string,
  options: { readonly path: string; readonly isRecursive: boolean },
): Promise<readonly TreeEntry[] | null> {
  const target = options.path === '' ? commit : `${commit}:${options.path}`;
  const args = ['ls-tree', '-z', ...(options.isRecursive ? ['-r', '-t'] : []), target];
  const result = await runGit(args, repository);
  if (result.code !== 0) return null;
  const prefix = options.path === '' ? '' : `${options.path}/`;
  return parseTree(result.stdout, prefix);
}

/** Every file of a commit by path. */
export async function readAllFiles(repository: Repository, commit: string): Promise<Map<string, TreeEntry>> {
  const output = await git(['ls-tree', '-r', '-z', commit], repository);
  return new Map(parseTree(output, '').map((entry) => [entry.path, entry]));
}

function parseTree(output: Buffer, prefix: string): TreeEntry[] {
  const entries: TreeEntry[] = [];
  for (const line of output.toString('utf8').split('\0')) {
    const tab = line.indexOf('\t');
    const [mode, type, sha] = line.slice(0, tab).split(' ');
    if (tab > 0 && mode && type && sha) entries.push({ mode, type, sha, path: prefix + line.slice(tab + 1) });
  }
  return entries;
}

/** The entry at a path, or null. */
export async function readEntry(
  repository: Repository,
  commit: string,
  path: string,
): Promise<TreeEntry | null> {
  const result = await runGit(['--literal-pathspecs', 'ls-tree', '-z', commit, '--', path], repository);
  return parseTree(result.stdout, '').find((entry) => entry.path === path) ?? null;
}

/** The bytes of a blob, or null when there is no such blob. */
export async function readBlob(repository: Repository, sha: string): Promise<Buffer | null> {
  if (!/^[0-9a-f]{40}$/.test(sha)) return null;
  const result = await runGit(['cat-file', 'blob', sha], repository);
  return result.code === 0 ? result.stdout : null;
}

const COMMIT_FORMAT = '%H%x00%P%x00%an%x00%ae%x00%aI%x00%cn%x00%ce%x00%cI%x00%B%x00%x01';

/** Commits, newest first, that `range` (a sha, or `a..b`) reaches. */
export async function readCommits(
  repository: Repository,
  range: string,
  options: { readonly skip?: number; readonly limit?: number; readonly path?: string } = {},
): Promise<readonly CommitInfo[]> {
  const args = [
    '--literal-pathspecs',
    'log',
    '--date-order',
    `--format=${COMMIT_FORMAT}`,
    `--skip=${options.skip ?? 0}`,
  ];
  if (options.limit !== undefined) args.push(`--max-count=${options.limit}`);
  args.push('--end-of-options', range, '--');
  if (options.path) args.push(options.path);
  return parseCommits(await gitText(args, repository));
}

function parseCommits(text: string): readonly CommitInfo[] {
  const commits: CommitInfo[] = [];
  for (const record of text.split('\0\x01')) {
    const [
      sha,
      parents,
      authorName,
      authorEmail,
      authoredAt,
      committerName,
      committerEmail,
      committedAt,
      message,
    ] = record.replace(/^\n/, '').split('\0');
    if (!sha || message === undefined) continue;
    commits.push({
      sha,
      parents: (parents ?? '').split(' ').filter((parent) => parent !== ''),
      authorName: authorName ?? '',
      authorEmail: authorEmail ?? '',
      authoredAt: authoredAt ?? '',
      committerName: committerName ?? '',
      committerEmail: committerEmail ?? '',
      committedAt: committedAt ?? '',
      message: message.replace(/\n+$/, ''),
    });
  }
  return commits;
}

export async function readCommit(repository: Repository, sha: string): Promise<CommitInfo | null> {
  return (await readCommits(repository, sha, { limit: 1 }))[0] ?? null;
}

/** The last commit up to `commit` that touched the path, or null. */
export async function lastCommitOf(
  repository: Repository,
  commit: string,
  path: string,
): Promise<string | null> {
  const args = ['--literal-pathspecs', 'rev-list', '-1', commit, '--', path];
  const result = await runGit(args, repository);
  return result.stdout.toString('utf8').trim() || null;
}

/** Lines added and removed by a commit against its first parent. */
export async function readStats(
  repository: Repository,
  sha: string,
): Promise<{ readonly additions: number; readonly deletions: number; readonly total: number }> {
  const text = await gitText(
    ['diff-tree', '-r', '--root', '--numstat', '--no-commit-id', '-m', '--first-parent', sha],
    repository,
  );
  let additions = 0;
  let deletions = 0;
  for (const line of text.split('\n')) {
    const [added, deleted] = line.split('\t');
    additions += Number(added) || 0;
    deletions += Number(deleted) || 0;
  }
  return { additions, deletions, total: additions + deletions };
}

/** The differences between two commits, file by file, in git's order, renames found. */
export async function readDiffs(
  repository: Repository,
  from: string,
  to: string,
): Promise<readonly FileDiff[]> {
  const [raw, patch] = await Promise.all([
    git(['diff', '--raw', '-z', '-M', '--no-abbrev', from, to], repository),
    gitText(['diff', '-p', '-M', '--no-color', '--no-ext-diff', from, to], repository),
  ]);
  const sections = patch.split(/^(?=diff --git )/m);
  return parseRaw(raw).map((entry, index) => ({ ...entry, diff: hunksOf(sections[index] ?? '') }));
}

function parseRaw(raw: Buffer): Omit<FileDiff, 'diff'>[] {
  const fields = raw.toString('utf8').split('\0');
  const entries: Omit<FileDiff, 'diff'>[] = [];
  for (let index = 0; index < fields.length - 1;) {
    const [oldMode, newMode, , , status] = (fields[index] ?? '').slice(1).split(' ');
    const oldPath = fields[index + 1] ?? '';
    const isRename = status?.startsWith('R') ?? false;
    const newPath = isRename ? (fields[index + 2] ?? '') : oldPath;
    entries.push({
      oldPath,
      newPath,
      oldMode: oldMode ?? '',
      newMode: newMode ?? '',
      status: (status ?? 'M').charAt(0),
    });
    index += isRename ? 3 : 2;
  }
  return entries;
}

/** From the first hunk on, as GitLab sends it; the sentence about binary files otherwise. */
function hunksOf(section: string): string {
  const start = section.search(/^(?:@@|Binary files )/m);
  if (start < 0) return '';
  const text = section.slice(start);
  return text.endsWith('\n') ? text : `${text}\n`;
}
