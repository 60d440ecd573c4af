import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { git, gitText, runGit } from './git.js';

const CONFIG = `[core]
	repositoryformatversion = 0
	bare = true
	logAllRefUpdates = false
[gc]
	auto = 0
[receive]
	advertisePushOptions = true
	autogc = false
	denyDeletes = false
	denyCurrentBranch = ignore
[uploadpack]
	allowFilter = true
	allowAnySHA1InWant = true
[fastimport]
	unpackLimit = 1
`;

/** What GitLab says to a forced push to a protected branch. */
export const FORCE_REFUSED = 'You are not allowed to force push code to a protected branch on this project.';

const FORWARD_ONLY = `#!/bin/sh
while read -r old new ref; do
  case "$GUARDED_REFS" in *" $ref "*) ;; *) continue ;; esac
  case "$old$new" in *0000000000000000000000000000000000000000*) continue ;; esac
  git merge-base --is-ancestor "$old" "$new" && continue
  echo "GitLab: ${FORCE_REFUSED}" >&2
  exit 1
done
`;

export const ZERO_SHA = '0'.repeat(40);

/** A branch that moved, appeared (`before` null) or went (`after` null). */
export interface RefChange {
  readonly branch: string;
  readonly before: string | null;
  readonly after: string | null;
}

/**
 * A bare git repository, made on disk at its first use. Branches and tags are kept in memory, because every
 * change passes through here: call `reload` after git itself has changed them. With a template it shows the template's
 * content and is copied from it before its first change; the template must not change any more.
 */
