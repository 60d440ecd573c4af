const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const SLASH = 0x2f;
const COMMA = 0x2c;
const CLOSE_BRACE = 0x7d;
const CLOSE_BRACKET = 0x5d;
const SPACE = 0x20;

/**
 * JSON with comments and trailing commas as plain JSON: both are made blank, so that offsets and lines stay. Linear; what
 * is no JSON at all comes back with its faults.
 */
export function plainJson(text: string): string {
  const extras: { readonly from: number; to: number }[] = [];
  /** The last comma, as long as only blanks and comments follow, and where it belongs among the extras. */
  let comma = -1;
  let position = 0;
  let isAfterComment = false;
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charCodeAt(at);
    if (char <= SPACE) continue;
    if (char === SLASH) {
      const to = endOfComment(text, at);
      const last = extras.at(-1);
      // Comments with nothing but blanks between them are one, so that a million of them take no million pieces.
      if (last !== undefined && isAfterComment) last.to = Math.max(last.to, to);
      else if (to > at) extras.push({ from: at, to });
      isAfterComment = to > at;
      at = Math.max(at, to - 1);
      continue;
    }
    isAfterComment = false;
    const isClose = char === CLOSE_BRACE || char === CLOSE_BRACKET;
    if (isClose && comma !== -1) extras.splice(position, 0, { from: comma, to: comma + 1 });
    comma = char === COMMA ? at : -1;
    position = extras.length;
    if (char === QUOTE) at = endOfString(text, at);
  }
  return withBlanks(text, extras);
}

/** The offset behind a comment; its own offset where none begins there. */
function endOfComment(text: string, start: number): number {
  if (text.startsWith('//', start)) {
    const end = text.indexOf('\n', start);
    return end === -1 ? text.length : end;
  }
  if (!text.startsWith('/*', start)) return start;
  const end = text.indexOf('*/', start + 2);
  return end === -1 ? text.length : end + 2;
}

/** The offset of the quote that ends a string, or the text's length where nothing does. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    const char = text.charCodeAt(at);
    if (char === BACKSLASH) at += 1;
    else if (char === QUOTE) return at;
  }
  return text.length;
}

function withBlanks(text: string, extras: readonly { readonly from: number; readonly to: number }[]): string {
  const pieces: string[] = [];
  let copied = 0;
  for (const { from, to } of extras) {
    pieces.push(text.slice(copied, from), text.slice(from, to).replaceAll(/[^\n]/g, ' '));
    copied = to;
  }
  return pieces.join('') + text.slice(copied);
}
