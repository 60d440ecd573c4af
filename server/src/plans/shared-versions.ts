import type { RangeChange } from '../ecosystems/ecosystem.js';
import type { Moved } from './moves.js';
import type { PlanningSite } from './planning-site.js';

/** What else moves, or why that cannot be; null where the registry is still to be asked. */
export type SharingMoves =
  | { readonly kind: 'moves'; readonly moves: readonly Moved[] }
  | { readonly kind: 'refused'; readonly why: string | null };

/**
 * The packages that share a declared version with one that is raised, as moves to the same version: each must have been
 * published at that version and not taken back.
 */
export function sharingMoves(site: PlanningSite, needs: readonly RangeChange[]): SharingMoves {
  const { ecosystem, knowledge, tree } = site;
  const moves: Moved[] = [];
  let isAsking = false;
  for (const { name, from, range } of needs) {
    const raise = site.raises.find((each) => each.range === range);
    const answer = knowledge.ask(ecosystem.id, name);
    isAsking ||= answer === undefined;
    if (raise === undefined) return { kind: 'refused', why: null };
    if (answer === undefined) continue;
    const { to } = raise;
    const isPublished = knowledge
      .usableVersions(ecosystem.id, name, true)
      .some((facts) => ecosystem.compareVersions(facts.version, to) === 0);
    if (!isPublished)
      return { kind: 'refused', why: `The registry has no ${name} ${to} that could go with it.` };
    const copies = (tree.copiesOf.get(name) ?? []).filter((copy) => tree.packages[copy]?.version === from);
    moves.push({ name, from, to, copies, sharedWith: `Shares its declared version with ${raise.name}.` });
  }
  return isAsking ? { kind: 'refused', why: null } : { kind: 'moves', moves };
}
