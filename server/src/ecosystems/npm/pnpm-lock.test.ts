import fc from 'fast-check';
import { join } from 'node:path';
import { fastestRun } from '../../../test/fastest.js';
import { readInventories } from '../../../test/repository-fixture.js';
import { createPathFinder } from '../../inventory/graph.js';
import type { Inventory } from '../../inventory/inventory.js';
import { npm } from './index.js';

const LOCK = 'pnpm-lock.yaml';

function readFixture(name: string): Inventory {
  const [first, ...others] = readInventories(npm, join(__dirname, 'fixtures', name));
  if (first === undefined || others.length > 0) throw new Error(`${name} is not one group`);
  return first.inventory;
}

function parse(lock: string, others: Readonly<Record<string, unknown>> = {}): Inventory {
  const files = Object.entries(others).map(([path, content]) => ({
    path,
    text: typeof content === 'string' ? content : JSON.stringify(content),
  }));
  const all = [...files, { path: LOCK, text: lock }];
  return npm.parse({ ecosystem: 'npm', path: LOCK, inputs: all.map(({ path }) => path).sort() }, all);
}

const summary = (inventory: Inventory): readonly string[] =>
  inventory.packages.map((item) =>
    [
      item.location || '.',
      `${item.name}@${item.version}`,
      item.source,
      item.scope,
      ...(item.isDirect ? ['direct'] : []),
    ].join(' '),
  );

function edgesOf(inventory: Inventory, location: string): readonly string[] {
  const item = inventory.packages.find((one) => one.location === location);
  return (item?.requires ?? []).map(({ name, range, kind, target }) => {
    const found = target === null ? null : inventory.packages[target]?.location;
    return `${kind} ${name} ${range} -> ${found}`;
  });
}

const problemsOf = (inventory: Inventory): readonly string[] =>
  inventory.problems.map(({ code, path, line }) => `${code} ${path} ${line}`);

