import { setTimeout as sleep } from 'node:timers/promises';
import {
  ADVISORIES,
  advisory,
  APP,
  npmFiles,
  startTestBackline,
  type TestBackline,
} from '../../test/backline.js';
import { createGitLabConnector } from '../gitlab/connector.client.js';
import { DEFAULT_POLICY } from '../policies/policy.js';
import { type AnalyzeDeps, analyzeProject } from './analyze-project.js';

jest.setTimeout(60_000);

let world: TestBackline;
let shop: number;
beforeAll(async () => {
  world = await startTestBackline();
  await world.importAdvisories(ADVISORIES);
  shop = await world.project('shop', APP);
  await world.connect();
});
afterAll(() => world.close());

const only = (version: string) =>
  npmFiles({ 'left-lib': '^1.0.0' }, { 'node_modules/left-lib': { version } });
const quiet = { signal: new AbortController().signal, progress: () => Promise.resolve() };

const faults: [path: string, fault: unknown][] = [];

async function withDeps<Result>(
  parse: AnalyzeDeps['parse'],
  work: (deps: AnalyzeDeps, projectId: string) => Promise<Result>,
): Promise<Result> {
  const connector = createGitLabConnector({
    clock: () => new Date(),
    sleep: async (ms) => {
      await sleep(ms);
    },
    random: Math.random,
    allowedHosts: ['127.0.0.1'],
    caFile: null,
  });
  try {
    const [{ id }] = await world.sql('select id from project');
    return await work(
      {
        inTransaction: world.backline.core.inTransaction,
        connector,
        clock: () => new Date(),
        policy: DEFAULT_POLICY,
        parse,
        reportFault: (fault, { path }) => faults.push([path, fault]),
      },
      id,
    );
  } finally {
    await connector.close();
  }
}

describe('two analyses of one project', () => {
  it('never leave what the older one read', async () => {
    await world.simulator.commitFiles(shop, { files: only('1.0.0') });
    let isFirst = true;
    const parse: AnalyzeDeps['parse'] = async (ecosystem, group, files) => {
      if (isFirst) {
        isFirst = false;
        await world.simulator.commitFiles(shop, { files: only('1.0.1') });
        const project = await world.projectByPath('shop');
        await world.graphql(`mutation { analyzeProject(input: { id: "${project.id}" }) { job { id } } }`);
        await world.runJobsUntilIdle();
      }
      return ecosystem.parse(group, files);
    };
    const outcome = await withDeps(parse, (deps, projectId) =>
      analyzeProject(deps, { projectId, force: false }, quiet),
    );
    expect(outcome).toMatchObject({ kind: 'again', reason: expect.stringContaining('meanwhile') });
    const project = await world.projectByPath('shop');
    expect(project.lastAnalysis.commit).toBe(await world.simulator.headOf(shop));
    expect(project.openFindings.total).toBe(0);
  });

  it('never do so either when their clocks differ by an hour', async () => {
    await world.simulator.commitFiles(shop, { files: only('1.0.0') });
    const head = () => world.simulator.headOf(shop);
    const outcome = await withDeps(
      async (ecosystem, group, files) => {
        await world.simulator.commitFiles(shop, { files: only('1.0.1') });
        const { id } = await world.projectByPath('shop');
        await world.graphql(`mutation { analyzeProject(input: { id: "${id}" }) { job { id } } }`);
        await world.runJobsUntilIdle();
        return ecosystem.parse(group, files);
      },
      (deps, projectId) => {
        const clock = () => new Date(Date.now() + 3_600_000);
        return analyzeProject({ ...deps, clock }, { projectId, force: true }, quiet);
      },
    );
    expect(outcome).toMatchObject({ kind: 'again' });
    expect((await world.projectByPath('shop')).lastAnalysis.commit).toBe(await head());
  });
});

describe('what could not be read for a passing reason', () => {
  it('is read the next time, although its bytes are the same', async () => {
    const path = 'package-lock.json';
    const broken: AnalyzeDeps['parse'] = (ecosystem, group) =>
      Promise.resolve({
        ecosystem: ecosystem.id,
        path,
        format: path,
        isLocked: false,
        packages: [],
        problems: [{ code: 'UNREADABLE', path: group.path, line: null, message: 'It took too long.' }],
      });
    await world.simulator.commitFiles(shop, { files: only('1.0.2') });
    await withDeps(broken, (deps, projectId) => analyzeProject(deps, { projectId, force: false }, quiet));
    expect(await world.projectByPath('shop')).toMatchObject({ problemCount: 1, dependencyCount: 0 });
    const { id } = await world.projectByPath('shop');
    await world.simulator.commitFiles(shop, { files: { 'README.md': 'more\n' } });
    await world.graphql(`mutation { analyzeProject(input: { id: "${id}" }) { job { id } } }`);
    await world.runJobsUntilIdle();
    expect(await world.projectByPath('shop')).toMatchObject({ problemCount: 0, dependencyCount: 1 });
  });
});

