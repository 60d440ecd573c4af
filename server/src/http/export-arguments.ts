import {
  coerceInputValue,
  getNamedType,
  type GraphQLArgument,
  type GraphQLInputType,
  type GraphQLSchema,
  type GraphQLType,
  isEnumType,
  isInputObjectType,
  isObjectType,
} from 'graphql';
import { AppError } from '../errors.js';
import { withoutValues } from '../graphql/format-error.js';

/** An address is not longer than this by far; a filter that is was made to be. */
const MAX_FILTER = 16_384;
const MAX_ORDER = 500;

/** The filter and order of a list of the API, as its resolver takes them. */
export interface ListArguments<Filter, Order> {
  readonly filter: Filter | null | undefined;
  readonly orderBy: Order;
}

/**
 * What an address asks of a list, read by the rules of the same field of the API: `filter` and `orderBy` as values of its inputs.
 * BAD_INPUT names the field that is wrong and what it may be, and never repeats its value.
 */
export function readExportArguments<Filter, Order = undefined>(
  schema: GraphQLSchema,
  place: { readonly type: string; readonly field: string },
  given: { readonly filter: unknown; readonly orderBy: unknown },
): ListArguments<Filter, Order> {
  const type = schema.getType(place.type);
  const known = isObjectType(type) ? (type.getFields()[place.field]?.args ?? []) : [];
  const read = (name: 'filter' | 'orderBy', value: unknown) => {
    const argument = known.find((each) => each.name === name);
    if (argument !== undefined) return value === undefined ? argument.defaultValue : coerce(argument, value);
    if (value === undefined) return undefined;
    throw wrong(name, `This export has no ${name === 'filter' ? 'filter' : 'order'} to choose.`);
  };
  // The schema is made of these very classes, and the value has just passed it.
  return { filter: read('filter', given.filter) as Filter, orderBy: read('orderBy', given.orderBy) as Order };
}

/** An order as sent: the JSON of its input, or the name of its field alone; undefined where none was. */
export function parseOrder(text: unknown): unknown {
  if (text === undefined || text === '') return undefined;
  if (typeof text !== 'string' || text.length > MAX_ORDER || !text.startsWith('{')) return { field: text };
  return parseJson(text) ?? null;
}

/** The JSON of a filter as sent; undefined where none was. */
export function parseFilter(text: unknown): Readonly<Record<string, unknown>> | undefined {
  if (text === undefined || text === '') return undefined;
  const value = typeof text === 'string' && text.length <= MAX_FILTER ? parseJson(text) : undefined;
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw wrong('filter', 'The filter must be one JSON object, as the filter of the same list in the API.');
  // Postgres knows no NUL in texts.
  if (JSON.stringify(value).includes(String.raw`\u0000`))
    throw wrong('filter', 'The filter holds a NUL character, which nothing can contain.');
  return { ...value };
}

/** BAD_INPUT about one field. */
export function wrong(field: string, message: string): AppError {
  return new AppError('BAD_INPUT', message, { details: { field } });
}

function coerce(argument: GraphQLArgument, value: unknown): unknown {
  return coerceInputValue(value, argument.type, (path, _value, error) => {
    const field = argument.name === 'filter' ? [argument.name, ...path].join('.') : argument.name;
    const message = `${withoutValues(error.message)}${allowedAt(argument.type, path)}`;
    throw wrong(/^[\w.]{1,200}$/.test(field) ? field : argument.name, message);
  });
}

/** What may stand at a place of an input, where that is a list of names. */
function allowedAt(type: GraphQLInputType, path: readonly (string | number)[]): string {
  let at: GraphQLType | undefined = getNamedType(type);
  for (const name of path) {
    if (typeof name === 'number') continue;
    at = isInputObjectType(at) ? at.getFields()[name]?.type : undefined;
    at = at === undefined ? undefined : getNamedType(at);
  }
  const of = path.length === 0 ? '' : ` of ${path.filter((name) => typeof name === 'string').join('.')}`;
  if (isEnumType(at))
    return ` Values${of}: ${at
      .getValues()
      .map(({ name }) => name)
      .join(', ')}.`;
  return isInputObjectType(at) ? ` Fields${of}: ${Object.keys(at.getFields()).join(', ')}.` : '';
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
