import { acrossManifests, type Parts } from './across-manifests.js';
import { createMemory, type PlanningMemory } from './attempt-memory.js';
import { breakingPart, directNames } from './breaking-part.js';
import { compareText } from './compare-text.js';
import { draftPlan, sketchPlan, type Sketch } from './draft-plan.js';
import { explainWith, type Explain } from './explain.js';
import { forcedPart } from './forced-part.js';
import { gatherKnowledge, type Knowledge } from './knowledge.js';
import type { Opened, PartResult } from './part.js';
import { compareFindings, findingIdentity, findingsOf } from './plan-findings.js';
import type { PlanInput, PlanOutcome } from './plan-input.js';
import type { PlanDraft, PlanFinding, Unfixed, UnfixedReason } from './plan.js';
import { openSite } from './planning-site.js';
import { ignoreOf } from './policy-rules.js';
import { safePart, type SafePart } from './safe-part.js';
import { targetsOf, type Target } from './targets.js';
import { neededUsage } from './usage-needs.js';

/**
 * Works out the plans of one project: what to change, the edited texts, the proof, and why the rest stays.
 * Pure and deterministic, whatever `memory` holds of earlier rounds; asks for facts, resolutions and usage that it lacks by returning `needs`. Ranking:
 * 1. every manifest is solved by itself (`solveManifest` ranks its targets and climbs the ladder);
 * 2. what should break nothing in all manifests is one SAFE plan;
 * 3. what that leaves open is raised further: one BREAKING plan for each direct package, on the base as it stands;
 * 4. what those leave open is forced: one FORCED plan for each package;
 * 5. what the proof of no plan shows as fixed gets a reason.
 */
export function assemblePlans(input: PlanInput, memory: PlanningMemory = createMemory()): PlanOutcome {
  const project = openProject(input, memory);
  const safe = planSafe(project);
  const explain = explainWith(project, safe.byManifest);
  const closed = new Set(safe.sketches.flatMap(({ proof }) => proof.fixed.map(findingIdentity)));
  const needs = (isWaiting: boolean): PlanOutcome | null => lacking(project, explain, closed, isWaiting);
  const first = needs(safe.isWaiting);
  if (first !== null) return first;
  const breaking = planBreaking(project, closed);
  for (const { proof } of breaking.sketches)
    for (const each of proof.fixed) closed.add(findingIdentity(each));
  const second = needs(breaking.isWaiting);
  if (second !== null) return second;
  const forced = planForced(project, closed);
  for (const { proof } of forced.sketches) for (const each of proof.fixed) closed.add(findingIdentity(each));
  const third = needs(forced.isWaiting);
  if (third !== null) return third;
  const sketches = [...safe.sketches, ...breaking.sketches, ...forced.sketches];
  const usage = neededUsage(input, sketches);
  if (usage.length > 0) return { kind: 'needs', packages: [], resolutions: [], usage };
  const failed = new Map([...forced.reasons, ...breaking.reasons]);
  const unfixed = project.findings
    .filter((finding) => !closed.has(findingIdentity(finding)))
    .map((finding): Unfixed => ({ finding, reason: explain(finding, failed) }));
  return {
    kind: 'plans',
    plans: draftAll(input, sketches, { explain, failed, project }),
    unfixed,
    findings: project.findings,
  };
}

/** Everything that one planning works on. */
export interface PlannedProject {
  readonly input: PlanInput;
  readonly knowledge: Knowledge;
  readonly opened: readonly Opened[];
  readonly findings: readonly PlanFinding[];
  isWanted(finding: PlanFinding): boolean;
}

function openProject(input: PlanInput, memory: PlanningMemory): PlannedProject {
  const knowledge = gatherKnowledge(input, memory);
  const opened = input.manifests
    .toSorted((a, b) => compareText(a.group.path, b.group.path))
    .map((manifest) => ({
      site: openSite(input, manifest, knowledge),
      findings: memory.findings.recall(manifest.inventory, '', () =>
        findingsOf(manifest.inventory, input.match),
      ),
    }));
  return {
    input,
    knowledge,
    opened,
    findings: opened.flatMap((each) => each.findings).toSorted(compareFindings),
    isWanted: (finding) => ignoreOf(finding, input.policy, input) === null,
  };
}

/** Plans of one kind, and why targets that they were tried for are not closed. */
interface Planned {
  readonly sketches: readonly Sketch[];
  readonly reasons: ReadonlyMap<string, UnfixedReason>;
  readonly isWaiting: boolean;
}

function planSafe(project: PlannedProject): Planned & { readonly byManifest: ReadonlyMap<string, SafePart> } {
  const { input, opened, findings, isWanted } = project;
  const byManifest = new Map<string, SafePart>();
  const parts = acrossManifests(input, opened, (each): PartResult => {
    const wanted = each.findings.filter(isWanted);
    const part = safePart({ ...each, wanted, match: input.match });
    byManifest.set(each.site.manifest.inventory.path, part);
    if (part.isWaiting) return { kind: 'waiting' };
    return part.edited === null
      ? { kind: 'none', reason: null }
      : { kind: 'part', solution: part.solution, edited: part.edited };
  });
  const sketches = keepWorthy([sketchPlan({ kind: 'SAFE', group: 'all' }, parts, findings)]);
  return { sketches, reasons: new Map(), isWaiting: parts.isWaiting, byManifest };
}

