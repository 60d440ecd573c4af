import fc from 'fast-check';
import { compareVersions, isPrerelease, isVersion, satisfies, stepBetween } from './versions.js';

it.each([
  ['3.2', '3.10'],
  ['1.0.a10', '1.0'],
  ['1.0.a9', '1.0.a10'],
  ['1.0-rc1', '1.0'],
  ['1.0.0.beta', '1.0.0.rc'],
  ['7.0.8', '7.0.8.1'],
  ['9'.repeat(29) + '1', '9'.repeat(30)],
  ['not a version', '0'],
])('puts %s before %s', (lower, higher) => {
  expect(compareVersions(lower, higher)).toBeLessThan(0);
  expect(compareVersions(higher, lower)).toBeGreaterThan(0);
});

it.each([
  ['1.0', '1'],
  ['1.0.a.2', '1.a2'],
  ['01.2', '1.2.0'],
  ['00000000000000000001', '1'],
])('takes %s and %s for the same version', (one, other) => {
  expect(compareVersions(one, other)).toBe(0);
});

it.each([
  ['1.2.3', true],
  ['1', true],
  ['1.0.0.rc1', true],
  ['1.0-java', true],
  ['', false],
  ['~> 1.2', false],
  ['>= 0', false],
  ['1.x, 2', false],
  ['1.', false],
  ['v1', false],
  ['1'.repeat(300), false],
])('says whether %j is a version: %s', (text, expected) => {
  expect(isVersion(text)).toBe(expected);
});

it.each([
  ['1.2.9', '~> 1.2.3', true],
  ['1.3.0', '~> 1.2.3', false],
  ['1.9', '~> 1.2', true],
  ['2.0', '~> 1.2', false],
  ['2.0.a', '~> 1.2', false],
  ['1.9', '~> 1', true],
  ['2.0', '~> 1', false],
  ['1.0.0.rc1', '~> 1.0.0.rc', true],
  ['1.0.1', '~> 1.0.0.rc', true],
  ['1.1', '~> 1.0.0.rc', false],
  ['2.2.8', '~> 2.0, >= 2.2.4', true],
  ['2.2.3', '~> 2.0, >= 2.2.4', false],
  ['1.0', '1', true],
  ['1.0', '= 1.0.0', true],
  ['1.0', '!= 1.0.0', false],
  ['1.1', '>1', true],
  ['1.1', '< 1.1', false],
  ['1.1', '<= 1.1', true],
  ['0.1', '>= 0', true],
  ['1.0', '', false],
  ['1.0', '^1.0', false],
  ['x', '>= 0', false],
])('says whether %s meets %j: %s', (version, range, expected) => {
  expect(satisfies(version, range)).toBe(expected);
});

it.each([
  ['1.0.0', false],
  ['1.0.0.rc1', true],
  ['1.0-1', true],
  ['x', false],
])('says whether %s is a prerelease: %s', (version, expected) => {
  expect(isPrerelease(version)).toBe(expected);
});

it.each([
  ['1.2.3', '1.2.3', 'NONE'],
  ['1.2.0', '1.2', 'NONE'],
  ['7.0.8', '7.0.8.1', 'PATCH'],
  ['7.0.8', '7.1.0', 'MINOR'],
  ['7.0.8', '6.1', 'MAJOR'],
  ['7.0.8', '7.0.9.rc1', 'PRERELEASE'],
  ['7.0.8', 'x', 'MAJOR'],
])('steps from %s to %s: %s', (from, to, expected) => {
  expect(stepBetween(from, to)).toBe(expected);
});

it('answers any text', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (one, other) => {
      expect(typeof satisfies(one, other)).toBe('boolean');
      expect(typeof stepBetween(one, other)).toBe('string');
    }),
  );
});

it('lets a version meet the requirement to be just that version', () => {
  const version = fc.stringMatching(/^\d{1,20}(\.[0-9a-z]{1,4}){0,4}$/);
  fc.assert(
    fc.property(version, (text) => {
      expect(satisfies(text, `= ${text}`)).toBe(true);
      expect(satisfies(text, `~> ${text}`)).toBe(true);
      expect(satisfies(text, `< ${text}`)).toBe(false);
    }),
  );
});
