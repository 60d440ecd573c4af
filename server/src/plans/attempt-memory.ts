import type { Attempt } from './attempt.js';
import type { DependencyTree } from './dependency-tree.js';
import type { Hunk } from './diff.js';
import { createRemembered, type Remembered } from './planning-memory.js';
import type { PartResult } from './part.js';
import type { PlanFinding, UnfixedReason } from './plan.js';
import type { SafePart } from './safe-part.js';
import type { Solution } from './solve-manifest.js';
import type { Tracked } from './tracked.js';

/**
 * What one planning remembers from round to round: it starts anew whenever something had to be asked for, and would edit and
 * read the same files again. Nothing in it changes an answer.
 */
export interface PlanningMemory {
  readonly attempts: Remembered<Attempt>;
  readonly findings: Remembered<readonly PlanFinding[]>;
  readonly hunks: Remembered<readonly Hunk[]>;
  readonly trees: Remembered<DependencyTree>;
  readonly safe: Tracked<SafePart>;
  readonly solutions: Tracked<Solution>;
  readonly parts: Tracked<PartResult>;
  readonly reasons: Tracked<UnfixedReason>;
}

/** Nothing remembered yet. */
export function createMemory(): PlanningMemory {
  return {
    attempts: createRemembered(),
    findings: createRemembered(),
    hunks: createRemembered(),
    trees: createRemembered(),
    safe: new WeakMap(),
    solutions: new WeakMap(),
    parts: new WeakMap(),
    reasons: new WeakMap(),
  };
}
