const QUOTE = 0x22;
const APOSTROPHE = 0x27;
const BACKSLASH = 0x5c;
const HASH = 0x23;
const DOT = 0x2e;
const COMMA = 0x2c;
const EQUALS = 0x3d;
const NEWLINE = 0x0a;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

/** How deep a TOML text nests and how many tables it makes, before anything is made of it. */
export interface TomlShape {
  /** Brackets within brackets, or the parts of one dotted key, whichever is more. */
  readonly depth: number;
  /** Headers, inline tables and lists, and the dots of keys: each of them makes a table or a list. */
  readonly tables: number;
}

/** Counts outside of strings and comments in one pass, and stops where either count is beyond its bound. */
export function shapeOfToml(text: string, bounds: TomlShape): TomlShape {
  let [depth, tables, level, dots] = [0, 0, 0, 0];
  for (let at = 0; at < text.length && depth <= bounds.depth && tables <= bounds.tables; at += 1) {
    switch (text.charCodeAt(at)) {
      case QUOTE:
      case APOSTROPHE:
        at = endOfString(text, at);
        break;
      case HASH:
        at = endOf(text, '\n', at) - 1;
        break;
      case DOT:
        dots += 1;
        tables += 1;
        break;
      case OPEN_BRACKET:
      case OPEN_BRACE:
        level += 1;
        tables += 1;
        dots = 0;
        break;
      case CLOSE_BRACKET:
      case CLOSE_BRACE:
        level = Math.max(0, level - 1);
        dots = 0;
        break;
      case COMMA:
      case EQUALS:
      case NEWLINE:
        dots = 0;
        break;
    }
    depth = Math.max(depth, level, dots);
  }
  return { depth, tables };
}

/** The offset of a string's last character; one in three quotes may hold lines, any other ends with its line. */
function endOfString(text: string, start: number): number {
  const mark = text.charAt(start);
  const isBlock = text.startsWith(mark.repeat(3), start);
  if (mark === "'") {
    const end = endOf(text, isBlock ? "'''" : "'", start + (isBlock ? 3 : 1));
    return isBlock ? end + 2 : end;
  }
  for (let at = start + (isBlock ? 3 : 1); at < text.length; at += 1) {
    const char = text.charCodeAt(at);
    if (char === BACKSLASH) at += 1;
    else if (char === NEWLINE && !isBlock) return at - 1;
    else if (char === QUOTE && !isBlock) return at;
    else if (char === QUOTE && text.startsWith('"""', at)) return at + 2;
  }
  return text.length;
}

function endOf(text: string, mark: string, from: number): number {
  const end = text.indexOf(mark, from);
  return end === -1 ? text.length : end;
}