describe('locks of version 9', () => {
  const inventory = readFixture('pnpm-workspaces-v9');
  const leftPad =
    'left-pad@https://codeload.github.com/example/left-pad/tar.gz/0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c';

  it('gives the project, its workspaces, every copy, and what pnpm itself needs', () => {
    expect(inventory.problems).toEqual([]);
    expect(inventory.format).toBe('pnpm-lock.yaml 9.0');
    expect(summary(inventory)).toEqual([
      '. shop@1.0.0 ROOT RUNTIME',
      'packages/api @shop/api@0.3.0 WORKSPACE RUNTIME',
      'packages/web @shop/web@0.2.0 WORKSPACE RUNTIME',
      'env#@shop/pnpm-plugin@1.0.1 @shop/pnpm-plugin@1.0.1 REGISTRY DEVELOPMENT direct',
      'env#ms@2.1.3 ms@2.1.3 REGISTRY DEVELOPMENT',
      'env#pnpm@12.0.0 pnpm@12.0.0 REGISTRY DEVELOPMENT direct',
      'fsevents@2.3.3 fsevents@2.3.3 REGISTRY OPTIONAL direct',
      'js-tokens@4.0.0 js-tokens@4.0.0 REGISTRY RUNTIME',
      `${leftPad} left-pad@1.3.0 GIT RUNTIME direct`,
      'loose-envify@1.4.0 loose-envify@1.4.0 REGISTRY RUNTIME',
      'ms@2.1.3(patch_hash=d41d8cd98f) ms@2.1.3 REGISTRY RUNTIME direct',
      'react-dom@18.3.1(react@18.3.1) react-dom@18.3.1 REGISTRY RUNTIME direct',
      'react@17.0.2 react@17.0.2 REGISTRY RUNTIME direct',
      'react@18.3.1 react@18.3.1 REGISTRY RUNTIME direct',
      'typescript@5.4.5 typescript@5.4.5 REGISTRY DEVELOPMENT direct',
      'vendored@file:vendored(react@18.3.1) vendored@ FILE RUNTIME direct',
      'link:../tools local-tools@ FILE RUNTIME direct',
    ]);
  });

  it('keeps declared ranges: of catalogs, aliases and peers, and follows links to workspaces', () => {
    expect(edgesOf(inventory, '')).toContain('DEVELOPMENT typescript ~5.4.0 -> typescript@5.4.5');
    expect(edgesOf(inventory, 'packages/api')).toEqual([
      `RUNTIME left-pad github:example/left-pad#main -> ${leftPad}`,
      'RUNTIME ms ^2.0.0 -> ms@2.1.3(patch_hash=d41d8cd98f)',
      'RUNTIME old-react npm:react@^17.0.0 -> react@17.0.2',
      'OPTIONAL fsevents ^2.3.0 -> fsevents@2.3.3',
    ]);
    expect(edgesOf(inventory, 'packages/web')[0]).toBe('RUNTIME @shop/api workspace:^ -> packages/api');
    expect(edgesOf(inventory, 'react-dom@18.3.1(react@18.3.1)')).toEqual([
      'RUNTIME loose-envify 1.4.0 -> loose-envify@1.4.0',
      'PEER react ^18.3.1 -> react@18.3.1',
    ]);
    expect(edgesOf(inventory, 'vendored@file:vendored(react@18.3.1)')).toContain(
      'PEER @types/react * -> null',
    );
  });

  it('tells the shortest paths that bring in a package', () => {
    const index = inventory.packages.findIndex(({ name }) => name === 'js-tokens');
    expect(createPathFinder(inventory).shortestPaths(index)).toContainEqual([
      '@shop/api@0.3.0',
      'react@17.0.2',
      'loose-envify@1.4.0',
      'js-tokens@4.0.0',
    ]);
  });

  it('keeps a copy for each choice of peers, also where peers have peers', () => {
    const { packages } = parse(`lockfileVersion: '9.0'
importers:
  .:
    dependencies:
      a: {specifier: ^1.0.0, version: 1.0.0(b@1.0.0(c@1.0.0))}
packages:
  a@1.0.0: {resolution: {integrity: x}, peerDependencies: {b: '*'}}
  b@1.0.0: {resolution: {integrity: x}}
  c@1.0.0: {resolution: {integrity: x}}
  d@1.0.0: {resolution: {integrity: x}}
snapshots:
  a@1.0.0(b@1.0.0(c@1.0.0)): {dependencies: {b: 1.0.0(c@1.0.0)}}
  a@1.0.0(b@1.0.0): {dependencies: {b: 1.0.0}}
  b@1.0.0(c@1.0.0): {}
  b@1.0.0: {}
  c@1.0.0: {}
`);
    expect(packages.slice(1).map(({ location, isDirect }) => [location, isDirect])).toEqual([
      ['a@1.0.0(b@1.0.0(c@1.0.0))', true],
      ['a@1.0.0(b@1.0.0)', false],
      ['b@1.0.0(c@1.0.0)', false],
      ['b@1.0.0', false],
      ['c@1.0.0', false],
      ['d@1.0.0', false],
    ]);
  });

  it('takes no runtime for the package of the same name', () => {
    const { packages } = parse(
      "lockfileVersion: '9.0'\npackages:\n  node@runtime:22.0.0:\n    resolution: {type: variations}\n    version: 22.0.0\n",
    );
    expect(packages[1]).toMatchObject({ name: 'node', version: '22.0.0', source: 'TARBALL' });
  });

  it('reads keys of more than 1,024 characters, which stand behind a question mark', () => {
    const peers = `(${'b'.repeat(1_100)}@1.0.0)`;
    const inventory = parse(
      `lockfileVersion: '9.0'\nimporters:\n  .:\n    dependencies:\n      a:\n        specifier: ^1.0.0\n        version: 1.0.0${peers}\n` +
        `packages:\n  a@1.0.0:\n    resolution: {integrity: x}\nsnapshots:\n  ? a@1.0.0${peers}\n  : dependencies:\n      c: 1.0.0\n`,
    );
    expect(inventory.packages[1]).toMatchObject({ name: 'a', version: '1.0.0', isDirect: true });
    expect(problemsOf(inventory)).toEqual(['NOT_RESOLVED pnpm-lock.yaml 14']);
  });
});

it('reads pnpm-workspace.yaml together with the lock beside it, and nowhere else', () => {
  const paths = ['a/package.json', 'a/pnpm-lock.yaml', 'a/pnpm-workspace.yaml', 'b/pnpm-workspace.yaml'];
  expect(npm.groupManifests(paths).map(({ path, inputs }) => [path, inputs])).toEqual([
    ['a/pnpm-lock.yaml', paths.slice(0, 3)],
  ]);
});

