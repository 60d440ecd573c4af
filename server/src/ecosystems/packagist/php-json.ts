import { isJsonObject } from '../../formats/fields.js';

/** JSON as PHP holds it once it was read: an empty object is an empty list. */
export type PhpValue = string | number | boolean | null | readonly PhpValue[] | PhpMap;
export interface PhpMap {
  readonly [key: string]: PhpValue;
}

const MAX_DEPTH = 60;
const HALF_CHARACTER = /\p{Surrogate}/u;
const WHOLE = /^(?:0|-?[1-9]\d*)$/;

/**
 * What PHP makes of JSON that was read; undefined where that, or how PHP writes it again, cannot be told from here: numbers with
 * exponents, halves of characters, keys that are numbers and therefore lost their order.
 */
export function phpValue(value: unknown, depth = 0): PhpValue | undefined {
  if (depth > MAX_DEPTH) return undefined;
  if (typeof value === 'string') return HALF_CHARACTER.test(value) ? undefined : value;
  if (typeof value === 'number')
    return Object.is(value, -0) || !/^-?[\d.]{1,17}$/.test(String(value)) ? undefined : value;
  if (value === null || typeof value === 'boolean') return value;
  if (Array.isArray(value)) return allOf(value.map((item) => phpValue(item, depth + 1)));
  if (!isJsonObject(value)) return undefined;
  const entries = Object.entries(value);
  const values = allOf(entries.map(([, item]) => phpValue(item, depth + 1)));
  if (values === undefined || entries.some(([key]) => HALF_CHARACTER.test(key))) return undefined;
  if (entries.every(([key], index) => key === String(index))) return values;
  if (entries.some(([key]) => WHOLE.test(key))) return undefined;
  return Object.fromEntries(entries.map(([key], index) => [key, values[index] ?? null]));
}

/** As `json_encode` writes it with no option: on one line, slashes and everything beyond ASCII escaped. */
export function encodePlain(value: PhpValue): string {
  return JSON.stringify(value)
    .replaceAll('/', String.raw`\/`)
    .replaceAll(/[\u0080-\uffff]/g, escaped);
}

/** As Composer writes its files: pretty, slashes and characters as they are, with the line ends and indentation that are given. */
export function encodePretty(
  value: PhpValue,
  { indent, base, newline }: { readonly indent: string; readonly base: string; readonly newline: string },
): string {
  return JSON.stringify(value, null, indent)
    .replaceAll(/[\u2028\u2029]/g, escaped)
    .replaceAll('\n', newline + base);
}

/** Whether a value is a map, and not a list. */
export function isPhpMap(value: PhpValue | undefined): value is PhpMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function allOf(values: readonly (PhpValue | undefined)[]): readonly PhpValue[] | undefined {
  const known = values.filter((value) => value !== undefined);
  return known.length === values.length ? known : undefined;
}

function escaped(char: string): string {
  return `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
