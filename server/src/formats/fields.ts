import type { z } from 'zod';
import type { ProblemList } from './problem-list.js';

/** An object of a JSON text: names are data, so it is only ever read by `Object.entries` or by a fixed field. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Whether a value of a JSON text is an object, not an array and not null. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What a schema read, and the names of the fields that it could not read and left out. */
export interface ReadFields<T> {
  readonly fields: T;
  readonly badFields: readonly string[];
}

/** Reads an object by a schema whose fields are all optional: a field of the wrong kind is left out and named. */
export function readFields<T>(schema: z.ZodType<T>, value: JsonObject): ReadFields<T> {
  const whole = schema.safeParse(value);
  if (whole.success) return { fields: whole.data, badFields: [] };
  const bad = new Set(whole.error.issues.map((issue) => String(issue.path[0])));
  const rest = Object.fromEntries(Object.entries(value).filter(([key]) => !bad.has(key)));
  return { fields: schema.parse(rest), badFields: [...bad] };
}

/** Says so where a file has none of the keys of its own format: it is empty, or something else under this name. */
export function checkHoldsAny(
  value: JsonObject,
  keys: readonly string[],
  { path, problems }: { readonly path: string; readonly problems: ProblemList },
): void {
  if (keys.some((key) => Object.hasOwn(value, key))) return;
  const message = `The file holds nothing that Backline knows of this format, such as ${keys.map((key) => `"${key}"`).join(' or ')}.`;
  problems.add('BAD_ENTRY', path, () => null, message);
}
