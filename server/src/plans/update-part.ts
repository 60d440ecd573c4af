import type { AllowedStep } from '../policies/policy.js';
import { editText } from './attempt.js';
import { higherVersions, releaseAge } from './candidates.js';
import type { Freedom } from './lift.js';
import type { Progress } from './ladder.js';
import type { Opened, PartResult } from './part.js';
import type { MatchVersions } from './plan-input.js';
import { isSafeStep, isStepWithin } from './policy-rules.js';
import { raiseCopy } from './raise-copy.js';
import type { RaiseCandidate } from './raise.js';
import { resolveAnew } from './resolve-anew.js';
import { startProgress, type Need, type Solution } from './solve-manifest.js';

/** Which outdated direct dependencies are to be updated, and how far. */
export interface UpdateQuestion extends Opened {
  /** Packages that other plans move. */
  readonly moved: ReadonlySet<string>;
  /** One package alone, by a step that the plan for all does not take; null: all, by steps that should break nothing. */
  readonly only: string | null;
  readonly most: AllowedStep;
  readonly match: MatchVersions;
}

/**
 * Raises outdated direct dependencies to the highest version that is allowed, old enough, not deprecated and not
 * vulnerable; by text where all is in the lock, else all the others in one request to a resolver.
 */
export function updatePart(question: UpdateQuestion): PartResult {
  const { site, match } = question;
  const copies = outdatedCopies(question);
  const strict = raiseEach(question, startProgress(site), { copies, freedom: 'LOCKED' });
  const left = copies.filter((copy) => !strict.lifts.has(copy));
  if (site.hasResolver && left.length > 0) {
    const loose = raiseEach(question, strict, { copies: left, freedom: 'NEWCOMERS' });
    const drops = new Map([...loose.lifts].filter(([copy, facts]) => strict.lifts.get(copy) !== facts));
    if (drops.size > 0) {
      const textLifts = new Map([...loose.lifts].filter(([copy]) => !drops.has(copy)));
      const result = resolveAnew({ site: loose.site, textLifts, drops, freed: [] }, match);
      if (result.kind === 'waiting') return result;
      if (result.kind === 'edited') return { kind: 'part', solution: solved(loose, copies), edited: result };
    }
  }
  if (strict.lifts.size === 0) return { kind: 'none', reason: null };
  const edited = editText(strict, match);
  if (edited.kind === 'edited') return { kind: 'part', solution: solved(strict, copies), edited };
  return { kind: 'none', reason: null };
}

function outdatedCopies({ site, moved, only }: UpdateQuestion): readonly number[] {
  const { packages } = site.tree;
  return [...packages.keys()].filter((index) => {
    const found = packages[index];
    if (found === undefined || !found.isDirect || found.source !== 'REGISTRY' || found.isBundled)
      return false;
    if (moved.has(found.name) || (only !== null && found.name !== only)) return false;
    return site.ecosystem.isVersion(found.version);
  });
}

function raiseEach(
  question: UpdateQuestion,
  start: Progress,
  { copies, freedom }: { readonly copies: readonly number[]; readonly freedom: Freedom },
): Progress {
  let progress = start;
  for (const copy of copies) {
    if (progress.lifts.has(copy)) continue;
    const candidates = candidatesOf(question, copy);
    progress = raiseCopy(progress, { copy, candidates, freedom, forCopy: copy }) ?? progress;
  }
  return progress;
}

/** The highest first; of a package alone only versions that the plan for all does not reach. */
function candidatesOf({ site, only, most }: UpdateQuestion, copy: number): readonly RaiseCandidate[] {
  const { ecosystem, knowledge, tree } = site;
  const found = tree.packages[copy];
  if (found === undefined) return [];
  const allowed = knowledge.policy.maximumStep;
  const candidates: RaiseCandidate[] = [];
  for (const facts of higherVersions(site, found.name, found.version).toReversed()) {
    const step = { from: found.version, to: facts.version };
    if (!isStepWithin(ecosystem, step, most) || !isStepWithin(ecosystem, step, allowed)) continue;
    if (isSafeStep(ecosystem, step) !== (only === null) || facts.deprecated !== null) continue;
    if (knowledge.threats(ecosystem.id, found.name, facts.version).length > 0) continue;
    const age = releaseAge(site, found.name, facts).kind;
    if (age === 'asked') break;
    if (age === 'old') candidates.push({ facts, left: new Map(), weight: 0 });
    if (candidates.length === MAXIMUM_CANDIDATES) break;
  }
  return candidates;
}

const MAXIMUM_CANDIDATES = 3;

function solved(progress: Progress, copies: readonly number[]): Solution {
  const { tree } = progress.site;
  const wanted = new Set(copies);
  const by = copies[0] ?? 0;
  const needs = new Map<number, Need>();
  for (const copy of progress.lifts.keys()) {
    const name = tree.packages[copy]?.name ?? '';
    if (wanted.has(copy))
      needs.set(copy, { by, reason: `The highest version of ${name} that the policy allows.` });
    else needs.set(copy, { by, reason: 'Needed by what is updated.' });
  }
  return { ...progress, needs, targets: [], obstacles: new Map() };
}
