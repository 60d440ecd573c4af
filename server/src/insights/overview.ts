import type { SeverityCounts } from '../projects/project.js';

/** What a person should do next, most urgent first. */
export type AttentionCode =
  | 'CONNECT_GITLAB'
  | 'MALICIOUS_FINDINGS'
  | 'INTEGRATION_BROKEN'
  | 'IMPORT_ADVISORIES'
  | 'OVERDUE_FINDINGS'
  | 'PLANS_FAILED'
  | 'MERGE_REQUESTS_BLOCKED'
  | 'APPROVE_PLANS'
  | 'TOKEN_EXPIRING'
  | 'JOBS_FAILED'
  | 'ANALYSES_FAILED'
  | 'MANIFEST_PROBLEMS';

export interface AttentionItem {
  readonly code: AttentionCode;
  readonly count: number;
  readonly message: string;
}

/** The numbers of the overview, each a count of rows that a list can show. */
export interface OverviewNumbers {
  readonly openFindings: SeverityCounts;
  readonly fixedFindings: number;
  readonly projectCount: number;
  readonly analyzedProjectCount: number;
  readonly affectedProjectCount: number;
  readonly proposedPlans: number;
  readonly openMergeRequests: number;
  readonly mergedMergeRequests: number;
  readonly integrations: number;
  readonly brokenIntegrations: number;
  readonly expiringTokens: number;
  readonly advisories: number;
  readonly failedPlans: number;
  /** In the lane BLOCKED. */
  readonly blockedMergeRequests: number;
  /** Open or in progress after the day by which the policy wants them fixed. */
  readonly overdueFindings: number;
  readonly failedJobs: number;
  readonly failedAnalyses: number;
  readonly projectsWithProblems: number;
}

/** Reads the numbers; one statement each, over indexes. */
export interface OverviewReader {
  numbers(now: Date): Promise<OverviewNumbers>;
}

/** What stands between now and nothing to do, in the order in which to do it. Pure. */
export function attentionItems(numbers: OverviewNumbers): readonly AttentionItem[] {
  const items: AttentionItem[] = [];
  const add = (code: AttentionCode, count: number, message: string) => {
    if (count > 0) items.push({ code, count, message });
  };
  add(
    'CONNECT_GITLAB',
    numbers.integrations === 0 ? 1 : 0,
    'No GitLab is connected yet. Connect one to begin.',
  );
  add(
    'MALICIOUS_FINDINGS',
    numbers.openFindings.malicious,
    `${plural(numbers.openFindings.malicious, 'open finding is of a malicious package', 'open findings are of malicious packages')}.`,
  );
  add(
    'INTEGRATION_BROKEN',
    numbers.brokenIntegrations,
    `${plural(numbers.brokenIntegrations, 'integration needs', 'integrations need')} a new token or a look.`,
  );
  add(
    'IMPORT_ADVISORIES',
    numbers.advisories === 0 ? 1 : 0,
    'There are no advisories yet, so nothing can be found vulnerable. Sync them, or import a file.',
  );
  add(
    'OVERDUE_FINDINGS',
    numbers.overdueFindings,
    `${plural(numbers.overdueFindings, 'finding is', 'findings are')} open past the day by which the policy wants them fixed.`,
  );
  add(
    'PLANS_FAILED',
    numbers.failedPlans,
    `${plural(numbers.failedPlans, 'approved plan', 'approved plans')} could not be opened.`,
  );
  add(
    'MERGE_REQUESTS_BLOCKED',
    numbers.blockedMergeRequests,
    `${plural(numbers.blockedMergeRequests, 'merge request cannot be merged until somebody acts', 'merge requests cannot be merged until somebody acts')}: conflicts, failed pipelines, missing approvals.`,
  );
  add(
    'APPROVE_PLANS',
    numbers.proposedPlans,
    `${plural(numbers.proposedPlans, 'plan waits', 'plans wait')} for your decision.`,
  );
  add(
    'TOKEN_EXPIRING',
    numbers.expiringTokens,
    `${plural(numbers.expiringTokens, 'token expires', 'tokens expire')} within 30 days.`,
  );
  add(
    'JOBS_FAILED',
    numbers.failedJobs,
    `${plural(numbers.failedJobs, 'job has', 'jobs have')} failed and will not be tried again by itself.`,
  );
  add(
    'ANALYSES_FAILED',
    numbers.failedAnalyses,
    `${plural(numbers.failedAnalyses, 'project', 'projects')} could not be analysed.`,
  );
  add(
    'MANIFEST_PROBLEMS',
    numbers.projectsWithProblems,
    `${plural(numbers.projectsWithProblems, 'project has a manifest', 'projects have manifests')} that could not be read whole.`,
  );
  return items;
}

function plural(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