function planBreaking(project: PlannedProject, closed: ReadonlySet<string>): Planned {
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
    work: (each, name) => {
      const open = namesOf.get(each.site.manifest.inventory.path)?.get(name) ?? [];
      if (open.length === 0) return { kind: 'none', reason: null };
      return breakingPart({ ...each, open, name, match: project.input.match });
    },
    concerns: (path, name) => namesOf.get(path)?.get(name) ?? [],
  });
}

function planForced(project: PlannedProject, closed: ReadonlySet<string>): Planned {
  const { opened } = project;
  const openOf = new Map(
    opened.map((each) => [each.site.manifest.inventory.path, openTargets(project, each, closed)]),
  );
  const names = new Set([...openOf.values()].flat().map(({ name }) => name));
  const concerns = (path: string, name: string): readonly Target[] =>
    (openOf.get(path) ?? []).filter((target) => target.name === name);
  return planEach(project, [...names], {
    kind: 'FORCED',
    work: (each, name) => {
      const targets = concerns(each.site.manifest.inventory.path, name);
      if (targets.length === 0) return { kind: 'none', reason: null };
      return forcedPart({ ...each, targets, match: project.input.match });
    },
    concerns,
  });
}

interface EachPlan {
  readonly kind: 'BREAKING' | 'FORCED';
  readonly work: (opened: Opened, name: string) => PartResult;
  readonly concerns: (path: string, name: string) => readonly Target[];
}

/** One plan for each package name, in the order of the names. */
function planEach(
  project: PlannedProject,
  names: readonly string[],
  { kind, work, concerns }: EachPlan,
): Planned {
  const { input, opened, findings } = project;
  const sketches: Sketch[] = [];
  const reasons = new Map<string, UnfixedReason>();
  let isWaiting = false;
  for (const name of names.toSorted(compareText)) {
    const parts: Parts = acrossManifests(input, opened, (each) => work(each, name));
    isWaiting ||= parts.isWaiting;
    const worthy = keepWorthy([sketchPlan({ kind, group: name }, parts, findings)]);
    sketches.push(...worthy);
    const [reason] = parts.reasons;
    if (reason === undefined) continue;
    for (const { site } of opened) {
      for (const { id } of concerns(site.manifest.inventory.path, name))
        if (!reasons.has(id)) reasons.set(id, reason);
    }
  }
  return { sketches, reasons, isWaiting };
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

/** What must be asked before it can go on; null where nothing is lacking. Reasons may need facts too. */
function lacking(
  { findings, knowledge }: PlannedProject,
  explain: Explain,
  closed: ReadonlySet<string>,
  isWaiting: boolean,
): PlanOutcome | null {
  for (const finding of findings) if (!closed.has(findingIdentity(finding))) explain(finding, new Map());
  const packages = knowledge.needed();
  if (packages.length > 0) return { kind: 'needs', packages, resolutions: [], usage: [] };
  if (!isWaiting) return null;
  return { kind: 'needs', packages: [], resolutions: knowledge.neededResolutions(), usage: [] };
}

interface Telling {
  readonly explain: Explain;
  readonly failed: ReadonlyMap<string, UnfixedReason>;
  readonly project: PlannedProject;
}

/** The safe plans say of everything why it stays, the others of the packages that they move. */
function draftAll(
  input: PlanInput,
  sketches: readonly Sketch[],
  { explain, failed, project }: Telling,
): readonly PlanDraft[] {
  const others = sketches.filter(({ kind }) => kind !== 'SAFE');
  return sketches.flatMap((sketch) => {
    const fixed = new Set(sketch.proof.fixed.map(findingIdentity));
    const moved = new Set(sketch.changes.map(({ name }) => name));
    const unfixed = project.findings
      .filter(
        (finding) =>
          !fixed.has(findingIdentity(finding)) && (sketch.kind === 'SAFE' || moved.has(finding.name)),
      )
      .map((finding): Unfixed => ({
        finding,
        reason: closedElsewhere(finding, others, sketch) ?? explain(finding, failed),
      }));
    const draft = draftPlan({ input, memory: project.knowledge.memory }, sketch, unfixed);
    return draft === null ? [] : [draft];
  });
}

/** That another plan closes a finding, and what that takes. */
function closedElsewhere(
  finding: PlanFinding,
  others: readonly Sketch[],
  except: Sketch,
): UnfixedReason | null {
  const identity = findingIdentity(finding);
  const plan = others.find(
    (sketch) => sketch !== except && sketch.proof.fixed.some((each) => findingIdentity(each) === identity),
  );
  if (plan === undefined) return null;
  const main = plan.changes.find(({ means }) => means !== 'LIFT') ?? plan.changes[0];
  const needed = main?.to ?? '';
  const how = plan.kind === 'FORCED' ? 'forces' : 'raises';
  const message = `The plan that ${how} ${plan.group} to ${needed} closes it.`;
  return { code: 'NEEDS_CODE_CHANGE', message, needed, planKind: plan.kind, planGroup: plan.group };
}
