import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError, isAppError } from '../errors.js';
import { describeGitFailure, remoteReason } from './git-failure.js';
import { isBranchName, isObjectId, isRepositoryPath } from './git-names.js';
import type { GitResult } from './git-process.client.js';
import type { GitRepository } from './git-repository.client.js';
import type { GitTree } from './git-tree.js';
import type { BranchDeletion, GitPush } from './gitlab.js';

/** On what the commit stands. */
export interface PushBase {
  readonly commit: string;
  readonly tree: GitTree;
  readonly readRemoteHead: (repository: GitRepository, branch: string) => Promise<string | null>;
}

/** Of one commit, where each before was found not to have arrived. */
const MAX_PUSHES = 3;

/** Failures after which it is certain that the server has changed nothing. */
const UNCHANGED = [
  'TOKEN_INVALID',
  'GITLAB_FORBIDDEN',
  'GITLAB_NOT_FOUND',
  'GITLAB_TLS',
  'GITLAB_THROTTLED',
] as const;

/**
 * One commit by plumbing, pushed with a lease. GIT_LEASE_LOST when the branch is not where it was expected,
 * GITLAB_FORBIDDEN with the server's words when it refuses, GITLAB_OUTCOME_UNKNOWN when nobody can say what happened.
 */
export async function pushCommit(repository: GitRepository, push: GitPush, base: PushBase): Promise<string> {
  checkPush(push, base.tree);
  const commit = await writeCommit(repository, push, base);
  await push.onCommit?.(commit);
  const ref = `refs/heads/${push.branch}`;
  const lease = `--force-with-lease=${ref}:${push.expectedHead ?? ''}`;
  const flags = ['--porcelain', '--no-verify', '--no-thin', '--no-progress', lease];
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await pushOnce(repository, push, {
        base,
        commit,
        args: ['push', ...flags, 'origin', `${commit}:${ref}`],
      });
    } catch (error) {
      // The branch was looked up and is where it was: the same push may be sent again.
      if (attempt >= MAX_PUSHES || !isAppError(error, 'GITLAB_FAILED', 'GITLAB_UNREACHABLE')) throw error;
    }
  }
}

/**
 * Deletes a branch with a lease: not where it is anywhere else than expected. After a failure the branch is looked up, so
 * that the answer says what is; the failure is thrown where the branch is as it was.
 */
export async function deleteBranch(
  repository: GitRepository,
  {
    branch,
    expectedHead,
    readRemoteHead,
  }: { readonly branch: string; readonly expectedHead: string } & Pick<PushBase, 'readRemoteHead'>,
): Promise<BranchDeletion> {
  if (!isObjectId(expectedHead)) throw new AppError('GIT_FAILED', 'The expected head is no commit id.');
  const ref = `refs/heads/${branch}`;
  const lease = `--force-with-lease=${ref}:${expectedHead}`;
  const flags = ['--porcelain', '--no-verify', '--no-progress', lease];
  const result = await repository.remote(['push', ...flags, 'origin', `:${ref}`]);
  if (result.exitCode === 0 && result.stopped === null) return 'deleted';
  const failure =
    readRefusal(result, ref, repository.secrets) ?? describeGitFailure(result, repository.secrets);
  if (isAppError(failure, 'CANCELLED', 'TOKEN_INVALID')) throw failure;
  const head = await readRemoteHead(repository, branch);
  if (head === null) return 'gone';
  if (head !== expectedHead) return 'moved';
  throw failure;
}

async function pushOnce(
  repository: GitRepository,
  push: GitPush,
  {
    base,
    commit,
    args,
  }: { readonly base: PushBase; readonly commit: string; readonly args: readonly string[] },
): Promise<string> {
  const result = await repository.remote(args);
  if (result.exitCode === 0 && result.stopped === null) return commit;
  const refusal = readRefusal(result, `refs/heads/${push.branch}`, repository.secrets);
  if (isAppError(refusal, 'GIT_LEASE_LOST')) {
    // An earlier run of the same push may have landed without our hearing of it: then the branch holds this commit.
    return await lookUp(repository, push, { base, commit, failure: refusal });
  }
  if (refusal !== null) throw refusal;
  const failure = describeGitFailure(result, repository.secrets);
  if (isAppError(failure, 'CANCELLED', ...UNCHANGED)) throw failure;
  return await lookUp(repository, push, { base, commit, failure });
}

function checkPush(push: GitPush, tree: GitTree): void {
  const refuse = (message: string): never => {
    throw new AppError('GIT_FAILED', message);
  };
  if (!isBranchName(push.branch)) refuse('The name of the branch is not one that git allows.');
  if (push.expectedHead !== null && !isObjectId(push.expectedHead))
    refuse('The expected head is no commit id.');
  if (push.files.length === 0) refuse('There is no file to commit.');
  const skipped = new Set(tree.skipped.map(({ path }) => path));
  for (const { path } of push.files) {
    if (!isRepositoryPath(path)) refuse('A path of the commit is not safe.');
    const parts = path.split('/');
    const isBehindLink = parts.some((_, index) => skipped.has(parts.slice(0, index + 1).join('/')));
    if (isBehindLink) refuse('A path of the commit is a symbolic link or a submodule, or lies behind one.');
  }
}

