import {
  getNamedType,
  getNullableType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  isLeafType,
  isListType,
  isObjectType,
  isRequiredArgument,
} from 'graphql';

/** Values for root fields that cannot do without. */
export type RootArguments = Readonly<Record<string, string>>;

/** A query of lists in lists; `OUTER` and `INNER` in it are page sizes. */
export interface WalkCase {
  /** The type whose fields it asks for, and those fields. */
  readonly type: string;
  readonly fields: readonly string[];
  readonly query: string;
}

/** So many values of one outer row are asked for at once, so that no query costs more than one may. */
const MAX_VALUES = 90;

/**
 * Every field of every object type that stands in some list, on the shortest way there from the root: lists and objects with all
 * their values. A type that is new is walked as soon as the schema has it.
 */
export function walkSchema(schema: GraphQLSchema, rootArguments: RootArguments): readonly WalkCase[] {
  return [...waysOf(schema, rootArguments)].flatMap(([type, way]) => {
    const groups: { names: string[]; texts: string[]; values: number }[] = [];
    for (const field of fieldsOf(type)) {
      const text = selectionOf(field);
      const values = text.split(' ').length;
      const last = groups.at(-1);
      if (last !== undefined && last.values + values <= MAX_VALUES) {
        last.names.push(field.name);
        last.texts.push(text);
        last.values += values;
      } else groups.push({ names: [field.name], texts: [text], values });
    }
    return groups.map(({ names, texts }) => ({
      type: type.name,
      fields: names,
      query: `{ ${way.reduceRight((inner, step) => step.replace('…', () => inner), texts.join(' '))} }`,
    }));
  });
}

/** A query for the ids of some rows of a type. */
export function queryForIds(schema: GraphQLSchema, rootArguments: RootArguments, type: string): string {
  const [, way] = [...waysOf(schema, rootArguments)].find(([{ name }]) => name === type) ?? [];
  const query = (way ?? []).reduceRight((inner, step) => step.replace('…', () => inner), 'id');
  return `{ ${query.replaceAll('OUTER', '5').replaceAll('INNER', '5')} }`;
}

/** Types that no list holds need no walk: their number does not grow with a page. */
export function typesInLists(schema: GraphQLSchema, rootArguments: RootArguments): ReadonlySet<string> {
  return new Set([...waysOf(schema, rootArguments).keys()].map(({ name }) => name));
}

interface Place {
  readonly type: GraphQLObjectType;
  readonly way: readonly string[];
  readonly isInList: boolean;
}

/** Breadth first, so that each type is reached by the fewest steps. */
function waysOf(
  schema: GraphQLSchema,
  rootArguments: RootArguments,
): ReadonlyMap<GraphQLObjectType, readonly string[]> {
  const ways = new Map<GraphQLObjectType, readonly string[]>();
  const seen = new Set<string>();
  const query = schema.getQueryType();
  const places: Place[] = query == null ? [] : [{ type: query, way: [], isInList: false }];
  for (let place = places.shift(); place !== undefined; place = places.shift()) {
    const { type, way, isInList } = place;
    for (const field of Object.values(type.getFields())) {
      const target = targetOf(field);
      if (target === null) continue;
      const given = type === query ? rootArguments[field.name] : undefined;
      if (field.args.some(isRequiredArgument) && given === undefined) continue;
      const next = {
        type: target,
        way: [...way, stepOf(field, way, given)],
        isInList: isInList || isList(field),
      };
      const key = `${target.name} ${next.isInList}`;
      if (seen.has(key)) continue;
      seen.add(key);
      places.push(next);
      if (next.isInList && !ways.has(target)) ways.set(target, next.way);
    }
  }
  return ways;
}

function stepOf(
  field: GraphQLField<unknown, unknown>,
  way: readonly string[],
  given: string | undefined,
): string {
  const size = field.args.some(({ name }) => name === 'first')
    ? `first: ${way.some((step) => step.includes('OUTER')) ? 'INNER' : 'OUTER'}`
    : '';
  const args = [given ?? '', size].filter((text) => text !== '').join(', ');
  const body = isConnection(field) ? '{ nodes { … } }' : '{ … }';
  return `${field.name}${args === '' ? '' : `(${args})`} ${body}`;
}

function fieldsOf(type: GraphQLObjectType): readonly GraphQLField<unknown, unknown>[] {
  return Object.values(type.getFields()).filter(({ args }) => !args.some(isRequiredArgument));
}

function selectionOf(field: GraphQLField<unknown, unknown>): string {
  const target = targetOf(field);
  const size = field.args.some(({ name }) => name === 'first') ? '(first: INNER)' : '';
  if (target !== null && isConnection(field))
    return `${field.name}${size} { totalCount nodes { ${leavesOf(target)} } }`;
  if (target !== null) return `${field.name} { ${leavesOf(target)} }`;
  return isLeafType(getNamedType(field.type)) ? field.name : `${field.name} { __typename id }`;
}

function leavesOf(type: GraphQLObjectType): string {
  const names = fieldsOf(type)
    .filter((field) => isLeafType(getNamedType(field.type)))
    .map(({ name }) => name);
  return names.length === 0 ? '__typename' : names.join(' ');
}

/** The object type behind a field; that of the rows for a connection. */
function targetOf(field: GraphQLField<unknown, unknown>): GraphQLObjectType | null {
  const type = getNamedType(field.type);
  if (!isObjectType(type)) return null;
  const nodes = type.name.endsWith('Connection') ? type.getFields()['nodes'] : undefined;
  const row = nodes === undefined ? type : getNamedType(nodes.type);
  return isObjectType(row) ? row : null;
}

function isConnection(field: GraphQLField<unknown, unknown>): boolean {
  return getNamedType(field.type).name.endsWith('Connection');
}

function isList(field: GraphQLField<unknown, unknown>): boolean {
  return isConnection(field) || isListType(getNullableType(field.type));
}
