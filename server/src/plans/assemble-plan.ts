import { createMemory, type PlanningMemory } from './attempt-memory.js';
import { compareText } from './compare-text.js';
import { draftPlan, type Sketch } from './draft-plan.js';
import { explainWith, type Explain } from './explain.js';
import { gatherKnowledge } from './knowledge.js';
import { assembleOnePlan } from './one-plan.js';
import { compareFindings, findingIdentity, findingsOf } from './plan-findings.js';
import type { PlanInput, PlanOutcome } from './plan-input.js';
import { planBreaking, planForced, planSafe, planUpdates, type Planned } from './plan-kinds.js';
import type { PlanDraft, PlanFinding, PlanKind, Unfixed, UnfixedReason } from './plan.js';
import type { PlannedProject } from './planned-project.js';
import { openSite } from './planning-site.js';
import { ignoreOf } from './policy-rules.js';
import { neededUsage } from './usage-needs.js';

/**
 * Works out the plans of one project: what to change, the edited texts, the proof, and why the rest stays.
 * Pure and deterministic, whatever `memory` holds of earlier rounds; asks for facts, resolutions and usage that it lacks by returning `needs`. Ranking:
 * 1. every manifest is solved by itself (`solveManifest` ranks its targets and climbs the ladder);
 * 2. what should break nothing in all manifests is one SAFE plan;
 * 3. what that leaves open is raised further: one BREAKING plan for each direct package, on the base as it stands;
 * 4. what those leave open is forced: one FORCED plan for each package;
 * 5. outdated direct dependencies that none of these moves, as far as the policy asks for it: UPDATE plans;
 * 6. what the proof of no plan shows as fixed gets a reason.
 */
export function assemblePlans(input: PlanInput, memory: PlanningMemory = createMemory()): PlanOutcome {
  const { only } = input;
  if (only !== undefined) return assembleOnly(input, memory, only.kind);
  return input.policy.grouping === 'ALL'
    ? assembleOnePlan(input, (apart) => assembleApart(apart, memory))
    : assembleApart(input, memory);
}

/** One plan by itself: what is open now, and nothing about the rest. */
function assembleOnly(input: PlanInput, memory: PlanningMemory, kind: 'BREAKING' | 'FORCED'): PlanOutcome {
  const project = openProject(input, memory);
  const planned = kind === 'BREAKING' ? planBreaking(project, new Set()) : planForced(project, new Set());
  const packages = project.knowledge.needed();
  if (packages.length > 0) return { kind: 'needs', packages, resolutions: [], usage: [] };
  if (planned.isWaiting)
    return { kind: 'needs', packages: [], resolutions: project.knowledge.neededResolutions(), usage: [] };
  const usage = neededUsage(input, planned.sketches);
  if (usage.length > 0) return { kind: 'needs', packages: [], resolutions: [], usage };
  const plans = planned.sketches.flatMap((sketch) => draftPlan({ input, memory }, sketch, []) ?? []);
  return { kind: 'plans', plans, unfixed: [], findings: project.findings };
}

function assembleApart(input: PlanInput, memory: PlanningMemory): PlanOutcome {
  const project = openProject(input, memory);
  const safe = planSafe(project);
  const explain = explainWith(project, safe.byManifest);
  const closed = new Set(safe.sketches.flatMap(({ proof }) => proof.fixed.map(findingIdentity)));
  const needs = (isWaiting: boolean): PlanOutcome | null => lacking(project, explain, closed, isWaiting);
  const first = needs(safe.isWaiting);
  if (first !== null) return first;
  const breaking = isWanted(input, 'BREAKING') ? planBreaking(project, closed) : NOTHING;
  for (const { proof } of breaking.sketches)
    for (const each of proof.fixed) closed.add(findingIdentity(each));
  const second = needs(breaking.isWaiting);
  if (second !== null) return second;
  const forced = isWanted(input, 'FORCED') ? planForced(project, closed) : NOTHING;
  for (const { proof } of forced.sketches) for (const each of proof.fixed) closed.add(findingIdentity(each));
  const third = needs(forced.isWaiting);
  if (third !== null) return third;
  const secured = [...safe.sketches, ...breaking.sketches, ...forced.sketches];
  const updates = isWanted(input, 'UPDATE') ? planUpdates(project, secured) : NOTHING;
  const fourth = needs(updates.isWaiting);
  if (fourth !== null) return fourth;
  const sketches = [...secured, ...updates.sketches];
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

const NOTHING: Planned = { sketches: [], reasons: new Map(), isWaiting: false };
const IN_THIS_ORDER: readonly PlanKind[] = ['SAFE', 'BREAKING', 'FORCED', 'UPDATE'];

/** Whether plans of a kind are asked for, or of one that goes by what they close. */
function isWanted({ kinds }: PlanInput, kind: PlanKind): boolean {
  const later = IN_THIS_ORDER.slice(IN_THIS_ORDER.indexOf(kind));
  return kinds === undefined || later.some((each) => kinds.has(each));
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
  const others = sketches.filter(({ kind }) => kind === 'BREAKING' || kind === 'FORCED');
  return sketches.flatMap((sketch) => {
    const fixed = new Set(sketch.proof.fixed.map(findingIdentity));
    const moved = new Set(sketch.changes.map(({ name }) => name));
    const unfixed = project.findings
      .filter(
        (finding) =>
          !fixed.has(findingIdentity(finding)) &&
          (sketch.kind === 'SAFE' || (sketch.kind !== 'UPDATE' && moved.has(finding.name))),
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
