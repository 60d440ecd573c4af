import { Html, escapeHtml } from './html.js';

/** The Markdown that merge request texts use: headings, lists, tables, code, quotes, links, details. All else is text. */
export function renderMarkdown(source: string): Html {
  const lines = source.replace(/\r\n?/g, '\n').split('\n');
  const out: string[] = [];
  for (let index = 0; index < lines.length;) index = renderBlock(lines, index, out);
  return new Html(out.join('\n'));
}

/** Renders the block that begins at `start` and answers where the next one begins. */
function renderBlock(lines: readonly string[], start: number, out: string[]): number {
  const line = lines[start] ?? '';
  if (line.trim() === '') return start + 1;
  const fence = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
  if (fence) return renderCode(lines, start, { fence, out });
  const heading = /^(#{1,6}) +(.*)$/.exec(line);
  if (heading?.[1]) {
    const level = Math.min(6, heading[1].length + 1);
    out.push(`<h${level}>${inline(heading[2] ?? '')}</h${level}>`);
    return start + 1;
  }
  if (/^\s*<\/?(?:details|summary|br|sub|sup|p)>/i.test(line) || /^\s*<details open>/i.test(line)) {
    out.push(tags(line));
    return start + 1;
  }
  if (/^ {0,3}(?:-{3,}|\*{3,})\s*$/.test(line)) {
    out.push('<hr>');
    return start + 1;
  }
  if (
    line.includes('|') &&
    /^[\s|:-]+$/.test(lines[start + 1] ?? '') &&
    (lines[start + 1] ?? '').includes('-')
  ) {
    return renderTable(lines, start, out);
  }
  if (isItem(line)) return renderList(lines, start, out);
  if (line.startsWith('>')) return renderQuote(lines, start, out);
  const text: string[] = [];
  let index = start;
  for (; index < lines.length && isPlain(lines[index] ?? '', index === start); index += 1)
    text.push(lines[index] ?? '');
  out.push(`<p>${inline(text.join('\n'))}</p>`);
  return index;
}

function isPlain(line: string, isFirst: boolean): boolean {
  return (
    isFirst ||
    !(
      line.trim() === '' ||
      /^(?:#{1,6} |>| {0,3}(?:`{3}|~{3})|\s*<\/?(?:details|summary))/.test(line) ||
      isItem(line)
    )
  );
}

function isItem(line: string): boolean {
  return /^\s{0,12}(?:[-*+]|\d{1,9}[.)]) +\S/.test(line);
}

function renderCode(
  lines: readonly string[],
  start: number,
  work: { readonly fence: string; readonly out: string[] },
): number {
  const code: string[] = [];
  let index = start + 1;
  while (index < lines.length && !(lines[index] ?? '').trim().startsWith(work.fence)) {
    code.push(lines[index] ?? '');
    index += 1;
  }
  work.out.push(`<pre><code>${escapeHtml(code.join('\n'))}</code></pre>`);
  return index + 1;
}

function renderTable(lines: readonly string[], start: number, out: string[]): number {
  const row = (line: string, tag: string) =>
    `<tr>${cells(line)
      .map((cell) => `<${tag}>${inline(cell)}</${tag}>`)
      .join('')}</tr>`;
  const rows: string[] = [];
  let index = start + 2;
  for (; index < lines.length && (lines[index] ?? '').includes('|'); index += 1)
    rows.push(row(lines[index] ?? '', 'td'));
  out.push(`<table><thead>${row(lines[start] ?? '', 'th')}</thead><tbody>${rows.join('')}</tbody></table>`);
  return index;
}

/** The cells of a row; `\|` is a bar inside a cell. */
function cells(line: string): string[] {
  const inner = line
    .trim()
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|$/, '');
  return inner.split(/(?<!\\)\|/).map((cell) => cell.replaceAll('\\|', '|').trim());
}

function renderList(lines: readonly string[], start: number, out: string[]): number {
  const items: string[] = [];
  let index = start;
  for (; index < lines.length && isItem(lines[index] ?? ''); index += 1) {
    const text = (lines[index] ?? '').replace(/^\s*(?:[-*+]|\d+[.)]) +/, '');
    items.push(`<li>${inline(text)}</li>`);
  }
  out.push(`<ul>${items.join('')}</ul>`);
  return index;
}

function renderQuote(lines: readonly string[], start: number, out: string[]): number {
  const text: string[] = [];
  let index = start;
  for (; (lines[index] ?? '').startsWith('>'); index += 1) text.push((lines[index] ?? '').slice(1).trim());
  out.push(`<blockquote>${inline(text.join('\n'))}</blockquote>`);
  return index;
}

/** Escapes all, then gives the few harmless tags back. */
function tags(line: string): string {
  const allowed = /&lt;(\/?(?:details|summary|br|sub|sup|p)|details open)&gt;/gi;
  return inline(line).replace(allowed, (_match, tag: string) => `<${tag.toLowerCase()}>`);
}

function inline(text: string): string {
  // A link whose label is code is taken first, because code ends where the link goes on.
  const parts = text.split(/(\[`[^`\n]{1,500}`\]\(https?:\/\/[^\s()]{1,2000}\)|`{1,3}[^`\n]*`{1,3})/);
  return parts.map((part, index) => (index % 2 === 1 ? codeOrLink(part) : spans(part))).join('');
}

function codeOrLink(part: string): string {
  const [, label, address] = /^\[(`[^`]+`)\]\((.+)\)$/.exec(part) ?? [];
  if (label === undefined || address === undefined) return code(part);
  return `<a href="${escapeHtml(address)}" rel="noreferrer">${code(label)}</a>`;
}

function code(part: string): string {
  return `<code>${escapeHtml(part.replace(/^`+|`+$/g, '').trim())}</code>`;
}

function spans(text: string): string {
  return escapeHtml(text)
    .replace(/&lt;br *\/?&gt;/g, '<br>')
    .replace(/\\([\\`*_{}[\]()#+.!~|/@$%^=:-]|&(?:lt|gt|amp|quot|#39);)/g, '$1')
    .replace(/\[([^\][\n]{1,500})\]\((https?:\/\/[^\s()]{1,2000})\)/g, '<a href="$2" rel="noreferrer">$1</a>')
    .replace(/(^|[\s(])(https?:\/\/[^\s<>()]{1,2000})/g, '$1<a href="$2" rel="noreferrer">$2</a>')
    .replace(/\*\*([^*\n]{1,500})\*\*/g, '<strong>$1</strong>');
}
