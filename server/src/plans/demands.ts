import type { PackageVersionFacts } from '../ecosystems/ecosystem.js';
import type { DependencyScope } from '../inventory/inventory.js';

/** What a version asks for. An optional peer may be absent, but must fit where it is present. */
export interface Demand {
  readonly name: string;
  readonly range: string;
  readonly kind: DependencyScope;
  readonly isOptionalPeer: boolean;
}

/**
 * Everything that a published version asks for. `optionalDependencies` win over `dependencies`, as in npm; a name
 * that is a peer besides must fit both.
 */
export function demandsOf(facts: PackageVersionFacts): readonly Demand[] {
  const demands: Demand[] = [];
  const add = (asked: Readonly<Record<string, string>>, kind: DependencyScope): void => {
    for (const [name, range] of Object.entries(asked)) {
      if (kind === 'RUNTIME' && Object.hasOwn(facts.optionalDependencies, name)) continue;
      const isOptionalPeer = kind === 'PEER' && facts.optionalPeers.includes(name);
      demands.push({ name, range, kind, isOptionalPeer });
    }
  };
  add(facts.peerDependencies, 'PEER');
  add(facts.dependencies, 'RUNTIME');
  add(facts.optionalDependencies, 'OPTIONAL');
  return demands;
}

/** The real name behind `npm:name@range`, null where a range is not an alias. */
export function aliasedName(range: string): string | null {
  if (!range.startsWith('npm:')) return null;
  const at = range.indexOf('@', 5);
  return at < 0 ? range.slice(4) : range.slice(4, at);
}

/** The package that a demand is for: the real one behind an alias. */
export function nameAsked({ name, range }: Pick<Demand, 'name' | 'range'>): string {
  return aliasedName(range) ?? name;
}
