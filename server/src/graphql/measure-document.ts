import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

/** How large a document is when every fragment stands where it is spread. Sums go over all its operations. */
export interface DocumentSize {
  readonly definitions: number;
  readonly depth: number;
  readonly selections: number;
  readonly aliases: number;
  readonly rootFields: number;
  readonly mutationFields: number;
  readonly directives: number;
}

/** A document that cannot be measured: its fragments go round in a circle, or two have one name. */
export interface Unmeasurable {
  readonly kind: 'CYCLE' | 'DUPLICATE';
  readonly fragment: string;
}

type Definition = OperationDefinitionNode | FragmentDefinitionNode;

interface Size {
  readonly depth: number;
  readonly selections: number;
  readonly aliases: number;
  readonly rootFields: number;
  readonly directives: number;
}

interface OwnSize extends Size {
  readonly spreads: readonly { readonly name: string; readonly depth: number; readonly isAtRoot: boolean }[];
}

/** Sums stop here, so that doubling stays a number. */
const MANY = 1e9;

/**
 * Measures a document without its types, in linear time: each fragment is measured once, however often it is spread. What no
 * operation uses counts too, because validation reads it.
 */
export function measureDocument(document: DocumentNode): DocumentSize | Unmeasurable {
  const operations: OperationDefinitionNode[] = [];
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.OPERATION_DEFINITION) operations.push(definition);
    if (definition.kind !== Kind.FRAGMENT_DEFINITION) continue;
    if (fragments.has(definition.name.value)) return { kind: 'DUPLICATE', fragment: definition.name.value };
    fragments.set(definition.name.value, definition);
  }
  const own = new Map([...fragments].map(([name, fragment]) => [name, ownSize(fragment)]));
  const ordered = inOrder(own);
  if (!Array.isArray(ordered)) return ordered;
  const whole = new Map<string, Size>();
  for (const name of ordered) {
    const size = own.get(name);
    if (size !== undefined) whole.set(name, withSpreads(size, whole));
  }
  const spread = new Set([...own.values()].flatMap(({ spreads }) => spreads.map(({ name }) => name)));
  const sizes = operations.map((operation) => ({ operation, size: ownSize(operation) }));
  for (const { size } of sizes) for (const { name } of size.spreads) spread.add(name);
  const tops = sizes.map(({ operation, size }) => ({ operation, size: withSpreads(size, whole) }));
  const unused = [...whole].flatMap(([name, size]) => (spread.has(name) ? [] : [{ operation: null, size }]));
  return total(document.definitions.length, [...tops, ...unused]);
}

function total(
  definitions: number,
  sizes: readonly { readonly operation: OperationDefinitionNode | null; readonly size: Size }[],
): DocumentSize {
  const sum = {
    definitions,
    depth: 0,
    selections: 0,
    aliases: 0,
    rootFields: 0,
    mutationFields: 0,
    directives: 0,
  };
  for (const { operation, size } of sizes) {
    sum.depth = Math.max(sum.depth, size.depth);
    sum.selections += size.selections;
    sum.aliases += size.aliases;
    sum.directives += size.directives;
    if (operation === null) continue;
    sum.rootFields += size.rootFields;
    if (operation.operation === 'mutation') sum.mutationFields += size.rootFields;
  }
  return sum;
}

function ownSize(definition: Definition): OwnSize {
  const size = {
    depth: 0,
    selections: 0,
    aliases: 0,
    rootFields: 0,
    directives: definition.directives?.length ?? 0,
  };
  const spreads: { name: string; depth: number; isAtRoot: boolean }[] = [];
  const sets = [{ set: definition.selectionSet, depth: 0 }];
  for (let next = sets.pop(); next !== undefined; next = sets.pop()) {
    const { set, depth } = next;
    for (const selection of set.selections) {
      size.selections += 1;
      size.directives += selection.directives?.length ?? 0;
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        spreads.push({ name: selection.name.value, depth, isAtRoot: depth === 0 });
        continue;
      }
      const isField = selection.kind === Kind.FIELD;
      const below = depth + (isField ? 1 : 0);
      if (isField && selection.alias !== undefined) size.aliases += 1;
      if (isField && depth === 0) size.rootFields += 1;
      size.depth = Math.max(size.depth, below);
      if (selection.selectionSet !== undefined) sets.push({ set: selection.selectionSet, depth: below });
    }
  }
  return { ...size, spreads };
}

