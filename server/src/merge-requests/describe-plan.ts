import type { PlanDraft } from '../plans/plan.js';
import type { Stores } from '../stores.js';
import { type MergeRequestText, writeMergeRequest } from './merge-request-text.js';

/** The texts of a plan's merge request, with what the stored advisories say of everything that it names. */
export async function describePlan(
  stores: Pick<Stores, 'advisories'>,
  draft: PlanDraft,
): Promise<MergeRequestText> {
  const { fixed, remaining, introduced } = draft.proof;
  const ids = new Set([...fixed, ...remaining, ...introduced].flatMap(({ advisories }) => advisories));
  return writeMergeRequest({ draft, advisories: await stores.advisories.getAdvisories([...ids]) });
}
