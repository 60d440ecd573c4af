import { z } from 'zod';
import { isJsonObject, type JsonObject } from '../../formats/fields.js';

const textField = z.string().optional();
/** PHP writes an empty object as an empty list. */
const linksField = z.union([z.custom<JsonObject>(isJsonObject), z.array(z.unknown())]).optional();
const originField = z.object({ type: textField, url: textField }).optional();

/** A composer.lock: https://getcomposer.org/doc/01-basic-usage.md#commit-your-composer-lock-file-to-version-control. */
export const lockSchema = z.object({
  packages: z.array(z.unknown()).nullish(),
  'packages-dev': z.array(z.unknown()).nullish(),
});

/** One entry of `packages` or `packages-dev`. */
export const entrySchema = z.object({
  name: textField,
  version: textField,
  source: originField,
  dist: originField,
  require: linksField,
  provide: linksField,
  replace: linksField,
  'notification-url': textField,
});

/** A composer.json: https://getcomposer.org/doc/04-schema.md. */
export const manifestSchema = z.object({
  name: textField,
  version: textField,
  require: linksField,
  'require-dev': linksField,
  repositories: z.union([z.custom<JsonObject>(isJsonObject), z.array(z.unknown())]).optional(),
});

/** One entry of `repositories`. */
export const repositorySchema = z.object({
  type: textField,
  url: textField,
  package: z.unknown().optional(),
});

/** One text per name; what is no text is left out. */
export function linksOf(value: z.infer<typeof linksField>): ReadonlyMap<string, string> {
  if (value === undefined || !isJsonObject(value)) return new Map();
  return new Map(
    Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}
