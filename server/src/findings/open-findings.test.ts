import { type FindingsWorld, startFindingsWorld } from '../../test/findings-world.js';
import { makeIntegration, makeProjects, NOW } from '../../test/stored-rows.js';
import { AssessedRisk1763800000011 } from '../db/migrations/0011-assessed-risk.js';
import { DEFAULT_POLICY } from '../policies/policy.js';
import { refreshFindingsJob } from '../projects/project-jobs.js';
import type { InTransaction } from '../stores.js';
import { openFindings } from './open-findings.js';
import { refreshFindings } from './refresh-findings.js';

jest.setTimeout(60_000);

const PROJECTS = 1_003;

let world: FindingsWorld;
let projectIds: readonly string[];
let packageVersionIds: string[];
beforeAll(async () => {
  world = await startFindingsWorld();
  await makeIntegration(world.stores);
  projectIds = await makeProjects(
    world.stores,
    '1',
    Array.from({ length: PROJECTS }, (_, index) => ({ gitlabProjectId: index + 1 })),
  );
  const [first = '', ...others] = projectIds;
  await world.install(world.stores, first, ['left-lib']);
  await sql(
    `INSERT INTO manifest (project_id, path, inventory_id, inputs)
     SELECT other, path, inventory_id, inputs FROM manifest, unnest($2::bigint[]) AS other WHERE project_id = $1`,
    [first, others],
  );
  packageVersionIds = [...(await world.advise('A-1', ['left-lib']))];
});
afterAll(() => world.db.close());
let told = '0';
beforeEach(async () => {
  await sql('TRUNCATE finding, plan_finding, job');
  const [last] = await sql('SELECT coalesce(max(id), 0)::text AS id FROM audit_event');
  told = last.id;
});

const sql = (text: string, parameters: readonly unknown[] = []) =>
  world.db.dataSource.query(text, [...parameters]);
const count = async (from: string): Promise<number> =>
  (await sql(`SELECT count(*)::int AS count FROM ${from}`))[0].count;
const open = (signal = new AbortController().signal, inTransaction: InTransaction = world.inTransaction) =>
  openFindings({ inTransaction, clock: () => NOW }, { packageVersionIds }, { signal });
const refreshes = () => count(`job WHERE name = '${refreshFindingsJob.name}'`);

