import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  DismissFindingsDocument,
  FindingChoicesDocument,
  FindingGroupsPageDocument,
  FindingsPageDocument,
  ReopenFindingsDocument,
} from '../../generated/findings/graphql.js';
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
  risk: { __typename: 'Risk' as const, score: 46 },
  state: 'OPEN' as const,
  firstSeenAt: '2026-11-20T00:00:00Z',
  fixedAt: null,
  dueAt: '2020-01-01T00:00:00Z',
  fixedVersions: ['6.5.3'],
  project: { __typename: 'Project' as const, id: 'j1', path: 'group/shop' },
  advisoryGroup: {
    __typename: 'AdvisoryGroup' as const,
    id: 'g1',
    primaryId: 'GHSA-hrpp-h998-j3pp',
    summary: 'A crafted query makes the process hang',
  },
  remediationPlan: null,
  unfixedReason: { __typename: 'UnfixedReason' as const, code: 'CONSTRAINT' as const, offeredBy: null },
  dismissal: null,
};

const context = {
  integrations: {
    __typename: 'IntegrationConnection',
    nodes: [{ __typename: 'Integration', id: 'i1', name: 'gitlab.example.com', state: 'CONNECTED' }],
  },
};

function page(nodes: readonly object[], totalCount = nodes.length) {
  return {
    totalCount,
    isTotalCountCapped: false,
    pageInfo: { __typename: 'PageInfo', hasNextPage: false, endCursor: null },
    nodes,
  };
}

function answer(filter: object, nodes: readonly object[], totalCount?: number) {
  return {
    request: {
      query: FindingsPageDocument,
      variables: (variables: { filter?: unknown }) =>
        JSON.stringify(variables.filter) === JSON.stringify(filter),
    },
    result: {
      data: { findings: { __typename: 'FindingConnection', ...page(nodes, totalCount) }, ...context },
    },
  };
}

const routes = [{ path: '/findings', Component: FindingsPage }];

test('a row says what is vulnerable, what fixes it, by when, why there is no plan, and leads to its page', async () => {
  const { container } = renderRoutes(routes, {
    at: '/findings?state=OPEN',
    mocks: [answer({ state: ['OPEN'] }, [finding])],
  });
  const row = await screen.findByRole('row', { name: /qs 6\.5\.1/ });
  expect(within(row).getByText('fixed in 6.5.3')).toBeVisible();
  expect(within(row).getByText('Held by a range')).toBeVisible();
  expect(within(row).getByText(/Overdue/)).toBeVisible();
  expect(
    within(row)
      .getByRole('link', { name: /qs 6\.5\.1/ })
      .getAttribute('href'),
  ).toBe('/findings/f1');
  expect(await brokenRules(container)).toEqual([]);
});

test('a filter goes into the address, and an empty answer offers to clear the filters', async () => {
  const { address } = renderRoutes(routes, {
    at: '/findings',
    mocks: [answer({}, [finding]), answer({ severity: ['LOW'] }, []), answer({}, [finding])],
  });
  await screen.findByRole('row', { name: /qs 6\.5\.1/ });
  await userEvent.click(within(screen.getByRole('search')).getByRole('button', { name: 'Severity' }));
  await userEvent.click(await screen.findByRole('checkbox', { name: 'Low' }));
  expect(await screen.findByText('No finding fits these filters.')).toBeVisible();
  expect(address()).toBe('/findings?severity=LOW');
  await userEvent.keyboard('{Escape}');
  const [, inList] = screen.getAllByRole('button', { name: 'Clear filters' });
  if (inList === undefined) throw new Error('The empty list offers no way out.');
  await userEvent.click(inList);
  expect(await screen.findByRole('row', { name: /qs 6\.5\.1/ })).toBeVisible();
  expect(address()).toBe('/findings');
});

test('the order and the grouping are in the address', async () => {
  const { address } = renderRoutes(routes, {
    at: '/findings?state=OPEN',
    mocks: [
      answer({ state: ['OPEN'] }, [finding]),
      answer({ state: ['OPEN'] }, [finding]),
      {
        request: {
          query: FindingGroupsPageDocument,
          variables: ({ by, filter }) =>
            by === 'ADVISORY' && JSON.stringify(filter) === JSON.stringify({ state: ['OPEN'] }),
        },
        result: {
          data: {
            findingGroups: { __typename: 'FindingGroupConnection', ...page([group]) },
            ...context,
          },
        },
      },
    ],
  });
  await userEvent.selectOptions(await screen.findByRole('combobox', { name: 'Order' }), 'DUE');
  expect(address()).toContain('order=DUE');
  await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Group by' }), 'ADVISORY');
  expect(address()).toContain('by=ADVISORY');
  const row = await screen.findByRole('row', { name: /makes the process hang/ });
  expect(within(row).getByRole('link', { name: '12' }).getAttribute('href')).toBe(
    '/findings?state=OPEN&advisory=GHSA-hrpp-h998-j3pp',
  );
  expect(within(row).getByRole('link', { name: '7' }).getAttribute('href')).toBe(
    '/findings?state=OPEN&isFixable=true&advisory=GHSA-hrpp-h998-j3pp',
  );
  expect(within(row).getByRole('link', { name: 'Campaign' }).getAttribute('href')).toBe(
    '/campaigns/advisory/GHSA-hrpp-h998-j3pp',
  );
});

