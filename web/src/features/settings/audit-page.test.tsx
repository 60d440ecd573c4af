import type { MockLink } from '@apollo/client/testing';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { GraphQLError } from 'graphql';
import { type AuditEventFilter, AuditPageDocument } from '../../generated/settings/graphql.js';
import { asPerson, brokenRules, renderRoutes } from '../../testing/render-page.js';
import { AuditPage } from './audit-page.js';

const approved = {
  __typename: 'AuditEvent' as const,
  id: 'e1',
  at: '2026-11-20T10:11:12Z',
  actor: 'Ada',
  action: 'plan.approved',
  message: 'Approved the plan “Lift express”.',
  subjectType: 'RemediationPlan',
  subjectId: 'plan-1',
  project: { __typename: 'Project' as const, id: 'p1', path: 'shop/cart' },
  operation: 'approvePlan',
  requestId: null,
  remoteAddress: '192.0.2.7',
  changes: [
    { __typename: 'AuditChange' as const, field: 'state', before: 'PROPOSED', after: 'APPROVED' },
    { __typename: 'AuditChange' as const, field: 'note', before: null, after: 'x' },
    { __typename: 'AuditChange' as const, field: 'reason', before: 'y', after: null },
  ],
};

function answer(filter: AuditEventFilter, nodes: readonly (typeof approved)[]): MockLink.MockedResponse {
  return {
    request: { query: AuditPageDocument, variables: { first: 50, after: null, filter } },
    maxUsageCount: 5,
    result: {
      data: {
        auditChain: {
          __typename: 'AuditChain',
          sealedRecords: 1_200,
          waitingRecords: 1,
          lastHash: 'ab'.repeat(32),
          sealedAt: '2026-11-20T10:11:10Z',
        },
        auditEvents: {
          __typename: 'AuditEventConnection',
          totalCount: nodes.length,
          isTotalCountCapped: false,
          pageInfo: { __typename: 'PageInfo', hasNextPage: false, endCursor: null },
          nodes,
        },
      },
    },
  };
}

function show(search: string, mocks: readonly MockLink.MockedResponse[]) {
  return renderRoutes([{ path: '/settings/audit', Component: AuditPage }], {
    at: `/settings/audit${search}`,
    mocks,
  });
}

test('a record has its exact time, leads to its plan and project, and its export is there', async () => {
  const { container } = show('', [answer({}, [approved])]);
  const table = within(await screen.findByRole('table', { name: 'Audit log' }));
  expect(table.getByText('20 Nov 2026, 10:11:12 UTC')).toBeVisible();
  expect(table.getByRole('link', { name: 'Plan' })).toHaveAttribute('href', '/plans/plan-1');
  expect(table.getByRole('link', { name: /cart/ })).toHaveAttribute('href', '/projects/p1');
  await userEvent.click(await screen.findByRole('button', { name: 'Export' }));
  expect(await screen.findByRole('link', { name: 'CSV' })).toHaveAttribute('href', '/export/audit.csv');
  expect(screen.getByRole('link', { name: 'JSON lines' })).toHaveAttribute('href', '/export/audit.jsonl');
  expect(screen.getByRole('link', { name: 'Seals' })).toHaveAttribute('href', '/export/audit-seals.jsonl');
  expect(await brokenRules(container)).toEqual([]);
});

test('a record opens to what it changed and where it came from, below how far the log is sealed', async () => {
  const { container } = show('', [answer({}, [approved])]);
  await userEvent.click(
    await screen.findByRole('button', { name: 'Details of “Approved the plan “Lift express”.”' }),
  );
  expect(screen.getByText('PROPOSED → APPROVED')).toBeVisible();
  expect(screen.getByText('y → nothing')).toBeVisible();
  expect(screen.getByText('approvePlan')).toBeVisible();
  expect(screen.getByText('192.0.2.7')).toBeVisible();
  expect(
    screen.getByText(/1,200 records are sealed, the last at 20 Nov 2026, 10:11:10 UTC\. 1 record waits\./),
  ).toBeVisible();
  expect(screen.getByRole('button', { name: /Hash of the last seal/ })).toBeVisible();
  expect(await brokenRules(container)).toEqual([]);
});

test('the filters of the address are asked for, and clearing them asks for all', async () => {
  const wanted = '?actor=Ada&action=plan.&text=left-pad&from=2026-11-01T00:00:00.000Z';
  const { address } = show(wanted, [
    answer({ actor: 'Ada', action: 'plan.', text: 'left-pad', from: '2026-11-01T00:00:00.000Z' }, []),
    answer({}, [approved]),
  ]);
  expect(await screen.findByText('Nothing like that was done.')).toBeVisible();
  expect(screen.getByRole('searchbox')).toHaveValue('left-pad');
  const [clear] = screen.getAllByRole('button', { name: 'Clear filters' });
  if (clear !== undefined) await userEvent.click(clear);
  expect(await screen.findByRole('table', { name: 'Audit log' })).toBeVisible();
  expect(address()).toBe('/settings/audit');
});

test('an action leads to all that was done in the same way', async () => {
  const { address } = show('', [answer({}, [approved]), answer({ action: 'plan.approved' }, [approved])]);
  await userEvent.click(await screen.findByRole('link', { name: 'Show only plan.approved' }));
  await waitFor(() => expect(address()).toBe('/settings/audit?action=plan.approved'));
});

test('a viewer is told which role it takes, and is offered neither filters nor export', async () => {
  const message = 'This needs the role Administrator. Ask an administrator.';
  show('', [
    asPerson(['READ']),
    {
      request: { query: AuditPageDocument, variables: { first: 50, after: null, filter: {} } },
      result: { errors: [new GraphQLError(message, { extensions: { code: 'FORBIDDEN' } })] },
    },
  ]);
  expect(await screen.findByText(message)).toBeVisible();
  expect(screen.queryByRole('search')).toBeNull();
  expect(screen.queryByRole('button', { name: 'Export' })).toBeNull();
  expect(screen.getByRole('link', { name: 'Go to the overview' })).toBeVisible();
});