describe('a new advisory', () => {
  it('opens a finding in every project, over several pages, and asks for each to be looked at', async () => {
    expect(await open()).toEqual({ kind: 'done', result: { opened: PROJECTS, projects: PROJECTS } });
    expect(await count('(SELECT DISTINCT project_id FROM finding) AS projects')).toBe(PROJECTS);
    expect(await refreshes()).toBe(PROJECTS);
    expect(await count(`project WHERE (open_findings->>'high')::int = 1 AND risk = 1000000`)).toBe(PROJECTS);
  });

  it('opens nothing a second time when the job is done again', async () => {
    await open();
    expect(await open()).toEqual({ kind: 'done', result: { opened: 0, projects: PROJECTS } });
    expect(await count('finding')).toBe(PROJECTS);
    expect(await refreshes()).toBe(PROJECTS);
  });

  it.each([1, 2, 5])(
    'is not done when it is stopped after %i transactions, and opens the rest later',
    async (last) => {
      const stop = new AbortController();
      let transactions = 0;
      const stopped = open(stop.signal, async (work) => {
        const result = await world.inTransaction(work);
        transactions += 1;
        if (transactions === last) stop.abort(new Error('Backline is stopping.'));
        return result;
      });
      await expect(stopped).rejects.toThrow('stopping');
      expect(transactions).toBe(last);
      const before = await count('finding');
      expect(before).toBe(Math.min(last * 500, PROJECTS));
      expect(await open()).toMatchObject({ result: { opened: PROJECTS - before, projects: PROJECTS } });
      expect(await count('finding')).toBe(PROJECTS);
      expect(await refreshes()).toBe(PROJECTS);
    },
  );

  it('leaves dismissed what is dismissed, and opens again what was fixed', async () => {
    await open();
    const [dismissed = '', fixed = ''] = projectIds;
    await sql(`UPDATE finding SET state = 'DISMISSED' WHERE project_id = $1`, [dismissed]);
    await sql(`UPDATE finding SET state = 'FIXED', fixed_at = now() WHERE project_id = $1`, [fixed]);
    expect(await open()).toMatchObject({ result: { opened: 1 } });
    expect((await world.findings(dismissed)).get('left-lib')?.state).toBe('DISMISSED');
    expect((await world.findings(fixed)).get('left-lib')).toMatchObject({ state: 'OPEN', fixedAt: null });
    const totalOf = async (id: string) => (await world.stores.projects.find(id))?.openFindings.total;
    expect([await totalOf(dismissed), await totalOf(fixed)]).toEqual([0, 1]);
  });

  it('gives a direct dependency its path and its risk at once', async () => {
    await open();
    const finding = (await world.findings(projectIds[7] ?? '')).get('left-lib');
    expect(finding).toMatchObject({ isDirect: true, versions: ['1.0.0'], paths: [['left-lib@1.0.0']] });
    expect(finding?.risk.parts.map(({ kind }) => kind)).toContain('DIRECTNESS');
  });

  it('is told in the history and planned when the project is looked at, once', async () => {
    await open();
    const [projectId = ''] = projectIds;
    const refresh = () =>
      refreshFindings(
        { inTransaction: world.inTransaction, clock: () => NOW, policy: DEFAULT_POLICY },
        { projectId },
      );
    expect(await refresh()).toEqual({ kind: 'done', result: { opened: 1, fixed: 0 } });
    expect(await refresh()).toEqual({ kind: 'done', result: { opened: 0, fixed: 0 } });
    const messages = await sql('SELECT message FROM audit_event WHERE project_id = $1 AND id > $2', [
      projectId,
      told,
    ]);
    expect(messages).toEqual([{ message: expect.stringContaining('1 new') }]);
    expect(await count(`job WHERE name = 'plan-project' AND payload->>'projectId' = '${projectId}'`)).toBe(1);
    expect((await world.findings(projectId)).get('left-lib')?.firstSeenAt).toEqual(NOW);
  });
});

describe('findings from before there were risks', () => {
  it('are assessed by one refresh of each project within reach, queued with the upgrade', async () => {
    await open();
    await sql('TRUNCATE job');
    const [old = '', away = '', done = ''] = projectIds;
    const forget = `UPDATE finding SET risk_score = 0, risk_parts = '[]'`;
    await sql(`${forget} WHERE project_id = ANY($1)`, [[old, away, done]]);
    await sql(`UPDATE finding SET state = 'FIXED' WHERE project_id = $1`, [done]);
    await sql(`UPDATE project SET state = 'UNAVAILABLE' WHERE id = $1`, [away]);
    const runner = world.db.dataSource.createQueryRunner();
    const migration = new AssessedRisk1763800000011();
    await migration.down(runner);
    await migration.up(runner);
    await runner.release();
    await sql(`UPDATE project SET state = 'READY' WHERE id = $1`, [away]);
    const [job, ...others] = (await world.stores.jobHistory.list({}, { before: null, limit: 10 })).jobs;
    expect(others).toEqual([]);
    expect(job).toMatchObject({
      name: refreshFindingsJob.name,
      lane: 'integration:1',
      subject: `project:${old}`,
      maxAttempts: refreshFindingsJob.maxAttempts,
      state: 'QUEUED',
    });
    const payload = refreshFindingsJob.schema.parse(job?.payload);
    expect(payload).toEqual({ projectId: old });
    await refreshFindings(
      { inTransaction: world.inTransaction, clock: () => NOW, policy: DEFAULT_POLICY },
      payload,
    );
    const finding = (await world.findings(old)).get('left-lib');
    expect(finding?.risk.score).toBeGreaterThan(0);
    expect(finding?.risk.parts).not.toEqual([]);
  });
});
