import type { TestDatabase } from '../../test/database.js';
import {
  draft,
  makeIntegration,
  makeProjects,
  NOW,
  planFinding,
  startStores,
} from '../../test/stored-rows.js';
import { keepPlan } from '../plans/keep-plans.js';
import type { Stores } from '../stores.js';
import { laneOf } from './merge-request-lane.js';
import {
  MERGE_REQUEST_LANES,
  type MergeRequestFilter,
  type MergeRequestLane,
  type MergeRequestOrder,
} from './merge-request.js';

const HOUR_MS = 3_600_000;
const STATUSES = [
  'mergeable',
  'checking',
  'ci_must_pass',
  'conflict',
  'locked_paths',
  'not_open',
  'a_new_word',
];
const PIPELINES = [null, 'failed', 'running', 'success'];

let db: TestDatabase;
let stores: Stores;
let projects: readonly string[];
let gitlabs: readonly string[];
const PATHS = ['a/b/shop', 'a/bc/shop', 'a/b/c/shop', 'ab/shop', 'a/b', 'a/_/shop'];

beforeAll(async () => {
  ({ db, stores } = await startStores());
  gitlabs = [(await makeIntegration(stores)).id, (await makeIntegration(stores, 2)).id];
  const first = await makeProjects(
    stores,
    gitlabs[0] ?? '',
    PATHS.map((path, index) => ({ gitlabProjectId: index + 1, path })),
  );
  const second = await makeProjects(stores, gitlabs[1] ?? '', [{ gitlabProjectId: 100, path: 'a/b/tool' }]);
  projects = [...first, ...second];
});
afterAll(() => db.close());
beforeEach(() => db.dataSource.query('DELETE FROM merge_request'));

let nextIid = 1;
async function open(
  project: number,
  fields: Partial<Parameters<Stores['mergeRequests']['save']>[3]> = {},
): Promise<string> {
  const projectId = projects[project] ?? '';
  const base = { branch: 'main', commit: 'c1', now: NOW };
  const plan = await keepPlan(stores, { id: projectId }, base, draft('d1', [planFinding('a')]));
  const iid = nextIid++;
  const at = new Date(NOW.getTime() + iid * HOUR_MS).toISOString();
  const saved = await stores.mergeRequests.save(projectId, plan?.id ?? '', NOW, {
    iid,
    id: iid,
    projectId: 1,
    sourceProjectId: 1,
    isDraft: false,
    authorId: 1,
    mergeCommitSha: null,
    labels: [],
    title: `Fix ${iid}`,
    webUrl: 'https://gitlab.example/1',
    sourceBranch: `backline/${iid}`,
    targetBranch: 'main',
    state: 'opened',
    detailedMergeStatus: 'mergeable',
    hasConflicts: false,
    headSha: 'c2',
    pipelineStatus: null,
    pipelineUrl: null,
    description: '',
    createdAt: at,
    updatedAt: at,
    mergedAt: null,
    closedAt: null,
    isAutoMerge: false,
    mayMerge: null,
    ...fields,
  });
  return saved.id;
}

const list = (filter: MergeRequestFilter, order: MergeRequestOrder = 'NEWEST') =>
  stores.mergeRequests.list({ first: 500, after: null, filter, order });
const pathsOf = async (filter: MergeRequestFilter) => {
  const found = await list(filter);
  return found.map(({ projectId }) => projects.indexOf(projectId)).sort((a, b) => a - b);
};

