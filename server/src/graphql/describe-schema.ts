import {
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
} from 'graphql';
import { ADVISORIES_AND_FINDINGS } from './descriptions/advisories-and-findings.js';
import { INTEGRATIONS } from './descriptions/integrations.js';
import { MERGE_REQUESTS } from './descriptions/merge-requests.js';
import { OPERATIONS } from './descriptions/operations.js';
import { PLANS } from './descriptions/plans.js';
import { POLICIES } from './descriptions/policies.js';
import { PROJECTS } from './descriptions/projects.js';
import { ROOTS } from './descriptions/roots.js';

/** By type the text of itself (under an empty name), of its fields and values, and of arguments as `field(argument)`. */
export type Descriptions = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** What is not said beside the code of a type. */
export const DESCRIPTIONS: readonly Descriptions[] = [
  ADVISORIES_AND_FINDINGS,
  PROJECTS,
  PLANS,
  POLICIES,
  MERGE_REQUESTS,
  INTEGRATIONS,
  OPERATIONS,
  ROOTS,
];

/** Anything that can be described; `null` says where a description is missing. */
export interface Described {
  /** Such as `Project`, `Project.path`, `Project.findings(filter)` or `ProjectState.READY`. */
  readonly name: string;
  readonly on: { description?: string | null | undefined };
}

/** Gives every part of a schema the words that its code leaves to the files of descriptions. */
export function describeSchema(schema: GraphQLSchema): GraphQLSchema {
  const usual = usualTexts(schema);
  for (const { name, on } of describedParts(schema)) {
    if (on.description != null && on.description !== '') continue;
    on.description = textOf(name) ?? usual.get(name) ?? null;
  }
  return schema;
}

/** Everything in a schema that a stranger reads about, without what GraphQL itself brings. */
export function describedParts(schema: GraphQLSchema): readonly Described[] {
  return Object.values(schema.getTypeMap())
    .filter(({ name }) => !name.startsWith('__') && !BUILT_IN.has(name))
    .flatMap((type) => [{ name: type.name, on: type }, ...membersOf(type)]);
}

function membersOf(type: GraphQLNamedType): readonly Described[] {
  if (isEnumType(type))
    return type.getValues().map((value) => ({ name: `${type.name}.${value.name}`, on: value }));
  if (isInputObjectType(type))
    return Object.values(type.getFields()).map((field) => ({
      name: `${type.name}.${field.name}`,
      on: field,
    }));
  if (!isObjectType(type) && !isInterfaceType(type)) return [];
  return Object.values(type.getFields()).flatMap((field) => [
    { name: `${type.name}.${field.name}`, on: field },
    ...field.args.map((on) => ({ name: `${type.name}.${field.name}(${on.name})`, on })),
  ]);
}

const BUILT_IN: ReadonlySet<string> = new Set(['Int', 'Float', 'String', 'Boolean', 'ID']);

function textOf(name: string): string | undefined {
  const [type = '', member = ''] = name.split(/\.(.*)/s);
  for (const texts of DESCRIPTIONS) {
    const ofType = Object.hasOwn(texts, type) ? texts[type] : undefined;
    if (ofType !== undefined && Object.hasOwn(ofType, member)) return ofType[member];
  }
  return undefined;
}

/** What is said of every noun, list and mutation in the same words. */
function usualTexts(schema: GraphQLSchema): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type)) continue;
    const isNode = type.getInterfaces().some(({ name }) => name === 'Node');
    for (const field of Object.values(type.getFields())) {
      const name = `${type.name}.${field.name}`;
      if (field.name === 'id' && isNode)
        texts.set(name, `The global id of this ${type.name}, for \`node\` too.`);
      if (field.name === 'userErrors') texts.set(name, 'Why it was not done; empty where it was.');
      if (field.name === 'job' && type.name.endsWith('Payload'))
        texts.set(name, 'The job that does the work; null where none was queued.');
      texts.set(`${name}(filter)`, 'Which rows; without it all of them.');
      texts.set(`${name}(orderBy)`, 'In which order.');
    }
  }
  addMutations(schema, texts);
  return texts;
}

function addMutations(schema: GraphQLSchema, texts: Map<string, string>): void {
  const users = new Map<string, GraphQLField<unknown, unknown>[]>();
  for (const field of Object.values(schema.getMutationType()?.getFields() ?? {})) {
    texts.set(
      `Mutation.${field.name}(input)`,
      'What to do it with, and the key that makes it safe to repeat.',
    );
    for (const type of [field.type, ...field.args.map((argument) => argument.type)]) {
      const name = String(type).replace(/!$/, '');
      users.set(name, [...(users.get(name) ?? []), field]);
    }
  }
  for (const [name, fields] of users) {
    const mutations = fields.map((field) => `\`${field.name}\``).join(', ');
    texts.set(name, name.endsWith('Payload') ? `What came of ${mutations}.` : `What ${mutations} takes.`);
  }
}
