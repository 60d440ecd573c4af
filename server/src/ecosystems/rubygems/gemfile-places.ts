import { statementsOf } from './gemfile-lines.js';

/** A literal text in a Gemfile: where it begins and ends between its quotes. */
export interface Literal {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Where a Gemfile declares a gem; `requirements` is null where they are code. */
export interface GemPlace {
  readonly requirements: readonly Literal[] | null;
}

const MAX_CALL_LENGTH = 20_000;

/**
 * The `gem` lines of a Gemfile for one name, with the places of their literal requirements. Null where the name stands in
 * code that may declare it too.
 */
export function placesOf(text: string, name: string): readonly GemPlace[] | null {
  const starts = lineStarts(text);
  const places: GemPlace[] = [];
  for (const statement of statementsOf(text)) {
    const isNamed = statement.text.includes(`"${name}"`) || statement.text.includes(`'${name}'`);
    if (!isNamed) continue;
    const lineStart = starts[statement.line - 1] ?? 0;
    const call = /^[ \t]*gem(?=[ \t("'])/.exec(text.slice(lineStart, lineStart + 1000));
    const place = call === null ? null : readCall(text, lineStart + call[0].length);
    if (place === null) {
      if (/(?:^|[\s({;])gem[\s(]/.test(statement.text)) return null;
      continue;
    }
    if (place.name === name) places.push({ requirements: place.requirements });
  }
  return places;
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

interface Call extends GemPlace {
  readonly name: string;
}

function readCall(text: string, from: number): Call | null {
  const cursor = new Cursor(text, from, Math.min(text.length, from + MAX_CALL_LENGTH));
  cursor.skipBlank(false);
  const isBracketed = cursor.take('(');
  cursor.skipBlank(isBracketed);
  const name = cursor.literal();
  if (name === null) return null;
  const requirements: Literal[] = [];
  for (;;) {
    cursor.skipBlank(isBracketed);
    if (!cursor.take(',')) {
      if (!cursor.isAtEnd()) return { name: name.text, requirements: null };
      break;
    }
    cursor.skipBlank(true);
    if (cursor.isKeyed()) break;
    const found = cursor.literals();
    if (found === null) return { name: name.text, requirements: null };
    for (const literal of found) requirements.push(literal);
  }
  return { name: name.text, requirements };
}

/** Reads the arguments of a call, as far as they are literals. */
class Cursor {
  #at: number;

  constructor(
    private readonly text: string,
    from: number,
    private readonly end: number,
  ) {
    this.#at = from;
  }

  /** Blanks and comments; line ends only where the call goes on behind them. */
  skipBlank(mayBreak: boolean): void {
    for (; this.#at < this.end; this.#at += 1) {
      const char = this.text.charAt(this.#at);
      if (char === '#' && mayBreak) {
        const lineEnd = this.text.indexOf('\n', this.#at);
        this.#at = lineEnd === -1 ? this.end : lineEnd;
      } else if (!(char === ' ' || char === '\t' || (mayBreak && (char === '\n' || char === '\r')))) return;
    }
  }

  take(char: string): boolean {
    if (this.text.charAt(this.#at) !== char) return false;
    this.#at += 1;
    return true;
  }

  /** Whether the call ends here: everything else makes an expression of the argument before. */
  isAtEnd(): boolean {
    return /^(?:$|[\n\r#;)]|(?:if|unless|do)\b)/.test(this.text.slice(this.#at, this.#at + 10));
  }

  /** Whether an argument with a key comes next: `group: …`, `:group => …`, `"group": …`. */
  isKeyed(): boolean {
    const next = this.text.slice(this.#at, Math.min(this.end, this.#at + 200));
    return /^(?:[A-Za-z_]\w*[?!]?:(?!:)|:?(?:[A-Za-z_]\w*|"[^"\\#\n]*"|'[^'\\\n]*')\s*=>|(?:"[^"\\#\n]*"|'[^'\\\n]*'):(?!:)|\*\*)/.test(
      next,
    );
  }

  /** One literal, or a list of them. */
  literals(): readonly Literal[] | null {
    if (!this.take('[')) {
      const one = this.literal();
      return one === null ? null : [one];
    }
    const found: Literal[] = [];
    for (;;) {
      this.skipBlank(true);
      if (this.take(']')) return found;
      const one = this.literal();
      if (one === null) return null;
      found.push(one);
      this.skipBlank(true);
      if (!this.take(',') && this.text.charAt(this.#at) !== ']') return null;
    }
  }

  /** A text in quotes without anything computed or escaped, and nothing but `.freeze` behind it. */
  literal(): Literal | null {
    const quote = this.text.charAt(this.#at);
    if (quote !== '"' && quote !== "'") return null;
    const start = this.#at + 1;
    const close = this.text.indexOf(quote, start);
    if (close === -1 || close >= this.end) return null;
    const text = this.text.slice(start, close);
    if (/[\\\n]|#[{$@]/.test(text)) return null;
    this.#at = close + 1;
    if (this.text.startsWith('.freeze', this.#at)) this.#at += '.freeze'.length;
    return /[.%+*[]/.test(this.text.charAt(this.#at)) ? null : { start, end: close, text };
  }
}
