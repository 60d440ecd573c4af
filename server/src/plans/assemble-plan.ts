import type { ManifestFile, VersionChange } from '../ecosystems/ecosystem.js';
import { planChangesOf, versionChangesOf, without } from './describe-changes.js';
import { diagnose } from './diagnose.js';
import { hunksBetween, unifiedDiff } from './diff.js';
import { planDigest } from './digest.js';
import { versionAfter } from './node-modules-tree.js';
import { whatIsLost } from './edited-inventory.js';
import { compareFindings, findingIdentity, findingsOf } from './plan-findings.js';
import type { PlanInput, PlanOutcome } from './plan-input.js';
import type { PlanChange, PlanDraft, PlanFinding, PlanProof, Unfixed, UnfixedReason } from './plan.js';
import { compareText, gatherKnowledge, openSite } from './planning-site.js';
import { isAsBad, prove, closedFindings } from './proof.js';
import { solveManifest, targetId, type Solution } from './solve-manifest.js';

const MAXIMUM_ATTEMPTS = 8;

/**
 * Works out the plans of one project: what to change, the edited texts, the proof, and why the rest stays.
 * Pure and deterministic; asks for registry facts that it lacks by returning `needs`. Ranking:
 * 1. every manifest is solved by itself (`solveManifest` ranks its targets and climbs the ladder);
 * 2. all lifts of all manifests are one SAFE plan;
 * 3. a target whose edit is refused, or that brings in something as bad, is barred and everything is solved again;
 * 4. what the proof does not show as fixed gets a reason.
 */
export function assemblePlans(input: PlanInput): PlanOutcome {
  const knowledge = gatherKnowledge(input);
  const opened = input.manifests
    .toSorted((a, b) => compareText(a.group.path, b.group.path))
    .map((manifest) => ({
      site: openSite(input, manifest, knowledge),
      findings: findingsOf(manifest.inventory, input.match),
    }));
  const findings = opened.flatMap((each) => each.findings).toSorted(compareFindings);
  const barred = new Map<string, UnfixedReason>();
  for (let attempt = 0; ; attempt += 1) {
    if (attempt === MAXIMUM_ATTEMPTS) barAll(findings, barred);
    const solutions = opened.map(({ site, findings: found }) =>
      solveManifest(site, found, new Set(barred.keys())),
    );
    const explain = (finding: PlanFinding): UnfixedReason => explainOpen(solutions, barred, finding);
    for (const finding of openBeforeEdit(solutions, findings)) explain(finding);
    const packages = knowledge.needed();
    if (packages.length > 0) return { kind: 'needs', packages, resolutions: [], usage: [] };
    const trial = tryEdits(input, solutions, findings);
    if (trial.kind === 'barred') {
      for (const [id, reason] of trial.barred) barred.set(id, reason);
      continue;
    }
    const unfixed = without(findings, trial.proof.fixed).map((finding): Unfixed => ({
      finding,
      reason: explain(finding),
    }));
    const plan = safePlan(input, { solutions, trial, unfixed });
    return { kind: 'plans', plans: plan === null ? [] : [plan], unfixed, findings };
  }
}

interface EditedFile {
  readonly path: string;
  readonly oldText: string;
  readonly newText: string;
}

type Trial =
  | { readonly kind: 'holds'; readonly files: readonly EditedFile[]; readonly proof: PlanProof }
  | { readonly kind: 'barred'; readonly barred: ReadonlyMap<string, UnfixedReason> };

