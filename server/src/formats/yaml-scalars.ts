/** What a value of a generated YAML file holds: scalars are texts, `null` is a key without a value. */
export type BlockValue = string | null | readonly BlockValue[] | BlockMap;
export type BlockMap = ReadonlyMap<string, BlockValue>;

/** A value read from a text, and the offset behind it. OPEN: the text ends inside of it; BAD: none is there. */
export type Scanned<T extends BlockValue> =
  | { readonly kind: 'VALUE'; readonly value: T; readonly end: number }
  | { readonly kind: 'OPEN'; readonly end: number }
  | { readonly kind: 'BAD'; readonly end: number };

const MAX_FLOW_DEPTH = 64;
const TAB = 0x09;
const NEWLINE = 0x0a;
const RETURN = 0x0d;
const SPACE = 0x20;
const DOUBLE = 0x22;
const HASH = 0x23;
const SINGLE = 0x27;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_BRACKET = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
/** Of hexadecimal digits, a line break, or one character: https://yaml.org/spec/1.2.2/#57-escaped-characters. */
const ESCAPE = /\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|([^]))/g;
const ESCAPED: ReadonlyMap<string, string> = new Map([
  ['0', '\0'],
  ['a', '\u0007'],
  ['b', '\b'],
  ['t', '\t'],
  ['n', '\n'],
  ['v', '\v'],
  ['f', '\f'],
  ['r', '\r'],
  ['e', '\u001b'],
  ['N', '\u0085'],
  ['_', '\u00a0'],
  ['L', '\u2028'],
  ['P', '\u2029'],
]);

/** Reads the quoted scalar that begins at an offset, over as many lines as it has. */
export function scanQuoted(text: string, start: number): Scanned<string> {
  return text.charCodeAt(start) === SINGLE ? scanSingle(text, start) : scanDouble(text, start);
}

/** Reads the flow map or list (`{a: b, c: [x]}`) that begins at an offset, over as many lines as it has. */
export function scanFlow(text: string, start: number): Scanned<BlockValue> {
  return scanFlowValue(text, start, 0);
}

/** A plain scalar without the comment behind it. */
export function cutComment(content: string): string {
  const comment = content.indexOf(' #');
  return comment === -1 ? content : content.slice(0, comment).trimEnd();
}

/** Lines of one scalar as YAML folds them: a line break is a space, an empty line a line break. */
export function foldLines(text: string): string {
  if (!text.includes('\n')) return text;
  let folded = '';
  let breaks = 0;
  text.split('\n').forEach((line, index, lines) => {
    const isLast = index === lines.length - 1;
    const content = index === 0 ? line.trimEnd() : isLast ? line.trimStart() : line.trim();
    if (index > 0) breaks += 1;
    if (content === '' && !isLast && index > 0) return;
    if (breaks > 0) folded += breaks === 1 ? ' ' : '\n'.repeat(breaks - 1);
    folded += content;
    breaks = 0;
  });
  return folded;
}

function scanSingle(text: string, start: number): Scanned<string> {
  let isEscaped = false;
  for (let at = text.indexOf("'", start + 1); at !== -1; at = text.indexOf("'", at + 2)) {
    if (text.charCodeAt(at + 1) === SINGLE) {
      isEscaped = true;
      continue;
    }
    const value = foldLines(text.slice(start + 1, at));
    return { kind: 'VALUE', value: isEscaped ? value.replaceAll("''", "'") : value, end: at + 1 };
  }
  return { kind: 'OPEN', end: text.length };
}

function scanDouble(text: string, start: number): Scanned<string> {
  let isEscaped = false;
  for (let at = start + 1; at < text.length; at += 1) {
    const char = text.charCodeAt(at);
    if (char === BACKSLASH) {
      isEscaped = true;
      at += 1;
    } else if (char === DOUBLE) {
      const content = text.slice(start + 1, at);
      return { kind: 'VALUE', value: isEscaped ? unescape(content) : foldLines(content), end: at + 1 };
    }
  }
  return { kind: 'OPEN', end: text.length };
}

function unescape(content: string): string {
  return foldLines(content).replace(
    ESCAPE,
    (_, two?: string, four?: string, eight?: string, one?: string) => {
      if (one !== undefined) return ESCAPED.get(one) ?? one;
      const code = Number.parseInt(two ?? four ?? eight ?? '', 16);
      return code > 0x10ffff ? '\ufffd' : String.fromCodePoint(code);
    },
  );
}

