import { applyPatch } from 'diff';
import fc from 'fast-check';
import { hunksBetween, unifiedDiff } from './diff.js';

const lines = fc
  .array(fc.constantFrom('a', 'b', 'c', '{', '}', '', 'ä', '\r'), { maxLength: 40 })
  .chain((texts) => fc.constantFrom(texts.join('\n'), `${texts.join('\n')}\n`));

test('the diff of any two texts makes the one from the other', () => {
  fc.assert(
    fc.property(lines, lines, (before, after) => {
      const diff = unifiedDiff('file', hunksBetween(before, after));
      expect(diff === '' ? before : applyPatch(before, diff)).toBe(after);
      expect(diff === '').toBe(before === after);
    }),
    { numRuns: 500 },
  );
});

test('shows three lines of context and both paths', () => {
  const before = ['1', '2', '3', '4', '5', '6', '7', '8', '9', ''].join('\n');
  expect(unifiedDiff('dir/package-lock.json', hunksBetween(before, before.replace('5', 'five')))).toBe(
    [
      '--- a/dir/package-lock.json',
      '+++ b/dir/package-lock.json',
      '@@ -2,7 +2,7 @@',
      ' 2',
      ' 3',
      ' 4',
      '-5',
      '+five',
      ' 6',
      ' 7',
      ' 8',
      '',
    ].join('\n'),
  );
});

test('quotes a path that could be taken for lines of a diff', () => {
  expect(unifiedDiff('a\n+++ b/evil', hunksBetween('1\n', '2\n'))).toContain('--- "a/a\\n+++ b/evil"\n');
});

test('a small change in a file of 200,000 lines takes little time', () => {
  const before = Array.from({ length: 200_000 }, (_, index) => `  "line ${index}",`).join('\n');
  const after = before.replace('line 70000', 'x').replace('line 150000', 'y');
  const startedAt = performance.now();
  expect(hunksBetween(before, after)).toHaveLength(2);
  expect(performance.now() - startedAt).toBeLessThan(2_000);
});

test('texts that share nothing are replaced whole, in bounded time', () => {
  const text = (mark: string): string =>
    Array.from({ length: 20_000 }, (_, index) => `${mark}${index}\n`).join('');
  const startedAt = performance.now();
  const [hunk, ...others] = hunksBetween(text('a'), text('b'));
  expect(others).toEqual([]);
  expect(hunk).toMatchObject({ oldStart: 1, oldLines: 20_000, newStart: 1, newLines: 20_000 });
  expect(performance.now() - startedAt).toBeLessThan(10_000);
});