it('reads locks of version 6: aliases, workspaces, another registry, flags', () => {
  const inventory = readFixture('pnpm-workspaces-v6');
  expect(inventory.problems).toEqual([]);
  expect(inventory.format).toBe('pnpm-lock.yaml 6.1');
  expect(summary(inventory)).toEqual([
    '. shop@ ROOT RUNTIME',
    'packages/api @shop/api@0.3.0 WORKSPACE RUNTIME',
    '/loose-envify@1.4.0 loose-envify@1.4.0 REGISTRY RUNTIME',
    '/react-dom@18.3.1(react@18.3.1) react-dom@18.3.1 REGISTRY RUNTIME direct',
    '/react@17.0.2 react@17.0.2 REGISTRY RUNTIME direct',
    '/react@18.3.1 react@18.3.1 REGISTRY PEER',
    'npm.example.com/mirrored@1.2.0 mirrored@1.2.0 REGISTRY DEVELOPMENT direct',
  ]);
});

it('reads locks of version 5: peers behind an underscore, commits, archives', () => {
  const inventory = readFixture('pnpm-app-v5');
  const commit = '0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c';
  expect(inventory.problems).toEqual([]);
  expect(inventory.format).toBe('pnpm-lock.yaml 5.4');
  expect(summary(inventory)).toEqual([
    '. app@1.0.0 ROOT RUNTIME',
    '@files.example.com/packed-2.0.0.tgz packed@2.0.0 TARBALL OPTIONAL direct',
    '/@babel/helper-plugin-utils/7.14.5 @babel/helper-plugin-utils@7.14.5 REGISTRY DEVELOPMENT direct',
    '/acorn-jsx/5.3.2_acorn@8.7.0 acorn-jsx@5.3.2 REGISTRY RUNTIME direct',
    '/acorn/8.7.0 acorn@8.7.0 REGISTRY RUNTIME direct',
    `github.com/example/forked/${commit} forked@3.1.0 GIT RUNTIME direct`,
  ]);
  expect(edgesOf(inventory, '')).toContain('RUNTIME acorn-jsx ^5.3.0 -> /acorn-jsx/5.3.2_acorn@8.7.0');
});

it.each([
  ['5', '/a/1.0.0:', 'dependencies:\n  a: 1.0.0\nspecifiers:\n  a: ^1.0.0'],
  ['5.1', '/a/1.0.0_b@2.0.0+c@3.0.0:', 'dependencies:\n  a: 1.0.0_b@2.0.0+c@3.0.0\nspecifiers:\n  a: ^1.0.0'],
  ['5.4-inlineSpecifiers', '/a/1.0.0:', 'dependencies:\n  a:\n    specifier: ^1.0.0\n    version: 1.0.0'],
  ["'6.0'", '/a@1.0.0(b@2.0.0):', 'dependencies:\n  a:\n    specifier: ^1.0.0\n    version: 1.0.0(b@2.0.0)'],
])('resolves what the project asks for in a lock of version %s', (version, key, asks) => {
  const inventory = parse(`lockfileVersion: ${version}\n${asks}\npackages:\n  ${key}\n    dev: false\n`);
  expect(inventory.problems).toEqual([]);
  expect(inventory.packages[0]?.requires).toEqual([
    { name: 'a', range: '^1.0.0', kind: 'RUNTIME', target: 1 },
  ]);
  expect(inventory.packages[1]).toMatchObject({ name: 'a', version: '1.0.0', isDirect: true });
});

it('says that it does not read shrinkwrap.yaml, and reads the declared ranges', () => {
  const inventory = readFixture('pnpm-shrinkwrap');
  expect(inventory.isLocked).toBe(false);
  expect(problemsOf(inventory)).toEqual(['NOT_SUPPORTED shrinkwrap.yaml null']);
  expect(inventory.packages.map(({ name }) => name)).toEqual(['old-app', 'ms']);
});

