import { findNodeAtLocation, type Node } from 'jsonc-parser';
import { readTree } from '../../formats/json-text.js';
import { stripByteOrderMark } from '../../formats/source-text.js';
import { isJsonObject, type JsonObject } from '../../formats/fields.js';

/** Text to put in the place of a value; `raw` is JSON already. */
export type EditValue =
  string | boolean | readonly EditValue[] | { readonly [key: string]: EditValue } | RawJson;

/** A value that is taken over as it stands in the file. */
export class RawJson {
  readonly text: string;
  /** Whether it is an object: npm sorts those behind everything else. */
  readonly isObject: boolean;

  constructor(text: string, isObject: boolean) {
    this.text = text;
    this.isObject = isObject;
  }
}

interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** One JSON file being edited: values are replaced one by one, everything between them stays as it is. */
export class JsonEditor {
  readonly value: JsonObject;
  readonly #text: string;
  readonly #mark: string;
  readonly #root: Node;
  #replacements: Replacement[] = [];
  readonly #repeated = new Map<Node, ReadonlySet<string>>();

  private constructor(text: string, root: Node, at: { readonly value: JsonObject; readonly mark: string }) {
    this.#text = text;
    this.#root = root;
    this.value = at.value;
    this.#mark = at.mark;
  }

  /** Null where the text is not an object in strict JSON: what npm cannot read, we do not edit. */
  static open(text: string): JsonEditor | null {
    const bare = stripByteOrderMark(text);
    try {
      const value: unknown = JSON.parse(bare);
      const root = readTree(bare);
      if (!isJsonObject(value) || root === null) return null;
      return new JsonEditor(bare, root, { value, mark: text.slice(0, text.length - bare.length) });
    } catch {
      return null;
    }
  }

