import { buildSchema, findBreakingChanges, type GraphQLSchema } from 'graphql';
import { describedParts } from './describe-schema.js';

/** So long what goes away is deprecated before it does (server/README.md). */
export const DEPRECATED_MONTHS = 6;

/** How deprecations begin: with the day from which they hold. */
export const DEPRECATION = /^Since (\d{4}-\d\d-\d\d): .{10,}\.$/;

/**
 * What would break clients of a released schema and was not deprecated long enough; `today` is YYYY-MM-DD. A type goes with the last
 * field that gives or takes it, so that it needs no word of its own.
 */
export function unannouncedChanges(released: string, current: string, today: string): readonly string[] {
  const before = buildSchema(released);
  const deprecations = deprecationsOf(before);
  return findBreakingChanges(before, buildSchema(current))
    .filter(({ type }) => type !== 'TYPE_REMOVED')
    .map(({ description }) => description)
    .filter((description) => {
      const since = deprecations.get(removedPart(description) ?? '');
      return since === undefined || monthsLater(since, DEPRECATED_MONTHS) > today;
    });
}

function deprecationsOf(schema: GraphQLSchema): ReadonlyMap<string, string> {
  return new Map(
    describedParts(schema).flatMap(({ name, on }) => {
      const reason = 'deprecationReason' in on ? on.deprecationReason : null;
      const [, since] = DEPRECATION.exec(typeof reason === 'string' ? reason : '') ?? [];
      return since === undefined ? [] : [[name, since]];
    }),
  );
}

/** The part that a change removes, as `describedParts` names it; null for other changes. */
function removedPart(description: string): string | null {
  const [, field] = /^(\w+\.\w+) was removed\.$/.exec(description) ?? [];
  if (field !== undefined) return field;
  const [, place, argument] = /^(\w+\.\w+) arg (\w+) was removed\.$/.exec(description) ?? [];
  if (place !== undefined && argument !== undefined) return `${place}(${argument})`;
  const [, value, type] = /^(\w+) was removed from enum type (\w+)\.$/.exec(description) ?? [];
  return value === undefined || type === undefined ? null : `${type}.${value}`;
}

function monthsLater(day: string, months: number): string {
  const later = new Date(`${day}T00:00:00Z`);
  later.setUTCMonth(later.getUTCMonth() + months);
  return later.toISOString().slice(0, 10);
}
