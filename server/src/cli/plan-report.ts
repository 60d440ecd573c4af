import type { AssembledPlans } from '../plans/make-plan.js';
import type { PlanDraft, PlanFinding, Unfixed } from '../plans/plan.js';
import { terminalText, textTable } from './text-table.js';

/** What `plan --json` prints: a contract. Fields are added, never renamed. `findings` are advisory ids as imported. */
export interface PlanReport {
  readonly plans: readonly (Readonly<Record<string, unknown>> & {
    readonly kind: PlanDraft['kind'];
    readonly digest: string;
  })[];
  readonly unfixed: readonly Readonly<Record<string, unknown>>[];
}

/** Turns plans into what `plan --json` prints; `recordIds` are the ids of the advisories as they were imported. */
export function reportPlans(
  plans: readonly PlanDraft[],
  { unfixed, findings }: Pick<AssembledPlans, 'unfixed' | 'findings'>,
  recordIds: ReadonlySet<string>,
): PlanReport {
  const finding = (found: PlanFinding) => ({
    ecosystem: found.ecosystem,
    name: found.name,
    version: found.version,
    manifest: found.manifest,
    severity: found.severity,
    advisories: imported(found, recordIds),
    paths: found.paths,
  });
  const open = ({ finding: found, reason: { message, ...fields } }: Unfixed) => ({
    ...finding(found),
    ...fields,
    reason: message,
  });
  return {
    plans: plans.map((plan) => {
      const known = new Map(
        [...findings, ...plan.proof.fixed].map((found) => [`${found.key}|${found.version}`, found]),
      );
      return {
        kind: plan.kind,
        group: plan.group,
        title: plan.title,
        digest: plan.digest,
        changes: plan.changes.map((change) => ({
          ...change,
          findings: change.findings.flatMap((key) => {
            const found = known.get(`${key}|${change.from}`);
            return found === undefined ? [] : imported(found, recordIds);
          }),
        })),
        fixed: plan.proof.fixed.map(finding),
        remaining: plan.proof.remaining.map(finding),
        introduced: plan.proof.introduced.map(finding),
        unfixed: plan.unfixed.map(open),
        edits: plan.edits.map(({ path, diff }) => ({ path, diff })),
      };
    }),
    unfixed: unfixed.map(open),
  };
}

/** Plans for a person. */
export function describePlans(plans: readonly PlanDraft[], { unfixed, findings }: AssembledPlans): string {
  const parts: string[] = [];
  for (const plan of plans) {
    const { fixed, remaining, introduced } = plan.proof;
    const rows = plan.changes.map((change) => [
      change.name,
      `${change.from} → ${change.to}`,
      change.step.toLowerCase(),
      change.findings.length === 0 ? '–' : String(change.findings.length),
      change.manifest,
      change.reason,
    ]);
    parts.push(
      terminalText(`${plan.kind}: ${plan.title}`),
      '',
      textTable(['PACKAGE', 'FROM → TO', 'STEP', 'FIXES', 'MANIFEST', 'WHY THIS VERSION'], rows),
      '',
      `Proof: ${fixed.length} fixed, ${remaining.length} remaining, ${introduced.length} introduced.`,
      ...plan.edits.map(({ path, diff }) => terminalText(`Edits ${path}: ${countLines(diff)}.`)),
      '',
    );
  }
  if (plans.length === 0) parts.push(findings.length === 0 ? 'Nothing to fix.' : 'Nothing can be fixed.', '');
  if (unfixed.length > 0) {
    const rows = unfixed.map(({ finding, reason }) => [
      finding.severity,
      `${finding.name} ${finding.version}`,
      finding.advisories[0] ?? '',
      reason.code,
      reason.message,
    ]);
    parts.push(
      'Not fixed, and why:',
      '',
      textTable(['SEVERITY', 'PACKAGE', 'ADVISORY', 'CODE', 'WHY'], rows),
      '',
    );
  }
  return parts.join('\n');
}

function imported(finding: PlanFinding, recordIds: ReadonlySet<string>): readonly string[] {
  return finding.advisories.filter((id) => recordIds.has(id));
}

function countLines(diff: string): string {
  const lines = diff.split('\n').slice(2);
  const added = lines.filter((line) => line.startsWith('+')).length;
  const removed = lines.filter((line) => line.startsWith('-')).length;
  return `${added} lines added, ${removed} removed`;
}
