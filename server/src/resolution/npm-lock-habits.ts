import { isJsonObject, type JsonObject } from '../formats/fields.js';
import { objectAt } from './npm-lock-layout.js';

/** Fields that a lock writes for all of its entries or for none. */
export interface Habits {
  readonly hasLicense: boolean;
  readonly hasResolved: boolean;
}

/** As this lock writes entries: without what none of its own has. */
export function dressed({ hasLicense, hasResolved }: Habits, entry: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(entry).flatMap(([key, value]) => {
      if (key === 'license' && !hasLicense) return [];
      if (key === 'resolved' && !hasResolved && entry['link'] !== true) return [];
      return [
        [
          key,
          key === 'dependencies' && isNestedList(value)
            ? dressedAll({ hasLicense, hasResolved }, value)
            : value,
        ] as const,
      ];
    }),
  );
}

function dressedAll(habits: Habits, list: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(list).map(
      ([key, value]) => [key, isJsonObject(value) ? dressed(habits, value) : value] as const,
    ),
  );
}

function isNestedList(value: unknown): value is JsonObject {
  return isJsonObject(value) && Object.values(value).every((each) => isJsonObject(each));
}

/** What entries of a lock say, by those that it has. */
export function habitsOf(lock: JsonObject): Habits {
  const found = { hasLicense: false, hasResolved: false };
  const look = (section: JsonObject | null): void => {
    for (const [location, entry] of Object.entries(section ?? {})) {
      if (location === '' || !isJsonObject(entry) || entry['link'] === true) continue;
      found.hasLicense ||= 'license' in entry;
      found.hasResolved ||= typeof entry['resolved'] === 'string';
    }
  };
  look(objectAt(lock, 'packages'));
  look(objectAt(lock, 'dependencies'));
  const isEmpty = objectAt(lock, 'packages') === null && objectAt(lock, 'dependencies') === null;
  return isEmpty ? { hasLicense: true, hasResolved: true } : found;
}
