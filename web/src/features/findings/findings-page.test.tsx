import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { DismissFindingsDocument, FindingsPageDocument } from '../../generated/findings/graphql.js';
import { brokenRules, renderRoutes } from '../../testing/render-page.js';
import { FindingsPage } from './findings-page.js';

const finding = {
  __typename: 'Finding' as const,
  id: 'f1',
  ecosystem: 'npm',
  packageName: 'qs',
  version: '6.5.1',
  isDirect: false,
  manifestPath: 'package-lock.json',
  severity: 'HIGH' as const,
  score: 7.5,
  risk: {
    __typename: 'Risk' as const,
    score: 46,
    parts: [
      {
        __typename: 'RiskPart' as const,
        kind: 'SEVERITY' as const,
        points: 41,
        text: 'Its CVSS score is 7.5.',
      },
      { __typename: 'RiskPart' as const, kind: 'EPSS' as const, points: 0, text: 'No EPSS score is known.' },
      {
        __typename: 'RiskPart' as const,
        kind: 'SCOPE' as const,
        points: -15,
        text: 'It is used in tests only.',
      },
    ],
  },
  state: 'OPEN' as const,
  firstSeenAt: '2026-11-20T00:00:00Z',
  fixedAt: null,
  dueAt: null,
  fixedVersions: ['6.5.3'],
  because: 'qs 6.5.1 is inside <6.5.3.',
  scope: 'RUNTIME' as const,
  paths: [['shop@1.0.0', 'express@4.16.0', 'qs@6.5.1']],
  project: { __typename: 'Project' as const, id: 'j1', path: 'group/shop' },
  advisoryGroup: {
    __typename: 'AdvisoryGroup' as const,
    id: 'g1',
    primaryId: 'GHSA-hrpp-h998-j3pp',
    summary: 'A crafted query makes the process hang',
    advisories: [
      {
        __typename: 'Advisory' as const,
        id: 'a1',
        advisoryId: 'GHSA-hrpp-h998-j3pp',
        summary: 'A crafted query makes the process hang',
        severity: 'HIGH' as const,
        score: 7.5,
      },
    ],
  },
  remediationPlan: null,
  unfixedReason: {
    __typename: 'UnfixedReason' as const,
    code: 'CONSTRAINT' as const,
    message: 'express@4.16.0 asks for exactly 6.5.1.',
    by: 'express@4.16.0',
    range: '6.5.1',
    needed: '6.5.3',
    freedBy: '4.17.3',
    oldEnoughAt: null,
    status: null,
    tool: null,
    until: null,
    offeredBy: null,
  },
  dismissal: null,
};

function answer(filter: object, nodes: readonly object[]) {
  return {
    request: {
      query: FindingsPageDocument,
      variables: (variables: { filter?: unknown }) =>
        JSON.stringify(variables.filter) === JSON.stringify(filter),
    },
    result: {
      data: {
        findings: {
          __typename: 'FindingConnection',
          totalCount: nodes.length,
          isTotalCountCapped: false,
          pageInfo: { __typename: 'PageInfo', hasNextPage: false, endCursor: null },
          nodes,
        },
      },
    },
  };
}

test('a row opens to the path that brings the package in and the reason why there is no fix', async () => {
  const { container, address } = renderRoutes([{ path: '/findings', Component: FindingsPage }], {
    at: '/findings?state=OPEN',
    mocks: [answer({ state: ['OPEN'] }, [finding])],
  });
  const row = await screen.findByRole('row', { name: /qs 6\.5\.1/ });
  expect(within(row).getByText('Held by a range')).toBeVisible();
  await userEvent.click(within(row).getByRole('button', { name: 'Details of qs 6.5.1' }));
  expect(screen.getByText('express@4.16.0 asks for exactly 6.5.1.')).toBeVisible();
  expect(screen.getByText('4.17.3')).toBeVisible();
  expect(screen.getByText('qs 6.5.1 is inside <6.5.3.')).toBeVisible();
  expect(address()).toBe('/findings?state=OPEN&finding=f1');
  expect(await brokenRules(container)).toEqual([]);
});

test('a filter goes into the address, and an empty answer says how to see more', async () => {
  const { address } = renderRoutes([{ path: '/findings', Component: FindingsPage }], {
    at: '/findings',
    mocks: [answer({}, [finding]), answer({ severity: ['LOW'] }, [])],
  });
  await screen.findByRole('row', { name: /qs 6\.5\.1/ });
  await userEvent.click(within(screen.getByRole('search')).getByRole('button', { name: 'Severity' }));
  await userEvent.click(await screen.findByRole('checkbox', { name: 'Low' }));
  expect(await screen.findByText('No finding fits these filters.')).toBeVisible();
  expect(address()).toBe('/findings?severity=LOW');
});

test('the details tell what the risk is made of', async () => {
  renderRoutes([{ path: '/findings', Component: FindingsPage }], {
    at: '/findings?state=OPEN&finding=f1',
    mocks: [answer({ state: ['OPEN'] }, [finding])],
  });
  const parts = within(await screen.findByRole('list', { name: 'Parts of the risk' }));
  expect(parts.getAllByRole('listitem').map((item) => item.textContent)).toEqual([
    '+41 Its CVSS score is 7.5.',
    '0 No EPSS score is known.',
    '−15 It is used in tests only.',
  ]);
  expect(screen.getByText('46 of 100')).toBeVisible();
});

test('the list can be ordered by risk', async () => {
  const { address } = renderRoutes([{ path: '/findings', Component: FindingsPage }], {
    at: '/findings?state=OPEN',
    mocks: [answer({ state: ['OPEN'] }, [finding]), answer({ state: ['OPEN'] }, [finding])],
  });
  await userEvent.click(await screen.findByRole('button', { name: /Risk/ }));
  expect(address()).toContain('order=RISK');
});

test('chosen findings are dismissed with a reason, and a dismissed one says who, why and until when', async () => {
  const dismissed = {
    ...finding,
    state: 'DISMISSED' as const,
    unfixedReason: null,
    dismissal: {
      __typename: 'Dismissal' as const,
      reason: 'TEST_ONLY' as const,
      comment: 'Only the fixtures parse queries.',
      by: 'Ada',
      at: '2026-11-22T10:00:00Z',
      until: null,
    },
  };
  renderRoutes([{ path: '/findings', Component: FindingsPage }], {
    at: '/findings?finding=f1',
    mocks: [
      answer({}, [finding]),
      {
        request: {
          query: DismissFindingsDocument,
          variables: ({ input }) =>
            input.reason === 'TEST_ONLY' && input.until === null && JSON.stringify(input.ids) === '["f1"]',
        },
        result: {
          data: {
            dismissFindings: { __typename: 'FindingsPayload', findings: [dismissed], userErrors: [] },
          },
        },
      },
      answer({}, [dismissed]),
    ],
  });
  await userEvent.click(await screen.findByRole('checkbox', { name: /Choose qs 6\.5\.1/ }));
  await userEvent.click(screen.getByRole('button', { name: 'Dismiss 1 finding' }));
  const dialog = await screen.findByRole('dialog');
  await userEvent.selectOptions(within(dialog).getByRole('combobox', { name: 'Reason' }), 'TEST_ONLY');
  await userEvent.click(within(dialog).getByRole('button', { name: 'Dismiss' }));
  expect(await screen.findByText(/Dismissed by Ada/)).toBeVisible();
  expect(screen.getByText('It is used in tests only. Only the fixtures parse queries.')).toBeVisible();
  expect(screen.getByRole('button', { name: 'Open again' })).toBeEnabled();
});
