import { join } from 'node:path';
import { fastestRun } from '../../../test/fastest.js';
import { readInventories } from '../../../test/repository-fixture.js';
import { shortestPaths } from '../../inventory/graph.js';
import type { Inventory } from '../../inventory/inventory.js';
import { rubygems } from './index.js';

function readFixture(name: string): Inventory {
  const [sample] = readInventories(rubygems, join(__dirname, 'fixtures', name));
  if (sample === undefined) throw new Error(`no group in ${name}`);
  return sample.inventory;
}

function readLockText(text: string): Inventory {
  return rubygems.parse({ ecosystem: 'RubyGems', path: 'Gemfile.lock', inputs: ['Gemfile.lock'] }, [
    { path: 'Gemfile.lock', text },
  ]);
}

function listed({ packages }: Inventory): readonly string[] {
  return packages.map(({ name, version, source, scope, isDirect }) =>
    [`${name}@${version}`, source, scope, isDirect ? 'direct' : ''].join(' ').trimEnd(),
  );
}

describe('groups', () => {
  it.each([
    [['Gemfile', 'Gemfile.lock'], ['Gemfile.lock: Gemfile Gemfile.lock']],
    [['a/gems.locked', 'a/gems.rb'], ['a/gems.locked: a/gems.locked a/gems.rb']],
    [
      ['Gemfile', 'a/Gemfile.lock'],
      ['Gemfile: Gemfile', 'a/Gemfile.lock: a/Gemfile.lock'],
    ],
    [
      ['gemfiles/x.gemfile', 'gemfiles/x.gemfile.lock'],
      ['gemfiles/x.gemfile.lock: gemfiles/x.gemfile gemfiles/x.gemfile.lock'],
    ],
    [['vendor/bundle/x/Gemfile', 'x.gemspec', 'yarn.lock', '../Gemfile'], []],
  ])('of %j', (paths, expected) => {
    expect(rubygems.groupManifests(paths).map(({ path, inputs }) => `${path}: ${inputs.join(' ')}`)).toEqual(
      expected,
    );
  });
});

