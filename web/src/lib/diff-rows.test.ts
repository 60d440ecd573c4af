import fc from 'fast-check';
import { parseDiff } from './diff.js';
import { changedPart, columnsOf, splitRows, unifiedRows } from './diff-rows.js';

const DIFF = '@@ -1,4 +1,4 @@\n one\n-two\n-three\n+zwei\n+drei\n+vier\n four\n\\ No newline\n';

test('old and new stand beside each other, and what has no other side stands alone', () => {
  const rows = splitRows(parseDiff(DIFF)).map((row) =>
    row.kind === 'whole' ? row.line.text : [row.old?.text ?? null, row.new?.text ?? null],
  );
  expect(rows).toEqual([
    '@@ -1,4 +1,4 @@',
    ['one', 'one'],
    ['two', 'zwei'],
    ['three', 'drei'],
    [null, 'vier'],
    ['four', 'four'],
    'No newline',
  ]);
});

test('each line knows the line of its run that it came from or became', () => {
  const rows = unifiedRows(parseDiff(DIFF)).map(({ line, partner }) => [line.text, partner]);
  expect(rows).toEqual([
    ['@@ -1,4 +1,4 @@', null],
    ['one', null],
    ['two', 'zwei'],
    ['three', 'drei'],
    ['zwei', 'two'],
    ['drei', 'three'],
    ['vier', null],
    ['four', null],
    ['No newline', null],
  ]);
});

test.each([
  ['"version": "1.2.0",', '"version": "1.2.6",', ['"version": "1.2.', '0', '",']],
  ['same', 'same', ['same', '', '']],
  ['aa', 'aaa', ['aa', '', '']],
  ['abc', 'xyz', ['abc', '', '']],
  ['alone', null, ['alone', '', '']],
  ['', 'x', ['', '', '']],
])('what differs in %j from %j is marked', (text, partner, expected) => {
  expect(changedPart(text, partner)).toEqual(expected);
});

test.each([
  ['', 0],
  ['ab', 2],
  ['\ta', 9],
  ['漢字', 4],
  ['x'.repeat(50), 20],
])('%j takes %d columns of 20', (text, expected) => {
  expect(columnsOf(text, 20)).toBe(expected);
});

test('no line is lost or made up, whatever the diff', () => {
  const line = fc.constantFrom('+a', '-b', ' c', '@@ -1 +1 @@', '\\ x');
  fc.assert(
    fc.property(fc.array(line), (texts) => {
      const lines = parseDiff(['@@ -1,1 +1,1 @@', ...texts].join('\n'));
      expect(unifiedRows(lines).map((row) => row.line)).toEqual(lines);
      const sides = splitRows(lines).flatMap((row) => (row.kind === 'whole' ? [] : [row]));
      const of = (kind: string) => lines.filter((each) => each.kind === kind).length;
      expect(sides.filter((row) => row.old !== null)).toHaveLength(of('removed') + of('context'));
      expect(sides.filter((row) => row.new !== null)).toHaveLength(of('added') + of('context'));
      for (const {
        line: { text },
        partner,
      } of unifiedRows(lines))
        expect(changedPart(text, partner).join('')).toBe(text);
    }),
  );
});
