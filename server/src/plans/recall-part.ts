import type { Knowledge } from './knowledge.js';
import type { Opened, PartResult } from './part.js';
import { findingIdentity } from './plan-findings.js';
import type { MatchVersions } from './plan-input.js';
import type { PlanFinding } from './plan.js';
import { safePart, type SafePart } from './safe-part.js';
import type { Solution } from './solve-manifest.js';
import type { Target } from './targets.js';

/** `safePart`, or what it came to in an earlier round from the same answers. */
export function recallSafe(opened: Opened, wanted: readonly PlanFinding[], match: MatchVersions): SafePart {
  const { knowledge, manifest } = opened.site;
  const key = JSON.stringify(wanted.map(findingIdentity));
  const part = knowledge.tracker.recall(knowledge.memory.safe, { about: manifest, key }, () =>
    safePart({ ...opened, wanted, match }),
  );
  return { ...part, solution: bindTo(knowledge, part.solution) };
}

/** A part of another plan, or what it came to in an earlier round from the same answers. */
export function recallPart(opened: Opened, key: readonly string[], work: () => PartResult): PartResult {
  const { knowledge, manifest } = opened.site;
  const asked = { about: manifest, key: JSON.stringify(key) };
  const part = knowledge.tracker.recall(knowledge.memory.parts, asked, work);
  return part.kind === 'part' ? { ...part, solution: bindTo(knowledge, part.solution) } : part;
}

/** What tells one target, and what is wanted of it, from another. */
export function describeTarget({ id, groups }: Target): string {
  return JSON.stringify([id, ...groups]);
}

/** What asks from now on asks in this round. */
function bindTo(knowledge: Knowledge, solution: Solution): Solution {
  return { ...solution, site: { ...solution.site, knowledge } };
}
