import type { Ecosystem, VersionStep } from '../ecosystems/ecosystem.js';
import type { AllowedStep, PlanPolicy } from '../policies/policy.js';
import { epochMs } from '../registries/release-date.js';
import type { PlanFinding } from './plan.js';

/** That somebody wants a finding left alone: why, and until when (ISO 8601; null: for good). */
export interface Ignore {
  readonly reason: string;
  readonly until: string | null;
}

/** What the policy, or a person who dismissed it, says against planning a finding; null where nothing does now. */
export function ignoreOf(
  finding: PlanFinding,
  policy: Pick<PlanPolicy, 'ignores'>,
  { dismissed, now }: { readonly dismissed: ReadonlyMap<string, string | null>; readonly now: Date },
): Ignore | null {
  const isOver = (until: string | null): boolean => until !== null && !(epochMs(until) > now.getTime());
  const until = dismissed.get(finding.key);
  if (until !== undefined && !isOver(until)) return { reason: 'It was dismissed.', until };
  for (const ignore of policy.ignores) {
    const { advisory, packageName } = ignore;
    if (isOver(ignore.until) || (advisory === null && packageName === null)) continue;
    if (advisory !== null && !finding.advisories.includes(advisory)) continue;
    if (packageName !== null && packageName !== finding.name) continue;
    return { reason: ignore.reason, until: ignore.until };
  }
  return null;
}

const RANKS: Readonly<Record<VersionStep, number>> = { NONE: 0, PATCH: 1, MINOR: 2, MAJOR: 3, PRERELEASE: 3 };

/** Whether a step is no larger than allowed. A prerelease promises nothing and counts as major. */
export function isStepWithin(
  ecosystem: Ecosystem,
  step: Pick<Move, 'from' | 'to'>,
  most: AllowedStep,
): boolean {
  return most === 'MAJOR' || RANKS[ecosystem.stepBetween(step.from, step.to)] <= RANKS[most];
}

interface Move {
  readonly from: string;
  readonly to: string;
}

/** Whether raising a declared range by this step should break nothing: patch or minor, below 1.0 patch (decisions.md). */
export function isSafeStep(ecosystem: Ecosystem, { from, to }: Move): boolean {
  const step = ecosystem.stepBetween(from, to);
  if (step === 'PATCH' || step === 'NONE') return true;
  return step === 'MINOR' && !/^v?0(?:\.|$)/.test(from);
}
