import { cutText, textTable } from './text-table.js';

const HEAD = ['Id', 'Name', 'Error'];
const ROWS = [
  ['1', 'analyze-project', 'x'.repeat(120)],
  ['22', 'plan', 'short'],
];

test('a table is as wide as its cells where nobody says how wide the terminal is', () => {
  const lines = textTable(HEAD, ROWS).split('\n');
  expect(lines[0]).toBe('Id  Name             Error');
  expect(lines[1]).toHaveLength(2 + 2 + 15 + 2 + 120);
});

test.each([200, 120, 80, 40])('a table fits %d columns, and cuts the widest cells only', (columns) => {
  const lines = textTable(HEAD, ROWS, columns).split('\n');
  for (const line of lines) expect(line.length).toBeLessThanOrEqual(columns);
  expect(lines[2]).toContain('22  plan');
  if (columns < 141) expect(lines[1]).toMatch(/x…$/);
  if (columns >= 40) expect(lines[1]).toContain('1   analyze');
});

test('a terminal that is too narrow gets narrow columns, and the program ends', () => {
  expect(textTable(HEAD, ROWS, 5).split('\n')[1]).toBe('1   analyze…  xxxxxxx…');
});

test('what is cut says so, and nothing in a cell steers the terminal', () => {
  expect(cutText('abcdef', 4)).toBe('abc…');
  expect(cutText('abcd', 4)).toBe('abcd');
  expect(textTable(['A'], [['\u001B[31mred\nline']])).toBe('A\n [31mred line');
});
