import type { OverviewPageQuery } from '../../generated/overview/graphql.js';
import { firstSteps, saidBySteps } from './first-steps.js';

interface Facts {
  readonly integrations?: number;
  readonly advisories?: boolean;
  readonly projects?: number;
  readonly analysed?: number;
  readonly running?: number;
  readonly proposed?: number;
  readonly approved?: number;
  readonly opened?: number;
}

function data(facts: Facts): OverviewPageQuery {
  return {
    overview: {
      attention: facts.advisories === false ? [{ code: 'IMPORT_ADVISORIES', count: 1, message: '' }] : [],
      openFindings: { total: 1 },
      projectCount: facts.projects ?? 0,
      analyzedProjectCount: facts.analysed ?? 0,
      proposedPlans: facts.proposed ?? 0,
      openMergeRequests: facts.opened ?? 0,
      mergedMergeRequests: 0,
      jobs: { running: facts.running ?? 0, queued: 0, failed: 0 },
    },
    integrations: {
      nodes: Array.from({ length: facts.integrations ?? 0 }, () => ({
        name: 'gitlab.example.com',
        state: 'CONNECTED',
        lastSyncedAt: facts.projects === undefined ? null : '2026-11-22T08:00:00Z',
      })),
    },
    mergeRequests: { nodes: Array.from({ length: facts.opened ?? 0 }, (_, id) => ({ id: String(id) })) },
    approvedPlans: { totalCount: facts.approved ?? 0 },
  } as unknown as OverviewPageQuery;
}

test.each<[Facts, string, string]>([
  [{}, 'connect', 'No GitLab is connected yet'],
  [{ integrations: 1 }, 'projects', 'Backline asks GitLab for every project'],
  [{ integrations: 1, projects: 0 }, 'projects', 'The token reaches no project.'],
  [{ integrations: 1, projects: 9, analysed: 2, running: 3 }, 'analysed', '2 of 9 projects analysed.'],
  [{ integrations: 1, projects: 9, analysed: 9, running: 1 }, 'plans', 'Backline works out'],
  [{ integrations: 1, projects: 9, analysed: 8 }, 'plans', 'No open finding has a fix'],
  [{ integrations: 1, projects: 9, analysed: 9, proposed: 2 }, 'approve', '2 plans wait for your decision.'],
  [
    { integrations: 1, projects: 9, analysed: 9, proposed: 1, approved: 1 },
    'opened',
    'Backline opens it now.',
  ],
])('with %j one is at the step %j', (facts, key, note) => {
  const steps = firstSteps(data(facts)) ?? [];
  const current = steps.find(({ state }) => state === 'now');
  expect(current?.key).toBe(key);
  expect(current?.note).toContain(note);
});

test('lacking advisories is a step to take now, beside the one that one is at', () => {
  const steps = firstSteps(
    data({ integrations: 1, projects: 9, analysed: 1, running: 1, advisories: false }),
  );
  expect(steps?.filter(({ state }) => state === 'now').map(({ key }) => key)).toEqual([
    'advisories',
    'analysed',
  ]);
});

test('once a merge request was opened there are no first steps', () => {
  expect(firstSteps(data({ integrations: 1, opened: 1 }))).toBeNull();
});

test('an approval is said by the steps only while it is the step to take', () => {
  const proposed = { integrations: 1, projects: 2, analysed: 2, proposed: 3 };
  expect(saidBySteps(firstSteps(data(proposed))).has('APPROVE_PLANS')).toBe(true);
  expect(saidBySteps(firstSteps(data({ ...proposed, approved: 1 }))).has('APPROVE_PLANS')).toBe(false);
  expect(saidBySteps(null).size).toBe(0);
});
