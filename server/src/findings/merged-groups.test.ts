import { DEFAULT_POLICY } from '../policies/policy.js';
import { type FindingsWorld, startFindingsWorld } from '../../test/findings-world.js';
import { draft, makeIntegration, makeProjects, NOW, planFinding } from '../../test/stored-rows.js';
import { takeFindings } from '../merge-requests/settle-merge-request.js';
import { keepPlan } from '../plans/keep-plans.js';
import { openFindings } from './open-findings.js';
import { refreshFindings } from './refresh-findings.js';

jest.setTimeout(30_000);

let world: FindingsWorld;
let projectId: string;
let next = 1;
beforeAll(async () => {
  world = await startFindingsWorld();
  await makeIntegration(world.stores);
});
afterAll(() => world.db.close());
beforeEach(async () => {
  [projectId = ''] = await makeProjects(world.stores, '1', [{ gitlabProjectId: next++ }]);
});

const later = new Date(NOW.getTime() + 86_400_000);
const sql = (text: string, parameters: readonly unknown[] = []) =>
  world.db.dataSource.query(text, [...parameters]);
const refresh = (at: Date) =>
  refreshFindings(
    { inTransaction: world.inTransaction, clock: () => at, policy: DEFAULT_POLICY },
    { projectId },
  );
const rows = (): Promise<{ groupId: string; state: string; firstSeenAt: Date; planId: string | null }[]> =>
  sql(
    `SELECT group_id AS "groupId", state, first_seen_at AS "firstSeenAt", plan_id AS "planId" FROM finding
     WHERE project_id = $1 ORDER BY group_id::bigint`,
    [projectId],
  );
const jobs = (name: string): Promise<unknown[]> =>
  sql(`SELECT id FROM job WHERE name = $1 AND state = 'QUEUED' AND payload->>'projectId' = $2`, [
    name,
    projectId,
  ]);
const news = async () => (await sql('SELECT id FROM audit_event WHERE project_id = $1', [projectId])).length;

/** Two advisories of groups apart, both known in the project for a day unless the older is about something else. */
async function knowBoth(
  olderAbout: 'lib' | 'other',
): Promise<{ readonly name: string; unite(): Promise<readonly string[]> }> {
  const name = `lib-${projectId}`;
  const older = `A-${projectId}`;
  await world.advise(older, [olderAbout === 'lib' ? name : 'other']);
  await world.advise(`B-${projectId}`, [name]);
  await world.install(world.stores, projectId, [name]);
  await refresh(NOW);
  return { name, unite: () => world.advise(`B-${projectId}`, [name], [older]) };
}