const group = {
  __typename: 'FindingGroup' as const,
  key: 'g1',
  counts: {
    __typename: 'SeverityCounts' as const,
    malicious: 0,
    critical: 0,
    high: 12,
    medium: 0,
    low: 0,
    none: 0,
    total: 12,
  },
  findingCount: 12,
  fixableCount: 7,
  projectCount: 5,
  maxRisk: 46,
  nextDueAt: null,
  worstSeverity: 'HIGH' as const,
  ecosystem: null,
  packageName: null,
  advisoryGroup: finding.advisoryGroup,
  project: null,
};

test('an integration that cannot work is said above the list, with the way to repair it', async () => {
  const expired = { ...context.integrations.nodes[0], state: 'EXPIRED' };
  const { result, ...rest } = answer({}, [finding]);
  renderRoutes(routes, {
    at: '/findings',
    mocks: [
      {
        ...rest,
        result: {
          data: {
            ...result.data,
            integrations: { __typename: 'IntegrationConnection', nodes: [expired] },
          },
        },
      },
    ],
  });
  const way = await screen.findByRole('link', { name: 'Repair the integration' });
  expect(way.getAttribute('href')).toBe('/integrations/i1');
});

test('all that the filter shows are dismissed at once with a reason and an end, what cannot be is told, and all is undone', async () => {
  const other = { ...finding, id: 'f2', packageName: 'lodash', version: '4.17.15' };
  const choice = ({ id, packageName, version, state, dismissal, project }: typeof finding) => ({
    __typename: 'Finding' as const,
    id,
    packageName,
    version,
    state,
    dismissal,
    project,
  });
  const fixed = {
    ...choice(finding),
    id: 'f3',
    packageName: 'ms',
    version: '2.0.0',
    state: 'FIXED' as const,
  };
  renderRoutes(routes, {
    at: '/findings',
    mocks: [
      answer({}, [finding], 3),
      {
        request: { query: FindingChoicesDocument, variables: () => true },
        result: {
          data: {
            findings: { __typename: 'FindingConnection', ...page([choice(finding), choice(other), fixed]) },
          },
        },
      },
      {
        request: {
          query: DismissFindingsDocument,
          variables: ({ input }) =>
            input.reason === 'TEST_ONLY' &&
            input.until === null &&
            JSON.stringify(input.ids) === '["f1","f2"]',
        },
        result: {
          data: { dismissFindings: { __typename: 'FindingsPayload', findings: [], userErrors: [] } },
        },
      },
      answer({}, [finding], 3),
      {
        request: {
          query: ReopenFindingsDocument,
          variables: ({ input }) => JSON.stringify(input.ids) === '["f1","f2"]',
        },
        result: {
          data: { reopenFindings: { __typename: 'FindingsPayload', findings: [], userErrors: [] } },
        },
      },
      answer({}, [finding], 3),
    ],
  });
  await userEvent.click(await screen.findByRole('checkbox', { name: /Choose qs 6\.5\.1/ }));
  await userEvent.click(screen.getByRole('button', { name: 'Choose all 3 findings that the filters show' }));
  expect(await screen.findByText('ms 2.0.0 of group/shop is fixed already.')).toBeInTheDocument();
  await userEvent.click(screen.getByRole('button', { name: 'Dismiss 2 findings' }));
  const dialog = await screen.findByRole('dialog');
  await userEvent.selectOptions(within(dialog).getByRole('combobox', { name: 'Reason' }), 'TEST_ONLY');
  await userEvent.selectOptions(within(dialog).getByRole('combobox', { name: 'Until' }), 'never');
  await userEvent.click(within(dialog).getByRole('button', { name: 'Dismiss' }));
  const done = await screen.findByText('2 findings dismissed for good.');
  await waitFor(() => expect(done.parentElement).toHaveFocus());
  await userEvent.click(screen.getByRole('button', { name: 'Undo' }));
  expect(await screen.findByText('2 findings opened again.')).toBeVisible();
});

test('a dismissal without a day that is asked for is not sent', async () => {
  renderRoutes(routes, { at: '/findings', mocks: [answer({}, [finding])] });
  await userEvent.click(await screen.findByRole('checkbox', { name: /Choose qs 6\.5\.1/ }));
  await userEvent.click(screen.getByRole('button', { name: 'Dismiss 1 finding' }));
  const dialog = await screen.findByRole('dialog');
  await userEvent.selectOptions(within(dialog).getByRole('combobox', { name: 'Until' }), 'day');
  await userEvent.click(within(dialog).getByRole('button', { name: 'Dismiss' }));
  expect(within(dialog).getByText('Choose the last day, from tomorrow on.')).toBeVisible();
});
