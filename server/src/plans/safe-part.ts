import type { PackageVersionFacts } from '../ecosystems/ecosystem.js';
import { editText, type Attempt, type Edited } from './attempt.js';
import { harmfulTargets, refusedTargets, type Reasons } from './barred.js';
import { findingIdentity } from './plan-findings.js';
import type { MatchVersions } from './plan-input.js';
import type { PlanFinding, PlanProof, UnfixedReason } from './plan.js';
import type { PlanningSite } from './planning-site.js';
import { prove } from './proof.js';
import { resolveAnew } from './resolve-anew.js';
import { weigh } from './severity-weight.js';
import { solveManifest, startProgress, type Solution, type SolveOptions } from './solve-manifest.js';
import { openGroups, type Target } from './targets.js';

/** What the safe plan does in one manifest; `edited` is null where it does nothing. `reasons` are by target id. */
export interface SafePart {
  readonly solution: Solution;
  readonly edited: Edited | null;
  readonly reasons: Reasons;
  readonly isWaiting: boolean;
}

/** One manifest of which the safe plan is to be worked out. */
export interface SafeQuestion {
  readonly site: PlanningSite;
  /** All that is known against it. */
  readonly findings: readonly PlanFinding[];
  /** Those that are to be fixed. */
  readonly wanted: readonly PlanFinding[];
  readonly match: MatchVersions;
}

const MAXIMUM_ATTEMPTS = 8;
/** Resolutions for the safe plan of one manifest, in all rounds. */
const MAXIMUM_REQUESTS = 7;

/**
 * Works out what the safe plan does in one manifest:
 * 1. everything that an edit of text can do; what is refused or brings in something as bad is left out, and again;
 * 2. all that is left and that a resolver can do, in one request on top of that;
 * 3. where that is refused or harmful: half of it, and so on, each half on top of what holds already;
 * 4. what failed there may be raised by text after all.
 */
export function safePart(question: SafeQuestion): SafePart {
  const failed = new Map<string, UnfixedReason>();
  const spent: Spent = { requests: 0 };
  let part = byText(question, failed);
  for (let round = 0; round < 2; round += 1) {
    const before = failed.size;
    const resolved = byResolver(question, part, { failed, spent });
    if (resolved.isWaiting || failed.size === before) return resolved;
    part = byText(question, failed);
    if (round === 1) return { ...part, reasons: new Map([...failed, ...part.reasons]) };
  }
  return part;
}

function byText({ site, findings, wanted, match }: SafeQuestion, failed: Reasons): SafePart {
  const reasons = new Map<string, UnfixedReason>();
  for (let attempt = 0; ; attempt += 1) {
    const solution = recallSolution(site, wanted, {
      freedom: 'LOCKED',
      barred: new Set(reasons.keys()),
      unresolvable: new Set(failed.keys()),
      start: null,
    });
    if (solution.lifts.size === 0) return { solution, edited: null, reasons, isWaiting: false };
    if (attempt === MAXIMUM_ATTEMPTS) {
      const message = 'No set of changes was found that can be edited and proven.';
      for (const { id } of solution.targets)
        if (!reasons.has(id)) reasons.set(id, { code: 'EDIT_REFUSED', message });
      continue;
    }
    const edited = editText(solution, match);
    if (edited.kind !== 'edited') {
      const reason: UnfixedReason =
        edited.kind === 'refused' ? edited.reason : { code: 'EDIT_REFUSED', message: '' };
      for (const [id, why] of refusedTargets(solution, reason, match)) reasons.set(id, why);
      continue;
    }
    const harmful = harmfulTargets(solution, findings, edited);
    for (const [id, why] of harmful) reasons.set(id, why);
    if (harmful.size === 0) return { solution, edited, reasons, isWaiting: false };
  }
}

/** `solveManifest`, or what it gave before from the same answers. A start is known by its lifts. */
function recallSolution(
  site: PlanningSite,
  wanted: readonly PlanFinding[],
  options: Omit<SolveOptions, 'start'> & { readonly start: Solution | null },
): Solution {
  const { freedom, barred, unresolvable, start } = options;
  const { tracker, memory } = site.knowledge;
  const key = JSON.stringify([freedom, [...barred], [...unresolvable], wanted.map(findingIdentity)]);
  const solution = tracker.recall(memory.solutions, { about: start?.lifts ?? site.manifest, key }, () =>
    solveManifest(site, wanted, { ...options, start: start ?? startProgress(site) }),
  );
  // What asks from now on asks in this round.
  return { ...solution, site: { ...solution.site, knowledge: site.knowledge } };
}

/** How many resolutions one safe plan went by so far. Counted up as they are used. */
interface Spent {
  requests: number;
}

interface Tries {
  readonly failed: Map<string, UnfixedReason>;
  readonly spent: Spent;
}