function withSpreads({ spreads, ...own }: OwnSize, whole: ReadonlyMap<string, Size>): Size {
  const size = { ...own };
  for (const { name, depth, isAtRoot } of spreads) {
    const fragment = whole.get(name);
    if (fragment === undefined) continue;
    size.depth = Math.max(size.depth, depth + fragment.depth);
    size.selections = Math.min(size.selections + fragment.selections, MANY);
    size.aliases = Math.min(size.aliases + fragment.aliases, MANY);
    size.directives = Math.min(size.directives + fragment.directives, MANY);
    if (isAtRoot) size.rootFields = Math.min(size.rootFields + fragment.rootFields, MANY);
  }
  return size;
}

/** The fragments, each after those that it spreads; or one that reaches itself. Without recursion: a chain may be long. */
function inOrder(own: ReadonlyMap<string, OwnSize>): string[] | Unmeasurable {
  const ordered: string[] = [];
  const states = new Map<string, 'OPEN' | 'DONE'>();
  for (const start of own.keys()) {
    const path = [{ name: start, next: 0 }];
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      if (states.get(top.name) === 'DONE') {
        path.pop();
        continue;
      }
      states.set(top.name, 'OPEN');
      const spread = own.get(top.name)?.spreads[top.next]?.name;
      top.next += 1;
      if (spread === undefined) {
        states.set(top.name, 'DONE');
        ordered.push(top.name);
        path.pop();
      } else if (states.get(spread) === 'OPEN') return { kind: 'CYCLE', fragment: spread };
      else if (own.has(spread) && !states.has(spread)) path.push({ name: spread, next: 0 });
    }
  }
  return ordered;
}

/**
 * How often one response name is selected at one place at most, fragments spread: what the rule that fields can be merged compares in
 * pairs. Only for documents that were measured and are small enough: it walks every selection.
 */
export function mostRepeated(document: DocumentNode): { readonly name: string; readonly times: number } {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  let most = { name: '', times: 0 };
  const places = topsOf(document);
  for (let place = places.pop(); place !== undefined; place = places.pop()) {
    for (const [name, fields] of fieldsAt(place, fragments)) {
      if (fields.length > most.times) most = { name, times: fields.length };
      const below = fields.flatMap(({ selectionSet }) => selectionSet ?? []);
      if (below.length > 0) places.push(below);
    }
  }
  return most;
}

/** The operations, and the fragments that nothing spreads. */
function topsOf(document: DocumentNode): (readonly SelectionSetNode[])[] {
  const definitions = document.definitions.filter((definition) => 'selectionSet' in definition);
  const spread = new Set(
    definitions.flatMap((definition) => ownSize(definition).spreads.map(({ name }) => name)),
  );
  return definitions.flatMap((definition) =>
    definition.kind === Kind.FRAGMENT_DEFINITION && spread.has(definition.name.value)
      ? []
      : [[definition.selectionSet]],
  );
}

function fieldsAt(
  place: readonly SelectionSetNode[],
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): Map<string, FieldNode[]> {
  const fields = new Map<string, FieldNode[]>();
  const seen = new Set<string>();
  const sets = [...place];
  for (let set = sets.pop(); set !== undefined; set = sets.pop()) {
    for (const selection of set.selections) {
      if (selection.kind === Kind.INLINE_FRAGMENT) sets.push(selection.selectionSet);
      if (selection.kind === Kind.FRAGMENT_SPREAD && !seen.has(selection.name.value)) {
        seen.add(selection.name.value);
        const fragment = fragments.get(selection.name.value);
        if (fragment !== undefined) sets.push(fragment.selectionSet);
      }
      if (selection.kind !== Kind.FIELD) continue;
      const name = (selection.alias ?? selection.name).value;
      const named = fields.get(name);
      if (named === undefined) fields.set(name, [selection]);
      else named.push(selection);
    }
  }
  return fields;
}
