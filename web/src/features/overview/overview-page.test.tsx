import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { OverviewPageDocument } from '../../generated/overview/graphql.js';
import { asPerson, brokenRules, ownLimits, renderRoutes } from '../../testing/render-page.js';
import { OverviewPage } from './overview-page.js';

const TODAY = '2026-11-22';

const none = {
  __typename: 'SeverityCounts' as const,
  malicious: 0,
  critical: 0,
  high: 0,
  medium: 0,
  low: 0,
  none: 0,
  total: 0,
};

const overview = {
  __typename: 'Overview',
  attention: [{ __typename: 'AttentionItem', code: 'APPROVE_PLANS', count: 2, message: 'Server: 2 wait.' }],
  openFindings: { ...none, total: 3 },
  affectedProjectCount: 1,
  analyzedProjectCount: 3,
  projectCount: 4,
  proposedPlans: 2,
  openMergeRequests: 1,
  mergedMergeRequests: 0,
  fixedFindings: 0,
  jobs: { __typename: 'JobCounts', queued: 0, running: 1, failed: 0 },
};

const insights = {
  __typename: 'Insights',
  since: '2026-08-25',
  until: TODAY,
  days: [
    { __typename: 'InsightDay', day: '2026-11-21', open: { ...none, critical: 2, total: 2 } },
    { __typename: 'InsightDay', day: TODAY, open: { ...none, critical: 1, high: 2, total: 3 } },
  ],
  weeks: [
    {
      __typename: 'InsightWeek',
      week: '2026-11-16',
      found: { ...none, total: 5 },
      fixed: { ...none, total: 4 },
      medianSeconds: 388_800,
    },
  ],
  timeToRemediate: [
    { __typename: 'TimeToRemediate', severity: null, fixed: 4, medianSeconds: 388_800 },
    { __typename: 'TimeToRemediate', severity: 'CRITICAL', fixed: 0, medianSeconds: null },
  ],
  sla: {
    __typename: 'SlaNumbers',
    overdue: { ...none, critical: 1, total: 1 },
    dueSoon: { ...none, high: 2, total: 2 },
  },
  funnel: { __typename: 'Funnel', found: 8, planned: 6, approved: 4, opened: 4, merged: 2 },
};

const gitlab = {
  __typename: 'Integration' as const,
  id: 'i1',
  name: 'gitlab.example.com',
  state: 'CONNECTED' as const,
  lastSyncedAt: '2026-11-22T08:00:00Z',
  syncJob: null,
};

function answer(changes: object = {}) {
  return {
    overview,
    insights,
    integrations: { __typename: 'IntegrationConnection', nodes: [gitlab] },
    mergeRequests: {
      __typename: 'MergeRequestConnection',
      nodes: [{ __typename: 'MergeRequest', id: 'mr' }],
    },
    approvedPlans: { __typename: 'RemediationPlanConnection', totalCount: 1 },
    ...changes,
  };
}

function show(result: object, at = '/', limitedTo: Parameters<typeof ownLimits>[0] | null = null) {
  return renderRoutes([{ path: '/', Component: OverviewPage }], {
    at,
    mocks: [
      { request: { query: OverviewPageDocument, variables: () => true }, maxUsageCount: Infinity, ...result },
      ...(limitedTo === null ? [] : [asPerson(['READ'], limitedTo), ownLimits(limitedTo)]),
    ],
  });
}

beforeAll(() => {
  jest.useFakeTimers({ now: Date.parse(`${TODAY}T10:00:00Z`), doNotFake: ['setTimeout', 'queueMicrotask'] });
});
afterAll(() => {
  jest.useRealTimers();
});

test('what waits for a person comes first, with why, and leads to where it is done', async () => {
  const { container } = show({ result: { data: answer() } });
  const line = await screen.findByRole('link', { name: /2 plans wait for your decision/ });
  expect(line).toHaveAttribute('href', '/plans?state=PROPOSED');
  expect(line).toHaveTextContent('Nothing is changed in GitLab before you approve.');
  expect(document.title).toBe('Overview · Backline');
  expect(await brokenRules(container)).toEqual([]);
});

