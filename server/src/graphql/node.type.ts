import { Field, ID, InterfaceType, registerEnumType } from 'type-graphql';

/** Anything with a global id. Each type that implements it says which values are its own by `nodeTypeOf`. */
@InterfaceType('Node', { resolveType: (value: object) => nodeTypeOf(value) })
export abstract class NodeInterface {
  @Field(() => ID)
  readonly id!: string;
}

/** A noun on its way out through `Node`, with the name of its type. */
export interface TypedNode {
  readonly __typename: string;
}

/** Marks a noun with its type, so that `Node` knows it. */
export function asNode<Noun extends object>(type: string, noun: Noun): Noun & TypedNode {
  return { ...noun, __typename: type };
}

function nodeTypeOf(value: object): string | undefined {
  return '__typename' in value && typeof value.__typename === 'string' ? value.__typename : undefined;
}

/** Registers a union of texts as a GraphQL enum and gives the object that fields refer to. */
export function enumOf(
  name: string,
  values: readonly string[],
  description?: string,
  meanings: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> {
  const members = Object.fromEntries(values.map((value) => [value, value]));
  const valuesConfig = Object.fromEntries(
    Object.entries(meanings).map(([value, meaning]) => [value, { description: meaning }]),
  );
  registerEnumType(members, { name, valuesConfig, ...(description === undefined ? {} : { description }) });
  return members;
}
