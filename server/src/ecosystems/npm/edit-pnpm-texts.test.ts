import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { plainFacts } from '../../../test/loopback-npm.js';
import type { Changes, ManifestFile, PackageVersionFacts, VersionChange } from '../ecosystem.js';
import { npm } from './index.js';

const read = (path: string): string => readFileSync(join(__dirname, 'fixtures', path), 'utf8');

function change(
  name: string,
  [from, to]: readonly [string, string],
  more: Partial<VersionChange> = {},
): VersionChange {
  const location = `${name}@${from}`;
  return { name, from, to, locations: [location], target: plainFacts(to), answers: new Map(), ...more };
}

function editLock(text: string, changes: Partial<Changes>, manifest = '{}'): string {
  const files: readonly ManifestFile[] = [
    { path: 'package.json', text: manifest },
    { path: 'pnpm-lock.yaml', text },
  ];
  const result = npm.edit(files, { versions: [], ranges: [], forces: [], ...changes });
  if (result.kind === 'refused') return `refused: ${result.reason}`;
  return result.files.find(({ path }) => path === 'pnpm-lock.yaml')?.text ?? text;
}

describe('older forms of pnpm-lock.yaml', () => {
  it.each([5, 6])('are written byte for byte as pnpm wrote them for the same moves, form %i', (form) => {
    const folder = `moved-by-pnpm-v${form}`;
    const files = ['package.json', 'pnpm-lock.yaml'].map((path) => ({
      path,
      text: read(`${folder}/${path}`),
    }));
    const known = JSON.parse(read(`${folder}/facts.json`)) as Record<string, PackageVersionFacts>;
    const { packages } = npm.parse(
      { ecosystem: 'npm', path: 'pnpm-lock.yaml', inputs: files.map(({ path }) => path) },
      files,
    );
    const versions = Object.entries(known).map(([name, target]): VersionChange => {
      const copies = packages.filter((item) => item.name === name);
      const locations = copies.map(({ location }) => location);
      return { name, from: '1.0.0', to: target.version, locations, target, answers: new Map() };
    });
    expect(versions.map(({ locations }) => locations.length)).toEqual([1, 1]);
    const result = npm.edit(files, { versions, ranges: [], forces: [] });
    const text = read(`${folder}/after-pnpm-lock.yaml`);
    expect(result).toEqual({ kind: 'edited', files: [{ path: 'pnpm-lock.yaml', text }] });
  });
});

const SMALL = `lockfileVersion: '9.0'

settings:
  autoInstallPeers: true
  excludeLinksFromLockfile: false

importers:

  .:
    dependencies:
      a:
        specifier: ^1.0.0
        version: 1.0.0
      host:
        specifier: ^1.0.0
        version: 1.0.0
      plug:
        specifier: ^1.0.0
        version: 1.0.0(host@1.0.0)
    devDependencies:
      tool:
        specifier: ^1.0.0
        version: 1.0.0

packages:

  a@1.0.0:
    resolution: {integrity: sha512-AAAA}

  host@1.0.0:
    resolution: {integrity: sha512-BBBB}
    hasBin: true

  plug@1.0.0:
    resolution: {integrity: sha512-CCCC}
    peerDependencies:
      host: ^1.0.0

  tool@1.0.0:
    resolution: {integrity: sha512-DDDD}

snapshots:

  a@1.0.0: {}

  host@1.0.0: {}

  plug@1.0.0(host@1.0.0):
    dependencies:
      host: 1.0.0

  tool@1.0.0: {}
`;

const plug = (more: object): Partial<VersionChange> => ({
  locations: ['plug@1.0.0(host@1.0.0)'],
  target: { ...plainFacts('1.1.0'), ...more },
});

