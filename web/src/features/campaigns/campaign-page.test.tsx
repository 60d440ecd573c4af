import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ApproveCampaignPlansDocument, CampaignPageDocument } from '../../generated/campaigns/graphql.js';
import { brokenRules, renderRoutes } from '../../testing/render-page.js';
import { AdvisoryCampaignPage, PackageCampaignPage } from './campaign-page.js';

const counts = {
  __typename: 'FindingStateCounts' as const,
  open: 1,
  inProgress: 0,
  fixed: 0,
  dismissed: 0,
};
const offer = {
  __typename: 'RemediationPlan' as const,
  id: 'p2',
  title: 'Raise express to 5.0.0',
  kind: 'BREAKING' as const,
  state: 'PROPOSED' as const,
};
const rows = [
  {
    __typename: 'CampaignProject' as const,
    state: 'OPEN' as const,
    project: { __typename: 'Project' as const, id: 'j1', path: 'group/shop' },
    findings: counts,
    remediationPlan: {
      __typename: 'RemediationPlan' as const,
      id: 'p1',
      title: 'Fix 3 vulnerabilities in qs',
      kind: 'SAFE' as const,
      state: 'PROPOSED' as const,
      riskLevel: 'LOW' as const,
      mergeRequest: null,
    },
    unfixedReason: null,
  },
  {
    __typename: 'CampaignProject' as const,
    state: 'OPEN' as const,
    project: { __typename: 'Project' as const, id: 'j2', path: 'group/api' },
    findings: counts,
    remediationPlan: null,
    unfixedReason: {
      __typename: 'UnfixedReason' as const,
      code: 'NEEDS_CODE_CHANGE' as const,
      message: 'Only a major step of express closes it.',
      by: null,
      range: null,
      needed: '6.7.3',
      freedBy: null,
      oldEnoughAt: null,
      status: null,
      tool: null,
      until: null,
      offeredBy: offer,
    },
  },
];
const campaign = {
  __typename: 'Campaign' as const,
  progress: {
    __typename: 'CampaignProgress' as const,
    found: 4,
    planned: 3,
    approved: 0,
    opened: 0,
    merged: 0,
    fixed: 1,
  },
  id: 'c1',
  kind: 'ADVISORY' as const,
  ecosystem: null,
  packageName: null,
  advisoryGroup: {
    __typename: 'AdvisoryGroup' as const,
    id: 'g1',
    primaryId: 'GHSA-1',
    ids: ['GHSA-1', 'CVE-1'],
    summary: 'A crafted query makes the process hang',
    severity: 'HIGH' as const,
    score: 7.5,
  },
  totals: {
    __typename: 'CampaignTotals' as const,
    findings: { ...counts, open: 2 },
    projects: 2,
    openProjects: 2,
    planned: 1,
    unplanned: [{ __typename: 'UnfixedCount' as const, code: 'NEEDS_CODE_CHANGE' as const, count: 1 }],
    plans: [{ __typename: 'PlanStateCount' as const, state: 'PROPOSED' as const, count: 2 }],
    mergeRequests: [],
  },
  safePlans: {
    __typename: 'RemediationPlanConnection' as const,
    totalCount: 1,
    nodes: [
      {
        __typename: 'RemediationPlan' as const,
        id: 'p1',
        digest: 'aaaa',
        title: 'Fix 3 vulnerabilities in qs',
        kind: 'SAFE' as const,
        project: { __typename: 'Project' as const, id: 'j1', path: 'group/shop' },
      },
    ],
  },
  projects: {
    __typename: 'CampaignProjectConnection' as const,
    totalCount: 2,
    isTotalCountCapped: false,
    pageInfo: { __typename: 'PageInfo' as const, hasNextPage: false, endCursor: null },
    nodes: rows,
  },
};

function answer(input: object, found: object | null) {
  return {
    request: {
      query: CampaignPageDocument,
      variables: (variables: { input?: unknown }) =>
        JSON.stringify(variables.input) === JSON.stringify(input),
    },
    result: { data: { campaign: found } },
    maxUsageCount: 4,
  };
}

test('who is concerned, which plan closes it and which plan offers it otherwise can be read', async () => {
  const { container } = renderRoutes(
    [{ path: '/campaigns/advisory/:advisoryId', Component: AdvisoryCampaignPage }],
    { at: '/campaigns/advisory/CVE-1', mocks: [answer({ advisory: 'CVE-1' }, campaign)] },
  );
  expect(
    await screen.findByText(
      '2 of 2 projects still have 2 open findings. A plan closes 1 of them; 1 has none.',
    ),
  ).toBeVisible();
  const table = screen.getByRole('table', { name: 'Projects' });
  expect(within(table).getByRole('link', { name: 'Fix 3 vulnerabilities in qs' })).toHaveAttribute(
    'href',
    '/plans/p1',
  );
  expect(within(table).getByRole('link', { name: 'Raise express to 5.0.0' })).toHaveAttribute(
    'href',
    '/plans/p2',
  );
  expect(screen.getByText('In another plan (1)')).toBeVisible();
  expect(await brokenRules(container)).toEqual([]);
});

test('all safe plans are approved at once, after the dialog has named them and their projects', async () => {
  renderRoutes([{ path: '/campaigns/package/:ecosystem/:packageName', Component: PackageCampaignPage }], {
    at: '/campaigns/package/npm/%40scope%2Fqs',
    mocks: [
      answer({ ecosystem: 'npm', package: '@scope/qs' }, campaign),
      {
        request: {
          query: ApproveCampaignPlansDocument,
          variables: ({ input }) => JSON.stringify(input.plans) === '[{"id":"p1","digest":"aaaa"}]',
        },
        result: {
          data: {
            approvePlans: {
              __typename: 'ApprovePlansPayload',
              userErrors: [],
              results: [
                {
                  __typename: 'PlanApproval',
                  id: 'p1',
                  remediationPlan: {
                    __typename: 'RemediationPlan',
                    id: 'p1',
                    revision: 1,
                    state: 'APPROVED',
                  },
                  userErrors: [],
                },
              ],
            },
          },
        },
      },
    ],
  });
  await userEvent.click(await screen.findByRole('button', { name: 'Approve the safe plan' }));
  const dialog = await screen.findByRole('dialog');
  expect(within(dialog).getByText(/one merge request in group\/shop/)).toBeVisible();
  await userEvent.click(within(dialog).getByRole('button', { name: 'Approve 1 plan' }));
  expect(await within(dialog).findByText(/1 plan is approved/)).toBeVisible();
});

test('an advisory that nobody knows has no campaign', async () => {
  renderRoutes([{ path: '/campaigns/advisory/:advisoryId', Component: AdvisoryCampaignPage }], {
    at: '/campaigns/advisory/NOPE',
    mocks: [answer({ advisory: 'NOPE' }, null)],
  });
  expect(await screen.findByText('There is no such campaign here.')).toBeVisible();
});
