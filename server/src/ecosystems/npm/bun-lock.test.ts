import fc from 'fast-check';
import { join } from 'node:path';
import { fastestRun } from '../../../test/fastest.js';
import { readInventories } from '../../../test/repository-fixture.js';
import type { Inventory } from '../../inventory/inventory.js';
import { npm } from './index.js';
import { plainJson } from './jsonc.js';

const FIXTURE = join(__dirname, 'fixtures/bun-workspaces');

function parse(text: string, manifest?: unknown): Inventory {
  const files = [{ path: 'bun.lock', text }];
  if (manifest !== undefined) files.push({ path: 'package.json', text: JSON.stringify(manifest) });
  return npm.parse({ ecosystem: 'npm', path: 'bun.lock', inputs: files.map(({ path }) => path) }, files);
}

function edgesOf(inventory: Inventory, location: string): readonly string[] {
  const item = inventory.packages.find((one) => one.location === location);
  return (item?.requires ?? []).map(
    ({ name, range, kind, target }) =>
      `${name}@${range} ${kind} ${target === null ? 'nothing' : (inventory.packages[target]?.location ?? '?')}`,
  );
}

describe('a bun.lock with workspaces', () => {
  const [read] = readInventories(npm, FIXTURE);
  if (read === undefined) throw new Error('the fixture is no group');
  const { inventory } = read;

  it('gives every copy, its real name, its version and its source', () => {
    expect(inventory).toMatchObject({
      path: 'bun.lock',
      format: 'bun.lock v1',
      isLocked: true,
      problems: [],
    });
    expect(
      inventory.packages.map((item) => `${item.source} ${item.name} ${item.version} at ${item.location}`),
    ).toEqual([
      'ROOT bun-shop  at ',
      'WORKSPACE @shop/api 1.0.0 at workspace:packages/api',
      'WORKSPACE site  at workspace:packages/site',
      'REGISTRY ms 2.0.0 at @shop/api/ms',
      'REGISTRY ansi-styles 4.3.0 at ansi',
      'REGISTRY chalk 4.1.2 at chalk',
      'REGISTRY debug 4.3.7 at debug',
      'GIT from-git  at from-git',
      'REGISTRY fsevents 2.3.3 at fsevents',
      'REGISTRY hooks 1.2.0 at hooks',
      'REGISTRY inner 1.0.0 at inner',
      'REGISTRY ms 2.1.3 at ms',
      'REGISTRY react 18.3.1 at react',
    ]);
    expect(inventory.packages.filter(({ isBundled }) => isBundled).map(({ name }) => name)).toEqual([
      'inner',
    ]);
  });

  it('resolves from the inside out, through workspaces and catalogs', () => {
    expect(edgesOf(inventory, 'workspace:packages/api')).toEqual(['ms@2.0.0 RUNTIME @shop/api/ms']);
    expect(edgesOf(inventory, 'workspace:packages/site')).toEqual([
      '@shop/api@workspace:* RUNTIME workspace:packages/api',
      'hooks@^1.0.0 RUNTIME hooks',
      'fsevents@^2.3.0 OPTIONAL fsevents',
    ]);
    expect(edgesOf(inventory, 'debug')).toEqual(['ms@^2.1.3 RUNTIME ms']);
    expect(edgesOf(inventory, 'chalk')).toEqual([
      'ansi@npm:ansi-styles@^4.1.0 RUNTIME ansi',
      'from-git@team/from-git RUNTIME from-git',
    ]);
  });

  it('tells why each package is there', () => {
    expect(
      inventory.packages
        .slice(3)
        .map((item) => `${item.location} ${item.scope}${item.isDirect ? ' direct' : ''}`),
    ).toEqual([
      '@shop/api/ms RUNTIME direct',
      'ansi DEVELOPMENT',
      'chalk DEVELOPMENT direct',
      'debug RUNTIME direct',
      'from-git DEVELOPMENT',
      'fsevents OPTIONAL direct',
      'hooks RUNTIME direct',
      'inner DEVELOPMENT',
      'ms RUNTIME',
      'react PEER',
    ]);
  });
});

