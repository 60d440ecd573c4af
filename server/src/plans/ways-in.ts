import { askersAfter, isOwnCopy, targetsAt, type DependencyTree, type Lifts } from './dependency-tree.js';

/** All copies through which the project comes to some copies, those among them. The project's own packages are not in it. */
export function copiesAbove(
  tree: DependencyTree,
  lifts: Lifts,
  copies: Iterable<number>,
): ReadonlySet<number> {
  const askers = askersAfter(tree, lifts);
  const above = new Set<number>();
  for (const copy of copies) if (!isOwnCopy(tree, copy)) above.add(copy);
  for (const copy of above) {
    for (const asker of askers[copy] ?? []) if (!isOwnCopy(tree, asker)) above.add(asker);
  }
  return above;
}

/** The direct dependencies among some copies: those that an own package asks for, in the order of the inventory. */
export function directAmong(tree: DependencyTree, copies: ReadonlySet<number>): readonly number[] {
  return [...copies].filter((copy) => tree.packages[copy]?.isDirect === true).toSorted((a, b) => a - b);
}

/** A copy and everything that it leads to. */
export function copiesBelow(tree: DependencyTree, lifts: Lifts, copy: number): ReadonlySet<number> {
  const below = new Set([copy]);
  for (const index of below) for (const target of targetsAt(tree, lifts, index)) below.add(target);
  return below;
}
