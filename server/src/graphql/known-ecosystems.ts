import { ECOSYSTEMS } from '../ecosystems/registry.js';
import { AppError } from '../errors.js';

const NAMES: readonly string[] = ECOSYSTEMS.map(({ id }) => id);

/** Names of ecosystems as a filter gives them. BAD_INPUT for others: no rows would look as if nothing were there. */
export function knownEcosystems(names: readonly string[]): readonly string[] {
  const unknown = names.find((name) => !NAMES.includes(name));
  if (unknown === undefined) return names;
  throw new AppError('BAD_INPUT', `There is no such ecosystem. It is one of ${NAMES.join(', ')}.`, {
    details: { field: 'filter.ecosystem' },
  });
}
