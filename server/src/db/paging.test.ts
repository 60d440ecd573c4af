import fc from 'fast-check';
import {
  startStores,
  makeIntegration,
  makeProjects,
  NOW,
  observed,
  draft,
  planFinding,
} from '../../test/stored-rows.js';
import type { TestDatabase } from '../../test/database.js';
import type { FindingOrder } from '../findings/finding.js';
import { SEVERITIES } from '../advisories/advisory.js';
import type { ProjectOrder } from '../projects/project.js';
import type { Stores } from '../stores.js';

jest.setTimeout(30_000);

let db: TestDatabase;
let stores: Stores;
let projectIds: readonly string[];
let integrationId: string;
const COUNT = 23;

beforeAll(async () => {
  ({ db, stores } = await startStores());
  for (let account = 1; account <= COUNT; account += 1) await makeIntegration(stores, account);
  integrationId = '1';
  // Many rows are equal in what orders them, so that only the id tells them apart.
  const entries = Array.from({ length: COUNT }, (_, index) => ({
    gitlabProjectId: index + 1,
    path: `g/p${index % 4}%_${index % 2 === 0 ? 'Ä' : 'z'}`,
  }));
  projectIds = await makeProjects(stores, integrationId, entries);
  await db.dataSource.query(
    `update project set risk = id % 3, analyzed_at = case when id % 4 = 0 then null else $1::timestamptz + (id % 3) * interval '1 microsecond' end`,
    [NOW],
  );
  const [project = ''] = projectIds;
  for (let round = 0; round < 2; round += 1) {
    const findings = Array.from({ length: COUNT }, (_, index) =>
      observed(`package-${index % 5}`, {
        groupId: String(index),
        severity: SEVERITIES[(index * 7) % SEVERITIES.length] ?? 'LOW',
        score: index % 3 === 0 ? null : (index % 4) + 0.1,
      }),
    );
    await stores.findings.reconcile(project, new Date(NOW.getTime() + round * 1_000), {
      observed: findings.slice(0, (round + 1) * 12),
      unread: [],
    });
  }
  for (let revision = 1; revision <= COUNT; revision += 1) {
    const plan = await stores.plans.insert({
      projectId: project,
      revision,
      targetBranch: 'main',
      baseCommit: 'c',
      branchName: 'b',
      draft: draft(`d${revision}`, [planFinding('a')]),
      now: NOW,
    });
    await stores.mergeRequests.save(project, plan.id, NOW, {
      id: revision,
      iid: revision,
      projectId: 1,
      sourceProjectId: 1,
      title: 'Fix',
      webUrl: 'https://x.example',
      sourceBranch: 'b',
      targetBranch: 'main',
      state: 'opened',
      isDraft: false,
      detailedMergeStatus: 'mergeable',
      hasConflicts: false,
      headSha: null,
      pipelineStatus: null,
      pipelineUrl: null,
      authorId: 1,
      createdAt: NOW.toISOString(),
      updatedAt: NOW.toISOString(),
      mergedAt: null,
      closedAt: null,
      mergeCommitSha: null,
      description: '',
      labels: [],
      isAutoMerge: false,
      mayMerge: null,
    });
    await stores.audit.record({
      actor: 'a',
      action: 'project.renamed',
      message: 'm',
      subject: `plan:${revision % 2}`,
      projectId: project,
    });
    await stores.accounts.createApiToken({
      name: 't',
      prefix: 'blt_',
      hash: String(revision),
      scopes: ['READ'],
      createdBy: 'a',
      expiresAt: null,
    });
  }
  await stores.inventories.replaceOutdated(
    project,
    Array.from({ length: COUNT }, () => ({
      manifestPath: 'm',
      ecosystem: 'npm',
      name: 'a',
      declaredRange: '*',
      current: '1',
      currentReleasedAt: null,
      wanted: null,
      latest: '2',
      latestReleasedAt: null,
      deprecated: null,
      yanked: null,
      scope: 'RUNTIME',
      step: 'MAJOR',
    })),
  );
  const packages = Array.from({ length: COUNT }, (_, index) => ({
    name: `package-${index % 5}`,
    version: `1.0.${index}`,
    source: 'REGISTRY' as const,
    location: `node_modules/${index}`,
    scope: 'RUNTIME' as const,
    isDirect: index % 2 === 0,
    isBundled: false,
    requires: [],
  }));
  const saved = await stores.inventories.save([
    {
      hash: 'h',
      inventory: {
        ecosystem: 'npm',
        path: 'package-lock.json',
        format: 'package-lock v3',
        isLocked: true,
        packages,
        problems: [],
      },
    },
  ]);
  const inventoryId = saved.get('h') ?? '';
  await stores.inventories.replaceManifests(project, [
    { path: 'package-lock.json', inventoryId, inputs: [] },
    { path: 'x/package-lock.json', inventoryId, inputs: [] },
  ]);
});
afterAll(() => db.close());

interface Row {
  readonly id: string;
}

const projectOrders: ProjectOrder[] = ['PATH', 'RISK', 'LAST_ANALYZED'];
const findingOrders: FindingOrder[] = ['SEVERITY', 'RISK', 'FIRST_SEEN'];
const project = () => projectIds[0] ?? '';

