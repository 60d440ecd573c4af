import fc from 'fast-check';
import { readConformance } from '../../../test/shared-data.js';
import {
  compareVersions,
  isExactVersion,
  isPrerelease,
  isVersion,
  rangeBehindAlias,
  satisfies,
  stepBetween,
} from './versions.js';

describe('npm versions', () => {
  it.each([
    ['1.2.3', '1.10.0', -1],
    ['1.0.0-beta.2', '1.0.0-beta.11', -1],
    ['1.0.0-rc.1', '1.0.0', -1],
    ['1.0.0+one', '1.0.0+two', 0],
    ['v1.2.3', '1.2.3', 0],
    ['nonsense', '0.0.0-0', -1],
    ['', 'nonsense', -1],
    ['b', 'a', 1],
    ['same', 'same', 0],
  ])('compares %s with %s as %i', (left, right, expected) => {
    expect(Math.sign(compareVersions(left, right))).toBe(expected);
    expect(Math.sign(compareVersions(right, left))).toBe(expected === 0 ? 0 : -expected);
  });

  it.each([
    ['4.17.21', '^4.17.0', true],
    ['5.0.0', '^4.17.0', false],
    ['0.2.0', '^0.1.0', false],
    ['1.2.8', 'npm:minimist@^1.2.0', true],
    ['2.0.0', 'npm:@scope/name@^1.2.0', false],
    ['2.0.0', 'npm:minimist', true],
    ['1.0.0', '', true],
    ['1.0.0', 'latest', false],
    ['1.0.0', 'https://files.example/a.tgz', false],
    ['not a version', '*', false],
    ['2.0.0-rc.1', '>=1.0.0', false],
  ])('says whether %s lies in %s: %s', (version, range, expected) => {
    expect(satisfies(version, range)).toBe(expected);
  });

  it.each([
    ['1.2.3', '1.2.4', 'PATCH'],
    ['1.2.3', '1.3.0', 'MINOR'],
    ['1.2.3', '2.0.0', 'MAJOR'],
    ['0.2.3', '0.3.0', 'MINOR'],
    ['2.0.0', '1.9.0', 'MAJOR'],
    ['1.2.3', '1.2.4-rc.0', 'PRERELEASE'],
    ['1.2.4-rc.0', '1.2.4', 'PRERELEASE'],
    ['1.2.3', 'v1.2.3', 'NONE'],
    ['what', 'what', 'NONE'],
    ['what', '1.0.0', 'MAJOR'],
  ])('calls the step from %s to %s %s', (from, to, expected) => {
    expect(stepBetween(from, to)).toBe(expected);
  });

  it.each([
    ['1.2.3', true],
    ['1.2.3-rc.1', true],
    ['1.2.3+build', true],
    ['v1.2.3', false],
    ['1.2', false],
    ['^1.2.3', false],
    ['1.2.3/../../evil', false],
    ['', false],
  ])('says whether %s may be written into a lock: %s', (version, expected) => {
    expect(isExactVersion(version)).toBe(expected);
  });

  it('knows prereleases and the ranges behind aliases', () => {
    expect(['1.0.0-0', '1.0.0', 'x'].map(isPrerelease)).toEqual([true, false, false]);
    expect(['npm:a@1', 'npm:@a/b@~1', '^1', 'npm:a'].map(rangeBehindAlias)).toEqual(['1', '~1', '^1', '*']);
  });

  it('answers for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (left, right) => {
        expect(typeof compareVersions(left, right)).toBe('number');
        expect(typeof satisfies(left, right)).toBe('boolean');
        expect(typeof stepBetween(left, right)).toBe('string');
      }),
    );
  });
});

type Case = readonly [
  string,
  string,
  (boolean | { readonly loose?: boolean; readonly includePrerelease?: boolean })?,
];

const suite = readConformance('node-semver/comparisons.json') === null ? describe.skip : describe;

/** Cases that ask for strict reading or for prereleases are outside of how npm itself resolves. */
function casesOf(name: string): readonly Case[] {
  const cases = (readConformance(`node-semver/${name}.json`) ?? []) as readonly Case[];
  return cases.filter(
    ([, , options]) => !(typeof options === 'object' && options.includePrerelease === true),
  );
}

suite("node-semver's published cases (skipped where the shared data is not there)", () => {
  it('orders all comparisons and equalities as published', () => {
    const wrong = casesOf('comparisons').filter(([greater, less]) => !(compareVersions(greater, less) > 0));
    const unequal = casesOf('equality').filter(([left, right]) => compareVersions(left, right) !== 0);
    expect([wrong, unequal]).toEqual([[], []]);
  });

  it('includes and excludes as published', () => {
    const left = casesOf('range-include').filter(([range, version]) => !satisfies(version, range));
    const taken = casesOf('range-exclude').filter(([range, version]) => satisfies(version, range));
    expect({ left, taken }).toEqual({ left: [], taken: [] });
  });

  it('takes for versions what is published as valid, and nothing that is published as invalid', () => {
    const valid = casesOf('valid-versions').filter(([version]) => !isVersion(version));
    const invalid = casesOf('invalid-versions').filter(([version]) => isVersion(version));
    expect({ valid, invalid }).toEqual({ valid: [], invalid: [] });
  });

  it('takes no version that is published as above or below its range', () => {
    const wrong = ['version-gt-range', 'version-lt-range'].flatMap((name) =>
      casesOf(name).filter(([range, version]) => satisfies(version, range)),
    );
    expect(wrong).toEqual([]);
  });
});
