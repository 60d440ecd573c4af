import { compareText } from './compare-text.js';
import { prove } from './proof.js';
import { hunksBetween, unifiedDiff } from './diff.js';
import { planDigest } from './digest.js';
import { riskOfPlan } from './evidence.js';
import { findingIdentity, findingsOf } from './plan-findings.js';
import type { PlanInput, PlanManifest, PlanOutcome } from './plan-input.js';
import type { PlanChange, PlanDraft, PlanKind } from './plan.js';

const MAXIMUM_PLANS = 60;
const WORST: readonly PlanKind[] = ['UPDATE', 'SAFE', 'BREAKING', 'FORCED'];

/**
 * Everything that is allowed as one plan (`grouping` ALL): the plans of a project one after the other, each worked out on what
 * the ones before left. Its kind is the worst of theirs.
 */
export function assembleOnePlan(input: PlanInput, assemble: (input: PlanInput) => PlanOutcome): PlanOutcome {
  const apart: PlanInput = { ...input, policy: { ...input.policy, grouping: 'SAFE_AND_BREAKING' } };
  const taken: PlanDraft[] = [];
  const done = new Set<string>();
  let manifests = input.manifests;
  let first: Extract<PlanOutcome, { kind: 'plans' }> | null = null;
  for (;;) {
    const outcome = assemble({ ...apart, manifests });
    if (outcome.kind === 'needs') return outcome;
    first ??= outcome;
    const next = outcome.plans.find(({ kind, group }) => !done.has(`${kind}|${group}`));
    if (next === undefined || taken.length === MAXIMUM_PLANS) {
      const plan = unite({ input, manifests }, taken, outcome);
      return { ...outcome, plans: plan === null ? [] : [plan], findings: first.findings };
    }
    done.add(`${next.kind}|${next.group}`);
    taken.push(next);
    manifests = applyPlan(input, manifests, next);
  }
}

function applyPlan(
  { ecosystemOf }: PlanInput,
  manifests: readonly PlanManifest[],
  plan: PlanDraft,
): readonly PlanManifest[] {
  const texts = new Map(plan.edits.map(({ path, newText }) => [path, newText]));
  return manifests.map((manifest) => {
    if (!manifest.files.some(({ path }) => texts.has(path))) return manifest;
    const files = manifest.files.map(({ path, text }) => ({ path, text: texts.get(path) ?? text }));
    const { group } = manifest;
    return { group, files, inventory: ecosystemOf(group.ecosystem).parse(group, files) };
  });
}

function unite(
  { input, manifests }: { readonly input: PlanInput; readonly manifests: readonly PlanManifest[] },
  taken: readonly PlanDraft[],
  left: Extract<PlanOutcome, { kind: 'plans' }>,
): PlanDraft | null {
  const oldTexts = new Map(
    input.manifests.flatMap(({ files }) => files.map(({ path, text }) => [path, text])),
  );
  const newTexts = new Map(manifests.flatMap(({ files }) => files.map(({ path, text }) => [path, text])));
  const files = [...newTexts]
    .filter(([path, text]) => oldTexts.get(path) !== text)
    .map(([path, text]) => ({ path, newText: text, hunks: hunksBetween(oldTexts.get(path) ?? '', text) }))
    .toSorted((a, b) => compareText(a.path, b.path));
  if (files.length === 0) return null;
  const changes = chainChanges(
    input,
    taken.flatMap((plan) => plan.changes),
  );
  const before = input.manifests.flatMap(({ inventory }) => findingsOf(inventory, input.match));
  const after = manifests.flatMap(({ inventory }) => findingsOf(inventory, input.match));
  const moves = changes.flatMap((change) => change.manifests.map((manifest) => ({ ...change, manifest })));
  const proof = prove(before, after, moves);
  const open = new Set(after.map(findingIdentity));
  const kinds = taken.map(({ kind }) => kind);
  const count = new Set(proof.fixed.map(({ key }) => key)).size;
  const names = new Set(changes.map(({ name }) => name)).size;
  return {
    kind: WORST.findLast((kind) => kinds.includes(kind)) ?? 'SAFE',
    group: 'all',
    title: `Fix ${count === 1 ? '1 vulnerability' : `${count} vulnerabilities`} in ${names === 1 ? '1 package' : `${names} packages`}`,
    changes,
    edits: files.map(({ path, newText, hunks }) => ({ path, newText, diff: unifiedDiff(path, hunks) })),
    proof,
    unfixed: left.unfixed.filter(({ finding }) => open.has(findingIdentity(finding))),
    digest: planDigest(input.targetBranch, files),
    risk: riskOfPlan(changes),
  };
}

/** Steps of one package that follow each other become one. */
function chainChanges({ ecosystemOf }: PlanInput, changes: readonly PlanChange[]): readonly PlanChange[] {
  const chained: PlanChange[] = [];
  for (const change of changes) {
    const at = chained.findIndex(
      ({ name, to, manifest }) => name === change.name && to === change.from && manifest === change.manifest,
    );
    const earlier = at < 0 ? undefined : chained[at];
    if (earlier === undefined) {
      chained.push(change);
      continue;
    }
    const findings = [...new Set([...earlier.findings, ...change.findings])].toSorted(compareText);
    const step = ecosystemOf(change.ecosystem).stepBetween(earlier.from, change.to);
    chained[at] = {
      ...change,
      from: earlier.from,
      step,
      findings,
      isDirect: earlier.isDirect || change.isDirect,
    };
  }
  return chained.toSorted((a, b) => compareText(a.manifest, b.manifest) || compareText(a.name, b.name));
}
