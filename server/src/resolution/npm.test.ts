import {
  lockV3,
  manifest,
  reasonOf,
  registryOf,
  requestFor,
  textOf,
  version,
} from '../../test/resolution-world.js';
import { openTestResolver } from '../../test/test-resolver.js';
import { npm } from '../ecosystems/npm/index.js';
import type { ManifestFile } from '../ecosystems/ecosystem.js';
import type { ResolutionRequest } from './resolution.js';

const tester = openTestResolver();
afterAll(tester.close);

const WORLD = {
  top: [version('1.0.0', { dependencies: { inner: '^1.0.0' } })],
  inner: [version('1.0.0'), version('1.0.5', { dependencies: { fresh: '^2.0.0' } }), version('1.1.0')],
  fresh: [version('2.0.0'), version('2.1.0'), version('2.2.0', { publishedAt: '2026-01-01T00:00:00.000Z' })],
  aside: [version('3.0.0'), version('3.0.1')],
};
const ASKED = { top: '^1.0.0', aside: '^3.0.0' };
const BEFORE = { top: '1.0.0', inner: '1.0.0', aside: '3.0.0' };
const MOVED = { top: '1.0.0', inner: '1.0.5', aside: '3.0.0', fresh: '2.1.0' };
const MOVE_INNER: Partial<ResolutionRequest> = {
  drop: [{ name: 'inner', version: '1.0.0', locations: ['node_modules/inner'] }],
  pins: [{ name: 'inner', versions: ['1.0.5'] }],
  newcomers: { publishedBefore: '2025-01-01T00:00:00.000Z' },
};

function moveInner(
  lock: ManifestFile,
  files: readonly ManifestFile[] = [manifest(ASKED)],
): ResolutionRequest {
  return requestFor('npm', [...files, lock], MOVE_INNER);
}

/** A lock with its `packages` changed by hand. */
function changed(
  lock: ManifestFile,
  change: (packages: Record<string, any>, lock: any) => void,
): ManifestFile {
  const value = JSON.parse(lock.text);
  change(value.packages, value);
  return { ...lock, text: `${JSON.stringify(value, null, 2)}\n` };
}

function versionsIn(text: string): readonly string[] {
  const files = [{ path: 'package-lock.json', text }];
  const { packages, problems } = npm.parse(
    { ecosystem: 'npm', path: 'package-lock.json', inputs: [] },
    files,
  );
  expect(problems).toEqual([]);
  return packages
    .filter(({ location }) => location !== '')
    .map(({ name, version: text_ }) => `${name}@${text_}`);
}

test('moves a dropped package to the pinned version, lets in what it newly asks for and touches nothing else', async () => {
  const result = await tester.resolve(moveInner(lockV3(ASKED, WORLD, BEFORE)), {
    registry: registryOf(WORLD),
  });
  expect(textOf(result)).toBe(lockV3(ASKED, WORLD, MOVED).text);
});

test('asks the registry only about what is to be worked out again', async () => {
  const registry = registryOf(WORLD);
  await tester.resolve(moveInner(lockV3(ASKED, WORLD, BEFORE)), { registry });
  expect(new Set(registry.asked)).toEqual(new Set(['inner', 'fresh']));
});

test('keeps tabs, line ends, byte order mark, a missing last newline and what npm would write differently', async () => {
  const style = (text: string) =>
    `\uFEFF${text.trimEnd().replaceAll('  ', '\t').replaceAll('\n', '\r\n')}`.replace(
      '"node_modules/aside": {',
      '"node_modules/aside":   {',
    );
  const before = lockV3(ASKED, WORLD, BEFORE);
  const result = await tester.resolve(moveInner({ ...before, text: style(before.text) }), {
    registry: registryOf(WORLD),
  });
  expect(textOf(result)).toBe(style(lockV3(ASKED, WORLD, MOVED).text));
});

