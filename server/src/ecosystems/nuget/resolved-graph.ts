import type { DependencyScope, InventoryPackage } from '../../inventory/inventory.js';
import { type GraphEdge, type GraphNode, packagesOfGraph } from '../../inventory/reach.js';

/** One package of one target framework, as a lock or project.assets.json states it. */
export interface ResolvedPackage {
  readonly name: string;
  /** Null for another project of the repository. */
  readonly version: string | null;
  /** Ranges by name. */
  readonly asks: ReadonlyMap<string, string>;
}

/** What the project itself asks for in one target framework. */
export interface DirectAsk {
  readonly name: string;
  readonly range: string;
  readonly kind: DependencyScope;
}

/** One target framework; `name` may end with a runtime (`net6.0/win-x64`), which then lists only what differs. */
export interface ResolvedFramework {
  readonly name: string;
  readonly packages: readonly ResolvedPackage[];
  readonly direct: readonly DirectAsk[];
}

/** A project that asks for it is one of tests, and all that it asks for is there for them. */
export const TEST_PACKAGE = 'microsoft.net.test.sdk';

/** Joins all target frameworks: one package per name and version, its requirements those of all of them. Names have no case. */
export function packagesOfFrameworks(
  projectName: string,
  frameworks: readonly ResolvedFramework[],
): readonly InventoryPackage[] {
  const nodes: Node[] = [];
  const indexes = new Map<string, number>();
  const answers = new Map<string, Map<string, number>>();
  for (const { name, packages } of frameworks) {
    const inFramework = answers.get(name) ?? new Map<string, number>();
    answers.set(name, inFramework);
    for (const item of packages) {
      const key = `${item.name.toLowerCase()}/${item.version ?? ''}`;
      const index = indexes.get(key) ?? nodes.push(nodeOf(item));
      indexes.set(key, index);
      inFramework.set(item.name.toLowerCase(), index);
    }
  }
  const root: Node = { ...nodeOf({ name: projectName, version: '' }), source: 'ROOT', location: '' };
  const isTest = frameworks.some(({ direct }) =>
    direct.some(({ name }) => name.toLowerCase() === TEST_PACKAGE),
  );
  for (const { name: framework, packages, direct } of frameworks) {
    const base = answers.get(framework.split('/', 1)[0] ?? '');
    const find = (name: string): number | null => {
      const key = name.toLowerCase();
      return answers.get(framework)?.get(key) ?? base?.get(key) ?? null;
    };
    for (const { name, range, kind } of direct) {
      const scope = isTest && kind === 'RUNTIME' ? 'TEST' : kind;
      addEdge(root, { name, range, kind: scope, target: find(name) });
    }
    for (const item of packages) {
      const node = nodes[(find(item.name) ?? 0) - 1];
      if (node === undefined) continue;
      for (const [name, range] of item.asks)
        addEdge(node, { name, range, kind: 'RUNTIME', target: find(name) });
    }
  }
  return packagesOfGraph(
    [root, ...nodes].map(({ edges, ...node }): GraphNode => ({ ...node, requires: [...edges.values()] })),
  );
}

type Node = Omit<GraphNode, 'requires'> & { readonly edges: Map<string, GraphEdge> };

function nodeOf({ name, version }: Pick<ResolvedPackage, 'name' | 'version'>): Node {
  return {
    name,
    version: version ?? '',
    source: version === null ? 'WORKSPACE' : 'REGISTRY',
    location: `${name}/${version ?? ''}`,
    isBundled: false,
    flaggedScope: 'RUNTIME',
    edges: new Map(),
  };
}

function addEdge(node: Node, edge: GraphEdge): void {
  const key = `${edge.name.toLowerCase()} ${edge.target} ${edge.range}`;
  if (!node.edges.has(key)) node.edges.set(key, edge);
}
