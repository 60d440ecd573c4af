import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { listFiles, readInventories } from '../../../test/repository-fixture.js';
import type { ManifestFile, PackageVersionFacts, VersionChange } from '../ecosystem.js';
import { npm } from './index.js';

const FIXTURES = join(__dirname, 'fixtures');
const SHA512 = `sha512-${'A'.repeat(86)}==`;

const read = (name: string): string => readFileSync(join(FIXTURES, name), 'utf8');

function filesOf(fixture: string): readonly ManifestFile[] {
  return listFiles(join(FIXTURES, fixture)).map((path) => ({ path, text: read(join(fixture, path)) }));
}

function facts(version: string, more: Partial<PackageVersionFacts> = {}): PackageVersionFacts {
  return {
    version,
    publishedAt: null,
    deprecated: null,
    yanked: null,
    integrity: SHA512,
    tarballUrl: null,
    dependencies: {},
    optionalDependencies: {},
    peerDependencies: {},
    optionalPeers: [],
    engines: {},
    bin: {},
    os: [],
    cpu: [],
    libc: [],
    license: null,
    funding: undefined,
    hasInstallScript: false,
    bundleDependencies: [],
    hasShrinkwrap: false,
    isDetailed: true,
    artifacts: [],
    document: null,
    ...more,
  };
}

function change(name: string, from: string, to: string, more: Partial<VersionChange> = {}): VersionChange {
  return {
    name,
    from,
    to,
    locations: [`node_modules/${name}`],
    target: facts(to),
    answers: new Map(),
    ...more,
  };
}

function editLock(text: string, ...versions: readonly VersionChange[]): string {
  const result = npm.edit([{ path: 'package-lock.json', text }], { versions, ranges: [], forces: [] });
  if (result.kind === 'refused') throw new Error(result.reason);
  return result.files[0]?.text ?? text;
}

function refusal(text: string, ...versions: readonly VersionChange[]): string {
  const result = npm.edit([{ path: 'package-lock.json', text }], { versions, ranges: [], forces: [] });
  return result.kind === 'refused' ? result.reason : 'edited';
}

