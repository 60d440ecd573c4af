import fc from 'fast-check';
import { pinnedVersion, satisfies } from './ranges.js';
import { compareVersions, isPrerelease, isVersion, stepBetween, versionScheme } from './versions.js';

it.each([
  ['1.0.0-beta', '1.0.0'],
  ['1.0.0-BETA', '1.0.0-beta2'],
  ['1.0.0-beta.2', '1.0.0-beta.10'],
  ['1.0.0-1', '1.0.0-a'],
  ['1.0.0', '1.0.0.1-alpha'],
  ['1.9', '1.10'],
  ['9'.repeat(29) + '1', '9'.repeat(30)],
  ['[1.0]', '0.0.1'],
])('puts %s before %s', (lower, higher) => {
  expect(compareVersions(lower, higher)).toBeLessThan(0);
  expect(compareVersions(higher, lower)).toBeGreaterThan(0);
});

it.each([
  ['1', '1.0.0.0'],
  ['1.0.01', '1.0.1'],
  ['1.0+build', '1.0'],
  ['1.0-RC.1', '1.0.0-rc.1+x'],
])('takes %s and %s for the same version', (one, other) => {
  expect(compareVersions(one, other)).toBe(0);
});

it.each([
  ['1.2', true],
  ['1.2.3.4-rc.1', true],
  ['1.2.3.4.5', false],
  ['1.*', false],
  ['[1.0]', false],
  ['[1.0,2.0)', false],
  ['$(Version)', false],
  ['', false],
])('says whether %j is a version: %s', (text, expected) => {
  expect(isVersion(text)).toBe(expected);
  expect(versionScheme.read(text) !== null).toBe(expected);
});

it.each([
  ['1.2', '1.2'],
  [' [1.2.0] ', '1.2.0'],
  ['[1.0,2.0)', null],
  ['(1.0)', null],
  ['1.*', null],
  ['[1.*]', null],
  ['', null],
])('finds in %j the one version that NuGet would take: %j', (range, expected) => {
  expect(pinnedVersion(range)).toBe(expected);
});

it.each([
  ['1.2.0', '1.2', true],
  ['3.0.0', '1.2', true],
  ['1.1.9', '1.2', false],
  ['1.2.0', '[1.2]', true],
  ['1.2.1', '[1.2]', false],
  ['1.0', '(1.0)', false],
  ['1.0', '(1.0,)', false],
  ['1.1', '(1.0,)', true],
  ['1.0', '(,1.0]', true],
  ['1.0', '(,1.0)', false],
  ['1.9.9', '[1.0, 2.0)', true],
  ['2.0', '[1.0, 2.0)', false],
  ['2.0-beta', '[1.0, 2.0)', true],
  ['5.0.9', '[5.0.9, )', true],
  ['1.9', '1.*', true],
  ['1.9-beta', '1.*', false],
  ['2.0', '1.*', false],
  ['1.2.9', '1.2.*', true],
  ['1.3.0', '1.2.*', false],
  ['7.0', '*', true],
  ['7.0-rc', '*', false],
  ['7.0-rc', '*-*', true],
  ['1.9-rc', '1.*-*', true],
  ['1.0.0-beta.3', '1.0.0-beta.*', true],
  ['1.0.0-rc.3', '1.0.0-beta.*', false],
  ['1.0.0', '1.0.0-*', true],
  ['1.0.1', '1.0.0-*', false],
  ['1.5', '[1.*, 3.0)', true],
  ['3.0', '[1.*, 3.0)', false],
  ['1.0', '', false],
  ['1.0', '~1.0', false],
  ['x', '*', false],
])('says whether %s lies in %j: %s', (version, range, expected) => {
  expect(satisfies(version, range)).toBe(expected);
});

it.each([
  ['1.0.0', false],
  ['1.0.0-a', true],
  ['1.0.0+a', false],
  ['x', false],
])('says whether %s is a prerelease: %s', (version, expected) => {
  expect(isPrerelease(version)).toBe(expected);
});

it.each([
  ['1.0', '1.0.0.0', 'NONE'],
  ['1.0.0.1', '1.0.0.2', 'PATCH'],
  ['1.0', '1.1', 'MINOR'],
  ['1.0', '2.0', 'MAJOR'],
  ['1.0', '1.1-rc', 'PRERELEASE'],
  ['1.0', '1.*', 'MAJOR'],
])('steps from %s to %s: %s', (from, to, expected) => {
  expect(stepBetween(from, to)).toBe(expected);
});

it('answers any text', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (one, other) => {
      expect(typeof satisfies(one, other)).toBe('boolean');
      expect(typeof stepBetween(one, other)).toBe('string');
      expect(['string', 'object']).toContain(typeof pinnedVersion(one));
    }),
  );
});

it('lets a version lie in the ranges that begin with it', () => {
  const version = fc.stringMatching(/^\d{1,12}(\.\d{1,3}){0,3}(-[a-z]{1,3}(\.\d)?)?$/);
  fc.assert(
    fc.property(version, (text) => {
      for (const range of [text, `[${text}]`, `[${text},)`, `(,${text}]`, '*-*'])
        expect(satisfies(text, range)).toBe(true);
      for (const range of [`(${text},)`, `(,${text})`]) expect(satisfies(text, range)).toBe(false);
    }),
  );
});
