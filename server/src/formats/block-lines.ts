import { scanQuoted } from './yaml-scalars.js';

const TAB = 0x09;
const RETURN = 0x0d;
const SPACE = 0x20;
const HASH = 0x23;
const PERCENT = 0x25;
const DASH = 0x2d;
const COLON = 0x3a;

/** A key, and the offset of its colon. */
interface LineKey {
  readonly name: string;
  readonly end: number;
}

/** Goes through the lines of a YAML text, each once. Lines that say nothing, and directives, are passed over. */
export class BlockLines {
  readonly text: string;
  /** Counted from 1. */
  line = 0;
  /** The column of what is read of this line; -1 between documents and at the end. */
  indent = -1;
  start = 0;
  end = 0;
  /** Where the next line begins. */
  #next = 0;
  /** The key that was last found, and where. */
  #key: LineKey | null = null;
  #keyStart = -1;

  constructor(text: string) {
    this.text = text;
  }

  hasMore(): boolean {
    return this.#next < this.text.length;
  }

  /** Goes to the next line that says something; one that separates documents belongs to none. */
  advance(): void {
    while (this.hasMore()) {
      const first = this.#takeLine();
      let { start } = this;
      while (start < this.end && this.text.charCodeAt(start) === SPACE) start += 1;
      const char = this.text.charCodeAt(start);
      if (start >= this.end || char === HASH) continue;
      this.start = start;
      this.indent = start - first;
      if (this.indent > 0) return;
      if (char === PERCENT) continue;
      if (isDocumentMarker(this.content())) this.indent = -1;
      return;
    }
    this.indent = -1;
  }

  /** The next line as it stands there, without its line break; null where it says something at or before a column. */
  takeRaw(column: number): string | null {
    const end = endOfLine(this.text, this.#next);
    let start = this.#next;
    while (start < end && this.text.charCodeAt(start) === SPACE) start += 1;
    const isEmpty = trimmedEnd(this.text, start, end) === start;
    if (!isEmpty && start - this.#next <= column) return null;
    const first = this.#takeLine();
    return isEmpty ? '' : this.text.slice(first, this.end);
  }

  /** Makes the line of an offset further on the one that is looked at. */
  leave(offset: number): void {
    while (this.hasMore() && this.#next <= offset && this.end < offset) this.#takeLine();
  }

  /** Looks at what stands further right in this line as if the line began there. */
  moveTo(at: number): void {
    this.indent += at - this.start;
    this.start = at;
  }

  stop(): void {
    this.#next = this.text.length;
    this.indent = -1;
  }

  /** Whether this line belongs to a block that begins at a column. */
  isInside(column: number): boolean {
    return this.indent >= column;
  }

  isItem(): boolean {
    return this.#isSign(this.start, DASH);
  }

  startsWith(sign: string): boolean {
    return this.text.startsWith(sign, this.start) && this.#isSign(this.start, sign.charCodeAt(0));
  }

  content(): string {
    return this.text.slice(this.start, this.end);
  }

  /** Whether nothing but a comment stands on this line from an offset on. */
  isNothing(at: number): boolean {
    return at >= this.end || this.text.charCodeAt(at) === HASH;
  }

  skipSpaces(from: number): number {
    let at = from;
    while (at < this.end && this.text.charCodeAt(at) === SPACE) at += 1;
    return at;
  }

  /** The key that this line begins with; null where it begins with none. */
  key(): LineKey | null {
    if (this.#keyStart !== this.start) {
      this.#key = this.#findKey();
      this.#keyStart = this.start;
    }
    return this.#key;
  }

  #findKey(): LineKey | null {
    const sign = this.text.charAt(this.start);
    if (sign === '"' || sign === "'") {
      const scanned = scanQuoted(this.content(), 0);
      if (scanned.kind !== 'VALUE') return null;
      const end = this.skipSpaces(this.start + scanned.end);
      return this.#isSign(end, COLON) ? { name: scanned.value, end } : null;
    }
    if ('{[&*!|>%\t'.includes(sign)) return null;
    const content = this.content();
    const colon = content.indexOf(': ');
    const length = colon !== -1 ? colon : content.endsWith(':') ? content.length - 1 : -1;
    if (length <= 0) return null;
    const name = content.slice(0, length).trimEnd();
    return name.includes(' #') ? null : { name, end: this.start + length };
  }

  /** Whether a sign stands here, and a space or the end of the line behind it. */
  #isSign(at: number, sign: number): boolean {
    if (at >= this.end || this.text.charCodeAt(at) !== sign) return false;
    return at + 1 >= this.end || this.text.charCodeAt(at + 1) === SPACE;
  }

  /** Takes one line as it is, and gives the offset where it begins. */
  #takeLine(): number {
    const first = this.#next;
    const end = endOfLine(this.text, first);
    this.start = first;
    this.end = trimmedEnd(this.text, first, end);
    this.line += 1;
    this.#next = end + 1;
    return first;
  }
}

function endOfLine(text: string, start: number): number {
  const end = text.indexOf('\n', start);
  return end === -1 ? text.length : end;
}

function trimmedEnd(text: string, start: number, end: number): number {
  for (let at = end; at > start; at -= 1) {
    const char = text.charCodeAt(at - 1);
    if (char !== SPACE && char !== TAB && char !== RETURN) return at;
  }
  return start;
}

function isDocumentMarker(content: string): boolean {
  return content === '---' || content === '...' || content.startsWith('--- #');
}
