import { hunksBetween } from './diff.js';
import { planDigest } from './digest.js';
import type { PlanToOpen } from './remediation-plan.js';

/**
 * Whether the new texts, compared with what the files hold at the base, come to exactly the digest that was approved.
 * False when a base text is missing. What this has not seen is not pushed.
 */
export function areApproved(
  plan: Pick<PlanToOpen, 'digest' | 'targetBranch' | 'draft'>,
  baseTexts: ReadonlyMap<string, string>,
): boolean {
  const files = plan.draft.edits.flatMap(({ path, newText }) => {
    const oldText = baseTexts.get(path);
    return oldText === undefined ? [] : [{ path, hunks: hunksBetween(oldText, newText) }];
  });
  return files.length === plan.draft.edits.length && planDigest(plan.targetBranch, files) === plan.digest;
}
