import type { Abilities, Ecosystem } from '../ecosystems/ecosystem.js';
import type { Demand } from './demands.js';
import { isOwnCopy, type DependencyTree, type Edge } from './dependency-tree.js';
import type { Knowledge } from './knowledge.js';

/** Whom to ask for what a lock does not say. */
export interface Teller {
  readonly ecosystem: Ecosystem;
  readonly knowledge: Knowledge;
  readonly hides: NonNullable<Abilities['hides']> | null;
}

/**
 * A tree whose edges have the ranges that the registry tells of who asks, where the lock does not repeat them
 * (`Abilities.hides`). Where the registry tells nothing that fits the lock, the copy is bound to its present version.
 */
export function tellTree(tree: DependencyTree, teller: Teller): DependencyTree {
  const { hides } = teller;
  if (hides === null) return tree;
  const told: DependencyTree['told'] = (index, edges) =>
    hides === 'RANGES'
      ? tellRanges(tree, teller, { index, edges })
      : findEdges(tree, teller, { index, edges });
  return { ...tree, told };
}

interface Onto {
  readonly index: number;
  readonly edges: readonly Edge[];
}

function tellRanges(tree: DependencyTree, teller: Teller, { index, edges }: Onto): readonly Edge[] {
  return edges.flatMap((edge): readonly Edge[] => {
    if (isOwnCopy(tree, edge.from) || edge.kind === 'PEER') return [edge];
    const version = tree.packages[index]?.version ?? '';
    const asked = (demandsNow(tree, teller, edge.from) ?? []).filter(
      ({ name, kind }) => name === edge.name && kind !== 'PEER',
    );
    const fitting = asked.filter(({ range }) => teller.ecosystem.satisfies(version, range));
    if (fitting.length === 0) return [{ ...edge, range: exactly(teller.ecosystem, version) }];
    return fitting.map(({ range }) => ({ ...edge, range }));
  });
}

/** What every other package of the lock asks for by this name, as far as the present version answers it. */
function findEdges(tree: DependencyTree, teller: Teller, { index, edges }: Onto): readonly Edge[] {
  const copy = tree.packages[index];
  if (copy === undefined) return edges;
  const found = [...edges];
  for (const from of tree.packages.keys()) {
    if (from === index || isOwnCopy(tree, from)) continue;
    for (const { name, range, kind } of demandsNow(tree, teller, from) ?? [])
      if (name === copy.name && teller.ecosystem.satisfies(copy.version, range))
        found.push({ from, name, range, kind });
  }
  return found;
}

/** What the registry says that a copy asks for at its present version; null where it says nothing, or not yet. */
function demandsNow(
  tree: DependencyTree,
  { ecosystem, knowledge }: Teller,
  index: number,
): readonly Demand[] | null {
  const copy = tree.packages[index];
  if (copy?.source !== 'REGISTRY') return null;
  const facts = knowledge.versionsOf(ecosystem.id, copy.name).find(({ version }) => version === copy.version);
  if (facts === undefined) return null;
  if (facts.isDetailed) return tree.demands(facts);
  knowledge.askDetails(ecosystem.id, copy.name, facts.version);
  return null;
}

function exactly({ id }: Ecosystem, version: string): string {
  return id === 'PyPI' ? `==${version}` : `=${version}`;
}
