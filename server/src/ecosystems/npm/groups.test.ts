import fc from 'fast-check';
import { groupManifests } from './groups.js';

describe('groupManifests', () => {
  it.each([
    [
      'a lock takes the manifests beside and below it',
      ['package.json', 'package-lock.json', 'packages/a/package.json', 'src/index.js'],
      { 'package-lock.json': ['package-lock.json', 'package.json', 'packages/a/package.json'] },
    ],
    [
      'a nearer lock takes its own manifests',
      [
        'package-lock.json',
        'package.json',
        'web/package.json',
        'web/package-lock.json',
        'web/x/package.json',
      ],
      {
        'package-lock.json': ['package-lock.json', 'package.json'],
        'web/package-lock.json': ['web/package-lock.json', 'web/package.json', 'web/x/package.json'],
      },
    ],
    [
      'a manifest without a lock is alone',
      ['a/package.json', 'b/package.json'],
      { 'a/package.json': ['a/package.json'], 'b/package.json': ['b/package.json'] },
    ],
    [
      'npm-shrinkwrap.json wins',
      ['package.json', 'package-lock.json', 'npm-shrinkwrap.json'],
      { 'npm-shrinkwrap.json': ['npm-shrinkwrap.json', 'package.json'] },
    ],
    ['a lock alone is a group', ['x/package-lock.json'], { 'x/package-lock.json': ['x/package-lock.json'] }],
    [
      'a lock of another package manager takes its manifests',
      ['package.json', 'yarn.lock', 'p/package.json'],
      { 'yarn.lock': ['p/package.json', 'package.json', 'yarn.lock'] },
    ],
    [
      "beside npm's own lock it stands alone, so that it is named",
      ['package.json', 'package-lock.json', 'yarn.lock'],
      { 'package-lock.json': ['package-lock.json', 'package.json'], 'yarn.lock': ['yarn.lock'] },
    ],
    [
      'of two of other package managers the first takes the manifests',
      ['package.json', 'bun.lock', 'pnpm-lock.yaml'],
      { 'bun.lock': ['bun.lock'], 'pnpm-lock.yaml': ['package.json', 'pnpm-lock.yaml'] },
    ],
    [
      'a lock that cannot be read takes none',
      ['package.json', 'bun.lockb', 'p/package.json'],
      {
        'bun.lockb': ['bun.lockb'],
        'package.json': ['package.json'],
        'p/package.json': ['p/package.json'],
      },
    ],
    [
      'a lock that can be read beside it takes them all',
      ['package.json', 'bun.lockb', 'bun.lock'],
      { 'bun.lock': ['bun.lock', 'package.json'], 'bun.lockb': ['bun.lockb'] },
    ],
    [
      'installed folders and impossible paths are passed over',
      [
        'node_modules/a/package.json',
        'x/bower_components/b/package.json',
        '../package.json',
        '/package.json',
        'a//package.json',
        'a/./package.json',
        'nul\0/package.json',
        `${'d/'.repeat(3000)}package.json`,
        'package.json.bak',
        'Package.json',
      ],
      {},
    ],
    [
      'test fixtures count',
      ['test/fixtures/package.json'],
      { 'test/fixtures/package.json': ['test/fixtures/package.json'] },
    ],
    [
      'odd names are only names',
      ['__proto__/package.json', 'constructor/package-lock.json'],
      {
        '__proto__/package.json': ['__proto__/package.json'],
        'constructor/package-lock.json': ['constructor/package-lock.json'],
      },
    ],
    [
      'a path given twice counts once',
      ['package.json', 'package.json'],
      { 'package.json': ['package.json'] },
    ],
  ])('%s', (_title, paths, expected) => {
    const groups = groupManifests(paths);
    expect(Object.fromEntries(groups.map((group) => [group.path, group.inputs]))).toEqual(expected);
  });

  it('puts every manifest into exactly one group, whatever the order of the paths', () => {
    const folder = fc.constantFrom('', 'a/', 'a/b/', 'c/', 'a/b/d/');
    const file = fc.constantFrom(
      'package.json',
      'package-lock.json',
      'yarn.lock',
      'bun.lockb',
      'npm-shrinkwrap.json',
      'README.md',
    );
    const path = fc.tuple(folder, file).map(([at, name]) => at + name);
    fc.assert(
      fc.property(fc.uniqueArray(path), (paths) => {
        const groups = groupManifests(paths);
        expect(groupManifests(paths.toReversed())).toEqual(groups);
        const members = groups
          .flatMap((group) => group.inputs)
          .filter((input) => input.endsWith('package.json'));
        expect(members.toSorted()).toEqual(
          paths.filter((input) => input.endsWith('package.json')).toSorted(),
        );
        for (const group of groups) expect(group.inputs).toContain(group.path);
      }),
    );
  });
});
