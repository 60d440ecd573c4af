import { isJsonObject, type JsonObject } from '../../formats/fields.js';
import type { Span } from '../../formats/xml-places.js';

const HEADER = /^\s*\[\s*([^\][]+?)\s*\]\s*(?:#.*)?$/;
const KEY_PART = /\s*(?:([A-Za-z0-9_-]+)|"([^"\\]*)"|'([^']*)')\s*/y;
const STRING = /"([^"\\]*)"|'([^']*)'/g;

/** A text in a TOML file by its keys. */
export interface TomlPlace {
  readonly keys: readonly string[];
  readonly text: string;
}

/**
 * Where these texts stand between their quotes, by `keys` joined with a line end. It looks at lines, one assignment each, so
 * what is written otherwise is not found, and whoever edits must read the file again.
 */
export function findTexts(source: string, places: readonly TomlPlace[]): ReadonlyMap<string, Span> {
  const spans = new Map<string, Span>();
  const byFirst = new Map<string, TomlPlace[]>();
  for (const place of places) {
    const first = place.keys.slice(0, 2).join('\n');
    const known = byFirst.get(first);
    if (known === undefined) byFirst.set(first, [place]);
    else known.push(place);
  }
  let header: readonly string[] = [];
  let start = 0;
  while (start < source.length) {
    const end = source.indexOf('\n', start);
    const line = source.slice(start, end === -1 ? source.length : end);
    const table = HEADER.exec(line)?.[1];
    const assigned = table === undefined ? readKeys(line, '=') : null;
    if (table !== undefined) header = readKeys(`${table}=`, '=')?.keys ?? [];
    if (assigned !== null) {
      const keys = [...header, ...assigned.keys];
      for (const place of byFirst.get(keys.slice(0, 2).join('\n')) ?? []) {
        const span = spanInLine(line.slice(assigned.end), place, keys);
        const offset = start + assigned.end;
        if (span !== null)
          spans.set(place.keys.join('\n'), { start: offset + span.start, end: offset + span.end });
      }
    }
    start = end === -1 ? source.length : end + 1;
  }
  return spans;
}

/** A value with one text in it replaced. */
export function withText(value: JsonObject, keys: readonly string[], text: string): JsonObject {
  const [key = '', ...rest] = keys;
  const inner = Object.hasOwn(value, key) ? value[key] : undefined;
  const replaced = rest.length === 0 || !isJsonObject(inner) ? text : withText(inner, rest, text);
  return Object.fromEntries(Object.entries({ ...value, [key]: replaced }));
}

/** Whether two values hold the same. */
export function isSameValue(left: unknown, right: unknown): boolean {
  if (isJsonObject(left) && isJsonObject(right)) {
    const keys = Object.keys(left);
    if (keys.length !== Object.keys(right).length) return false;
    return keys.every((key) => Object.hasOwn(right, key) && isSameValue(left[key], right[key]));
  }
  if (Array.isArray(left) && Array.isArray(right))
    return left.length === right.length && left.every((item, at) => isSameValue(item, right[at]));
  return String(left) === String(right);
}

function readKeys(
  line: string,
  closing: string,
): { readonly keys: readonly string[]; readonly end: number } | null {
  const keys: string[] = [];
  let at = 0;
  for (;;) {
    KEY_PART.lastIndex = at;
    const [whole, bare, double, single] = KEY_PART.exec(line) ?? [];
    if (whole === undefined) return null;
    keys.push(bare ?? double ?? single ?? '');
    at += whole.length;
    const next = line.charAt(at);
    at += 1;
    if (next === closing) return { keys, end: at };
    if (next !== '.') return null;
  }
}

/** The string of that text in the rest of a line; in an inline table the one that stands right behind its key. */
function spanInLine(rest: string, place: TomlPlace, keys: readonly string[]): Span | null {
  if (keys.some((key, at) => key !== place.keys[at])) return null;
  const inner = place.keys.slice(keys.length);
  const last = inner.at(-1);
  for (const found of rest.matchAll(STRING)) {
    const text = found[1] ?? found[2] ?? '';
    const before = rest.slice(0, found.index).trimEnd();
    const key = before.endsWith('=') ? before.slice(0, -1).trimEnd() : null;
    const isHere = last === undefined ? before === '' : key !== null && endsWithKey(key, last);
    if (isHere && text === place.text) return { start: found.index + 1, end: found.index + 1 + text.length };
    if (last === undefined) return null;
  }
  return null;
}

function endsWithKey(text: string, key: string): boolean {
  if (text.endsWith(`"${key}"`) || text.endsWith(`'${key}'`)) return true;
  return text.endsWith(key) && !/[A-Za-z0-9_-]/.test(text.charAt(text.length - key.length - 1));
}
