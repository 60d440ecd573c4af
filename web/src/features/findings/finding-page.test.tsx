import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Link } from 'react-router';
import { FindingPageDocument } from '../../generated/findings/graphql.js';
import { asPerson, brokenRules, renderRoutes } from '../../testing/render-page.js';
import { FindingPage } from './finding-page.js';

// The parser of Markdown is a chunk of its own.
beforeAll(async () => {
  await import('../../ui/markdown-body.js');
});

const advisory = {
  __typename: 'Advisory' as const,
  id: 'a1',
  advisoryId: 'GHSA-hrpp-h998-j3pp',
  aliases: ['CVE-2022-24999'],
  summary: 'A crafted query makes the process hang',
  details: '## Impact\n\n<script>alert(1)</script>\n\nSee [the fix](https://example.com/fix).',
  severity: 'HIGH' as const,
  score: 7.5,
  vector: 'CVSS:3.1/AV:N',
  cwes: ['CWE-1321'],
  isMalicious: false,
  publishedAt: '2022-11-26T00:00:00Z',
  withdrawnAt: null,
  references: ['https://example.com/advisory', 'javascript:alert(1)'],
  affected: [
    {
      __typename: 'AffectedRange' as const,
      ecosystem: 'npm',
      name: 'qs',
      ranges: ['>= 6.5.0, < 6.5.3', '< 6.2.4'],
    },
  ],
};

