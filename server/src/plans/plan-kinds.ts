import { acrossManifests, type Parts } from './across-manifests.js';
import { breakingPart, directNames, REQUESTS_TO_RAISE } from './breaking-part.js';
import { compareText } from './compare-text.js';
import { sketchPlan, type Sketch } from './draft-plan.js';
import { forcedPart } from './forced-part.js';
import type { Opened, PartResult } from './part.js';
import { findingIdentity } from './plan-findings.js';
import type { UnfixedReason } from './plan.js';
import type { PlannedProject } from './planned-project.js';
import { describeTarget, recallPart, recallSafe } from './recall-part.js';
import type { SafePart } from './safe-part.js';
import { targetId, targetsOf, type Target } from './targets.js';
import { updatePart } from './update-part.js';

/** Plans of one kind, and why targets that they were tried for are not closed. */
export interface Planned {
  readonly sketches: readonly Sketch[];
  readonly reasons: ReadonlyMap<string, UnfixedReason>;
  readonly isWaiting: boolean;
}

/** The safe plans, and what was decided for each manifest, by its path. */
export interface PlannedSafe extends Planned {
  readonly byManifest: ReadonlyMap<string, SafePart>;
}

/** Rungs 1 and 2 as far as they should break nothing, in as many plans as the policy's grouping asks for. */
export function planSafe(project: PlannedProject): PlannedSafe {
  const { opened, input } = project;
  const whole = safeSketch(project, opened, { group: 'all', name: null });
  const { grouping } = input.policy;
  if (whole.isWaiting || (grouping !== 'BY_MANIFEST' && grouping !== 'BY_PACKAGE')) return whole;
  const names = whole.sketches.flatMap(({ proof }) => proof.fixed.map((finding) => finding.name));
  const planned =
    grouping === 'BY_MANIFEST'
      ? opened.map((each) =>
          safeSketch(project, [each], { group: each.site.manifest.inventory.path, name: null }),
        )
      : [...new Set(names)]
          .toSorted(compareText)
          .map((name) => safeSketch(project, opened, { group: name, name }));
  return {
    ...whole,
    sketches: planned.flatMap(({ sketches }) => sketches),
    isWaiting: planned.some(({ isWaiting }) => isWaiting),
  };
}

/** One safe plan for some manifests; for one vulnerable package alone where a name is given. */
function safeSketch(
  { input, findings, isWanted }: PlannedProject,
  opened: readonly Opened[],
  { group, name }: { readonly group: string; readonly name: string | null },
): PlannedSafe {
  const byManifest = new Map<string, SafePart>();
  const parts = acrossManifests(input, opened, (each): PartResult => {
    const wanted = each.findings.filter(
      (finding) => isWanted(finding) && (name === null || finding.name === name),
    );
    const part = recallSafe(each, wanted, input.match);
    byManifest.set(each.site.manifest.inventory.path, part);
    if (part.isWaiting) return { kind: 'waiting' };
    return part.edited === null
      ? { kind: 'none', reason: null }
      : { kind: 'part', solution: part.solution, edited: part.edited };
  });
  const sketches = keepWorthy([sketchPlan({ kind: 'SAFE', group }, parts, findings)]);
  return { sketches, reasons: new Map(), isWaiting: parts.isWaiting, byManifest };
}

/** Resolutions for a project, for all plans of one kind: each takes seconds. The worst findings come first. */
const BREAKING_REQUESTS = 12;
const FORCED_REQUESTS = 6;

/** Rung 2 beyond that: one plan for each direct package that brings in what is open still. */
export function planBreaking(project: PlannedProject, closed: ReadonlySet<string>): Planned {
  const { opened } = project;
  const openOf = new Map(
    opened.map((each) => [each.site.manifest.inventory.path, openTargets(project, each, closed)]),
  );
  const namesOf = new Map(
    opened.map((each) => {
      const { path } = each.site.manifest.inventory;
      return [path, directNames(each, openOf.get(path) ?? [])] as const;
    }),
  );
  const names = new Set([...namesOf.values()].flatMap((byName) => [...byName.keys()]));
  return planEach(project, [...names], {
    kind: 'BREAKING',
    budget: BREAKING_REQUESTS,
    most: REQUESTS_TO_RAISE,
    work: (each, name, requests) => {
      const open = namesOf.get(each.site.manifest.inventory.path)?.get(name) ?? [];
      if (open.length === 0) return { kind: 'none', reason: null };
      return recallPart(each, ['BREAKING', `${requests}`, name, ...open.map(describeTarget)], () =>
        breakingPart({ ...each, open, name, match: project.input.match, requests }),
      );
    },
    concerns: (path, name) => namesOf.get(path)?.get(name) ?? [],
  });
}

/** Rung 3: one plan for each package that is open still. */
export function planForced(project: PlannedProject, closed: ReadonlySet<string>): Planned {
  const { opened } = project;
  const openOf = new Map(
    opened.map((each) => [each.site.manifest.inventory.path, openTargets(project, each, closed)]),
  );
  const names = new Set([...openOf.values()].flat().map(({ name }) => name));
  const concerns = (path: string, name: string): readonly Target[] =>
    (openOf.get(path) ?? []).filter((target) => target.name === name);
  return planEach(project, [...names], {
    kind: 'FORCED',
    budget: FORCED_REQUESTS,
    most: 1,
    work: (each, name, requests) => {
      const targets = concerns(each.site.manifest.inventory.path, name);
      if (targets.length === 0) return { kind: 'none', reason: null };
      return recallPart(each, ['FORCED', `${requests}`, ...targets.map(describeTarget)], () =>
        forcedPart({ ...each, targets, match: project.input.match, requests }),
      );
    },
    concerns,
  });
}

