import type { Sketch } from './draft-plan.js';
import { factsKey, type NeededUsage, type PlanInput } from './plan-input.js';

/** The packages of breaking and forced plans whose use in the project's own files nobody looked for yet. */
export function neededUsage(input: PlanInput, sketches: readonly Sketch[]): readonly NeededUsage[] {
  const { usage } = input;
  if (usage === null) return [];
  const needed = new Map<string, NeededUsage>();
  for (const { kind, changes } of sketches) {
    if (kind !== 'BREAKING' && kind !== 'FORCED') continue;
    for (const { ecosystem, name } of changes) {
      const key = factsKey(ecosystem, name);
      if (!usage.has(key)) needed.set(key, { ecosystem, name });
    }
  }
  return [...needed].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, each]) => each);
}
