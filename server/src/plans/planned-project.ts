import type { Knowledge } from './knowledge.js';
import type { Opened } from './part.js';
import type { PlanInput } from './plan-input.js';
import type { PlanFinding } from './plan.js';

/** Everything that one planning works on. */
export interface PlannedProject {
  readonly input: PlanInput;
  readonly knowledge: Knowledge;
  readonly opened: readonly Opened[];
  readonly findings: readonly PlanFinding[];
  /** Whether nobody wants a finding left alone. */
  isWanted(finding: PlanFinding): boolean;
}
