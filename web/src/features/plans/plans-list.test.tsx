import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ApprovePlansDocument, PlansPageDocument } from '../../generated/plans/graphql.js';
import { brokenRules, renderRoutes } from '../../testing/render-page.js';
import { PlansPage } from './plans-page.js';

const plan = {
  __typename: 'RemediationPlan' as const,
  id: 'p1',
  title: 'Fix 1 finding in minimist',
  kind: 'SAFE' as const,
  state: 'PROPOSED' as const,
  stateReason: null,
  digest: 'aaaa',
  riskLevel: 'LOW' as const,
  changeCount: 1,
  createdAt: '2026-11-22T10:00:00Z',
  fixedCounts: {
    __typename: 'SeverityCounts' as const,
    malicious: 0,
    critical: 1,
    high: 0,
    medium: 0,
    low: 0,
    none: 0,
    total: 1,
  },
  project: { __typename: 'Project' as const, id: 'j1', path: 'group/shop' },
  mergeRequest: null,
  failure: null,
};
const breaking = {
  ...plan,
  id: 'p2',
  title: 'Raise axios to 1.15.0',
  kind: 'BREAKING' as const,
  digest: 'bbbb',
  riskLevel: 'HIGH' as const,
};
const merged = { ...plan, id: 'p3', title: 'Fix 2 findings in qs', state: 'MERGED' as const };

function page(nodes: readonly object[], filter: object = {}) {
  return {
    request: {
      query: PlansPageDocument,
      variables: (variables: { filter?: unknown }) =>
        JSON.stringify(variables.filter) === JSON.stringify(filter),
    },
    result: {
      data: {
        integrations: { __typename: 'IntegrationConnection', nodes: [] },
        remediationPlans: {
          __typename: 'RemediationPlanConnection',
          totalCount: nodes.length,
          isTotalCountCapped: false,
          pageInfo: { __typename: 'PageInfo', hasNextPage: false, endCursor: null },
          nodes,
        },
      },
    },
    maxUsageCount: 3,
  };
}

function show(mocks: Parameters<typeof renderRoutes>[1]['mocks'], at = '/plans') {
  return renderRoutes([{ path: '/plans', Component: PlansPage }], { at, mocks });
}

test('several plans are approved with the digests that were shown, and each says what became of it', async () => {
  show([
    page([plan, breaking, merged]),
    {
      request: {
        query: ApprovePlansDocument,
        variables: ({ input }) =>
          JSON.stringify(input.plans) === '[{"id":"p1","digest":"aaaa"},{"id":"p2","digest":"bbbb"}]',
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
                  stateReason: null,
                },
                userErrors: [],
              },
              {
                __typename: 'PlanApproval',
                id: 'p2',
                remediationPlan: {
                  __typename: 'RemediationPlan',
                  id: 'p9',
                  revision: 4,
                  state: 'PROPOSED',
                  stateReason: null,
                },
                userErrors: [{ __typename: 'UserError', code: 'STALE_DIGEST', message: 'The plan changed.' }],
              },
            ],
          },
        },
      },
    },
  ]);
  await userEvent.click(await screen.findByRole('checkbox', { name: 'Choose all rows of this page' }));
  expect(screen.queryByRole('checkbox', { name: /Fix 2 findings in qs/ })).toBeNull();
  await userEvent.click(screen.getByRole('button', { name: 'Approve 2 plans' }));
  const dialog = await screen.findByRole('dialog');
  expect(within(dialog).getByText(/Opens 2 merge requests in group\/shop/)).toBeVisible();
  expect(within(dialog).getByText('Of these plans 1 may break something.')).toBeVisible();
  await userEvent.click(within(dialog).getByRole('button', { name: 'Approve 2 plans' }));
  expect(await within(dialog).findByText(/1 plan is approved. 1 plan was not approved/)).toBeVisible();
  expect(within(dialog).getByText('The plan changed.')).toBeVisible();
  expect(within(dialog).getByRole('link', { name: 'Read revision 4' })).toHaveAttribute('href', '/plans/p9');
});

test('the risk can be filtered for, and the list holds to the rules of accessibility', async () => {
  const { container, address } = show([page([plan, breaking]), page([breaking], { risk: ['HIGH'] })]);
  await screen.findByRole('link', { name: 'Fix 1 finding in minimist' });
  expect(await brokenRules(container)).toEqual([]);
  await userEvent.click(screen.getByRole('button', { name: 'Risk of breaking' }));
  await userEvent.click(await screen.findByRole('checkbox', { name: 'High risk' }));
  expect(address()).toBe('/plans?risk=HIGH');
});
