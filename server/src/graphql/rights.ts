import 'reflect-metadata';
import {
  getNamedType,
  type GraphQLSchema,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
} from 'graphql';
import { getMetadataStorage } from 'type-graphql';
import { TOKEN_SCOPES, type TokenScope } from '../accounts/account.js';
import { ADMIN_TYPES } from './node.resolver.js';

/** Who may see or do what a field is: PUBLIC anybody, READ whoever is signed in, else whoever has that scope. */
export type Right = 'PUBLIC' | TokenScope;

const ORDER: readonly Right[] = ['PUBLIC', ...TOKEN_SCOPES];

/**
 * The right that each field of each type takes, by `Type.field`: what it asks for itself, or at least what the easiest way to its type
 * takes. Of a type that nothing leads to there is none.
 */
export function rightsOf(schema: GraphQLSchema): ReadonlyMap<string, Right> {
  const own = ownRights();
  const typeRights = new Map<string, Right>();
  const fieldRights = new Map<string, Right>();
  const waiting: { readonly type: string; readonly right: Right }[] = [
    ...[schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].flatMap((root) =>
      root == null ? [] : [{ type: root.name, right: 'PUBLIC' as const }],
    ),
  ];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { type, right } = next;
    const known = typeRights.get(type);
    if (known !== undefined && ORDER.indexOf(known) <= ORDER.indexOf(right)) continue;
    typeRights.set(type, right);
    const of = schema.getType(type);
    if (isInterfaceType(of))
      for (const each of schema.getPossibleTypes(of))
        waiting.push({ type: each.name, right: ADMIN_TYPE_NAMES.has(each.name) ? 'ADMIN' : right });
    if (!isObjectType(of)) continue;
    for (const field of Object.values(of.getFields())) {
      const name = `${type}.${field.name}`;
      const taken = higher(right, own.get(name) ?? 'PUBLIC');
      fieldRights.set(name, taken);
      const target = getNamedType(field.type);
      if (!isIntrospectionType(target)) waiting.push({ type: target.name, right: taken });
    }
  }
  return fieldRights;
}

const HEAD = `# Which right each field takes; made by \`npm run schema\`.
# PUBLIC: anybody. READ: whoever is signed in. PLAN, APPROVE, ADMIN: a token with that scope, or a person whose role has it:
# a viewer READ; an approver READ, PLAN and APPROVE; an administrator all.`;

/** The table of rights for those who read, without the types that only lead to others. */
export function printRights(schema: GraphQLSchema): string {
  const rows = [...rightsOf(schema)].filter(([name]) => !/(?:Connection|Edge|PageInfo)\./.test(name));
  const lines = rows
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .map(([name, right]) => `${name} ${right}`);
  return `${HEAD}\n${lines.join('\n')}\n`;
}

/** Of nouns whose ids begin with another word than the name of their type. */
const ADMIN_TYPE_NAMES: ReadonlySet<string> = new Set(
  [...ADMIN_TYPES].map((name) => (name === 'Account' ? 'Person' : name)),
);

function higher(left: Right, right: Right): Right {
  return ORDER.indexOf(left) >= ORDER.indexOf(right) ? left : right;
}

/** What fields ask for by `@Authorized`, by `Type.field`. */
function ownRights(): ReadonlyMap<string, Right> {
  const {
    authorizedFields,
    objectTypes,
    queries,
    mutations,
    subscriptions,
    fields,
    fieldResolvers,
    resolverClasses,
  } = getMetadataStorage();
  const asked = (target: unknown, method: string): Right | null => {
    const roles = authorizedFields.find((each) => each.target === target && each.fieldName === method)?.roles;
    return ORDER.findLast((right) => roles?.includes(right)) ?? null;
  };
  const rights = new Map<string, Right>();
  const set = (type: string | undefined, field: string, right: Right | null) => {
    if (type !== undefined && right !== null) rights.set(`${type}.${field}`, right);
  };
  const nameOf = (target: unknown) => objectTypes.find((each) => each.target === target)?.name;
  for (const [root, resolvers] of [
    ['Query', queries],
    ['Mutation', mutations],
    ['Subscription', subscriptions],
  ] as const)
    for (const { target, methodName, schemaName } of resolvers)
      set(root, schemaName, asked(target, methodName));
  for (const { target, name, schemaName } of fields) set(nameOf(target), schemaName, asked(target, name));
  for (const { target, methodName, schemaName, getObjectType } of fieldResolvers) {
    const of = getObjectType ?? resolverClasses.find((each) => each.target === target)?.getObjectType;
    set(nameOf(of?.() ?? target), schemaName, asked(target, methodName));
  }
  return rights;
}
