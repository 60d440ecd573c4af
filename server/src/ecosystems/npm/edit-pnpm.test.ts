import {
  inFolder,
  type LoopbackNpm,
  readFiles,
  runPackageManager,
  startLoopbackNpm,
} from '../../../test/loopback-npm.js';
import type { Changes, ManifestFile, VersionChange } from '../ecosystem.js';
import { npm } from './index.js';

let registry: LoopbackNpm;
beforeAll(async () => {
  registry = await startLoopbackNpm();
});
afterAll(() => registry.close());

const manifest = (value: object, path = 'package.json'): ManifestFile => ({
  path,
  text: `${JSON.stringify({ name: 'app', version: '1.0.0', private: true, ...value }, null, 2)}\n`,
});

async function pnpm(
  files: readonly ManifestFile[],
  ...args: readonly string[]
): Promise<readonly ManifestFile[]> {
  return inFolder(files, async (folder) => {
    const all = [...args, '--lockfile-only', '--ignore-scripts'];
    const run = await runPackageManager('pnpm', all, { folder, registry: registry.url });
    if (run.code !== 0) throw new Error(run.output);
    const paths = files.map(({ path }) => path).filter((path) => path !== 'pnpm-lock.yaml');
    return readFiles(folder, [...paths, 'pnpm-lock.yaml']);
  });
}

const locked = (files: readonly ManifestFile[]): Promise<readonly ManifestFile[]> =>
  pnpm(files, 'install', '--no-frozen-lockfile');

/** pnpm installs from the frozen lock, and without that would write the same. */
async function isAccepted(files: readonly ManifestFile[]): Promise<string> {
  try {
    await pnpm(files, 'install', '--frozen-lockfile');
    return textOf(await locked(files)) === textOf(files) ? 'accepted' : 'pnpm changes the lock';
  } catch (error) {
    return String(error);
  }
}

const textOf = (files: readonly ManifestFile[], path = 'pnpm-lock.yaml'): string =>
  files.find((file) => file.path === path)?.text ?? '';

function move(
  [name, from, to]: readonly [string, string, string],
  files: readonly ManifestFile[],
): VersionChange {
  const target = registry.facts(name, to);
  const { packages } = npm.parse(
    { ecosystem: 'npm', path: 'pnpm-lock.yaml', inputs: files.map(({ path }) => path) },
    files,
  );
  const copies = packages.filter((item) => item.name === name && item.version === from);
  const locations = copies.map(({ location }) => location);
  const asked = { ...target.dependencies, ...target.optionalDependencies };
  const list = Object.entries(asked).map(([each, range]) => ({
    name: each,
    range,
    kind: 'RUNTIME' as const,
    location:
      packages.find((item) => item.name === each && npm.satisfies(item.version, range))?.location ?? null,
  }));
  return { name, from, to, locations, target, answers: new Map(locations.map((each) => [each, list])) };
}

function edit(files: readonly ManifestFile[], changes: Partial<Changes>): readonly ManifestFile[] {
  const result = npm.edit(files, { versions: [], ranges: [], forces: [], ...changes });
  if (result.kind === 'refused') throw new Error(result.reason);
  const texts = new Map(result.files.map(({ path, text }) => [path, text]));
  return files.map(({ path, text }) => ({ path, text: texts.get(path) ?? text }));
}

