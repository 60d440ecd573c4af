import { z } from 'zod';
import { isJsonObject, type JsonObject } from '../../formats/fields.js';

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

/** A package.json: https://github.com/npm/cli/blob/latest/docs/lib/content/configuring-npm/package-json.md. */
export const manifestSchema = z.object({
  name: textField,
  version: textField,
  dependencies: objectField,
  devDependencies: objectField,
  optionalDependencies: objectField,
  peerDependencies: objectField,
  peerDependenciesMeta: objectField,
  workspaces: z.union([z.array(z.unknown()), z.custom<JsonObject>(isJsonObject)]).optional(),
  resolutions: objectField,
  unity: z.unknown().optional(),
});

/** The outermost object of a bun.lock: https://bun.com/docs/pm/lockfile. */
export const bunLockSchema = z.object({
  lockfileVersion: z.number().optional(),
  workspaces: objectField,
  packages: objectField,
  catalog: objectField,
  catalogs: objectField,
});

/** One of bun.lock's `workspaces`, or the object in one of its `packages`. */
export const bunInfoSchema = z.object({
  name: textField,
  version: textField,
  bundled: flagField,
  dependencies: objectField,
  devDependencies: objectField,
  optionalDependencies: objectField,
  peerDependencies: objectField,
  optionalPeers: z.array(z.unknown()).optional(),
});

export type BunInfo = z.infer<typeof bunInfoSchema>;
