/** A block of `key: value` lines; names are data. */
export type BlockMap = ReadonlyMap<string, BlockValue>;
export type BlockValue = string | BlockMap;

const MAX_DEPTH = 10;
const KEY = /^(?:"([^"\\]*)"|'([^']*)'|([^\s"'#:,[\]{}&*!|>%@`?-][^\s#:]*)) *:(?: +|$)/;
const PLAIN = /^[^\s"'#,[\]{}&*!|>%@`?:-]/;

interface OpenBlock {
  readonly indent: number;
  readonly map: Map<string, BlockValue>;
}

/**
 * Reads the little of YAML that `pub` writes: maps in blocks, plain and quoted scalars on their key's line, `{}`, comments. Null for
 * any other text, which is one for a general parser: this one is there because 10 MB are read in a fraction of a second.
 */
export function readBlockMap(text: string): BlockMap | null {
  const root = new Map<string, BlockValue>();
  const open: OpenBlock[] = [{ indent: 0, map: root }];
  let waiting: { readonly map: Map<string, BlockValue>; readonly key: string } | null = null;
  for (let start = 0; start < text.length;) {
    const found = text.indexOf('\n', start);
    const end = found === -1 ? text.length : found;
    const line = text.slice(start, end).trimEnd();
    start = end + 1;
    const indent = line.length - line.trimStart().length;
    if (line.length === indent || line.charAt(indent) === '#') continue;
    if (line.slice(0, indent).includes('\t')) return null;
    const top = open.at(-1);
    if (top !== undefined && indent > top.indent) {
      if (waiting === null || open.length >= MAX_DEPTH) return null;
      const map = new Map<string, BlockValue>();
      waiting.map.set(waiting.key, map);
      open.push({ indent, map });
    }
    while ((open.at(-1)?.indent ?? 0) > indent) open.pop();
    const block = open.at(-1);
    const entry = readEntry(line.slice(indent));
    if (block === undefined || block.indent !== indent || entry === null) return null;
    block.map.set(entry.key, entry.value);
    waiting = entry.value === '' ? { map: block.map, key: entry.key } : null;
  }
  return root;
}

function readEntry(line: string): { readonly key: string; readonly value: BlockValue } | null {
  const found = KEY.exec(line);
  if (found === null) return null;
  const value = readScalar(line.slice(found[0].length));
  return value === null ? null : { key: found[1] ?? found[2] ?? found[3] ?? '', value };
}

function readScalar(text: string): BlockValue | null {
  if (text === '') return '';
  if (text === '{}') return new Map();
  const quote = text.charAt(0);
  if (quote === '"' || quote === "'") {
    const isWhole = text.length > 1 && text.indexOf(quote, 1) === text.length - 1;
    return isWhole && !text.includes('\\') ? text.slice(1, -1) : null;
  }
  return PLAIN.test(text) && !text.includes(' #') && !text.includes(': ') && !text.endsWith(':')
    ? text
    : null;
}