const finding = {
  __typename: 'Finding' as const,
  id: 'f1',
  ecosystem: 'npm',
  packageName: 'qs',
  version: '6.5.1',
  versions: ['6.5.1'],
  fixedVersions: ['6.5.3'],
  isDirect: false,
  scope: 'RUNTIME' as const,
  because: 'GHSA-hrpp-h998-j3pp: introduced 6.5.0, fixed 6.5.3',
  manifestPath: 'package-lock.json',
  severity: 'HIGH' as const,
  score: 7.5,
  state: 'OPEN' as const,
  firstSeenAt: '2020-01-01T00:00:00Z',
  fixedAt: null,
  dueAt: '2020-01-15T00:00:00Z',
  paths: [['express@4.16.0', 'qs@6.5.1']],
  risk: {
    __typename: 'Risk' as const,
    score: 46,
    parts: [
      { __typename: 'RiskPart' as const, kind: 'SEVERITY' as const, points: 41, text: 'Its score is 7.5.' },
      { __typename: 'RiskPart' as const, kind: 'EPSS' as const, points: 0, text: 'No EPSS score is known.' },
      { __typename: 'RiskPart' as const, kind: 'SCOPE' as const, points: -15, text: 'Used in tests only.' },
    ],
  },
  project: {
    __typename: 'Project' as const,
    id: 'j1',
    path: 'group/shop',
    integration: {
      __typename: 'Integration' as const,
      id: 'i1',
      name: 'gitlab.example.com',
      state: 'CONNECTED' as const,
    },
    policy: {
      __typename: 'Policy' as const,
      slaDays: { __typename: 'SlaDays' as const, critical: 3, high: 14, medium: 30, low: 90 },
      origins: [
        {
          __typename: 'PolicyOrigin' as const,
          field: 'slaDays' as const,
          scope: {
            __typename: 'PolicyScope' as const,
            kind: 'GROUP' as const,
            name: 'group',
            groupPath: 'group',
            integration: { __typename: 'Integration' as const, id: 'i1' },
          },
        },
      ],
    },
  },
  otherPlaces: [
    {
      __typename: 'Finding' as const,
      id: 'f2',
      packageName: 'qs',
      version: '6.2.0',
      manifestPath: 'web/package-lock.json',
      state: 'OPEN' as const,
    },
  ],
  campaign: { __typename: 'Campaign' as const, id: 'c1', openProjects: 4 },
  advisoryGroup: {
    __typename: 'AdvisoryGroup' as const,
    id: 'g1',
    primaryId: 'CVE-2022-24999',
    summary: 'A crafted query makes the process hang',
    advisories: [advisory],
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
  history: {
    __typename: 'AuditEventConnection' as const,
    pageInfo: { __typename: 'PageInfo' as const, hasNextPage: false, endCursor: null },
    edges: [
      {
        __typename: 'AuditEventEdge' as const,
        cursor: 'e1',
        node: {
          __typename: 'AuditEvent' as const,
          id: 'e1',
          at: '2026-11-20T00:00:00Z',
          actor: 'Ada',
          action: 'finding.reopened',
          message: 'Opened qs again.',
        },
      },
    ],
  },
};

function List() {
  return (
    <Link to="/findings/f1" state={{ fromList: true }}>
      qs
    </Link>
  );
}

const routes = [
  { path: '/findings', Component: List },
  { path: '/findings/:findingId', Component: FindingPage },
];

function show(
  node: object | null,
  at = '/findings/f1',
  more: Parameters<typeof renderRoutes>[1]['mocks'] = [],
) {
  return renderRoutes(routes, {
    at,
    mocks: [
      ...more,
      { request: { query: FindingPageDocument, variables: { id: 'f1' } }, result: { data: { node } } },
    ],
  });
}

test('the page tells what happens next, by when and why, how it comes in, and what the advisory says', async () => {
  const { container } = show(finding);
  const next = within(await screen.findByRole('region', { name: 'What happens next' }));
  expect(next.getByText('express@4.16.0 asks for exactly 6.5.1.')).toBeVisible();
  expect(next.getByText('4.17.3')).toBeVisible();
  const facts = within(screen.getByRole('region', { name: 'Facts' }));
  expect(facts.getByText(/^Overdue/)).toBeVisible();
  expect(
    facts.getByText(/14 days after it was first seen, as the policy of group says for the severity High\./),
  ).toBeVisible();
  expect(facts.getByRole('link', { name: 'See the policy' }).getAttribute('href')).toBe(
    '/policies/group/i1/group',
  );
  expect(facts.getByRole('link', { name: '3 other projects have it open.' }).getAttribute('href')).toBe(
    '/findings?state=OPEN&state=IN_PROGRESS&advisory=CVE-2022-24999',
  );
  expect(facts.getByRole('link', { name: 'qs 6.2.0' }).getAttribute('href')).toBe('/findings/f2');
  const parts = within(facts.getByRole('list', { name: 'Parts of the risk' }));
  expect(parts.getAllByRole('listitem').map((item) => item.textContent)).toEqual([
    '+41 Its score is 7.5.',
    '0 No EPSS score is known.',
    '−15 Used in tests only.',
  ]);
  const ranges = within(screen.getByRole('table', { name: 'Affected versions' }));
  expect(ranges.getByRole('row', { name: /6\.5\.0.*6\.5\.3/ })).toHaveTextContent('Has 6.5.1');
  expect(ranges.getByRole('row', { name: /The first version/ })).not.toHaveTextContent('Has');
  expect(await screen.findByRole('heading', { name: 'Impact' })).toBeVisible();
  expect(container.querySelector('script')).toBeNull();
  await userEvent.click(screen.getByText('2 links'));
  expect(screen.queryByRole('link', { name: /javascript/ })).toBeNull();
  expect(screen.getByText('Opened qs again.')).toBeVisible();
  expect(await brokenRules(container)).toEqual([]);
});

test.each([
  [
    'with a plan to approve',
    { remediationPlan: plan('PROPOSED'), unfixedReason: null },
    /A plan fixes it and waits for approval: Fix 3 vulnerabilities\./,
  ],
  [
    'whose merge request is open',
    { remediationPlan: plan('OPEN'), unfixedReason: null },
    /The merge request of its plan is open:/,
  ],
  [
    'whose merge request could not be opened',
    { remediationPlan: plan('FAILED'), unfixedReason: null },
    /Opening the merge request of its plan failed:/,
  ],
  [
    'without a fixed version',
    { unfixedReason: null, fixedVersions: [] },
    /No fixed version is known\. As soon as/,
  ],
  ['that is not planned yet', { unfixedReason: null }, /No plan was made yet\./],
  [
    'that is fixed',
    { state: 'FIXED' as const, fixedAt: '2026-11-20T00:00:00Z' },
    /It is fixed; nothing is left to do\./,
  ],
  [
    'that is dismissed',
    {
      state: 'DISMISSED' as const,
      dismissal: {
        __typename: 'Dismissal' as const,
        reason: 'TEST_ONLY' as const,
        comment: 'Only the fixtures parse queries.',
        by: 'Ada',
        at: '2026-11-22T10:00:00Z',
        until: null,
      },
    },
    /Ada dismissed it .* It stays so until somebody opens it again\./,
  ],
])('of a finding %s it says what happens next', async (_what, change, sentence) => {
  show({ ...finding, ...change });
  const next = await screen.findByRole('region', { name: 'What happens next' });
  expect(next).toHaveTextContent(sentence);
});

function plan(state: 'PROPOSED' | 'OPEN' | 'FAILED') {
  return {
    __typename: 'RemediationPlan' as const,
    id: 'p1',
    state,
    title: 'Fix 3 vulnerabilities',
    failure: null,
    mergeRequest: null,
  };
}

test('Escape leads back to the list that the reader came from', async () => {
  const { address } = show(finding, '/findings?state=OPEN&order=DUE');
  await userEvent.click(screen.getByRole('link', { name: 'qs' }));
  await screen.findByRole('region', { name: 'What happens next' });
  await userEvent.keyboard('{Escape}');
  await waitFor(() => expect(address()).toBe('/findings?state=OPEN&order=DUE'));
});

test('a finding that nobody knows is said to be not there', async () => {
  show(null);
  expect(await screen.findByRole('link', { name: /overview/ })).toBeVisible();
});

test('a viewer is told which role dismissing takes', async () => {
  show(finding, '/findings/f1', [asPerson(['READ'])]);
  const dismiss = await screen.findByRole('button', {
    name: /^Dismiss/,
    description: 'This needs the role Approver. Ask an administrator.',
  });
  await userEvent.click(dismiss);
  expect(screen.queryByRole('dialog')).toBeNull();
});