describe('editing a pnpm-lock.yaml of form 9', () => {
  it('writes what pnpm writes for the same move, and pnpm accepts it', async () => {
    registry.publish({
      'a@1.0.0': { dependencies: { old: '^1.0.0', '@s/b': '^1.0.0' }, bin: 'a.js' },
      '@s/b@1.0.0': {},
      'old@1.0.0': { dependencies: { deep: '1' } },
      'deep@1.0.0': {},
      'c@1.0.0': { dependencies: { '@s/b': '~1.0.0', a: '^1.0.0' } },
      'maybe@1.0.0': {},
    });
    const files = await locked([manifest({ dependencies: { c: '*', maybe: '1' } })]);
    registry.publish({
      'a@1.10.0': {
        dependencies: { '@s/b': '^1.0.0 || 2', maybe: '>=1' },
        engines: { node: '>=10', npm: '*' },
        os: ['!win32', 'linux'],
        cpu: ['x64'],
        bin: { a: 'a.js' },
        deprecated: "Don't: use b # please",
      },
    });
    const versions = [move(['a', '1.0.0', '1.10.0'], files)];
    const edited = edit(files, { versions });
    const expected = await pnpm(files, 'update', 'a', '--depth', '9', '--no-save');
    expect(textOf(edited)).toBe(textOf(expected));
    expect(await isAccepted(edited)).toBe('accepted');
  }, 120_000);

  it('renames the peers in keys, and the references to them', async () => {
    registry.publish({
      'react@1.0.0': {},
      'dom@1.0.0': { peerDependencies: { react: '^1.0.0' } },
      'kit@1.0.0': {
        dependencies: { tool: '1' },
        peerDependencies: { dom: '1', react: '1', ghost: '1' },
        peerDependenciesMeta: { ghost: { optional: true } },
      },
      'tool@1.0.0': {
        peerDependencies: { react: '*', spook: '*' },
        peerDependenciesMeta: { spook: { optional: true } },
      },
      'app-kit@1.0.0': { dependencies: { kit: '^1.0.0' }, peerDependencies: { react: '*', dom: '*' } },
    });
    const files = await locked([
      manifest({ dependencies: { 'app-kit': '1', react: '^1.0.0', dom: '^1.0.0', real: 'npm:react@1.0.0' } }),
    ]);
    registry.publish({
      'react@1.2.0': { engines: { node: '>=4' } },
      'kit@1.1.0': {
        dependencies: { tool: '*' },
        peerDependencies: { dom: '1', react: '>=1', ghost: '2' },
        peerDependenciesMeta: { ghost: { optional: true } },
      },
      'dom@1.0.1': { peerDependencies: { react: '^1.0.0' } },
    });
    const versions = [
      move(['react', '1.0.0', '1.2.0'], files),
      move(['dom', '1.0.0', '1.0.1'], files),
      move(['kit', '1.0.0', '1.1.0'], files),
    ];
    const ranges = [
      { manifestPath: 'package.json', name: 'real', from: 'npm:react@1.0.0', range: 'npm:react@1.2.0' },
    ];
    const edited = edit(files, { versions, ranges });
    const raised = [
      { path: 'package.json', text: textOf(edited, 'package.json') },
      { path: 'pnpm-lock.yaml', text: textOf(files) },
    ];
    const half = await pnpm(raised, 'update', 'react', 'dom', '--depth', '9', '--no-save');
    const expected = await pnpm(half, 'update', 'kit', '--depth', '9', '--no-save');
    expect(textOf(edited)).toBe(textOf(expected));
    expect(textOf(edited)).toContain('kit@1.1.0(dom@1.0.1(react@1.2.0))(react@1.2.0):');
    expect(await isAccepted(edited)).toBe('accepted');
  }, 120_000);

  it('raises ranges of workspaces, merges what comes to the same key, and leaves out what nothing asks for', async () => {
    registry.publish({
      'm@1.0.0': { dependencies: { n: '1' } },
      'n@1.0.0': {},
      'm@2.0.0': { dependencies: { o: '1' } },
      'o@1.0.0': {},
    });
    const files = await locked([
      manifest({ devDependencies: { m: '^2.0.0' } }),
      { path: 'pnpm-workspace.yaml', text: 'packages:\n  - packages/*\n' },
      manifest(
        { name: 'x', dependencies: { m: '^1.0.0' }, devDependencies: { o: '1' } },
        'packages/x/package.json',
      ),
    ]);
    const edited = npm.edit(files, {
      versions: [move(['m', '1.0.0', '2.0.0'], files)],
      ranges: [{ manifestPath: null, name: 'm', from: '^1.0.0', range: '^2.0.0' }],
      forces: [],
    });
    if (edited.kind === 'refused') throw new Error(edited.reason);
    const after = files.map((file) => edited.files.find(({ path }) => path === file.path) ?? file);
    expect(textOf(after)).not.toContain('n@1.0.0');
    expect(await isAccepted(after)).toBe('accepted');
  }, 120_000);

  it('raises a range that a catalog states', async () => {
    registry.publish({ 'cat@1.0.0': {}, 'cat@2.0.0': {} });
    const files = await locked([
      manifest({ dependencies: { cat: 'catalog:' } }),
      { path: 'pnpm-workspace.yaml', text: 'packages: []\ncatalog:\n  cat: ^1.0.0 # ours\n' },
    ]);
    const edited = edit(files, {
      versions: [move(['cat', '1.0.0', '2.0.0'], files)],
      ranges: [{ manifestPath: 'package.json', name: 'cat', from: '^1.0.0', range: '^2.0.0' }],
    });
    expect(textOf(edited, 'pnpm-workspace.yaml')).toBe('packages: []\ncatalog:\n  cat: ^2.0.0 # ours\n');
    expect(textOf(edited, 'package.json')).toBe(textOf(files, 'package.json'));
    expect(await isAccepted(edited)).toBe('accepted');
  }, 120_000);

  it.each([
    ['everywhere, in package.json', [], null],
    ['below a parent, in package.json', ['q'], null],
    [
      'below a parent, in pnpm-workspace.yaml',
      ['q'],
      'packages: []\noverrides:\n  # old\n  other: 1.0.0 # keep\nx: 1\n',
    ],
  ])(
    'forces %s',
    async (_title, within, workspace) => {
      registry.publish({
        'v@1.0.0': {},
        'v@2.0.0': {},
        'q@1.0.0': { dependencies: { v: '^1.0.0' } },
        'p@1.0.0': { dependencies: { q: '1' } },
      });
      const files = await locked([
        manifest({ dependencies: { p: '^1.0.0' } }),
        ...(workspace === null ? [] : [{ path: 'pnpm-workspace.yaml', text: workspace }]),
      ]);
      const edited = edit(files, {
        versions: [move(['v', '1.0.0', '2.0.0'], files)],
        forces: [{ name: 'v', from: ['1.0.0'], to: '2.0.0', within }],
      });
      const expected = await locked(
        edited.map((file) => (file.path === 'pnpm-lock.yaml' ? { ...file, text: textOf(files) } : file)),
      );
      expect(textOf(edited)).toBe(textOf(expected));
      expect(await isAccepted(edited)).toBe('accepted');
    },
    120_000,
  );
});
