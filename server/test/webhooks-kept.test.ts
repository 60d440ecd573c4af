import { setTimeout as wait } from 'node:timers/promises';
import { ACCESS } from '../simulator/state.js';
import { followMergeRequests } from '../src/integrations/integration-jobs.js';
import { ADVISORIES, APP, npmFiles, startTestBackline, type TestBackline } from './backline.js';
import { freePort } from './free-port.js';

jest.setTimeout(120_000);

type Way = 'on' | 'off' | 'lost';

/** Two seconds of it are waited for more events of the same kind. */
const SOON_MS = 5_000;

const APPROVE = `mutation ($input: ApprovePlanInput!) {
  approvePlan(input: $input) { userErrors { code message } }
}`;

/** What docs becomes by a push: without the vulnerable left-lib. */
const PUSHED = npmFiles({ 'stuck-lib': '^1.0.0' }, { 'node_modules/stuck-lib': { version: '1.0.0' } });

/** Everything polls so seldom that in this test only webhooks, or the polls made here, bring news. */
async function start(): Promise<TestBackline> {
  const port = await freePort();
  const world = await startTestBackline({ config: { port, publicUrl: `http://127.0.0.1:${port}` } });
  world.simulator.addMember({ group: 'acme' }, { userId: world.bot.user.id, level: ACCESS.maintainer });
  return world;
}

async function opened(world: TestBackline, way: Way): Promise<Readonly<Record<string, number>>> {
  await world.importAdvisories(ADVISORIES);
  const ids = {
    merged: await world.project('merged', APP),
    closed: await world.project('closed', APP),
    pushed: await world.project('pushed', APP),
  };
  const id = await world.connect();
  if (way !== 'off') {
    await world.graphql(
      `mutation ($input: UpdateIntegrationInput!) { updateIntegration(input: $input) { userErrors { message } } }`,
      { input: { id, makesWebhooks: true } },
    );
    await world.runJobsUntilIdle();
    expect(await world.sql(`select state from gitlab_hook`)).toEqual(Array(3).fill({ state: 'ACTIVE' }));
  }
  if (way === 'lost') world.simulator.setHookDelivery('lost');
  for (const path of ['merged', 'closed']) {
    const [plan] = (await world.projectByPath(path)).remediationPlans.nodes;
    await world.graphql(APPROVE, { input: { id: plan.id, digest: plan.digest } });
  }
  await quiet(world);
  await world.sql(`update merge_request set next_look_at = now() + interval '1 day'`);
  return ids;
}

/** Also what events of our own writes have asked for. */
async function quiet(world: TestBackline): Promise<void> {
  await world.runJobsUntilIdle();
  await world.simulator.settle();
  await world.hurryJobs();
}

/** What the due work does in its time. */
async function poll(world: TestBackline): Promise<void> {
  await world.sql(
    `update merge_request set next_look_at = now() - interval '1 minute', checked_at = now() - interval '2 hours'`,
  );
  await world.sql(`update project set look_at = now()`);
  const [{ id }] = await world.sql('select id::text from integration');
  await world.backline.core.inTransaction(({ jobs }) =>
    jobs.enqueue(followMergeRequests, { integrationId: id }, { lane: `integration:${id}` }),
  );
  await wait(6_000);
  await quiet(world);
}

const STATES: Readonly<Record<string, (project: any) => unknown>> = {
  merged: (project) => project.remediationPlans.nodes[0].state,
  closed: (project) => project.remediationPlans.nodes[0].state,
  pushed: (project) => project.openFindings.total,
};

async function untilSeen(world: TestBackline, path: string, expected: unknown): Promise<number> {
  const began = Date.now();
  for (;;) {
    const seen = STATES[path]?.(await world.projectByPath(path));
    if (seen === expected) return Date.now() - began;
    if (Date.now() - began > SOON_MS) throw new Error(`${path} is still ${String(seen)}`);
    await wait(50);
  }
}

async function finalState(world: TestBackline): Promise<unknown> {
  const states = [];
  for (const path of ['merged', 'closed', 'pushed']) {
    const project = await world.projectByPath(path);
    const stateOf = ({ state }: { state: string }) => state;
    states.push({
      path,
      analysis: project.analysisState,
      open: project.openFindings.total,
      dependencies: project.dependencyCount,
      findings: project.findings.nodes.map((each: any) => `${each.packageName} ${each.state}`).toSorted(),
      plans: project.remediationPlans.nodes.map(stateOf),
      mergeRequests: project.mergeRequests.nodes.map(stateOf),
    });
  }
  return states;
}

describe('With webhooks, without them, and when they are lost', () => {
  const reached = new Map<Way, unknown>();

  it.each<Way>(['on', 'off', 'lost'])('the same is reached: %s', async (way) => {
    const world = await start();
    try {
      const ids = await opened(world, way);
      const { simulator } = world;
      const reactions: number[] = [];
      const happens = async (path: string, expected: unknown, work: () => Promise<unknown>) => {
        await work();
        if (way === 'on') reactions.push(await untilSeen(world, path, expected));
      };
      await happens('pushed', 1, () => simulator.commitFiles(ids['pushed'] ?? 0, { files: PUSHED }));
      await happens('merged', 'MERGED', () => simulator.mergeMergeRequest(ids['merged'] ?? 0, 1));
      await happens('closed', 'CLOSED', () => simulator.closeMergeRequest(ids['closed'] ?? 0, 1));
      if (way === 'on') await quiet(world);
      else await poll(world);
      const state = await finalState(world);
      expect(state).toMatchObject([
        { path: 'merged', mergeRequests: ['MERGED'], open: 1 },
        { path: 'closed', mergeRequests: ['CLOSED'], open: 3 },
        { path: 'pushed', mergeRequests: [], open: 1, dependencies: 1 },
      ]);
      for (const other of reached.values()) expect(state).toEqual(other);
      reached.set(way, state);
      expect(reactions).toHaveLength(way === 'on' ? 3 : 0);
    } finally {
      await world.close();
    }
  });
});
