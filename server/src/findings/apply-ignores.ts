import { recordFindings } from '../events/record-event.js';
import { matchingIgnore } from '../policies/matching-ignore.js';
import type { EffectivePolicy } from '../policies/resolve-policy.js';
import { policyActor } from '../policies/scope-name.js';
import type { Project } from '../projects/project.js';
import type { Stores } from '../stores.js';
import { describeDismissal, recordEach } from './finding-records.js';
import type { DismissableFinding, Dismissal } from './finding.js';

/**
 * Dismisses what the ignores of a project's policy name, with the policy as the person and the ignore's end, and opens again
 * what a policy dismissed and no longer ignores. What a person dismissed stays. Called under the project's lock.
 */
export async function applyIgnores(
  stores: Stores,
  project: Pick<Project, 'id'>,
  { policy, origins }: EffectivePolicy,
  now: Date,
): Promise<{ readonly dismissed: number; readonly reopened: number }> {
  const findings = await stores.findings.listIgnorable(project.id);
  if (policy.ignores.length === 0 && findings.every(({ dismissal }) => dismissal === null))
    return { dismissed: 0, reopened: 0 };
  const groups = await stores.advisories.groupsByIds([...new Set(findings.map(({ groupId }) => groupId))]);
  const by = origins.ignores === null ? 'policy' : await policyActor(stores, origins.ignores);
  const dismiss: { readonly finding: DismissableFinding; readonly dismissal: Dismissal }[] = [];
  const reopen: DismissableFinding[] = [];
  for (const finding of findings) {
    const advisories = groups.get(finding.groupId)?.ids ?? [];
    const ignore = matchingIgnore(policy.ignores, { packageName: finding.packageName, advisories }, now);
    if (ignore === null) {
      if (finding.state === 'DISMISSED') reopen.push(finding);
      continue;
    }
    const { reason: comment, until } = ignore;
    const dismissal: Dismissal = { reason: 'POLICY', comment, by, at: now.toISOString(), until };
    if (!isSame(finding, dismissal)) dismiss.push({ finding, dismissal });
  }
  await stores.findings.reopen(reopen.map(({ id }) => id));
  await recordEach(
    stores,
    by,
    reopen,
    'finding.reopened',
    (name) => `Opened the finding of ${name} again: the policy no longer ignores it.`,
  );
  if (reopen.length > 0) await recordFindings(stores, project.id, reopen, now);
  await stores.findings.dismiss(dismiss.map(({ finding, dismissal }) => ({ id: finding.id, dismissal })));
  for (const { finding, dismissal } of dismiss)
    await recordEach(stores, by, [finding], 'finding.dismissed', (name) =>
      describeDismissal(name, dismissal),
    );
  return { dismissed: dismiss.length, reopened: reopen.length };
}

function isSame({ state, dismissal }: DismissableFinding, next: Dismissal): boolean {
  return (
    state === 'DISMISSED' &&
    dismissal?.by === next.by &&
    dismissal.comment === next.comment &&
    dismissal.until === next.until
  );
}
