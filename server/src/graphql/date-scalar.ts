import { GraphQLError, GraphQLScalarType } from 'graphql';

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** A calendar day as text, so that no time zone can move it. */
export const GraphQLDate = new GraphQLScalarType<string, string>({
  name: 'Date',
  description: 'A calendar day, YYYY-MM-DD.',
  serialize: readDay,
  parseValue: readDay,
});

function readDay(value: unknown): string {
  if (typeof value === 'string' && DAY.test(value)) return value;
  throw new GraphQLError('A day is written YYYY-MM-DD.');
}
