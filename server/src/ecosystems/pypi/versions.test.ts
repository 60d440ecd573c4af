import fc from 'fast-check';
import { compareVersions, isPrerelease, isVersion, stepBetween } from './versions.js';

it('orders versions by PEP 440, the ones from before it first', () => {
  const ordered = [
    'not a version',
    'trunk',
    '0.7.9p1',
    '0.7.10p1',
    '2004d',
    '1.0.dev1',
    '1.0a1.dev2',
    '1.0a1',
    '1.0b1',
    '1.0rc1',
    '1.0',
    '1.0+abc.5',
    '1.0+abc.10',
    '1.0+5',
    '1.0.post1.dev1',
    '1.0.post1',
    '1.0.0.1',
    '1.10',
    '2012.4',
    '9007199254740992.1',
    '9007199254740993',
    '1!0.1',
  ];
  const shuffled = ordered.toReversed();
  expect(shuffled.sort(compareVersions)).toEqual(ordered);
});

it.each([
  ['1.0', '1'],
  ['1.0', 'v1.0.0'],
  ['1.0a1', '1.0-ALPHA_1'],
  ['1.0rc1', '1.0c1'],
  ['1.0rc1', '1.0.preview.1'],
  ['1.0.post1', '1.0-1'],
  ['1.0.post1', '1.0r1'],
  ['1.0.dev0', '1.0dev'],
  ['1.0+ubuntu.1', '1.0+Ubuntu_1'],
  ['1.0', ' 1.0 '],
])('takes %j and %j for one version', (left, right) => {
  expect(compareVersions(left, right)).toBe(0);
});

it.each([
  ['1.0', true],
  ['1!2.0rc1.post2.dev3+local', true],
  ['2004d', true],
  ['>=1.0', false],
  ['1.*', false],
  ['==1.0', false],
  ['^1.2', false],
  ['1.0,<2', false],
  ['', false],
  ['*', false],
  ['latest', false],
  ['https://files.example.com/a-1.0.tar.gz', false],
  ['../lib', false],
])('says of %j that it is one version: %s', (text, expected) => {
  expect(isVersion(text)).toBe(expected);
});

it.each([
  ['1.0a1', true],
  ['1.0.dev1', true],
  ['1.0.post1.dev1', true],
  ['1.0', false],
  ['1.0.post1', false],
  ['1.0+rc1', false],
  ['2004d', false],
  ['not a version', false],
])('says of %j that it is a prerelease: %s', (version, expected) => {
  expect(isPrerelease(version)).toBe(expected);
});

it.each([
  ['1.2.3', '1.2.3', 'NONE'],
  ['1.2', '1.2.0', 'NONE'],
  ['1.2.3', '1.2.4', 'PATCH'],
  ['1.2.3', '1.2.3.post1', 'PATCH'],
  ['1.2.3+a', '1.2.3+b', 'PATCH'],
  ['1.2', '1.2.0.1', 'PATCH'],
  ['1', '1.1', 'MINOR'],
  ['1.3.3', '1.2.4', 'MINOR'],
  ['1.2.3', '2.0', 'MAJOR'],
  ['1.2', '1!1.2', 'MAJOR'],
  ['1.2', '1.3rc1', 'PRERELEASE'],
  ['2004d', '2005a', 'MAJOR'],
] as const)('calls the step from %s to %s %s', (from, to, expected) => {
  expect(stepBetween(from, to)).toBe(expected);
});

it('orders what is made of the parts of versions, and never fails', () => {
  const part = fc.constantFrom(
    '1',
    '0',
    '.',
    '!',
    'a',
    'rc',
    'post',
    'dev',
    '-',
    '_',
    '+',
    '2',
    '1234567890123456789',
  );
  const version = fc.array(part, { maxLength: 10 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(version, version, version, (a, b, c) => {
      const order = (left: string, right: string): number => Math.sign(compareVersions(left, right));
      expect(order(a, b) + order(b, a)).toBe(0);
      if (order(a, b) <= 0 && order(b, c) <= 0) expect(order(a, c)).toBeLessThanOrEqual(0);
    }),
    { numRuns: 500 },
  );
});
