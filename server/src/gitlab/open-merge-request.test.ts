import { AppError } from '../errors.js';
import type { GitLabMergeRequest, NewMergeRequest } from './gitlab.js';
import { openMergeRequest } from './open-merge-request.js';

const request: NewMergeRequest = {
  sourceBranch: 'backline/x',
  targetBranch: 'main',
  title: 'Fix',
  description: '',
  labels: [],
  removeSourceBranch: true,
};

const opened: GitLabMergeRequest = {
  id: 1,
  iid: 5,
  projectId: 1,
  sourceProjectId: 1,
  title: 'Fix',
  webUrl: '',
  sourceBranch: 'backline/x',
  targetBranch: 'main',
  state: 'opened',
  isDraft: false,
  detailedMergeStatus: 'unchecked',
  hasConflicts: false,
  headSha: null,
  pipelineStatus: null,
  pipelineUrl: null,
  authorId: 1,
  createdAt: '',
  updatedAt: '',
  mergedAt: null,
  closedAt: null,
  mergeCommitSha: null,
  description: '',
  labels: [],
  isAutoMerge: false,
  mayMerge: null,
};

const unseen = new AppError('GITLAB_REFUSED', '', {
  details: { status: 400, reason: 'source_branch does not exist' },
});
const unknown = new AppError('GITLAB_OUTCOME_UNKNOWN', '');

/** Answers in turn: a list for each look, a merge request or an error for each post. */
function run(
  looks: GitLabMergeRequest[][],
  posts: (GitLabMergeRequest | Error)[],
  byIid: GitLabMergeRequest | null = null,
) {
  const seen = { looks: 0, posts: 0, pauses: [] as number[] };
  const result = openMergeRequest(request, {
    find: () => Promise.resolve(looks[Math.min(seen.looks++, looks.length - 1)] ?? []),
    get: () => Promise.resolve(byIid),
    post: () => {
      const answer = posts[Math.min(seen.posts++, posts.length - 1)];
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer!);
    },
    pause: (ms) => {
      seen.pauses.push(ms);
      return Promise.resolve();
    },
    branchWaitMs: 30_000,
  });
  return { seen, result };
}

test('makes none when the branch has an open one to the same target', async () => {
  const { seen, result } = run([[{ ...opened, state: 'closed', iid: 4 }, opened]], []);
  expect((await result).iid).toBe(5);
  expect(seen.posts).toBe(0);
});

test('makes a new one beside a closed one and one to another target', async () => {
  const { seen, result } = run(
    [
      [
        { ...opened, state: 'closed' },
        { ...opened, targetBranch: 'next' },
      ],
    ],
    [opened],
  );
  await result;
  expect(seen.posts).toBe(1);
});

test('waits with growing pauses until GitLab sees the branch', async () => {
  const { seen, result } = run([[]], [unseen, unseen, unseen, opened]);
  expect((await result).iid).toBe(5);
  expect(seen.pauses).toEqual([500, 1_000, 2_000]);
});

test('gives up after half a minute when the branch stays unseen', async () => {
  const { seen, result } = run([[]], [unseen]);
  await expect(result).rejects.toBe(unseen);
  const waited = seen.pauses.reduce((sum, ms) => sum + ms, 0);
  expect(waited).toBeGreaterThanOrEqual(30_000);
  expect(waited).toBeLessThan(45_000);
});

test('passes another refusal on at once', async () => {
  const refused = new AppError('GITLAB_REFUSED', '', {
    details: { status: 400, reason: "title can't be blank" },
  });
  const { seen, result } = run([[]], [refused]);
  await expect(result).rejects.toBe(refused);
  expect(seen.pauses).toEqual([]);
});

test('finds the one that a conflict names, else by branch, else passes the conflict on', async () => {
  const conflict = new AppError('GITLAB_CONFLICT', '', {
    details: { reason: 'Another open merge request already exists for this source branch: !5' },
  });
  expect((await run([[]], [conflict], opened).result).iid).toBe(5);
  expect((await run([[], [{ ...opened, iid: 9 }]], [conflict]).result).iid).toBe(9);
  await expect(run([[]], [conflict]).result).rejects.toBe(conflict);
});

test('looks before it repeats a write of unknown outcome', async () => {
  const found = run([[], [opened]], [unknown]);
  expect((await found.result).iid).toBe(5);
  expect(found.seen.posts).toBe(1);
  const lost = run([[]], [unknown, opened]);
  await lost.result;
  expect(lost.seen).toMatchObject({ posts: 2, looks: 2 });
  await expect(run([[]], [unknown]).result).rejects.toBe(unknown);
});