describe('the lanes of merge requests', () => {
  it('are the same in SQL as in the answer, for every combination of what they depend on', async () => {
    const expected = new Map<string, MergeRequestLane>();
    for (const state of ['opened', 'locked', 'merged', 'closed'] as const)
      for (const detailedMergeStatus of STATUSES)
        for (const pipelineStatus of PIPELINES)
          for (const hasConflicts of [false, true])
            for (const isEdited of [false, true]) {
              const id = await open(0, { state, detailedMergeStatus, pipelineStatus, hasConflicts });
              const row = await stores.mergeRequests.saveLife(id, { editedAt: isEdited ? NOW : null });
              expected.set(id, laneOf(row));
            }
    expect(new Set(expected.values()).size).toBe(MERGE_REQUEST_LANES.length);
    for (const lane of MERGE_REQUEST_LANES) {
      const wanted = [...expected].filter(([, each]) => each === lane).map(([id]) => id);
      const found = await list({ lanes: [lane] });
      expect(new Set(found.map(({ id }) => id))).toEqual(new Set(wanted));
      expect(await stores.mergeRequests.count({ lanes: [lane] }, 10_000)).toBe(wanted.length);
    }
    expect(await stores.mergeRequests.count({ lanes: ['READY', 'BLOCKED'] }, 10_000)).toBe(
      [...expected.values()].filter((lane) => lane === 'READY' || lane === 'BLOCKED').length,
    );
    expect(await list({ lanes: [] })).toEqual([]);
  });
});

describe('the filters of merge requests', () => {
  beforeEach(async () => {
    for (const index of projects.keys()) await open(index);
  });

  it.each([
    ['a/b', [0, 2, 6]],
    ['a/b/', [0, 2, 6]],
    ['a', [0, 1, 2, 4, 5, 6]],
    ['a/_', [5]],
    ['a/%', []],
    ['a/b/shop', []],
    ["a/b'", []],
    ['a/\u0000', []],
  ])('of the group %j are those below it, whatever signs it has', async (groupPath, expected) => {
    expect(await pathsOf({ groupPath })).toEqual(expected);
  });

  it('of an integration are those of its projects, together with other filters', async () => {
    expect(await pathsOf({ integrationId: gitlabs[1] ?? '' })).toEqual([6]);
    expect(await pathsOf({ integrationId: gitlabs[0] ?? '', groupPath: 'a/b' })).toEqual([0, 2]);
    expect(await pathsOf({ projectId: projects[3] ?? '' })).toEqual([3]);
  });

  it('of pipeline, conflicts, edits and words are each exactly what they say', async () => {
    const id = await open(0, { pipelineStatus: 'failed', hasConflicts: true, title: '100% of a_b' });
    await stores.mergeRequests.saveLife(id, { editedAt: NOW });
    const ids = async (filter: MergeRequestFilter) => (await list(filter)).map((row) => row.id);
    expect(await ids({ pipelineStatuses: ['failed', 'running'] })).toEqual([id]);
    expect(await ids({ hasConflicts: true })).toEqual([id]);
    expect(await ids({ hasConflicts: false })).toHaveLength(projects.length);
    expect(await ids({ isEdited: true })).toEqual([id]);
    expect(await ids({ isEdited: false })).toHaveLength(projects.length);
    expect(await ids({ search: '0% OF A_' })).toEqual([id]);
    expect(await ids({ search: '0%A' })).toEqual([]);
  });
});

describe.each(['NEWEST', 'UPDATED'] as const)('merge requests in the order %s', (order) => {
  it('come each once, page by page, those of the same moment too', async () => {
    const same = NOW.toISOString();
    const ids: string[] = [];
    for (const index of [0, 1, 2, 3, 4, 5])
      ids.push(await open(index, index % 2 === 0 ? { updatedAt: same } : {}));
    const seen: string[] = [];
    for (let after: string | null = null; seen.length < 20; after = seen.at(-1) ?? null) {
      const page = await stores.mergeRequests.list({ first: 2, after, filter: {}, order });
      if (page.length === 0) break;
      for (const { id } of page) seen.push(id);
    }
    const [a = '', b = '', c = '', d = '', e = '', f = ''] = ids;
    expect(seen).toEqual(order === 'NEWEST' ? [f, e, d, c, b, a] : [f, d, b, e, c, a]);
  });
});