/** Edits all manifests, reads and matches them again; or says which targets must be left out. */
function tryEdits(input: PlanInput, solutions: readonly Solution[], findings: readonly PlanFinding[]): Trial {
  const texts = new Map(input.manifests.flatMap(({ files }) => files.map((file) => [file.path, file.text])));
  const edited = new Map<string, string>();
  const after: PlanFinding[] = [];
  for (const solution of solutions) {
    const { manifest, ecosystem } = solution.site;
    const files = manifest.files.map(({ path, text }) => ({ path, text: edited.get(path) ?? text }));
    const versions = versionChangesOf(solution);
    if (versions.length === 0) {
      for (const finding of solution.findings) after.push(finding);
      continue;
    }
    const result = ecosystem.edit(files, { versions, ranges: [], forces: [] });
    if (result.kind === 'refused')
      return { kind: 'barred', barred: refusedTargets(solution, files, result.reason) };
    for (const file of result.files) edited.set(file.path, file.text);
    const newFiles = files.map(({ path, text }) => ({ path, text: edited.get(path) ?? text }));
    const inventory = ecosystem.parse(manifest.group, newFiles);
    const lost = whatIsLost(manifest.inventory, inventory, versions);
    if (lost !== null) return { kind: 'barred', barred: refusedTargets(solution, files, lost) };
    for (const finding of findingsOf(inventory, input.match)) after.push(finding);
  }
  const moves = solutions.flatMap((solution) =>
    versionChangesOf(solution).map((change) => ({
      ...change,
      manifest: solution.site.manifest.inventory.path,
    })),
  );
  const proof = prove(findings, after, moves);
  const harmful = harmfulTargets(solutions, proof);
  if (harmful.size > 0) return { kind: 'barred', barred: harmful };
  const files = [...edited]
    .map(([path, newText]) => ({ path, oldText: texts.get(path) ?? '', newText }))
    .filter((file) => file.oldText !== file.newText)
    .toSorted((a, b) => compareText(a.path, b.path));
  return { kind: 'holds', files, proof };
}

/** The targets whose own edit is refused or loses something; all of the manifest where only the whole does. */
function refusedTargets(
  solution: Solution,
  files: readonly ManifestFile[],
  whole: string,
): ReadonlyMap<string, UnfixedReason> {
  const barred = new Map<string, UnfixedReason>();
  for (const change of versionChangesOf(solution)) {
    const refusal = whyNotAlone(solution, files, change);
    if (refusal === null) continue;
    const reason: UnfixedReason = {
      code: 'EDIT_REFUSED',
      message: `The lock cannot be edited for it: ${refusal}`,
    };
    for (const id of causesOf(solution, change.name, change.to)) barred.set(id, reason);
  }
  if (barred.size > 0) return barred;
  const reason: UnfixedReason = { code: 'EDIT_REFUSED', message: `The lock cannot be edited: ${whole}` };
  return new Map(solution.targets.map((target) => [target.id, reason]));
}

function whyNotAlone(
  { site: { ecosystem, manifest } }: Solution,
  files: readonly ManifestFile[],
  change: VersionChange,
): string | null {
  const alone = ecosystem.edit(files, { versions: [change], ranges: [], forces: [] });
  if (alone.kind === 'refused') return alone.reason;
  const edited = new Map(alone.files.map(({ path, text }) => [path, text]));
  const after = files.map(({ path, text }) => ({ path, text: edited.get(path) ?? text }));
  return whatIsLost(manifest.inventory, ecosystem.parse(manifest.group, after), [change]);
}

/** The targets that bring in something as bad as what they close. */
function harmfulTargets(
  solutions: readonly Solution[],
  proof: PlanProof,
): ReadonlyMap<string, UnfixedReason> {
  const barred = new Map<string, UnfixedReason>();
  for (const solution of solutions) {
    const { path } = solution.site.manifest.inventory;
    for (const finding of proof.introduced.filter((introduced) => introduced.manifest === path)) {
      const causes = causesOf(solution, finding.name, finding.version);
      const ids = causes.length > 0 ? causes : solution.targets.map((target) => target.id);
      const closed = proof.fixed.filter((fixed) => ids.includes(targetId(fixed)));
      if (!isAsBad([finding], closed)) continue;
      const message = `Fixing it would bring in ${finding.advisories[0] ?? 'a vulnerability'} of ${finding.name} ${finding.version} (${finding.severity}).`;
      for (const id of ids) barred.set(id, { code: 'WOULD_INTRODUCE', message, needed: finding.version });
    }
  }
  return barred;
}

