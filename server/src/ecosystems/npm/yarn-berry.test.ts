import fc from 'fast-check';
import { join } from 'node:path';
import { fastestRun } from '../../../test/fastest.js';
import { readInventories } from '../../../test/repository-fixture.js';
import type { Inventory } from '../../inventory/inventory.js';
import { npm } from './index.js';

const FIXTURE = join(__dirname, 'fixtures/yarn-berry-workspaces');

function parse(text: string, manifest?: unknown): Inventory {
  const files = [{ path: 'yarn.lock', text }];
  if (manifest !== undefined) files.push({ path: 'package.json', text: JSON.stringify(manifest) });
  return npm.parse({ ecosystem: 'npm', path: 'yarn.lock', inputs: files.map(({ path }) => path) }, files);
}

function edgesOf(inventory: Inventory, location: string): readonly string[] {
  const item = inventory.packages.find((one) => one.location === location);
  return (item?.requires ?? []).map(
    ({ name, range, kind, target }) =>
      `${name}@${range} ${kind} ${target === null ? 'nothing' : (inventory.packages[target]?.location ?? '?')}`,
  );
}

const metadata = (version: number | string): string =>
  `__metadata:\n  version: ${version}\n  cacheKey: 8\n\n`;
const entry = (name: string, version: string, more = ''): string =>
  `"${name}@npm:^${version}":\n  version: ${version}\n  resolution: "${name}@npm:${version}"\n${more}  languageName: node\n  linkType: hard\n\n`;