describe('locks', () => {
  it('gives each gem its version, source, scope and reason', () => {
    const inventory = readFixture('web-app');
    expect(inventory).toMatchObject({ format: 'Gemfile.lock', isLocked: true, problems: [] });
    expect(listed(inventory)).toEqual([
      '@ ROOT RUNTIME',
      'audit-log@0.4.0 GIT RUNTIME direct',
      'billing@0.1.0 FILE RUNTIME direct',
      'actionpack@7.0.8 REGISTRY RUNTIME',
      'activesupport@7.0.8 REGISTRY RUNTIME',
      'ast@2.4.2 REGISTRY DEVELOPMENT',
      'capybara@3.39.2 REGISTRY TEST direct',
      'concurrent-ruby@1.2.2 REGISTRY RUNTIME',
      'debug@1.8.0 REGISTRY TEST direct',
      'diff-lcs@1.5.0 REGISTRY TEST',
      'nio4r@2.5.9 REGISTRY RUNTIME',
      'nokogiri@1.15.4 REGISTRY TEST',
      'mini_portile2@2.8.4 REGISTRY TEST',
      'parser@3.2.2.3 REGISTRY DEVELOPMENT',
      'pdf-core@0.9.0 REGISTRY RUNTIME',
      'pg@1.5.4 REGISTRY RUNTIME direct',
      'prawn@2.4.0 REGISTRY RUNTIME direct',
      'puma@6.4.0 REGISTRY RUNTIME direct',
      'racc@1.7.1 REGISTRY TEST',
      'rack@2.2.8 REGISTRY RUNTIME',
      'rails@7.0.8 REGISTRY RUNTIME direct',
      'rspec-core@3.12.2 REGISTRY TEST',
      'rspec-rails@6.0.3 REGISTRY TEST direct',
      'rubocop@1.56.3 REGISTRY DEVELOPMENT direct',
      'stackprof@0.2.25 REGISTRY DEVELOPMENT direct',
      'stackprof-webnav@1.0.3 REGISTRY DEVELOPMENT direct',
    ]);
    const rack = inventory.packages.findIndex(({ name }) => name === 'rack');
    expect(shortestPaths(inventory, rack)[0]).toEqual(['capybara@3.39.2', 'rack@2.2.8']);
    expect(inventory.packages[0]?.requires).toContainEqual({
      name: 'puma',
      range: '>= 5.0, < 7',
      kind: 'RUNTIME',
      target: inventory.packages.findIndex(({ name }) => name === 'puma'),
    });
  });

  it("takes the gem beside the Gemfile for the project's own, and each platform's version for an answer", () => {
    const inventory = readFixture('gem-project');
    expect(inventory.problems).toEqual([]);
    expect(listed(inventory)).toEqual([
      '@ ROOT RUNTIME',
      'tide-tables@1.4.0 WORKSPACE RUNTIME',
      'minitest@5.20.0 REGISTRY RUNTIME direct',
      'nokogiri@1.14.5 REGISTRY RUNTIME direct',
      'nokogiri@1.15.4 REGISTRY RUNTIME direct',
      'racc@1.7.1 REGISTRY RUNTIME',
    ]);
    expect(inventory.packages[1]?.requires.map(({ target }) => target)).toEqual([3, 4]);
  });

  it('reads gems.locked with checksums and sources of plugins', () => {
    const inventory = readFixture('gems-rb');
    expect(inventory).toMatchObject({ format: 'gems.locked', problems: [] });
    expect(listed(inventory)).toEqual([
      '@ ROOT RUNTIME',
      'tokens@2.0.0 TARBALL RUNTIME direct',
      'mustermann@3.0.0 REGISTRY RUNTIME',
      'rack@2.2.8 REGISTRY RUNTIME',
      'rack-test@2.1.0 REGISTRY TEST direct',
      'sinatra@3.1.0 REGISTRY RUNTIME direct',
    ]);
  });

  it('reads our side of a merge conflict', () => {
    const inventory = readFixture('merge-conflict');
    expect(listed(inventory).slice(1)).toEqual([
      'rack@2.2.8 REGISTRY RUNTIME direct',
      'rake@13.0.6 REGISTRY RUNTIME direct',
    ]);
    expect(inventory.problems).toMatchObject([{ code: 'MERGE_CONFLICT', line: 4 }]);
  });

  it('takes what no gem asks for as asked for where the lock was cut', () => {
    const inventory = readLockText('GEM\n  specs:\n    a (1.0)\n      b (~> 2)\n    b (2.1)\n    c (3.');
    expect(listed(inventory)).toEqual([
      '@ ROOT RUNTIME',
      'a@1.0 REGISTRY RUNTIME direct',
      'b@2.1 REGISTRY RUNTIME',
    ]);
    expect(inventory.problems).toMatchObject([
      { code: 'BAD_ENTRY', line: 6 },
      { code: 'TRUNCATED', line: 6 },
    ]);
  });

  it.each(['{"a": 1}', 'not a lock\nat all', '  specs:'])('says that %j is no lock', (text) => {
    const inventory = readLockText(text);
    expect(inventory.packages).toEqual([]);
    expect(inventory.problems).toMatchObject([{ code: 'BAD_ENTRY', line: 1 }]);
  });

  it('reads Windows line ends, and names that are names of nothing else', () => {
    const inventory = readLockText(
      'GEM\r\n  specs:\r\n    __proto__ (1.0)\r\n      constructor\r\n\r\nDEPENDENCIES\r\n  __proto__\r\n',
    );
    expect(listed(inventory).slice(1)).toEqual(['__proto__@1.0 REGISTRY RUNTIME direct']);
    expect(inventory.packages[1]?.requires).toEqual([
      { name: 'constructor', range: '>= 0', kind: 'RUNTIME', target: null },
    ]);
  });

  it('reads a lock of 10 MB within 2 s', () => {
    const gems: string[] = [];
    for (let index = 0; index < 100_000; index += 1) {
      const next = (index * 7919 + 1) % 100_000;
      gems.push(
        `    generated-gem-${index} (1.${index % 50}.${index % 7})`,
        `      generated-gem-${next} (>= 1.0, < 2)`,
        `      activesupport (~> 7.0)`,
      );
    }
    const text = `GEM\n  specs:\n${gems.join('\n')}\n\nDEPENDENCIES\n  generated-gem-0\n`;
    expect(text.length).toBeGreaterThan(10_000_000);
    const read = () => readLockText(text);
    expect(read()).toMatchObject({ problems: [] });
    expect(read().packages).toHaveLength(100_001);
    expect(fastestRun(read, 2000)).toBeLessThan(2000);
  });

  it('reads hostile locks in linear time', () => {
    const variants = Array.from({ length: 40_000 }, (_, index) => `    a (${index})\n      a (>= 0)`);
    const read = () => readLockText(`GEM\n  specs:\n${variants.join('\n')}\n\nDEPENDENCIES\n  a\n`);
    expect(read()).toMatchObject({ problems: [] });
    expect(read().packages).toHaveLength(40_001);
    expect(fastestRun(read, 2000)).toBeLessThan(2000);
  });
});

describe('a Gemfile alone', () => {
  it('gives requirements as written, exact versions as versions, and says what is code', () => {
    const inventory = readFixture('gemfile-alone');
    expect(inventory).toMatchObject({ format: 'Gemfile', isLocked: false });
    expect(listed(inventory)).toEqual([
      '@ ROOT RUNTIME',
      'sinatra@~> 3.1 REGISTRY RUNTIME direct',
      'rack@2.2.8 REGISTRY RUNTIME direct',
      'puma@6.4.0 REGISTRY RUNTIME direct',
      'json@>= 0 REGISTRY RUNTIME direct',
      'tokens@>= 0 GIT RUNTIME direct',
      'rubocop@~> 1.56 REGISTRY DEVELOPMENT direct',
    ]);
    expect(inventory.problems).toMatchObject([
      { code: 'NOT_SUPPORTED', line: 10 },
      { code: 'NOT_SUPPORTED', line: 13 },
    ]);
  });
});
