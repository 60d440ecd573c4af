import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { versionFacts } from '../../registries/version-facts.js';
import type { Changes, ManifestFile, RangeChange, VersionChange } from '../ecosystem.js';
import { rubygems } from './index.js';

const HASH = 'c'.repeat(64);

interface Given {
  readonly asks?: Readonly<Record<string, string>>;
  readonly some?: Readonly<Record<string, string>>;
  readonly platforms?: readonly string[];
  readonly document?: object;
}

function moved(
  move: string,
  { asks = {}, some = {}, platforms = [''], document }: Given = {},
): VersionChange {
  const [name = '', from = '', to = ''] = move.split(' ');
  return {
    name,
    from,
    to,
    locations: [name],
    answers: new Map(),
    target: versionFacts(to, {
      dependencies: asks,
      optionalDependencies: some,
      isDetailed: true,
      document: document === undefined ? null : JSON.stringify(document),
      artifacts: platforms.map((platform) => ({
        filename: `${name}-${to}${platform === '' ? '' : `-${platform}`}.gem`,
        url: null,
        hash: `sha256:${HASH}`,
        size: null,
        uploadedAt: null,
      })),
    }),
  };
}

function ranged(name: string, from: string, range: string): RangeChange {
  return { manifestPath: 'Gemfile', name, from, range };
}

function edit(files: readonly ManifestFile[], changes: Partial<Changes>) {
  return rubygems.edit(files, { versions: [], ranges: [], forces: [], ...changes });
}

/** The text of one file after the changes, or the reason why there is none. */
function after(files: readonly ManifestFile[], path: string, changes: Partial<Changes>): string {
  const result = edit(files, changes);
  if (result.kind === 'refused') return `refused: ${result.reason}`;
  return (
    (result.files.find((file) => file.path === path) ?? files.find((file) => file.path === path))?.text ?? ''
  );
}

function fixture(name: string): readonly ManifestFile[] {
  return ['Gemfile', 'Gemfile.lock', 'gems.rb', 'gems.locked'].flatMap((path) => {
    try {
      return [{ path, text: readFileSync(join(__dirname, 'fixtures', name, path), 'utf8') }];
    } catch {
      return [];
    }
  });
}

const WEB_APP = fixture('web-app');
const LOCK = WEB_APP.find(({ path }) => path === 'Gemfile.lock')?.text ?? '';

/** Lines that are not in the other text, in their order. */
function changedLines(before: string, now: string): readonly string[] {
  const [old, fresh] = [before.split('\n'), now.split('\n')];
  return [
    ...old.filter((line) => !fresh.includes(line)).map((line) => `-${line}`),
    ...fresh.filter((line) => !old.includes(line)).map((line) => `+${line}`),
  ];
}

