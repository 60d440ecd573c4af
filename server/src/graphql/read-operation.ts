import { createHash } from 'node:crypto';
import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  Kind,
  type OperationDefinitionNode,
  parse,
  specifiedRules,
  validate,
} from 'graphql';
import {
  complexityOf,
  holdsNul,
  limitError,
  nulSent,
  refuseVariables,
  tooCostly,
} from './limit-complexity.js';
import { type DocumentSize, measureDocument, mostRepeated } from './measure-document.js';
import { LIMITS } from './operation-limits.js';
import { nestingOf } from './scan-nesting.js';

/** What a client sends, as its form was checked. */
export interface OperationRequest {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined;
  readonly operationName?: string | null | undefined;
}

/** An operation that may run: read, valid, within every limit. */
export interface ReadOperation {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  /** About how many values of fields its answer has at most. */
  readonly complexity: number;
}

/** What came of reading: an operation that may run, or what is wrong with it. */
export type ReadOutcome = ReadOperation | { readonly errors: readonly GraphQLError[] };

/** Characters of the documents that are kept, and of the longest: read, a document takes some hundred times as much memory. */
const KEPT_CHARACTERS = 400_000;
const LONGEST_KEPT = 20_000;

/**
 * Reads operations for HTTP and WebSocket alike, cheapest checks first, so that a hostile one is refused before it costs time. Documents
 * that passed are kept, those used last; most clients send few different ones.
 */
export class OperationReader {
  readonly #schema: GraphQLSchema;
  /** The one used last stands last. */
  readonly #kept = new Map<string, { readonly document: DocumentNode; readonly length: number }>();
  #keptCharacters = 0;

  constructor(schema: GraphQLSchema) {
    this.#schema = schema;
  }