/** Outdated direct dependencies: one plan for steps up to minor, one for each package that takes a major one. */
export function planUpdates(project: PlannedProject, secured: readonly Sketch[]): Planned {
  const { input, opened, findings } = project;
  const { updates } = input.policy;
  if (updates === 'NONE') return { sketches: [], reasons: new Map(), isWaiting: false };
  const moved = new Set(secured.flatMap(({ changes }) => changes.map(({ name }) => name)));
  const minor = updates === 'PATCH' ? updates : 'MINOR';
  const update = (only: string | null): Parts =>
    acrossManifests(input, opened, (each) =>
      updatePart({
        ...each,
        moved,
        only,
        most: only === null ? minor : 'MAJOR',
        match: input.match,
      }),
    );
  const names = new Set<string>();
  if (updates === 'MAJOR') {
    for (const { site } of opened)
      for (const { isDirect, name } of site.tree.packages) if (isDirect && !moved.has(name)) names.add(name);
  }
  const all: readonly (readonly [string, Parts])[] = [
    ['all', update(null)],
    ...[...names].toSorted(compareText).map((name) => [name, update(name)] as const),
  ];
  return {
    sketches: all
      .map(([group, parts]) => sketchPlan({ kind: 'UPDATE', group }, parts, findings))
      .filter(({ changes, proof }) => changes.length > 0 && proof.introduced.length === 0),
    reasons: new Map(),
    isWaiting: all.some(([, parts]) => parts.isWaiting),
  };
}

interface EachPlan {
  readonly kind: 'BREAKING' | 'FORCED';
  /** Resolutions for all of these plans together. */
  readonly budget: number;
  /** Resolutions for one of them in one manifest. */
  readonly most: number;
  /** `requests`: how many resolutions it may take. */
  readonly work: (opened: Opened, name: string, requests: number) => PartResult;
  readonly concerns: (path: string, name: string) => readonly Target[];
}

/**
 * One plan for each package name, in the order of the names. Those with the worst findings are worked out first; what is not
 * answered yet counts as if it took all that it may, so that nothing is asked for that would be left out in the end.
 */
function planEach(
  project: PlannedProject,
  names: readonly string[],
  { kind, budget, most, work, concerns }: EachPlan,
): Planned {
  const { input, opened, findings } = project;
  const sketches: Sketch[] = [];
  const reasons = new Map<string, UnfixedReason>();
  let isWaiting = false;
  let left = budget;
  const wanted = input.only === undefined ? names : names.filter((name) => name === input.only?.group);
  for (const name of worstFirst(project, wanted, concerns)) {
    const parts: Parts = acrossManifests(input, opened, (each) => {
      const allowed = Math.min(most, left);
      const result = work(each, name, allowed);
      left -= result.kind === 'waiting' ? allowed : (result.requests ?? 0);
      return result;
    });
    isWaiting ||= parts.isWaiting;
    const worthy = keepWorthy([sketchPlan({ kind, group: name }, parts, findings)]);
    for (const sketch of worthy) sketches.push(sketch);
    const [reason] = parts.reasons;
    if (reason === undefined) continue;
    for (const { site } of opened) {
      for (const { id } of concerns(site.manifest.inventory.path, name))
        if (!reasons.has(id)) reasons.set(id, reason);
    }
  }
  return { sketches: sketches.toSorted((a, b) => compareText(a.group, b.group)), reasons, isWaiting };
}

/** By the worst finding that each concerns, then by name. */
function worstFirst(
  { opened, findings }: PlannedProject,
  names: readonly string[],
  concerns: EachPlan['concerns'],
): readonly string[] {
  const order = new Map<string, number>();
  for (const [index, finding] of findings.entries()) {
    const id = targetId(finding);
    if (!order.has(id)) order.set(id, index);
  }
  const rankOf = (name: string): number => {
    let rank = findings.length;
    for (const { site } of opened)
      for (const { id } of concerns(site.manifest.inventory.path, name))
        rank = Math.min(rank, order.get(id) ?? rank);
    return rank;
  };
  const ranks = new Map(names.map((name) => [name, rankOf(name)]));
  return names.toSorted((a, b) => (ranks.get(a) ?? 0) - (ranks.get(b) ?? 0) || compareText(a, b));
}

/** Only what fixes something is a plan. */
function keepWorthy(sketches: readonly Sketch[]): readonly Sketch[] {
  return sketches.filter(({ parts, proof }) => parts.length > 0 && proof.fixed.length > 0);
}

function openTargets(
  { isWanted }: PlannedProject,
  { site, findings }: Opened,
  closed: ReadonlySet<string>,
): readonly Target[] {
  return targetsOf(
    site,
    findings.filter((finding) => isWanted(finding) && !closed.has(findingIdentity(finding))),
  );
}