describe('editing the text of a pnpm-lock.yaml', () => {
  it.each<[string, Partial<Changes>, RegExp]>([
    ['what is not there', { versions: [change('b', ['1.0.0', '1.1.0'])] }, /no such entry/],
    [
      'a key of another version',
      { versions: [change('a', ['0.9.0', '1.1.0'], { locations: ['a@1.0.0'] })] },
      /does not state 0\.9\.0/,
    ],
    [
      'one copy twice',
      { versions: [change('a', ['1.0.0', '1.1.0']), change('a', ['1.0.0', '1.2.0'])] },
      /twice/,
    ],
    [
      'what has no SHA-512',
      {
        versions: [
          change('a', ['1.0.0', '1.1.0'], { target: { ...plainFacts('1.1.0'), integrity: 'sha1-x' } }),
        ],
      },
      /no SHA-512/,
    ],
    ['what may have a program', { versions: [change('host', ['1.0.0', '1.1.0'])] }, /no program/],
    [
      'a peer that is gone',
      { versions: [change('plug', ['1.0.0', '1.1.0'], plug({}))] },
      /no peer host any more/,
    ],
    [
      'a new peer',
      { versions: [change('plug', ['1.0.0', '1.1.0'], plug({ peerDependencies: { host: '1', a: '1' } }))] },
      /its peers/,
    ],
    [
      'what asks for something that is not there',
      {
        versions: [
          change('a', ['1.0.0', '1.1.0'], { target: { ...plainFacts('1.1.0'), dependencies: { b: '1' } } }),
        ],
      },
      /nothing that answers b/,
    ],
    [
      'what makes a tool for development one for production',
      {
        versions: [
          change('a', ['1.0.0', '1.1.0'], {
            target: {
              ...plainFacts('1.1.0'),
              optionalDependencies: { plug: '1' },
              dependencies: { host: '1' },
            },
            answers: new Map([['a@1.0.0', [{ name: 'host', range: '1', kind: 'RUNTIME', location: null }]]]),
          }),
        ],
      },
      /nothing that answers/,
    ],
    [
      'below two parents',
      { forces: [{ name: 'a', from: ['1.0.0'], to: '1.1.0', within: ['p', 'q'] }] },
      /one parent only/,
    ],
  ])('refuses %s', (_title, changes, reason) => {
    expect(editLock(SMALL, changes)).toMatch(reason);
  });

  it('refuses a lock that is laid out otherwise, or that holds hashes of peers', () => {
    const versions = [change('a', ['1.0.0', '1.1.0'])];
    expect(editLock(SMALL.replace('\n\npackages', '\npackages'), { versions })).toMatch(/laid out/);
    expect(editLock(`${SMALL}<<<<<<< x\n`, { versions })).toMatch(/laid out/);
    expect(
      editLock(SMALL.replaceAll('(host@1.0.0)', '(0123456789abcdef)'), {
        versions: [
          change('host', ['1.0.0', '1.1.0'], { target: { ...plainFacts('1.1.0'), bin: { host: 'x' } } }),
        ],
      }),
    ).toMatch(/holds a hash/);
  });

  it('keeps carriage returns and a byte order mark', () => {
    const versions = [change('a', ['1.0.0', '1.1.0'])];
    const restyle = (text: string): string => `\uFEFF${text.replaceAll('\n', '\r\n')}`;
    expect(editLock(restyle(SMALL), { versions })).toBe(restyle(editLock(SMALL, { versions })));
  });

  it('is the same when repeated, reads back as asked, and moves no line of others', () => {
    const key = fc.constantFrom('a', 'tool');
    const map = fc.dictionary(
      fc.constantFrom('node', 'npm', 'x'),
      fc.constantFrom('>=1', '*', 'true', '1.0', "it's", '#a: b', '{x}'),
    );
    const words = fc.uniqueArray(fc.constantFrom('linux', '!win32', 'no', '0x1'), { maxLength: 2 });
    const facts = fc.record({
      engines: map,
      os: words,
      cpu: words,
      deprecated: fc.option(fc.string({ unit: 'grapheme-ascii' })),
      bin: fc.constantFrom<Readonly<Record<string, string>>>({}, { a: 'x' }),
    });
    fc.assert(
      fc.property(key, facts, (name, more) => {
        const versions = [change(name, ['1.0.0', '1.2.0'], { target: { ...plainFacts('1.2.0'), ...more } })];
        const once = editLock(SMALL, { versions });
        expect(once).not.toMatch(/^refused/);
        expect(editLock(once, { versions })).toBe(once);
        const inventory = npm.parse(
          { ecosystem: 'npm', path: 'pnpm-lock.yaml', inputs: ['pnpm-lock.yaml'] },
          [{ path: 'pnpm-lock.yaml', text: once }],
        );
        expect(inventory.problems).toEqual([]);
        expect(
          inventory.packages
            .filter((item) => item.source === 'REGISTRY')
            .map((item) => [item.name, item.version]),
        ).toEqual(['a', 'host', 'plug', 'tool'].map((each) => [each, each === name ? '1.2.0' : '1.0.0']));
        const kept = SMALL.split('\n').filter(
          (line) =>
            !line.includes('AAAA') &&
            !line.includes('DDDD') &&
            !line.includes(`${name}@`) &&
            !line.includes('version: 1.0.0'),
        );
        const lines = once.split('\n');
        expect(kept.every((line) => lines.includes(line))).toBe(true);
      }),
    );
  });
});

describe('what may be changed', () => {
  it.each([
    ['package-lock.json', 'package-lock v3', true, 'CHAIN', 'npm'],
    ['npm-shrinkwrap.json', 'npm-shrinkwrap v1', true, 'CHAIN', 'npm'],
    ['package-lock.json', 'package-lock v9', false, null, null],
    ['yarn.lock', 'yarn.lock v1', true, 'PARENT', 'yarn-classic'],
    ['yarn.lock', 'yarn.lock v8', false, 'PARENT', 'yarn-berry'],
    ['pnpm-lock.yaml', 'pnpm-lock.yaml 9.0', true, 'PARENT', 'pnpm'],
    ['pnpm-lock.yaml', 'pnpm-lock.yaml 6.0', true, 'PARENT', null],
    ['pnpm-lock.yaml', 'pnpm-lock.yaml 5.4', true, 'PARENT', null],
    ['package.json', 'package.json', false, null, null],
    ['bun.lock', 'bun.lock v1', false, null, null],
  ])('of %s, %s', (path, format, versions, forces, resolver) => {
    const abilities = npm.abilities({ path, format, isLocked: path !== 'package.json' });
    expect(abilities).toMatchObject({ versions, forces, resolver });
    expect(abilities.whyNot === null).toBe(resolver !== null);
  });

  it.each([
    ['app/package-lock.json', 'ROOT', '', 'app/package.json'],
    ['app/package-lock.json', 'WORKSPACE', 'packages/a', 'app/packages/a/package.json'],
    ['yarn.lock', 'WORKSPACE', 'a@workspace:packages/a', 'packages/a/package.json'],
    ['bun.lock', 'WORKSPACE', 'workspace:packages/a', 'packages/a/package.json'],
    ['pnpm-lock.yaml', 'WORKSPACE', 'packages/a', 'packages/a/package.json'],
    ['pnpm-lock.yaml', 'WORKSPACE', '../a', null],
    ['x/package.json', 'ROOT', 'x/package.json', 'x/package.json'],
    ['yarn.lock', 'REGISTRY', 'a@^1.0.0', null],
  ] as const)('in %s a %s at %s declares in %s', (path, source, location, expected) => {
    expect(npm.manifestOf({ path }, { source, location })).toBe(expected);
  });
});
