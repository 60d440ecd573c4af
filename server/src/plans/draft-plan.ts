import type { Parts } from './across-manifests.js';
import type { PlanningMemory } from './attempt-memory.js';
import { compareText } from './compare-text.js';
import { planChangesOf } from './describe-changes.js';
import { hunksBetween, unifiedDiff } from './diff.js';
import { planDigest } from './digest.js';
import { gatherEvidence, riskOfPlan } from './evidence.js';
import type { Part } from './part.js';
import { factsKey, type PlanInput } from './plan-input.js';
import type { PlanChange, PlanDraft, PlanFinding, PlanKind, PlanProof, Unfixed } from './plan.js';
import { closedFindings, prove } from './proof.js';

/** A plan as it is worked out, before evidence and reasons are added. */
export interface Sketch {
  readonly kind: PlanKind;
  readonly group: string;
  readonly parts: readonly Part[];
  readonly proof: PlanProof;
  readonly changes: readonly PlanChange[];
}

/** Puts parts together: the proof over the whole project, and every change once, however many manifests make it. */
export function sketchPlan(
  { kind, group }: Pick<Sketch, 'kind' | 'group'>,
  { parts, shared }: Pick<Parts, 'parts' | 'shared'>,
  findings: readonly PlanFinding[],
): Sketch {
  const changed = new Map(shared);
  for (const { edited } of parts) changed.set(edited.inventory.path, edited.findings);
  const after = findings
    .filter((finding) => !changed.has(finding.manifest))
    .concat([...changed.values()].flat());
  const moves = parts.flatMap((part) =>
    part.edited.moves.map((move) => ({ ...move, manifest: part.edited.inventory.path })),
  );
  const proof = prove(findings, after, moves);
  return {
    kind,
    group,
    parts,
    proof,
    changes: uniteChanges(parts.flatMap((part) => planChangesOf(part, proof.fixed))),
  };
}

/** The draft of a plan; null where nothing would change. */
export function draftPlan(
  { input, memory }: { readonly input: PlanInput; readonly memory: PlanningMemory },
  sketch: Sketch,
  unfixed: readonly Unfixed[],
): PlanDraft | null {
  const oldTexts = new Map(
    input.manifests.flatMap(({ files }) => files.map(({ path, text }) => [path, text])),
  );
  const newTexts = new Map(
    sketch.parts.flatMap(({ edited }) =>
      [...edited.texts].map(([path, text]) => [path, { text, edited }] as const),
    ),
  );
  const files = [...newTexts]
    .filter(([path, { text }]) => oldTexts.get(path) !== text)
    .map(([path, { text, edited }]) => ({
      path,
      newText: text,
      hunks: memory.hunks.recall(edited, path, () => hunksBetween(oldTexts.get(path) ?? '', text)),
    }))
    .toSorted((a, b) => compareText(a.path, b.path));
  if (files.length === 0) return null;
  const changes = sketch.changes.map((change) => withEvidence(input, sketch, change));
  return {
    kind: sketch.kind,
    group: sketch.group,
    title: titleOf({ ...sketch, changes }),
    changes,
    edits: files.map(({ path, newText, hunks }) => ({ path, newText, diff: unifiedDiff(path, hunks) })),
    proof: sketch.proof,
    unfixed,
    digest: planDigest(input.targetBranch, files),
    risk: riskOfPlan(changes),
  };
}

/** The same change in several manifests is one, told where it is made first. */
function uniteChanges(changes: readonly PlanChange[]): readonly PlanChange[] {
  const united = new Map<string, PlanChange>();
  for (const change of changes) {
    const key = JSON.stringify([change.ecosystem, change.name, change.from, change.to, change.means]);
    const known = united.get(key);
    if (known === undefined) {
      united.set(key, change);
      continue;
    }
    united.set(key, {
      ...known,
      isDirect: known.isDirect || change.isDirect,
      findings: [...new Set([...known.findings, ...change.findings])].toSorted(compareText),
      manifests: [...new Set([...known.manifests, ...change.manifests])].toSorted(compareText),
    });
  }
  return [...united.values()];
}

function withEvidence(input: PlanInput, { kind }: Sketch, change: PlanChange): PlanChange {
  const manifest = input.manifests.find(({ group }) => group.path === change.manifest);
  if (manifest === undefined) return change;
  const key = factsKey(change.ecosystem, change.name);
  const result = input.facts.get(key);
  const isLookedAt = kind === 'BREAKING' || kind === 'FORCED';
  const evidence = gatherEvidence({
    change,
    ecosystem: input.ecosystemOf(change.ecosystem),
    manifest,
    facts: result?.kind === 'facts' ? result.facts : null,
    usage: isLookedAt ? (input.usage?.get(key) ?? null) : null,
    now: input.now,
  });
  return { ...change, evidence };
}

function titleOf({ kind, proof, changes }: Sketch): string {
  const count = closedFindings(proof).length;
  const means = kind === 'FORCED' ? 'FORCE' : 'RAISE';
  const main = changes.find((change) => change.means === means);
  const closing = changes.filter((change) => change.findings.length > 0);
  const names = [...new Set(closing.map((change) => change.name))];
  const [only] = names;
  const where = names.length === 1 && only !== undefined ? only : `${names.length} packages`;
  const fix = `Fix ${count === 1 ? '1 vulnerability' : `${count} vulnerabilities`}`;
  if (kind === 'UPDATE') {
    const moved = changes.filter((change) => change.isDirect);
    const [first] = moved;
    return moved.length === 1 && first !== undefined
      ? `Update ${first.name} to ${first.to}`
      : `Update ${moved.length} packages`;
  }
  if (main !== undefined && kind === 'BREAKING' && count > 0)
    return `${fix} by raising ${main.name} to ${main.to}`;
  if (main !== undefined && kind === 'FORCED' && count > 0)
    return `${fix} by forcing ${main.name} to ${main.to}`;
  return count === 0 ? `Remove vulnerable versions of ${where}` : `${fix} in ${where}`;
}
