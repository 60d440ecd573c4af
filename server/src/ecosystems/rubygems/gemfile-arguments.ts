/** One argument of a call: its key where it has one, and its texts; null where it is code and not a literal. */
export interface Argument {
  readonly key: string | null;
  readonly values: readonly string[] | null;
}

const STRING = /^(?:"((?:[^"\\#]|#(?!\{))*)"|'([^'\\]*)')(?:\.freeze)?$/;
const SYMBOL = /^:(?:([A-Za-z_]\w*[?!]?)|"([^"\\#]*)")$/;
const WORDS = /^%[wWiI](?:\[([^\]]*)\]|\(([^)]*)\)|\{([^}]*)\})$/;
const KEY = /^(?:([A-Za-z_]\w*)|"([^"\\#]*)"|'([^'\\]*)'):\s*(?!:)(.*)$/s;
const ROCKET = /^(\S+)\s*=>\s*(.*)$/s;
const END_OF_CALL = /^(?:\s(?:if|unless|do)(?:\s|$)|;)/;

/** The literal arguments of a call such as `gem "a", "~> 1", group: :test`; `text` is what follows the name. */
export function argumentsOf(text: string): readonly Argument[] {
  return splitArguments(text.trimStart()).map((piece): Argument => {
    const key = KEY.exec(piece);
    if (key !== null) {
      const value = (key[4] ?? '').trim();
      return { key: key[1] ?? key[2] ?? key[3] ?? '', values: valuesOf(value) };
    }
    const rocket = ROCKET.exec(piece);
    const name = rocket === null ? undefined : valuesOf(rocket[1] ?? '')?.[0];
    if (rocket !== null && name !== undefined)
      return { key: name, values: valuesOf((rocket[2] ?? '').trim()) };
    return { key: null, values: valuesOf(piece) };
  });
}

/** The texts between commas that stand in no bracket and no string, up to the end of the call. */
function splitArguments(text: string): readonly string[] {
  const isBracketed = text.startsWith('(');
  const pieces: string[] = [];
  let start = isBracketed ? 1 : 0;
  let depth = 0;
  let quote: string | null = null;
  let at = start;
  for (; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (quote !== null) {
      if (char === '\\') at += 1;
      else if (char === quote) quote = null;
    } else if (char === '"' || char === "'") quote = char;
    else if (char === '(' || char === '[' || char === '{') depth += 1;
    else if (char === ')' || char === ']' || char === '}') {
      depth -= 1;
      if (depth < 0) break;
    } else if (depth === 0 && char === ',') {
      pieces.push(text.slice(start, at).trim());
      start = at + 1;
    } else if (depth === 0 && (char === ' ' || char === ';') && END_OF_CALL.test(text.slice(at, at + 8))) {
      break;
    }
  }
  pieces.push(text.slice(start, at).trim());
  return pieces.filter((piece) => piece !== '');
}

function valuesOf(text: string): readonly string[] | null {
  const single = literalOf(text);
  if (single !== null) return [single];
  const words = WORDS.exec(text);
  if (words !== null) {
    return (words[1] ?? words[2] ?? words[3] ?? '').split(/\s+/).filter((word) => word !== '');
  }
  if (!text.startsWith('[') || !text.endsWith(']')) return null;
  const values: string[] = [];
  for (const piece of splitArguments(text.slice(1, -1))) {
    const value = literalOf(piece);
    if (value === null) return null;
    values.push(value);
  }
  return values;
}

function literalOf(text: string): string | null {
  const string = STRING.exec(text);
  if (string !== null) return string[1] ?? string[2] ?? '';
  const symbol = SYMBOL.exec(text);
  if (symbol !== null) return symbol[1] ?? symbol[2] ?? '';
  return text === 'true' || text === 'false' || text === 'nil' ? text : null;
}
