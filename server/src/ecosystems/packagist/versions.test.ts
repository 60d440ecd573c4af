import { fastestRun } from '../../../test/fastest.js';
import fc from 'fast-check';
import { isVersion, pinnedVersion, satisfies } from './constraints.js';
import { compareVersions, isPrerelease, stepBetween, versionScheme } from './versions.js';

it.each([
  ['1.0-dev', '1.0a1'],
  ['1.0-stable', '1.0-beta2'],
  ['1.0a1', '1.0b1'],
  ['1.0b1', '1.0RC1'],
  ['1.0rc1', '1.0'],
  ['1.0', '1.0pl1'],
  ['1.0', '1.0.0'],
  ['v1.9', '1.10'],
  ['1.99', '1.x-dev'],
  ['1.x-dev', '2.0.0-dev'],
  ['dev-main', '0.0.1'],
  ['dev-a', 'dev-b'],
])('puts %s before %s', (lower, higher) => {
  expect(compareVersions(lower, higher)).toBeLessThan(0);
  expect(compareVersions(higher, lower)).toBeGreaterThan(0);
});

it.each([
  ['v1.2.3', '1.2.3'],
  ['1.2.3+build.5', '1.2.3'],
  ['1.0.0-beta2', '1.0.0_b2'],
])('takes %s and %s for the same version', (one, other) => {
  expect(compareVersions(one, other)).toBe(0);
});

it.each([
  ['1.2.3', true],
  ['v1.2', true],
  ['1', true],
  ['1.2.3.4-RC1', true],
  ['2010-01-02', true],
  ['20100102', true],
  ['1.x-dev', true],
  ['1.0.0-beta.5-dev', true],
  ['1.2.3.4.5', false],
  ['dev-main', false],
  ['1.*', false],
  ['1.x', false],
  ['^1.0', false],
  ['1.0 || 2.0', false],
  ['', false],
  ['*', false],
])('says whether %j is a version: %s', (text, expected) => {
  expect(isVersion(text)).toBe(expected);
});

it.each(['1.*', '1.x', '1.0 - 2.0', '1.0|2.0', '1.0,2.0', '1.0@beta', '^1', 'dev-main', '', '*'])(
  'does not take %j for a version in the order',
  (text) => {
    expect(versionScheme.read(text)).toBeNull();
  },
);

it.each([
  ['1.2.3', '1.2.3'],
  ['=v1.2.3', 'v1.2.3'],
  ['== 1.2@dev', '1.2'],
  ['>=1.2', null],
  ['1.2.*', null],
  ['dev-main', null],
  ['1.0,1.1', null],
])('finds in %j the one version that it allows: %j', (range, expected) => {
  expect(pinnedVersion(range)).toBe(expected);
});

it.each([
  ['1.2.3', '*', true],
  ['1.2.3', '@dev', true],
  ['1.2.3', '', false],
  ['1.9.9', '^1.2.3', true],
  ['2.0.0-beta1', '^1.2.3', false],
  ['1.2.2', '^1.2.3', false],
  ['1.2.3-beta1', '^1.2.3', true],
  ['0.3.9', '^0.3', true],
  ['0.4.0', '^0.3', false],
  ['0.0.4', '^0.0.3', false],
  ['0.0.9', '^0.0', true],
  ['0.9', '^0', true],
  ['1.9', '~1.2', true],
  ['2.0', '~1.2', false],
  ['1.2.9', '~1.2.3', true],
  ['1.3.0', '~1.2.3', false],
  ['1.9', '~1', true],
  ['1.2.9', '1.2.*', true],
  ['1.3.0', '1.2.*', false],
  ['1.9', '1.x', true],
  ['2.0.9', '1.0 - 2.0', true],
  ['2.1.0', '1.0 - 2.0', false],
  ['2.1.1', '1.0.0 - 2.1.0', false],
  ['2.1.0', '1.0.0 - 2.1.0', true],
  ['1.5', '>=1.0 <2.0', true],
  ['1.5', '>=1.0,<1.5', false],
  ['1.5', '> 1.0, <= 1.5', true],
  ['3.0', '^1.0 || ^3.0', true],
  ['3.0', '^1.0|^3.0', true],
  ['2.0', '^1.0 | ^3.0', false],
  ['1.0.0', '1.0', true],
  ['1.0', '=1.0.0.0', true],
  ['1.0', '!=1.0', false],
  ['1.1', '<>1.0', true],
  ['1.0.0-RC1', '<1.0', false],
  ['1.0.0-RC1', '>=1.0', true],
  ['dev-main', 'dev-main', true],
  ['dev-main', 'dev-main#0123abc', true],
  ['dev-main', 'dev-main as 1.0.0', true],
  ['dev-main', '>=1.0', false],
  ['dev-main', '*', true],
  ['1.0', 'dev-main', false],
  ['1.0', '!=dev-main', true],
  ['v2.3.4', '^2.0@beta', true],
  ['1.x-dev', '^1.0', true],
  ['1.0', 'self.version', false],
  ['1.0', '~>1.0', false],
  ['nonsense', '*', false],
])('says whether %s lies in %j: %s', (version, range, expected) => {
  expect(satisfies(version, range)).toBe(expected);
});

it.each([
  ['1.0.0', false],
  ['1.0.0-patch1', false],
  ['1.0.0-BETA2', true],
  ['1.0.0RC1', true],
  ['1.x-dev', true],
  ['dev-main', true],
])('says whether %s is a prerelease: %s', (version, expected) => {
  expect(isPrerelease(version)).toBe(expected);
});

it.each([
  ['v1.2.3', '1.2.3', 'NONE'],
  ['1.2.3', '1.2.4', 'PATCH'],
  ['1.2.3', '1.3.0', 'MINOR'],
  ['1.2.3', '2.0.0', 'MAJOR'],
  ['1.2.3', '1.2.4-beta1', 'PRERELEASE'],
  ['dev-main', '1.0', 'MAJOR'],
])('steps from %s to %s: %s', (from, to, expected) => {
  expect(stepBetween(from, to)).toBe(expected);
});

it('answers any text in little time', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 400 }), fc.string({ maxLength: 400 }), (one, other) => {
      expect(typeof satisfies(one, other)).toBe('boolean');
      expect(typeof isPrerelease(one)).toBe('boolean');
      expect(typeof stepBetween(one, other)).toBe('string');
    }),
  );
  const ask = () => {
    for (const text of [
      `1.0-b${'1'.repeat(1000)}x`,
      `1${'.1'.repeat(500)}x`,
      `${'1.0 '.repeat(250)}y`,
      '1-'.repeat(500),
    ])
      expect(satisfies('1.0', text)).toBe(false);
  };
  expect(fastestRun(ask, 200)).toBeLessThan(200);
});

it('lets a version lie in the ranges that begin with it', () => {
  const version = fc.stringMatching(/^\d{1,4}(\.\d{1,3}){0,3}((-|)(alpha|beta|RC)[1-9])?$/);
  fc.assert(
    fc.property(version, (text) => {
      for (const operator of ['', '=', '>=', '<=', '^', '~'])
        expect(satisfies(text, operator + text)).toBe(true);
      for (const operator of ['>', '!=']) expect(satisfies(text, operator + text)).toBe(false);
    }),
  );
});