function scanFlowValue(text: string, start: number, depth: number): Scanned<BlockValue> {
  const at = skipBlank(text, start);
  if (at >= text.length) return { kind: 'OPEN', end: at };
  const char = text.charCodeAt(at);
  if (char === OPEN_BRACE || char === OPEN_BRACKET) {
    if (depth >= MAX_FLOW_DEPTH) return { kind: 'BAD', end: at };
    return char === OPEN_BRACE ? scanFlowMap(text, at, depth + 1) : scanFlowList(text, at, depth + 1);
  }
  return char === SINGLE || char === DOUBLE ? scanQuoted(text, at) : scanFlowPlain(text, at);
}

function scanFlowMap(text: string, start: number, depth: number): Scanned<BlockMap> {
  const map = new Map<string, BlockValue>();
  for (let at = skipBlank(text, start + 1); at < text.length;) {
    if (text.charCodeAt(at) === CLOSE_BRACE) return { kind: 'VALUE', value: map, end: at + 1 };
    const key = scanFlowValue(text, at, depth);
    if (key.kind !== 'VALUE') return key;
    if (typeof key.value !== 'string') return { kind: 'BAD', end: at };
    at = skipBlank(text, key.end);
    let value: BlockValue = null;
    if (text.charCodeAt(at) === COLON) {
      at = skipBlank(text, at + 1);
      const char = text.charCodeAt(at);
      if (char !== COMMA && char !== CLOSE_BRACE) {
        const scanned = scanFlowValue(text, at, depth);
        if (scanned.kind !== 'VALUE') return scanned;
        value = scanned.value;
        at = skipBlank(text, scanned.end);
      }
    }
    if (!map.has(key.value)) map.set(key.value, value);
    if (text.charCodeAt(at) === COMMA) at = skipBlank(text, at + 1);
    else if (at < text.length && text.charCodeAt(at) !== CLOSE_BRACE) return { kind: 'BAD', end: at };
  }
  return { kind: 'OPEN', end: text.length };
}

function scanFlowList(text: string, start: number, depth: number): Scanned<readonly BlockValue[]> {
  const list: BlockValue[] = [];
  for (let at = skipBlank(text, start + 1); at < text.length;) {
    if (text.charCodeAt(at) === CLOSE_BRACKET) return { kind: 'VALUE', value: list, end: at + 1 };
    const item = scanFlowValue(text, at, depth);
    if (item.kind !== 'VALUE') return item;
    list.push(item.value);
    at = skipBlank(text, item.end);
    if (text.charCodeAt(at) === COMMA) at = skipBlank(text, at + 1);
    else if (at < text.length && text.charCodeAt(at) !== CLOSE_BRACKET) return { kind: 'BAD', end: at };
  }
  return { kind: 'OPEN', end: text.length };
}

/** Up to what ends a plain scalar inside of a flow: https://yaml.org/spec/1.2.2/#733-plain-style. */
function scanFlowPlain(text: string, start: number): Scanned<string> {
  let at = start;
  for (; at < text.length; at += 1) {
    const char = text.charCodeAt(at);
    if (isFlowSign(char)) break;
    if (char === COLON && endsKey(text.charCodeAt(at + 1))) break;
    if (char === HASH && isBlank(text.charCodeAt(at - 1))) break;
  }
  if (at === start) return { kind: 'BAD', end: at };
  return { kind: 'VALUE', value: foldLines(text.slice(start, at).trim()), end: at };
}

function endsKey(char: number): boolean {
  return Number.isNaN(char) || isBlank(char) || isFlowSign(char);
}

function isFlowSign(char: number): boolean {
  return (
    char === COMMA ||
    char === OPEN_BRACE ||
    char === CLOSE_BRACE ||
    char === OPEN_BRACKET ||
    char === CLOSE_BRACKET
  );
}

function isBlank(char: number): boolean {
  return char === SPACE || char === NEWLINE || char === RETURN || char === TAB;
}

/** Behind spaces, line breaks and comments. */
function skipBlank(text: string, start: number): number {
  for (let at = start; at < text.length; at += 1) {
    const char = text.charCodeAt(at);
    if (char === HASH) {
      const end = text.indexOf('\n', at);
      if (end === -1) return text.length;
      at = end;
    } else if (!isBlank(char)) return at;
  }
  return text.length;
}
