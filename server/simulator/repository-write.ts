import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { GitFailure, git, gitText, runGit } from './git.js';
import { isAncestor, type Repository } from './repository.js';

export interface Signature {
  readonly name: string;
  readonly email: string;
  readonly at: Date;
}

/** What becomes of one path: new bytes, an object that exists already, or null for removed. */
export type FileChange = { readonly mode: string } & (
  { readonly content: Uint8Array } | { readonly sha: string }
);

export interface CommitPlan {
  readonly branch: string;
  /** The parent; null for the first commit. */
  readonly parent: string | null;
  readonly message: string;
  readonly author: Signature;
  readonly committer: Signature;
  readonly changes: ReadonlyMap<string, FileChange | null>;
}

/** Writes one commit and moves the branch to it, whatever was there before. One git process. */
export async function writeCommit(repository: Repository, plan: CommitPlan): Promise<string> {
  await repository.prepare();
  const chunks: Buffer[] = [];
  const write = (text: string) => chunks.push(Buffer.from(text, 'utf8'));
  const writeData = (bytes: Uint8Array) => {
    write(`data ${bytes.length}\n`);
    chunks.push(Buffer.from(bytes));
    write('\n');
  };
  write(`feature done\ncommit refs/heads/${plan.branch}\nmark :1\n`);
  write(`author ${signature(plan.author)}\ncommitter ${signature(plan.committer)}\n`);
  writeData(Buffer.from(plan.message, 'utf8'));
  if (plan.parent) write(`from ${plan.parent}\n`);
  for (const [path, change] of plan.changes) if (!change) write(`D ${quote(path)}\n`);
  for (const [path, change] of plan.changes) {
    if (!change) continue;
    if ('sha' in change) write(`M ${change.mode} ${change.sha} ${quote(path)}\n`);
    else {
      write(`M ${change.mode} inline ${quote(path)}\n`);
      writeData(change.content);
    }
  }
  write('\nget-mark :1\ndone\n');
  const sha = await gitText(['fast-import', '--quiet', '--force', '--date-format=raw'], {
    directory: repository.directory,
    input: Buffer.concat(chunks),
  });
  repository.noteRef(`refs/heads/${plan.branch}`, sha);
  return sha;
}

function signature(who: Signature): string {
  const clean = (text: string) => text.replace(/[<>\n\0]/g, '').trim();
  return `${clean(who.name)} <${clean(who.email)}> ${Math.floor(who.at.getTime() / 1000)} +0000`;
}

function quote(path: string): string {
  const escaped = path.replace(/[\\"\n]/g, (char) => (char === '\n' ? '\\n' : `\\${char}`));
  return `"${escaped}"`;
}

/** Merges two commits without a working tree: the tree, or null when they conflict. */
export async function mergeTrees(
  repository: Repository,
  ours: string,
  theirs: string,
): Promise<string | null> {
  const args = ['merge-tree', '--write-tree', '--no-messages', '--allow-unrelated-histories', ours, theirs];
  const result = await runGit(args, repository);
  if (result.code === 0) return result.stdout.toString('utf8').trim();
  if (result.code === 1) return null;
  throw new GitFailure(args, result);
}

/** Makes a commit of a tree; no branch moves. */
export async function commitTree(
  repository: Repository,
  commit: {
    readonly tree: string;
    readonly parents: readonly string[];
    readonly message: string;
    readonly author: Signature;
    readonly committer: Signature;
  },
): Promise<string> {
  const parents = commit.parents.flatMap((parent) => ['-p', parent]);
  return await gitText(['commit-tree', commit.tree, ...parents], {
    directory: repository.directory,
    input: commit.message,
    env: {
      GIT_AUTHOR_NAME: commit.author.name,
      GIT_AUTHOR_EMAIL: commit.author.email,
      GIT_AUTHOR_DATE: dateOf(commit.author.at),
      GIT_COMMITTER_NAME: commit.committer.name,
      GIT_COMMITTER_EMAIL: commit.committer.email,
      GIT_COMMITTER_DATE: dateOf(commit.committer.at),
    },
  });
}

function dateOf(date: Date): string {
  return `@${Math.floor(date.getTime() / 1000)} +0000`;
}

/** Replays the source's commits on the target: the new head, or null when they conflict. */
export async function rebase(
  repository: Repository,
  heads: { readonly source: string; readonly target: string; readonly committer: Signature },
): Promise<string | null> {
  if (await isAncestor(repository, heads.target, heads.source)) return heads.source;
  const folder = join(repository.directory, `rebase-${randomUUID()}`);
  const env = {
    GIT_COMMITTER_NAME: heads.committer.name,
    GIT_COMMITTER_EMAIL: heads.committer.email,
    GIT_COMMITTER_DATE: dateOf(heads.committer.at),
  };
  await git(['worktree', 'add', '--quiet', '--detach', folder, heads.source], repository);
  try {
    const result = await runGit(['rebase', '--quiet', heads.target], { directory: folder, env });
    return result.code === 0 ? await gitText(['rev-parse', 'HEAD'], { directory: folder }) : null;
  } finally {
    await rm(folder, { recursive: true, force: true });
    await runGit(['worktree', 'prune', '--expire=now'], repository);
  }
}