const LISTS = [
  ['1 open, Critical', '/findings?state=OPEN&state=IN_PROGRESS&severity=CRITICAL'],
  ['3 open, All', '/findings?state=OPEN&state=IN_PROGRESS'],
  ['1 past SLA, Critical', '/findings?state=OPEN&state=IN_PROGRESS&sla=OVERDUE&severity=CRITICAL'],
  ['2 due in 7 days, All', '/findings?state=OPEN&state=IN_PROGRESS&sla=DUE_SOON'],
  [
    'of 4 fixed, All',
    '/findings?state=FIXED&fixedFrom=2026-08-25T00%3A00%3A00.000Z&fixedUntil=2026-11-23T00%3A00%3A00.000Z',
  ],
  [
    '8 Found',
    '/findings?firstSeenFrom=2026-08-25T00%3A00%3A00.000Z&firstSeenUntil=2026-11-23T00%3A00%3A00.000Z',
  ],
  [
    '2 Merged',
    '/findings?firstSeenFrom=2026-08-25T00%3A00%3A00.000Z&firstSeenUntil=2026-11-23T00%3A00%3A00.000Z&stage=MERGED',
  ],
  [
    '5 found',
    '/findings?firstSeenFrom=2026-11-16T00%3A00%3A00.000Z&firstSeenUntil=2026-11-23T00%3A00%3A00.000Z',
  ],
] as const;

test('every number leads to the list that it counts', async () => {
  show({ result: { data: answer() } });
  await screen.findByRole('rowheader', { name: 'All' });
  const addresses = new Map(
    screen
      .getAllByRole('link')
      .map((link) => [link.getAttribute('aria-label') ?? link.textContent, link.getAttribute('href')]),
  );
  expect(LISTS.map(([name]) => [name, addresses.get(name)])).toEqual(LISTS);
});

test('the median of fixing is said with how many it is of, and the funnel in percent', async () => {
  show({ result: { data: answer() } });
  const row = (await screen.findByRole('rowheader', { name: 'All' })).closest('tr');
  expect(row).toHaveTextContent('4.5 days of 4');
  expect(screen.getByRole('rowheader', { name: 'Critical' }).closest('tr')).toHaveTextContent('None fixed');
  expect(screen.getByText('Planned').closest('li')).toHaveTextContent('675 %');
});

test('every day of the chart can be read by keyboard, and leads to what was open at its end', async () => {
  show({ result: { data: answer() } });
  const slider = await screen.findByRole('slider', { name: 'Day' });
  expect(slider).toHaveAttribute('aria-valuetext', '22 Nov 2026: 3 open, Critical 1, High 2');
  fireEvent.change(slider, { target: { value: '0' } });
  expect(slider).toHaveAttribute('aria-valuetext', '21 Nov 2026: 2 open, Critical 2, High 0');
  expect(screen.getByRole('link', { name: '21 Nov 2026: 2 open' })).toHaveAttribute(
    'href',
    '/findings?openAt=2026-11-21T23%3A59%3A59.999Z',
  );
});

test('a chart’s numbers are also a table, and the address keeps which are shown so', async () => {
  const { address, container } = show({ result: { data: answer() } }, '/?days=30&integrationId=i1');
  const [first] = await screen.findAllByRole('button', { name: 'Show as table' });
  fireEvent.click(first ?? document.body);
  await waitFor(() => expect(address()).toBe('/?days=30&integrationId=i1&table=open'));
  const table = screen.getByRole('table', { name: 'Open by severity' });
  expect(
    within(table)
      .getAllByRole('row')
      .map((row) => row.textContent),
  ).toEqual(['DayCriticalHighOpen', '22 Nov 2026123', '21 Nov 2026202']);
  expect(within(table).getAllByRole('link')[0]).toHaveAttribute(
    'href',
    '/findings?state=OPEN&state=IN_PROGRESS&severity=CRITICAL&integrationId=i1',
  );
  expect(await brokenRules(container)).toEqual([]);
});

