import fc from 'fast-check';
import { pinnedVersion, satisfies } from './requirements.js';
import { compareVersions, isPrerelease, isVersion, stepBetween } from './versions.js';

describe('versions of Hex packages', () => {
  it.each([
    ['1.0.0-rc.1', '1.0.0', -1],
    ['1.0.0-alpha.2', '1.0.0-alpha.10', -1],
    ['1.0.0-alpha', '1.0.0-alpha.1', -1],
    ['1.0.0+a', '1.0.0+b', 0],
    ['1.2', '0.0.1', -1],
    ['01.2.3', '0.0.1', -1],
  ])('compares %s with %s as %i', (left, right, expected) => {
    expect(Math.sign(compareVersions(left, right))).toBe(expected);
    expect(Math.sign(compareVersions(right, left))).toBe(expected === 0 ? 0 : -expected);
  });

  it.each([
    ['1.2.3', '1.2.9', 'PATCH'],
    ['1.2.3', '2.0.0-rc.1', 'PRERELEASE'],
    ['x', 'x', 'NONE'],
  ])('calls the step from %s to %s %s', (from, to, expected) => {
    expect(stepBetween(from, to)).toBe(expected);
    expect(isPrerelease(to)).toBe(expected === 'PRERELEASE');
    expect(isVersion(to)).toBe(expected !== 'NONE');
  });

  it.each([
    ['~> 2.0.0', ['2.0.0', '2.0.9'], ['2.1.0', '2.1.0-dev', '1.9.9']],
    ['~> 2.1.3-dev', ['2.1.3-dev', '2.1.9'], ['2.2.0', '2.1.2']],
    ['~> 2.0', ['2.0.0', '2.9.9', '2.9.9-rc.1'], ['3.0.0', '3.0.0-rc.1']],
    ['~>2.1', ['2.1.0'], ['2.0.9', '2.1.0-rc.1']],
    ['~> 1.11-0', ['1.11.0-rc.1', '1.12.0'], ['2.0.0']],
    ['3.3.1', ['3.3.1', '3.3.1+b'], ['3.3.2']],
    ['== 3.3.1', ['3.3.1'], ['3.3.2']],
    ['!= 1.0.0', ['1.0.1'], ['1.0.0']],
    ['>= 1.0.0 and < 2.0.0', ['1.0.0', '1.9.9'], ['2.0.0', '0.9.9']],
    ['~> 1.0 or ~> 2.0', ['1.5.0', '2.5.0'], ['3.0.0', '0.5.0']],
    ['~> 1.0 or ~> 2.0 and != 1.5.0', ['1.4.0', '2.5.0'], ['1.5.0']],
    ['> 1.0.0', ['1.0.1'], ['1.0.0']],
    ['<= 1.0.0', ['1.0.0', '1.0.0-rc.1'], ['1.0.1']],
  ])('%s takes %j and not %j', (range, inside, outside) => {
    expect(inside.filter((version) => !satisfies(version, range))).toEqual([]);
    expect(outside.filter((version) => satisfies(version, range))).toEqual([]);
  });

  it.each([
    '',
    '~> 1',
    '>= 1.0',
    '1.0.0 and',
    'and 1.0.0',
    '== == 1.0.0',
    '1.0.0 2.0.0',
    '1.0.0 or or 2.0.0',
    '^1.0.0',
  ])('takes %j for no requirement', (range) => {
    expect(satisfies('1.0.0', range)).toBe(false);
  });

  it.each([
    ['1.2.3', '1.2.3'],
    ['== 1.2.3', '1.2.3'],
    ['~> 1.2.3', null],
    ['1.2', null],
  ])('says which one version %j allows: %s', (range, expected) => {
    expect(pinnedVersion(range)).toBe(expected);
  });

  it('answers for any text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.string({ unit: fc.constantFrom(...'0123456789.<>=~! -+andor') }),
        (left, right) => {
          expect(typeof satisfies(left, right)).toBe('boolean');
          expect(typeof satisfies('1.2.3', right)).toBe('boolean');
          expect(isVersion(left) || compareVersions(left, '0.0.0') < 0).toBe(true);
        },
      ),
    );
  });
});
