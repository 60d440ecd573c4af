import { AppError } from '../errors.js';
import { readBlobs } from './git-blobs.client.js';
import { isBranchName, isObjectId } from './git-names.js';
import { pushCommit } from './git-push.client.js';
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
  };
}

/** The head of a branch at the remote, null when there is none. */
export async function readRemoteHead(repository: GitRepository, branch: string): Promise<string | null> {
  const output = await repository.remoteOrThrow(['ls-remote', '--quiet', 'origin', `refs/heads/${branch}`]);
  for (const line of output.toString('utf8').split('\n')) {
    const [id, name] = line.split('\t');
    if (name === `refs/heads/${branch}` && id !== undefined && isObjectId(id)) return id;
  }
  return null;
}

async function fetchBranch(repository: GitRepository, branch: string): Promise<void> {
  const flags = ['--quiet', '--no-tags', '--no-write-fetch-head', '--no-recurse-submodules', '--depth=1'];
  try {
    const refspec = `+refs/heads/${branch}:${BASE_REF}`;
    await repository.remoteOrThrow(['fetch', ...flags, '--filter=blob:none', 'origin', refspec]);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'GITLAB_NOT_FOUND') throw error;
    const output = await repository.remoteOrThrow(['ls-remote', '--quiet', '--heads', 'origin']);
    if (output.length > 0) throw error;
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
