import { SCOPE_ORDER } from './graph.js';
import type { DependencyScope, InventoryPackage, PackageSource, Requirement } from './inventory.js';

const RANKS: Readonly<Record<DependencyScope, number>> = {
  RUNTIME: SCOPE_ORDER.indexOf('RUNTIME'),
  PEER: SCOPE_ORDER.indexOf('PEER'),
  OPTIONAL: SCOPE_ORDER.indexOf('OPTIONAL'),
  TEST: SCOPE_ORDER.indexOf('TEST'),
  DEVELOPMENT: SCOPE_ORDER.indexOf('DEVELOPMENT'),
};

/** What one package asks for; an inert one (a peer that need not be there) is nobody's reason. */
export interface GraphEdge extends Requirement {
  readonly isInert?: boolean;
}

/** One package of a lock, its edges resolved, before it is known why it is there. */
export interface GraphNode extends Omit<InventoryPackage, 'scope' | 'isDirect' | 'requires'> {
  /** What the file itself says; counts only where nothing of the project leads to the package. */
  readonly flaggedScope: DependencyScope;
  readonly requires: readonly GraphEdge[];
}

/** The packages of a graph, with their scopes and which of them the project itself asks for. */
export function packagesOfGraph(nodes: readonly GraphNode[]): readonly InventoryPackage[] {
  const scopes = scopesByReach(nodes);
  const direct = new Set<number | null>();
  for (const { source, requires } of nodes)
    if (isOwnSource(source)) for (const { target } of requires) direct.add(target);
  // Field by field: spreading objects takes several times as long.
  return nodes.map((node, index) => ({
    name: node.name,
    version: node.version,
    source: node.source,
    location: node.location,
    isBundled: node.isBundled,
    scope: scopes[index] ?? node.flaggedScope,
    isDirect: direct.has(index) && !isOwnSource(node.source),
    requires: node.requires.map(({ name, range, kind, target }) => ({ name, range, kind, target })),
  }));
}

/**
 * The scope of a path is the weakest kind of its steps; a package has the strongest scope of its paths. Flooded
 * scope by scope from the project's own packages; undefined where none of them leads.
 */
export function scopesByReach(
  nodes: readonly { readonly source: PackageSource; readonly requires: readonly GraphEdge[] }[],
): readonly (DependencyScope | undefined)[] {
  const scopes = nodes.map((): DependencyScope | undefined => undefined);
  const queues = SCOPE_ORDER.map((): number[] => []);
  nodes.forEach((node, index) => {
    if (isOwnSource(node.source)) queues[0]?.push(index);
  });
  queues.forEach((queue, rank) => {
    for (let next = 0; next < queue.length; next += 1) {
      const index = queue[next] ?? 0;
      if (scopes[index] !== undefined) continue;
      scopes[index] = SCOPE_ORDER[rank];
      for (const { kind, target, isInert } of nodes[index]?.requires ?? []) {
        if (target === null || isInert === true) continue;
        queues[Math.max(rank, RANKS[kind])]?.push(target);
      }
    }
  });
  return scopes;
}

function isOwnSource(source: PackageSource): boolean {
  return source === 'ROOT' || source === 'WORKSPACE';
}
