import {
  draft,
  makeIntegration,
  makeProjects,
  NOW,
  planFinding,
  startStores,
} from '../../test/stored-rows.js';
import type { TestDatabase } from '../../test/database.js';
import type { Stores } from '../stores.js';
import { SplitPlanEdits1763800000006 } from '../db/migrations/0006-plan-edits.js';
import { keepPlan } from './keep-plans.js';
import { closedFindings } from './proof.js';

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

const base = { branch: 'main', commit: 'c1', now: NOW };
const keep = (digest: string, names: readonly string[] = ['a'], commit = 'c1') =>
  keepPlan(
    stores,
    { id: project },
    { ...base, commit },
    draft(
      digest,
      names.map((name) => planFinding(name)),
    ),
  );
const states = async () =>
  (await stores.plans.revisions(project, 'SAFE', 'all')).map(
    ({ revision, state, digest }) => `${revision} ${digest} ${state}`,
  );

describe('keeping a plan in step', () => {
  it('keeps one revision while the change set stays the same, with the newest base and proof', async () => {
    const first = await keep('d1');
    const again = await keep('d1', ['a', 'b'], 'c2');
    expect(again).toMatchObject({ id: first?.id, baseCommit: 'c2', fixedCounts: { total: 2 } });
    expect(await states()).toEqual(['1 d1 PROPOSED']);
  });

  it('makes a new revision of another change set and supersedes the one before', async () => {
    await keep('d1');
    await keep('d2');
    expect(await states()).toEqual(['2 d2 PROPOSED', '1 d1 SUPERSEDED']);
    await keep('d1');
    expect(await states()).toEqual(['3 d1 PROPOSED', '2 d2 SUPERSEDED', '1 d1 SUPERSEDED']);
  });

  it.each(['REJECTED', 'CLOSED'] as const)(
    'does not propose again what was %s, but does propose another',
    async (state) => {
      const plan = await keep('d1');
      await stores.plans.saveState(plan?.id ?? '', { from: ['PROPOSED'], state });
      expect(await keep('d1')).toBeNull();
      expect(await states()).toEqual([`1 d1 ${state}`]);
      await keep('d2');
      expect(await states()).toEqual(['2 d2 PROPOSED', `1 d1 ${state}`]);
      expect(await keep('d1')).toBeNull();
    },
  );

  it.each(['APPROVED', 'OPENING'] as const)('leaves a plan that is %s to its opening', async (state) => {
    const plan = await keep('d1');
    await stores.plans.saveState(plan?.id ?? '', { from: ['PROPOSED'], state });
    expect(await keep('d2')).toMatchObject({ id: plan?.id, digest: 'd1' });
    expect(await states()).toEqual([`1 d1 ${state}`]);
  });

  it('proposes a newer revision beside the one whose merge request is open', async () => {
    const plan = await keep('d1');
    await stores.plans.saveState(plan?.id ?? '', { from: ['PROPOSED'], state: 'OPEN' });
    expect(await keep('d1')).toMatchObject({ id: plan?.id, state: 'OPEN' });
    await keep('d2');
    expect(await states()).toEqual(['2 d2 PROPOSED', '1 d1 OPEN']);
    expect(await stores.plans.listOpen(project)).toMatchObject([{ id: plan?.id }]);
  });

  it('renews only the draft that was decided on', async () => {
    const plan = await keep('d1');
    const kept = await stores.plans.renew(plan?.id ?? '', {
      baseCommit: 'c9',
      draft: draft('other', []),
      now: NOW,
    });
    expect(kept).toMatchObject({ digest: 'd1', baseCommit: 'c1' });
  });
});

describe('a step of a plan', () => {
  it.each(['APPROVED', 'OPENING', 'OPEN', 'FAILED'] as const)(
    'to %s is not made by one who still takes a merged plan for another',
    async (state) => {
      const plan = await keep('d1');
      await stores.plans.saveState(plan?.id ?? '', { from: ['PROPOSED'], state: 'MERGED' });
      const step = { from: ['APPROVED', 'OPENING', 'FAILED'], state, pushedCommit: 'c1' } as const;
      expect(await stores.plans.saveState(plan?.id ?? '', step)).toBeNull();
      expect(await stores.plans.find(plan?.id ?? '')).toMatchObject({ state: 'MERGED', pushedCommits: [] });
    },
  );

  it('keeps every commit that was pushed, each once', async () => {
    const id = (await keep('d1'))?.id ?? '';
    for (const pushedCommit of ['c1', 'c2', 'c1', 'c3'])
      await stores.plans.saveState(id, { from: ['PROPOSED'], state: 'PROPOSED', pushedCommit });
    expect((await stores.plans.find(id))?.pushedCommits).toEqual(['c2', 'c1', 'c3']);
  });
});

describe('the texts of edits', () => {
  it('are read for opening alone, and come back to the byte', async () => {
    const wanted = draft('d1', [planFinding('a')]);
    const id = (await keep('d1'))?.id ?? '';
    expect((await stores.plans.findToOpen(id))?.draft).toEqual(wanted);
    const [edit] = (await stores.plans.views([id])).get(id)?.edits ?? [];
    expect(edit).toEqual({ path: 'package-lock.json', diff: '' });
    const filter = { projectId: project };
    for (const row of [
      await stores.plans.find(id),
      ...(await stores.plans.list({ first: 5, after: null, filter, order: 'NEWEST' })),
    ]) {
      expect(row).toMatchObject({ id, changeCount: 0, draft: undefined, editTexts: undefined });
    }
  });

  it('and pushed commits are kept by the migration that gives them columns of their own', async () => {
    const id = (await keep('d1'))?.id ?? '';
    await stores.plans.saveState(id, { from: ['PROPOSED'], state: 'OPENING', pushedCommit: 'c1' });
    const before = await stores.plans.findToOpen(id);
    const runner = db.dataSource.createQueryRunner();
    const migration = new SplitPlanEdits1763800000006();
    // As before every migration: the views of whoever is limited show these columns.
    await runner.query('DROP SCHEMA IF EXISTS limited CASCADE');
    await migration.down(runner);
    const [old] = await db.dataSource.query(
      'SELECT draft, pushed_commit FROM remediation_plan WHERE id = $1',
      [id],
    );
    expect(old).toEqual({ draft: before?.draft, pushed_commit: 'c1' });
    await migration.up(runner);
    await runner.release();
    expect(await stores.plans.findToOpen(id)).toEqual(before);
  });
});

describe('what a plan closes', () => {
  it('is counted once for each finding, and not while a version of it remains', () => {
    const proof = draft(
      'd',
      [planFinding('a', '1.0.0'), planFinding('a', '2.0.0'), planFinding('b', '1.0.0')],
      [planFinding('b', '2.0.0')],
    ).proof;
    expect(closedFindings(proof).map(({ name }) => name)).toEqual(['a']);
  });
});

describe('the history', () => {
  it('is only ever added to', async () => {
    await stores.audit.record({ actor: 'a', action: 'project.renamed', message: 'm', subject: null });
    for (const change of [`update audit_event set message = 'other'`, 'delete from audit_event'])
      await expect(db.dataSource.query(change)).rejects.toThrow('audit_event is append-only');
  });
});
