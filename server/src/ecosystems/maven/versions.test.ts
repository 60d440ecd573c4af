import { fastestRun } from '../../../test/fastest.js';
import fc from 'fast-check';
import {
  compareVersions,
  isPrerelease,
  isSuccessor,
  isVersion,
  pinnedVersion,
  satisfies,
  stepBetween,
  versionScheme,
} from './versions.js';

describe("Maven's order", () => {
  it.each([
    [['1-alpha', '1-beta', '1-milestone', '1-rc', '1-SNAPSHOT', '1', '1-sp', '1-foo', '1-1', '1.1']],
    [['1.0-alpha-1-SNAPSHOT', '1.0-alpha-1', '1.0-beta-1', '1.0-SNAPSHOT', '1.0', '1.0-1', '1.0.1']],
    [['1.9', '1.10', '1.123456789012345', '1.12345678901234567890', '1.22345678901234567890', '2']],
    [['2.0.0.M1', '2.0.0.RC1', '2.0.0.RELEASE', '2.0.1.RELEASE']],
    [['4.1.41.Final', '4.1.42.Beta1', '4.1.42.Final', '4.1.42.SP1']],
    [['20040616', '20190126.230843', '1234567890.12345']],
  ])('has %j in this order', (versions) => {
    expect(versions.toReversed().toSorted(compareVersions)).toEqual(versions);
    versions.reduce((left, right) => {
      expect(compareVersions(left, right)).toBeLessThan(0);
      return right;
    });
  });

  it.each([
    ['1', '1.0.0-ga'],
    ['1-1.foo-bar-1-baz-0.1', '1-1.foo-bar1baz-.1'],
    ['1a1', '1-ALPHA-1'],
    ['1cr', '1-RC'],
    ['1.0.0-foo.0.0', '1-foo'],
    ['01.002', '1.2'],
    ['1.00000000000000000000', '1'],
  ])('takes %s for %s', (left, right) => expect(compareVersions(left, right)).toBe(0));

  it('puts words after a dot and zeros where Maven put them before 3.8.7', () => {
    expect(compareVersions('1.0.0-RC2', '1.0.0.RC1')).toBeLessThan(0);
    expect(compareVersions('1.0.0.RC1', '1.0.0')).toBeLessThan(0);
    expect(compareVersions('1.0.1.sec10', '1.0.1-android')).toBeLessThan(0);
  });

  it('is an order that a sort can keep, but for zeros before a word after a dot', () => {
    const part = fc.constantFrom('1', '2', '10', 'alpha', 'rc', 'final', 'sp', 'jre', 'a1', 'x');
    const version = fc
      .array(fc.tuple(fc.constantFrom('.', '-', ''), part), { maxLength: 4 })
      .map((parts) => `1${parts.flat().join('')}`);
    fc.assert(
      fc.property(version, version, version, (a, b, c) => {
        if (compareVersions(a, b) <= 0 && compareVersions(b, c) <= 0)
          expect(compareVersions(a, c)).toBeLessThanOrEqual(0);
      }),
      { numRuns: 2_000 },
    );
  });

  it('reads and compares a version of many parts at once', () => {
    const long = '1-a.0'.repeat(100);
    expect(compareVersions(long, `${long}-1`)).toBeLessThan(0);
    expect(versionScheme.read('1.'.repeat(300))).toBeNull();
  });
});

describe('what is one version', () => {
  it.each(['1', '1.0', '9+181-r4173-1', 'v3-rev20231115', '1.0-SNAPSHOT', '2.0_01', 'r09', '0'])(
    'is %s',
    (text) => expect(isVersion(text)).toBe(true),
  );
  it.each([
    '',
    '[1.0]',
    '[1,2)',
    '1.+',
    '+',
    'LATEST',
    'RELEASE',
    'latest.release',
    '${x}',
    '1 2',
    '1,2',
    '>1',
  ])('is not %j', (text) => expect(isVersion(text)).toBe(false));
});

describe('what may follow a version', () => {
  it.each([
    ['1.0', '1.1', true],
    ['1.1', '1.0', false],
    ['1.0', '1.0.0', false],
    ['3.0', '20020423', false],
    ['3.0', '20020423.1', false],
    ['20020520', '1.9.4', true],
    ['20020520', '20021128', true],
    ['20020520', '20011005', false],
    ['3.0', '30000000', true],
    ['3.0', '200204230', true],
    ['23.1-jre', '24.0-jre', true],
    ['23.1-jre', '24.0-android', false],
    ['23.1-android', '24.0-jre', false],
    ['23.1-jre', '24.0', false],
    ['20.0', '24.0-jre', true],
    ['20.0', '21.0', true],
    ['20.0', '24.0-android', false],
    ['9.4.0.jre8', '9.4.1.jre8', true],
    ['9.4.0.jre8', '9.4.1.jre11', false],
    ['1.0', '1.1-jdk15on', false],
    ['1.0.Final', '1.1.Final', true],
    ['1.0', '1.1.RELEASE', true],
    ['1.0.GA', '1.1', true],
  ])('%s is followed by %s: %s', (from, to, expected) => expect(isSuccessor(from, to)).toBe(expected));
});

