import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  archivesOf,
  manifest,
  registryOf,
  requestFor,
  textOf,
  version,
  type World,
} from '../../test/resolution-world.js';
import { openTestResolver } from '../../test/test-resolver.js';

const WORLD: World = { top: [version('1.0.0')] };
const PLUGIN = (mark: string) =>
  `require('fs').writeFileSync(${JSON.stringify(mark)}, ''); module.exports = { name: 'planted', factory: () => ({}) };`;

let above: string;
let tester: ReturnType<typeof openTestResolver>;

beforeAll(() => {
  above = mkdtempSync(join(tmpdir(), 'folders-above-'));
  mkdirSync(join(above, 'plugin'));
  writeFileSync(join(above, 'plugin', 'planted.cjs'), PLUGIN(join(above, 'ran')));
  writeFileSync(join(above, '.yarnrc.yml'), 'plugins:\n  - ./plugin/planted.cjs\n');
  writeFileSync(join(above, 'pnpm-workspace.yaml'), "packages:\n  - '**'\noverrides:\n  top: 9.9.9\n");
  writeFileSync(
    join(above, 'package.json'),
    '{"name":"above","version":"1.0.0","private":true,"workspaces":["**"]}',
  );
  tester = openTestResolver({ temporaryFolder: above, fetchArchive: archivesOf(() => WORLD) });
});
afterAll(async () => {
  await tester.close();
  rmSync(above, { recursive: true, force: true });
});

test.each([
  ['pnpm', 'pnpm-lock.yaml', "lockfileVersion: '9.0'\n"],
  ['yarn-classic', 'yarn.lock', '# yarn lockfile v1\n\n\n'],
  ['yarn-berry', 'yarn.lock', '__metadata:\n  version: 8\n  cacheKey: 10c0\n'],
] as const)(
  '%s takes no settings, plugins or workspaces from folders above its own',
  async (tool, path, empty) => {
    const planted = readdirSync(above);
    const request = requestFor(tool, [manifest({ top: '^1.0.0' }), { path, text: empty }], {});
    const hasArchives = tool === 'yarn-berry';
    const lock = textOf(await tester.resolve(request, { registry: registryOf(WORLD, { hasArchives }) }));
    expect(lock).toMatch(/top@/);
    expect(lock).not.toContain('9.9.9');
    expect(readdirSync(above)).toEqual(planted);
  },
);
