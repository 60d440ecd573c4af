import {
  type LoopbackNpm,
  inFolder,
  plainFacts,
  readFiles,
  runPackageManager,
  startLoopbackNpm,
} from '../../../test/loopback-npm.js';
import type { Changes, ManifestFile, VersionChange } from '../ecosystem.js';
import { npm } from './index.js';

const PLAIN = plainFacts('1.1.0');
let registry: LoopbackNpm;
beforeAll(async () => {
  registry = await startLoopbackNpm();
});
afterAll(() => registry.close());

const manifest = (value: object): ManifestFile => ({
  path: 'package.json',
  text: `${JSON.stringify({ name: 'app', version: '1.0.0', private: true, ...value }, null, 2)}\n`,
});

/** The lock that Yarn itself writes for these files, the lock among them where there is one. */
async function lockedByYarn(files: readonly ManifestFile[]): Promise<readonly ManifestFile[]> {
  return inFolder(files, async (folder) => {
    const run = await runPackageManager('yarn', ['install', '--ignore-scripts'], {
      folder,
      registry: registry.url,
    });
    if (run.code !== 0) throw new Error(run.output);
    const [lock] = await readFiles(folder, ['yarn.lock']);
    return [...files.filter(({ path }) => path !== 'yarn.lock'), lock ?? { path: 'yarn.lock', text: '' }];
  });
}

/** Installing from the frozen lock works, and installing without that leaves the lock as it is. */
async function isAccepted(files: readonly ManifestFile[]): Promise<string> {
  return inFolder(files, async (folder) => {
    const args = ['install', '--frozen-lockfile', '--ignore-scripts'];
    const run = await runPackageManager('yarn', args, { folder, registry: registry.url });
    if (run.code !== 0) return run.output;
    return textOf(await lockedByYarn(files), 'yarn.lock') === textOf(files, 'yarn.lock')
      ? 'accepted'
      : 'Yarn changes the lock';
  });
}

function move(
  name: string,
  [from, to]: readonly [string, string],
  location: string,
  answers: Readonly<Record<string, string | null>> = {},
): VersionChange {
  const target = registry.facts(name, to);
  const asked = { ...target.dependencies, ...target.optionalDependencies };
  const list = Object.entries(asked).map(([each, range]) => ({
    name: each,
    range,
    kind: 'RUNTIME' as const,
    location: answers[each] ?? null,
  }));
  return { name, from, to, locations: [location], target, answers: new Map([[location, list]]) };
}

function edit(files: readonly ManifestFile[], changes: Partial<Changes>): readonly ManifestFile[] {
  const result = npm.edit(files, { versions: [], ranges: [], forces: [], ...changes });
  if (result.kind === 'refused') throw new Error(result.reason);
  const texts = new Map(result.files.map(({ path, text }) => [path, text]));
  return files.map(({ path, text }) => ({ path, text: texts.get(path) ?? text }));
}

const textOf = (files: readonly ManifestFile[], path: string): string =>
  files.find((file) => file.path === path)?.text ?? '';

/** The lock without its entry for these keys, so that Yarn resolves them anew. */
const without = (files: readonly ManifestFile[], ...keys: readonly string[]): readonly ManifestFile[] =>
  files.map(({ path, text }) => ({
    path,
    text:
      path === 'yarn.lock'
        ? text
            .split('\n\n')
            .filter((block) => !keys.some((key) => block.trim().split('\n')[0]?.includes(key)))
            .join('\n\n')
        : text,
  }));

