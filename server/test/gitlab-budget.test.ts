import { ADVISORIES, APP, startTestBackline, type TestBackline } from './backline.js';

jest.setTimeout(120_000);

/** What one new project may cost from the end of connecting to its open merge request. */
const NEW_PROJECT = { api: 12, git: 3 };
const MANY = 105;

let world: TestBackline;
beforeEach(async () => {
  world = await startTestBackline();
  await world.importAdvisories(ADVISORIES);
});
afterEach(async () => {
  await world.close();
});

/**
 * A conversation is what one git command says, and begins with one look at `info/refs`. What a push asks between its own look and
 * its own end (what the server has, and what it lacks itself) is part of the push; HTTP requests are counted apart.
 */
function costs() {
  const { entries } = world.simulator.requestLog;
  const git = entries.filter(({ kind }) => kind === 'git');
  let isPushing = false;
  let commands = 0;
  let pushes = 0;
  for (const { method, path } of git) {
    const isPush = path.includes('git-receive-pack');
    if (method === 'GET' && isPush) {
      isPushing = true;
      pushes += 1;
      commands += 1;
    } else if (isPush) isPushing = false;
    else if (method === 'GET' && !isPushing) commands += 1;
  }
  return {
    api: entries.filter(({ kind }) => kind === 'api').length,
    git: commands,
    gitRequests: git.length,
    writes: entries.filter(({ kind, method }) => kind === 'api' && method !== 'GET').length + pushes,
  };
}

it('opens the merge request of a new project with 12 requests and 3 conversations with git', async () => {
  await world.project('warm', APP);
  const integration = await world.connect();
  await world.simulator.deleteProject('acme/warm');
  await world.project('shop', {
    ...APP,
    'package.json': `${APP['package.json']}\n`,
    'package-lock.json': `${APP['package-lock.json']}\n`,
  });
  world.simulator.requestLog.clear();
  await world.graphql(
    `mutation ($id: ID!) { syncIntegration(input: { id: $id }) { userErrors { message } } }`,
    { id: integration },
  );
  await world.runJobsUntilIdle();
  const [plan] = (await world.projectByPath('acme/shop')).remediationPlans.nodes;
  await world.graphql(
    `mutation ($id: ID!, $digest: String!) { approvePlan(input: { id: $id, digest: $digest }) { userErrors { message } } }`,
    { id: plan.id, digest: plan.digest },
  );
  await world.runJobsUntilIdle();
  expect((await world.projectByPath('acme/shop')).remediationPlans.nodes).toMatchObject([{ state: 'OPEN' }]);
  const cost = costs();
  process.stdout.write(
    `a new project until its merge request is open: ${cost.api} API requests, ${cost.git} git conversations (${cost.gitRequests} HTTP requests)\n`,
  );
  expect(cost.api).toBeLessThanOrEqual(NEW_PROJECT.api);
  expect(cost.git).toBeLessThanOrEqual(NEW_PROJECT.git);
});

it('writes nothing on a second run over unchanged projects, and asks one request for 100 of them and five more', async () => {
  await world.simulator.createProjects(MANY, { namespace: 'acme', path: 'many', files: APP });
  const integration = await world.connect();
  const sync = async () => {
    world.simulator.requestLog.clear();
    await world.graphql(
      `mutation ($id: ID!) { syncIntegration(input: { id: $id }) { userErrors { message } } }`,
      { id: integration },
    );
    await world.runJobsUntilIdle();
    return costs();
  };
  const second = await sync();
  process.stdout.write(
    `second run over ${MANY} projects: ${second.api} API requests, ${second.git} git conversations, ${second.writes} writes\n`,
  );
  expect(second.writes).toBe(0);
  expect(second.api).toBeLessThanOrEqual(Math.ceil(MANY / 100) + 5);
  expect(second.git).toBe(0);
  await world.simulator.commitFiles('acme/many-7', { files: { 'README.md': 'moved\n' } });
  const third = await sync();
  expect(third.writes).toBe(0);
  expect(third.git).toBeGreaterThan(0);
  expect(third.git).toBeLessThanOrEqual(2);
});
