import fc from 'fast-check';
import semver from 'semver';
import { raiseRange } from './raise-range.js';
import { rangeBehindAlias, satisfies } from './versions.js';

describe('raising a range', () => {
  it.each([
    ['^1.2.0', '2.3.5', '^2.3.5'],
    ['^1.2.0', '1.3.5', '^1.2.0'],
    ['^1.2', '2.3.5', '^2.3.5'],
    ['^0.2.3', '0.3.1', '^0.3.1'],
    ['~1.2', '1.3.5', '~1.3.5'],
    ['~1.2.3', '1.2.9', '~1.2.3'],
    ['~> 1.2.3', '1.3.0', '~> 1.3.0'],
    ['1.2.x', '1.3.5', '1.3.x'],
    ['1.2', '1.3.5', '1.3'],
    ['1', '2.3.5', '2'],
    ['1.x', '2.3.5', '2.x'],
    ['1.*', '2.3.5', '2.*'],
    ['1.2.3', '1.2.4', '1.2.4'],
    ['1.2.4', '1.2.4', '1.2.4'],
    ['=1.2.3', '1.2.4', '=1.2.4'],
    ['v1.2.3', '1.2.4', 'v1.2.4'],
    ['= 1.2.3', '1.2.4', '= 1.2.4'],
    ['>=1.2.0', '1.1.0', '>=1.1.0'],
    ['>=1.2.0', '1.3.0', '>=1.2.0'],
    ['>=1.2 <2', '1.3.5', '>=1.2 <2'],
    ['>=1.2 <2', '2.1.0', '>=2.1.0 <3'],
    ['>= 1.2.0 < 2.0.0', '2.1.0', '>= 2.1.0 < 3.0.0'],
    ['>=1.2.0 <2.0.0-0', '3.1.0', '>=3.1.0 <4.0.0-0'],
    ['<2', '3.1.0', '<4'],
    ['1.2.3 - 1.9.9', '2.1.0', '2.1.0 - 2.1.0'],
    ['1.2.3 - 1', '2.1.0', '2.1.0 - 2'],
    ['^1.0.0 || ^2.0.0', '3.1.0', '^3.1.0'],
    ['^2.0.0 || 1.x', '3.1.0', '^3.1.0'],
    ['^1.0.0 || ^2.0.0', '2.1.0', '^1.0.0 || ^2.0.0'],
    ['npm:real@^1.0.0', '2.0.1', 'npm:real@^2.0.1'],
    ['npm:@s/real@1.0.0', '2.0.1', 'npm:@s/real@2.0.1'],
    ['workspace:^1.2.3', '2.0.0', 'workspace:^2.0.0'],
    ['^1.4.4', '1.4.5-lts.2', '^1.4.5-lts.2'],
    ['1.4.4', '1.4.5-lts.2', '1.4.5-lts.2'],
    ['*', '2.0.0', '*'],
    ['', '2.0.0', ''],
    ['*', '2.0.0-a.1', null],
    ['1.x', '2.0.0-a.1', null],
    ['latest', '2.0.0', null],
    ['npm:real', '2.0.0', null],
    ['npm:real@latest', '2.0.0', null],
    ['workspace:*', '2.0.0', 'workspace:*'],
    ['workspace:^', '2.0.0', null],
    ['catalog:', '2.0.0', null],
    ['git+https://git.example/a.git#semver:^1.0.0', '2.0.0', null],
    ['https://files.example/a.tgz', '2.0.0', null],
    ['file:../a', '2.0.0', null],
    ['a/b', '2.0.0', null],
    ['^1.0.0', 'not a version', null],
    ['>1.0.0 >=1.1.0 <2.0.0', '2.0.0', null],
  ])('%s to %s is %s', (range, to, expected) => {
    expect(raiseRange(range, to)).toBe(expected);
  });

  const version = fc
    .tuple(fc.nat(20), fc.nat(20), fc.nat(20), fc.option(fc.constantFrom('a.1', 'rc.2', '0')))
    .map(([a, b, c, pre]) => `${a}.${b}.${c}${pre === null ? '' : `-${pre}`}`);
  const partial = fc
    .tuple(fc.nat(20), fc.nat(20), fc.nat(20), fc.constantFrom(1, 2, 3))
    .map(([a, b, c, length]) => [a, b, c].slice(0, length).join('.'));
  const alternative = fc.oneof(
    fc.tuple(fc.constantFrom('^', '~', '>=', '', '=', '> ', '<'), partial).map((parts) => parts.join('')),
    fc.tuple(partial, partial).map(([low, high]) => `>=${low} <${high}`),
    fc.tuple(partial, partial).map(([low, high]) => `${low} - ${high}`),
    partial.map((text) => `${text}.x`.split('.').slice(0, 3).join('.')),
  );
  const range = fc
    .tuple(fc.constantFrom('', 'npm:@s/a@'), fc.array(alternative, { minLength: 1, maxLength: 3 }))
    .map(([prefix, alternatives]) => prefix + alternatives.join(' || '));

  it('admits the version, begins no higher, keeps its style, and is the same when repeated', () => {
    fc.assert(
      fc.property(range, version, (text, to) => {
        const raised = raiseRange(text, to);
        if (raised === null) return;
        expect(satisfies(to, raised)).toBe(true);
        const least = semver.minVersion(rangeBehindAlias(raised));
        expect(least === null || semver.lte(least, to)).toBe(true);
        expect(raiseRange(raised, to)).toBe(raised);
        const signs = (of: string): string => rangeBehindAlias(of).replaceAll(/[^~<^]/g, '');
        expect(text.split(' || ').map(signs)).toContain(signs(raised.split(' || ')[0] ?? ''));
      }),
      { numRuns: 1000 },
    );
  });

  it('answers for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (text, to) => {
        expect([null, 'string']).toContain(raiseRange(text, to) === null ? null : 'string');
      }),
    );
    expect(raiseRange(`>=1.0.0${' '.repeat(100_000)}<2`, '2.0.0')).toBeNull();
  });
});