  /** The node of a value; null where there is none, or where a key on the way stands there twice. */
  find(path: readonly string[]): Node | null {
    let node = this.#root;
    for (const key of path) {
      if (node.type !== 'object' || this.#repeatedKeys(node).has(key)) return null;
      const next = findNodeAtLocation(node, [key]);
      if (next === undefined) return null;
      node = next;
    }
    return node;
  }

  /** Whether the file holds anything at this path, be it once or several times. */
  hasPath(path: readonly string[]): boolean {
    let value: unknown = this.value;
    for (const key of path) {
      if (!isJsonObject(value) || !Object.hasOwn(value, key)) return false;
      value = value[key];
    }
    return true;
  }

  /** Whether some key stands twice in an object. */
  hasRepeatedKeys(node: Node): boolean {
    return this.#repeatedKeys(node).size > 0;
  }

  /** The text of a value with the replacements inside of it, which are thereby taken over by the caller. */
  take(node: Node): RawJson {
    const start = node.offset;
    const end = node.offset + node.length;
    const inside = this.#replacements.filter(
      (replacement) => replacement.start >= start && replacement.end <= end,
    );
    this.#replacements = this.#replacements.filter((replacement) => !inside.includes(replacement));
    return new RawJson(applyReplacements(this.#text, inside, { start, end }), node.type === 'object');
  }

  /** Puts a value in the place of another, laid out as the file is. */
  replace(node: Node, value: EditValue): void {
    const text = layOut(value, this.#styleAt(node));
    this.#replacements.push({ start: node.offset, end: node.offset + node.length, text });
  }

  /** Puts a key behind the last one of an object, laid out as those before it are. One key of an object at a time. */
  insert(object: Node, key: string, value: EditValue): void {
    const last = object.children?.at(-1);
    const style = { ...this.#styleAt(object), colon: this.#colonOf(last ?? this.#root.children?.[0]) };
    const inner: Style = { ...style, base: style.base + style.indent };
    const start = last === undefined ? object.offset + 1 : last.offset + last.length;
    const isOnOneLine = last !== undefined && !this.#text.slice(object.offset, start).includes('\n');
    const name = JSON.stringify(key) + style.colon;
    if (isOnOneLine || style.newline === '') {
      const comma = last === undefined ? '' : style.colon === ':' ? ',' : ', ';
      const text = comma + name + layOut(value, { ...style, newline: '' });
      this.#replacements.push({ start, end: start, text });
      return;
    }
    const text = `${last === undefined ? '' : ','}${style.newline}${inner.base}${name}${layOut(value, inner)}`;
    const end = last === undefined ? object.offset + object.length - 1 : start;
    const tail = last === undefined ? style.newline + style.base : '';
    this.#replacements.push({ start, end, text: text + tail });
  }

  /** Takes these keys out of an object, each with its comma; all that stays keeps its layout. */
  remove(object: Node, keys: ReadonlySet<string>): void {
    const properties = object.children ?? [];
    const isRemoved = (property: Node): boolean => keys.has(String(property.children?.[0]?.value));
    const lastKept = properties.findLastIndex((property) => !isRemoved(property));
    const last = properties.at(-1);
    properties.slice(0, Math.max(0, lastKept)).forEach((property, index) => {
      const next = properties[index + 1];
      if (isRemoved(property) && next !== undefined)
        this.#replacements.push({ start: property.offset, end: next.offset, text: '' });
    });
    const kept = properties[lastKept];
    if (last === undefined || last === kept) return;
    this.#replacements.push(
      kept === undefined
        ? { start: object.offset + 1, end: object.offset + object.length - 1, text: '' }
        : { start: kept.offset + kept.length, end: last.offset + last.length, text: '' },
    );
  }

  /** The whole new text. */
  finish(): string {
    return (
      this.#mark + applyReplacements(this.#text, this.#replacements, { start: 0, end: this.#text.length })
    );
  }

  #repeatedKeys(node: Node): ReadonlySet<string> {
    const known = this.#repeated.get(node);
    if (known !== undefined) return known;
    const seen = new Set<string>();
    const repeated = new Set<string>();
    for (const property of node.children ?? []) {
      const key = String(property.children?.[0]?.value);
      (seen.has(key) ? repeated : seen).add(key);
    }
    this.#repeated.set(node, repeated);
    return repeated;
  }

  #colonOf(property: Node | undefined): string {
    const [key, value] = property?.children ?? [];
    if (key === undefined || value === undefined) return ': ';
    return /\s/.test(this.#text.slice(key.offset + key.length, value.offset)) ? ': ' : ':';
  }

  /** How the file is laid out: taken from what stands before its first key and before this one. */
  #styleAt(node: Node): Style {
    const first = this.#root.children?.[0];
    const gap = this.#text.slice(this.#root.offset + 1, first?.offset ?? this.#root.offset + 1);
    const newline = gap.includes('\r\n') ? '\r\n' : gap.includes('\n') ? '\n' : '';
    const lineStart = this.#text.lastIndexOf('\n', node.offset) + 1;
    const base = /^[ \t]*/.exec(this.#text.slice(lineStart, node.offset))?.[0] ?? '';
    const key = node.parent?.type === 'property' ? node.parent.children?.[0] : undefined;
    return {
      newline,
      indent: gap.slice(gap.lastIndexOf('\n') + 1),
      base,
      colon: this.#colonOf(key === undefined ? undefined : node.parent),
    };
  }
}

interface Style {
  /** Empty where the file stands on one line. */
  readonly newline: string;
  readonly indent: string;
  readonly base: string;
  readonly colon: string;
}

/** Puts the keys of an entry in npm's order: a few first, then plain values by name, then objects by name. */
export function sortAsNpm(entry: Readonly<Record<string, EditValue>>): { readonly [key: string]: EditValue } {
  const sorted = Object.entries(entry).sort(([leftKey, left], [rightKey, right]) => {
    if (isObjectValue(left) !== isObjectValue(right)) return isObjectValue(left) ? 1 : -1;
    return compareKeys(leftKey, rightKey);
  });
  return Object.fromEntries(
    sorted.map(([key, value]) => [key, isPlainObject(value) ? sortAsNpm(value) : value] as const),
  );
}

const FIRST_KEYS = [
  'name',
  'version',
  'lockfileVersion',
  'resolved',
  'integrity',
  'requires',
  'packages',
  'dependencies',
];
const collator = new Intl.Collator('en');

function compareKeys(left: string, right: string): number {
  const leftRank = FIRST_KEYS.indexOf(left);
  const rightRank = FIRST_KEYS.indexOf(right);
  if (leftRank !== -1 && rightRank !== -1) return leftRank - rightRank;
  if (leftRank !== -1 || rightRank !== -1) return leftRank !== -1 ? -1 : 1;
  return collator.compare(left, right);
}

function isPlainObject(value: EditValue): value is { readonly [key: string]: EditValue } {
  return typeof value === 'object' && !Array.isArray(value) && !(value instanceof RawJson);
}

function isObjectValue(value: EditValue): boolean {
  return value instanceof RawJson ? value.isObject : isPlainObject(value);
}

function layOut(value: EditValue, style: Style): string {
  if (value instanceof RawJson) return value.text;
  if (typeof value !== 'object') return JSON.stringify(value);
  const inner: Style = { ...style, base: style.base + style.indent };
  const isList = Array.isArray(value);
  const items = isPlainObject(value)
    ? Object.entries(value).map(([key, item]) => JSON.stringify(key) + style.colon + layOut(item, inner))
    : [...value].map((item) => layOut(item, inner));
  const [open, close] = isList ? ['[', ']'] : ['{', '}'];
  if (items.length === 0) return open + close;
  if (style.newline === '') return `${open}${items.join(',')}${close}`;
  const separator = style.newline + inner.base;
  return `${open}${separator}${items.join(`,${separator}`)}${style.newline}${style.base}${close}`;
}

function applyReplacements(
  text: string,
  replacements: readonly Replacement[],
  within: { readonly start: number; readonly end: number },
): string {
  const parts: string[] = [];
  let at = within.start;
  for (const { start, end, text: inserted } of replacements.toSorted(
    (left, right) => left.start - right.start,
  )) {
    parts.push(text.slice(at, start), inserted);
    at = end;
  }
  parts.push(text.slice(at, within.end));
  return parts.join('');
}