describe('ranges', () => {
  it.each([
    ['1.0', '1.0', true],
    ['1.0.0', '1.0', true],
    ['1.1', '1.0', false],
    ['1.0', '[1.0]', true],
    ['1.0.1', '[1.0]', false],
    ['1.0', '(,1.0]', true],
    ['1.0', '(,1.0)', false],
    ['1.5', '[1.2,2.0)', true],
    ['2.0', '[1.2,2.0)', false],
    ['2.0-rc-1', '[1.2,2.0)', true],
    ['99', '[1.5,)', true],
    ['1.1', '(,1.1),(1.1,)', false],
    ['1.2', '(,1.1),(1.1,)', true],
    ['1.2', '(,1.0],[1.2,)', true],
    ['1.1', '(,1.0], [1.2,)', false],
    ['1.7.36', '[1.7, 1.8[', true],
    ['1.8', '[1.7, 1.8[', false],
    ['1.0', ']1.0, 2.0]', false],
    ['9.4.50', '9.4.+', true],
    ['9.40', '9.4.+', false],
    ['1', '+', true],
    ['1', 'latest.release', true],
    ['1-rc1', 'latest.release', false],
    ['1-rc1', 'latest.integration', true],
    ['1', '', false],
    ['1', '[1.0', false],
    ['1', '[1,2,3]', false],
    ['1', '[]', false],
    ['1', '(1)', false],
    ['1', '[1]x', false],
    ['[1]', '[1]', false],
  ])('%s in %j is %s', (version, range, expected) => expect(satisfies(version, range)).toBe(expected));

  it.each([
    ['1.0', '1.0'],
    ['[1.0]', '1.0'],
    [' [ 1.0 ] ', '1.0'],
    ['[1.0,1.0]', '1.0'],
    ['[1.0,2.0)', '[1.0,2.0)'],
    ['[1.0],[2.0]', '[1.0],[2.0]'],
    ['', ''],
  ])('%j comes down to %j', (range, expected) => expect(pinnedVersion(range)).toBe(expected));

  it('answers any texts, and soon', () => {
    fc.assert(
      fc.property(fc.string(), fc.stringMatching(/^[[\](),+.\d ]*$/), (version, range) => {
        expect(typeof satisfies(version, range)).toBe('boolean');
        expect(typeof satisfies('1', version)).toBe('boolean');
      }),
    );
    const ask = () => {
      for (const text of ['[', '[1', '(,', '],[', '1.', '-a1']) satisfies('1', text.repeat(1_000_000));
    };
    expect(fastestRun(ask, 500)).toBeLessThan(500);
  });
});

it.each([
  ['1.0-alpha-1', true],
  ['1.0b2', true],
  ['5.0.0-M1', true],
  ['5.0.0.Beta9', true],
  ['1.0-rc.1', true],
  ['1.0.CR1', true],
  ['1.0-SNAPSHOT', true],
  ['1.0-20240131.235959-1', true],
  ['2.0-preview', true],
  ['1.0', false],
  ['1.0.Final', false],
  ['31.1-jre', false],
  ['9.4.35.v20201120', false],
  ['20040616', false],
  ['2.0.5.RELEASE', false],
  ['1.0.b', false],
])('%s is a prerelease: %s', (version, expected) => expect(isPrerelease(version)).toBe(expected));

it.each([
  ['1.0', '1.0.0', 'NONE'],
  ['1.0', '1.0.Final', 'NONE'],
  ['1.2.3', '1.2.4', 'PATCH'],
  ['2.3.15.1', '2.3.15.2', 'PATCH'],
  ['2.9.9', '2.9.9.3', 'PATCH'],
  ['1.0.Final', '1.0.SP1', 'PATCH'],
  ['1.2.3', '1.3.0', 'MINOR'],
  ['1.2', '1.3.1.RELEASE', 'MINOR'],
  ['9.4.35.v20201120', '9.4.36.v20210114', 'PATCH'],
  ['1.9.9', '2.0', 'MAJOR'],
  ['v1.2', 'v1.3', 'MINOR'],
  ['30.1-jre', '30.2-jre', 'MINOR'],
  ['30.1-android', '30.2-jre', 'MAJOR'],
  ['1.0', '1.1-rc1', 'PRERELEASE'],
  ['1.0-SNAPSHOT', '1.0', 'PRERELEASE'],
  ['r09', '1.0', 'MAJOR'],
  ['[1,2)', '1.0', 'MAJOR'],
])('from %s to %s is %s', (from, to, step) => {
  expect(stepBetween(from, to)).toBe(step);
  expect(stepBetween(to, from)).toBe(step);
});