async function writeCommit(repository: GitRepository, push: GitPush, base: PushBase): Promise<string> {
  const blobs = await writeBlobs(repository, push);
  const env = { GIT_INDEX_FILE: join(repository.directory, 'index') };
  const entries = push.files.map(({ path }, index) => {
    const mode = base.tree.executables.has(path) ? '100755' : '100644';
    return `${mode} ${blobs[index]}\t${path}\0`;
  });
  await repository.local(['read-tree', base.commit], { env });
  await repository.local(['update-index', '-z', '--index-info'], { env, stdin: entries.join('') });
  const tree = readId(await repository.local(['write-tree', '--missing-ok'], { env }));
  const before = readId(await repository.local(['rev-parse', '--verify', `${base.commit}^{tree}`]));
  if (tree === before) throw new AppError('GIT_FAILED', 'The commit would change nothing.');
  const date = `@${Math.floor(push.date.getTime() / 1_000)} +0000`;
  const who = { name: onOneLine(push.author.name), email: onOneLine(push.author.email) };
  const commit = await repository.local(['commit-tree', tree, '-p', base.commit, '-F', '-'], {
    stdin: push.message.replaceAll('\0', ''),
    env: {
      ...{ GIT_AUTHOR_NAME: who.name, GIT_AUTHOR_EMAIL: who.email, GIT_AUTHOR_DATE: date },
      ...{ GIT_COMMITTER_NAME: who.name, GIT_COMMITTER_EMAIL: who.email, GIT_COMMITTER_DATE: date },
    },
  });
  return readId(commit);
}

async function writeBlobs(repository: GitRepository, push: GitPush): Promise<readonly string[]> {
  const folder = join(repository.directory, 'edits');
  await mkdir(folder, { recursive: true });
  const paths: string[] = [];
  for (const [index, { text }] of push.files.entries()) {
    const path = join(folder, String(index));
    await writeFile(path, text);
    paths.push(path);
  }
  const args = ['hash-object', '-w', '--no-filters', '--stdin-paths'];
  const output = await repository.local(args, { stdin: `${paths.join('\n')}\n` });
  const ids = output.toString('utf8').trim().split('\n');
  if (ids.length === paths.length && ids.every(isObjectId)) return ids;
  throw new AppError('GIT_FAILED', 'Git answered in an unexpected form.');
}

function readId(output: Buffer): string {
  const id = output.toString('utf8').trim();
  if (isObjectId(id)) return id;
  throw new AppError('GIT_FAILED', 'Git answered in an unexpected form.');
}

/** What the server's status line for our branch says, when it refused it: `!<TAB>from:to<TAB>[rejected] (reason)`. */
function readRefusal(result: GitResult, ref: string, secrets: readonly string[]): AppError | null {
  const lines = result.stdout.toString('utf8').split('\n');
  const line = lines.find(
    (each) => each.startsWith('!\t') && (each.split('\t')[1] ?? '').endsWith(`:${ref}`),
  );
  const summary = line?.split('\t')[2];
  if (summary === undefined || result.stopped !== null) return null;
  if (
    /stale info|fetch first|non-fast-forward|already exists|failed to update ref|cannot lock ref/.test(
      summary,
    )
  ) {
    return leaseLost();
  }
  // The server no longer has our base: the branch that was read has been rewritten.
  if (/shallow update not allowed/.test(summary)) return leaseLost();
  // Git writes this where the connection ended before the server reported: that is no refusal.
  if (/remote failed to report status|unpack/i.test(summary)) return null;
  const reason = remoteReason(result.stderr, secrets);
  const said = reason === null ? '' : `: ${reason}`;
  return new AppError('GITLAB_FORBIDDEN', `GitLab refused the push${said}.`, { details: { reason } });
}

async function lookUp(
  repository: GitRepository,
  push: GitPush,
  state: { readonly base: PushBase; readonly commit: string; readonly failure: AppError },
): Promise<string> {
  let head: string | null;
  try {
    head = await state.base.readRemoteHead(repository, push.branch);
  } catch {
    throw new AppError(
      'GITLAB_OUTCOME_UNKNOWN',
      'The connection failed during the push, so it is not known whether GitLab has the commit. Look at the branch before trying again.',
      { details: { commit: state.commit, after: state.failure.code } },
    );
  }
  if (head === state.commit) return head;
  if (head !== push.expectedHead) throw leaseLost();
  throw state.failure;
}

function leaseLost(): AppError {
  return new AppError('GIT_LEASE_LOST', 'The branch has moved since it was read, so nothing was pushed.');
}

function onOneLine(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f<>]+/g, ' ').trim() || 'Backline';
}