it('takes the range of a catalog from pnpm-workspace.yaml where the lock has none', () => {
  const lock =
    "lockfileVersion: '9.0'\nimporters:\n  .:\n    dependencies:\n      a:\n        specifier: 'catalog:'\n        version: 1.0.0\n";
  const inventory = parse(`${lock}packages:\n  a@1.0.0:\n    resolution: {integrity: x}\n`, {
    'pnpm-workspace.yaml': 'catalog:\n  a: ^1.0.0\n',
  });
  expect(inventory.packages[0]?.requires[0]?.range).toBe('^1.0.0');
});

describe('what cannot be read', () => {
  const lock = `lockfileVersion: '9.0'
importers:
  .:
    dependencies:
      a:
        specifier: ^1.0.0
        version: 1.0.0
packages:
  a@1.0.0:
    resolution: {integrity: x}
snapshots:
  a@1.0.0: {}
`;

  it.each([
    ['an unknown version', lock.replace('9.0', '10.0'), ['UNKNOWN_VERSION pnpm-lock.yaml 1'], ['a']],
    ['no version', lock.replace(/^.*\n/, ''), ['UNKNOWN_VERSION pnpm-lock.yaml null'], ['a']],
    [
      'a reference to nothing',
      lock.replace('version: 1.0.0', 'version: 2.0.0'),
      ['NOT_RESOLVED pnpm-lock.yaml 5'],
      ['a'],
    ],
    ['a key without a version', `${lock}  b: {}\n`, ['BAD_ENTRY pnpm-lock.yaml 13'], ['a']],
    ['a key that is none', `${lock}  'a/b/c@1.0.0': {}\n`, ['BAD_ENTRY pnpm-lock.yaml 13'], ['a']],
    ['a list for a map', lock.replace('{integrity: x}', '[x]'), ['BAD_ENTRY pnpm-lock.yaml 10'], ['a']],
    [
      'a dependency without a version',
      lock.replace('version: 1.0.0', 'x: y'),
      ['BAD_ENTRY pnpm-lock.yaml 5'],
      ['a'],
    ],
    ['a cut file', lock.slice(0, -2), ['TRUNCATED pnpm-lock.yaml 12'], ['a']],
    [
      'a file cut before its snapshots',
      lock.split('snapshots')[0] ?? '',
      ['TRUNCATED pnpm-lock.yaml 9'],
      ['a'],
    ],
    ['no map', '- a\n', ['NOT_YAML pnpm-lock.yaml 1'], null],
    ['nothing', '', ['NOT_YAML pnpm-lock.yaml 1'], null],
    ['binary data', '\0', ['NOT_TEXT pnpm-lock.yaml 1'], null],
  ])('is a problem with its line, and the rest counts: %s', (_name, text, problems, names) => {
    const inventory = parse(text);
    expect(problemsOf(inventory)).toEqual(problems);
    expect(inventory.packages.slice(1).map(({ name }) => name)).toEqual(names ?? []);
    expect(inventory.packages).toHaveLength(names === null ? 0 : names.length + 1);
  });

  it('says what a manifest declares and the lock does not hold', () => {
    const manifest = { dependencies: { a: '^1.0.0', b: '^2.0.0', c: 'workspace:*' } };
    expect(problemsOf(parse(lock, { 'package.json': manifest }))).toEqual(['NOT_RESOLVED package.json null']);
    const removed = `${lock}overrides:\n  b: '-'\n`;
    expect(problemsOf(parse(removed, { 'package.json': manifest }))).toEqual([]);
  });

  it('takes what the manifest declares as a peer only for a peer', () => {
    const peer = { peerDependencies: { a: '^1.0.0' } };
    expect(parse(lock, { 'package.json': peer }).packages[1]?.scope).toBe('PEER');
    const both = { ...peer, dependencies: { a: '^1.0.0' } };
    expect(parse(lock, { 'package.json': both }).packages[1]?.scope).toBe('RUNTIME');
  });

  it('says which manifests it does not cover', () => {
    const manifest = { dependencies: { a: '^1.0.0' } };
    expect(problemsOf(parse(lock, { 'tools/package.json': manifest }))).toEqual([
      'UNREADABLE tools/package.json null',
    ]);
  });

  it('takes names of the language for names', () => {
    const inventory = parse(
      "lockfileVersion: '9.0'\nimporters:\n  __proto__:\n    dependencies:\n      constructor:\n        specifier: '*'\n        version: 1.0.0\n" +
        'packages:\n  constructor@1.0.0:\n    resolution: {integrity: x}\n  toString@1.0.0:\n    version: 1.0.0\nsnapshots:\n  constructor@1.0.0: {}\n  toString@1.0.0: {}\n',
    );
    expect(inventory.problems).toEqual([]);
    expect(summary(inventory)).toEqual([
      '. @ ROOT RUNTIME',
      '__proto__ @ WORKSPACE RUNTIME',
      'constructor@1.0.0 constructor@1.0.0 REGISTRY RUNTIME direct',
      'toString@1.0.0 toString@1.0.0 REGISTRY RUNTIME',
    ]);
  });
});