test('an empty installation leads on step by step, and says which is next', async () => {
  const { container } = show({
    result: {
      data: answer({
        overview: {
          ...overview,
          attention: [
            { __typename: 'AttentionItem', code: 'CONNECT_GITLAB', count: 1, message: 'x' },
            { __typename: 'AttentionItem', code: 'IMPORT_ADVISORIES', count: 1, message: 'x' },
          ],
          projectCount: 0,
          analyzedProjectCount: 0,
          proposedPlans: 0,
          openMergeRequests: 0,
        },
        integrations: { __typename: 'IntegrationConnection', nodes: [] },
        mergeRequests: { __typename: 'MergeRequestConnection', nodes: [] },
        approvedPlans: { __typename: 'RemediationPlanConnection', totalCount: 0 },
      }),
    },
  });
  expect(await screen.findByRole('link', { name: 'Connect GitLab' })).toHaveAttribute(
    'href',
    '/integrations/gitlab/connect',
  );
  expect(screen.getByText(/No GitLab is connected yet/)).toBeVisible();
  expect(screen.getByRole('button', { name: 'Sync the advisories' })).toBeEnabled();
  expect(screen.getByText('0 of 7 done')).toBeVisible();
  expect(screen.queryByRole('heading', { name: 'To do next' })).toBeNull();
  expect(await brokenRules(container)).toEqual([]);
});

test('a malicious package comes before everything else, then a disconnected GitLab, and a code of a newer server says its own sentence', async () => {
  show({
    result: {
      data: answer({
        overview: {
          ...overview,
          attention: [
            { __typename: 'AttentionItem', code: 'CONNECT_GITLAB', count: 1, message: 'No GitLab.' },
            { __typename: 'AttentionItem', code: 'OVERDUE_FINDINGS', count: 1, message: 'x' },
            { __typename: 'AttentionItem', code: 'NEW_CODE', count: 1, message: 'Look up.' },
            { __typename: 'AttentionItem', code: 'MALICIOUS_FINDINGS', count: 1, message: 'x' },
          ],
        },
        integrations: {
          __typename: 'IntegrationConnection',
          nodes: [{ ...gitlab, state: 'DISCONNECTED' }],
        },
      }),
    },
  });
  const list = await screen.findByRole('list', { name: 'To do next' });
  const lines = within(list)
    .getAllByRole('listitem')
    .map((item) => item.textContent);
  expect(lines).toEqual([
    expect.stringContaining('1 open finding is of a malicious package.'),
    expect.stringContaining('gitlab.example.com is disconnected.'),
    expect.stringContaining('1 open finding is past the SLA.'),
    expect.stringContaining('Look up.'),
  ]);
});

test('who is limited is told that numbers count only what they see', async () => {
  show({ result: { data: answer() } }, '/', [{ integrationId: 'i2', groupPath: 'acme/pay' }]);
  expect(await screen.findByText('You see only some projects, and numbers count only those.')).toBeVisible();
  expect(screen.getByRole('list', { name: 'Sees only' })).toHaveTextContent('acme/pay in GitLab');
});

test('when nothing waits, it says so and what goes on by itself', async () => {
  show({ result: { data: answer({ overview: { ...overview, attention: [] } }) } });
  expect(await screen.findByText('Nothing waits for you.')).toBeVisible();
  expect(screen.getByText(/Backline goes on by itself/)).toBeVisible();
});

test('when the server does not answer, it says so and offers to try again', async () => {
  show({ error: new Error('socket hang up') });
  expect(await screen.findByRole('alert')).toHaveTextContent('The server did not answer.');
  expect(screen.getByRole('button', { name: 'Try again' })).toBeEnabled();
});
