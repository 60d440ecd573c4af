import * as fc from 'fast-check';
import { csvLine, csvTable } from './csv.js';

const at = new Date('2026-03-01T12:00:00Z');

test.each([
  [['a', 1, true, null, at], 'a,1,true,,2026-03-01T12:00:00.000Z\r\n'],
  [['a,b', 'say "x"', 'two\nlines', ' blank'], '"a,b","say ""x""","two\nlines"," blank"\r\n'],
  [[-1.5, 'a-1', 'a=1'], '-1.5,a-1,a=1\r\n'],
])('writes %j as %j', (cells, expected) => {
  expect(csvLine(cells)).toBe(expected);
});

test.each([
  '=1+1',
  '+1',
  '-1',
  '@SUM(A1)',
  '@scope/name',
  '\t=1',
  '\rx',
  '\nx',
  ' =1',
  '"=1',
  `'=1`,
  '  "+1',
  '\uff1d1',
  '\uff0b1',
  '\uff0d1',
  '\uff201',
  '\u200b=1',
  '\u00a0=1',
])('makes %j harmless', (text) => {
  expect(csvLine([text]).replace(/^"/, '').startsWith(`'`)).toBe(true);
});

test.each([
  [[], '\ufeffName\r\n'],
  [[[{ name: 'ä' }], [{ name: 'b' }]], '\ufeffName\r\nä\r\nb\r\n'],
])('a file of %j has one head, with the mark by which Excel knows the encoding', async (pages, expected) => {
  async function* given() {
    yield* pages;
  }
  let text = '';
  const columns = [{ title: 'Name', value: (row: { name: string }) => row.name }];
  for await (const piece of csvTable(columns, given())) text += piece;
  expect(text).toBe(expected);
});

test('a reader gets every text back, at most with an apostrophe before it', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 2, maxLength: 5 }), (cells) => {
      const read = parseLine(csvLine(cells));
      expect(read.map((cell, index) => (cell === cells[index] ? cell : cell.slice(1)))).toEqual(cells);
      for (const cell of read) expect(cell).not.toMatch(/^[=+\-@\t\r\n]/);
    }),
  );
});

/** A line of RFC 4180, read character by character. */
function parseLine(line: string): readonly string[] {
  const cells: string[] = [];
  let cell = '';
  let isQuoted = false;
  for (let at = 0; at < line.length; at += 1) {
    const char = line.charAt(at);
    if (isQuoted) {
      if (char !== '"') cell += char;
      else if (line.charAt(at + 1) === '"') cell += line.charAt((at += 1));
      else isQuoted = false;
    } else if (char === '"' && cell === '') isQuoted = true;
    else if (char === ',' || line.startsWith('\r\n', at)) {
      cells.push(cell);
      cell = '';
      if (char === '\r') break;
    } else cell += char;
  }
  return cells;
}
