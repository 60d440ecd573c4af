import type { EcosystemId } from '../ecosystems/ecosystem.js';
import type { UncheckedDependency } from './outdated.js';

/** How many packages of an ecosystem could not be checked for one kind of reason, with a few of their names. */
export interface UncheckedPackages {
  readonly ecosystem: EcosystemId;
  readonly kind: UncheckedDependency['kind'];
  readonly reason: string;
  readonly count: number;
  readonly names: readonly string[];
}

const MAXIMUM_NAMES = 5;

/** What could not be checked, counted by ecosystem and kind of reason; the first reason stands for its kind. */
export function countUnchecked(unchecked: readonly UncheckedDependency[]): readonly UncheckedPackages[] {
  const groups = new Map<string, { readonly first: UncheckedDependency; readonly names: Set<string> }>();
  for (const dependency of unchecked) {
    const key = `${dependency.ecosystem} ${dependency.kind}`;
    const group = groups.get(key) ?? { first: dependency, names: new Set<string>() };
    group.names.add(dependency.name);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ first: { ecosystem, kind, reason }, names }) => ({
    ecosystem,
    kind,
    reason,
    count: names.size,
    names: [...names].slice(0, MAXIMUM_NAMES),
  }));
}

/** Why plans and outdated packages may be incomplete, as one sentence; null where every registry answered. */
export function describeSilence(groups: readonly UncheckedPackages[]): string | null {
  const silent = groups.filter(({ kind }) => kind === 'FAILED');
  const [first] = silent;
  if (first === undefined) return null;
  const { ecosystem, names, count, reason } = first;
  const others = count === 1 ? '' : ` and ${count - 1} more`;
  return `${names[0] ?? ''}${others} (${ecosystem}) could not be checked. ${reason}`;
}
