import { type GraphQLSchema, isObjectType } from 'graphql';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { printRights, type Right, rightsOf } from './rights.js';
import { makeSchema } from './schema.js';

let schema: GraphQLSchema;
let rights: ReadonlyMap<string, Right>;
beforeAll(async () => {
  schema = await makeSchema();
  rights = rightsOf(schema);
});

it('gives every field of every type a right', () => {
  const fields = Object.values(schema.getTypeMap())
    .filter((type) => isObjectType(type) && !type.name.startsWith('__'))
    .flatMap((type) =>
      isObjectType(type) ? Object.keys(type.getFields()).map((field) => `${type.name}.${field}`) : [],
    );
  expect(fields.filter((field) => !rights.has(field))).toEqual([]);
});

it('is the committed table: whoever adds a field sees there who may have it', () => {
  expect(readFileSync(join(__dirname, '../../../docs/api/rights.txt'), 'utf8')).toBe(printRights(schema));
});

it('lets nobody but these in without being signed in', () => {
  const roots = [...rights].filter(
    ([name, right]) => /^(?:Query|Mutation|Subscription)\./.test(name) && right === 'PUBLIC',
  );
  expect(roots.map(([name]) => name).toSorted()).toEqual([
    'Mutation.acceptInvitation',
    'Mutation.createFirstAccount',
    'Mutation.signIn',
    'Mutation.signOut',
    'Query.setup',
    'Query.viewer',
  ]);
});

it.each([
  ['Person.email', 'ADMIN'],
  ['ApiToken.prefix', 'ADMIN'],
  ['Invitation.email', 'ADMIN'],
  ['EventEndpoint.url', 'ADMIN'],
  ['EventDelivery.body', 'ADMIN'],
  ['AuditEvent.remoteAddress', 'ADMIN'],
  ['AuditEvent.message', 'READ'],
  ['Finding.severity', 'READ'],
  ['Mutation.approvePlan', 'APPROVE'],
  ['Mutation.analyzeProject', 'PLAN'],
])('%s takes %s', (field, right) => {
  expect(rights.get(field)).toBe(right);
});
