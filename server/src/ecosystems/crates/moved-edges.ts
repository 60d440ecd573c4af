import { z } from 'zod';
import type { VersionChange } from '../ecosystem.js';
import type { LockDraft } from './lock-draft.js';
import { satisfies } from './ranges.js';
import { compareVersions } from './versions.js';

/**
 * What an entry asks for afterwards: one that does not move the same as now, one that moves what its new version
 * asks for. A sentence's end where that is not in the lock, or where only Cargo can tell what features make of it.
 */
export function edgesOfMove(draft: LockDraft, index: number): readonly number[] | string {
  const present = draft.edges[index] ?? [];
  const change = draft.moves.get(index);
  if (change === undefined) return present;
  const { target } = change;
  const { name } = change;
  if (!target.isDetailed) return `the registry does not tell what ${name} ${change.to} asks for`;
  const since = featuresSince(target.document);
  if (since === null) return `the registry does not tell which features ${name} ${change.to} has`;
  if (compareVersions(since, change.from) > 0)
    return `${name} ${since} asks for other features, and only Cargo can tell what they turn on`;
  const byName = new Map<string, number[]>();
  for (const edge of present) {
    const asked = draft.lock.entries[edge]?.name ?? '';
    const known = byName.get(asked);
    if (known === undefined) byName.set(asked, [edge]);
    else known.push(edge);
  }
  const edges: number[] = [];
  const demands = [...Object.entries(target.dependencies), ...Object.entries(target.optionalDependencies)];
  for (const [dependency, range] of demands) {
    const bound = byName.get(dependency) ?? [];
    const isOff = bound.length === 0 && !Object.hasOwn(target.dependencies, dependency);
    if (isOff) continue;
    const found = answerOf(draft, change, { index, dependency, range, bound });
    if (typeof found === 'string') return found;
    edges.push(found);
  }
  return edges;
}

interface Demand {
  readonly index: number;
  readonly dependency: string;
  readonly range: string;
  /** The copies of that name that the present version is bound to. */
  readonly bound: readonly number[];
}

/** The copy that answers: the present one wherever there is one, else the one that the plan names. */
function answerOf(draft: LockDraft, change: VersionChange, demand: Demand): number | string {
  const { dependency, range, bound } = demand;
  const wish = `${change.name} ${change.to} asks for ${dependency} ${range}`;
  const [present] = bound;
  if (bound.length > 1) return `${wish}, of which it has several copies`;
  const answers =
    change.answers.get(draft.locations[demand.index] ?? '')?.filter(({ name }) => name === dependency) ?? [];
  const named = answers.flatMap((answer) =>
    answer.location === null ? [] : (draft.indexByLocation.get(answer.location) ?? []),
  );
  const target = present ?? named[0];
  if (target === undefined || draft.lock.entries[target]?.name !== dependency)
    return `${wish}, which is not in the lock`;
  const stands = draft.standIn[target] ?? target;
  if (named.some((each) => (draft.standIn[each] ?? each) !== stands))
    return `${wish} of another copy, and only Cargo can tell what that turns on`;
  if (!satisfies(draft.versionOf(target), range)) return `${wish}; the lock has ${draft.versionOf(target)}`;
  return target;
}

const documentSchema = z.object({ featuresSince: z.string() });

/** What the registry's reading says of features (registries/crates-features.ts). */
function featuresSince(document: string | null): string | null {
  if (document === null) return null;
  try {
    const read = documentSchema.safeParse(JSON.parse(document));
    return read.success ? read.data.featuresSince : null;
  } catch {
    return null;
  }
}
