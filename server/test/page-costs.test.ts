import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  type DocumentNode,
  type GraphQLInputType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  parse,
  print,
  typeFromAST,
} from 'graphql';
import { pointsOf } from '../src/budget/budget.js';
import { measureDocument, mostRepeated } from '../src/graphql/measure-document.js';
import { LIMITS } from '../src/graphql/operation-limits.js';
import { OperationReader } from '../src/graphql/read-operation.js';
import { makeSchema } from '../src/graphql/schema.js';

const GENERATED = fileURLToPath(new URL('../../web/src/generated/', import.meta.url));

let schema: GraphQLSchema;
const documents: [string, DocumentNode][] = [];
beforeAll(async () => {
  schema = await makeSchema();
  for (const feature of readdirSync(GENERATED)) {
    const generated: Record<string, unknown> = await import(`${GENERATED}${feature}/graphql.ts`);
    for (const [name, document] of Object.entries(generated))
      if (name.endsWith('Document')) documents.push([name, parse(print(document as DocumentNode))]);
  }
});

/** The dearest values that fit: pages of 100, one of each list. */
function dearest(type: GraphQLInputType): unknown {
  if (isNonNullType(type)) return dearest(type.ofType);
  if (isListType(type)) return [dearest(type.ofType)];
  if (isEnumType(type)) return type.getValues()[0]?.name;
  if (isInputObjectType(type))
    return Object.fromEntries(
      Object.values(type.getFields()).flatMap((field) =>
        isNonNullType(field.type) ? [[field.name, dearest(field.type)]] : [],
      ),
    );
  switch (type.name) {
    case 'Int':
      return 100;
    case 'Boolean':
      return true;
    case 'DateTime':
      return '2030-01-01T00:00:00Z';
    case 'URL':
      return 'https://example.com';
    default:
      return 'x';
  }
}

function variablesOf(document: DocumentNode): Record<string, unknown> {
  return Object.fromEntries(
    document.definitions.flatMap((definition) =>
      definition.kind === 'OperationDefinition'
        ? (definition.variableDefinitions ?? []).flatMap(({ variable, type: node }) => {
            const type = typeFromAST(schema, node as never) as GraphQLInputType | undefined;
            const isWanted = type !== undefined && (isNonNullType(type) || String(type) === 'Int');
            return isWanted ? [[variable.name.value, dearest(type)]] : [];
          })
        : [],
    ),
  );
}

test('every operation of the page needs less than half of each limit, and its budget lasts for hundreds of them', () => {
  expect(documents.length).toBeGreaterThan(80);
  const reader = new OperationReader(schema);
  for (const [name, document] of documents) {
    const read = reader.read({ query: print(document), variables: variablesOf(document) });
    expect({ name, errors: 'errors' in read ? read.errors.map(String) : [] }).toEqual({ name, errors: [] });
    const size = measureDocument(document);
    if ('kind' in size) throw new Error(`${name} cannot be measured`);
    const asked = {
      ...size,
      repeats: mostRepeated(document).times,
      complexity: 'complexity' in read ? read.complexity : Infinity,
    };
    const large = Object.entries(asked).filter(
      ([key, value]) => value * 2 > LIMITS[key as keyof typeof LIMITS],
    );
    expect({ name, large }).toEqual({ name, large: [] });
    expect(pointsOf({ complexity: asked.complexity, mutations: 1 })).toBeLessThanOrEqual(150);
  }
});
