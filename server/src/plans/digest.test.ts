import { hunksBetween } from './diff.js';
import { planDigest } from './digest.js';

const BEFORE = Array.from({ length: 30 }, (_, index) => `line ${index}\n`).join('');
const AFTER = BEFORE.replace('line 15', 'changed');

function digest(
  branch: string,
  ...files: readonly (readonly [path: string, before: string, after: string])[]
): string {
  return planDigest(
    branch,
    files.map(([path, before, after]) => ({ path, hunks: hunksBetween(before, after) })),
  );
}

test('is lowercase hex of SHA-256 and the same for the same edits, in any order of files', () => {
  const one = digest('main', ['a', BEFORE, AFTER], ['b', BEFORE, AFTER]);
  expect(one).toMatch(/^[0-9a-f]{64}$/);
  expect(digest('main', ['b', BEFORE, AFTER], ['a', BEFORE, AFTER])).toBe(one);
});

test('stays when lines come in far above, which only moves line numbers', () => {
  expect(digest('main', ['a', `new\n${BEFORE}`, `new\n${AFTER}`])).toBe(digest('main', ['a', BEFORE, AFTER]));
});

test.each<[string, string]>([
  ['the branch', digest('dev', ['a', BEFORE, AFTER])],
  ['the path', digest('main', ['b', BEFORE, AFTER])],
  ['an added line', digest('main', ['a', BEFORE, BEFORE.replace('line 15', 'other')])],
  ['a context line', digest('main', ['a', BEFORE.replace('line 14', 'x'), AFTER.replace('line 14', 'x')])],
  ['another file', digest('main', ['a', BEFORE, AFTER], ['b', BEFORE, AFTER])],
])('changes with %s', (_title, other) => {
  expect(other).not.toBe(digest('main', ['a', BEFORE, AFTER]));
});
