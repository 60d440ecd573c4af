import {
  inFolder,
  type LoopbackNpm,
  readFiles,
  runPackageManager,
  startLoopbackNpm,
} from '../../../test/loopback-npm.js';
import type { ManifestFile } from '../ecosystem.js';
import { npm } from './index.js';

let registry: LoopbackNpm;
beforeAll(async () => {
  registry = await startLoopbackNpm();
});
afterAll(() => registry.close());

async function run(
  files: readonly ManifestFile[],
  ...args: readonly string[]
): Promise<readonly ManifestFile[]> {
  return inFolder(files, async (folder) => {
    const all = [...args, '--ignore-scripts'];
    const result = await runPackageManager('npm', all, { folder, registry: registry.url });
    if (result.code !== 0) throw new Error(result.output);
    return readFiles(folder, ['package.json', 'package-lock.json']);
  });
}

describe('forcing in a package-lock.json', () => {
  it.each([
    ['below a chain of parents', ['p', 'q'], { p: '^1.0.0' }, 'node_modules/v'],
    ['everywhere', [], { p: '^1.0.0' }, 'node_modules/v'],
    ['everywhere, what the project asks for itself', [], { p: '^1.0.0', v: '>=1.0.0 <3' }, 'node_modules/v'],
  ])(
    '%s gives what npm itself takes and keeps',
    async (_title, within, dependencies, location) => {
      registry.publish({
        'v@1.0.0': {},
        'q@1.0.0': { dependencies: { v: '~1.0.0' } },
        'p@1.0.0': { dependencies: { q: '^1.0.0' } },
      });
      const manifest = { name: 'app', version: '1.0.0', dependencies };
      const text = `${JSON.stringify(manifest, null, 2)}\n`;
      const old = { 'v@2.0.0': {} };
      const files = await run(
        [{ path: 'package.json', text: text.replace('>=1.0.0 <3', '1.0.0') }],
        'install',
        '--package-lock-only',
      );
      registry.publish(old);
      const relaxed = files.map((file) => ({
        ...file,
        text: file.text.replaceAll('"v": "1.0.0"', '"v": ">=1.0.0 <3"'),
      }));
      const target = registry.facts('v', '2.0.0');
      const result = npm.edit(relaxed, {
        versions: [
          { name: 'v', from: '1.0.0', to: '2.0.0', locations: [location], target, answers: new Map() },
        ],
        ranges: [],
        forces: [{ name: 'v', from: ['1.0.0'], to: '2.0.0', within }],
      });
      if (result.kind === 'refused') throw new Error(result.reason);
      const edited = relaxed.map((file) => result.files.find(({ path }) => path === file.path) ?? file);
      expect(edited.every((file, index) => file.text !== relaxed[index]?.text)).toBe(true);
      await run(edited, 'ci');
      expect(await run(edited, 'install', '--package-lock-only')).toEqual(edited);
    },
    120_000,
  );
});
