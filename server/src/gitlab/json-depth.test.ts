import { isNestedDeeperThan } from './json-depth.js';

test.each([
  ['', 0, false],
  ['1', 0, false],
  ['[]', 0, true],
  ['[]', 1, false],
  ['[[],[],{}]', 2, false],
  ['[[],[{}]]', 2, true],
  ['{"a":{"b":{}}}', 2, true],
  ['"[[[["', 1, false],
  [String.raw`["\"[[[", "\\"]`, 1, false],
  [']]]][', 0, false],
])('%j nests deeper than %d: %s', (text, limit, expected) => {
  expect(isNestedDeeperThan(text, limit)).toBe(expected);
});

test('reads ten million brackets in no time', () => {
  expect(isNestedDeeperThan('['.repeat(10_000_000), 100)).toBe(true);
  expect(isNestedDeeperThan('[]'.repeat(5_000_000), 100)).toBe(false);
});
