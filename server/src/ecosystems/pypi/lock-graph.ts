import { normalizeName } from '../../advisories/package-key.js';
import { SCOPE_ORDER } from '../../inventory/graph.js';
import type {
  DependencyScope,
  InventoryPackage,
  PackageSource,
  Requirement,
} from '../../inventory/inventory.js';
import { scopesByReach } from '../../inventory/reach.js';
import { type Ask, askOfRange } from './ask.js';
import { satisfies } from './specifiers.js';
import { UniqueTexts } from './unique-texts.js';

/** A lock that splits by markers holds a few versions of one package; what goes beyond is not looked at. */
const MAX_CANDIDATES = 8;

/** A package with what it asks for, and what it asks for besides when it is asked for with an extra. */
export interface LockedPackage {
  readonly name: string;
  readonly version: string;
  readonly source: PackageSource;
  /** The key in the file; made unique where several packages have the same. */
  readonly location: string;
  /** What the file itself says; counts only where nothing of the project leads to the package. */
  readonly flaggedScope: DependencyScope;
  readonly asks: readonly Ask[];
  /** By the extra's normalised name. */
  readonly extras: ReadonlyMap<string, readonly Ask[]>;
}

/**
 * The inventory's packages: every ask led to the versions that answer it, extras followed only where somebody asks
 * for them. Own packages (ROOT, WORKSPACE) stand among the others; scopes follow from what leads where.
 */
export function packagesOfLock(locked: readonly LockedPackage[]): readonly InventoryPackage[] {
  const graph = buildGraph(locked);
  const scopes = scopesByReach(graph.nodes);
  const direct = new Set<number | null>();
  const requiresOf = locked.map((_, index) => requirementsOf(graph, index, locked.length));
  locked.forEach((item, index) => {
    if (isOwn(item)) for (const { target } of requiresOf[index] ?? []) direct.add(target);
  });
  const locations = new UniqueTexts();
  return locked.map((item, index) => ({
    name: item.name,
    version: item.version,
    source: item.source,
    location: locations.make(item.location),
    scope: scopes[index] ?? item.flaggedScope,
    isDirect: direct.has(index) && !isOwn(item),
    isBundled: false,
    requires: requiresOf[index] ?? [],
  }));
}

/**
 * What a project must ask for when nothing but its lock is there: the packages that no other asks for, and those that
 * the lock flags with a stronger scope than all who ask for them.
 */
export function asksOfLock(locked: readonly LockedPackage[]): readonly Ask[] {
  const index = indexByName(locked);
  const strongest = new Map<number, number>();
  locked.forEach((item, from) => {
    const rank = SCOPE_ORDER.indexOf(item.flaggedScope);
    for (const ask of [...item.asks, ...[...item.extras.values()].flat()])
      for (const target of resolve(ask, { locked, index })) {
        if (target !== from) strongest.set(target, Math.min(strongest.get(target) ?? Infinity, rank));
      }
  });
  return locked.flatMap((item, at) => {
    const rank = strongest.get(at);
    if (rank !== undefined && rank <= SCOPE_ORDER.indexOf(item.flaggedScope)) return [];
    const range = item.version === '' ? '' : `==${item.version}`;
    return askOfRange(item.name, range, { kind: item.flaggedScope, extras: [...item.extras.keys()] });
  });
}

/** An extra's name as names are compared. */
export function extraKey(extra: string): string {
  return normalizeName('PyPI', extra);
}

interface NameIndex {
  readonly locked: readonly LockedPackage[];
  readonly index: ReadonlyMap<string, readonly number[]>;
}

interface Node {
  readonly source: PackageSource;
  readonly requires: Requirement[];
}

interface Graph {
  /** The packages, in their order, and after them one node for each extra of each that is asked for. */
  readonly nodes: readonly Node[];
  readonly extraNodes: ReadonlyMap<number, readonly number[]>;
}

function buildGraph(locked: readonly LockedPackage[]): Graph {
  const names = { locked, index: indexByName(locked) };
  const nodes = locked.map(({ source }): Node => ({ source, requires: [] }));
  const waiting = locked.map(({ asks }, index) => ({ requires: nodes[index]?.requires, asks }));
  const extraNodes = new Map<number, number[]>();
  const known = new Map<string, number>();

  const nodeOfExtra = (owner: number, extra: string): number | null => {
    const key = `${owner}\n${extraKey(extra)}`;
    const asks = locked[owner]?.extras.get(extraKey(extra));
    if (asks === undefined) return null;
    const found = known.get(key);
    if (found !== undefined) return found;
    const node: Node = { source: 'REGISTRY', requires: [] };
    const at = nodes.push(node) - 1;
    known.set(key, at);
    const siblings = extraNodes.get(owner);
    if (siblings === undefined) extraNodes.set(owner, [at]);
    else siblings.push(at);
    waiting.push({ requires: node.requires, asks });
    return at;
  };

  for (let next = 0; next < waiting.length; next += 1) {
    const { requires, asks = [] } = waiting[next] ?? {};
    for (const ask of asks) {
      const { name, range, kind } = ask;
      const targets = resolve(ask, names);
      if (targets.length === 0) requires?.push({ name, range, kind, target: null });
      for (const target of targets) {
        requires?.push({ name, range, kind, target });
        for (const extra of ask.extras) {
          const extraNode = nodeOfExtra(target, extra);
          if (extraNode !== null) requires?.push({ name, range, kind, target: extraNode });
        }
      }
    }
  }
  return { nodes, extraNodes };
}

/** What a package asks for by itself and with its extras, without the steps to extras and to itself. */
function requirementsOf({ nodes, extraNodes }: Graph, index: number, count: number): readonly Requirement[] {
  const requirements = (node: number): readonly Requirement[] =>
    (nodes[node]?.requires ?? []).filter(
      ({ target }) => target === null || (target < count && target !== index),
    );
  const extras = extraNodes.get(index) ?? [];
  if (extras.length === 0) return requirements(index);
  const merged = new Map<string, Requirement>();
  for (const asked of [index, ...extras].flatMap(requirements)) {
    const key = `${asked.target ?? ''}\n${asked.kind}\n${asked.name}\n${asked.range}`;
    if (!merged.has(key)) merged.set(key, asked);
  }
  return [...merged.values()];
}

function indexByName(locked: readonly LockedPackage[]): ReadonlyMap<string, readonly number[]> {
  const index = new Map<string, number[]>();
  locked.forEach(({ name }, at) => {
    const key = normalizeName('PyPI', name);
    const same = index.get(key);
    if (same === undefined) index.set(key, [at]);
    else if (same.length < MAX_CANDIDATES) same.push(at);
  });
  return index;
}

/** The packages that answer an ask: of several versions the very one that it pins, else all that lie in its range. */
function resolve(ask: Ask, { locked, index }: NameIndex): readonly number[] {
  const candidates = index.get(normalizeName('PyPI', ask.name)) ?? [];
  if (candidates.length < 2 || (ask.range === '' && ask.pinned === '')) return candidates;
  const pinned = candidates.filter((at) => ask.pinned !== '' && locked[at]?.version === ask.pinned);
  if (pinned.length > 0) return pinned;
  const inRange = candidates.filter((at) => satisfies(locked[at]?.version ?? '', ask.range));
  return inRange.length > 0 ? inRange : candidates;
}

function isOwn({ source }: { readonly source: PackageSource }): boolean {
  return source === 'ROOT' || source === 'WORKSPACE';
}
