import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  MergeRequestBoardDocument,
  MergeRequestsPageDocument,
  RetryOpeningDocument,
} from '../../generated/merge-requests/graphql.js';
import { asPerson, brokenRules, renderRoutes } from '../../testing/render-page.js';
import { MergeRequestsPage } from './merge-requests-page.js';

const fixedCounts = {
  __typename: 'SeverityCounts' as const,
  malicious: 0,
  critical: 1,
  high: 2,
  medium: 0,
  low: 0,
  none: 0,
  total: 3,
};
const project = { __typename: 'Project' as const, id: 'j1', path: 'group/shop' };
const row = {
  __typename: 'MergeRequest' as const,
  id: 'm1',
  iid: 12,
  title: 'Fix 3 findings in qs',
  state: 'OPENED' as const,
  readiness: 'PEOPLE' as const,
  statusText: 'Needs approval',
  hasConflicts: false,
  pipelineStatus: 'running',
  pipelineUrl: 'https://gitlab.example/group/shop/-/pipelines/1',
  webUrl: 'https://gitlab.example/group/shop/-/merge_requests/12',
  sourceBranch: 'backline/safe',
  targetBranch: 'main',
  checkedAt: '2026-11-22T10:00:00Z',
  nextLookAt: '2026-11-22T10:05:00Z',
  isEdited: false,
  editedAt: null,
  isAutoMerge: false,
  mayMerge: true,
  mergeProblem: null,
  rebuildReason: null,
  rebuildTriedAt: null,
  unknownPeople: [],
  createdAt: '2026-11-22T09:00:00Z',
  updatedAt: '2026-11-22T09:30:00Z',
  mergedAt: null,
  closedAt: null,
  project,
  remediationPlan: { __typename: 'RemediationPlan' as const, id: 'p1', title: 'Fix qs', fixedCounts },
};
const edited = {
  ...row,
  id: 'm2',
  iid: 13,
  isEdited: true,
  editedAt: '2026-11-22T09:30:00Z',
  remediationPlan: { ...row.remediationPlan, id: 'p2', title: 'Fix axios' },
};
const waiting = {
  __typename: 'RemediationPlan' as const,
  id: 'p3',
  title: 'Fix tar',
  state: 'APPROVED' as const,
  stateReason: null,
  decidedAt: '2026-11-22T09:30:00Z',
  fixedCounts,
  failure: null,
  job: {
    __typename: 'Job' as const,
    id: 'k1',
    title: 'Open the merge request',
    state: 'QUEUED' as const,
    waitingFor: 'The project has 3 open merge requests, as many as its policy allows.',
    result: null,
    progress: null,
    error: null,
  },
  project,
};
const failed = {
  ...waiting,
  id: 'p4',
  title: 'Fix ws',
  state: 'FAILED' as const,
  job: null,
  failure: { __typename: 'JobError' as const, message: 'GitLab refused the push.' },
};
const integrations = { __typename: 'IntegrationConnection' as const, nodes: [] };
const lane = (nodes: readonly object[], totalCount = nodes.length) => ({
  __typename: 'MergeRequestConnection' as const,
  totalCount,
  isTotalCountCapped: false,
  nodes,
});
const plans = (nodes: readonly object[]) => ({ ...lane(nodes), __typename: 'RemediationPlanConnection' });

const full = {
  integrations,
  READY: lane([]),
  BLOCKED: lane([row], 31),
  EDITED: lane([edited]),
  CHECKING: lane([]),
  MERGED: lane([]),
  CLOSED: lane([]),
  WAITING: plans([waiting]),
  FAILED: plans([failed]),
};
const empty = {
  ...full,
  BLOCKED: lane([]),
  EDITED: lane([]),
  WAITING: plans([]),
  FAILED: plans([]),
};

