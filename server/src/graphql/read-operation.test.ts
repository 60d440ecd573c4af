import { buildSchema, getIntrospectionQuery } from 'graphql';
import { LIMITS } from './operation-limits.js';
import { OperationReader, rootFieldsOf } from './read-operation.js';

const schema = buildSchema(`
  type Query { a: String, item(id: ID): Item, items(first: Int, last: Int): ItemConnection, plain: [Item] }
  type Mutation { change(input: ChangeInput): Item, other: Item }
  input ChangeInput { text: String, list: [Int], more: ChangeInput }
  type Item { id: ID, name: String, item: Item, items(first: Int = 7): ItemConnection }
  type ItemConnection { nodes: [Item], edges: [ItemEdge], totalCount: Int }
  type ItemEdge { cursor: String, node: Item }
`);
const reader = new OperationReader(schema);
const many = (count: number, text: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => text(index)).join(' ');

function outcome(
  query: string,
  variables: Record<string, unknown> | null = null,
  operationName: string | null = null,
) {
  const read = reader.read({ query, variables, operationName });
  return 'errors' in read
    ? read.errors.map(({ message, extensions }) => `${String(extensions['code'])} ${message}`)
    : read.complexity;
}

test.each([
  ['{ a }', 1],
  ['{ item { id name } }', 3],
  ['{ plain { id } }', 6],
  ['{ items { nodes { id } } }', 41],
  ['{ items(first: 3) { nodes { id } } }', 7],
  ['{ items(last: 3) { edges { node { id } } } }', 10],
  ['{ items(first: 3) { nodes { items { nodes { id } } } } }', 49],
  ['{ items(first: -5) { nodes { id } } }', 3],
  ['{ items(first: 2147483647) { nodes { id } } }', 201],
  ['{ item { ...f } } fragment f on Item { id name }', 3],
  ['query A { a }', 1],
])('counts for %s about %i values', (query, complexity) => {
  expect(outcome(query)).toBe(complexity);
});

test('counts with the size that the variables give', () => {
  const query = 'query ($n: Int!) { items(first: $n) { nodes { id } } }';
  expect(outcome(query, { n: 10 })).toBe(21);
  expect(outcome(query, { n: 100 })).toBe(201);
});

test('counts a nameless operation that is asked for with a name as not there', () => {
  expect(outcome('{ a }', null, 'a')).toEqual(['BAD_INPUT The document holds no operation named "a".']);
});

const deep = (depth: number) => `${'{ item '.repeat(depth)} { id } ${'}'.repeat(depth)}`;

test.each([
  [deep(LIMITS.depth), 'The document has 21 levels of fields, more than the 20 allowed.'],
  [
    `{ ...f } fragment f on Query ${deep(LIMITS.depth)}`,
    'The document has 21 levels of fields, more than the 20 allowed.',
  ],
  [deep(80), 'The document has 81 levels of braces and parentheses, more than the 60 allowed.'],
  [
    `{ ${many(101, (index) => `x${index}: a`)} }`,
    'The document has 101 fields at its root, more than the 100 allowed.',
  ],
  [
    `mutation { ${many(21, (index) => `x${index}: other { id }`)} }`,
    'The document has 21 mutations, more than the 20 allowed.',
  ],
  [
    `{ item { ${many(301, (index) => `x${index}: id`)} } }`,
    'The document has 301 aliases, more than the 300 allowed.',
  ],
  [
    `{ item { ${'id '.repeat(51)} } }`,
    'The document has 51 selections of "id" at one place, more than the 50 allowed.',
  ],
  [
    `{ ...f } ${many(51, (index) => `fragment f${index} on Item { id }`)} fragment f on Query { item { ${many(51, (index) => `...f${index}`)} } }`,
    'The document has 51 selections of "id" at one place, more than the 50 allowed.',
  ],
  [
    `{ item { id ${'@skip(if: true) '.repeat(201)} } }`,
    'The document has 201 directives, more than the 200 allowed.',
  ],
  [
    `{ a } ${many(250, (index) => `fragment f${index} on Item { id }`)}`,
    'The document has 251 operations and fragments, more than the 250 allowed.',
  ],
  [
    `{ ...f0 } ${many(20, (index) => `fragment f${index} on Query { a ...f${index + 1} ...f${index + 1} }`)} fragment f20 on Query { a }`,
    'The document has 4194302 selections, counted wherever a fragment is spread, more than the 5000 allowed.',
  ],
  [`{ item { ${'id '.repeat(10_000)} } }`, 'The document has more than the 10000 tokens allowed.'],
  [`# ${'x'.repeat(200_000)}\n{ a }`, 'The document has 200008 characters, more than the 200000 allowed.'],
  [
    '{ items(first: 100) { nodes { items(first: 100) { nodes { id name item { id name item { id name } } } } } } }',
    'This operation costs 90201, more than the 60000 allowed. Ask for smaller pages or fewer nested lists.',
  ],
])('refuses %.60s', (query, message) => {
  expect(outcome(query)).toEqual([`LIMIT_EXCEEDED ${message}`]);
});

