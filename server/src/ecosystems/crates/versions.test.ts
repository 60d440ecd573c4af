import fc from 'fast-check';
import { pinnedVersion, satisfies } from './ranges.js';
import { compareVersions, isPrerelease, isVersion, stepBetween } from './versions.js';

describe('versions of crates', () => {
  it.each([
    ['1.0.0-alpha.beta', '1.0.0-beta', -1],
    ['1.0.0-rc.1', '1.0.0', -1],
    ['0.10.2+wasi-snapshot-preview1', '0.10.2', 0],
    ['v1.2.3', '1.2.3', 0],
    ['1.2', '0.0.0-0', -1],
    ['01.2.3', '0.0.1', -1],
  ])('compares %s with %s as %i', (left, right, expected) => {
    expect(Math.sign(compareVersions(left, right))).toBe(expected);
    expect(Math.sign(compareVersions(right, left))).toBe(expected === 0 ? 0 : -expected);
  });

  it.each([
    ['1.2.3', true],
    ['1.2.3-rc.1+b', true],
    ['1.2', false],
    ['=1.2.3', false],
    ['^1.2.3', false],
    ['*', false],
  ])('says whether %s is a version: %s', (text, expected) => {
    expect(isVersion(text)).toBe(expected);
  });

  it.each([
    ['1.2.3', '1.3.0', 'MINOR'],
    ['1.2.3', '1.2.3+b', 'NONE'],
    ['1.2.3', '1.3.0-rc.1', 'PRERELEASE'],
    ['x', 'x', 'NONE'],
  ])('calls the step from %s to %s %s', (from, to, expected) => {
    expect(stepBetween(from, to)).toBe(expected);
    expect(isPrerelease(to)).toBe(expected === 'PRERELEASE');
  });
});

describe('requirements of a Cargo.toml', () => {
  // Most pairs are those of the tables in Cargo's reference.
  it.each([
    ['1.2.3', ['1.2.3', '1.9.0'], ['1.2.2', '2.0.0', '1.2.4-rc.1']],
    ['1.2', ['1.2.0', '1.9.9'], ['1.1.9', '2.0.0']],
    ['1', ['1.0.0', '1.9.9'], ['0.9.9', '2.0.0']],
    ['0.2.3', ['0.2.3', '0.2.9'], ['0.3.0', '0.2.2']],
    ['0.2', ['0.2.0', '0.2.9'], ['0.3.0', '0.1.0']],
    ['0.0.3', ['0.0.3'], ['0.0.4', '0.1.0']],
    ['0.0', ['0.0.0', '0.0.9'], ['0.1.0']],
    ['0', ['0.0.0', '0.9.9'], ['1.0.0']],
    ['^1.2.3-rc.2', ['1.2.3-rc.2', '1.2.3', '1.9.0'], ['1.2.3-rc.1', '1.2.4-rc.3']],
    ['~1.2.3', ['1.2.3', '1.2.9'], ['1.3.0', '1.2.2']],
    ['~1.2', ['1.2.0', '1.2.9'], ['1.3.0']],
    ['~1', ['1.0.0', '1.9.9'], ['2.0.0']],
    ['*', ['0.0.1', '9.0.0'], ['1.0.0-rc.1']],
    ['1.*', ['1.0.0', '1.9.9'], ['2.0.0']],
    ['1.2.*', ['1.2.0', '1.2.9'], ['1.3.0']],
    ['1.x', ['1.5.0'], ['2.0.0']],
    ['>= 1.2.0', ['1.2.0', '3.0.0'], ['1.1.9']],
    ['> 1', ['2.0.0'], ['1.0.0', '1.9.9']],
    ['>1.2', ['1.3.0'], ['1.2.9']],
    ['< 2', ['1.9.9'], ['2.0.0', '2.1.0']],
    ['<=1.2', ['1.2.9', '1.0.0'], ['1.3.0']],
    ['=1.2.3', ['1.2.3', '1.2.3+b'], ['1.2.4']],
    ['=1.2', ['1.2.0', '1.2.9'], ['1.3.0']],
    ['>=1.2, <1.5', ['1.2.0', '1.4.9'], ['1.5.0', '1.1.0']],
    ['=1.2.3-rc.1', ['1.2.3-rc.1'], ['1.2.3', '1.2.3-rc.2']],
  ])('%s takes %j and not %j', (range, inside, outside) => {
    expect(inside.filter((version) => !satisfies(version, range))).toEqual([]);
    expect(outside.filter((version) => satisfies(version, range))).toEqual([]);
  });

  it.each(['', ',', '1.2.3,', '1.2.3.4', '1.*.3', '^', '>=', 'a', '01', '1 2', '=>1', '1'.repeat(9_000)])(
    'takes %j for no requirement',
    (range) => {
      expect(satisfies('1.2.3', range)).toBe(false);
    },
  );

  it.each([
    ['=1.2.3', '1.2.3'],
    [' = 1.2.3-rc.1 ', '1.2.3-rc.1'],
    ['1.2.3', null],
    ['=1.2', null],
    ['=1.2.3, <2', null],
  ])('says which one version %j allows: %s', (range, expected) => {
    expect(pinnedVersion(range)).toBe(expected);
  });

  it('answers for any text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.string({ unit: fc.constantFrom(...'0123456789.*x<>=~^, -+a') }),
        (left, right) => {
          expect(typeof satisfies(left, right)).toBe('boolean');
          expect(typeof satisfies('1.2.3', right)).toBe('boolean');
          expect(typeof compareVersions(left, right)).toBe('number');
          expect(typeof stepBetween(left, right)).toBe('string');
        },
      ),
    );
  });
});