/** The targets for whose sake a package goes to a version. */
function causesOf(solution: Solution, name: string, to: string): readonly string[] {
  const causes = new Set<string>();
  for (const [lifted, facts] of solution.lifts) {
    if (solution.site.tree.packages[lifted]?.name !== name || facts.version !== to) continue;
    let copy = lifted;
    for (const seen = new Set<number>(); !seen.has(copy); copy = solution.needs.get(copy)?.by ?? copy)
      seen.add(copy);
    for (const target of solution.targets) if (target.copies.includes(copy)) causes.add(target.id);
  }
  return [...causes].toSorted(compareText);
}

function barAll(findings: readonly PlanFinding[], barred: Map<string, UnfixedReason>): void {
  const message = 'No set of changes was found that can be edited and proven.';
  for (const finding of findings) {
    if (!barred.has(targetId(finding))) barred.set(targetId(finding), { code: 'EDIT_REFUSED', message });
  }
}

function explainOpen(
  solutions: readonly Solution[],
  barred: ReadonlyMap<string, UnfixedReason>,
  finding: PlanFinding,
): UnfixedReason {
  const reason = barred.get(targetId(finding));
  if (reason !== undefined) return reason;
  const solution = solutions.find(({ site }) => site.manifest.inventory.path === finding.manifest);
  if (solution !== undefined) return diagnose(solution, finding);
  return { code: 'EDIT_REFUSED', message: 'The manifest was not planned.' };
}

/** Findings that the lifts alone do not close, so that their reasons ask for facts before anything is edited. */
function openBeforeEdit(
  solutions: readonly Solution[],
  findings: readonly PlanFinding[],
): readonly PlanFinding[] {
  const closed = new Set<string>();
  for (const { site, targets, lifts } of solutions) {
    for (const target of targets) {
      const left = new Set(
        target.copies.flatMap((copy) =>
          site.knowledge
            .threats(site.ecosystem.id, target.name, versionAfter(site.tree, lifts, copy))
            .map((threat) => threat.group),
        ),
      );
      for (const finding of target.findings) {
        if (![...left].some((group) => finding.key.endsWith(`|${finding.name}|${group}`)))
          closed.add(findingIdentity(finding));
      }
    }
  }
  return findings.filter((finding) => !closed.has(findingIdentity(finding)));
}

interface Decided {
  readonly solutions: readonly Solution[];
  readonly trial: Extract<Trial, { kind: 'holds' }>;
  readonly unfixed: readonly Unfixed[];
}

function safePlan(input: PlanInput, { solutions, trial, unfixed }: Decided): PlanDraft | null {
  const { proof } = trial;
  const files = trial.files.map(({ path, oldText, newText }) => ({
    path,
    newText,
    hunks: hunksBetween(oldText, newText),
  }));
  if (files.length === 0 || proof.fixed.length === 0) return null;
  const changes = solutions.flatMap((solution) => planChangesOf(solution, proof.fixed));
  return {
    kind: 'SAFE',
    group: 'all',
    title: titleOf(proof, changes),
    changes,
    edits: files.map(({ path, newText, hunks }) => ({ path, newText, diff: unifiedDiff(path, hunks) })),
    proof,
    unfixed,
    digest: planDigest(input.targetBranch, files),
    risk: null,
  };
}

function titleOf(proof: PlanProof, changes: readonly PlanChange[]): string {
  const count = closedFindings(proof).length;
  const closing = changes.filter((change) => change.findings.length > 0);
  const names = [...new Set(closing.map((change) => change.name))];
  const [only] = names;
  const where = names.length === 1 && only !== undefined ? only : `${names.length} packages`;
  if (count === 0) return `Remove vulnerable versions of ${where}`;
  return `Fix ${count === 1 ? '1 vulnerability' : `${count} vulnerabilities`} in ${where}`;
}