test.each([
  ['{', 'GRAPHQL_PARSE_FAILED Syntax Error: Expected Name, found <EOF>.'],
  ['{ none }', 'GRAPHQL_VALIDATION_FAILED Cannot query field "none" on type "Query".'],
  [
    '{ ...a } fragment a on Query { ...a }',
    'GRAPHQL_VALIDATION_FAILED Cannot spread fragment "a" within itself.',
  ],
  [
    'query A { a } query B { a }',
    'BAD_INPUT The document holds several operations, or none: send `operationName`.',
  ],
  ['fragment f on Query { a }', 'GRAPHQL_VALIDATION_FAILED Fragment "f" is never used.'],
  ['{ item(id: "a\\u0000") { id } }', 'BAD_INPUT Texts cannot hold the character U+0000.'],
  [
    'query ($n: Int!) { items(first: $n) { totalCount } }',
    'BAD_INPUT Variable "$n" of required type "Int!" was not provided.',
  ],
])('says what is wrong with %s', (query, error) => {
  expect(outcome(query)).toEqual([error]);
});

test('tells at most a few of many errors', () => {
  expect(outcome(`{ ${many(90, (index) => `none${index}`)} }`)).toHaveLength(LIMITS.validationErrors + 1);
});

test.each([
  [{ a: ['x', 'a\0b'] }, 'BAD_INPUT Texts cannot hold the character U+0000.'],
  [{ a: Array(20_001).fill(1) }, 'LIMIT_EXCEEDED The variables hold more than the 20000 values allowed.'],
  [nest(21), 'LIMIT_EXCEEDED The variables are nested more than the 20 levels allowed.'],
  [nest(200_000), 'LIMIT_EXCEEDED The variables are nested more than the 20 levels allowed.'],
])('refuses variables before the document is read', (variables, error) => {
  expect(outcome('{', variables)).toEqual([error]);
});

function nest(depth: number): Record<string, unknown> {
  let value: Record<string, unknown> = {};
  for (let level = 1; level < depth; level += 1) value = { value };
  return value;
}

test('reads the whole of introspection', () => {
  expect(outcome(getIntrospectionQuery())).toEqual(expect.any(Number));
});

test('reads a document that it has read as the same one, and forgets the oldest', () => {
  const small = new OperationReader(schema);
  const text = (index: number) => `{ a } # ${index} ${'x'.repeat(9_000)}`;
  const first = small.document(text(0));
  expect(small.document(text(0))).toBe(first);
  for (let index = 1; index < 60; index += 1) small.document(text(index));
  expect(small.document(text(59))).toBe(small.document(text(59)));
  expect(small.document(text(0))).not.toBe(first);
});

test('names the root fields, those of fragments too', () => {
  const read = reader.read({
    query:
      'mutation { other { id } ...f ... on Mutation { x: other { id } } } fragment f on Mutation { change { id } }',
  });
  expect('errors' in read ? read.errors : rootFieldsOf(read).toSorted()).toEqual([
    'change',
    'other',
    'other',
  ]);
});
