import { AppError, isAppError } from '../errors.js';
import { isObjectId } from './git-names.js';
import type { GitRepository } from './git-repository.client.js';
import type { GitSnapshot } from './gitlab.js';

type Blobs = Awaited<ReturnType<GitSnapshot['readBlobs']>>;
type Blob = Blobs extends ReadonlyMap<string, infer Value> ? Value : never;

/** Bounds of one reading. */
export interface ReadLimits {
  /** One blob. */
  readonly maxBytes: number;
  /** All of them. */
  readonly maxReadBytes: number;
  /** What git may write to disk. */
  readonly maxDiskBytes: number;
}

/** Reads blobs by id: what is not here yet comes in one fetch; what is larger than `maxBytes` is measured, not read. */
export async function readBlobs(
  repository: GitRepository,
  blobs: readonly string[],
  limits: ReadLimits,
): Promise<Blobs> {
  const wanted = [...new Set(blobs)];
  if (!wanted.every(isObjectId)) throw new AppError('GIT_FAILED', 'An id of a blob is none.');
  const found = new Map<string, Blob>();
  if (wanted.length === 0) return found;
  const here = await readSizes(repository, wanted);
  const unread = await fetchBlobs(
    repository,
    wanted.filter((id) => !here.has(id)),
  );
  for (const id of unread) found.set(id, { kind: 'tooLarge', size: limits.maxDiskBytes });
  const sizes = await readSizes(repository, wanted);
  const readable: string[] = [];
  let total = 0;
  for (const id of wanted) {
    const size = sizes.get(id);
    if (size === undefined) {
      if (!found.has(id))
        throw new AppError('GIT_FAILED', 'GitLab did not send a blob that it has in its tree.');
    } else if (size > limits.maxBytes) {
      found.set(id, { kind: 'tooLarge', size });
    } else {
      readable.push(id);
      total += size;
    }
  }
  if (total > limits.maxReadBytes) {
    throw new AppError('GIT_LIMIT', `The manifests are larger than ${limits.maxReadBytes} bytes together.`);
  }
  await readContents(repository, readable, found);
  return found;
}

/** Fetches in one batch; when that is too much for the disk, in halves. Answers the blobs that alone are too much. */
async function fetchBlobs(repository: GitRepository, ids: readonly string[]): Promise<readonly string[]> {
  if (ids.length === 0) return [];
  try {
    await repository.remoteOrThrow(
      [
        ...['-c', 'fetch.negotiationAlgorithm=noop', 'fetch', 'origin', '--quiet', '--no-tags'],
        ...['--no-write-fetch-head', '--no-recurse-submodules', '--filter=blob:none', '--stdin'],
      ],
      { stdin: `${ids.join('\n')}\n` },
    );
    return [];
  } catch (error) {
    if (!isAppError(error, 'GIT_LIMIT')) throw error;
    if (ids.length === 1) return ids;
    const half = Math.ceil(ids.length / 2);
    const first = await fetchBlobs(repository, ids.slice(0, half));
    return [...first, ...(await fetchBlobs(repository, ids.slice(half)))];
  }
}

/** The sizes of those that are here. */
async function readSizes(
  repository: GitRepository,
  ids: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const output = await repository.local(['cat-file', '--batch-check'], { stdin: `${ids.join('\n')}\n` });
  const sizes = new Map<string, number>();
  for (const line of output.toString('latin1').split('\n')) {
    const match = /^([0-9a-f]+) blob (\d+)$/.exec(line);
    if (match?.[1] !== undefined) sizes.set(match[1], Number(match[2]));
  }
  return sizes;
}

async function readContents(
  repository: GitRepository,
  ids: readonly string[],
  found: Map<string, Blob>,
): Promise<void> {
  if (ids.length === 0) return;
  const output = await repository.local(['cat-file', '--batch'], { stdin: `${ids.join('\n')}\n` });
  let start = 0;
  while (start < output.length) {
    const end = output.indexOf(0x0a, start);
    const match = /^([0-9a-f]+) blob (\d+)$/.exec(output.toString('latin1', start, Math.max(end, start)));
    if (match?.[1] === undefined) throw new AppError('GIT_FAILED', 'Git answered in an unexpected form.');
    const from = end + 1;
    const to = from + Number(match[2]);
    found.set(match[1], { kind: 'content', bytes: new Uint8Array(output.subarray(from, to)) });
    start = to + 1;
  }
}