describe('a lock', () => {
  it.each<[string, VersionChange, readonly string[]]>([
    ['a version', moved('rack 2.2.8 2.2.9'), ['-    rack (2.2.8)', '+    rack (2.2.9)']],
    [
      'what it asks for, as Bundler writes it',
      moved('capybara 3.39.2 3.40.0', {
        asks: { rack: '>= 1.6.0', nokogiri: '>= 1.11&~> 1.11'.replace('&', ', '), racc: '>= 0' },
        some: { bundler: '>= 1.2' },
      }),
      [
        '-    capybara (3.39.2)',
        '-      nokogiri (~> 1.8)',
        '+    capybara (3.40.0)',
        '+      bundler (>= 1.2)',
        '+      nokogiri (~> 1.11, >= 1.11)',
      ],
    ],
    [
      'each build with what it asks for',
      moved('nokogiri 1.15.4 1.16.0', {
        asks: { racc: '~> 1.4' },
        some: { mini_portile2: '~> 2.8.2' },
        platforms: ['java', '', 'x86_64-linux'],
        document: { '': { racc: '~> 1.4', mini_portile2: '~> 2.8.2' }, 'x86_64-linux': { racc: '~> 1.4' } },
      }),
      [
        '-    nokogiri (1.15.4)',
        '-    nokogiri (1.15.4-x86_64-linux)',
        '+    nokogiri (1.16.0)',
        '+    nokogiri (1.16.0-x86_64-linux)',
      ],
    ],
    [
      'what nothing asks for any more',
      moved('prawn 2.4.0 2.5.0'),
      ['-    pdf-core (0.9.0)', '-    prawn (2.4.0)', '-      pdf-core (~> 0.9.0)', '+    prawn (2.5.0)'],
    ],
  ])('changes %s', (_, change, expected) => {
    expect(changedLines(LOCK, after(WEB_APP, 'Gemfile.lock', { versions: [change] }))).toEqual(expected);
  });

  it('keeps its line ends, its mark and its missing last newline', () => {
    const odd = `\ufeff${LOCK.trimEnd().replaceAll('\n', '\r\n')}`;
    const files = [{ path: 'Gemfile.lock', text: odd }];
    expect(after(files, 'Gemfile.lock', { versions: [moved('rack 2.2.8 2.2.9')] })).toBe(
      odd.replace('rack (2.2.8)', 'rack (2.2.9)'),
    );
  });

  it('gets the new checksum where it states one, and none where it states none', () => {
    const files = fixture('gems-rb');
    const text = after(files, 'gems.locked', {
      versions: [
        moved('mustermann 3.0.0 3.0.1'),
        moved('rack-test 2.1.0 2.2.0', { asks: { rack: '>= 1.3' } }),
      ],
    });
    expect(text).toContain(`  mustermann (3.0.1) sha256=${HASH}\n  rack (2.2.8)\n  rack-test (2.2.0)\n`);
  });

  it.each<[string, VersionChange, string]>([
    ['nothing of it', moved('nothing 1.0 1.1'), 'the lock has no entry for it'],
    ['another version', moved('rack 2.2.7 2.2.9'), 'the lock has no entry for it'],
    ['another source', moved('billing 0.1.0 0.2.0'), 'the lock has no entry for it'],
    [
      'a platform that is not built',
      moved('nokogiri 1.15.4 1.16.0', { asks: { racc: '>= 0' }, platforms: [''] }),
      'the registry knows no build of it for the platform x86_64-linux',
    ],
    [
      'only platforms',
      moved('rack 2.2.8 2.2.9', { platforms: ['java'] }),
      'the registry knows no build of it that runs on every platform',
    ],
    [
      'a new gem',
      moved('rack 2.2.8 2.2.9', { asks: { logger: '>= 1' } }),
      'logger, which the lock does not have',
    ],
    [
      'a gem that is too old',
      moved('puma 6.4.0 6.4.1', { asks: { nio4r: '~> 3.0' } }),
      'and the lock has 2.5.9',
    ],
    ['an unreadable range', moved('rack 2.2.8 2.2.9', { asks: { racc: 'some' } }), 'could not be read'],
    ['an unreadable name', moved('rack 2.2.8 2.2.9', { asks: { 'a\n  b': '>= 0' } }), 'could not be read'],
    [
      'no details',
      { ...moved('rack 2.2.8 2.2.9'), target: versionFacts('2.2.9', {}) },
      'the registry does not say what it asks for',
    ],
  ])('is left alone for %s', (_, change, reason) => {
    expect(after(WEB_APP, 'Gemfile.lock', { versions: [change] })).toMatch(/^refused: /);
    expect(after(WEB_APP, 'Gemfile.lock', { versions: [change] })).toContain(reason);
  });

  it('is edited in time, however large it is', () => {
    const gems = (count: number, name: (index: number) => string): string =>
      `GEM\n  specs:\n    rack (1.0)\n${Array.from({ length: count }, (_, index) => `    ${name(index)} (1.${index})\n      rack (>= 1)\n`).join('')}`;
    const many = (name: (index: number) => string) => [{ path: 'Gemfile.lock', text: gems(60_000, name) }];
    const start = performance.now();
    expect(
      after(
        many((index) => `gem-${index}`),
        'Gemfile.lock',
        { versions: [moved('rack 1.0 1.1')] },
      ),
    ).toContain('    rack (1.1)\n    gem-0 (1.0)\n');
    expect(
      after(
        many(() => 'same'),
        'Gemfile.lock',
        { versions: [moved('rack 1.0 1.1')] },
      ),
    ).toContain('(1.1)');
    expect(
      after(
        many(() => 'rack'),
        'Gemfile.lock',
        { versions: [moved('rack 1.0 1.1')] },
      ),
    ).toContain('more entries');
    expect(performance.now() - start).toBeLessThan(10_000);
  });

  it('is left alone with a merge conflict', () => {
    const files = fixture('merge-conflict');
    expect(after(files, 'Gemfile.lock', { versions: [moved('rack 2.2.8 2.2.9')] })).toContain(
      'merge conflict',
    );
  });

  it('moves several gems that ask for each other', () => {
    const text = after(WEB_APP, 'Gemfile.lock', {
      versions: [
        moved('activesupport 7.0.8 7.0.9', { asks: { 'concurrent-ruby': '~> 1.0' } }),
        moved('actionpack 7.0.8 7.0.9', { asks: { activesupport: '= 7.0.9', rack: '~> 2.0' } }),
        moved('rails 7.0.8 7.0.9', { asks: { actionpack: '= 7.0.9', activesupport: '= 7.0.9' } }),
      ],
    });
    expect(text).toContain('    rails (7.0.9)\n      actionpack (= 7.0.9)\n      activesupport (= 7.0.9)\n');
  });

  it('reads back the asked versions, and nothing else moves', () => {
    const group = rubygems.groupManifests(WEB_APP.map(({ path }) => path))[0];
    if (group === undefined) throw new Error('no group');
    const before = rubygems.parse(group, WEB_APP);
    const gems = before.packages.filter(
      ({ source, requires }) => source === 'REGISTRY' && requires.length === 0,
    );
    fc.assert(
      fc.property(fc.subarray(gems, { minLength: 1 }), fc.nat(99), (chosen, patch) => {
        const versions = chosen.map(({ name, version }) => moved(`${name} ${version} 99.0.${patch}`));
        const result = edit(WEB_APP, { versions });
        if (result.kind === 'refused') throw new Error(result.reason);
        const texts = new Map(result.files.map(({ path, text }) => [path, text]));
        const now = rubygems.parse(
          group,
          WEB_APP.map(({ path, text }) => ({ path, text: texts.get(path) ?? text })),
        );
        const names = new Set(chosen.map(({ name }) => name));
        expect(now.packages).toEqual(
          before.packages.map((item) =>
            item.source === 'REGISTRY' && names.has(item.name) ? { ...item, version: `99.0.${patch}` } : item,
          ),
        );
        const expected = LOCK.split('\n').map((line) => {
          const name = /^ {4}(\S+) \(/.exec(line)?.[1] ?? '';
          return names.has(name) ? `    ${name} (99.0.${patch})` : line;
        });
        expect(texts.get('Gemfile.lock')).toBe(expected.join('\n'));
      }),
      { numRuns: 40 },
    );
  });
});

describe('a Gemfile', () => {
  it.each([
    ["gem 'x', '~> 1.2'", '~> 1.2', '~> 2.0', "gem 'x', '~> 2.0'"],
    ['gem "x", "1.2.3" # pinned', '= 1.2.3', '= 1.3.0', 'gem "x", "1.3.0" # pinned'],
    ['gem "x", "= 1.2.3"', '= 1.2.3', '= 1.3.0', 'gem "x", "= 1.3.0"'],
    ['gem "x", "1.2.3"', '1.2.3', '1.3.0', 'gem "x", "1.3.0"'],
    ["gem 'x', '< 7', '>= 5.0'", '>= 5.0, < 7', '>= 7.1, < 8', "gem 'x', '< 8', '>= 7.1'"],
    ['gem "x", "~>1.2,>=1.2.3"', '~> 1.2, >= 1.2.3', '~> 2.0, >= 2.0.1', 'gem "x", "~>2.0,>=2.0.1"'],
    [
      'gem("x", ["~> 1", "< 1.9"], require: false)',
      '~> 1, < 1.9',
      '~> 2, < 3.0',
      'gem("x", ["~> 2", "< 3.0"], require: false)',
    ],
    [
      'gem "x".freeze,\n    "~> 1".freeze, # why\n    group: :test',
      '~> 1',
      '~> 2',
      'gem "x".freeze,\n    "~> 2".freeze, # why\n    group: :test',
    ],
    ['gem "x", "~> 1", :require => "~> 1"', '~> 1', '~> 2', 'gem "x", "~> 2", :require => "~> 1"'],
    [
      'gem "xy", "~> 1"\nif a\n  gem "x", "~> 1"\nelse\n\tgem "x", "~> 1", "group": :b\nend',
      '~> 1',
      '~> 2',
      'gem "xy", "~> 1"\nif a\n  gem "x", "~> 2"\nelse\n\tgem "x", "~> 2", "group": :b\nend',
    ],
    [
      '# gem "x", "~> 1"\ngem "x", "~> 1"\n__END__\ngem "x", "~> 1"',
      '~> 1',
      '~> 2',
      '# gem "x", "~> 1"\ngem "x", "~> 2"\n__END__\ngem "x", "~> 1"',
    ],
    ['\ufeffgem "x", "~> 1"\r\n', '~> 1', '~> 2', '\ufeffgem "x", "~> 2"\r\n'],
  ])('%j: from %s to %s', (text, from, range, expected) => {
    const files = [{ path: 'Gemfile', text }];
    expect(after(files, 'Gemfile', { ranges: [ranged('x', from, range)] })).toBe(expected);
    const once = [{ path: 'Gemfile', text: expected }];
    expect(after(once, 'Gemfile', { ranges: [ranged('x', from, range)] })).toBe(expected);
  });

  it.each([
    ['gem "y", "~> 1"', 'no line of the Gemfile declares it'],
    ['gem "x"', 'another range'],
    ['gem "x", "~> 3"', 'another range'],
    ['gem "x", "~> 1", "< 2"', 'another range'],
    ['gem "x", VERSION', 'worked out by Ruby code'],
    ['gem "x", ENV.fetch("X", "~> 1")', 'worked out by Ruby code'],
    ['gem "x", "~> #{one}"', 'worked out by Ruby code'],
    ['gem "x", "~> 1" + tail', 'worked out by Ruby code'],
    ['gem "x", "~> 1"\n[1].each { gem "x", "~> 1" }', 'declared by Ruby code'],
    ['<<<<<<< a\ngem "x", "~> 1"\n=======\ngem "x", "~> 2"\n>>>>>>> b\n', 'merge conflict'],
  ])('%j is left alone', (text, reason) => {
    const result = after([{ path: 'Gemfile', text }], 'Gemfile', { ranges: [ranged('x', '~> 1', '~> 2')] });
    expect(result).toMatch(/^refused: /);
    expect(result).toContain(reason);
  });

  it('changes together with what its lock repeats of it', () => {
    const changes = {
      versions: [moved('puma 6.4.0 7.0.1', { asks: { nio4r: '~> 2.0' } }), moved('pg 1.5.4 1.5.6')],
      ranges: [ranged('puma', '>= 5.0, < 7', '>= 7.0.1, < 8'), ranged('pg', '= 1.5.4', '= 1.5.6')],
    };
    expect(after(WEB_APP, 'Gemfile', changes)).toContain(
      `gem 'puma', '>= 7.0.1', '< 8'\ngem "pg", "1.5.6", platforms: %i[ruby]`,
    );
    expect(after(WEB_APP, 'Gemfile.lock', changes)).toContain(
      '  pg (= 1.5.6)\n  prawn\n  puma (>= 7.0.1, < 8)\n',
    );
  });

  it('is not changed without its lock, nor the lock without it', () => {
    const change = { ranges: [ranged('rack', '~> 2.2', '~> 3.0')] };
    const lock = [{ path: 'Gemfile.lock', text: LOCK }];
    expect(after(lock, 'Gemfile.lock', change)).toContain('refused: there is no Gemfile');
    const disagreeing = [{ path: 'Gemfile', text: 'gem "rails", "~> 7.1.0"' }, ...lock];
    const result = after(disagreeing, 'Gemfile', { ranges: [ranged('rails', '~> 7.1.0', '~> 7.2.0')] });
    expect(result).toBe('refused: rails: the lock says that the project asks for ~> 7.0.8');
  });
});

it('says which file declares what an own package asks for', () => {
  const own = (source: 'ROOT' | 'WORKSPACE') => ({ location: 'tides', source });
  expect(rubygems.manifestOf({ path: 'a/Gemfile.lock' }, own('ROOT'))).toBe('a/Gemfile');
  expect(rubygems.manifestOf({ path: 'gems.locked' }, own('ROOT'))).toBe('gems.rb');
  expect(rubygems.manifestOf({ path: 'a/Gemfile' }, own('ROOT'))).toBe('a/Gemfile');
  expect(rubygems.manifestOf({ path: 'a/Gemfile.lock' }, own('WORKSPACE'))).toBe('a/tides.gemspec');
});
