import fc from 'fast-check';
import type { RangeChange } from '../ecosystem.js';
import { pub } from './index.js';

const PUBSPEC = [
  'name: shop # ^1.2.3',
  'dependencies:',
  '  plain:   ^1.2.3   # why',
  "  single: '>=1.0.0 <2.0.0'",
  '  double: ">=1.0.0 <2.0.0"',
  '  upper: <2.0.0',
  '  exact: 1.2.3',
  '  hosted: { hosted: https://packages.example, version: ^1.2.3 }',
  '  elsewhere:',
  '    hosted: https://packages.example',
  '    version: ^1.2.3',
  '  git_one:',
  '    git: https://git.example/a.git',
  '  named: &one ^1.2.3',
  '  same: *one',
  '  block: |-',
  '    ^1.2.3',
  'dev_dependencies:',
  '  plain: ^1.2.3',
  'dependency_overrides:',
  '  exact: 1.2.9',
].join('\n');

function edit(change: Partial<RangeChange>, text = PUBSPEC): string {
  const range = { manifestPath: 'pubspec.yaml', name: 'plain', from: '^1.2.3', range: '^2.0.0', ...change };
  const result = pub.edit([{ path: 'pubspec.yaml', text }], { versions: [], ranges: [range], forces: [] });
  return result.kind === 'refused' ? `refused: ${result.reason}` : (result.files[0]?.text ?? text);
}

it.each<[string, Partial<RangeChange>, readonly (readonly [string, string])[]]>([
  [
    'wherever it is declared so',
    {},
    [
      ['  plain:   ^1.2.3   # why', '  plain:   ^2.0.0   # why'],
      ['\n  plain: ^1.2.3', '\n  plain: ^2.0.0'],
    ],
  ],
  [
    'in single quotes',
    { name: 'single', from: '>=1.0.0 <2.0.0', range: '>=2.1.0 <3.0.0' },
    [["'>=1.0.0 <2.0.0'", "'>=2.1.0 <3.0.0'"]],
  ],
  [
    'in double quotes',
    { name: 'double', from: '>=1.0.0 <2.0.0', range: '>=2.1.0 <3.0.0' },
    [['">=1.0.0 <2.0.0"', '">=2.1.0 <3.0.0"']],
  ],
  [
    'with quotes where YAML needs them',
    { name: 'upper', from: '<2.0.0', range: '>=2.1.0 <3.0.0' },
    [['upper: <2.0.0', 'upper: ">=2.1.0 <3.0.0"']],
  ],
  ['of an override', { name: 'exact', from: '1.2.9', range: '1.3.0' }, [['1.2.9', '1.3.0']]],
  ['in a map on one line', { name: 'hosted' }, [['version: ^1.2.3 }', 'version: ^2.0.0 }']]],
  ['in a map', { name: 'elsewhere', manifestPath: null }, [['    version: ^1.2.3', '    version: ^2.0.0']]],
])('rewrites a constraint %s', (_, change, replaced) => {
  const expected = replaced.reduce((text, [before, now]) => text.replace(before, () => now), PUBSPEC);
  expect(edit(change)).toBe(expected);
  expect(edit(change, expected)).toBe(expected);
  const windows = (text: string) => `\ufeff${text.replaceAll('\n', '\r\n')}`;
  expect(edit(change, windows(PUBSPEC))).toBe(windows(expected));
});

it.each<[string, Partial<RangeChange>, string]>([
  ['another range', { from: '^1.0.0' }, 'does not ask for it by ^1.0.0'],
  ['nothing', { name: 'none' }, 'does not ask for it'],
  ['a git repository', { name: 'git_one' }, 'does not ask for it'],
  ['an anchor', { name: 'named' }, 'others refer to it'],
  ['a reference', { name: 'same' }, 'does not ask for it'],
  ['a block', { name: 'block' }, 'block of text'],
  ['a range that is none', { range: '^2.0.0\nx: 1' }, 'none that pub could read'],
  ['another file', { manifestPath: 'a/pubspec.yaml' }, 'no pubspec.yaml that declares it'],
])('refuses %s', (_, change, reason) => {
  expect(edit(change)).toContain('refused: ');
  expect(edit(change)).toContain(reason);
});

it.each([`${PUBSPEC}\n  exact: 1.2.8`, '{', '<<<<<<< a\na: 1\n=======\nb: 1\n>>>>>>> b\n'])(
  'refuses what is no YAML for certain: %#',
  (text) => {
    expect(edit({}, text)).toContain('is not YAML that could be edited');
  },
);

it('leaves a lock alone, and what it locks', () => {
  const files = [
    { path: 'pubspec.yaml', text: PUBSPEC },
    { path: 'pubspec.lock', text: 'packages:\n' },
  ];
  const ranges = [{ manifestPath: 'pubspec.yaml', name: 'plain', from: '^1.2.3', range: '^2.0.0' }];
  expect(pub.edit(files, { versions: [], ranges, forces: [] })).toMatchObject({ kind: 'refused' });
  const abilities = pub.abilities({ path: 'pubspec.lock', format: 'pubspec.lock', isLocked: true });
  expect(abilities).toMatchObject({ versions: false, ranges: false, whyNot: expect.stringMatching(/\.$/) });
});

it('says which file declares what an own package asks for', () => {
  expect(pub.manifestOf({ path: 'a/pubspec.lock' }, { location: '', source: 'ROOT' })).toBe('a/pubspec.yaml');
  const member = { location: 'a/tool/pubspec.yaml', source: 'WORKSPACE' } as const;
  expect(pub.manifestOf({ path: 'a/pubspec.lock' }, member)).toBe('a/tool/pubspec.yaml');
});

it.each([
  ['^1.2.3', '1.3.0', '^1.2.3'],
  ['^1.2.3', '2.0.1', '^2.0.1'],
  ['1.2.3', '1.2.4', '1.2.4'],
  ['1.2.3', '1.2.3+1', '1.2.3+1'],
  ['any', '9.0.0', 'any'],
  ['>=1.2.0 <2.0.0', '1.9.0', '>=1.2.0 <2.0.0'],
  ['>=1.2.0 <2.0.0', '2.1.0', '>=2.1.0 <3.0.0'],
  ['>=0.12.0 <0.13.0', '0.14.2', '>=0.14.2 <0.15.0'],
  ['>= 1.2.0 < 2.0.0', '2.1.0', '>= 2.1.0 < 3.0.0'],
  ['>2.0.0', '1.5.0', '>=1.5.0'],
  ['<=1.0.0', '1.5.0', '<=1.5.0'],
  ['', '1.0.0', null],
  ['^1.2.3', 'one', null],
  ['some', '1.0.0', null],
])('raises %j to %s: %j', (range, to, expected) => {
  expect(pub.raiseRange(range, to)).toBe(expected);
});

it('gives a range that admits the version, and that stays as it is when it is raised again', () => {
  const version = fc.tuple(fc.nat(9), fc.nat(9), fc.nat(9)).map((numbers) => numbers.join('.'));
  const part = fc.tuple(fc.constantFrom('', '^', '>=', '>', '<', '<='), version).map((both) => both.join(''));
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 3 }), version, (parts, to) => {
      const raised = pub.raiseRange(parts.join(' '), to);
      if (raised === null) return;
      expect(pub.satisfies(to, raised)).toBe(true);
      expect(pub.raiseRange(raised, to)).toBe(raised);
    }),
  );
});