test('takes a version that advisories concern only of a package of which no other fits', async () => {
  const matchOf =
    (concerned: readonly string[]) => (versions: readonly { name: string; version: string }[]) =>
      versions
        .filter((each) => each.name === 'fresh' && concerned.includes(each.version))
        .map((each) => ({
          ...each,
          ecosystem: 'npm' as const,
          group: 'g',
          advisories: ['A'],
          severity: 'HIGH' as const,
          score: null,
        }));
  const lock = lockV3(ASKED, WORLD, BEFORE);
  const other = { ...WORLD, fresh: [version('1.0.0'), ...WORLD.fresh] };
  const around = await tester.resolve(moveInner(lock), {
    registry: registryOf(WORLD),
    match: matchOf(['2.1.0']),
  });
  expect(versionsIn(textOf(around))).toContain('fresh@2.0.0');
  const nothingElse = await tester.resolve(moveInner(lock), {
    registry: registryOf(other),
    match: matchOf(['2.0.0', '2.1.0']),
  });
  expect(versionsIn(textOf(nothingElse))).toContain('fresh@2.1.0');
});

test('moves a package in a lock of version 1 and writes only its entry and the newcomer', async () => {
  const v1 = (inner: object, more: object) =>
    `${JSON.stringify({ name: 'app', version: '1.0.0', lockfileVersion: 1, requires: true, dependencies: { aside: entry('aside', '3.0.0'), ...more, inner, top: { ...entry('top', '1.0.0'), requires: { inner: '^1.0.0' } } } }, null, 2)}\n`;
  const entry = (name: string, at: string) => {
    const {
      version: text,
      resolved,
      integrity,
    } = JSON.parse(lockV3({}, WORLD, { [name]: at }).text).packages[`node_modules/${name}`];
    return { version: text, resolved, integrity };
  };
  const lock = { path: 'package-lock.json', text: v1(entry('inner', '1.0.0'), {}) };
  const result = await tester.resolve(moveInner(lock), { registry: registryOf(WORLD) });
  expect(textOf(result)).toBe(
    v1({ ...entry('inner', '1.0.5'), requires: { fresh: '^2.0.0' } }, { fresh: entry('fresh', '2.1.0') }),
  );
});

test('moves a package in both halves of a lock of version 2', async () => {
  const v2 = (lock: ManifestFile, dependencies: object) =>
    changed(lock, (packages, value) => {
      value.lockfileVersion = 2;
      value.dependencies = Object.fromEntries(
        Object.entries(packages)
          .filter(([key]) => key !== '')
          .map(([key, { dependencies: requires, ...rest }]: any) => [
            key.slice(13),
            { ...rest, ...(requires === undefined ? {} : { requires }) },
          ]),
      );
      Object.assign(value.dependencies, dependencies);
    });
  const result = await tester.resolve(moveInner(v2(lockV3(ASKED, WORLD, BEFORE), {})), {
    registry: registryOf(WORLD),
  });
  expect(textOf(result)).toBe(v2(lockV3(ASKED, WORLD, MOVED), {}).text);
});

test('says of a peer that cannot be had who asks for what', async () => {
  const world = {
    ...WORLD,
    inner: [version('1.0.0'), version('1.0.5', { peerDependencies: { aside: '^2.0.0' } })],
    aside: [version('2.0.0'), ...WORLD.aside],
  };
  const direct = { inner: '^1.0.0', aside: '^3.0.0' };
  const lock = lockV3(direct, world, { inner: '1.0.0', aside: '3.0.0' });
  const result = await tester.resolve(requestFor('npm', [manifest(direct), lock], MOVE_INNER), {
    registry: registryOf(world),
  });
  expect(reasonOf(result)).toMatch(/^CONFLICT: .*aside@\^2\.0\.0 as a peer, but .*aside@\^3\.0\.0\.$/);
});