describe('editing a yarn.lock of Yarn 1', () => {
  it('writes what Yarn writes for the same move, and Yarn accepts it', async () => {
    registry.publish({
      'a@1.0.0': { dependencies: { old: '^1.0.0', '@s/b': '^1.0.0' } },
      '@s/b@1.0.0': {},
      'old@1.0.0': { dependencies: { deep: '1' } },
      'deep@1.0.0': {},
      'c@1.0.0': { dependencies: { '@s/b': '~1.0.0', a: '^1.0.0' } },
      'maybe@1.0.0': {},
    });
    const files = await lockedByYarn([manifest({ dependencies: { a: '^1.0.0', c: '*', maybe: '1' } })]);
    registry.publish({
      'a@1.4.0': {
        dependencies: { '@s/b': '^1.0.0 || 2', maybe: '>=1', c: '1.x' },
        optionalDependencies: { maybe: '>=1' },
      },
    });
    const answers = { '@s/b': '@s/b@^1.0.0', maybe: 'maybe@1', c: 'c@*' };
    const edited = edit(files, { versions: [move('a', ['1.0.0', '1.4.0'], 'a@^1.0.0', answers)] });
    const expected = await lockedByYarn(without(files, 'a@^1.0.0'));
    expect(textOf(edited, 'yarn.lock')).toBe(textOf(expected, 'yarn.lock'));
    expect(await isAccepted(edited)).toBe('accepted');
    expect(textOf(edited, 'yarn.lock')).not.toContain('deep@');
  }, 120_000);

  it('renames the key of a raised dependency, and merges what comes to the same version', async () => {
    registry.publish({
      'm@1.0.0': {},
      'n@1.0.0': { dependencies: { m: '^1.0.0' } },
      'tiny@1.0.0': {},
    });
    const files = await lockedByYarn([
      manifest({ dependencies: { n: '^1.0.0', alias: 'npm:tiny@^1.0.0' }, devDependencies: { m: '^1.0.0' } }),
    ]);
    registry.publish({ 'm@2.0.0': {}, 'n@2.0.0': { dependencies: { m: '^2.0.0' } }, 'tiny@1.1.0': {} });
    const wide = await lockedByYarn([
      manifest({ dependencies: { n: '^2.0.0', alias: 'npm:tiny@^1.1.0' }, devDependencies: { m: '^1.0.0' } }),
      ...files.filter(({ path }) => path === 'yarn.lock'),
    ]);
    const versions = [
      move('m', ['1.0.0', '2.0.0'], 'm@^1.0.0'),
      move('n', ['1.0.0', '2.0.0'], 'n@^1.0.0', { m: 'm@^1.0.0' }),
      move('tiny', ['1.0.0', '1.1.0'], 'alias@npm:tiny@^1.0.0'),
    ];
    const ranges = [
      { manifestPath: 'package.json', name: 'n', from: '^1.0.0', range: '^2.0.0' },
      { manifestPath: null, name: 'm', from: '^1.0.0', range: '^2.0.0' },
      { manifestPath: null, name: 'alias', from: 'npm:tiny@^1.0.0', range: 'npm:tiny@^1.1.0' },
    ];
    const edited = edit(files, { versions, ranges });
    const raised = [textOf(edited, 'package.json')].map((text) => ({ path: 'package.json', text }));
    const expected = await lockedByYarn([...raised, ...wide.filter(({ path }) => path === 'yarn.lock')]);
    expect(textOf(edited, 'yarn.lock')).toBe(textOf(expected, 'yarn.lock'));
    expect(await isAccepted(edited)).toBe('accepted');
  }, 120_000);

  it('merges entries that come to the same version', async () => {
    registry.publish({ 'k@1.0.0': {}, 'l@1.0.0': { dependencies: { k: '^1.1.0' } } });
    const old = await lockedByYarn([manifest({ dependencies: { k: '^1.0.0' } })]);
    registry.publish({ 'k@1.1.0': {} });
    const files = await lockedByYarn([
      manifest({ dependencies: { k: '^1.0.0', l: '1' } }),
      ...old.filter(({ path }) => path === 'yarn.lock'),
    ]);
    const merged = edit(files, { versions: [move('k', ['1.0.0', '1.1.0'], 'k@^1.0.0')] });
    expect(textOf(files, 'yarn.lock')).toMatch(/^k@\^1\.0\.0:$/m);
    expect(textOf(merged, 'yarn.lock')).toMatch(/^k@\^1\.0\.0, k@\^1\.1\.0:$/m);
    expect(await isAccepted(merged)).toBe('accepted');
    const misfit = npm.edit(files, {
      versions: [
        {
          ...move('k', ['1.0.0', '1.1.0'], 'k@^1.0.0'),
          to: '2.0.0',
          target: { ...PLAIN, version: '2.0.0', artifacts: registry.facts('k', '1.1.0').artifacts },
        },
      ],
      ranges: [],
      forces: [],
    });
    expect(misfit).toEqual({ kind: 'refused', reason: '2.0.0 does not fit k@^1.0.0' });
  }, 120_000);

  it.each([
    ['everywhere', []],
    ['below a parent', ['q']],
  ])(
    'forces %s by resolutions',
    async (_title, within) => {
      registry.publish({
        'v@1.0.0': {},
        'v@2.0.0': {},
        'q@1.0.0': { dependencies: { v: '^1.0.0' } },
        'p@1.0.0': { dependencies: { q: '1' } },
      });
      const files = await lockedByYarn([manifest({ dependencies: { p: '^1.0.0' } })]);
      const edited = edit(files, {
        versions: [move('v', ['1.0.0', '2.0.0'], 'v@^1.0.0')],
        forces: [{ name: 'v', from: ['1.0.0'], to: '2.0.0', within }],
      });
      expect(JSON.parse(textOf(edited, 'package.json'))).toMatchObject({
        resolutions: within.length === 0 ? { v: '2.0.0' } : { '**/q/v': '2.0.0' },
      });
      const manifestOnly = edited.filter(({ path }) => path === 'package.json');
      const expected = await lockedByYarn([
        ...manifestOnly,
        ...files.filter(({ path }) => path === 'yarn.lock'),
      ]);
      expect(textOf(edited, 'yarn.lock')).toBe(textOf(expected, 'yarn.lock'));
      expect(await isAccepted(edited)).toBe('accepted');
    },
    120_000,
  );
});

