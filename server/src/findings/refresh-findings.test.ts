import { DEFAULT_POLICY } from '../policies/policy.js';
import { type FindingsWorld, startFindingsWorld } from '../../test/findings-world.js';
import { makeIntegration, makeProjects, NOW } from '../../test/stored-rows.js';
import { openFindings } from './open-findings.js';
import { reconcileFindings } from './reconcile-findings.js';
import { refreshFindings } from './refresh-findings.js';

jest.setTimeout(30_000);

let world: FindingsWorld;
let changed: string[];
let projectId: string;
let next = 1;
beforeAll(async () => {
  world = await startFindingsWorld();
  await makeIntegration(world.stores);
  const [first = ''] = await makeProjects(world.stores, '1', [{ gitlabProjectId: next++ }]);
  await world.install(world.stores, first, ['new-lib', 'old-lib']);
  changed = [...(await world.advise('A-1', ['old-lib', 'new-lib']))];
});
afterAll(() => world.db.close());
beforeEach(async () => {
  [projectId = ''] = await makeProjects(world.stores, '1', [{ gitlabProjectId: next++ }]);
});

const clock = () => NOW;
const states = async () =>
  [...(await world.findings(projectId))].map(([name, { state }]) => `${name} ${state}`).sort();
const install = (packages: readonly string[]) => world.install(world.stores, projectId, packages);
const refresh = () =>
  refreshFindings({ inTransaction: world.inTransaction, clock, policy: DEFAULT_POLICY }, { projectId });
const open = () =>
  openFindings(
    { inTransaction: world.inTransaction, clock },
    { packageVersionIds: changed },
    { signal: new AbortController().signal },
  );

describe('beside an analysis that replaces one vulnerable package by another', () => {
  it.each([
    ['a refresh', refresh],
    ['opening findings in all projects', open],
  ])('%s waits, and leaves what the analysis found', async (_title, work) => {
    await install(['old-lib']);
    await refresh();
    expect(await states()).toEqual(['old-lib OPEN']);
    const beside = await world.inTransaction(async (stores) => {
      const project = { id: projectId, path: 'group/shop', integrationId: '1' };
      await stores.projects.lock([projectId]);
      await world.install(stores, projectId, ['new-lib']);
      const running = work();
      await world.untilSomebodyWaits();
      await reconcileFindings(stores, project, DEFAULT_POLICY, NOW);
      return { running };
    });
    await beside.running;
    expect(await states()).toEqual(['new-lib OPEN', 'old-lib FIXED']);
    expect((await world.stores.projects.find(projectId))?.openFindings.total).toBe(1);
  });
});

describe('a project out of reach', () => {
  it.each([
    ['a refresh', refresh],
    ['opening findings in all projects', open],
  ])('is left alone by %s', async (_title, work) => {
    await install(['old-lib']);
    const set = (state: string) =>
      world.db.dataSource.query('UPDATE project SET state = $2 WHERE id = $1', [projectId, state]);
    const queued = async () =>
      (await world.db.dataSource.query(`SELECT 1 FROM job WHERE payload->>'projectId' = $1`, [projectId]))
        .length;
    await set('UNAVAILABLE');
    await work();
    expect(await states()).toEqual([]);
    expect(await queued()).toBe(0);
    await set('READY');
    await work();
    expect(await states()).toEqual(['old-lib OPEN']);
    expect(await queued()).toBe(1);
  });
});
