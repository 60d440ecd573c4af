import { editText } from './attempt.js';
import { candidatesFor } from './candidates.js';
import { finishRaise, type ClimbOptions, type Progress } from './ladder.js';
import type { Freedom } from './lift.js';
import type { OutlookOf } from './outlook.js';
import { usedUp, whyWorthless, type Opened, type PartResult } from './part.js';
import type { MatchVersions } from './plan-input.js';
import type { UnfixedReason } from './plan.js';
import { isSafeStep } from './policy-rules.js';
import { raiseCopy } from './raise-copy.js';
import { raisesOf, type RaiseCandidate } from './raise.js';
import { resolveAnew } from './resolve-anew.js';
import { dropUnneeded, rememberOutlook, startProgress, type Solution } from './solve-manifest.js';
import { openGroups, type Target } from './targets.js';
import { copiesAbove, directAmong } from './ways-in.js';

/** Which direct package is to be raised, for which targets that are open still. */
export interface BreakingQuestion extends Opened {
  readonly open: readonly Target[];
  readonly name: string;
  readonly match: MatchVersions;
  /** How many resolutions may be asked for. */
  readonly requests: number;
}

/** Resolutions that are worth asking for to raise one package. */
export const REQUESTS_TO_RAISE = 3;

/** The direct packages above what is open, by name, with the targets that each brings in. */
export function directNames(
  { site }: Opened,
  open: readonly Target[],
): ReadonlyMap<string, readonly Target[]> {
  const names = new Map<string, Target[]>();
  for (const target of open) {
    const above = copiesAbove(site.tree, new Map(), target.copies);
    for (const name of new Set(directAmong(site.tree, above).map((copy) => site.tree.packages[copy]?.name))) {
      if (name === undefined) continue;
      const known = names.get(name);
      if (known === undefined) names.set(name, [target]);
      else known.push(target);
    }
  }
  return names;
}

/**
 * Rung 2 where it may break something: raises one direct package to the lowest version that leaves the least of what it
 * causes, with what must or may be lifted below it. By text where all is in the lock, else by a resolver, at most three
 * versions tried.
 */
export function breakingPart(question: BreakingQuestion): PartResult {
  const { site, open, name } = question;
  const outlook = rememberOutlook(site, open);
  const above = copiesAbove(
    site.tree,
    new Map(),
    open.flatMap(({ copies }) => copies),
  );
  const copies = directAmong(site.tree, above).filter((copy) => site.tree.packages[copy]?.name === name);
  const candidates = new Map(
    copies.map((copy) => [copy, breakingCandidates(question, copy, outlook())] as const),
  );
  if ([...candidates.values()].every((found) => found.length === 0)) return { kind: 'none', reason: null };
  const text = raiseAll(question, { candidates, freedom: 'LOCKED', outlook });
  if (text !== null) {
    const edited = editText(text, question.match);
    if (edited.kind === 'edited' && whyWorthless(question, edited) === null)
      return { kind: 'part', solution: text, edited };
  }
  if (!site.hasResolver) return { kind: 'none', reason: null };
  return byResolver(question, candidates, outlook);
}

/** Only steps that the safe plan does not take, and that leave less than there is. */
function breakingCandidates(
  { site, open }: BreakingQuestion,
  copy: number,
  outlook: OutlookOf,
): readonly RaiseCandidate[] {
  const present = site.tree.packages[copy]?.version ?? '';
  const caused = open.flatMap((target) => [...target.groups].map((group) => `${target.name}|${group}`));
  return raisesOf(site, new Map(), { copy, outlook }).filter(
    ({ facts, left }) =>
      !isSafeStep(site.ecosystem, { from: present, to: facts.version }) &&
      caused.some((group) => !left.has(group)),
  );
}

interface RaiseAll {
  readonly candidates: ReadonlyMap<number, readonly RaiseCandidate[]>;
  readonly freedom: Freedom;
  readonly outlook: () => OutlookOf;
}

/** All copies of the package raised, and what lies below them lifted; null where none can be. */
function raiseAll(question: BreakingQuestion, { candidates, freedom, outlook }: RaiseAll): Solution | null {
  const { site, open } = question;
  let progress: Progress = startProgress(site);
  for (const [copy, found] of candidates) {
    const forCopy = open[0]?.copies[0] ?? copy;
    progress = raiseCopy(progress, { copy, candidates: found, freedom, forCopy }) ?? progress;
  }
  if (progress.lifts.size === 0) return null;
  const options: ClimbOptions = {
    freedom: freedom === 'ANYTHING' ? 'NEWCOMERS' : freedom,
    outlook,
    unresolvable: new Set(),
  };
  const raised = progress.lifts;
  for (const target of open) progress = finishRaise(progress, target, options);
  const needed = dropUnneeded(progress, open);
  const isKept = [...raised.keys()].some((copy) => needed.lifts.has(copy));
  return isKept ? { ...needed, targets: open, obstacles: new Map() } : null;
}

function byResolver(
  question: BreakingQuestion,
  candidates: RaiseAll['candidates'],
  outlook: () => OutlookOf,
): PartResult {
  const { site, open, match } = question;
  let reason: UnfixedReason | null = null;
  let requests = 0;
  const told = new Set<string>();
  for (let attempt = 0; attempt < REQUESTS_TO_RAISE; attempt += 1) {
    const chosen = new Map([...candidates].map(([copy, found]) => [copy, nth(found, attempt)] as const));
    if ([...chosen.values()].every((found) => found.length === 0)) break;
    const loose = raiseAll(question, { candidates: chosen, freedom: 'ANYTHING', outlook });
    if (loose === null) continue;
    if (requests >= question.requests) {
      reason ??= usedUp(question, question.name);
      break;
    }
    requests += 1;
    const freed = open
      .filter((target) => openGroups(loose.site, loose.lifts, target).size > 0)
      .flatMap(({ copies }) => copies)
      .filter((copy) => site.tree.packages[copy]?.source === 'REGISTRY' && !loose.lifts.has(copy))
      // Where those that stay ask for nothing else, dropping it would only be in the resolver's way.
      .filter((copy) => candidatesFor(loose.site, loose.lifts, copy).length > 0);
    const result = resolveAnew({ site: loose.site, textLifts: new Map(), drops: loose.lifts, freed }, match);
    if (result.kind === 'waiting') return result;
    if (result.kind === 'refused') {
      reason ??= result.reason;
      // What fails for the same reason at another version fails for something else than the version.
      if (result.isFinal || told.has(result.reason.message)) break;
      told.add(result.reason.message);
      continue;
    }
    const worthless = whyWorthless(question, result);
    if (worthless === null) return { kind: 'part', solution: loose, edited: result, requests };
    reason ??= worthless;
    // What stays by the proof stays for the sake of others, whichever version this one goes to.
    if (worthless.code === 'NEEDS_RESOLUTION') break;
  }
  return { kind: 'none', reason, requests };
}

/** The versions to try one after the other: the best, one in the middle, the highest. */
function nth(found: readonly RaiseCandidate[], attempt: number): readonly RaiseCandidate[] {
  const [best] = found;
  const equals = found.filter(({ weight }) => weight === best?.weight);
  const positions = [...new Set([0, Math.floor(equals.length / 2), equals.length - 1])];
  const position = positions[attempt];
  const candidate = position === undefined ? undefined : equals[position];
  return candidate === undefined ? [] : [candidate];
}
