import { startWorld, type World } from './test-world.js';

const COUNT = 10_000;
let world: World;
let createdMs: number;

/** The processor's time, which does not depend on what else the machine does. */
const cpuMs = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

beforeAll(async () => {
  world = await startWorld();
  const startedAt = cpuMs();
  await world.simulator.createProjects(COUNT, {
    path: 'app',
    namespace: 'acme/many',
    files: { 'package.json': '{"name":"app"}\n', 'src/index.js': 'export {};\n' },
    vary: (index) => ({ isArchived: index % 10 === 9, namespace: `acme/team-${index % 20}` }),
  });
  createdMs = cpuMs() - startedAt;
});

afterAll(async () => {
  await world.close();
});

describe('many projects of one template', () => {
  test('are made within 5 s and walked by keyset within 3 s of processor time', async () => {
    const startedAt = cpuMs();
    const seen = new Set<number>();
    let [path, requests]: [string | null, number] = [
      '/projects?pagination=keyset&order_by=id&sort=asc&per_page=100&min_access_level=30',
      0,
    ];
    while (path) {
      const answer = await world.api('GET', path);
      requests += 1;
      for (const row of answer.json) seen.add(row.id);
      const next = /<([^>]+)>; rel="next"/.exec(answer.headers.get('link') ?? '')?.[1];
      path = next ? next.slice(next.indexOf('/projects')) : null;
    }
    const walkedMs = cpuMs() - startedAt;
    expect([seen.size, requests]).toEqual([COUNT, 101]);
    expect(createdMs).toBeLessThan(5000);
    expect(walkedMs).toBeLessThan(3000);
  });

  test('have no totals in offset pages when there are more than 10,000', async () => {
    await world.project();
    const all = await world.api('GET', '/projects?per_page=1');
    expect([
      all.headers.get('x-total'),
      all.headers.get('x-total-pages'),
      all.headers.get('x-next-page'),
    ]).toEqual([null, null, '2']);
    expect(all.headers.get('link')).not.toContain('rel="last"');
    const archived = await world.api('GET', '/projects?per_page=1&archived=true');
    expect(archived.headers.get('x-total')).toBe('1000');
  });

  test('share their content until one is written to', async () => {
    const [first, second] = [1, 2].map((number) => world.simulator.state.findProject(number));
    if (!first || !second) throw new Error('no projects');
    const head = await world.simulator.headOf(first.id);
    expect(await world.simulator.headOf(second.id)).toBe(head);
    const body = {
      branch: 'more',
      start_branch: 'main',
      commit_message: 'More',
      actions: [{ action: 'create', file_path: 'more.txt', content: 'more' }],
    };
    const commits = `/projects/${first.id}/repository/commits`;
    expect((await world.api('POST', commits, { body })).status).toBe(201);
    const merge = { title: 'More', source_branch: 'more', target_branch: 'main' };
    const opened = await world.api('POST', `/projects/${first.id}/merge_requests`, { body: merge });
    expect(opened.status).toBe(201);
    const branches = async (id: number) =>
      (await world.api('GET', `/projects/${id}/repository/branches`)).json.map(
        (row: { readonly name: string }) => row.name,
      );
    expect(await branches(first.id)).toEqual(['main', 'more']);
    expect(await branches(second.id)).toEqual(['main']);
    expect((await world.git(['ls-remote', world.remote(second)])).output).toContain(
      `${head}\trefs/heads/main`,
    );
    expect((await world.git(['ls-remote', world.remote(first)])).output).toContain('refs/heads/more');
    const folder = await world.temporaryFolder();
    await world.git(['clone', '-q', world.remote(second), '.'], folder);
    await world.git(['commit', '-q', '--allow-empty', '-m', 'pushed'], folder);
    expect((await world.git(['push', '-q', 'origin', 'HEAD:refs/heads/pushed'], folder)).code).toBe(0);
    expect(await branches(second.id)).toEqual(['main', 'pushed']);
    expect(await world.simulator.readFile(3, { path: 'package.json' })).toBe('{"name":"app"}\n');
  });
});