describe('a fault of ours in one manifest', () => {
  it('is told as ours, takes no other manifest down, and is not kept for equal files', async () => {
    const fault = new RangeError('Maximum call stack size exceeded');
    const broken: AnalyzeDeps['parse'] = (ecosystem, group, files) =>
      group.path === 'package-lock.json'
        ? Promise.reject(fault)
        : Promise.resolve(ecosystem.parse(group, files));
    const files = { ...only('1.0.3'), 'go.mod': 'module shop\n\nrequire example.com/lib v1.0.0\n' };
    await world.simulator.commitFiles(shop, { files });
    faults.length = 0;
    const outcome = await withDeps(broken, (deps, projectId) =>
      analyzeProject(deps, { projectId, force: false }, quiet),
    );
    expect(outcome).toMatchObject({ kind: 'done', result: { manifests: 2 } });
    expect(faults).toEqual([['package-lock.json', fault]]);
    const [problem] = await world.sql(
      `select problems from inventory join manifest on manifest.inventory_id = inventory.id where path = 'package-lock.json'`,
    );
    expect(problem.problems).toMatchObject([
      {
        code: 'UNREADABLE',
        path: 'package-lock.json',
        message: expect.stringContaining('fault of Backline'),
      },
    ]);
    const { id } = await world.projectByPath('shop');
    await world.simulator.commitFiles(shop, { files: { 'README.md': 'still more\n' } });
    await world.graphql(`mutation { analyzeProject(input: { id: "${id}" }) { job { id } } }`);
    await world.runJobsUntilIdle();
    expect(await world.projectByPath('shop')).toMatchObject({ problemCount: 0, dependencyCount: 2 });
  });

  it('is none where the job was told to stop: a thread that ends with it says nothing of the file', async () => {
    await world.simulator.commitFiles(shop, { files: only('1.0.4') });
    const stop = new AbortController();
    faults.length = 0;
    const stopped: AnalyzeDeps['parse'] = () => {
      stop.abort(new Error('stopped'));
      return Promise.reject(new Error('the thread ended'));
    };
    await expect(
      withDeps(stopped, (deps, projectId) =>
        analyzeProject(deps, { projectId, force: false }, { ...quiet, signal: stop.signal }),
      ),
    ).rejects.toThrow('stopped');
    expect(faults).toEqual([]);
  });
});

describe('manifests that lie too deep', () => {
  it('are not read, and the history says how many', async () => {
    const files = { ...only('1.0.5'), [`${'d/'.repeat(65)}go.mod`]: 'module shop\n' };
    await world.simulator.commitFiles(shop, { files });
    const outcome = await withDeps(
      (ecosystem, group, read) => Promise.resolve(ecosystem.parse(group, read)),
      (deps, projectId) => analyzeProject(deps, { projectId, force: false }, quiet),
    );
    expect(outcome).toMatchObject({ kind: 'done' });
    const said = await world.sql(
      `select message from audit_event where action = 'project.manifest-problems' order by id desc limit 1`,
    );
    expect(said[0].message).toContain('has 1 manifest below more than 64 folders');
  });
});

