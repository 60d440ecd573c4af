import type { DependencyScope, InventoryPackage, PackageSource } from '../../inventory/inventory.js';
import { type GraphEdge, packagesOfGraph } from '../../inventory/reach.js';
import type { Manifest } from './manifest.js';
import type { PnpmAsk, PnpmDocument } from './pnpm-document.js';
import { joinFolders, type PnpmImporter } from './pnpm-importers.js';
import { pnpmKeyOf } from './pnpm-keys.js';
import type { PnpmPackage } from './pnpm-packages.js';

/** What one document of a lock holds. */
export interface LockedDocument {
  readonly document: PnpmDocument;
  readonly importers: readonly PnpmImporter[];
  readonly packages: readonly PnpmPackage[];
}

/** What a package asks for and its document does not hold. */
export interface MissingPackage {
  readonly document: PnpmDocument;
  readonly ask: PnpmAsk;
}

interface Node {
  readonly name: string;
  readonly version: string;
  readonly source: PackageSource;
  readonly location: string;
  readonly flaggedScope: DependencyScope;
  readonly requires: GraphEdge[];
}

/**
 * Puts the documents of a lock together: the project's own packages, then all others, every reference with the copy
 * that it names. A link to a folder that is no package of the project's is one of source FILE, without a version.
 */
export function buildPnpmPackages(
  locked: readonly LockedDocument[],
  manifests: ReadonlyMap<string, Manifest>,
): { readonly packages: readonly InventoryPackage[]; readonly missing: readonly MissingPackage[] } {
  const graph = new PnpmGraph(manifests);
  graph.own('');
  for (const { importers } of locked) for (const { folder } of importers) graph.own(folder);
  const indexes = locked.map(({ document, packages }) => graph.addPackages(document, packages));
  locked.forEach(({ document, importers, packages }, position) => {
    const byKey = indexes[position] ?? new Map<string, number>();
    for (const importer of importers) {
      const { folder } = importer;
      graph.connect(graph.own(folder), withPeers(importer, manifests), { document, byKey, folder });
    }
    for (const { key, asks } of packages) {
      const index = byKey.get(key);
      if (index !== undefined) graph.connect(index, asks, { document, byKey, folder: '' });
    }
  });
  return {
    packages: packagesOfGraph(graph.nodes.map((node) => ({ ...node, isBundled: false }))),
    missing: graph.missing,
  };
}

/** pnpm installs the peers of the project's packages and locks them as plain dependencies; package.json tells them apart. */
function withPeers(
  { folder, asks }: PnpmImporter,
  manifests: ReadonlyMap<string, Manifest>,
): readonly PnpmAsk[] {
  const declared = manifests.get(folder)?.asks ?? [];
  const peers = new Set(declared.flatMap(({ name, kind }) => (kind === 'PEER' ? [name] : [])));
  for (const { name, kind } of declared) if (kind !== 'PEER') peers.delete(name);
  return asks.map((ask) => (ask.kind === 'RUNTIME' && peers.has(ask.name) ? { ...ask, kind: 'PEER' } : ask));
}

/** Where references are looked up: in their own document, links from a folder. */
interface Scope {
  readonly document: PnpmDocument;
  readonly byKey: ReadonlyMap<string, number>;
  readonly folder: string;
}

class PnpmGraph {
  readonly nodes: Node[] = [];
  readonly missing: MissingPackage[] = [];
  readonly #manifests: ReadonlyMap<string, Manifest>;
  readonly #own = new Map<string, number>();
  readonly #links = new Map<string, number>();
  readonly #locations = new Set<string>();

  constructor(manifests: ReadonlyMap<string, Manifest>) {
    this.#manifests = manifests;
  }

  /** The position of the project's own package in a folder. */
  own(folder: string): number {
    const known = this.#own.get(folder);
    if (known !== undefined) return known;
    const manifest = this.#manifests.get(folder);
    const index = this.#add({
      name: manifest?.name ?? '',
      version: manifest?.version ?? '',
      source: folder === '' ? 'ROOT' : 'WORKSPACE',
      location: folder,
      flaggedScope: 'RUNTIME',
    });
    this.#own.set(folder, index);
    return index;
  }

  addPackages(document: PnpmDocument, packages: readonly PnpmPackage[]): ReadonlyMap<string, number> {
    const byKey = new Map<string, number>();
    for (const { key, name, version, source, flaggedScope } of packages) {
      const location = document.isProject ? key : `env#${key}`;
      byKey.set(key, this.#add({ name, version, source, location, flaggedScope }));
    }
    return byKey;
  }

  connect(from: number, asks: readonly PnpmAsk[], scope: Scope): void {
    const edges = this.nodes[from]?.requires;
    if (edges === undefined) return;
    for (const ask of asks) {
      const target = ask.reference === null ? null : this.#find(ask.name, ask.reference, scope);
      if (target === null && ask.reference !== null) this.missing.push({ document: scope.document, ask });
      const { name, kind, isInert } = ask;
      edges.push({ name, range: ask.range ?? this.#lockedRange(ask, target), kind, target, isInert });
    }
  }

  #find(name: string, reference: string, { document, byKey, folder }: Scope): number | null {
    if (!reference.startsWith('link:')) return byKey.get(pnpmKeyOf(name, reference, document.form)) ?? null;
    const target = joinFolders(folder, reference.slice('link:'.length));
    return this.#own.get(target) ?? this.#links.get(target) ?? this.#addLink(name, target);
  }

  #addLink(name: string, folder: string): number {
    const index = this.#add({
      name,
      version: '',
      source: 'FILE',
      location: `link:${folder}`,
      flaggedScope: 'RUNTIME',
    });
    this.#links.set(folder, index);
    return index;
  }

  /** Where no range is declared, just what is locked; an alias keeps the name that it stands for. */
  #lockedRange({ name, reference }: PnpmAsk, target: number | null): string {
    const found = target === null ? undefined : this.nodes[target];
    if (found === undefined || found.source !== 'REGISTRY') return reference ?? '';
    return found.name === name ? found.version : `npm:${found.name}@${found.version}`;
  }

  /** Locations are the lock's own keys; one that is taken by a folder of the same name gets a mark. */
  #add(node: Omit<Node, 'requires'>): number {
    let { location } = node;
    while (this.#locations.has(location)) location = `packages#${location}`;
    this.#locations.add(location);
    return this.nodes.push({ ...node, location, requires: [] }) - 1;
  }
}