  read({ query, variables, operationName }: OperationRequest): ReadOutcome {
    const wrong = refuseVariables(variables);
    if (wrong !== null) return { errors: [wrong] };
    const document = this.document(query);
    if (!('kind' in document)) return { errors: document };
    const operation = getOperationAST(document, operationName);
    if (operation == null) return { errors: [noOperation(operationName)] };
    try {
      const complexity = complexityOf(this.#schema, document, { operation, variables: variables ?? {} });
      if (complexity > LIMITS.complexity) return { errors: [tooCostly(complexity)] };
      return { document, operation, complexity };
    } catch (error) {
      return { errors: [badVariables(error)] };
    }
  }

  /** The document, parsed and validated, or what is wrong with it. */
  document(query: string): DocumentNode | readonly GraphQLError[] {
    if (query.length > LIMITS.characters) {
      const asked = `The document has ${query.length} characters`;
      return [limitError(`${asked}, more than the ${LIMITS.characters} allowed.`)];
    }
    const hash = createHash('sha256').update(query, 'utf8').digest('hex');
    const known = this.kept(hash);
    if (known !== undefined) return known;
    const outcome = readDocument(this.#schema, query);
    if ('kind' in outcome && query.length <= LONGEST_KEPT) this.#keep(hash, outcome, query.length);
    return outcome;
  }

  /** A document that passed, by the SHA-256 of its text in hexadecimal. */
  kept(hash: string): DocumentNode | undefined {
    const known = this.#kept.get(hash);
    if (known === undefined) return undefined;
    this.#kept.delete(hash);
    this.#kept.set(hash, known);
    return known.document;
  }

  #keep(hash: string, document: DocumentNode, length: number): void {
    this.#kept.set(hash, { document, length });
    this.#keptCharacters += length;
    for (const [oldest, entry] of this.#kept) {
      if (this.#keptCharacters <= KEPT_CHARACTERS) return;
      this.#kept.delete(oldest);
      this.#keptCharacters -= entry.length;
    }
  }
}

function readDocument(schema: GraphQLSchema, query: string): DocumentNode | readonly GraphQLError[] {
  const nesting = nestingOf(query);
  if (nesting > LIMITS.nesting) return [tooMuch('levels of braces and parentheses', nesting, LIMITS.nesting)];
  let document: DocumentNode;
  try {
    document = parse(query, { maxTokens: LIMITS.tokens });
  } catch (error) {
    return [unparsed(error)];
  }
  const tooLarge = refuseSize(document);
  if (tooLarge !== null) return [tooLarge];
  if (holdsNul(document)) return [nulSent()];
  const errors = validate(schema, document, specifiedRules, { maxErrors: LIMITS.validationErrors });
  return errors.length === 0 ? document : errors.map(invalid);
}

/** What the size of a document exceeds, all before validation, which is quadratic in some of it. */
function refuseSize(document: DocumentNode): GraphQLError | null {
  if (document.definitions.length > LIMITS.definitions)
    return tooMuch('operations and fragments', document.definitions.length, LIMITS.definitions);
  const size = measureDocument(document);
  if ('kind' in size)
    return size.kind === 'CYCLE'
      ? invalidText(`Cannot spread fragment "${size.fragment}" within itself.`)
      : invalidText(`There can be only one fragment named "${size.fragment}".`);
  for (const [key, name] of SIZES) if (size[key] > LIMITS[key]) return tooMuch(name, size[key], LIMITS[key]);
  const { name, times } = mostRepeated(document);
  return times > LIMITS.repeats
    ? tooMuch(`selections of "${name}" at one place`, times, LIMITS.repeats)
    : null;
}

const SIZES: readonly (readonly [Exclude<keyof DocumentSize, 'definitions'>, string])[] = [
  ['depth', 'levels of fields'],
  ['selections', 'selections, counted wherever a fragment is spread'],
  ['aliases', 'aliases'],
  ['rootFields', 'fields at its root'],
  ['mutationFields', 'mutations'],
  ['directives', 'directives'],
];

function tooMuch(what: string, asked: number, allowed: number): GraphQLError {
  const many = asked >= 1e9 ? 'a billion or more' : String(asked);
  return limitError(`The document has ${many} ${what}, more than the ${allowed} allowed.`);
}

/** https://github.com/graphql/graphql-js says of tokens only that there were more than allowed. */
function unparsed(error: unknown): GraphQLError {
  if (!(error instanceof GraphQLError)) return limitError('The document is nested too deep to be read.');
  if (/more that [\d,]+ tokens/.test(error.message))
    return limitError(`The document has more than the ${LIMITS.tokens} tokens allowed.`);
  return new GraphQLError(error.message, {
    source: error.source,
    positions: error.positions,
    extensions: { code: 'GRAPHQL_PARSE_FAILED', http: { status: 400 } },
  });
}

function invalid(error: GraphQLError): GraphQLError {
  return new GraphQLError(error.message, {
    nodes: error.nodes,
    extensions: { code: 'GRAPHQL_VALIDATION_FAILED', http: { status: 400 } },
  });
}

function invalidText(message: string): GraphQLError {
  return invalid(new GraphQLError(message));
}

function noOperation(name: string | null | undefined): GraphQLError {
  const message =
    name == null
      ? 'The document holds several operations, or none: send `operationName`.'
      : `The document holds no operation named "${name}".`;
  return new GraphQLError(message, { extensions: { code: 'BAD_INPUT', http: { status: 400 } } });
}

function badVariables(error: unknown): GraphQLError {
  if (!(error instanceof GraphQLError)) throw error;
  return new GraphQLError(error.message, {
    nodes: error.nodes,
    extensions: { code: 'BAD_INPUT', http: { status: 400 } },
  });
}

/** The names of an operation's root fields, as often as they are selected, fragments included. */
export function rootFieldsOf({ document, operation }: ReadOperation): readonly string[] {
  const names: string[] = [];
  const sets = [operation.selectionSet];
  for (let set = sets.pop(); set !== undefined; set = sets.pop()) {
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) names.push(selection.name.value);
      if (selection.kind === Kind.INLINE_FRAGMENT) sets.push(selection.selectionSet);
      if (selection.kind !== Kind.FRAGMENT_SPREAD) continue;
      for (const definition of document.definitions)
        if (definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === selection.name.value)
          sets.push(definition.selectionSet);
    }
  }
  return names;
}
