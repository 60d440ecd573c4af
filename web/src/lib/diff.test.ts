import fc from 'fast-check';
import { parseDiff } from './diff.js';

test('lines carry their numbers on each side, and file headers are left out', () => {
  const diff =
    '--- a/x\n+++ b/x\n@@ -3,3 +3,4 @@\n one\n-two\n+zwei\n+drei\n four\n\\ No newline at end of file\n';
  expect(parseDiff(diff).map((line) => [line.kind, line.oldNumber, line.newNumber, line.text])).toEqual([
    ['hunk', null, null, '@@ -3,3 +3,4 @@'],
    ['context', 3, 3, 'one'],
    ['removed', 4, null, 'two'],
    ['added', null, 4, 'zwei'],
    ['added', null, 5, 'drei'],
    ['context', 5, 6, 'four'],
    ['note', null, null, 'No newline at end of file'],
  ]);
});

test('a removed line that looks like a file header stays inside its hunk', () => {
  expect(parseDiff('@@ -1,1 +1,0 @@\n--- a\n').map((line) => [line.kind, line.text])).toEqual([
    ['hunk', '@@ -1,1 +1,0 @@'],
    ['removed', '-- a'],
  ]);
});

test('any text gives lines, never an exception, and no added or removed line is lost', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('+a', '-b', ' c', '', '@@ -1 +1 @@', '\\ x', '+++ y')), (texts) => {
      const lines = parseDiff(['@@ -1,1 +1,1 @@', ...texts].join('\n'));
      const changed = lines.filter((line) => line.kind === 'added' || line.kind === 'removed').length;
      expect(changed).toBe(texts.filter((text) => text.startsWith('+') || text.startsWith('-')).length);
    }),
  );
});
