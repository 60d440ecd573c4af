import fc from 'fast-check';
import { satisfies } from './constraints.js';
import { compareVersions, isPrerelease, isVersion, stepBetween } from './versions.js';

describe('versions of Dart packages', () => {
  it.each([
    ['1.0.0-dev.2', '1.0.0-dev.10', -1],
    ['1.0.0-dev', '1.0.0', -1],
    ['1.0.0', '1.0.0+1', -1],
    ['1.0.0+2', '1.0.0+10', -1],
    ['1.0.0-dev+1', '1.0.0-dev', 1],
    ['1.0.0-dev+1', '1.0.0', -1],
    ['01.2.3', '1.2.3', 0],
    ['any', '0.0.0', -1],
  ])('compares %s with %s as %i', (left, right, expected) => {
    expect(Math.sign(compareVersions(left, right))).toBe(expected);
    expect(Math.sign(compareVersions(right, left))).toBe(expected === 0 ? 0 : -expected);
  });

  it.each([
    ['4.1.0', '4.1.0+1', 'PATCH'],
    ['4.1.0+1', '4.2.0', 'MINOR'],
    ['4.1.0', '4.2.0-dev', 'PRERELEASE'],
    ['4.1.0', 'any', 'MAJOR'],
    ['4.1.0', '4.1.0', 'NONE'],
  ])('calls the step from %s to %s %s', (from, to, expected) => {
    expect(stepBetween(from, to)).toBe(expected);
    expect(isPrerelease(to)).toBe(expected === 'PRERELEASE');
  });

  it.each([
    ['any', ['0.0.1', '9.0.0-dev'], []],
    ['1.2.3', ['1.2.3'], ['1.2.4', '1.2.3+1']],
    ['^1.2.3', ['1.2.3', '1.9.0', '1.3.0-dev'], ['1.2.2', '2.0.0', '2.0.0-dev']],
    ['^0.1.2', ['0.1.2', '0.1.9'], ['0.2.0', '0.2.0-dev']],
    ['^0.0.3', ['0.0.3', '0.0.9'], ['0.1.0']],
    ['>=1.0.0 <2.0.0', ['1.0.0', '1.9.9', '1.9.9-dev'], ['2.0.0', '2.0.0-dev', '0.9.0']],
    ['>=1.0.0<2.0.0', ['1.5.0'], ['2.0.0']],
    ['>=2.0.0-dev.1 <2.0.0', ['2.0.0-dev.1', '2.0.0-dev.9'], ['2.0.0']],
    ['<2.0.0-dev.5', ['2.0.0-dev.4'], ['2.0.0-dev.5']],
    ['>1.0.0', ['1.0.0+1', '1.0.1'], ['1.0.0']],
    ['<=1.0.0', ['1.0.0', '1.0.0-dev'], ['1.0.0+1']],
    ['>1.0.0 >=1.0.0 <=3.0.0 <3.0.0', ['2.0.0'], ['1.0.0', '3.0.0']],
  ])('%s takes %j and not %j', (range, inside, outside) => {
    expect(inside.filter((version) => !satisfies(version, range))).toEqual([]);
    expect(outside.filter((version) => satisfies(version, range))).toEqual([]);
  });

  it.each(['', '^', '1.2', '^1.2.3 <2.0.0', '>=1.0.0 ^1.2.3', '>= a', '1.x', '1.0.0 || 2.0.0'])(
    'takes %j for no constraint',
    (range) => {
      expect(satisfies('1.2.3', range)).toBe(false);
    },
  );

  it('answers for any text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.string({ unit: fc.constantFrom(...'0123456789.<>=^ -+a') }),
        (left, right) => {
          expect(typeof satisfies(left, right)).toBe('boolean');
          expect(typeof satisfies('1.2.3', right)).toBe('boolean');
          expect(isVersion(left) || compareVersions(left, '0.0.0') < 0).toBe(true);
        },
      ),
    );
  });
});
