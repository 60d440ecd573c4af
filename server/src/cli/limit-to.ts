import type { Limits, ProjectScope } from '../accounts/project-scope.js';
import { AppError } from '../errors.js';
import type { Integration } from '../integrations/integration.js';

type Named = Pick<Integration, 'id' | 'name' | 'baseUrl'>;

/**
 * What the values of `--limit-to` name: an integration by its id, name or host, and a group of it after a colon, such as
 * `gitlab.example.com:acme/payments`. Null where there are none. NOT_FOUND for an integration that does not exist.
 */
export function readLimitTo(values: readonly string[], integrations: readonly Named[]): Limits {
  if (values.length === 0) return null;
  return values.map((value) => readOne(value, integrations));
}

/** A name may have colons itself, so the longest that fits is meant. */
function readOne(value: string, integrations: readonly Named[]): ProjectScope {
  const text = value.toLowerCase();
  const fitting = integrations.flatMap(({ id, name, baseUrl }) =>
    [...new Set([id, name.toLowerCase(), new URL(baseUrl).host])]
      .filter((key) => text === key || text.startsWith(`${key}:`))
      .map((key) => ({ id, length: key.length })),
  );
  const longest = fitting.reduce((most, { length }) => Math.max(most, length), 0);
  const [found, other] = fitting.filter(({ length }) => length === longest);
  if (found === undefined)
    throw new AppError('NOT_FOUND', `No integration has the id, name or host in “${value}”.`);
  if (other !== undefined)
    throw new AppError('BAD_INPUT', `Several integrations fit “${value}”. Give the id of one.`);
  const groupPath = value.length === longest ? null : value.slice(longest + 1);
  return { integrationId: found.id, groupPath };
}
