import { z } from 'zod';

/** An object of a JSON text: names are data, so it is only ever read by `Object.entries` or by a fixed field. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Whether a value of a JSON text is an object, not an array and not null. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const objectField = z.custom<JsonObject>(isJsonObject).optional();
const textField = z.string().optional();
const flagField = z.boolean().optional();

/** The outermost object of a package-lock.json or npm-shrinkwrap.json, of every version. */
export const lockSchema = z.object({
  name: textField,
  version: textField,
  lockfileVersion: z.number().optional(),
  packages: objectField,
  dependencies: objectField,
});

/** One entry of `packages` (versions 2 and 3): https://github.com/npm/cli/blob/latest/docs/lib/content/configuring-npm/package-lock-json.md. */
export const packageEntrySchema = z.object({
  name: textField,
  version: textField,
  resolved: z.union([z.string(), z.boolean()]).optional(),
  integrity: textField,
  link: flagField,
  dev: flagField,
  optional: flagField,
  devOptional: flagField,
  peer: flagField,
  inBundle: flagField,
  dependencies: objectField,
  devDependencies: objectField,
  optionalDependencies: objectField,
  peerDependencies: objectField,
  peerDependenciesMeta: objectField,
  workspaces: z.union([z.array(z.unknown()), z.custom<JsonObject>(isJsonObject)]).optional(),
});

/** One entry of `dependencies` (version 1, and the older half of version 2). `requires: false` was written by npm 5. */
export const dependencyEntrySchema = z.object({
  version: textField,
  dev: flagField,
  optional: flagField,
  bundled: flagField,
  requires: z.union([z.custom<JsonObject>(isJsonObject), z.boolean()]).optional(),
  dependencies: objectField,
});

/** A package.json: https://github.com/npm/cli/blob/latest/docs/lib/content/configuring-npm/package-json.md. */
export const manifestSchema = z.object({
  name: textField,
  version: textField,
  dependencies: objectField,
  devDependencies: objectField,
  optionalDependencies: objectField,
  peerDependencies: objectField,
  peerDependenciesMeta: objectField,
});

export type PackageEntry = z.infer<typeof packageEntrySchema>;
export type DependencyEntry = z.infer<typeof dependencyEntrySchema>;

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
