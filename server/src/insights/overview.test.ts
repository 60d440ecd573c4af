import { NO_COUNTS } from '../projects/project.js';
import { attentionItems, type OverviewNumbers } from './overview.js';

const QUIET: OverviewNumbers = {
  openFindings: NO_COUNTS,
  fixedFindings: 3,
  projectCount: 1,
  analyzedProjectCount: 1,
  affectedProjectCount: 0,
  proposedPlans: 0,
  openMergeRequests: 0,
  mergedMergeRequests: 0,
  integrations: 1,
  brokenIntegrations: 0,
  expiringTokens: 0,
  advisories: 1,
  failedPlans: 0,
  blockedMergeRequests: 0,
  overdueFindings: 0,
  failedJobs: 0,
  failedAnalyses: 0,
  projectsWithProblems: 0,
};

test('where nothing is to do, nothing is asked for', () => {
  expect(attentionItems(QUIET)).toEqual([]);
});

test('what is most urgent comes first, each with its count', () => {
  const items = attentionItems({
    ...QUIET,
    openFindings: { ...NO_COUNTS, malicious: 2, total: 2 },
    brokenIntegrations: 1,
    overdueFindings: 4,
    failedPlans: 1,
    blockedMergeRequests: 5,
    proposedPlans: 6,
    failedJobs: 7,
  });
  expect(items.map(({ code, count }) => [code, count])).toEqual([
    ['MALICIOUS_FINDINGS', 2],
    ['INTEGRATION_BROKEN', 1],
    ['OVERDUE_FINDINGS', 4],
    ['PLANS_FAILED', 1],
    ['MERGE_REQUESTS_BLOCKED', 5],
    ['APPROVE_PLANS', 6],
    ['JOBS_FAILED', 7],
  ]);
  expect(items[0]?.message).toBe('2 open findings are of malicious packages.');
  expect(items[3]?.message).toMatch(/^1 approved plan could not be opened\.$/);
});