const lists: [
  string,
  number,
  (first: number, after: string | null) => Promise<readonly Row[]>,
  (cap: number) => Promise<number>,
][] = [
  [
    'integrations',
    COUNT,
    (first, afterId) => stores.integrations.list({ first, afterId }),
    (cap) => stores.integrations.count(cap),
  ],
  ...projectOrders.map((order): (typeof lists)[number] => [
    `projects by ${order}`,
    COUNT,
    (first, after) => stores.projects.list({ first, after, filter: {}, order }),
    (cap) => stores.projects.count({}, cap),
  ]),
  [
    'projects of a search',
    12,
    (first, after) => stores.projects.list({ first, after, filter: { search: '%_Ä' }, order: 'PATH' }),
    (cap) => stores.projects.count({ search: '%_Ä' }, cap),
  ],
  ...findingOrders.map((order): (typeof lists)[number] => [
    `findings by ${order}`,
    COUNT,
    (first, after) => stores.findings.list({ first, after, filter: {}, order }),
    (cap) => stores.findings.count({}, cap),
  ]),
  [
    'findings of a package',
    5,
    (first, after) =>
      stores.findings.list({
        first,
        after,
        filter: { packageName: 'package-1', states: ['OPEN'] },
        order: 'SEVERITY',
      }),
    (cap) => stores.findings.count({ packageName: 'package-1', states: ['OPEN'] }, cap),
  ],
  [
    'plans',
    COUNT,
    (first, after) => stores.plans.list({ first, after, filter: {}, order: 'NEWEST' }),
    (cap) => stores.plans.count({}, cap),
  ],
  [
    'plans of a search',
    COUNT,
    (first, after) =>
      stores.plans.list({ first, after, filter: { search: 'Plan d', kinds: ['SAFE'] }, order: 'NEWEST' }),
    (cap) => stores.plans.count({ search: 'Plan d', kinds: ['SAFE'] }, cap),
  ],
  [
    'merge requests',
    COUNT,
    (first, after) => stores.mergeRequests.list({ first, after, filter: {}, order: 'NEWEST' }),
    (cap) => stores.mergeRequests.count({}, cap),
  ],
  [
    'audit events',
    COUNT,
    (first, beforeId) => stores.audit.list({ first, beforeId }),
    (cap) => stores.audit.count({}, cap),
  ],
  [
    'audit events of a subject',
    12,
    (first, beforeId) => stores.audit.list({ first, beforeId, subject: 'plan:1' }),
    (cap) => stores.audit.count({ subject: 'plan:1' }, cap),
  ],
  [
    'dependencies',
    COUNT * 2,
    (first, after) => stores.inventories.listDependencies(project(), { first, after, filter: {} }),
    (cap) => stores.inventories.countDependencies(project(), {}, cap),
  ],
  [
    'dependencies of some ecosystems',
    COUNT * 2,
    (first, after) =>
      stores.inventories.listDependencies(project(), {
        first,
        after,
        filter: { ecosystems: ['Go', 'npm'] },
      }),
    (cap) => stores.inventories.countDependencies(project(), { ecosystems: ['Go', 'npm'] }, cap),
  ],
  [
    'direct dependencies of a manifest',
    12,
    (first, after) =>
      stores.inventories.listDependencies(project(), {
        first,
        after,
        filter: { isDirect: true, manifestPath: 'x/package-lock.json' },
      }),
    (cap) =>
      stores.inventories.countDependencies(
        project(),
        { isDirect: true, manifestPath: 'x/package-lock.json' },
        cap,
      ),
  ],
];

describe('pages', () => {
  it.each(lists)('%s: hold every row once, in one order, whatever their sizes', async (_, expected, list) => {
    const whole = (await list(1_000, null)).map(({ id }) => id);
    expect(whole).toHaveLength(expected);
    expect(new Set(whole).size).toBe(expected);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 4 }),
        async (sizes) => {
          const seen: string[] = [];
          for (let page = 0; ; page += 1) {
            const rows = await list(sizes[page % sizes.length] ?? 1, seen.at(-1) ?? null);
            if (rows.length === 0) break;
            seen.push(...rows.map(({ id }) => id));
            if (seen.length > expected) break;
          }
          expect(seen).toEqual(whole);
        },
      ),
      { numRuns: 4 },
    );
  });

  it.each(lists)('%s: are counted no further than the cap', async (_, expected, _list, count) => {
    expect(await count(10_000)).toBe(expected);
    expect(await count(expected - 1)).toBe(expected);
    expect(await count(3)).toBe(4);
  });
});

describe('orders', () => {
  it('hold no dependency of an ecosystem that was not asked for', async () => {
    expect(await stores.inventories.countDependencies(project(), { ecosystems: ['Go'] }, 9)).toBe(0);
  });

  it('put the worst first', async () => {
    const findings = await stores.findings.list({ first: 100, after: null, filter: {}, order: 'SEVERITY' });
    const ranks = findings.map(({ severity }) => SEVERITIES.indexOf(severity));
    expect(ranks).toEqual(ranks.toSorted((a, b) => b - a));
    const projects = await stores.projects.list({
      first: 100,
      after: null,
      filter: {},
      order: 'LAST_ANALYZED',
    });
    const rows: { id: string; at: Date | null }[] = await db.dataSource.query(
      'select id, analyzed_at as at from project',
    );
    const at = new Map(rows.map((row) => [row.id, row.at]));
    const firstNull = projects.findIndex(({ id }) => at.get(id) === null);
    expect(projects.slice(firstNull).every(({ id }) => at.get(id) === null)).toBe(true);
  });
});
