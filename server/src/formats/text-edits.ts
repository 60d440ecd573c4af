import { findConflict, stripByteOrderMark } from './source-text.js';

interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * A text being edited in place: everything between the replacements stays as it is, a byte order mark too. Offsets are those
 * of the text without that mark.
 */
export class TextEdits {
  readonly text: string;
  readonly #mark: string;
  readonly #replacements = new Map<number, Replacement>();

  private constructor(text: string, mark: string) {
    this.text = text;
    this.#mark = mark;
  }

  /** Null for a text that holds an unresolved merge conflict, which nobody should edit. */
  static open(text: string): TextEdits | null {
    const bare = stripByteOrderMark(text);
    const mark = text.slice(0, text.length - bare.length);
    return findConflict(bare) === null ? new TextEdits(bare, mark) : null;
  }

  /** False, and nothing is done, where the same place is to hold something else already. */
  replace(start: number, end: number, text: string): boolean {
    const before = this.#replacements.get(start);
    if (before !== undefined) return before.end === end && before.text === text;
    this.#replacements.set(start, { start, end, text });
    return true;
  }

  /** The whole new text; null where replacements overlap. */
  finish(): string | null {
    const parts: string[] = [this.#mark];
    let at = 0;
    for (const { start, end, text } of [...this.#replacements.values()].sort((a, b) => a.start - b.start)) {
      if (start < at) return null;
      parts.push(this.text.slice(at, start), text);
      at = end;
    }
    parts.push(this.text.slice(at));
    return parts.join('');
  }
}

/** What stands between the last line's beginning and an offset, if that is blank; else an empty text. */
export function indentAt(text: string, offset: number): string {
  const before = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  return /^[ \t]*$/.test(before) ? before : '';
}

/** The line end of a text: that of its first line; an empty text where it has just one line. */
export function lineEndOf(text: string): string {
  const first = text.indexOf('\n');
  if (first === -1) return '';
  return text.charAt(first - 1) === '\r' ? '\r\n' : '\n';
}
