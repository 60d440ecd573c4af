import { ADVISORIES, APP, CONNECT, startTestBackline, type TestBackline } from '../../test/backline.js';
import { enqueueDueWork } from '../jobs/enqueue-due-work.js';

jest.setTimeout(300_000);

const FILES = { 'package.json': '{"name":"app","version":"1.0.0"}\n' };
const OLD = new Date('2026-01-01T00:00:00Z');

let world: TestBackline;
beforeEach(async () => {
  world = await startTestBackline();
});
afterEach(() => world.close());

const connect = async () => {
  await world.graphql(CONNECT, { input: { url: world.simulator.url, token: world.bot.token.value } });
  await world.runJobsUntilIdle();
};
const sync = async () => {
  world.simulator.requestLog.clear();
  const before = await jobCount();
  const [{ id }] = (await world.graphql('{ integrations { nodes { id } } }')).data.integrations.nodes;
  await world.graphql(`mutation { syncIntegration(input: { id: "${id}" }) { userErrors { code } } }`);
  await world.runJobsUntilIdle();
  const { entries } = world.simulator.requestLog;
  return {
    api: entries.filter(({ kind }) => kind === 'api').length,
    looks: entries.filter(({ kind, path }) => kind === 'git' && path.includes('/info/refs')).length,
    writes: entries.filter(({ kind, method }) => kind === 'api' && method !== 'GET').length,
    jobs: (await jobCount()) - before - 1,
  };
};
const jobCount = async (): Promise<number> =>
  (await world.sql('select count(*)::int as count from job'))[0].count;
/** No push can hide behind an activity as old as this. */
const makeOld = () => {
  for (const project of world.simulator.state.projects.values()) project.lastActivityAt = OLD;
};
const history = async (path: string): Promise<readonly string[]> =>
  (
    await world.sql(
      `select action from audit_event where project_id = (select id from project where path = $1) order by id`,
      [path],
    )
  ).map(({ action }) => action);
const settings = (change: object) =>
  world.sql(`update integration set settings = settings || $1::jsonb`, [JSON.stringify(change)]);
const stateOf = async (path: string) => {
  const { state, reasons } = await world.projectByPath(path);
  return [state, ...reasons.map(({ code }: { code: string }) => code)];
};
/** What is queued by itself, so many hours from now. */
const tick = async (hours: number) => {
  await enqueueDueWork({
    inTransaction: world.backline.core.inTransaction,
    clock: () => new Date(Date.now() + hours * 3_600_000),
    rhythm: { pollSeconds: 360_000, syncMinutes: 100_000, advisorySyncHours: 0 },
  });
};
const queuedAnalyses = async () =>
  (await world.sql(`select 1 from job where name = 'analyze-project' and state = 'QUEUED'`)).length;

/** More than a page of them. */
const MANY = 110;

describe('a second sync of more than a page of projects', () => {
  it('costs the pages when nothing changed, and one look where somebody pushed', async () => {
    await world.simulator.createProjects(MANY, { path: 'app', namespace: 'acme', files: FILES });
    makeOld();
    await connect();
    const rows = () => world.sql('select xmin::text, id from project order by id');
    const before = await rows();
    expect(await sync()).toEqual({ api: 2, looks: 0, writes: 0, jobs: 0 });
    expect(await rows()).toEqual(before);
    const analyses = `select 1 from job where name = 'analyze-project'`;
    expect(await world.sql(analyses)).toHaveLength(MANY);
    await world.simulator.commitFiles('acme/app-7', { files: { 'README.md': '# App\n' } });
    expect(await sync()).toMatchObject({ api: 2, writes: 0 });
    expect(await world.sql(analyses)).toHaveLength(MANY + 1);
    const [{ commit }] = await world.sql(
      `select analysis->>'commit' as commit from project where path = 'acme/app-7'`,
    );
    expect(commit).toBe(await world.simulator.headOf('acme/app-7'));
    expect(await sync()).toEqual({ api: 2, looks: 0, writes: 0, jobs: 0 });
    const pause = `update job_lane set is_paused = true, pause_reason = 'test'`;
    await world.sql(pause);
    let swept = 0;
    for (let hours = 6; hours <= 24; hours += 6) {
      await tick(hours);
      const queued = await queuedAnalyses();
      expect(queued - swept).toBeLessThan(MANY * 0.4);
      swept = queued;
    }
    expect(swept).toBe(MANY);
  });
});

