import { shapeOfToml } from '../../formats/toml-shape.js';

const MAX_DEPTH = 100;
const BARE_KEY = /[A-Za-z0-9_-]+/y;
const OTHER_VALUE = /[^\s,\]}#]+/y;

/** A text value of a TOML file, and where it stands. */
export interface TomlString {
  /** Its keys from the top, the entries of lists by their number. */
  readonly path: readonly (string | number)[];
  readonly value: string;
  /** Inside the quotes. */
  readonly start: number;
  readonly end: number;
  /** Where each character of the value stands; null where it stands as it is written. */
  readonly offsets: readonly number[] | null;
}

/**
 * All text values of a TOML file that is valid (https://toml.io/en/v1.0.0), with their places; those with escapes other
 * than a backslash before a quote or a backslash, and those of several lines, are left out. Null where it cannot be read.
 */
export function tomlStrings(text: string): readonly TomlString[] | null {
  if (shapeOfToml(text, { depth: MAX_DEPTH, tables: 400_000 }).depth > MAX_DEPTH) return null;
  const scanner = new Scanner(text.startsWith('\ufeff') ? 1 : 0, text);
  return scanner.readFile() ? scanner.strings : null;
}

interface Quoted {
  readonly value: string | null;
  readonly start: number;
  readonly end: number;
  readonly offsets: readonly number[] | null;
}

class Scanner {
  readonly strings: TomlString[] = [];
  readonly #text: string;
  readonly #lengths = new Map<string, number>();
  #at: number;

  constructor(at: number, text: string) {
    this.#at = at;
    this.#text = text;
  }

  readFile(): boolean {
    let table: readonly (string | number)[] = [];
    for (this.#skip(true); this.#at < this.#text.length; this.#skip(true)) {
      if (this.#take('[')) {
        const isList = this.#take('[');
        const keys = this.#readKeys();
        if (keys === null || !this.#take(']') || (isList && !this.#take(']'))) return false;
        table = this.#tableOf(keys, isList);
      } else if (!this.#readEntry(table)) return false;
    }
    return true;
  }

  /** A header names the last entry of the lists above it; one in two brackets begins a new entry. */
  #tableOf(keys: readonly string[], isList: boolean): readonly (string | number)[] {
    const path: (string | number)[] = [];
    keys.forEach((key, at) => {
      path.push(key);
      const name = JSON.stringify(path);
      const count = this.#lengths.get(name);
      if (isList && at === keys.length - 1) {
        this.#lengths.set(name, (count ?? 0) + 1);
        path.push(count ?? 0);
      } else if (count !== undefined) path.push(count - 1);
    });
    return path;
  }

  #readEntry(table: readonly (string | number)[]): boolean {
    const keys = this.#readKeys();
    if (keys === null || !this.#take('=')) return false;
    return this.#readValue([...table, ...keys]);
  }

  #readValue(path: readonly (string | number)[]): boolean {
    this.#skip(false);
    const mark = this.#text.charAt(this.#at);
    if (mark === '"' || mark === "'") {
      const quoted = this.#readQuoted();
      if (quoted === null) return false;
      const { value, start, end, offsets } = quoted;
      if (value !== null) this.strings.push({ path, value, start, end, offsets });
      return true;
    }
    if (this.#take('[')) return this.#readList(path);
    if (this.#take('{')) return this.#readTable(path);
    return this.#match(OTHER_VALUE) !== null;
  }

  #readList(path: readonly (string | number)[]): boolean {
    for (let count = 0; ; count += 1) {
      this.#skip(true);
      if (this.#take(']')) return true;
      if (!this.#readValue([...path, count])) return false;
      this.#skip(true);
      if (!this.#take(',')) return this.#take(']');
    }
  }

  #readTable(path: readonly (string | number)[]): boolean {
    for (;;) {
      this.#skip(true);
      if (this.#take('}')) return true;
      if (!this.#readEntry(path)) return false;
      this.#skip(true);
      if (!this.#take(',')) return this.#take('}');
    }
  }

  #readKeys(): readonly string[] | null {
    const keys: string[] = [];
    do {
      this.#skip(false);
      const mark = this.#text.charAt(this.#at);
      const key = mark === '"' || mark === "'" ? (this.#readQuoted()?.value ?? null) : this.#match(BARE_KEY);
      if (key === null) return null;
      keys.push(key);
      this.#skip(false);
    } while (this.#take('.'));
    return keys;
  }

  #readQuoted(): Quoted | null {
    const mark = this.#text.charAt(this.#at);
    if (this.#text.startsWith(mark.repeat(3), this.#at)) return this.#readBlock(mark);
    const start = this.#at + 1;
    const offsets: number[] = [];
    const parts: string[] = [];
    let isKnown = true;
    let hasEscapes = false;
    for (let at = start; at < this.#text.length; at += 1) {
      const char = this.#text.charAt(at);
      if (char === '\n') return null;
      if (char === mark) {
        this.#at = at + 1;
        const value = isKnown ? parts.join('') : null;
        return { value, start, end: at, offsets: hasEscapes ? offsets : null };
      }
      offsets.push(at);
      if (char === '\\' && mark === '"') {
        at += 1;
        hasEscapes = true;
        const escaped = this.#text.charAt(at);
        isKnown &&= escaped === '"' || escaped === '\\';
        parts.push(escaped);
      } else parts.push(char);
    }
    return null;
  }

  /** A text of several lines: where it ends, and nothing else. */
  #readBlock(mark: string): Quoted | null {
    const start = this.#at + 3;
    for (let at = start; at < this.#text.length; at += 1) {
      if (mark === '"' && this.#text.charAt(at) === '\\') at += 1;
      else if (this.#text.startsWith(mark.repeat(3), at)) {
        let end = at + 3;
        while (end < at + 5 && this.#text.charAt(end) === mark) end += 1;
        this.#at = end;
        return { value: null, start, end: end - 3, offsets: null };
      }
    }
    return null;
  }

  /** Passes over spaces; over line ends and comments too where they mean nothing. */
  #skip(isAcrossLines: boolean): void {
    for (; this.#at < this.#text.length; this.#at += 1) {
      const char = this.#text.charAt(this.#at);
      if (char === ' ' || char === '\t') continue;
      if (!isAcrossLines) return;
      if (char === '#') {
        const end = this.#text.indexOf('\n', this.#at);
        this.#at = end === -1 ? this.#text.length : end;
      } else if (char !== '\n' && char !== '\r') return;
    }
  }

  #take(mark: string): boolean {
    if (!this.#text.startsWith(mark, this.#at)) return false;
    this.#at += mark.length;
    return true;
  }

  #match(pattern: RegExp): string | null {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0] ?? null;
    if (found !== null) this.#at += found.length;
    return found;
  }
}
