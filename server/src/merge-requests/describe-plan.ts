import type { PlanView } from '../plans/plan.js';
import type { Stores } from '../stores.js';
import { type MergeRequestText, writeMergeRequest } from './merge-request-text.js';

/** What the texts need beside the plan: the advisories, and where Backline's page is, if anywhere. */
export interface DescribeDeps {
  readonly stores: { readonly advisories: Pick<Stores['advisories'], 'getAdvisories'> };
  readonly publicUrl: string | null;
}

/** The texts of a plan's merge request, with what the stored advisories say of everything that it names. */
export async function describePlan(
  { stores, publicUrl }: DescribeDeps,
  draft: PlanView,
): Promise<MergeRequestText> {
  const { fixed, remaining, introduced } = draft.proof;
  const ids = new Set([...fixed, ...remaining, ...introduced].flatMap(({ advisories }) => advisories));
  const advisories = await stores.advisories.getAdvisories([...ids]);
  return writeMergeRequest({ draft, advisories, publicUrl });
}