describe('a push that GitLab does not show', () => {
  it('is found by looking again while it can hide, at a growing pace', async () => {
    await world.project('shop', FILES);
    await connect();
    const shop = world.simulator.state.projects.get(1);
    const shown = shop?.lastActivityAt ?? OLD;
    await world.simulator.commitFiles('acme/shop', { files: { 'README.md': '# Shop\n' } });
    if (shop) shop.lastActivityAt = shown;
    expect(await sync()).toMatchObject({ looks: 0, jobs: 0 });
    await tick(1 / 60);
    expect(await queuedAnalyses()).toBe(0);
    await tick(6 / 60);
    await world.runJobsUntilIdle();
    const [{ commit }] = await world.sql(`select analysis->>'commit' as commit from project`);
    expect(commit).toBe(await world.simulator.headOf('acme/shop'));
  });
});

describe('what changes at GitLab', () => {
  it('is in the catalogue after the next sync, and in the history once', async () => {
    const { simulator } = world;
    for (const path of ['moved', 'renamed', 'archived', 'doomed', 'gone', 'branched', 'kept'])
      await world.project(path, FILES);
    simulator.createGroup({ path: 'acme/other' });
    await connect();
    simulator.moveProject('acme/moved', { namespace: 'acme/other' });
    simulator.moveProject('acme/renamed', { path: 'renamed-now' });
    const byPath = (path: string) => {
      const found = simulator.state.findProject(path);
      if (!found) throw new Error(path);
      return found;
    };
    byPath('acme/archived').isArchived = true;
    simulator.scheduleDeletion('acme/doomed');
    const gone = byPath('acme/gone');
    await simulator.commitFiles('acme/branched', { branch: 'trunk', files: { 'a.txt': 'a' } });
    byPath('acme/branched').defaultBranch = 'trunk';
    await simulator.deleteProject(gone.id);
    await sync();
    const told = async () => ({
      moved: await history('acme/other/moved'),
      renamed: await history('acme/renamed-now'),
      archived: await history('acme/archived'),
      gone: await history('acme/gone'),
      branched: await history('acme/branched'),
      kept: await history('acme/kept'),
    });
    const expected = {
      moved: ['project.moved'],
      renamed: ['project.renamed'],
      archived: ['project.archived'],
      gone: ['project.left'],
      branched: ['project.default-branch-changed'],
      kept: [],
    };
    expect(await told()).toEqual(expected);
    expect(await stateOf('acme/gone')).toEqual(['UNAVAILABLE', 'LEFT']);
    expect(await stateOf('acme/archived')).toEqual(['READ_ONLY', 'ARCHIVED']);
    expect((await stateOf('doomed'))[1]).toBe('MARKED_FOR_DELETION');
    expect(await world.sql(`select count(*)::int as count from project`)).toEqual([{ count: 7 }]);
    await sync();
    expect(await told()).toEqual(expected);
    const [{ commit }] = await world.sql(
      `select analysis->>'commit' as commit from project where path = 'acme/branched'`,
    );
    expect(commit).toBe(await simulator.headOf('acme/branched', 'trunk'));
  });

  it('is told when the token leaves and comes back, and when its role changes', async () => {
    const shop = await world.project('shop', FILES);
    await connect();
    const member = (level: number) =>
      world.simulator.addMember({ group: 'acme' }, { userId: world.bot.user.id, level });
    member(0);
    await sync();
    await sync();
    expect(await stateOf('acme/shop')).toEqual(['UNAVAILABLE', 'LEFT']);
    await world.simulator.commitFiles(shop, { files: { 'README.md': '# Shop\n' } });
    member(30);
    expect(await sync()).toMatchObject({ writes: 0 });
    expect(await stateOf('acme/shop')).toEqual(['READY']);
    member(20);
    await sync();
    expect(await stateOf('acme/shop')).toEqual(['READ_ONLY', 'ACCESS_TOO_LOW']);
    member(40);
    await sync();
    expect(await history('acme/shop')).toEqual([
      'project.left',
      'project.back',
      'project.role-changed',
      'project.role-changed',
    ]);
    const [{ commit }] = await world.sql(`select analysis->>'commit' as commit from project`);
    expect(commit).toBe(await world.simulator.headOf(shop));
  });
});

