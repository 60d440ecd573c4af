import {
  getNamedType,
  getNullableType,
  type GraphQLObjectType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isObjectType,
} from 'graphql';
import { describedParts, DESCRIPTIONS } from './describe-schema.js';
import { DEPRECATION } from './schema-changes.js';
import { makeSchema, printContract } from './schema.js';

let schema: GraphQLSchema;

beforeAll(async () => {
  schema = await makeSchema();
});

/** Mutations that answer otherwise than with what they changed, and why. */
const WITHOUT_OBJECT: ReadonlyMap<string, string> = new Map([
  ['beginGitLabConsent', 'Nothing has changed yet: it answers with the address to go to.'],
  ['endSessions', 'It may be many: it answers with how many ended.'],
]);

/** Mutations that need nothing said. */
const WITHOUT_INPUT: ReadonlyMap<string, string> = new Map([
  ['signOut', 'It ends the session of the cookie, and may always be repeated.'],
]);

/** Lists without pages that are no part of what a document of a known size holds, and what bounds them. */
const BOUNDED_LISTS: ReadonlyMap<string, string> = new Map([
  ['Query.projectGroups', 'at most 500'],
  ['Query.nodes', 'as many as were asked for, at most 100'],
  ['SearchResults.projects', 'at most as many as were asked for'],
  ['GitLabApplications.nodes', 'at most 100'],
  ['AdvisoryGroup.advisories', 'the records of one flaw'],
  ['Finding.otherPlaces', 'at most 20'],
  ['RemediationPlan.alternatives', 'the live plans of one project'],
  ['FindingsPayload.findings', 'as many as were sent, at most 500'],
  ['PersonPayload.revokedTokens', 'the tokens of one person'],
  ['Viewer.signsInWith', 'one of each provider'],
]);

it('says something of every type, field, argument, input and value', () => {
  const parts = describedParts(schema);
  expect(parts.length).toBeGreaterThan(1_500);
  const silent = parts.filter(({ on }) => (on.description ?? '').trim().length < 4).map(({ name }) => name);
  expect(silent).toEqual([]);
});