it('gives an inventory for locks of any shape, its targets and locations sound', () => {
  const key = fc.oneof(
    fc.constantFrom(
      'a@1.0.0',
      'a@1.0.0(b@1.0.0)',
      '/a/1.0.0',
      '/a@1.0.0',
      'file:..',
      '.',
      'packages/a',
      '__proto__',
      '(',
    ),
    fc.string({ maxLength: 8 }),
  );
  const value = fc.oneof(
    fc.constantFrom('1.0.0', '1.0.0(b@1.0.0)', 'link:..', 'link:packages/a', 'a@1.0.0', '/a/1.0.0', ''),
    fc.jsonValue({ maxDepth: 1 }),
  );
  const section = fc.dictionary(key, fc.oneof(value, fc.record({ specifier: value, version: value })));
  const entry = fc.dictionary(
    fc.constantFrom(
      'dependencies',
      'optionalDependencies',
      'devDependencies',
      'peerDependencies',
      'resolution',
      'name',
      'version',
    ),
    fc.oneof(value, section),
  );
  const document = fc.record(
    {
      lockfileVersion: fc.constantFrom('5.3', '6.0', '9.0', '4', 'x'),
      importers: fc.dictionary(key, entry, { maxKeys: 4 }),
      packages: fc.dictionary(key, entry, { maxKeys: 4 }),
      snapshots: fc.dictionary(key, entry, { maxKeys: 4 }),
      dependencies: section,
      catalogs: section,
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(fc.array(document, { minLength: 1, maxLength: 2 }), (documents) => {
      // JSON is YAML: flow maps and quoted keys.
      const text = documents
        .map(
          (one) =>
            `---\n${Object.entries(one)
              .map(([name, part]) => `${name}: ${JSON.stringify(part)}\n`)
              .join('')}`,
        )
        .join('');
      const { packages } = parse(text);
      expect(new Set(packages.map(({ location }) => location)).size).toBe(packages.length);
      for (const { target } of packages.flatMap(({ requires }) => requires))
        if (target !== null) expect(packages[target]).toBeDefined();
    }),
    { numRuns: 150 },
  );
});

it('reads a lock of 10 MB in less than 2 s of work', () => {
  const lines = ["lockfileVersion: '9.0'", 'importers:', '  .:', '    dependencies:'];
  const count = 25_000;
  for (let index = 0; index < 20; index += 1)
    lines.push(
      `      p${index}:`,
      '        specifier: ^1.0.0',
      `        version: 1.0.0(p${index + 1}@1.0.0)`,
    );
  lines.push('packages:');
  for (let index = 0; index < count; index += 1)
    lines.push(
      `  p${index}@1.0.0:`,
      `    resolution: {integrity: sha512-${'A'.repeat(86)}==}`,
      "    engines: {node: '>=18'}",
      '    peerDependencies:',
      `      p${(index + 1) % count}: '>=1'`,
      '',
    );
  lines.push('snapshots:');
  for (let index = 0; index < count; index += 1) {
    lines.push(`  p${index}@1.0.0(p${index + 1}@1.0.0):`, '    dependencies:');
    for (const step of [1, 2, 40])
      lines.push(`      p${(index + step) % count}: 1.0.0(p${((index + step) % count) + 1}@1.0.0)`);
    lines.push('    transitivePeerDependencies:', '      - supports-color', '');
  }
  const text = lines.join('\n');
  expect(text.length).toBeGreaterThan(10_000_000);
  expect(fastestRun(() => parse(text), 2_000)).toBeLessThan(2_000);
  const inventory = parse(text);
  expect(inventory.packages).toHaveLength(count + 1);
  expect(inventory.problems).toEqual([]);
});
