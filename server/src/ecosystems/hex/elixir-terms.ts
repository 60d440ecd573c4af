import type { TokenReader } from './elixir-tokens.js';

/** A literal of Elixir; what is no literal is `code`, which is never run. */
export type Term =
  | { readonly kind: 'text' | 'atom' | 'word'; readonly text: string }
  | { readonly kind: 'tuple' | 'list'; readonly items: readonly Term[] }
  | { readonly kind: 'pair'; readonly key: string; readonly value: Term }
  | { readonly kind: 'code' };

const CODE: Term = { kind: 'code' };
const CLOSERS: ReadonlyMap<string, string> = new Map([
  ['{', '}'],
  ['%{', '}'],
  ['[', ']'],
  ['(', ')'],
]);
const MAX_DEPTH = 20;
/** One entry of a real lock has some hundred terms. */
const MAX_TERMS = 100_000;

/** Reads literals one by one; `isDamaged` says that brackets do not match, or that it stopped because there is too much. */
export class TermReader {
  readonly #tokens: TokenReader;
  #isDamaged = false;
  #count = 0;

  constructor(tokens: TokenReader) {
    this.#tokens = tokens;
  }

  /** Whether brackets or quotes were not closed as they were opened, or there were too many terms. */
  get isDamaged(): boolean {
    return this.#isDamaged;
  }

  /** The next term, up to a comma, a closing bracket or the end, none of which it takes. */
  read(depth = 0): Term {
    this.#count += 1;
    if (depth > MAX_DEPTH || this.#count > MAX_TERMS) {
      this.#isDamaged = true;
      this.#tokens.stop();
    }
    const token = this.#tokens.peek();
    if (this.#isAtSeparator()) return CODE;
    if (token.kind === 'key') {
      this.#tokens.take();
      return { kind: 'pair', key: token.text, value: this.read(depth + 1) };
    }
    if (token.kind === 'mark' && token.text !== '{' && token.text !== '[' && token.text !== '%{')
      return this.#skipCode();
    const literal = token.kind === 'mark' ? this.#readBracket(depth) : this.#readScalar();
    if (this.#isAtSeparator()) return literal;
    if (literal.kind === 'text' && this.#tokens.peek().text === '=>') {
      this.#tokens.take();
      return { kind: 'pair', key: literal.text, value: this.read(depth + 1) };
    }
    return this.#skipCode();
  }

  #readScalar(): Term {
    const { kind, text, isOpen } = this.#tokens.take();
    if (isOpen) this.#isDamaged = true;
    return kind === 'text' || kind === 'atom' ? { kind, text } : { kind: 'word', text };
  }

  #readBracket(depth: number): Term {
    const opener = this.#tokens.take().text;
    const closer = CLOSERS.get(opener);
    const items: Term[] = [];
    for (;;) {
      const { kind, text } = this.#tokens.peek();
      if (kind === 'end') {
        this.#isDamaged = true;
        break;
      }
      if (kind === 'mark' && (text === '}' || text === ']' || text === ')')) {
        if (text !== closer) this.#isDamaged = true;
        this.#tokens.take();
        break;
      }
      if (kind === 'mark' && text === ',') this.#tokens.take();
      else items.push(this.read(depth + 1));
    }
    return { kind: opener === '{' ? 'tuple' : 'list', items };
  }

  #isAtSeparator(): boolean {
    const { kind, text } = this.#tokens.peek();
    return (
      kind === 'end' || (kind === 'mark' && (text === ',' || text === '}' || text === ']' || text === ')'))
    );
  }

  /** Passes over everything up to the next separator that is not within brackets. */
  #skipCode(): Term {
    let open = 0;
    while (open > 0 || !this.#isAtSeparator()) {
      const { kind, text } = this.#tokens.take();
      if (kind === 'end') {
        this.#isDamaged = true;
        break;
      }
      if (kind !== 'mark') continue;
      if (CLOSERS.has(text)) open += 1;
      else if (text === '}' || text === ']' || text === ')') open -= 1;
    }
    return CODE;
  }
}

/** The pairs of a list or of a tuple's end, as a map; a later one of the same key counts. */
export function pairsOf(items: readonly Term[]): ReadonlyMap<string, Term> {
  const pairs = new Map<string, Term>();
  for (const item of items) {
    if (item.kind === 'pair') pairs.set(item.key, item.value);
    else if (item.kind === 'list')
      for (const inner of item.items) if (inner.kind === 'pair') pairs.set(inner.key, inner.value);
  }
  return pairs;
}