describe('a yarn.lock of Yarn 2 and later with workspaces', () => {
  const [read] = readInventories(npm, FIXTURE);
  if (read === undefined) throw new Error('the fixture is no group');
  const { inventory } = read;

  it('gives every installed package once: a patched one is the one that it patches', () => {
    expect(inventory).toMatchObject({
      path: 'yarn.lock',
      format: 'yarn.lock v8',
      isLocked: true,
      problems: [],
    });
    expect(
      inventory.packages.map((item) => `${item.source} ${item.name} ${item.version} at ${item.location}`),
    ).toEqual([
      'ROOT berry-shop 3.0.0 at berry-shop@workspace:.',
      'WORKSPACE @shop/api 1.1.0 at @shop/api@workspace:packages/api',
      'WORKSPACE @shop/ui  at @shop/ui@workspace:packages/ui',
      'REGISTRY debug 4.3.7 at debug@npm:4.3.7',
      'GIT from-git 3.0.0 at from-git@https://git.example/team/from-git.git#commit=0000000000000000000000000000000000000001',
      'REGISTRY fsevents 2.3.3 at fsevents@npm:2.3.3',
      'REGISTRY hooks 1.2.0 at hooks@npm:1.2.0',
      'REGISTRY left-pad 1.3.0 at left-pad@npm:1.3.0',
      'FILE linked  at linked@portal:./libs/link::locator=berry-shop%40workspace%3A.',
      'REGISTRY minimist 0.0.8 at minimist@npm:0.0.8',
      'REGISTRY minimist 1.2.8 at minimist@npm:1.2.8',
      'REGISTRY mkdirp 0.5.1 at mkdirp@npm:0.5.1',
      'REGISTRY ms 2.1.3 at ms@npm:2.1.3',
      'REGISTRY ms 2.0.0 at ms@npm:2.0.0',
      'REGISTRY react 18.3.1 at react@npm:18.3.1',
      'REGISTRY typescript 5.4.5 at typescript@npm:5.4.5',
    ]);
  });

  it('follows descriptors, resolutions, paths, workspaces and catalogs', () => {
    expect(edgesOf(inventory, 'berry-shop@workspace:.')).toEqual([
      '@shop/api@workspace:^ RUNTIME @shop/api@workspace:packages/api',
      'left-pad@^1.3.0 RUNTIME left-pad@npm:1.3.0',
      'linked@portal:./libs/link RUNTIME linked@portal:./libs/link::locator=berry-shop%40workspace%3A.',
      'typescript@^5.0.0 DEVELOPMENT typescript@npm:5.4.5',
      'mkdirp@0.5.1 DEVELOPMENT mkdirp@npm:0.5.1',
    ]);
    expect(edgesOf(inventory, '@shop/api@workspace:packages/api')).toEqual([
      'debug@^4.3.0 RUNTIME debug@npm:4.3.7',
      'old-ms@npm:ms@2.0.0 RUNTIME ms@npm:2.0.0',
      'from-git@team/from-git#main RUNTIME from-git@https://git.example/team/from-git.git#commit=0000000000000000000000000000000000000001',
      'fsevents@^2.3.0 OPTIONAL fsevents@npm:2.3.3',
    ]);
    expect(edgesOf(inventory, '@shop/ui@workspace:packages/ui')).toEqual([
      'hooks@^1.0.0 RUNTIME hooks@npm:1.2.0',
      'react@catalog: RUNTIME react@npm:18.3.1',
      'minimist@* PEER nothing',
      '@shop/api@^1.0.0 DEVELOPMENT @shop/api@workspace:packages/api',
    ]);
    expect(edgesOf(inventory, 'debug@npm:4.3.7')).toEqual(['ms@^2.1.3 RUNTIME ms@npm:2.1.3']);
    expect(edgesOf(inventory, 'mkdirp@npm:0.5.1')).toEqual(['minimist@0.0.8 RUNTIME minimist@npm:1.2.8']);
  });

  it('takes a peer from whoever leads to its asker', () => {
    expect(edgesOf(inventory, 'hooks@npm:1.2.0')).toEqual([
      'absent@* PEER nothing',
      'react@>=17 PEER react@npm:18.3.1',
    ]);
  });

  it('tells why each package is there', () => {
    const scopes = new Map(
      inventory.packages.map((item) => [item.location, `${item.scope}${item.isDirect ? ' direct' : ''}`]),
    );
    expect(scopes.get('typescript@npm:5.4.5')).toBe('DEVELOPMENT direct');
    expect(scopes.get('minimist@npm:1.2.8')).toBe('DEVELOPMENT');
    expect(scopes.get('fsevents@npm:2.3.3')).toBe('OPTIONAL direct');
    expect(scopes.get('ms@npm:2.1.3')).toBe('RUNTIME');
    expect(scopes.get('react@npm:18.3.1')).toBe('RUNTIME direct');
  });
});

