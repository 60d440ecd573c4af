import { approvalTexts as texts } from '../texts/approval.js';
import { joinWords } from './text.js';

/** What approving several plans needs to know of each. */
export interface PlanToApprove {
  readonly id: string;
  readonly digest: string;
  readonly title: string;
  readonly kind: 'SAFE' | 'BREAKING' | 'FORCED' | 'UPDATE';
  readonly project: { readonly id: string; readonly path: string };
}

/** What approving will open, in one sentence. */
export function openingSentence(plans: readonly PlanToApprove[]): string {
  const projects = projectsOf(plans);
  const [only] = projects;
  const where = projects.length === 1 ? (only?.path ?? '') : texts.projects(projects.length);
  return plans.length === 1 ? texts.opensOne(where) : texts.opensMany(plans.length, where);
}

/** What to think of before several plans are approved at once; null where all should break nothing. */
export function cautionSentence(plans: readonly PlanToApprove[]): string | null {
  const breaking = plans.filter(({ kind }) => kind === 'BREAKING').length;
  const forced = plans.filter(({ kind }) => kind === 'FORCED').length;
  const parts = [
    ...(breaking > 0 ? [texts.breaking(breaking)] : []),
    ...(forced > 0 ? [texts.forced(forced)] : []),
  ];
  return parts.length === 0 ? null : texts.caution(joinWords(parts));
}

/** The projects of plans, each once, in the order of their paths. */
export function projectsOf(
  plans: readonly PlanToApprove[],
): readonly { readonly id: string; readonly path: string; readonly count: number }[] {
  const projects = new Map<string, { readonly id: string; readonly path: string; count: number }>();
  for (const { project } of plans) {
    const known = projects.get(project.id);
    if (known === undefined) projects.set(project.id, { ...project, count: 1 });
    else known.count += 1;
  }
  return [...projects.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** What became of one plan, as the server answers. */
export interface ApprovalResult {
  readonly id: string;
  readonly userErrors: readonly { readonly code: string; readonly message: string }[];
  readonly remediationPlan?: { readonly id: string; readonly revision: number } | null;
}

/** The results in one sentence: how many were approved, and how many were not. */
export function resultsSentence(results: readonly ApprovalResult[]): string {
  const refused = results.filter(({ userErrors }) => userErrors.length > 0).length;
  const approved = results.length - refused;
  const opening = texts.areApproved(approved);
  return `${opening} ${refused === 0 ? texts.opens : texts.wereRefused(refused)}`;
}

/** Whether a refusal means that the plan is another one than the one that was read. */
export function isStale(result: ApprovalResult): boolean {
  return result.userErrors.some(({ code }) => code === 'STALE_DIGEST');
}
