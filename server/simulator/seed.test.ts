import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seedFromDirectory } from './seed.js';
import { startSimulator } from './simulator.js';
import { startWorld, type World } from './test-world.js';

let world: World;

beforeAll(async () => {
  world = await startWorld();
});

afterAll(async () => {
  await world.close();
});

async function seedFolder(): Promise<string> {
  const folder = await world.temporaryFolder();
  for (const name of ['shop', 'tools__web__portal', '.hidden']) {
    await mkdir(join(folder, name, 'deep', '.git'), { recursive: true });
    await writeFile(join(folder, name, 'package.json'), `{"name":"${name}"}`);
    await writeFile(join(folder, name, 'deep', 'é.txt'), 'x');
    await writeFile(join(folder, name, 'deep', '.git', 'config'), 'not ours');
  }
  await writeFile(join(folder, 'a-file'), 'not a project');
  return folder;
}

describe('seedFromDirectory', () => {
  test('makes a project of every folder, in the group that its name says', async () => {
    const simulator = await startSimulator();
    try {
      const { projects, token, person } = await seedFromDirectory(simulator, await seedFolder());
      const paths = projects.map((project) => simulator.state.fullPathOf(project));
      expect(paths).toEqual(['demo/shop', 'tools/web/portal']);
      expect(await simulator.readFile('tools/web/portal', { path: 'deep/é.txt' })).toBe('x');
      expect(await simulator.readFile('demo/shop', { path: 'deep/.git/config' })).toBeNull();
      const response = await fetch(`${simulator.url}/api/v4/projects?membership=true&min_access_level=30`, {
        headers: { 'PRIVATE-TOKEN': token.value },
      });
      expect(await response.json()).toHaveLength(2);
      expect(token.scopes).toEqual(['api', 'read_repository', 'write_repository']);
      expect(person.isBot).toBe(false);
    } finally {
      await simulator.close();
    }
  });

  test('takes a seed folder as an option and does not start when it is missing', async () => {
    const simulator = await startSimulator({ seed: await seedFolder() });
    expect(simulator.state.projects.size).toBe(2);
    await simulator.close();
    await expect(startSimulator({ seed: join(tmpdir(), 'no-such-folder-here') })).rejects.toThrow();
  });
});

describe('startSimulator', () => {
  test('removes its folder and frees its port on close', async () => {
    const simulator = await startSimulator();
    const project = await simulator.createProject({ path: 'p', namespace: 'g', files: { a: 'a' } });
    const { directory } = project.repository;
    expect(existsSync(directory)).toBe(true);
    await simulator.close();
    expect(existsSync(directory)).toBe(false);
    const again = await startSimulator({ port: simulator.port });
    expect(again.port).toBe(simulator.port);
    await again.close();
  });

  test('serves a thousand empty projects without touching the disk for them', async () => {
    const simulator = await startSimulator({
      async seed(building) {
        for (let number = 0; number < 1000; number += 1) {
          await building.createProject({ path: `p${number}`, namespace: 'many', visibility: 'public' });
        }
      },
    });
    const response = await fetch(`${simulator.url}/api/v4/projects?per_page=100&page=10`);
    expect(await response.json()).toHaveLength(100);
    expect(existsSync(simulator.state.findProject('many/p0')?.repository.directory ?? '')).toBe(false);
    await simulator.close();
  });

  test('follows its clock for dates and expiry', async () => {
    let now = new Date('2026-01-01T12:00:00Z');
    const simulator = await startSimulator({ clock: () => now });
    const user = simulator.createUser({ username: 'ada' });
    const token = simulator.createToken({ userId: user.id, scopes: ['api'], expiresAt: '2026-01-02' });
    const status = async () =>
      (await fetch(`${simulator.url}/api/v4/user`, { headers: { 'PRIVATE-TOKEN': token.value } })).status;
    expect(await status()).toBe(200);
    now = new Date('2026-01-02T00:00:00Z');
    expect(await status()).toBe(401);
    await simulator.close();
  });
});
