import { makeIntegration, makeProjects, NOW, observed, startStores } from '../../test/stored-rows.js';
import type { TestDatabase } from '../../test/database.js';
import { createProjectStore } from '../projects/project.store.js';
import type { Stores } from '../stores.js';
import { createFindingStore } from './finding.store.js';

let db: TestDatabase;
let stores: Stores;
let project: string;
let next = 1;
beforeAll(async () => {
  ({ db, stores } = await startStores());
  await makeIntegration(stores);
});
afterAll(() => db.close());
beforeEach(async () => {
  [project = ''] = await makeProjects(stores, '1', [{ gitlabProjectId: next++ }]);
});

const later = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);
const see = (
  findings: Parameters<typeof stores.findings.reconcile>[2]['observed'],
  at = NOW,
  unread: Parameters<typeof stores.findings.reconcile>[2]['unread'] = [],
) => stores.findings.reconcile(project, at, { observed: findings, unread });
const all = async () => {
  const rows = await stores.findings.list({
    first: 100,
    after: null,
    filter: { projectId: project },
    order: 'SEVERITY',
  });
  return new Map(rows.map((row) => [row.packageName, row]));
};
const counters = async () => (await stores.projects.find(project))?.openFindings;

describe('comparing what is found with what is stored', () => {
  it('opens what is new, leaves what is there, fixes what is gone, opens again what comes back', async () => {
    expect(await see([observed('a'), observed('b', { severity: 'CRITICAL' })])).toMatchObject({
      opened: 2,
      reopened: 0,
      fixed: 0,
      unchanged: 0,
      news: [{ severity: 'CRITICAL' }, { severity: 'HIGH' }],
    });
    expect(await counters()).toMatchObject({ total: 2, high: 1, critical: 1 });
    expect(await see([observed('a'), observed('c')], later(1))).toMatchObject({
      opened: 1,
      reopened: 0,
      fixed: 1,
      unchanged: 1,
    });
    expect((await all()).get('b')).toMatchObject({ state: 'FIXED', fixedAt: later(1) });
    expect(await counters()).toMatchObject({ total: 2, high: 2, critical: 0 });
    expect(await see([observed('a'), observed('b'), observed('c')], later(2))).toMatchObject({
      opened: 0,
      reopened: 1,
      fixed: 0,
      unchanged: 2,
      news: [{ id: (await all()).get('b')?.id, severity: 'HIGH' }],
    });
    expect((await all()).get('b')).toMatchObject({
      state: 'OPEN',
      severity: 'HIGH',
      fixedAt: null,
      firstSeenAt: NOW,
      planId: null,
    });
    expect(await see([], later(3))).toMatchObject({ fixed: 3 });
    expect(await counters()).toMatchObject({ total: 0 });
  });

  it('tells findings apart by manifest, package and group, and keeps all versions in one', async () => {
    await see([
      observed('a', { versions: ['1.0.0', '2.0.0'] }),
      observed('a', { groupId: '2' }),
      observed('a', { manifestPath: 'x' }),
    ]);
    await see([
      observed('a', { versions: ['2.0.0'] }),
      observed('a', { groupId: '2' }),
      observed('a', { manifestPath: 'x' }),
    ]);
    const rows = await stores.findings.list({
      first: 9,
      after: null,
      filter: { projectId: project },
      order: 'SEVERITY',
    });
    expect(rows.map(({ versions, state }) => [versions, state])).toEqual([
      [['2.0.0'], 'OPEN'],
      [['1.0.0'], 'OPEN'],
      [['1.0.0'], 'OPEN'],
    ]);
  });

  it('lists those of some ecosystems alone', async () => {
    await see([observed('a'), observed('b', { ecosystem: 'PyPI' }), observed('c', { ecosystem: 'Go' })]);
    const filter = { projectId: project, ecosystems: ['Go', 'PyPI', 'Nothing'] };
    const rows = await stores.findings.list({ first: 9, after: null, filter, order: 'SEVERITY' });
    expect(rows.map(({ ecosystem }) => ecosystem).sort()).toEqual(['Go', 'PyPI']);
    expect(await stores.findings.count(filter, 100)).toBe(2);
    expect(await stores.findings.count({ ...filter, ecosystems: [] }, 100)).toBe(0);
  });

  it('leaves alone what was dismissed, gone or there', async () => {
    await see([observed('a')]);
    await db.dataSource.query(`update finding set state = 'DISMISSED' where project_id = $1`, [project]);
    for (const findings of [[], [observed('a')]]) {
      await see(findings, later(1));
      expect((await all()).get('a')?.state).toBe('DISMISSED');
      expect(await counters()).toMatchObject({ total: 0 });
    }
  });

  it('keeps what stands in a manifest that was not read whole, and says why nothing is done', async () => {
    await see([observed('a'), observed('b', { manifestPath: 'other' })]);
    const reason = { code: 'NOT_READ' as const, message: 'It is broken.' };
    expect(await see([], later(1), [{ path: 'package-lock.json', reason }])).toMatchObject({ fixed: 1 });
    expect((await all()).get('a')).toMatchObject({ state: 'OPEN', unfixedReason: reason });
    expect((await all()).get('b')?.state).toBe('FIXED');
  });

  it('lets two at the same time come to one result', async () => {
    await Promise.all(
      [1, 2, 3].map(() =>
        db.dataSource.transaction(async (manager) => {
          await createProjectStore(manager).lock([project]);
          await createFindingStore(manager).reconcile(project, NOW, {
            observed: [observed('a'), observed('b')],
            unread: [],
          });
        }),
      ),
    );
    expect((await all()).size).toBe(2);
    expect(await counters()).toMatchObject({ total: 2 });
  });
});

describe('the plan of a finding', () => {
  const key = (name: string) => `package-lock.json|npm|${name}|1`;

  it('is noted with progress, and taken away when it ends', async () => {
    await see([observed('a'), observed('b'), observed('gone')]);
    await see([observed('a'), observed('b')], later(1));
    await stores.findings.assignPlan(project, [key('a'), key('gone')], '7');
    expect(await stores.findings.setProgress('7', 'IN_PROGRESS')).toBe(1);
    expect((await all()).get('a')).toMatchObject({ state: 'IN_PROGRESS', planId: '7' });
    expect((await all()).get('gone')).toMatchObject({ state: 'FIXED', planId: null });
    expect(await counters()).toMatchObject({ total: 2 });
    await stores.findings.detachPlan('7');
    expect((await all()).get('a')).toMatchObject({ state: 'OPEN', planId: null });
  });

  it('or the reason why there is none is saved by key', async () => {
    await see([observed('a'), observed('b')]);
    const reason = { code: 'NO_FIXED_VERSION' as const, message: 'None \u0000 \ud800.' };
    await stores.findings.saveOutcomes(project, [
      { key: key('a'), planId: '3', unfixedReason: null },
      { key: key('b'), planId: null, unfixedReason: reason },
      { key: key('unknown'), planId: '3', unfixedReason: null },
    ]);
    expect((await all()).get('a')).toMatchObject({ planId: '3', unfixedReason: null });
    expect((await all()).get('b')).toMatchObject({
      planId: null,
      unfixedReason: { code: 'NO_FIXED_VERSION', message: 'None \ufffd \ufffd.' },
    });
    const fixable = await stores.findings.list({
      first: 9,
      after: null,
      filter: { projectId: project, isFixable: true },
      order: 'SEVERITY',
    });
    expect(fixable.map(({ packageName }) => packageName)).toEqual(['a']);
  });
});