describe('counts', () => {
  it('of title, text, plan and findings agree when a package stands at several versions', async () => {
    const files = npmFiles(
      { 'left-lib': '^1.0.0', 'mid-lib': '^1.0.0', holder: '1.0.0' },
      {
        'node_modules/left-lib': { version: '1.0.0' },
        'node_modules/mid-lib': { version: '1.0.0', dependencies: { 'deep-lib': '^2.0.0' } },
        'node_modules/deep-lib': { version: '2.0.0' },
        'node_modules/holder': {
          version: '1.0.0',
          dependencies: { 'left-lib': '0.9.0', 'deep-lib': '^2.0.0' },
        },
        'node_modules/holder/node_modules/left-lib': { version: '0.9.0' },
        'node_modules/holder/node_modules/deep-lib': { version: '2.0.0' },
      },
    );
    const id = await world.project('twice', files);
    const [integration] = (await world.graphql('{ integrations { nodes { id } } }')).data.integrations.nodes;
    await world.graphql(`mutation { syncIntegration(input: { id: "${integration.id}" }) { job { id } } }`);
    await world.runJobsUntilIdle();
    const before = await world.projectByPath('twice');
    expect(before.openFindings.total).toBe(2);
    const plan = before.remediationPlans.nodes.find(({ kind }: any) => kind === 'SAFE');
    expect(plan).toMatchObject({ title: 'Fix 1 vulnerability in 2 packages', fixedCounts: { total: 1 } });
    expect(plan.preview.description).toContain('This fixes 1 finding (1 high)');
    expect(plan.preview.description).toContain('1 fixed, 1 remaining, 0 introduced.');
    const found = Object.fromEntries(before.findings.nodes.map((each: any) => [each.packageName, each]));
    expect(found['deep-lib'].remediationPlan.id).toBe(plan.id);
    expect(found['left-lib']).toMatchObject({
      versions: ['0.9.0', '1.0.0'],
      remediationPlan: null,
      unfixedReason: { code: 'NEEDS_CODE_CHANGE' },
    });
    await world.graphql(
      `mutation { approvePlan(input: { id: "${plan.id}", digest: "${plan.digest}" }) { job { id } } }`,
    );
    await world.runJobsUntilIdle();
    const open = await world.projectByPath('twice');
    expect(open.findings.nodes.filter(({ state }: any) => state === 'IN_PROGRESS')).toHaveLength(1);
    await world.simulator.mergeMergeRequest(id, 1);
    await world.graphql(
      `mutation { refreshMergeRequest(input: { id: "${open.mergeRequests.nodes[0].id}" }) { userErrors { code } } }`,
    );
    await world.runJobsUntilIdle();
    const after = await world.projectByPath('twice');
    expect(
      after.findings.nodes
        .filter(({ state }: any) => state === 'FIXED')
        .map(({ packageName }: any) => packageName),
    ).toEqual(['deep-lib']);
  });

  it('of the overview are those of the lists', async () => {
    await world.importAdvisories([advisory('GHSA-ffff-ffff-ffff', 'mid-lib', null)]);
    const { data } = await world.graphql(`{
      overview { projectCount proposedPlans openMergeRequests mergedMergeRequests fixedFindings openFindings { total high } attention { code count } }
      insights { days { open { total } } funnel { found } }
      projects { totalCount }
      proposed: remediationPlans(filter: { state: [PROPOSED] }) { totalCount }
      opened: mergeRequests(filter: { state: [OPENED, LOCKED] }) { totalCount }
      merged: mergeRequests(filter: { state: [MERGED] }) { totalCount }
      fixed: findings(filter: { state: [FIXED] }) { totalCount }
      open: findings(filter: { state: [OPEN, IN_PROGRESS] }) { totalCount nodes { severity } }
    }`);
    expect(data.overview).toMatchObject({
      projectCount: data.projects.totalCount,
      proposedPlans: data.proposed.totalCount,
      openMergeRequests: data.opened.totalCount,
      mergedMergeRequests: data.merged.totalCount,
      fixedFindings: data.fixed.totalCount,
      openFindings: { total: data.open.totalCount, high: data.open.nodes.length },
    });
    expect(data.merged.totalCount).toBe(1);
    expect(data.open.totalCount).toBeGreaterThan(0);
    const { days, funnel } = data.insights;
    expect([days.at(-1)?.open.total, funnel.found]).toEqual([
      data.open.totalCount,
      data.open.totalCount + data.fixed.totalCount,
    ]);
  });
});

describe('a project in which nothing moves', () => {
  const planningsAfter = async (age: string, problem: string | null) => {
    await world.sql(
      `update project set analysis = analysis || jsonb_build_object(
         'registriesAskedAt', to_char(now() at time zone 'utc' - $1::interval, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), 'registryProblem', $2::text)`,
      [age, problem],
    );
    const [before] = await world.sql(`select count(*)::int as count from job where name = 'plan-project'`);
    const project = await world.projectByPath('shop');
    await world.graphql(`mutation { analyzeProject(input: { id: "${project.id}" }) { job { id } } }`);
    await world.runJobsUntilIdle();
    const [after] = await world.sql(`select count(*)::int as count from job where name = 'plan-project'`);
    return after.count - before.count;
  };

  it('is planned again daily, because there may be newer releases', async () => {
    expect(await planningsAfter('23 hours', null)).toBe(0);
    expect(await planningsAfter('25 hours', null)).toBe(1);
    expect(await planningsAfter('0 hours', null)).toBe(0);
  });

  it('is planned again hourly while a registry does not answer', async () => {
    expect(await planningsAfter('50 minutes', 'It was silent.')).toBe(0);
    expect(await planningsAfter('70 minutes', 'It was silent.')).toBe(1);
  });
});
