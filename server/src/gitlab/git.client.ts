import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../errors.js';
import { readBlobs } from './git-blobs.client.js';
import { isBranchName, isObjectId } from './git-names.js';
import { deleteBranch, pushCommit } from './git-push.client.js';
import { type GitRemoteDeps, type GitRepository, openRepository } from './git-repository.client.js';
import { parseTree } from './git-tree.js';
import type { GitLabCredentials, GitRemote, GitSnapshot } from './gitlab.js';

const BASE_REF = 'refs/backline/base';

/** Git over smart HTTP for one GitLab and one token. Each call works in a temporary folder that it removes. */
export function createGitRemote(credentials: GitLabCredentials, deps: GitRemoteDeps): GitRemote {
  return {
    readHead: async (gitUrl, branch) => {
      checkBranch(branch);
      const repository = await openRepository(gitUrl, credentials, deps);
      try {
        return await readRemoteHead(repository, branch);
      } finally {
        await repository.close();
      }
    },
    openBranch: async (gitUrl, branch) => {
      checkBranch(branch);
      const repository = await openRepository(gitUrl, credentials, deps);
      try {
        await fetchBranch(repository, branch);
        return await openSnapshot(repository, deps);
      } catch (error) {
        await repository.close();
        throw error;
      }
    },
    deleteBranch: async (gitUrl, branch, expectedHead) => {
      checkBranch(branch);
      const repository = await openRepository(gitUrl, credentials, deps);
      try {
        return await deleteBranch(repository, { branch, expectedHead, readRemoteHead });
      } finally {
        await repository.close();
      }
    },
  };
}

/** The head of a branch at the remote, null when there is none. */
export async function readRemoteHead(repository: GitRepository, branch: string): Promise<string | null> {
  for (const line of (await listRefs(repository, ['origin', `refs/heads/${branch}`])).split('\n')) {
    const [id, name] = line.split('\t');
    if (name === `refs/heads/${branch}` && id !== undefined && isObjectId(id)) return id;
  }
  return null;
}

/** What the remote lists. GITLAB_ANSWER_INVALID when it lists nothing because what answers is no git: a sign-in page, say. */
async function listRefs(repository: GitRepository, args: readonly string[]): Promise<string> {
  const trace = join(repository.directory, `trace-${randomUUID()}.json`);
  const env = { GIT_TRACE2_EVENT: trace };
  const output = await repository.remoteOrThrow(['ls-remote', '--quiet', ...args], { env });
  if (output.length === 0 && !spokeGit(await readFile(trace, 'utf8').catch(() => ''))) {
    throw new AppError(
      'GITLAB_ANSWER_INVALID',
      'The server answered git with something that is not git. Check the address, and the proxy in front of GitLab.',
    );
  }
  return output.toString('utf8');
}

/** Git 2.39 and later trace the version of the protocol that was agreed on; older ones get the benefit of the doubt. */
function spokeGit(trace: string): boolean {
  const [, major, minor] = /"exe":"(\d+)\.(\d+)/.exec(trace) ?? [];
  const isTraced = Number(major) > 2 || (Number(major) === 2 && Number(minor) >= 39);
  return !isTraced || trace.includes('"key":"negotiated-version"');
}

async function fetchBranch(repository: GitRepository, branch: string): Promise<void> {
  const flags = ['--quiet', '--no-tags', '--no-write-fetch-head', '--no-recurse-submodules', '--depth=1'];
  try {
    const refspec = `+refs/heads/${branch}:${BASE_REF}`;
    await repository.remoteOrThrow(['fetch', ...flags, '--filter=blob:none', 'origin', refspec]);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'GITLAB_NOT_FOUND') throw error;
    const heads = await listRefs(repository, ['--heads', 'origin']);
    if (heads.split('\n').some((line) => line.endsWith(`\trefs/heads/${branch}`))) {
      // A web page in the place of git's answer looks as if there were no branch.
      throw new AppError('GITLAB_FAILED', 'GitLab answered git in two different ways. Try again later.', {
        cause: error,
      });
    }
    if (heads !== '') throw error;
    throw new AppError('REPOSITORY_EMPTY', 'The repository is empty: it has no branch yet.');
  }
}

async function openSnapshot(repository: GitRepository, deps: GitRemoteDeps): Promise<GitSnapshot> {
  // The second repository has no refs of its own: the commit is asked where the fetch has written it.
  const env = { GIT_DIR: `${repository.directory}/repo.git` };
  const head = await repository.local(['rev-parse', '--verify', `${BASE_REF}^{commit}`], { env });
  const commit = head.toString('utf8').trim();
  const listing = await repository.local(['ls-tree', '-r', '-z', '--full-tree', commit]);
  const tree = parseTree(listing, deps.limits.maxEntries);
  return {
    commit,
    files: tree.files,
    skipped: tree.skipped,
    readBlobs: (blobs, limits) => readBlobs(repository, blobs, { ...limits, ...deps.limits }),
    pushCommit: (push) => pushCommit(repository, push, { commit, tree, readRemoteHead }),
    close: () => repository.close(),
  };
}

function checkBranch(branch: string): void {
  if (isBranchName(branch)) return;
  throw new AppError('GIT_FAILED', 'The name of the branch is not one that git allows.');
}