describe('a bun.lock', () => {
  const lock = (packages: string, rest = ''): string =>
    `{\n"lockfileVersion": 1,${rest}\n"workspaces": {"": {"dependencies": {"a": "1"}}},\n"packages": {\n${packages}\n}}`;
  const a = '"a": ["a@1.0.0", "", {}, ""],';

  it.each([
    ['1.0.0', 'REGISTRY', '1.0.0'],
    ['github:team/a#0123abc', 'GIT', ''],
    ['git+ssh://git@git.example/team/a.git#0123abc', 'GIT', ''],
    ['https://files.example/a.tgz', 'TARBALL', ''],
    ['vendor/a.tgz', 'FILE', ''],
    ['./a.tgz', 'FILE', ''],
    ['file:libs/a', 'FILE', ''],
    ['link:a', 'FILE', ''],
    ['workspace:gone', 'WORKSPACE', ''],
  ])('reads the resolution %s as %s', (resolution, source, version) => {
    const inventory = parse(lock(`"a": ["a@${resolution}", {}],`));
    expect(inventory.problems).toEqual([]);
    expect(inventory.packages[1]).toMatchObject({ name: 'a', source, version });
  });

  it('points back to the root', () => {
    expect(edgesOf(parse(lock('"a": ["a@root:", {}],')), '')).toEqual(['a@1 RUNTIME ']);
  });

  it('without workspaces takes what package.json asks for', () => {
    const inventory = parse(`{"lockfileVersion": 0, "packages": {${a}}}`, { devDependencies: { a: '1' } });
    expect(inventory.packages.find(({ name }) => name === 'a')).toMatchObject({
      scope: 'DEVELOPMENT',
      isDirect: true,
    });
  });

  it('takes what a package needs for its own development for nothing', () => {
    const inventory = parse(
      lock('"a": ["a@file:a", {"devDependencies": {"b": "1"}}], "b": ["b@1.0.0", "", {}, ""],'),
    );
    expect(edgesOf(inventory, 'a')).toEqual([]);
  });

  it('takes no optional peer for a reason, and bounds what a named catalog says', () => {
    const rest = '\n"catalogs": {"old": {"b": "^1"}},';
    const inventory = parse(
      lock(
        '"a": ["a@1.0.0", "", {"peerDependencies": {"b": "catalog:old", "c": "catalog:none"}, "optionalPeers": ["b"]}, ""], "b": ["b@1.0.0", "", {}, ""],',
        rest,
      ),
    );
    expect(edgesOf(inventory, 'a')).toEqual(['b@^1 PEER b', 'c@catalog:none PEER nothing']);
    expect(inventory.packages.find(({ name }) => name === 'b')?.scope).toBe('RUNTIME');
  });

  it.each([
    ['a newer version', lock(a).replace('Version": 1', 'Version": 2'), 'UNKNOWN_VERSION', 2],
    ['an entry that is no list', lock(`${a}\n"b": {},`), 'BAD_ENTRY', 6],
    ['an entry without a version', lock(`${a}\n"b": ["b"],`), 'BAD_ENTRY', 6],
    ['a key that is no place', lock(`${a}\n"@b": ["b@1.0.0"],`), 'BAD_ENTRY', 6],
    ['a place that is too deep', lock(`${a}\n"${'b/'.repeat(100)}b": ["b@1.0.0"],`), 'BAD_ENTRY', 6],
    [
      'a range that is no text',
      lock(`${a}\n"b": ["b@file:b", "", {"dependencies": {"c": 1}}],`),
      'BAD_ENTRY',
      6,
    ],
    ['packages that are none', lock(a).replace('{\n"a"', '1, "other": {\n"a"'), 'BAD_ENTRY', 4],
    ['a cut text', lock(`${a}\n"b": ["b@1.0.`), 'TRUNCATED', 7],
    [
      'a merge conflict',
      lock(`<<<<<<< ours\n${a}\n=======\n"a": ["a@2.0.0"],\n>>>>>>> theirs`),
      'MERGE_CONFLICT',
      5,
    ],
  ])('with %s gives a problem, and the rest counts', (_title, text, code, line) => {
    const { packages, problems } = parse(text);
    expect(problems).toMatchObject([{ code, line, path: 'bun.lock' }]);
    const found = packages.filter(({ source }) => source === 'REGISTRY');
    expect(found.map((item) => `${item.name}@${item.version}`)).toEqual(
      text.includes('"other"') ? [] : ['a@1.0.0'],
    );
  });

  it('keeps odd names apart from what objects inherit', () => {
    const names = ['__proto__', 'constructor', 'toString'];
    const entries = names.map(
      (name) => `"${name}": ["${name}@1.0.0", "", {"dependencies": {"__proto__": "1"}}, ""],`,
    );
    const inventory = parse(lock(entries.join('\n')));
    expect(inventory.problems).toEqual([]);
    expect(edgesOf(inventory, 'toString')).toEqual(['__proto__@1 RUNTIME __proto__']);
  });

  it('gives an inventory for any JSON at all', () => {
    const key = fc.oneof(fc.constantFrom('', 'a', 'a/b', '@s/a/b', '__proto__', 'packages/x'), fc.string());
    const info = fc.dictionary(
      fc.constantFrom('name', 'version', 'dependencies', 'peerDependencies', 'optionalPeers', 'bundled'),
      fc.oneof(fc.jsonValue(), fc.dictionary(key, fc.string())),
    );
    const tuple = fc.array(
      fc.oneof(
        fc.constantFrom('a@1.0.0', 'a@workspace:packages/x', 'a@root:', 'b@file:x'),
        info,
        fc.jsonValue(),
      ),
    );
    const value = fc.record(
      {
        lockfileVersion: fc.constantFrom(0, 1, 2, 'x'),
        workspaces: fc.dictionary(key, fc.oneof(info, fc.jsonValue())),
        packages: fc.dictionary(key, fc.oneof(tuple, fc.jsonValue())),
        catalog: fc.dictionary(key, fc.jsonValue()),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(value, (any) => {
        const { packages } = parse(JSON.stringify(any), { dependencies: { a: '1' } });
        for (const { target } of packages.flatMap(({ requires }) => requires))
          if (target !== null) expect(packages[target]).toBeDefined();
        expect(new Set(packages.map(({ location }) => location)).size).toBe(packages.length);
      }),
    );
  });

  it('of 10 MB is read within two seconds', () => {
    const entries: string[] = [];
    for (let index = 0, length = 0; length < 10_000_000; index += 1) {
      const text = `"@scope/package-${index}": ["@scope/package-${index}@1.${index}.0", "", { "dependencies": { "@scope/package-${index + 1}": "^1.0.0", "@scope/package-${index >> 1}": "^1.0.0" }, }, "sha512-${'A'.repeat(86)}=="],\n\n`;
      entries.push(text);
      length += text.length;
    }
    const text = lock(entries.join(''));
    expect(fastestRun(() => parse(text), 2000)).toBeLessThan(2000);
    expect(parse(text).packages.length).toBe(entries.length + 1);
  });
});

describe('JSON with comments and trailing commas', () => {
  it.each([
    ['{"a": [1, 2, ], }', '{"a": [1, 2  ]  }'],
    ['{"a": ",}", }', '{"a": ",}"  }'],
    ['{"a": "\\",}",}', '{"a": "\\",}" }'],
    ['{\n// ,}\n"a": 1 /* , */, // x\n}', '{\n     \n"a": 1              \n}'],
    ['[1, /* } */ /* ] */ ]', '[1                  ]'],
    ['[/* open', '[       '],
    ['["open,}', '["open,}'],
    ['/,/', '/,/'],
    ['', ''],
  ])('%j becomes %j', (text, expected) => {
    expect(plainJson(text)).toBe(expected);
  });

  it('that has neither stays as it is', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(plainJson(text)).toBe(text);
      }),
    );
  });

  it('keeps its length and lines whatever it is, and stays linear', () => {
    const part = fc.oneof(fc.constantFrom(',', '}', ']', '/*', '*/', '//', '\n', '"', '\\'), fc.string());
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        const text = parts.join('');
        expect(plainJson(text)).toHaveLength(text.length);
        expect(plainJson(text).split('\n')).toHaveLength(text.split('\n').length);
      }),
    );
    const hostile = [',/**/'.repeat(200_000), `,${'/**/'.repeat(200_000)}}`, ',}'.repeat(500_000)];
    for (const text of hostile) {
      expect(plainJson(text)).toHaveLength(text.length);
      expect(fastestRun(() => plainJson(text), 1000)).toBeLessThan(1000);
    }
  });
});