describe('refusing and leaving alone', () => {
  const body =
    '  version "1.0.0"\n  resolved "https://registry.example/a/-/a-1.0.0.tgz#0000000000000000000000000000000000000000"\n';
  const lockOf = (text: string): ManifestFile => ({
    path: 'yarn.lock',
    text: `# yarn lockfile v1\n\n\n${text}`,
  });
  const facts = (more: object): VersionChange['target'] => ({
    ...PLAIN,
    artifacts: [{ filename: '', url: null, hash: `sha1:${'1'.repeat(40)}`, size: null, uploadedAt: null }],
    ...more,
  });
  const change = (more: Partial<VersionChange> = {}): VersionChange => ({
    name: 'a',
    from: '1.0.0',
    to: '1.1.0',
    locations: ['a@^1.0.0'],
    target: facts({}),
    answers: new Map(),
    ...more,
  });
  const reasonFor = (text: string, ...versions: readonly VersionChange[]): string => {
    const files = [manifest({ dependencies: { a: '^1.0.0' } }), lockOf(text)];
    const result = npm.edit(files, { versions, ranges: [], forces: [] });
    return result.kind === 'refused' ? result.reason : 'edited';
  };

  it.each<[string, string, readonly VersionChange[], RegExp]>([
    ['what is not there', `b@^1.0.0:\n${body}`, [change()], /no such entry/],
    ['what is at another version', `a@^1.0.0:\n${body}`, [change({ from: '0.9.0' })], /not at 0\.9\.0/],
    ['another package', `a@^1.0.0:\n${body}`, [change({ name: 'b' })], /another package/],
    ['one copy twice', `a@^1.0.0:\n${body}`, [change(), change()], /twice/],
    [
      'what is laid out otherwise',
      `a@^1.0.0:\n${body.replace(/"1.0.0"/, '1.0.0')}`,
      [change()],
      /as Yarn writes/,
    ],
    ['what has no SHA-1', `a@^1.0.0:\n${body}`, [change({ target: facts({ artifacts: [] }) })], /no SHA-1/],
    [
      'what has no SHA-512',
      `a@^1.0.0:\n${body}  integrity sha512-x\n`,
      [change({ target: facts({ integrity: 'sha1-x' }) })],
      /no SHA-512/,
    ],
    [
      'what asks for something that is not there',
      `a@^1.0.0:\n${body}`,
      [change({ target: facts({ dependencies: { b: '1' } }) })],
      /nothing that answers b@1/,
    ],
    [
      'what asks for something that is bound elsewhere',
      `a@^1.0.0:\n${body}\nb@1:\n${body}\nb@2:\n${body.replace('1.0.0', '2.0.0')}`,
      [
        change({
          target: facts({ dependencies: { b: '1' } }),
          answers: new Map([['a@^1.0.0', [{ name: 'b', range: '1', kind: 'RUNTIME', location: 'b@2' }]]]),
        }),
      ],
      /another copy/,
    ],
    [
      'a merge conflict',
      `<<<<<<< ours\na@^1.0.0:\n${body}=======\n>>>>>>> theirs\n`,
      [change()],
      /none of Yarn/,
    ],
    ['mixed line ends', `a@^1.0.0:\r\n${body}`, [change()], /none of Yarn/],
    [
      'git',
      `"a@git+https://git.example/a.git":\n  version "1.0.0"\n  resolved "git+https://git.example/a.git#0123"\n`,
      [change({ locations: ['a@git+https://git.example/a.git'] })],
      /from a registry/,
    ],
  ])('refuses %s', (_title, text, versions, reason) => {
    expect(reasonFor(text, ...versions)).toMatch(reason);
  });

  it('keeps carriage returns, a mark, comments and a missing last newline', () => {
    const lock = lockOf(`a@^1.0.0:\n${body}\n# mine\nz@1:\n${body.replaceAll('/a', '/z')}`);
    const text = `\uFEFF${lock.text.trimEnd().replaceAll('\n', '\r\n')}`;
    const files = [manifest({ dependencies: { a: '^1.0.0', z: '1' } }), { ...lock, text }];
    const edited = edit(files, { versions: [change()] });
    expect(textOf(edited, 'yarn.lock')).toBe(
      text
        .replace('version "1.0.0"', 'version "1.1.0"')
        .replace('a-1.0.0.tgz#'.concat('0'.repeat(40)), 'a-1.1.0.tgz#'.concat('1'.repeat(40))),
    );
  });

  it('leaves the lock to Yarn where it has nothing that fits a new range or rule', () => {
    const files = [manifest({ dependencies: { a: '^1.0.0' } }), lockOf(`a@^1.0.0:\n${body}`)];
    const edited = edit(files, {
      ranges: [{ manifestPath: 'package.json', name: 'a', from: '^1.0.0', range: '^2.0.0' }],
      forces: [{ name: 'b', from: ['1.0.0'], to: '2.0.0', within: ['a'] }],
    });
    expect(textOf(edited, 'yarn.lock')).toBe(textOf(files, 'yarn.lock'));
    expect(JSON.parse(textOf(edited, 'package.json'))).toMatchObject({
      dependencies: { a: '^2.0.0' },
      resolutions: { '**/a/b': '2.0.0' },
    });
  });

  it.each<[object, Partial<Changes['forces'][number]>, RegExp]>([
    [{ resolutions: { b: '1.0.0' } }, { within: ['p'] }, /may win/],
    [{ resolutions: { 'p*/b': '1.0.0' } }, {}, /may win/],
    [{ resolutions: [] }, {}, /hold no rules/],
    [{}, { within: ['p', 'q'] }, /one parent only/],
    [{}, { to: '^1' }, /not a version/],
  ])('refuses a rule beside %j', (more, force, reason) => {
    const files = [manifest(more), lockOf(`a@^1.0.0:\n${body}`)];
    const forces = [{ name: 'b', from: ['1.0.0'], to: '2.0.0', within: [], ...force }];
    const result = npm.edit(files, { versions: [], ranges: [], forces });
    expect(result).toMatchObject({ kind: 'refused', reason: expect.stringMatching(reason) });
  });
});