describe('when two vulnerabilities turn out to be one', () => {
  it('a finding keeps its age and its dismissal under the older name', async () => {
    const { unite } = await knowBoth('other');
    const [before] = await rows();
    await sql(`UPDATE finding SET state = 'DISMISSED' WHERE project_id = $1`, [projectId]);
    await unite();
    await refresh(later);
    const after = await rows();
    expect(after).toEqual([{ ...before, groupId: expect.any(String), state: 'DISMISSED' }]);
    expect(Number(after[0]?.groupId)).toBeLessThan(Number(before?.groupId));
    expect(after[0]?.firstSeenAt).toEqual(NOW);
  });

  it.each([
    ['OPEN', 'OPEN', 'OPEN'],
    ['DISMISSED', 'OPEN', 'DISMISSED'],
    ['OPEN', 'DISMISSED', 'DISMISSED'],
    ['FIXED', 'DISMISSED', 'DISMISSED'],
    ['IN_PROGRESS', 'DISMISSED', 'IN_PROGRESS'],
    ['OPEN', 'IN_PROGRESS', 'IN_PROGRESS'],
    ['FIXED', 'OPEN', 'OPEN'],
  ])(
    'of one %s (older name) and one %s (younger) one %s stays, with its plan and the first date',
    async (old, young, stays) => {
      const { unite } = await knowBoth('lib');
      const [older, younger] = await rows();
      const set = `UPDATE finding SET state = $3, plan_id = $4, first_seen_at = $5 WHERE project_id = $1 AND group_id = $2`;
      const planOf = (state: string) => (state === 'IN_PROGRESS' ? '7' : null);
      const early = new Date(NOW.getTime() - 86_400_000);
      await sql(set, [projectId, older?.groupId, old, planOf(old), NOW]);
      await sql(set, [projectId, younger?.groupId, young, planOf(young), early]);
      const told = await news();
      await unite();
      await refresh(later);
      expect(await rows()).toEqual([
        { groupId: older?.groupId, state: stays, firstSeenAt: early, planId: planOf(stays) },
      ]);
      expect(await news()).toBe(told);
      expect(await jobs('plan-project')).toHaveLength(1);
      const total = stays === 'DISMISSED' ? 0 : 1;
      expect((await world.stores.projects.find(projectId))?.openFindings.total).toBe(total);
    },
  );

  it('opening the findings of all projects opens none a second time', async () => {
    const { unite } = await knowBoth('other');
    await sql(`DELETE FROM job WHERE name = 'plan-project'`);
    const outcome = await openFindings(
      { inTransaction: world.inTransaction, clock: () => later },
      { packageVersionIds: [...(await unite())] },
      { signal: new AbortController().signal },
    );
    expect(outcome).toMatchObject({ result: { opened: 0 } });
    expect(await rows()).toMatchObject([{ state: 'OPEN', firstSeenAt: NOW }]);
    expect(await jobs('plan-project')).toHaveLength(1);
  });

  it('the plan that closes it names it as it is called now', async () => {
    const { name, unite } = await knowBoth('other');
    const [before] = await rows();
    const keyOf = (groupId: string | undefined) => `package-lock.json|npm|${name}|${groupId}`;
    const finding = { ...planFinding(name), key: keyOf(before?.groupId) };
    const base = { branch: 'main', commit: 'c1', now: NOW };
    const plan = await keepPlan(world.stores, { id: projectId }, base, {
      ...draft('d1', [finding]),
      unfixed: [{ finding, reason: { code: 'NOT_READ', message: 'It is broken.' } }],
    });
    if (plan === null) throw new Error('no plan');
    await takeFindings(world.stores, plan);
    expect(await rows()).toMatchObject([{ state: 'IN_PROGRESS', planId: plan.id }]);
    await unite();
    await refresh(later);
    const [after] = await rows();
    expect(after).toMatchObject({ state: 'IN_PROGRESS', planId: plan.id });
    const view = (await world.stores.plans.views([plan.id])).get(plan.id);
    expect(view?.proof.fixed.map(({ key }) => key)).toEqual([keyOf(after?.groupId)]);
    expect(view?.unfixed.map((unfixed) => unfixed.finding.key)).toEqual([keyOf(after?.groupId)]);
    expect((await world.stores.plans.findToOpen(plan.id))?.draft.proof).toEqual(view?.proof);
  });

  it('a plan that closes the one that goes closes the one that stays, also when it is history', async () => {
    const { name, unite } = await knowBoth('lib');
    const [, younger] = await rows();
    const finding = {
      ...planFinding(name),
      key: `package-lock.json|npm|${name}|${younger?.groupId ?? ''}`,
    };
    const base = { branch: 'main', commit: 'c1', now: NOW };
    const plan = await keepPlan(world.stores, { id: projectId }, base, draft('d1', [finding]));
    await unite();
    await refresh(later);
    const closed = await sql(
      `SELECT finding.id FROM plan_finding JOIN finding ON finding.id = finding_id WHERE plan_finding.plan_id = $1 AND project_id = $2`,
      [plan?.id, projectId],
    );
    expect(await rows()).toHaveLength(1);
    expect(closed).toHaveLength(1);
  });
});
