const JOINER = '\u2060';
const MAXIMUM_TEXT = 400;

/**
 * A text from outside as code: shown letter by letter, on one line, safe in a table. GitLab finds no mention,
 * reference, link or quick action inside of code.
 */
export function code(text: string): string {
  const line = oneLine(text);
  if (line === '') return '';
  const longest = (line.match(/`+/g) ?? []).reduce((most, run) => Math.max(most, run.length), 0);
  const fence = '`'.repeat(longest + 1);
  const pad = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${line.replaceAll('|', '\\|')}${pad}${fence}`;
}

/**
 * A text from outside as prose: one line, every mark of Markdown and HTML escaped, and a word joiner after what
 * would start a mention, a reference or a link (GitLab looks for those after unescaping). Never begins a line itself.
 */
export function prose(text: string): string {
  return oneLine(text)
    .replace(/[\\`*_{}[\]()<>#!|~^$&]/g, '\\$&')
    .replace(/(\\?[@#!$%&~^])(?=[\p{L}\p{N}_"'\\/.-])/gu, `$1${JOINER}`)
    .replace(/:(?=\/\/)/g, `:${JOINER}`)
    .replace(/(www)\./gi, `$1${JOINER}.`)
    .replace(/\\\[(?=\w)/g, `\\[${JOINER}`)
    .replace(/^\//, '\\/');
}

/** A link whose text is code; plain code where the address is not one of the web. */
export function codeLink(text: string, address: string): string {
  if (!URL.canParse(address)) return code(text);
  const url = new URL(address);
  const href = url.href.replace(/[()<>|\\\s]/g, (mark) =>
    encodeURIComponent(mark).replace('(', '%28').replace(')', '%29'),
  );
  return url.protocol === 'https:' || url.protocol === 'http:' ? `[${code(text)}](${href})` : code(text);
}

/** A line without Markdown, such as a title: only what names and versions are made of, and nobody mentioned. */
export function plainTitle(text: string): string {
  return plainWords(text).replace(/@(?=[A-Za-z0-9_])/g, `@${JOINER}`);
}

/** Only what names and versions are made of: nothing that GitLab reads as a reference, a command or a link. */
export function plainWords(text: string): string {
  return text
    .slice(0, MAXIMUM_TEXT)
    .replace(/[^A-Za-z0-9@/._+ -]+/g, '?')
    .trim();
}

/** A table; the cells must be safe already. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  return lines.join('\n');
}

/** The first rows that fit into so many bytes of UTF-8, line breaks included. */
export function rowsWithin(rows: readonly string[], maximumBytes: number): readonly string[] {
  let left = maximumBytes;
  const end = rows.findIndex((row) => (left -= Buffer.byteLength(row, 'utf8') + 1) < 0);
  return end < 0 ? rows : rows.slice(0, end);
}

/** The first lines that fit into so many bytes of UTF-8, with a closing line where some do not. */
export function cutToBytes(text: string, maximumBytes: number, closing: string): string {
  if (Buffer.byteLength(text, 'utf8') <= maximumBytes) return text;
  let left = maximumBytes - Buffer.byteLength(`\n\n${closing}\n`, 'utf8');
  const kept: string[] = [];
  for (const line of text.split('\n')) {
    left -= Buffer.byteLength(line, 'utf8') + 1;
    if (left < 0) break;
    kept.push(line);
  }
  return `${kept.join('\n')}\n\n${closing}\n`;
}

/** Without control and invisible characters or line breaks, at most 400 characters. */
function oneLine(text: string): string {
  const line = text
    .slice(0, MAXIMUM_TEXT * 4)
    .replace(/\p{Cf}/gu, '')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim();
  const characters = [...line];
  return characters.length <= MAXIMUM_TEXT ? line : `${characters.slice(0, MAXIMUM_TEXT - 1).join('')}…`;
}
