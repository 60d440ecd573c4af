import { startWorld, type World } from './test-world.js';

let world: World;

beforeAll(async () => {
  world = await startWorld({ externalUrl: 'https://gitlab.example' });
});

afterAll(async () => {
  await world.close();
});

const READS = [
  '',
  '/repository/tree',
  '/repository/files/README.md?ref=main',
  '/repository/branches',
  '/repository/branches/main',
  '/repository/commits',
  '/merge_requests?state=opened',
  '/members/all/1',
  '/languages',
  '/labels',
];

const WRITES = [
  ['POST', '/merge_requests'],
  ['PUT', '/merge_requests/1/merge'],
  ['POST', '/repository/commits'],
  ['POST', '/repository/branches'],
  ['DELETE', '/repository/branches/x'],
  ['POST', '/hooks'],
  ['POST', '/fork'],
  ['PUT', ''],
] as const;

describe('a project that was moved', () => {
  test('answers reads at its old path with 301 to its number, writes with 405', async () => {
    const project = await world.project({ namespace: 'acme/old', path: 'shop' });
    world.simulator.moveProject(project.id, { namespace: 'acme/new', path: 'store' });
    for (const rest of READS) {
      const answer = await world.api('GET', `/projects/acme%2Fold%2Fshop${rest}`);
      const location = `https://gitlab.example/api/v4/projects/${project.id}${rest}`;
      expect([rest, answer.status, answer.headers.get('location')]).toEqual([rest, 301, location]);
    }
    for (const [method, rest] of WRITES) {
      const answer = await world.api(method, `/projects/acme%2Fold%2Fshop${rest}`, { body: {} });
      expect([rest, answer.status, answer.json.message]).toEqual([
        rest,
        405,
        'Non GET methods are not allowed for moved projects',
      ]);
    }
    const hidden = await world.api('GET', '/projects/acme%2Fold%2Fshop', { token: null });
    expect(hidden.status).toBe(404);
    expect((await world.api('GET', '/projects/acme%2Fnew%2Fstore')).status).toBe(200);
  });

  test('can still be cloned and pushed to at its old path', async () => {
    const project = await world.project({ path: 'clone-me' });
    const old = world.remote(project);
    world.simulator.moveProject(project.id, { path: 'cloned' });
    const folder = await world.temporaryFolder();
    expect((await world.git(['clone', '-q', old, '.'], folder)).code).toBe(0);
    expect((await world.git(['push', '-q', 'origin', 'HEAD:refs/heads/x'], folder)).code).toBe(0);
  });

  test('gives its old path to a new project', async () => {
    const first = await world.project({ path: 'taken' });
    world.simulator.moveProject(first.id, { path: 'given' });
    const second = await world.project({ path: 'taken' });
    expect((await world.api('GET', '/projects/acme%2Ftaken')).json.id).toBe(second.id);
  });

  test('is hidden from its new group for a while', async () => {
    const project = await world.project({ path: 'wanders' });
    world.simulator.setDelays({ membershipMs: 120 });
    world.simulator.moveProject(project.id, { path: 'wandered' });
    expect((await world.api('GET', `/projects/${project.id}`)).status).toBe(404);
    world.simulator.setDelays({ membershipMs: 0 });
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect((await world.api('GET', `/projects/${project.id}`)).status).toBe(200);
  });
});

test('a group that is renamed takes its projects and subgroups along', async () => {
  const project = await world.project({ namespace: 'acme/team/inner', path: 'app' });
  world.simulator.moveGroup('acme/team', 'acme/crew');
  const moved = await world.api('GET', `/projects/${project.id}`);
  expect(moved.json.path_with_namespace).toBe('acme/crew/inner/app');
  expect((await world.api('GET', '/projects/acme%2Fteam%2Finner%2Fapp')).status).toBe(301);
  expect((await world.api('GET', '/projects/acme%2Fcrew%2Finner%2Fapp')).status).toBe(200);
  expect((await world.api('GET', '/groups/acme%2Fteam')).status).toBe(404);
  expect((await world.api('GET', '/groups/acme%2Fcrew%2Finner')).json.full_path).toBe('acme/crew/inner');
});

test.each([
  ['17.11', 'goes'],
  ['18.5', 'goes-deletion_scheduled-1'],
] as const)('%s: a project that is marked for deletion stays readable as %s', async (profile, path) => {
  const other = await startWorld({ profile });
  try {
    await other.project({ path: 'goes' });
    other.simulator.scheduleDeletion(1);
    const shown = await other.api('GET', '/projects/1');
    expect(shown.json).toMatchObject({ path, marked_for_deletion_on: expect.stringMatching(/^\d{4}-/) });
    const active = await other.api('GET', '/projects?active=true');
    // Versions before 18.0 do not know the filter.
    expect(active.json).toHaveLength(profile === '17.11' ? 1 : 0);
  } finally {
    await other.close();
  }
});

test('a proxy that decodes slashes breaks every path with one', async () => {
  const other = await startWorld({ decodesSlashes: true });
  try {
    const project = await other.project();
    const answer = await other.api('GET', `/projects/acme%2F${project.path}`);
    expect([answer.status, answer.json]).toEqual([404, { error: '404 Not Found' }]);
    expect((await other.api('GET', `/projects/${project.id}`)).status).toBe(200);
  } finally {
    await other.close();
  }
});
