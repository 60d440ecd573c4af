import type { Node } from 'jsonc-parser';
import { isJsonObject, type JsonObject } from '../formats/fields.js';

/** A text, and how it is laid out. */
export interface Source {
  readonly text: string;
  readonly style: Style;
}

/** Line ends and one step of indentation; both empty where all stands in one line. */
export interface Style {
  readonly newline: string;
  readonly indent: string;
}

/** What stands in a text from one place to another, and what shall stand there. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A member of an object as it shall be written. */
export interface Member {
  readonly key: string;
  /** Among the members of the old text; null for a new one. */
  readonly index: number | null;
  readonly text: string;
}

/** Where a member of an object stands. */
export interface Span {
  readonly key: string;
  readonly value: Node;
  readonly start: number;
  readonly valueStart: number;
  readonly end: number;
}

/** The members of an object, in order. */
export function membersOf(node: Node): readonly Span[] {
  return (node.children ?? []).flatMap((property): Span[] => {
    const [key, value] = property.children ?? [];
    if (key === undefined || value === undefined) return [];
    return [
      { key: String(key.value), value, start: property.offset, valueStart: value.offset, end: endOf(value) },
    ];
  });
}

/** The value of the only member of this name; null where there is none, or several. */
export function childOf(node: Node, key: string): Node | null {
  const found = (node.children ?? []).filter((property) => property.children?.[0]?.value === key);
  return found.length === 1 ? (found[0]?.children?.[1] ?? null) : null;
}

/** The object with these members: between two that were neighbours stands what stood there. */
export function assemble(
  { text, style }: Source,
  node: Node,
  spans: readonly Span[],
  members: readonly Member[],
): string {
  const first = spans[0];
  const last = spans.at(-1);
  if (members.length === 0) return '{}';
  const base = baseIndent(text, node.offset);
  const gap =
    first === undefined
      ? style.newline + base + (style.newline === '' ? '' : style.indent)
      : text.slice(node.offset + 1, first.start);
  const parts = ['{', gap];
  let previous: Member | null = null;
  for (const member of members) {
    if (previous !== null) {
      const from = previous.index === null ? undefined : spans[previous.index];
      const to = member.index === null ? undefined : spans[member.index];
      const areNeighbours = previous.index !== null && member.index === previous.index + 1;
      parts.push(
        areNeighbours && from !== undefined && to !== undefined ? text.slice(from.end, to.start) : `,${gap}`,
      );
    }
    parts.push(member.text);
    previous = member;
  }
  parts.push(last === undefined ? style.newline + base : text.slice(last.end, endOf(node) - 1), '}');
  return parts.join('');
}

/** A field that is an object; null where it is none. */
export function objectAt(value: JsonObject, key: string): JsonObject | null {
  const found = Object.hasOwn(value, key) ? value[key] : undefined;
  return isJsonObject(found) ? found : null;
}

/** Where a value ends. */
export function endOf(node: Node): number {
  return node.offset + node.length;
}

/** Null where a text is no object in strict JSON. */
export function parseObject(text: string): JsonObject | null {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : null;
  } catch {
    return null;
  }
}

/** How a text is laid out, by its first member. */
export function styleOf(text: string, root: Node): Style {
  const first = root.children?.[0];
  const gap = first === undefined ? '' : text.slice(root.offset + 1, first.offset);
  const newline = gap.includes('\r\n') ? '\r\n' : gap.includes('\n') ? '\n' : '';
  return { newline, indent: newline === '' ? '' : gap.slice(gap.lastIndexOf('\n') + 1) };
}

/** The indentation of the line in which a place stands. */
export function baseIndent(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(text.lastIndexOf('\n', offset) + 1, offset))?.[0] ?? '';
}

/** An object as this text would write it. */
export function layOut(value: JsonObject, { newline, indent }: Style, base: string): string {
  if (newline === '') return JSON.stringify(value);
  return JSON.stringify(value, null, indent).replaceAll('\n', newline + base);
}

/** Whether two values are equal, whatever the order of their members. */
export function isSame(left: unknown, right: unknown): boolean {
  return left === right || JSON.stringify(sorted(left)) === JSON.stringify(sorted(right));
}

function sorted(value: unknown): unknown {
  if (!isJsonObject(value)) return value ?? null;
  return Object.entries(value)
    .toSorted(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0))
    .map(([key, item]) => [key, sorted(item)]);
}

/** A text with these edits, which do not overlap. */
export function apply(text: string, edits: readonly Edit[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const { start, end, text: put } of edits.toSorted((left, right) => left.start - right.start)) {
    parts.push(text.slice(at, start), put);
    at = end;
  }
  parts.push(text.slice(at));
  return parts.join('');
}