test('lets workspaces, aliases, git, file and remote dependencies beside it stay as they are', async () => {
  const asked = {
    ...ASKED,
    other: 'npm:aside@3.0.0',
    cloned: 'git+ssh://git@git.example/team/cloned.git#main',
    packed: 'file:packed-1.0.0.tgz',
    remote: 'https://files.example/remote-1.0.0.tgz',
    folder: 'file:libs/folder',
  };
  const files = [
    manifest(asked, { workspaces: ['packages/*'] }),
    {
      path: 'packages/one/package.json',
      text: '{"name":"one","version":"1.0.0","dependencies":{"inner":"^1.0.0"}}',
    },
    { path: 'libs/folder/package.json', text: '{"name":"folder","version":"1.0.0"}' },
  ];
  const surround = (lock: ManifestFile) =>
    changed(lock, (packages, value) => {
      const { '': root, ...rest } = packages;
      value.packages = Object.fromEntries([
        ['', { name: 'app', version: '1.0.0', workspaces: ['packages/*'], dependencies: asked }],
        ['libs/folder', { version: '1.0.0' }],
        ...Object.entries({
          ...rest,
          'node_modules/cloned': {
            version: '1.0.0',
            resolved: 'git+ssh://git@git.example/team/cloned.git#0000000000000000000000000000000000000001',
          },
          'node_modules/folder': { resolved: 'libs/folder', link: true },
          'node_modules/one': { resolved: 'packages/one', link: true },
          'node_modules/other': { ...packages['node_modules/aside'], name: 'aside' },
          'node_modules/packed': {
            version: '1.0.0',
            resolved: 'file:packed-1.0.0.tgz',
            integrity: 'sha512-AAAA',
          },
          'node_modules/remote': {
            version: '1.0.0',
            resolved: 'https://files.example/remote-1.0.0.tgz',
            integrity: 'sha512-BBBB',
          },
        }).sort(([left], [right]) => left.localeCompare(right, 'en')),
        ['packages/one', { version: '1.0.0', dependencies: { inner: '^1.0.0' } }],
      ]);
      expect(root).toBeDefined();
    });
  const result = await tester.resolve(moveInner(surround(lockV3(ASKED, WORLD, BEFORE)), files), {
    registry: registryOf(WORLD),
  });
  expect(textOf(result)).toBe(surround(lockV3(ASKED, WORLD, MOVED)).text);
});

test('keeps optional packages of other platforms', async () => {
  const world = {
    ...WORLD,
    inner: [
      version('1.0.0', { optionalDependencies: { 'inner-on-mars': '1.0.0' } }),
      version('1.0.5', { optionalDependencies: { 'inner-on-mars': '1.0.5' } }),
    ],
    'inner-on-mars': [version('1.0.0', { os: ['mars'] }), version('1.0.5', { os: ['mars'] })],
  };
  const lock = changed(lockV3(ASKED, world, { ...BEFORE, 'inner-on-mars': '1.0.0' }), (packages) => {
    Object.assign(packages['node_modules/inner'], { optionalDependencies: { 'inner-on-mars': '1.0.0' } });
    Object.assign(packages['node_modules/inner-on-mars'], { optional: true, os: ['mars'] });
  });
  const request = requestFor('npm', [manifest(ASKED), lock], {
    drop: [
      { name: 'inner', version: '1.0.0', locations: ['node_modules/inner'] },
      { name: 'inner-on-mars', version: '1.0.0', locations: ['node_modules/inner-on-mars'] },
    ],
    pins: [
      { name: 'inner', versions: ['1.0.5'] },
      { name: 'inner-on-mars', versions: ['1.0.5'] },
    ],
  });
  const result = await tester.resolve(request, { registry: registryOf(world) });
  expect(versionsIn(textOf(result))).toEqual(expect.arrayContaining(['inner@1.0.5', 'inner-on-mars@1.0.5']));
});

