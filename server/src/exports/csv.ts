/** What stands in a cell. Dates are written as ISO 8601, nothing as an empty cell. */
export type Cell = string | number | boolean | Date | null;

/** A table: what its columns are called, and what a row has in them. */
export interface Column<Row> {
  readonly title: string;
  readonly value: (row: Row) => Cell;
}

/** Excel takes a file for UTF-8 only when it begins with this. */
const BYTE_ORDER_MARK = '\ufeff';

/**
 * A file of these rows, piece by piece: its head, which comes with the first page, so that a list that cannot be read is no file at all,
 * and a line for each row.
 */
export async function* csvTable<Row>(
  columns: readonly Column<Row>[],
  pages: AsyncIterable<readonly Row[]>,
): AsyncGenerator<string> {
  let head = BYTE_ORDER_MARK + csvLine(columns.map(({ title }) => title));
  for await (const page of pages) {
    yield head + page.map((row) => csvLine(columns.map(({ value }) => value(row)))).join('');
    head = '';
  }
  if (head !== '') yield head;
}

/** One line as RFC 4180 has it (https://www.rfc-editor.org/rfc/rfc4180). */
export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(cellText).join(',')}\r\n`;
}

function cellText(cell: Cell): string {
  if (cell === null) return '';
  if (cell instanceof Date) return cell.toISOString();
  if (typeof cell === 'string') return quoted(harmless(cell));
  return String(cell);
}

/**
 * A text that a spreadsheet would run as a formula gets an apostrophe before it (https://owasp.org/www-community/attacks/CSV_Injection):
 * what begins with = + - @, also behind quotes or blanks and in full width, and what begins with a tab or a line break.
 */
function harmless(text: string): string {
  return /^(?:[\t\r\n]|[\s"'\u200b\u200e\u200f\u2060]*[=+\-@\u2212\ufe62\ufe63\ufe66\ufe6b\uff0b\uff0d\uff1d\uff20])/.test(
    text,
  )
    ? `'${text}`
    : text;
}

function quoted(text: string): string {
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
