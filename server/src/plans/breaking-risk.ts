import type { BreakingRisk, PlanChange, UnmetRequirement, Usage } from './plan.js';

/** What the risk of a change is judged by. */
export interface BreakingFacts {
  readonly change: Pick<PlanChange, 'from' | 'to' | 'step' | 'means' | 'isDirect' | 'deprecated' | 'name'>;
  readonly usage: Usage | null;
  readonly unmet: readonly UnmetRequirement[];
  /** Nothing but tests and tools of the project needs the package. */
  readonly isDevelopmentOnly: boolean;
  /** Days since the new version was published; null where nobody says. */
  readonly ageDays: number | null;
  /** The new version runs a script when it is installed, and the present one does not. */
  readonly bringsInstallScript: boolean;
}

interface Part {
  readonly points: number;
  readonly text: string;
}

const YOUNG_DAYS = 14;

/**
 * How likely a change breaks something, as a sum of points; the level follows: below 2 LOW, below 4 MEDIUM, else HIGH.
 * 1. the step: major 3, below version 1.0 a minor step 2, prerelease 2, minor 1, patch 0; of a package that only others
 *    ask for, and whose ranges all admit it, at most 1;
 * 2. a version that is forced against a range that asks for another: 2;
 * 3. each peer or declared engine that the project does not meet: 2, at most 4; an engine of which it says nothing: 1;
 * 4. a step of at least 2 points in a package that the project's own files import: 1; where none of all files does: -1;
 * 5. a script that newly runs at installation: 1; a release younger than 14 days: 1; a deprecated version: 1;
 * 6. a package that only development needs: -1.
 */
export function assessBreaking(facts: BreakingFacts): BreakingRisk {
  const step = stepPart(facts);
  const parts: Part[] = [step];
  for (const part of [
    ...forcedParts(facts),
    ...unmetParts(facts),
    ...usageParts(facts, step.points),
    ...releaseParts(facts),
  ])
    parts.push(part);
  const points = parts.reduce((sum, part) => sum + part.points, 0);
  return {
    level: points < 2 ? 'LOW' : points < 4 ? 'MEDIUM' : 'HIGH',
    reasons: parts.toSorted((a, b) => b.points - a.points).map(({ text }) => text),
  };
}

function stepPart({ change }: BreakingFacts): Part {
  const part = stepAlone(change);
  if (part.points < 2 || change.isDirect || change.means !== 'LIFT') return part;
  return { points: 1, text: `${part.text} Every package that asks for it admits it by its own range.` };
}

function stepAlone({ step, from, to }: BreakingFacts['change']): Part {
  if (step === 'MAJOR')
    return { points: 3, text: `A major step, from ${from} to ${to}, may change what its users rely on.` };
  if (step === 'PRERELEASE') return { points: 2, text: `${to} is reached by way of a prerelease.` };
  if (step === 'MINOR' && /^v?0\./.test(from))
    return { points: 2, text: 'Below version 1.0 a minor step may change anything.' };
  if (step === 'MINOR') return { points: 1, text: 'A minor step adds things and should break none.' };
  return { points: 0, text: 'A patch step should only mend.' };
}

function forcedParts({ change }: BreakingFacts): readonly Part[] {
  return change.means === 'FORCE'
    ? [{ points: 2, text: 'It is forced on packages that ask for another version.' }]
    : [];
}

function unmetParts({ unmet }: BreakingFacts): readonly Part[] {
  return unmet.slice(0, 2).map(({ kind, name, range, present }) => ({
    points: kind === 'ENGINE' && present === null ? 1 : 2,
    text:
      present === null
        ? `It asks for ${name} ${range}; the project does not say what it has.`
        : `It asks for ${name} ${range}; the project has ${present}.`,
  }));
}

function usageParts({ usage, isDevelopmentOnly }: BreakingFacts, stepPoints: number): readonly Part[] {
  const parts: Part[] = [];
  if (usage !== null && usage.count > 0) {
    const files = usage.count === 1 ? '1 file' : `${usage.count} files`;
    parts.push({
      points: stepPoints >= 2 ? 1 : 0,
      text: `${files} of the project ${usage.count === 1 ? 'imports' : 'import'} it.`,
    });
  }
  if (usage?.count === 0 && usage.isComplete)
    parts.push({ points: -1, text: 'No file of the project imports it.' });
  if (isDevelopmentOnly) parts.push({ points: -1, text: 'Only development and tests need it.' });
  return parts;
}

function releaseParts({ change, ageDays, bringsInstallScript }: BreakingFacts): readonly Part[] {
  const parts: Part[] = [];
  if (bringsInstallScript)
    parts.push({
      points: 1,
      text: 'It runs a script when it is installed, which the present version does not.',
    });
  if (ageDays !== null && ageDays < YOUNG_DAYS) {
    const days = ageDays <= 0 ? 'less than a day' : ageDays === 1 ? '1 day' : `${ageDays} days`;
    parts.push({ points: 1, text: `It was released ${days} ago.` });
  }
  if (change.deprecated !== null) parts.push({ points: 1, text: 'Its publisher has deprecated it.' });
  return parts;
}