export class Repository {
  private refs: Map<string, string> | null = null;
  private isOnDisk = false;
  private preparing: Promise<void> | null = null;
  private tail: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly folder: string,
    private readonly head: () => string,
    private readonly template: Repository | null = null,
  ) {}

  /** Where git finds the repository: until its first change the template's folder. */
  get directory(): string {
    return this.template && !this.isOnDisk ? this.template.directory : this.folder;
  }

  /** Runs one writer after the other. Not re-entrant. */
  async exclusively<T>(work: () => Promise<T>): Promise<T> {
    const run = this.tail.then(work);
    this.tail = run.catch(() => undefined);
    return await run;
  }

  /** Makes the repository on disk, ready to be changed, when it is not there yet. */
  async prepare(): Promise<void> {
    if (this.isOnDisk) return;
    this.preparing ??= this.create();
    await this.preparing;
  }

  /** Makes sure that git finds a repository to read. */
  async prepareToRead(): Promise<void> {
    if (!this.template) await this.prepare();
  }

  /** Takes over everything that another repository holds; this one must be new. */
  async copyFrom(other: Repository): Promise<void> {
    await other.prepareToRead();
    await other.exclusively(async () => await cp(other.directory, this.folder, { recursive: true }));
    await rm(join(this.folder, 'refs', 'merge-requests'), { recursive: true, force: true });
    this.isOnDisk = true;
    this.reload();
    await this.updateHead();
  }

  private async create(): Promise<void> {
    if (this.template) await cp(this.template.directory, this.folder, { recursive: true });
    await Promise.all(
      ['objects/info', 'objects/pack', 'refs/heads', 'refs/tags'].map((path) =>
        mkdir(join(this.folder, path), { recursive: true }),
      ),
    );
    await Promise.all([
      writeFile(join(this.folder, 'HEAD'), `ref: refs/heads/${this.head()}\n`),
      writeFile(join(this.folder, 'config'), CONFIG),
    ]);
    this.isOnDisk = true;
  }

  /** The folder of the hook that refuses to move the refs in `GUARDED_REFS` anywhere but forward. */
  async prepareHooks(): Promise<string> {
    const folder = join(this.folder, 'forward-only');
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'pre-receive'), FORWARD_ONLY, { mode: 0o755 });
    return folder;
  }

  /** Points HEAD at the default branch. */
  async updateHead(): Promise<void> {
    if (this.isOnDisk) await writeFile(join(this.folder, 'HEAD'), `ref: refs/heads/${this.head()}\n`);
  }

  /** Full ref name to sha, for branches and tags (peeled). */
  async listRefs(): Promise<ReadonlyMap<string, string>> {
    if (this.refs) return this.refs;
    if (this.template && !this.isOnDisk) return await this.template.listRefs();
    const refs = new Map<string, string>();
    if (this.isOnDisk) {
      const format = '%(refname)%00%(objectname)%00%(*objectname)';
      const text = await gitText(['for-each-ref', `--format=${format}`, 'refs/heads', 'refs/tags'], this);
      for (const line of text.split('\n')) {
        const [name, sha, peeled] = line.split('\0');
        if (name && sha) refs.set(name, peeled || sha);
      }
    }
    this.refs = refs;
    return refs;
  }

  /** Forgets what is known about branches and tags. */
  reload(): void {
    this.refs = null;
  }

  /** Notes a change that this process has just made. */
  noteRef(name: string, sha: string | null): void {
    if (sha === null) this.refs?.delete(name);
    else this.refs?.set(name, sha);
  }

  async branches(): Promise<ReadonlyMap<string, string>> {
    const branches = new Map<string, string>();
    for (const [name, sha] of await this.listRefs()) {
      if (name.startsWith('refs/heads/')) branches.set(name.slice('refs/heads/'.length), sha);
    }
    return branches;
  }

  /** Tag name to the commit. */
  async tags(): Promise<ReadonlyMap<string, string>> {
    const tags = new Map<string, string>();
    for (const [name, sha] of await this.listRefs()) {
      if (name.startsWith('refs/tags/')) tags.set(name.slice('refs/tags/'.length), sha);
    }
    return tags;
  }

  async branch(name: string): Promise<string | null> {
    return (await this.listRefs()).get(`refs/heads/${name}`) ?? null;
  }

  async isEmpty(): Promise<boolean> {
    return (await this.listRefs()).size === 0;
  }

  /** The commit that a branch, a tag, `HEAD` or a (short) sha names, or null. */
  async resolve(ref: string): Promise<string | null> {
    const refs = await this.listRefs();
    if (ref === 'HEAD') return refs.get(`refs/heads/${this.head()}`) ?? null;
    const known = refs.get(`refs/heads/${ref}`) ?? refs.get(`refs/tags/${ref}`) ?? refs.get(ref);
    if (known) return known;
    if (!this.isOnDisk && !this.template) return null;
    if (!/^[0-9a-f]{7,40}$/.test(ref)) return null;
    const result = await runGit(['rev-parse', '--verify', '--quiet', `${ref}^{commit}`], this);
    return result.code === 0 ? result.stdout.toString('utf8').trim() : null;
  }

  /** Moves, makes (`from` null) or deletes (`to` null) a branch; false when it is not where `from` says. */
  async updateBranch(name: string, from: string | null, to: string | null): Promise<boolean> {
    await this.prepare();
    const ref = `refs/heads/${name}`;
    const args =
      to === null
        ? ['update-ref', '-d', ref, ...(from ? [from] : [])]
        : ['update-ref', ref, to, from ?? ZERO_SHA];
    const result = await runGit(args, this);
    if (result.code !== 0) return false;
    this.noteRef(ref, to);
    return true;
  }

  /** Keeps a merge request's head fetchable and alive, as GitLab does. */
  async keepMergeRequestHead(iid: number, sha: string): Promise<void> {
    await this.prepare();
    const folder = join(this.folder, 'refs', 'merge-requests', String(iid));
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'head'), `${sha}\n`);
  }

  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** Brings a commit and all that it needs from one repository into another; no branch moves. */
export async function bringObjects(from: Repository, to: Repository, sha: string): Promise<void> {
  await to.prepare();
  await git(['fetch', '--quiet', '--no-tags', '--no-write-fetch-head', from.directory, sha], to);
}

/** Whether git takes this as a branch name. */
export async function isBranchName(repository: Repository, name: string): Promise<boolean> {
  if (name.startsWith('-') || name === '' || name.includes('\0')) return false;
  await repository.prepare();
  return (await runGit(['check-ref-format', '--branch', name], repository)).code === 0;
}

/** Whether the first commit is contained in the second. */
export async function isAncestor(repository: Repository, first: string, second: string): Promise<boolean> {
  if (first === second) return true;
  return (await runGit(['merge-base', '--is-ancestor', first, second], repository)).code === 0;
}

/** Where two commits met, or null when they never did. */
export async function mergeBase(
  repository: Repository,
  first: string,
  second: string,
): Promise<string | null> {
  const result = await runGit(['merge-base', first, second], repository);
  return result.code === 0 ? result.stdout.toString('utf8').trim() : null;
}

/** How many commits `to` has that `from` has not. */
export async function countAhead(repository: Repository, from: string, to: string): Promise<number> {
  return Number((await git(['rev-list', '--count', `${from}..${to}`], repository)).toString('utf8').trim());
}