describe('a yarn.lock of Yarn 2 and later', () => {
  it.each([4, 5, 6, 7, 8, 9, 10])('of version %i is known', (version) => {
    expect(parse(`${metadata(version)}${entry('a', '1.0.0')}`)).toMatchObject({
      format: `yarn.lock v${version}`,
      problems: [],
    });
  });

  it('without `npm:` before ranges, as it was until version 7, is read alike', () => {
    const text = `${metadata(6)}${entry('a', '1.0.0', '  dependencies:\n    b: ^2.0.0\n')}${entry('b', '2.0.0')}"x@workspace:.":\n  version: 0.0.0-use.local\n  resolution: "x@workspace:."\n  dependencies:\n    a: ^1.0.0\n  languageName: unknown\n  linkType: soft\n`;
    const inventory = parse(text, { name: 'x', devDependencies: { a: '^1.0.0' } });
    expect(inventory.problems).toEqual([]);
    expect(edgesOf(inventory, 'a@npm:1.0.0')).toEqual(['b@^2.0.0 RUNTIME b@npm:2.0.0']);
    expect(inventory.packages.map(({ name, scope }) => `${name} ${scope}`)).toEqual([
      'x RUNTIME',
      'a DEVELOPMENT',
      'b DEVELOPMENT',
    ]);
  });

  it('binds a path to who asks for it, and an override to whom it names', () => {
    const text = `${metadata(8)}"lib@file:./lib::locator=x%40workspace%3A.":\n  version: 1.0.0\n  resolution: "lib@file:./lib#./lib::hash=0&locator=x%40workspace%3A."\n  dependencies:\n    c: "npm:^1.0.0"\n  linkType: hard\n\n${entry('a', '1.0.0', '  dependencies:\n    c: "npm:^1.0.0"\n')}${entry('c', '1.0.0')}${entry('c', '2.0.0')}"x@workspace:.":\n  version: 0.0.0-use.local\n  resolution: "x@workspace:."\n  dependencies:\n    a: "npm:^1.0.0"\n    lib: "file:./lib"\n  linkType: soft\n`;
    const inventory = parse(text, {
      name: 'x',
      resolutions: { 'a@npm:1.0.0/c@npm:^1.0.0': '^2.0.0', 'other/c': '^9' },
      dependencies: { a: '^1.0.0', lib: 'file:./lib' },
    });
    expect(edgesOf(inventory, 'x@workspace:.').at(-1)).toMatch(/^lib@file:\.\/lib RUNTIME lib@file:/);
    expect(edgesOf(inventory, 'a@npm:1.0.0')).toEqual(['c@^1.0.0 RUNTIME c@npm:2.0.0']);
    expect(inventory.packages.find(({ name }) => name === 'lib')).toMatchObject({
      source: 'FILE',
      version: '1.0.0',
    });
  });

  it('without workspaces takes what nothing asks for as direct', () => {
    const inventory = parse(
      `${metadata(8)}${entry('a', '1.0.0', '  dependencies:\n    b: "npm:^2.0.0"\n')}${entry('b', '2.0.0')}`,
    );
    expect(inventory.packages.filter(({ isDirect }) => isDirect).map(({ name }) => name)).toEqual(['a']);
  });

  it('that is older than its package.json says which dependencies it does not hold', () => {
    const text = `${metadata(8)}"x@workspace:.":\n  version: 0.0.0-use.local\n  resolution: "x@workspace:."\n  linkType: soft\n`;
    const { problems } = parse(text, { name: 'x', dependencies: { a: '^1.0.0' } });
    expect(problems).toMatchObject([{ code: 'NOT_RESOLVED', path: 'package.json' }]);
  });

  it.each([
    ['a newer version', `${metadata(99)}${entry('a', '1.0.0')}`, 'UNKNOWN_VERSION', 1],
    ['a version that is none', `${metadata('x')}${entry('a', '1.0.0')}`, 'UNKNOWN_VERSION', 1],
    ['a line that is none', `${metadata(8)}${entry('a', '1.0.0')}{}\n  x: 1\n`, 'BAD_ENTRY', 11],
    [
      'a text that is cut',
      `${metadata(8)}${entry('a', '1.0.0')}"b@npm:^2.0.0":\n  version: 2.0`,
      'TRUNCATED',
      11,
    ],
    [
      'an entry without a resolution',
      `${metadata(8)}${entry('a', '1.0.0')}"b@npm:1":\n  version: 1.0.0\n  linkType: hard\n`,
      'BAD_ENTRY',
      11,
    ],
    [
      'an entry without a version',
      `${metadata(8)}${entry('a', '1.0.0')}"b@npm:1":\n  resolution: "b@npm:1.0.0"\n  linkType: hard\n`,
      'BAD_ENTRY',
      11,
    ],
    [
      'an entry that stands twice',
      `${metadata(8)}${entry('a', '1.0.0')}${entry('a', '1.0.0')}`,
      'BAD_ENTRY',
      11,
    ],
    ['no name', `${metadata(8)}${entry('a', '1.0.0')}${entry('../b', '1.0.0')}`, 'BAD_ENTRY', 11],
  ])('with %s gives a problem, and the rest counts', (_title, text, code, line) => {
    const { packages, problems } = parse(text);
    expect(problems).toMatchObject([{ code, line, path: 'yarn.lock' }]);
    const found = packages.filter(({ source }) => source === 'REGISTRY');
    expect(found.map((item) => `${item.name}@${item.version}`)).toEqual(['a@1.0.0']);
  });

  it('of metadata alone holds nothing', () => {
    expect(parse('__metadata:\n  version: 8')).toMatchObject({ packages: [], problems: [] });
  });

  it('keeps odd names apart from what objects inherit', () => {
    const names = ['__proto__', 'constructor', 'toString'];
    const text = names
      .map((name) => entry(name, '1.0.0', '  dependencies:\n    __proto__: "npm:^1.0.0"\n'))
      .join('');
    const inventory = parse(metadata(8) + text);
    expect(inventory.problems).toEqual([]);
    expect(edgesOf(inventory, 'toString@npm:1.0.0')).toEqual([
      '__proto__@^1.0.0 RUNTIME __proto__@npm:1.0.0',
    ]);
  });

  it('gives an inventory for any lines at all', () => {
    const line = fc.tuple(
      fc.constantFrom('', '  ', '    ', '      '),
      fc.oneof(
        fc.constantFrom(
          '"a@npm:1":',
          '"a@workspace:.":',
          'version: 1.0.0',
          'resolution: "a@npm:1.0.0"',
          'resolution: "a@workspace:."',
          'resolution: "a@patch:a@npm%3A1.0.0#x"',
          'resolution: "a@patch:%"',
          'dependencies:',
          'peerDependencies:',
          'a: "npm:1"',
          '? "a@npm:1"',
          ':',
          '- x',
        ),
        fc.string({ unit: 'binary' }),
      ),
    );
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const text = metadata(8) + lines.map((parts) => parts.join('')).join('\n');
        const { packages } = parse(text, { dependencies: { a: '1' }, resolutions: { 'a/a@1': '1', '': '' } });
        for (const { target } of packages.flatMap(({ requires }) => requires))
          if (target !== null) expect(packages[target]).toBeDefined();
        expect(new Set(packages.map(({ location }) => location)).size).toBe(packages.length);
      }),
    );
  });

  it('of 10 MB is read within two seconds', () => {
    const entries: string[] = [metadata(8)];
    for (let index = 0, length = 0; length < 10_000_000; index += 1) {
      const name = `@scope/package-${index}`;
      const text = `"${name}@npm:^1.0.0, ${name}@npm:^1.${index}.0":\n  version: 1.${index}.0\n  resolution: "${name}@npm:1.${index}.0"\n  dependencies:\n    "@scope/package-${index + 1}": "npm:^1.0.0"\n    "@scope/package-${index >> 1}": "npm:^1.0.0"\n  peerDependencies:\n    "@scope/package-${index >> 2}": ^1.0.0\n  bin:\n    x: bin/x.js\n  checksum: 10c0/${'a'.repeat(128)}\n  languageName: node\n  linkType: hard\n\n`;
      entries.push(text);
      length += text.length;
    }
    const text = entries.join('');
    expect(fastestRun(() => parse(text), 2000)).toBeLessThan(2000);
    expect(parse(text).packages.length).toBe(entries.length);
  });

  it.each([
    ['one very long key', `"${'a@npm:1, '.repeat(1_000_000)}":\n  version: 1`],
    [
      'very many patches',
      Array.from(
        { length: 40_000 },
        (_, index) =>
          `"a@patch:${index}":\n  version: 1.0.0\n  resolution: "a@patch:a@npm%3A1.0.0#${index}"\n`,
      ).join('\n'),
    ],
    ['blanks', `"a@npm:1":\n  version:${' '.repeat(10_000_000)}x`],
    ['very many faults', '!\n'.repeat(5_000_000)],
    ['colons', ': '.repeat(5_000_000)],
  ])('of %s is read in time', (_title, text) => {
    const read = () => parse(metadata(8) + text, { resolutions: { a: '1' } });
    expect(read().path).toBe('yarn.lock');
    expect(fastestRun(read, 2000)).toBeLessThan(2000);
  });
});