test('refuses a version that ships packages inside of its archive', async () => {
  const world = {
    ...WORLD,
    inner: [
      version('1.0.0'),
      version('1.0.5', { dependencies: { fresh: '^2.0.0' }, bundleDependencies: ['fresh'] }),
    ],
  };
  const result = await tester.resolve(moveInner(lockV3(ASKED, world, BEFORE)), {
    registry: registryOf(world),
  });
  expect(reasonOf(result)).toMatch(/^CONFLICT: inner ships packages inside of its archive/);
});

test.each([
  ['a git repository', 'git+https://git.example/team/fresh.git'],
  ['an address', 'https://files.example/fresh-2.0.0.tgz'],
  ['a folder', 'file:../fresh'],
])('takes no version that asks for %s', async (_, spec) => {
  const world = { ...WORLD, inner: [version('1.0.0'), version('1.0.5', { dependencies: { fresh: spec } })] };
  const result = await tester.resolve(moveInner(lockV3(ASKED, world, BEFORE)), {
    registry: registryOf(world),
  });
  expect(reasonOf(result)).toMatch(/^CONFLICT: /);
});

test('keeps what stands inside of a dropped copy, and a second copy of the same package', async () => {
  const world = {
    ...WORLD,
    inner: [
      version('1.0.0', { dependencies: { aside: '^2.0.0' } }),
      version('1.0.5', { dependencies: { aside: '^2.0.0' } }),
    ],
    aside: [version('2.0.0'), version('2.0.1'), ...WORLD.aside],
  };
  const at = (inner: string) =>
    changed(
      lockV3(ASKED, world, { top: '1.0.0', inner, aside: '3.0.0', 'inner/node_modules/aside': '2.0.0' }),
      () => undefined,
    );
  const result = await tester.resolve(moveInner(at('1.0.0')), { registry: registryOf(world) });
  expect(textOf(result)).toBe(at('1.0.5').text);
});

test('keeps what packages inside of a dropped copy ask of each other', async () => {
  const world = {
    outer: [
      version('1.0.0', { dependencies: { inner: '2.6.9', plain: '1.0.0' } }),
      version('1.1.0', { dependencies: { inner: '2.6.9', plain: '1.0.1' } }),
    ],
    plain: [version('1.0.0'), version('1.0.1')],
    inner: [
      version('4.3.1', { dependencies: { aside: '2.1.2' } }),
      version('2.6.9', { dependencies: { aside: '2.0.0' } }),
    ],
    aside: [version('0.7.3'), version('2.0.0'), version('2.1.2')],
  };
  const asked = { outer: '^1.0.0', inner: '^4.0.0', aside: '0.7.3' };
  const lock = (outer: string, plain: string) =>
    lockV3(asked, world, {
      outer,
      plain,
      inner: '4.3.1',
      aside: '0.7.3',
      'inner/node_modules/aside': '2.1.2',
      'outer/node_modules/inner': '2.6.9',
      'outer/node_modules/aside': '2.0.0',
    });
  const request = requestFor('npm', [manifest(asked), lock('1.0.0', '1.0.0')], {
    drop: [
      { name: 'outer', version: '1.0.0', locations: ['node_modules/outer'] },
      { name: 'plain', version: '1.0.0', locations: ['node_modules/plain'] },
    ],
    pins: [
      { name: 'outer', versions: ['1.1.0'] },
      { name: 'plain', versions: ['1.0.1'] },
    ],
  });
  const result = await tester.resolve(request, { registry: registryOf(world) });
  expect(textOf(result)).toBe(lock('1.1.0', '1.0.1').text);
});

test('handles packages named like what every object has', async () => {
  const world = {
    ...WORLD,
    inner: [version('1.0.0'), version('1.0.5', { dependencies: { constructor: '^1.0.0' } })],
    constructor: [version('1.0.0')],
  };
  const result = await tester.resolve(moveInner(lockV3(ASKED, world, BEFORE)), {
    registry: registryOf(world),
  });
  expect(versionsIn(textOf(result))).toContain('constructor@1.0.0');
});
