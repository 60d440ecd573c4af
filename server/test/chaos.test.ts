import { setTimeout as wait } from 'node:timers/promises';
import { ADVISORIES, APP, CONNECT, startTestBackline } from './backline.js';

jest.setTimeout(120_000);

const PROJECTS = ['one', 'two', 'three'];
const APPROVE = `mutation ($id: ID!, $digest: String!) {
  approvePlan(input: { id: $id, digest: $digest }) { userErrors { message } }
}`;

it.each([1, 2])(
  'loses and doubles no merge request while one of ten requests goes wrong (seed %d)',
  async (seed) => {
    const world = await startTestBackline({
      patience: {
        sleep: async (ms, signal) => {
          await wait(ms / 10, undefined, signal === undefined ? {} : { signal });
        },
        transportLimits: { requestTimeoutMs: 1_500, throttledPauseMs: 300 },
        gitLimits: { timeoutMs: 5_000 },
      },
    });
    try {
      const { simulator } = world;
      await world.importAdvisories(ADVISORIES);
      const ids = [];
      for (const path of PROJECTS) ids.push(await world.project(path, APP));
      simulator.setChaos({ rate: 0.1, seed, hangMs: 500 });
      const connect = async () => {
        const input = { url: simulator.url, token: world.bot.token.value };
        return (await world.graphql(CONNECT, { input })).data.connectIntegration.integration !== null;
      };
      for (let time = 0; time < 10 && !(await connect()); time += 1) await wait(100);
      await world.hurryJobs();
      for (const path of PROJECTS) {
        const [plan] = (await world.projectByPath(`acme/${path}`)).remediationPlans.nodes;
        await world.graphql(APPROVE, { id: plan.id, digest: plan.digest });
      }
      for (let round = 0; round < 20; round += 1) {
        await world.hurryJobs();
        const [open] = await world.sql(
          `select count(*)::int as count from remediation_plan where state = 'OPEN'`,
        );
        if (open.count === PROJECTS.length) break;
        await wait(300);
      }
      simulator.setChaos(null);
      const states = await world.sql('select state from remediation_plan order by id');
      expect(states.map(({ state }) => state)).toEqual(PROJECTS.map(() => 'OPEN'));
      expect(await world.sql(`select name, error from job where state = 'FAILED'`)).toEqual([]);
      for (const id of ids) {
        const project = simulator.state.projects.get(id);
        expect(project?.mergeRequests.size).toBe(1);
        expect((await project?.repository.branches())?.size).toBe(2);
      }
    } finally {
      await world.close();
    }
  },
);