function show(data: object, at = '/merge-requests', more: Parameters<typeof renderRoutes>[1]['mocks'] = []) {
  return renderRoutes([{ path: '/merge-requests', Component: MergeRequestsPage }], {
    at,
    mocks: [
      ...more,
      {
        request: { query: MergeRequestBoardDocument, variables: () => true },
        result: { data },
        maxUsageCount: 4,
      },
      {
        request: {
          query: MergeRequestsPageDocument,
          variables: ({ filter }) => JSON.stringify(filter) === '{"lane":["BLOCKED"]}',
        },
        result: {
          data: {
            integrations,
            mergeRequests: {
              ...lane([row], 31),
              pageInfo: { __typename: 'PageInfo', hasNextPage: false, endCursor: null },
            },
          },
        },
        maxUsageCount: 4,
      },
      {
        request: { query: RetryOpeningDocument, variables: { input: { id: 'p4' } } },
        result: {
          data: {
            retryPlan: {
              __typename: 'RemediationPlanPayload',
              remediationPlan: null,
              userErrors: [
                { __typename: 'UserError', code: 'STATE_FORBIDS', message: 'The project is archived.' },
              ],
            },
          },
        },
      },
    ],
  });
}

test('each merge request stands in its lane with what it fixes, its pipeline, what is missing and what can be done', async () => {
  const { container } = show(full);
  const blocked = await screen.findByRole('region', { name: 'Blocked: 31' });
  expect(within(blocked).getByRole('link', { name: 'Fix qs' })).toHaveAttribute('href', '/plans/p1');
  expect(within(blocked).getByText('Needs approval')).toBeVisible();
  expect(within(blocked).getByRole('link', { name: /Pipeline: Running/ })).toHaveAttribute(
    'href',
    row.pipelineUrl,
  );
  expect(
    within(blocked).getByRole('button', { name: 'Rebuild merge request 12 of group/shop' }),
  ).toBeEnabled();
  const editedLane = screen.getByRole('region', { name: 'Edited by a person: 1' });
  expect(within(editedLane).getByRole('button', { name: /Rebuild/ })).toBeDisabled();
  expect(
    within(editedLane).getByText(/Backline leaves its branch alone/, { selector: '.small' }),
  ).toBeVisible();
  expect(await brokenRules(container)).toEqual([]);
});

test('approved plans say what they wait for, and one that failed is tried again or says why not', async () => {
  show(full);
  const opening = await screen.findByRole('region', { name: 'Opening: 1' });
  expect(within(opening).getByText(/as many as its policy allows/)).toBeVisible();
  const broken = screen.getByRole('region', { name: 'Could not be opened: 1' });
  expect(within(broken).getByText('GitLab refused the push.')).toBeVisible();
  await userEvent.click(within(broken).getByRole('button', { name: 'Retry the plan Fix ws' }));
  expect(await within(broken).findByRole('alert')).toHaveTextContent('The project is archived.');
});

test('the way to all of a lane is the table with that lane, which the address keeps', async () => {
  const { address } = show(full);
  await userEvent.click(await screen.findByRole('link', { name: 'Show all 31 in Blocked' }));
  expect(address()).toBe('/merge-requests?view=table&lane=BLOCKED');
  expect(await screen.findByRole('table', { name: 'Merge requests' })).toBeVisible();
  expect(screen.getByText('31 merge requests')).toBeVisible();
});

test.each([
  ['/merge-requests', 'No merge requests yet.', 'link', 'Review plans'],
  ['/merge-requests?search=nothing', 'No merge request fits these filters.', 'button', 'Clear filters'],
])('a board without anything at %s says what to do', async (at, title, role, action) => {
  show(empty, at);
  expect(await screen.findByText(title)).toBeVisible();
  expect(screen.getAllByRole(role, { name: action }).length).toBeGreaterThan(0);
});

test('a viewer is told which role the actions of merge requests and plans take', async () => {
  show(full, '/merge-requests', [asPerson(['READ'])]);
  const description = 'This needs the role Approver. Ask an administrator.';
  for (const name of [/^Retry the plan/, /^Rebuild .* 12 of/, /^Close .* 12 of/]) {
    const button = await screen.findByRole('button', { name, description });
    expect(button).toHaveAttribute('aria-disabled', 'true');
    await userEvent.click(button);
  }
  expect(screen.queryByRole('dialog')).toBeNull();
});
