import { countOf, joinWords } from './text.js';

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
  const where = projects.length === 1 ? (only?.path ?? '') : countOf(projects.length, 'project');
  return plans.length === 1
    ? `Opens one branch, one commit and one merge request in ${where}.`
    : `Opens ${countOf(plans.length, 'merge request')} in ${where}, each with one branch and one commit.`;
}

/** What to think of before several plans are approved at once; null where all should break nothing. */
export function cautionSentence(plans: readonly PlanToApprove[]): string | null {
  const breaking = plans.filter(({ kind }) => kind === 'BREAKING').length;
  const forced = plans.filter(({ kind }) => kind === 'FORCED').length;
  const parts = [
    ...(breaking > 0 ? [`${breaking} may break something`] : []),
    ...(forced > 0 ? [`${forced} ${forced === 1 ? 'forces' : 'force'} a version`] : []),
  ];
  return parts.length === 0 ? null : `Of these plans ${joinWords(parts)}.`;
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
  const opening = `${countOf(approved, 'plan')} ${approved === 1 ? 'is' : 'are'} approved.`;
  if (refused === 0) return `${opening} Backline opens the merge requests as the limits allow.`;
  return `${opening} ${countOf(refused, 'plan')} ${refused === 1 ? 'was' : 'were'} not approved; each says why.`;
}

/** Whether a refusal means that the plan is another one than the one that was read. */
export function isStale(result: ApprovalResult): boolean {
  return result.userErrors.some(({ code }) => code === 'STALE_DIGEST');
}
