import { screen } from '@testing-library/react';
import { OverviewPageDocument } from '../../generated/overview/graphql.js';
import { brokenRules, renderRoutes } from '../../testing/render-page.js';
import { OverviewPage } from './overview-page.js';

const overview = {
  __typename: 'Overview' as const,
  attention: [
    {
      __typename: 'AttentionItem' as const,
      code: 'APPROVE_PLANS' as const,
      count: 2,
      message: '2 plans wait.',
    },
  ],
  openFindings: {
    __typename: 'SeverityCounts' as const,
    malicious: 0,
    critical: 1,
    high: 2,
    medium: 0,
    low: 0,
    none: 0,
    total: 3,
  },
  affectedProjectCount: 1,
  analyzedProjectCount: 3,
  projectCount: 4,
  proposedPlans: 2,
  openMergeRequests: 0,
  mergedMergeRequests: 0,
  fixedFindings: 0,
  jobs: { __typename: 'JobCounts' as const, queued: 0, running: 1, failed: 0, succeeded: 9, cancelled: 0 },
};

const integrations = {
  __typename: 'IntegrationConnection' as const,
  nodes: [
    {
      __typename: 'Integration' as const,
      id: 'i1',
      name: 'gitlab.example.com',
      state: 'DISCONNECTED' as const,
    },
  ],
};

function show(mock: object) {
  return renderRoutes([{ path: '/', Component: OverviewPage }], {
    at: '/',
    mocks: [{ request: { query: OverviewPageDocument }, ...mock }],
  });
}

test('what waits for a person comes first, and every number leads to what it counts', async () => {
  const { container } = show({ result: { data: { overview, integrations } } });
  expect(await screen.findByRole('link', { name: /2 plans wait/ })).toHaveAttribute(
    'href',
    '/plans?state=PROPOSED',
  );
  expect(screen.getByRole('link', { name: '3 open findings' })).toHaveAttribute(
    'href',
    '/findings?state=OPEN',
  );
  expect(screen.getByRole('link', { name: '1 critical' })).toHaveAttribute(
    'href',
    '/findings?state=OPEN&severity=CRITICAL',
  );
  expect(document.title).toBe('Overview · Backline');
  expect(await brokenRules(container)).toEqual([]);
});

test('when the server does not answer, it says so and offers to try again', async () => {
  show({ error: new Error('socket hang up') });
  expect(await screen.findByRole('alert')).toHaveTextContent('The server did not answer.');
  expect(screen.getByRole('button', { name: 'Try again' })).toBeEnabled();
});

test('malicious packages come before everything else, and a disconnected GitLab is said', async () => {
  const openFindings = { ...overview.openFindings, malicious: 1, total: 4 };
  const attention = [
    { ...overview.attention[0], code: 'CONNECT_GITLAB', message: 'No GitLab is connected yet.' },
    ...overview.attention,
  ];
  show({ result: { data: { overview: { ...overview, openFindings, attention }, integrations } } });
  const [first, second, third] = await screen.findAllByRole('listitem');
  expect(first).toHaveTextContent('1 open finding is of malicious packages.');
  expect(first?.querySelector('a')).toHaveAttribute(
    'href',
    '/findings?severity=MALICIOUS&state=OPEN&state=IN_PROGRESS',
  );
  expect(second).toHaveTextContent(/gitlab\.example\.com is disconnected.*Connect again/);
  expect(third).toHaveTextContent('2 plans wait.');
});