describe('the lists of groups', () => {
  it('leave projects alone from the next sync on, and take them back', async () => {
    await world.project('shop', FILES);
    world.simulator.createGroup({ path: 'acme/Secret' });
    await world.simulator.createProject({ namespace: 'acme/Secret', path: 'vault', files: FILES });
    makeOld();
    await connect();
    await settings({ denyGroups: ['ACME/secret'] });
    expect(await sync()).toEqual({ api: 1, looks: 0, writes: 0, jobs: 0 });
    expect(await stateOf('acme/Secret/vault')).toEqual(['UNAVAILABLE', 'GROUP_DENIED']);
    expect(await stateOf('acme/shop')).toEqual(['READY']);
    await settings({ denyGroups: [], allowGroups: ['acme/secret'] });
    expect(await sync()).toMatchObject({ looks: 1 });
    expect(await stateOf('acme/Secret/vault')).toEqual(['READY']);
    expect(await stateOf('acme/shop')).toEqual(['UNAVAILABLE', 'GROUP_NOT_ALLOWED']);
    await settings({ allowGroups: [] });
    expect(await sync()).toMatchObject({ looks: 1 });
    expect(await history('acme/shop')).toEqual(['project.limited', 'project.released']);
  });
});

describe('a plan of a project that is left alone meanwhile', () => {
  it('is not opened, and says why', async () => {
    await world.importAdvisories(ADVISORIES);
    await world.project('shop', APP);
    await connect();
    const { remediationPlans } = await world.projectByPath('acme/shop');
    const [{ id, digest }] = remediationPlans.nodes;
    await world.sql(`update job_lane set is_paused = true, pause_reason = 'test'`);
    const input = { id, digest };
    await world.graphql(
      `mutation ($input: ApprovePlanInput!) { approvePlan(input: $input) { userErrors { code } } }`,
      { input },
    );
    await world.sql(
      `update project set state = 'UNAVAILABLE', reasons = '[{"code": "GROUP_DENIED", "message": "Left alone."}]'`,
    );
    world.simulator.requestLog.clear();
    await world.sql(`update job_lane set is_paused = false`);
    await world.hurryJobs();
    expect(world.simulator.requestLog.count()).toBe(0);
    expect((await world.projectByPath('acme/shop')).remediationPlans.nodes[0].failure).toMatchObject({
      message: 'Left alone.',
    });
  });
});

describe('a role through a share with a group', () => {
  it('is asked for where the row does not tell it, once for a page', async () => {
    const { simulator, bot } = world;
    const partners = simulator.createGroup({ path: 'partners' });
    const readers = simulator.createGroup({ path: 'readers' });
    simulator.addMember({ group: 'partners' }, { userId: bot.user.id, level: 40 });
    simulator.addMember({ group: 'readers' }, { userId: bot.user.id, level: 40 });
    for (const [path, group, level] of [
      ['open', partners, 30],
      ['closed', readers, 20],
    ] as const) {
      const project = await simulator.createProject({ namespace: 'elsewhere', path, files: FILES });
      project.sharedWith.set(group.id, level);
    }
    await connect();
    expect(await stateOf('elsewhere/open')).toEqual(['READY']);
    expect(await stateOf('elsewhere/closed')).toEqual(['READ_ONLY', 'ACCESS_TOO_LOW']);
    expect(await sync()).toMatchObject({ api: 2, looks: 0, jobs: 0 });
  });
});

describe('a fork', () => {
  it('is listed and analysed on its own, and shows what it is a fork of', async () => {
    await world.project('shop', FILES);
    world.simulator.createGroup({ path: 'acme/forks' });
    await world.simulator.forkProject('acme/shop', { namespace: 'acme/forks' });
    await connect();
    const { data } = await world.graphql(
      '{ projects(orderBy: { field: PATH }) { nodes { path isFork analysisState forkedFrom { path } } } }',
    );
    expect(data.projects.nodes).toEqual([
      { path: 'acme/forks/shop', isFork: true, analysisState: 'DONE', forkedFrom: { path: 'acme/shop' } },
      { path: 'acme/shop', isFork: false, analysisState: 'DONE', forkedFrom: null },
    ]);
  });
});
