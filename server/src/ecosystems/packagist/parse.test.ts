import { join } from 'node:path';
import { fastestRun } from '../../../test/fastest.js';
import { readInventories } from '../../../test/repository-fixture.js';
import { shortestPaths } from '../../inventory/graph.js';
import type { Inventory } from '../../inventory/inventory.js';
import { packagist } from './index.js';

function readFixture(name: string): Inventory {
  const [sample] = readInventories(packagist, join(__dirname, 'fixtures', name));
  if (sample === undefined) throw new Error(`no group in ${name}`);
  return sample.inventory;
}

function readLockText(text: string): Inventory {
  return packagist.parse({ ecosystem: 'Packagist', path: 'composer.lock', inputs: ['composer.lock'] }, [
    { path: 'composer.lock', text },
  ]);
}

function listed({ packages }: Inventory): readonly string[] {
  return packages.map(({ name, version, source, scope, isDirect }) =>
    [`${name}@${version}`, source, scope, isDirect ? 'direct' : ''].join(' ').trimEnd(),
  );
}

it.each([
  [['composer.json', 'composer.lock'], ['composer.lock: composer.json composer.lock']],
  [
    ['a/composer.json', 'composer.lock'],
    ['a/composer.json: a/composer.json', 'composer.lock: composer.lock'],
  ],
  [['vendor/x/y/composer.json', 'composer.phar', 'a/../composer.json'], []],
])('groups %j', (paths, expected) => {
  expect(packagist.groupManifests(paths).map(({ path, inputs }) => `${path}: ${inputs.join(' ')}`)).toEqual(
    expected,
  );
});

describe('locks', () => {
  it('gives each package its version, scope and reason, whoever answers for a name', () => {
    const inventory = readFixture('shop');
    expect(inventory).toMatchObject({ format: 'composer.lock', isLocked: true, problems: [] });
    expect(listed(inventory)).toEqual([
      'example/shop@ ROOT RUNTIME',
      'example/framework@v10.2.7 REGISTRY RUNTIME direct',
      'example/log@3.1.0 REGISTRY RUNTIME direct',
      'example/mailer@2.0.0-beta3 REGISTRY RUNTIME direct',
      'example/tester@9.6.11 REGISTRY DEVELOPMENT direct',
      'example/differ@dev-main REGISTRY DEVELOPMENT',
    ]);
    expect(inventory.packages[0]?.requires).toEqual([
      { name: 'example/framework', range: '^10.2', kind: 'RUNTIME', target: 1 },
      { name: 'Example/Mailer', range: '~1.4.0 || ^2.0', kind: 'RUNTIME', target: 3 },
      { name: 'psr/log-implementation', range: '^1.0', kind: 'RUNTIME', target: 2 },
      { name: 'example/tester', range: '^9.6@stable', kind: 'DEVELOPMENT', target: 4 },
      { name: 'example/gone', range: '*', kind: 'DEVELOPMENT', target: null },
    ]);
    expect(inventory.packages[1]?.requires.map(({ name, target }) => [name, target])).toEqual([
      ['example/support', 1],
      ['example/log', 2],
    ]);
    expect(shortestPaths(inventory, 5)).toEqual([['example/tester@9.6.11', 'example/differ@dev-main']]);
  });

  it('takes what no package asks for as asked for by the project where there is no composer.json', () => {
    expect(listed(readFixture('lock-alone'))).toEqual([
      '@ ROOT RUNTIME',
      'example/app-kit@1.0.0 REGISTRY RUNTIME direct',
      'example/clock@1.3.2 REGISTRY RUNTIME',
      'example/fixer@v3.22.0 REGISTRY DEVELOPMENT direct',
    ]);
  });

  it('knows folders, repositories of their own and packages described in composer.json', () => {
    expect(listed(readFixture('path-and-vcs'))).toEqual([
      'example/monolith@ ROOT RUNTIME',
      'example/archive@1.0.0 TARBALL RUNTIME direct',
      'example/forked-http@dev-fix-timeout GIT RUNTIME direct',
      'example/module@dev-main FILE RUNTIME direct',
      'example/plain@1.2.0 REGISTRY RUNTIME direct',
    ]);
  });

  it('reads a lock up to where it was cut', () => {
    const inventory = readFixture('cut-lock');
    expect(listed(inventory).slice(1)).toEqual(['example/clock@1.3.2 REGISTRY RUNTIME direct']);
    expect(inventory.problems).toMatchObject([{ code: 'TRUNCATED' }]);
  });

  it('leaves out entries without a name or a version, and reads names that are names of nothing else', () => {
    const inventory = readLockText(
      JSON.stringify({
        packages: [
          { name: 'a/b' },
          null,
          { name: 'constructor/__proto__', version: '1.0', require: { 'toString/x': '*' } },
          { name: 'constructor/__proto__', version: '1.0' },
        ],
        'packages-dev': 'none',
      }),
    );
    expect(inventory.packages.slice(1).map(({ location }) => location)).toEqual([
      'packages/constructor/__proto__',
      'packages/constructor/__proto__~2',
    ]);
    expect(inventory.problems.map(({ code, line }) => [code, line])).toEqual([
      ['BAD_ENTRY', 1],
      ['BAD_ENTRY', 1],
      ['BAD_ENTRY', 1],
    ]);
  });

  it('reads a lock of 10 MB within 2 s', () => {
    const packages = Array.from({ length: 12_000 }, (_, index) => ({
      name: `generated/package-${index}`,
      version: `v1.${index % 50}.${index % 7}`,
      source: { type: 'git', url: `https://git.example.com/generated/package-${index}.git` },
      dist: { type: 'zip', url: `https://api.example.com/package-${index}`, shasum: '' },
      require: Object.fromEntries(
        [1, 2, 3, 4].map((step) => [`generated/package-${(index * 7919 + step) % 12_000}`, '^1.0 || ^2.0']),
      ),
      description: 'A generated package. '.repeat(18),
    }));
    const text = JSON.stringify({ packages, 'packages-dev': [] }, null, 4);
    expect(text.length).toBeGreaterThan(10_000_000);
    const read = () => readLockText(text);
    expect(read()).toMatchObject({ problems: [] });
    expect(read().packages).toHaveLength(12_001);
    expect(fastestRun(read, 2000)).toBeLessThan(2000);
  });
});

describe('a composer.json alone', () => {
  it('gives constraints as written, and the version where only one is allowed', () => {
    const inventory = readFixture('manifest-alone');
    expect(inventory).toMatchObject({ format: 'composer.json', isLocked: false, problems: [] });
    expect(listed(inventory)).toEqual([
      'example/library@ ROOT RUNTIME',
      'example/http@2.4.1 REGISTRY RUNTIME direct',
      'example/cache@^1.1 || ^2.0 REGISTRY RUNTIME direct',
      'example/edge@dev-main as 1.9.0 REGISTRY RUNTIME direct',
      'example/exact@3.0.0 REGISTRY RUNTIME direct',
      'example/tester@^9.5 REGISTRY DEVELOPMENT direct',
    ]);
  });

  it('says which requirement is no text', () => {
    const text = '{\n"require": {\n"a/b": 1,\n"a/c": "1.0"}}';
    const inventory = packagist.parse(
      { ecosystem: 'Packagist', path: 'composer.json', inputs: ['composer.json'] },
      [{ path: 'composer.json', text }],
    );
    expect(inventory.problems).toMatchObject([{ code: 'BAD_ENTRY', line: 3 }]);
    expect(listed(inventory).slice(1)).toEqual(['a/c@1.0 REGISTRY RUNTIME direct']);
  });
});