it('repeats no name as a description, and ends every one as a sentence', () => {
  const odd = describedParts(schema).filter(({ name, on }) => {
    const words = (on.description ?? '').trim();
    const own = name.split(/[.()]/).at(-1)?.toLowerCase() ?? '';
    return !/[.…`]$/.test(words) || words.toLowerCase() === `the ${own}.`;
  });
  expect(odd.map(({ name, on }) => `${name}: ${on.description ?? ''}`)).toEqual([]);
});

it('has no description of what is not there', () => {
  const known = new Set(describedParts(schema).map(({ name }) => name));
  const stale = DESCRIPTIONS.flatMap((texts) =>
    Object.entries(texts).flatMap(([type, members]) =>
      Object.keys(members).map((member) => (member === '' ? type : `${type}.${member}`)),
    ),
  ).filter((name) => !known.has(name));
  expect(stale).toEqual([]);
});

it('gives every mutation one input and a payload with userErrors and what was changed', () => {
  const wrong: string[] = [];
  for (const field of Object.values(schema.getMutationType()?.getFields() ?? {})) {
    const [input, ...others] = field.args;
    const type = getNullableType(field.type);
    if (WITHOUT_INPUT.has(field.name)) expect(field.args).toEqual([]);
    else if (others.length > 0 || input?.name !== 'input' || !isInputObjectType(getNamedType(input.type)))
      wrong.push(`${field.name} takes other than one input`);
    if (!isObjectType(type)) throw new Error(`${field.name} answers with no object.`);
    const { userErrors, ...rest } = type.getFields();
    if (String(userErrors?.type) !== '[UserError!]!') wrong.push(`${field.name} has no userErrors`);
    const changed = Object.values(rest).filter((each) => isObjectType(getNamedType(each.type)));
    if (changed.length === 0 && !WITHOUT_OBJECT.has(field.name)) wrong.push(`${field.name} shows no object`);
    for (const each of changed)
      if (!isListType(getNullableType(each.type)) && getNullableType(each.type) !== each.type)
        wrong.push(`${type.name}.${each.name} cannot be null where nothing was done`);
  }
  expect(wrong).toEqual([]);
  expect(Object.keys(userErrorFields())).toEqual(['code', 'message', 'path']);
});

it('pages every connection in both directions, and has edges, nodes, page info and a count', () => {
  let connections = 0;
  for (const type of objectTypes()) {
    for (const field of Object.values(type.getFields())) {
      const named = getNamedType(field.type);
      if (!named.name.endsWith('Connection')) continue;
      connections += 1;
      const args = new Map(field.args.map((argument) => [argument.name, String(argument.type)]));
      expect([args.get('first'), args.get('after'), args.get('last'), args.get('before')]).toEqual([
        'Int',
        'String',
        'Int',
        'String',
      ]);
      if (!isObjectType(named)) throw new Error(`${named.name} is no object.`);
      expect(Object.keys(named.getFields()).toSorted()).toEqual([
        'edges',
        'isTotalCountCapped',
        'nodes',
        'pageInfo',
        'totalCount',
      ]);
    }
  }
  expect(connections).toBeGreaterThan(25);
});

it('lists nouns in pages, or says what bounds them', () => {
  const nodes = new Set(schema.getPossibleTypes(nodeType()).map(({ name }) => name));
  const unbounded = objectTypes().flatMap((type) =>
    /(?:Connection|Edge)$/.test(type.name)
      ? []
      : Object.values(type.getFields())
          .filter((field) => isListType(getNullableType(field.type)))
          .filter((field) => nodes.has(getNamedType(field.type).name) || type === schema.getQueryType())
          .map((field) => `${type.name}.${field.name}`)
          .filter((name) => !BOUNDED_LISTS.has(name)),
  );
  expect(unbounded).toEqual([]);
});

it('takes filters and orders as inputs', () => {
  for (const type of objectTypes())
    for (const { name, args } of Object.values(type.getFields()))
      for (const argument of args.filter((each) => each.name === 'filter' || each.name === 'orderBy')) {
        const input = getNamedType(argument.type);
        expect([`${type.name}.${name}`, isInputObjectType(input)]).toEqual([`${type.name}.${name}`, true]);
        if (argument.name === 'orderBy' && isInputObjectType(input)) {
          expect(Object.keys(input.getFields())).toEqual(['field', 'direction']);
          expect(isEnumType(getNamedType(input.getFields()['field']?.type))).toBe(true);
        }
      }
});

/** Types with an id that are no nouns of their own, as their descriptions and docs/api/lists.md say. */
const IDS_OF_NO_NODE: ReadonlySet<string> = new Set([
  'AdvisoryImport',
  'DataChange',
  'OutdatedPackage',
  'PlanApproval',
  'Viewer',
]);

it('gives an id to nouns only, or says what else it is', () => {
  const others = objectTypes().filter(
    (type) =>
      Object.hasOwn(type.getFields(), 'id') && !type.getInterfaces().some(({ name }) => name === 'Node'),
  );
  expect(others.map(({ name }) => name).toSorted()).toEqual([...IDS_OF_NO_NODE]);
  for (const type of others) {
    const { description, type: of } = type.getFields()['id'] ?? {};
    expect([type.name, getNamedType(of)?.toString()]).toEqual([type.name, 'ID']);
    expect(description).toMatch(/do not key a cache by it|`node` does not know it/);
  }
});

it('gives every deprecation a reason and the day from which it holds', () => {
  for (const { name, on } of describedParts(schema)) {
    const reason = 'deprecationReason' in on ? on.deprecationReason : null;
    if (reason != null) expect([name, reason]).toEqual([name, expect.stringMatching(DEPRECATION)]);
  }
});

it('is printed the same each time', async () => {
  expect(printContract(await makeSchema())).toBe(printContract(schema));
});

function objectTypes(): readonly GraphQLObjectType[] {
  return Object.values(schema.getTypeMap())
    .filter((type) => isObjectType(type))
    .filter(({ name }) => !name.startsWith('__'));
}

function nodeType() {
  const type = schema.getType('Node');
  if (!isInterfaceType(type)) throw new Error('There is no interface Node.');
  return type;
}

function userErrorFields() {
  const type = schema.getType('UserError');
  return isObjectType(type) ? type.getFields() : {};
}
