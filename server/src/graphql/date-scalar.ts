import { GraphQLError, GraphQLScalarType } from 'graphql';

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** A calendar day as text, so that no time zone can move it. */
export const GraphQLDate = new GraphQLScalarType<string, string>({
  name: 'Date',
  description: 'A calendar day, YYYY-MM-DD.',
  serialize: readDay,
  parseValue: readDay,
});

/** Whether a text is a day of the calendar; the 30th of February is none. */
export function isDay(text: string): boolean {
  if (!DAY.test(text)) return false;
  const start = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(start.getTime()) && start.toISOString().startsWith(text);
}

function readDay(value: unknown): string {
  if (typeof value === 'string' && isDay(value)) return value;
  throw new GraphQLError('A day is written YYYY-MM-DD.');
}