describe('lifting versions', () => {
  it.each([1, 2, 3])(
    'writes byte for byte what npm writes for the same upgrade, in version %i',
    (version) => {
      const known = JSON.parse(read('moved-by-npm-facts.json')) as Record<string, PackageVersionFacts>;
      const folder = `moved-by-npm-v${version}`;
      const moves: readonly [location: string, name: string, from: string, to: string][] = [
        ['node_modules/ws', 'ws', '8.5.0', '8.17.1'],
        ['node_modules/uuid', 'uuid', '8.3.0', '8.3.2'],
        ['node_modules/nanoid', 'nanoid', '3.1.30', '3.3.8'],
        ['node_modules/semver', 'semver', '7.3.5', '7.3.8'],
        ['node_modules/tiny', 'minimist', '1.2.0', '1.2.8'],
        ['node_modules/fsevents', 'fsevents', '2.3.2', '2.3.3'],
      ];
      const versions = moves.map(([location, name, from, to]): VersionChange => {
        const target = known[`${name}@${to}`];
        if (target === undefined) throw new Error(`no facts for ${name}@${to}`);
        return { name, from, to, locations: [location], target, answers: new Map() };
      });
      const ranges = moves.map(([location, , from, to]) => ({
        manifestPath: 'package.json',
        name: location.slice('node_modules/'.length),
        from,
        range: to,
      }));
      const files = ['package-lock.json', 'package.json'].map((path) => ({
        path,
        text: read(`${folder}/${path}`),
      }));
      const result = npm.edit(files, { versions, ranges, forces: [] });
      expect(result).toEqual({
        kind: 'edited',
        files: ['package-lock.json', 'package.json'].map((path) => ({
          path,
          text: read(`${folder}/after-${path}`),
        })),
      });
    },
  );

  it('keeps tabs, carriage returns, the byte order mark and a missing last newline', () => {
    const text = read('app-v3/package-lock.json');
    const restyle = (plain: string): string =>
      `\uFEFF${plain
        .trimEnd()
        .replace(/^ +/gm, (spaces) => '\t'.repeat(spaces.length / 2))
        .replaceAll('\n', '\r\n')}`;
    const upgrade = change('ws', '8.5.0', '8.17.1', {
      target: facts('8.17.1', { engines: { node: '>=10' } }),
    });
    expect(editLock(restyle(text), upgrade)).toBe(restyle(editLock(text, upgrade)));
    expect(editLock(text, upgrade)).not.toBe(text);
  });

  it('keeps a lock on one line on one line', () => {
    const text = JSON.stringify(JSON.parse(read('app-v3/package-lock.json')));
    const edited = editLock(
      text,
      change('ws', '8.5.0', '8.17.1', { target: facts('8.17.1', { os: ['linux'], bin: { ws: './ws.js' } }) }),
    );
    expect(edited).toBe(JSON.stringify(JSON.parse(edited)));
    expect(JSON.parse(edited).packages['node_modules/ws']).toMatchObject({
      version: '8.17.1',
      dev: true,
      bin: { ws: 'ws.js' },
    });
  });

  it('keeps the copies nested in an entry of version 1, and changes them in the same step', () => {
    const text = read('local-folder-v1/package-lock.json');
    const nested = JSON.stringify(
      {
        lockfileVersion: 1,
        dependencies: {
          a: { version: '1.0.0', requires: { b: '1' }, dependencies: { b: { version: '1.0.0', dev: true } } },
        },
      },
      null,
      2,
    );
    const edited = editLock(
      nested,
      change('a', '1.0.0', '1.1.0', { target: facts('1.1.0', { dependencies: { b: '^1.0.0' } }) }),
      change('b', '1.0.0', '1.2.0', { locations: ['node_modules/a/node_modules/b'] }),
    );
    expect(JSON.parse(edited).dependencies.a).toEqual({
      version: '1.1.0',
      integrity: SHA512,
      requires: { b: '^1.0.0' },
      dependencies: { b: { version: '1.2.0', integrity: SHA512, dev: true } },
    });
    const inFolder = editLock(
      text,
      change('ms', '2.1.1', '2.1.3', { locations: ['node_modules/greet/node_modules/ms'] }),
    );
    expect(inFolder).toBe(
      text
        .replace(/sha512-tgp[^"]*/, SHA512)
        .replace('"version": "2.1.1"', '"version": "2.1.3"')
        .replace('ms-2.1.1.tgz', 'ms-2.1.3.tgz'),
    );
  });

  it('changes the copy of a workspace in both halves of version 2', () => {
    const text = read('workspaces-v2/package-lock.json');
    const edited = editLock(
      text,
      change('ms', '2.1.2', '2.1.3', { locations: ['packages/api/node_modules/ms'] }),
    );
    const lock = JSON.parse(edited);
    expect(lock.packages['packages/api/node_modules/ms'].version).toBe('2.1.3');
    expect(lock.dependencies['@shop/api'].dependencies.ms.version).toBe('2.1.3');
    expect(lock.dependencies.ms.version).toBe('2.0.0');
  });

  it('adds no license to a lock that states none, and no address to one that states none', () => {
    const lock = JSON.parse(read('without-resolved-v3/package-lock.json'));
    for (const entry of Object.values<Record<string, unknown>>(lock.packages)) delete entry['license'];
    const bare = JSON.stringify(lock, null, 2);
    const upgrade = change('minimist', '0.0.8', '0.2.4', {
      target: facts('0.2.4', {
        license: 'MIT',
        tarballUrl: 'https://registry.example/minimist/-/minimist-0.2.4.tgz',
      }),
    });
    const entry = JSON.parse(editLock(bare, upgrade)).packages['node_modules/minimist'];
    expect(entry).toEqual({ version: '0.2.4', integrity: SHA512 });
  });
});

describe('the address of the new version', () => {
  const usual = 'https://registry.example/@a/b/-/b-1.1.0.tgz';
  it.each([
    ['https://registry.example/@a/b/-/b-1.0.0.tgz', usual, 'https://registry.example/@a/b/-/b-1.1.0.tgz'],
    ['https://mirror.example/npm/@a/b/-/b-1.0.0.tgz', usual, 'https://mirror.example/npm/@a/b/-/b-1.1.0.tgz'],
    [
      'https://mirror.example/npm/@a%2fb/-/b-1.0.0.tgz',
      usual,
      'https://mirror.example/npm/@a%2fb/-/b-1.1.0.tgz',
    ],
    ['http://old.example/@a/b/-/b-1.0.0.tgz', null, 'http://old.example/@a/b/-/b-1.1.0.tgz'],
    [
      'https://gitlab.example/api/v4/packages/npm/@a/b/-/@a/b-1.0.0.tgz',
      usual,
      'https://gitlab.example/api/v4/packages/npm/@a/b/-/@a/b-1.1.0.tgz',
    ],
    [
      'https://same.example/download/0123',
      'https://same.example/download/4567',
      'https://same.example/download/4567',
    ],
    [
      'https://registry.example/@a/b/-/b-1.0.0.tgz',
      'https://registry.example/@a/b/-/b-1.1.0-odd.tgz',
      'https://registry.example/@a/b/-/b-1.1.0-odd.tgz',
    ],
    ['https://mirror.example/@a/b/-/b-1.0.0.tgz', 'https://registry.example/odd.tgz', null],
    ['https://same.example/download/0123', 'https://other.example/download/4567', null],
    ['https://same.example/download/0123', null, null],
    ['https://same.example/download/0123', 'https://user:word@same.example/x', null],
    ['https://same.example/download/0123', 'javascript:alert(1)', null],
    ['not an address', 'not an address', null],
  ])('for %s and the registry saying %s is %s', (resolved, tarballUrl, expected) => {
    const text = JSON.stringify({
      lockfileVersion: 3,
      packages: { 'node_modules/@a/b': { version: '1.0.0', resolved } },
    });
    const result = npm.edit([{ path: 'package-lock.json', text }], {
      versions: [change('@a/b', '1.0.0', '1.1.0', { target: facts('1.1.0', { tarballUrl }) })],
      ranges: [],
      forces: [],
    });
    const found =
      result.kind === 'edited'
        ? JSON.parse(result.files[0]?.text ?? '').packages['node_modules/@a/b'].resolved
        : null;
    expect(found).toBe(expected);
  });
});

describe('refusing', () => {
  const text = read('app-v3/package-lock.json');
  const bundled = read('bundled-v3/package-lock.json');
  const inner = 'node_modules/@tailwindcss/oxide-wasm32-wasi/node_modules/tslib';
  const valid = change('ws', '8.5.0', '8.17.1');

  it.each<[string, string, VersionChange[], RegExp]>([
    ['an entry that is not there', text, [change('nothing', '1.0.0', '1.0.1')], /no such entry/],
    ['an entry at another version', text, [change('ws', '8.4.0', '8.17.1')], /not at 8\.4\.0/],
    [
      'an entry of another package',
      text,
      [change('ws2', '8.5.0', '8.17.1', { locations: ['node_modules/ws'] })],
      /another package/,
    ],
    ['one half of an alias', text, [change('old-minimist', '1.2.0', '1.2.8')], /another package/],
    [
      'what is shipped in another package',
      bundled,
      [change('tslib', '2.8.0', '2.8.1', { locations: [inner] })],
      /inside of its parent/,
    ],
    [
      'what ships others',
      bundled,
      [change('@tailwindcss/oxide-wasm32-wasi', '4.1.5', '4.1.6')],
      /ships packages/,
    ],
    [
      'what will ship others',
      text,
      [{ ...valid, target: facts('8.17.1', { bundleDependencies: ['x'] }) }],
      /ships packages/,
    ],
    [
      'what brings a shrinkwrap',
      text,
      [{ ...valid, target: facts('8.17.1', { hasShrinkwrap: true }) }],
      /ships packages/,
    ],
    [
      'a version that is not one',
      text,
      [change('ws', '8.5.0', '../../8', { target: facts('../../8') })],
      /not a version/,
    ],
    ['facts of another version', text, [{ ...valid, target: facts('8.17.0') }], /not a version/],
    [
      'a version without SHA-512',
      text,
      [{ ...valid, target: facts('8.17.1', { integrity: 'sha1-AAAA' }) }],
      /no SHA-512/,
    ],
    [
      'a version without any hash',
      text,
      [{ ...valid, target: facts('8.17.1', { integrity: null }) }],
      /no SHA-512/,
    ],
    ['the same copy twice', text, [valid, valid], /twice/],
    ['a damaged lock', text.slice(0, -20), [valid], /not valid JSON/],
    [
      'a lock of another version',
      text.replace('"lockfileVersion": 3', '"lockfileVersion": 4'),
      [valid],
      /cannot edit/,
    ],
    [
      'a key that stands there twice',
      text.replace('"node_modules/wrappy"', '"node_modules/ws"'),
      [valid],
      /twice/,
    ],
    [
      'a field that stands there twice',
      text.replace('"version": "8.5.0",', '"version": "8.5.0", "version": "8.5.0",'),
      [valid],
      /twice/,
    ],
    [
      'a link',
      read('workspaces-v3/package-lock.json'),
      [change('@shop/model', '0.2.0', '0.3.0')],
      /folder of the project/,
    ],
    [
      'a workspace',
      read('workspaces-v3/package-lock.json'),
      [change('@shop/model', '0.2.0', '0.3.0', { locations: ['packages/model'] })],
      /folder of the project/,
    ],
    ['a prototype', text, [change('x', '1.0.0', '1.0.1', { locations: ['__proto__'] })], /no such entry/],
    [
      'a git dependency',
      text.replace(/"https:[^"]*ws-8[^"]*"/, '"git+ssh://git@git.example/ws.git#0123"'),
      [valid],
      /from a registry/,
    ],
    [
      'two halves that disagree',
      read('app-v2/package-lock.json').replace(/("ws": \{\s*"version": )"8.5.0"/, '$1"8.4.0"'),
      [valid],
      /not at 8\.5\.0/,
    ],
  ])('%s', (_title, lock, versions, reason) => {
    expect(refusal(lock, ...versions)).toMatch(reason);
  });

  it('changes nothing where one of several changes cannot be made', () => {
    const result = npm.edit([{ path: 'package-lock.json', text }], {
      versions: [valid, change('nothing', '1.0.0', '1.0.1')],
      ranges: [],
      forces: [],
    });
    expect(result.kind).toBe('refused');
  });

  it.each([
    ['no lock', ['package.json'], /no lock/],
    ['two locks', ['package-lock.json', 'x/package-lock.json'], /more than one/],
    ['a lock that is not edited', ['package.json', 'yarn.lock'], /yarn\.lock/],
  ])('%s', (_title, paths, reason) => {
    const result = npm.edit(
      paths.map((path) => ({ path, text })),
      { versions: [valid], ranges: [], forces: [] },
    );
    expect(result).toMatchObject({ kind: 'refused', reason: expect.stringMatching(reason) });
  });

  it('asked for nothing, changes nothing', () => {
    expect(npm.edit(filesOf('app-v3'), { versions: [], ranges: [], forces: [] })).toEqual({
      kind: 'edited',
      files: [],
    });
  });
});

describe('rewriting ranges', () => {
  it.each(['app-v1', 'app-v2', 'app-v3'])(
    'changes the manifest, and the lock of %s where it repeats it',
    (fixture) => {
      const result = npm.edit(filesOf(fixture), {
        versions: [],
        ranges: [{ manifestPath: 'package.json', name: 'mkdirp', from: '0.5.1', range: '^0.5.6' }],
        forces: [],
      });
      if (result.kind === 'refused') throw new Error(result.reason);
      const expected = filesOf(fixture).map(({ path, text }) => ({
        path,
        text: text.replace('"mkdirp": "0.5.1"', '"mkdirp": "^0.5.6"'),
      }));
      expect(result.files).toEqual(
        expected.filter(({ text }, index) => text !== filesOf(fixture)[index]?.text),
      );
      expect(result.files).toHaveLength(fixture === 'app-v1' ? 1 : 2);
    },
  );

  it('keeps an alias an alias', () => {
    const result = npm.edit(filesOf('app-v3'), {
      versions: [],
      ranges: [
        { manifestPath: 'package.json', name: 'old-minimist', from: 'npm:minimist@1.2.0', range: '1.2.8' },
      ],
      forces: [],
    });
    const texts = result.kind === 'edited' ? result.files.map((file) => file.text) : [];
    expect(texts).toHaveLength(2);
    for (const text of texts) expect(text).toContain('"old-minimist": "npm:minimist@1.2.8"');
  });

  it('changes a workspace in its manifest and in both halves of the lock', () => {
    const manifestPath = 'packages/model/package.json';
    const result = npm.edit(filesOf('workspaces-v2'), {
      versions: [],
      ranges: [{ manifestPath, name: 'minimist', from: '^1.2.0', range: '^1.2.6' }],
      forces: [],
    });
    if (result.kind === 'refused') throw new Error(result.reason);
    expect(result.files.map((file) => file.path)).toEqual(['package-lock.json', manifestPath]);
    const lock = JSON.parse(result.files[0]?.text ?? '');
    expect(lock.packages['packages/model'].dependencies.minimist).toBe('^1.2.6');
    expect(lock.dependencies['@shop/model'].requires.minimist).toBe('^1.2.6');
  });

  it('changes every section that declares it so, and no other', () => {
    const twice = (ranges: readonly (readonly [from: string, range: string])[]): string => {
      const result = npm.edit(filesOf('manifest-alone'), {
        versions: [],
        ranges: ranges.map(([from, range]) => ({ manifestPath: null, name: 'lodash', from, range })),
        forces: [],
      });
      return result.kind === 'edited' ? (result.files[0]?.text ?? '') : result.reason;
    };
    const text = read('manifest-alone/package.json');
    expect(twice([['^4.17.0', '^4.17.21']])).toBe(text.replace('"^4.17.0"', '"^4.17.21"'));
    expect(
      twice([
        ['^4.17.0', '^4.17.21'],
        ['4.17.20', '4.17.21'],
      ]),
    ).toBe(text.replace('"^4.17.0"', '"^4.17.21"').replace('"4.17.20"', '"4.17.21"'));
    expect(twice([['^4.18.0', '^4.17.21']])).toMatch(/no file declares it/);
  });

  it('changes all manifests that the lock knows and that declare it so, where none is named', () => {
    const files = filesOf('workspaces-v3').map((file) => ({
      ...file,
      text: file.text.replaceAll('"minimist": "^1.2.0"', '"minimist": "^1.2.3"'),
    }));
    const stranger = { path: 'other/package.json', text: '{"dependencies":{"minimist":"^1.2.3"}}' };
    const result = npm.edit([...files, stranger], {
      versions: [],
      ranges: [{ manifestPath: null, name: 'minimist', from: '^1.2.3', range: '^1.2.6' }],
      forces: [],
    });
    const texts = result.kind === 'edited' ? result.files : [];
    expect(texts).toEqual(
      files
        .filter(({ text }) => text.includes('^1.2.3'))
        .map(({ path, text }) => ({ path, text: text.replaceAll('"^1.2.3"', '"^1.2.6"') })),
    );
    expect(texts.map(({ path }) => path)).toEqual(['package-lock.json', 'packages/model/package.json']);
  });

  it.each([
    [
      'what is not declared',
      'manifest-alone',
      'package.json',
      ['nothing', '^1.0.0', '1.0.0'],
      /not declared/,
    ],
    [
      'what comes from git',
      'manifest-alone',
      'package.json',
      ['from-git', 'git+https://git.example/team/from-git.git#main', '1.0.0'],
      /not asked for by a range/,
    ],
    [
      'what comes from a folder',
      'manifest-alone',
      'package.json',
      ['from-folder', 'file:../from-folder', '1.0.0'],
      /not asked for by a range/,
    ],
    ['a tag', 'manifest-alone', 'package.json', ['lodash', '^4.17.0', 'latest'], /not a range/],
    [
      'an address',
      'manifest-alone',
      'package.json',
      ['lodash', '^4.17.0', 'https://evil.example/a.tgz'],
      /not a range/,
    ],
    [
      'an alias for what had none',
      'manifest-alone',
      'package.json',
      ['lodash', '^4.17.0', 'npm:evil@1.0.0'],
      /not asked for by a range/,
    ],
    [
      'what is declared otherwise',
      'manifest-alone',
      'package.json',
      ['lodash', '^4.0.0', '^5.0.0'],
      /declared as "\^4\.17\.0" there/,
    ],
    [
      'a manifest that was not given',
      'manifest-alone',
      'x/package.json',
      ['lodash', '^4.17.0', '1.0.0'],
      /missing/,
    ],
  ] as const)('refuses %s', (_title, fixture, manifestPath, [name, from, range], reason) => {
    const ranges = [{ manifestPath, name, from, range }];
    const result = npm.edit(filesOf(fixture), { versions: [], ranges, forces: [] });
    expect(result).toMatchObject({ kind: 'refused', reason: expect.stringMatching(reason) });
  });

  it('refuses where the lock does not repeat what the manifest declares', () => {
    const files = filesOf('app-v3').map((file) => ({
      ...file,
      text:
        file.path === 'package.json'
          ? file.text.replace('"dependencies": {', '"dependencies": {\n    "left-pad": "1.0.0",')
          : file.text,
    }));
    const result = npm.edit(files, {
      versions: [],
      ranges: [{ manifestPath: 'package.json', name: 'left-pad', from: '1.0.0', range: '1.3.0' }],
      forces: [],
    });
    expect(result).toMatchObject({ kind: 'refused', reason: expect.stringContaining('does not repeat') });
  });
});

describe('any edit', () => {
  const locks = [
    'app-v1',
    'app-v2',
    'app-v3',
    'workspaces-v2',
    'workspaces-v3',
    'local-folder-v1',
    'peers-v3',
    'without-resolved-v3',
  ];
  const cases = locks.flatMap((fixture) => {
    const [group] = readInventories(npm, join(FIXTURES, fixture));
    return (group?.inventory.packages ?? [])
      .filter((item) => item.source === 'REGISTRY')
      .map((item) => ({
        fixture,
        name: item.name,
        from: item.version,
        location: item.location,
        asked: Object.fromEntries(item.requires.map((each) => [each.name, each.range])),
      }));
  });
  const names = fc.dictionary(
    fc.constantFrom('ms', 'b', '@s/c', 'version', 'zed', '1', '__proto__'),
    fc.constantFrom('^1.0.0', '*', '"\\\n'),
    { maxKeys: 4 },
  );
  const anyFacts = fc.record({
    dependencies: names,
    optionalDependencies: names,
    peerDependencies: names,
    optionalPeers: fc.uniqueArray(fc.constantFrom('ms', 'b')),
    engines: names,
    bin: fc.dictionary(fc.string(), fc.string(), { maxKeys: 2 }),
    os: fc.uniqueArray(fc.constantFrom('linux', '!win32')),
    license: fc.option(fc.string()),
    deprecated: fc.option(fc.string()),
    funding: fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.webUrl(), fc.array(fc.record({ url: fc.webUrl() }))),
    hasInstallScript: fc.boolean(),
  });

  it('gives the asked version when parsed, is the same when repeated, and moves no byte outside of its entries', () => {
    fc.assert(
      fc.property(fc.constantFrom(...cases), anyFacts, ({ fixture, name, from, location, asked }, more) => {
        const text = read(`${fixture}/package-lock.json`);
        // It asks for all that the old version asks for: what only that one asked for is left out, see below.
        const dependencies = { ...asked, ...more.dependencies };
        const upgrade = change(name, from, '77.1.2', {
          locations: [location],
          target: facts('77.1.2', { ...more, dependencies }),
        });
        const edited = editLock(text, upgrade);
        expect(editLock(edited, upgrade)).toBe(edited);
        const inventory = npm.parse(
          { ecosystem: 'npm', path: 'package-lock.json', inputs: ['package-lock.json'] },
          [{ path: 'package-lock.json', text: edited }],
        );
        const versions = inventory.packages.map((item) => [item.location, item.version]);
        const before = npm.parse(
          { ecosystem: 'npm', path: 'package-lock.json', inputs: ['package-lock.json'] },
          [{ path: 'package-lock.json', text }],
        );
        expect(versions).toEqual(
          before.packages.map((item) => [
            item.location,
            item.location === location ? '77.1.2' : item.version,
          ]),
        );
        expect(withoutEntry(edited, location)).toBe(withoutEntry(text, location));
      }),
      { numRuns: 150 },
    );
  });
});

/** The text with the changed entry taken out of it: in `packages` by its key, in `dependencies` by its path. */
function withoutEntry(text: string, location: string): string {
  const lines = text.split('\n');
  const kept: string[] = [];
  let section = '';
  let legacy: string[] = [];
  let closing: string | null = null;
  for (const line of lines) {
    if (closing !== null) {
      if (line.startsWith(closing) && !line.startsWith(`${closing} `)) closing = null;
      else if (section === 'dependencies' && line.startsWith(`${closing}  "dependencies"`)) closing = null;
      else continue;
    }
    const indent = line.length - line.trimStart().length;
    const key = /^\s*("(?:[^"\\]|\\.)*"): [{[]/.exec(line)?.[1];
    const name = key === undefined ? null : String(JSON.parse(key));
    if (indent === 2 && name !== null) section = name;
    if (section === 'dependencies' && name !== null) legacy = [...legacy.slice(0, indent / 2 - 1), name];
    kept.push(line);
    const isPackages = section === 'packages' && indent === 4 && name === location;
    const path = legacy.filter((_, index) => index % 2 === 1);
    const isLegacy =
      section === 'dependencies' &&
      legacy.length % 2 === 0 &&
      indent > 2 &&
      name !== null &&
      sameCopy(path, location);
    if (isPackages || isLegacy) closing = ' '.repeat(indent) + '}';
  }
  return kept.join('\n');
}

function sameCopy(path: readonly string[], location: string): boolean {
  const [folder = '', ...names] = `/${location}`.split('/node_modules/');
  const owner = folder === '' ? [] : [`@shop/${folder.slice(folder.lastIndexOf('/') + 1)}`];
  return JSON.stringify(path) === JSON.stringify([...owner, ...names]);
}
