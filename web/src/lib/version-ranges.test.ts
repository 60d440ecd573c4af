import fc from 'fast-check';
import { isBecauseOf, readRange, wordsAbout } from './version-ranges.js';

test.each([
  ['>= 4.0.0, < 4.17.21', { introduced: '4.0.0', end: { kind: 'fixed', version: '4.17.21' }, only: null }],
  ['< 1.15.0', { introduced: null, end: { kind: 'fixed', version: '1.15.0' }, only: null }],
  ['<= 2.0', { introduced: null, end: { kind: 'last', version: '2.0' }, only: null }],
  ['>= 2.0', { introduced: '2.0', end: null, only: null }],
  ['= 5.6.1', { introduced: null, end: null, only: '5.6.1' }],
  ['all versions', { introduced: null, end: null, only: null }],
  ['', null],
  ['~> 2', null],
  ['<', null],
])('the range %j is %j', (text, expected) => {
  expect(readRange(text)).toEqual(expected);
});

test.each([
  ['< 1.15.0', 'introduced 0, fixed 1.15.0', true],
  ['>= 1.2, < 2', 'introduced 1.2.0, fixed 2.0.0', true],
  ['>= 1.2, < 2', 'introduced 1.3.0, fixed 2.0.0', false],
  ['>= 1.2, < 2.1', 'introduced 1.2.0, fixed 2.0.0', false],
  ['>= 1.2, <= 2', 'introduced 1.2.0, last affected 2.0.0', true],
  ['all versions', 'introduced 0, no end given', true],
  ['= 4.4.2', 'listed version 4.4.2', true],
  ['= 4.4.2', 'listed version 4.4.3', false],
  ['>= 4.4.2, < 4.4.3', 'listed version 4.4.2', false],
])('that %j made it match is what %j says: %j', (text, words, expected) => {
  const range = readRange(text);
  expect(range === null ? null : isBecauseOf(range, words)).toBe(expected);
});

test.each([
  ['GHSA-1', 'GHSA-1: introduced 0, fixed 2; MAL-2: listed version 1', ['introduced 0, fixed 2']],
  ['MAL-2', 'GHSA-1: introduced 0, fixed 2; MAL-2: listed version 1', ['listed version 1']],
  [
    'A',
    'A: introduced 1, fixed 2; A: introduced 3, fixed 4',
    ['introduced 1, fixed 2', 'introduced 3, fixed 4'],
  ],
  ['CVE-3', 'GHSA-1: introduced 0, fixed 2', []],
])('about %s the words %j say %j', (id, because, expected) => {
  expect(wordsAbout(id, because)).toEqual(expected);
});

test('no text makes reading fail', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (text, words) => {
      const range = readRange(text);
      expect(range === null || typeof isBecauseOf(range, words) === 'boolean').toBe(true);
    }),
  );
});
