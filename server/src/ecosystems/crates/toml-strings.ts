/** A string of a TOML text: by which keys it is reached, and where it stands, its quotes included. */
export interface TomlString {
  readonly path: readonly string[];
  readonly start: number;
  readonly end: number;
  /** Null where it holds escapes or lines: such a one is not rewritten. */
  readonly value: string | null;
}

const MAX_DEPTH = 100;
const BARE_KEY = /[A-Za-z0-9_-]+/y;
const SCALAR = /[^,\]}\r\n#]*/y;

/**
 * The strings of a text that is known to be valid TOML (https://toml.io/en/v1.0.0), in order. Those in lists and in lists
 * of tables are passed over, because no path of names leads there.
 */
export function tomlStrings(text: string): readonly TomlString[] {
  const scanner = new Scanner(text);
  scanner.run();
  return scanner.found;
}

class Scanner {
  readonly found: TomlString[] = [];
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  run(): void {
    let table: readonly string[] | null = [];
    for (this.#skipBlank(); this.#at < this.#text.length; this.#skipBlank()) {
      const before = this.#at;
      if (this.#text.startsWith('[[', this.#at)) {
        this.#at += 2;
        this.#key();
        table = null;
        this.#skipTo(']]');
      } else if (this.#char() === '[') {
        this.#at += 1;
        table = this.#key();
        this.#skipTo(']');
      } else this.#pair(table, 0);
      if (this.#at === before) this.#at += 1;
    }
  }

  /** `path` is null where no path of names leads. */
  #pair(path: readonly string[] | null, depth: number): void {
    const key = this.#key();
    if (this.#char() !== '=') return;
    this.#at += 1;
    this.#skipSpaces();
    this.#value(path === null || key === null ? null : [...path, ...key], depth);
  }

  #value(path: readonly string[] | null, depth: number): void {
    if (depth > MAX_DEPTH) this.#at = this.#text.length;
    const first = this.#char();
    if (first === '"' || first === "'") {
      const start = this.#at;
      const value = this.#string();
      if (path !== null) this.found.push({ path, start, end: this.#at, value });
    } else if (first === '[') this.#members(']', () => this.#value(null, depth + 1));
    else if (first === '{') this.#members('}', () => this.#pair(path, depth + 1));
    else {
      SCALAR.lastIndex = this.#at;
      this.#at += SCALAR.exec(this.#text)?.[0].length ?? 0;
    }
  }

  #members(close: string, readOne: () => void): void {
    this.#at += 1;
    for (this.#skipBlank(); this.#at < this.#text.length && this.#char() !== close; this.#skipBlank()) {
      const before = this.#at;
      if (this.#char() === ',') this.#at += 1;
      else readOne();
      if (this.#at === before) this.#at += 1;
    }
    this.#at += 1;
  }

  /** A key with its dots; null where a part is written with escapes. */
  #key(): readonly string[] | null {
    const parts: string[] = [];
    let isReadable = true;
    for (;;) {
      this.#skipSpaces();
      const first = this.#char();
      if (first === '"' || first === "'") {
        const part = this.#string();
        if (part === null) isReadable = false;
        else parts.push(part);
      } else {
        BARE_KEY.lastIndex = this.#at;
        const part = BARE_KEY.exec(this.#text)?.[0] ?? '';
        this.#at += part.length;
        parts.push(part);
      }
      this.#skipSpaces();
      if (this.#char() !== '.') return isReadable ? parts : null;
      this.#at += 1;
    }
  }

  #string(): string | null {
    const mark = this.#char();
    const start = this.#at;
    if (this.#text.startsWith(mark.repeat(3), start)) {
      this.#at = start + 3;
      this.#endOfBlock(mark);
      return null;
    }
    this.#at += 1;
    let isPlain = true;
    for (; this.#at < this.#text.length; this.#at += 1) {
      const char = this.#char();
      if (char === mark || char === '\n') break;
      if (char !== '\\' || mark === "'") continue;
      isPlain = false;
      this.#at += 1;
    }
    const value = this.#text.slice(start + 1, this.#at);
    this.#at += 1;
    return isPlain ? value : null;
  }

  /** A block may end with up to five quotes, of which the first two are its own. */
  #endOfBlock(mark: string): void {
    for (; this.#at < this.#text.length; this.#at += 1) {
      if (this.#char() === '\\' && mark === '"') this.#at += 1;
      else if (this.#text.startsWith(mark.repeat(3), this.#at)) break;
    }
    this.#at += 3;
    for (let more = 0; more < 2 && this.#char() === mark; more += 1) this.#at += 1;
  }

  #skipTo(mark: string): void {
    const end = this.#text.indexOf(mark, this.#at);
    this.#at = end === -1 ? this.#text.length : end + mark.length;
  }

  #skipSpaces(): void {
    while (this.#char() === ' ' || this.#char() === '\t') this.#at += 1;
  }

  /** Spaces, line ends and comments. */
  #skipBlank(): void {
    for (;;) {
      const char = this.#char();
      if (char === '#') {
        const end = this.#text.indexOf('\n', this.#at);
        this.#at = end === -1 ? this.#text.length : end;
      } else if (char === ' ' || char === '\t' || char === '\r' || char === '\n') this.#at += 1;
      else return;
    }
  }

  #char(): string {
    return this.#text.charAt(this.#at);
  }
}