function byResolver(question: SafeQuestion, part: SafePart, { failed, spent }: Tries): SafePart {
  const { site, wanted, findings } = question;
  const { solution } = part;
  if (!site.hasResolver) return part;
  const barred = new Set([...part.reasons.keys(), ...failed.keys()]);
  const solve = (left: ReadonlySet<string>): Solution =>
    recallSolution(site, wanted, { freedom: 'NEWCOMERS', barred: left, unresolvable: NONE, start: solution });
  const all = solve(barred);
  let best = part;
  let held: readonly Target[] = [];
  let queue: readonly (readonly Target[])[] = [newlyClosed(all, solution)].filter(
    (group) => group.length > 0,
  );
  for (let isFirst = true; queue.length > 0; isFirst = false) {
    const [group = [], ...rest] = queue;
    queue = rest;
    if (spent.requests >= MAXIMUM_REQUESTS) {
      for (const target of group) failed.set(target.id, tooMany(site, target));
      continue;
    }
    const others = new Set([...barred, ...solution.targets.map(({ id }) => id)]);
    for (const { id } of [...held, ...group]) others.delete(id);
    const loose = isFirst ? all : solve(others);
    spent.requests += 1;
    const attempt = tryResolver(question, solution, loose);
    if (attempt.kind === 'waiting') return { ...part, isWaiting: true };
    if (attempt.kind === 'edited' && isBetter(attempt, best.edited, findings)) {
      best = { ...part, solution: loose, edited: attempt };
      held = [...held, ...group];
    } else if (group.length > 1) {
      queue = [...divide(group, attempt, findings), ...queue];
    } else {
      for (const target of group) failed.set(target.id, whyFailed(attempt, target));
    }
  }
  return withReasons(best, failed);
}

const NONE: ReadonlySet<string> = new Set();

/** What the text holds already is written; what goes beyond it is dropped and pinned. */
function tryResolver({ match }: SafeQuestion, strict: Solution, loose: Solution): Attempt {
  const textLifts = new Map<number, PackageVersionFacts>();
  const drops = new Map<number, PackageVersionFacts>();
  for (const [copy, facts] of loose.lifts)
    (strict.lifts.get(copy) === facts ? textLifts : drops).set(copy, facts);
  if (drops.size === 0) {
    const message =
      'Nothing more can be moved for it: a new resolution would give the versions that the edit of the lock gives already.';
    return { kind: 'refused', reason: { code: 'EDIT_REFUSED', message }, isFinal: true };
  }
  return resolveAnew({ site: loose.site, textLifts, drops, freed: [] }, match);
}

/** Whether more is closed than by the text alone, and nothing comes in that was not there. */
function isBetter(edited: Edited, strict: Edited | null, findings: readonly PlanFinding[]): boolean {
  const { fixed, introduced } = proofOf(findings, edited);
  const closedBefore = strict === null ? 0 : weigh(proofOf(findings, strict).fixed);
  return introduced.length === 0 && weigh(fixed) > closedBefore;
}

function proofOf(findings: readonly PlanFinding[], { findings: after, moves, inventory }: Edited): PlanProof {
  return prove(
    findings,
    after,
    moves.map((move) => ({ ...move, manifest: inventory.path })),
  );
}

/** Those that bring something in apart from the others, where that is known; else halves. */
function divide(
  group: readonly Target[],
  attempt: Attempt,
  findings: readonly PlanFinding[],
): readonly (readonly Target[])[] {
  const introduced = attempt.kind === 'edited' ? proofOf(findings, attempt).introduced : [];
  const above = new Set(introduced.flatMap(({ paths }) => paths.flat().map(nameOf)));
  const harmful = group.filter(({ name }) => above.has(name));
  if (harmful.length > 0 && harmful.length < group.length)
    return [group.filter(({ name }) => !above.has(name)), harmful];
  const middle = Math.ceil(group.length / 2);
  return [group.slice(0, middle), group.slice(middle)];
}

/** The name in `name@version`. */
function nameOf(step: string): string {
  return step.slice(0, Math.max(step.lastIndexOf('@'), 0));
}

function newlyClosed(loose: Solution, strict: Solution): readonly Target[] {
  return loose.targets.filter(
    (target) =>
      openGroups(loose.site, loose.lifts, target).size < openGroups(strict.site, strict.lifts, target).size,
  );
}

function withReasons(part: SafePart, failed: Reasons): SafePart {
  return { ...part, reasons: new Map([...failed, ...part.reasons]) };
}

function whyFailed(attempt: Attempt, target: Target): UnfixedReason {
  if (attempt.kind === 'refused') return attempt.reason;
  const message = `Resolving the dependencies anew does not get rid of ${target.name} ${target.version}, or brings in something as bad.`;
  return { code: 'WOULD_INTRODUCE', message, needed: target.version };
}

function tooMany(site: PlanningSite, target: Target): UnfixedReason {
  const tool = site.abilities.resolver ?? '';
  const message = `Too many packages of this manifest can only be fixed by resolving anew; ${target.name} was not tried alone.`;
  return { code: 'RESOLUTION_FAILED', message, tool, needed: target.version };
}
