/**
 * One token of Elixir: a text in quotes, an atom (`:a`), a key (`a:`), a word, a mark (brackets, commas, operators), or the
 * end. Of a text that is not closed on its line `isOpen` is true.
 */
export interface Token {
  readonly kind: 'text' | 'atom' | 'key' | 'word' | 'mark' | 'end';
  readonly text: string;
  readonly isOpen: boolean;
}

const QUOTE = 0x22;
const DOT = 0x2e;
const COLON = 0x3a;
const AT = 0x40;
const END: Token = { kind: 'end', text: '', isOpen: false };
/** The commonest tokens, made once. */
const BRACKETS: ReadonlyMap<number, Token> = new Map(
  Array.from('{}[](),', (text): [number, Token] => [
    text.charCodeAt(0),
    { kind: 'mark', text, isOpen: false },
  ]),
);
const LONG_MARKS: ReadonlySet<string> = new Set(['%{', '=>', '++', '==', '!=', '<>', '|>', '->', '::']);

/** Takes a text apart as Elixir would (https://hexdocs.pm/elixir/syntax-reference.html), as far as literals need it. */
export class TokenReader {
  readonly #text: string;
  #at: number;
  #peeked: Token | null = null;

  constructor(text: string, start: number) {
    this.#text = text;
    this.#at = start;
  }

  /** The next token, which stays the next one. */
  peek(): Token {
    return (this.#peeked ??= this.#read());
  }

  take(): Token {
    const token = this.peek();
    this.#peeked = null;
    return token;
  }

  /** Leaves out all that follows. */
  stop(): void {
    this.#at = this.#text.length;
    this.#peeked = END;
  }

  #read(): Token {
    this.#skip();
    const text = this.#text;
    const code = text.charCodeAt(this.#at);
    if (Number.isNaN(code)) return END;
    if (code === QUOTE) return this.#keyOr(this.#quoted('text'));
    if (isDigit(code)) return { kind: 'word', text: this.#word(true), isOpen: false };
    if (isNameCode(code)) return this.#keyOr({ kind: 'word', text: this.#word(false), isOpen: false });
    if (code === COLON && text.charCodeAt(this.#at + 1) !== COLON) return this.#atom();
    const bracket = BRACKETS.get(code);
    if (bracket !== undefined) {
      this.#at += 1;
      return bracket;
    }
    const two = text.slice(this.#at, this.#at + 2);
    const mark = LONG_MARKS.has(two) ? two : text.charAt(this.#at);
    this.#at += mark.length;
    return { kind: 'mark', text: mark, isOpen: false };
  }

  #skip(): void {
    const text = this.#text;
    for (;;) {
      const code = text.charCodeAt(this.#at);
      if (code === 0x20 || (code >= 0x09 && code <= 0x0d)) this.#at += 1;
      else if (code === 0x23) {
        const end = text.indexOf('\n', this.#at);
        this.#at = end === -1 ? text.length : end;
      } else return;
    }
  }

  #atom(): Token {
    this.#at += 1;
    const code = this.#text.charCodeAt(this.#at);
    if (code === QUOTE) return this.#quoted('atom');
    if (!isNameCode(code) || isDigit(code)) return { kind: 'mark', text: ':', isOpen: false };
    return { kind: 'atom', text: this.#word(false), isOpen: false };
  }

  /** A name, or a number with its dots. */
  #word(isNumber: boolean): string {
    const text = this.#text;
    const start = this.#at;
    let at = start + 1;
    for (; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (!isNameCode(code) && !(isNumber ? code === DOT : code === AT)) break;
    }
    const last = text.charAt(at);
    if (!isNumber && (last === '?' || last === '!')) at += 1;
    this.#at = at;
    return text.slice(start, at);
  }

  /** A name or a text that a colon follows at once is a key. */
  #keyOr(token: Token): Token {
    if (this.#text.charAt(this.#at) !== ':' || this.#text.charAt(this.#at + 1) === ':') return token;
    this.#at += 1;
    return { ...token, kind: 'key' };
  }

  #quoted(kind: 'text' | 'atom'): Token {
    const text = this.#text;
    const start = this.#at;
    if (text.startsWith('"""', start)) {
      const end = text.indexOf('"""', start + 3);
      this.#at = end === -1 ? text.length : end + 3;
      return { kind, text: text.slice(start + 3, end === -1 ? text.length : end), isOpen: end === -1 };
    }
    let at = start + 1;
    for (; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (code === QUOTE || code === 0x0a) break;
      if (code === 0x5c) at += 1;
    }
    const isOpen = text.charAt(at) !== '"';
    this.#at = isOpen ? at : at + 1;
    return { kind, text: text.slice(start + 1, at), isOpen };
  }
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

function isNameCode(code: number): boolean {
  return isDigit(code) || (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a) || code === 0x5f;
}
