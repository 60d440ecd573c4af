import type { XmlElement } from './xml-text.js';

/** Part of a text: from an offset up to, but without, another. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

const SKIPPED = [
  ['<!--', '-->'],
  ['<?', '?>'],
] as const;
const CDATA_START = '<![CDATA[';
const CDATA_END = ']]>';
const WHITESPACE = /\s/;
const NAME_END = /[\s=/>]/;

/**
 * Where an element's text stands, without what is around it: blanks, comments, CDATA's own brackets. Null where it is not
 * written in one piece and as it reads (entities, children, two pieces).
 */
export function spanOfText(source: string, element: XmlElement): Span | null {
  const found: Span[] = [];
  let at = element.contentStart;
  while (at < element.contentEnd && found.length < 2) {
    const skipped = SKIPPED.find(([open]) => source.startsWith(open, at));
    if (skipped !== undefined) {
      at = endOf(source, skipped[1], at);
    } else if (source.startsWith(CDATA_START, at)) {
      const end = endOf(source, CDATA_END, at);
      addTrimmed(found, source, { start: at + CDATA_START.length, end: end - CDATA_END.length });
      at = end;
    } else {
      const next = source.indexOf('<', at + 1);
      const end = next === -1 ? element.contentEnd : Math.min(next, element.contentEnd);
      addTrimmed(found, source, { start: at, end });
      at = end;
    }
  }
  const [only, another] = found;
  if (only === undefined || another !== undefined) return null;
  return source.slice(only.start, only.end) === element.text ? only : null;
}

/** Where an attribute's value stands, between its quotes; its name is compared without case. Null where it is not there, or holds entities. */
export function spanOfAttribute(source: string, element: XmlElement, name: string): Span | null {
  const wanted = name.toLowerCase();
  const limit = element.contentStart;
  let at = element.start + 1;
  const skipBlanks = (): void => {
    while (at < limit && WHITESPACE.test(source.charAt(at))) at += 1;
  };
  while (at < limit && !NAME_END.test(source.charAt(at))) at += 1;
  while (at < limit) {
    skipBlanks();
    const start = at;
    while (at < limit && !NAME_END.test(source.charAt(at))) at += 1;
    const key = source.slice(start, at);
    skipBlanks();
    if (key === '' || source.charAt(at) !== '=') return null;
    at += 1;
    skipBlanks();
    const quote = source.charAt(at);
    const end = quote === '"' || quote === "'" ? source.indexOf(quote, at + 1) : -1;
    if (end === -1) return null;
    if (key.toLowerCase() === wanted) {
      const span = trimmed(source, { start: at + 1, end });
      return source.slice(span.start, span.end).includes('&') ? null : span;
    }
    at = end + 1;
  }
  return null;
}

function endOf(source: string, mark: string, from: number): number {
  const at = source.indexOf(mark, from);
  return at === -1 ? source.length : at + mark.length;
}

function addTrimmed(found: Span[], source: string, span: Span): void {
  const inner = trimmed(source, span);
  if (inner.start < inner.end) found.push(inner);
}

function trimmed(source: string, { start, end }: Span): Span {
  const text = source.slice(start, end);
  const from = start + text.length - text.trimStart().length;
  return { start: from, end: Math.max(from, start + text.trimEnd().length) };
}
