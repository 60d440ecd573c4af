import { createHash } from 'node:crypto';
import { AppError } from '../errors.js';
import type { GitLab, GitSnapshot } from '../gitlab/gitlab.js';
import { readFewBlobs } from './read-few-blobs.js';

const LIMITS = { maxBytes: 100 };
const idOf = (text: string) =>
  createHash('sha1')
    .update(`blob ${Buffer.byteLength(text)}\0${text}`)
    .digest('hex');

/** Reads these texts, and says which way each of them took. */
async function read(texts: readonly string[], readBlob: GitLab['readBlob']) {
  const byGit: string[] = [];
  const snapshot: GitSnapshot = {
    commit: 'c',
    files: [],
    skipped: [],
    readBlobs: async (blobs) => {
      byGit.push(...blobs);
      return new Map(blobs.map((blob) => [blob, { kind: 'content', bytes: Buffer.from('by git') } as const]));
    },
    pushCommit: () => Promise.reject(new Error('not here')),
    close: () => Promise.resolve(),
  };
  const few = readFewBlobs({ readBlob }, { gitlabProjectId: 7 }, snapshot);
  const answers = await few.readBlobs(texts.map(idOf), LIMITS);
  return { byGit, size: answers.size };
}

const giving =
  (...texts: string[]): GitLab['readBlob'] =>
  async (_, blob) => {
    const text = texts.find((each) => idOf(each) === blob);
    return text === undefined ? null : Buffer.from(text);
  };

test.each<[string, readonly string[], GitLab['readBlob'], readonly string[]]>([
  ['by the API where there are few', ['a', 'b', 'ü'], giving('a', 'b', 'ü'), []],
  ['by git where there are many', ['a', 'b', 'c', 'd'], giving('a', 'b', 'c', 'd'), ['a', 'b', 'c', 'd']],
  ['by git from the first that the API does not have', ['a', 'b', 'c'], giving('a', 'c'), ['b', 'c']],
  ['by git where the content is not that of the id', ['a'], async () => Buffer.from('b'), ['a']],
  ['by git where it is larger than asked for', ['x'.repeat(101)], giving('x'.repeat(101)), ['x'.repeat(101)]],
  [
    'by git where the API fails',
    ['a'],
    () => Promise.reject(new AppError('GITLAB_FAILED', 'It failed.')),
    ['a'],
  ],
])('reads %s', async (_, texts, readBlob, expected) => {
  expect(await read(texts, readBlob)).toEqual({ byGit: expected.map(idOf), size: texts.length });
});

test.each(['CANCELLED', 'GITLAB_THROTTLED'] as const)(
  'ends with %s instead of asking otherwise',
  async (code) => {
    const refuse = () => Promise.reject(new AppError(code, 'No.'));
    await expect(read(['a'], refuse)).rejects.toMatchObject({ code });
  },
);
