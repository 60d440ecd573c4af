import { Notifications } from '@mantine/notifications';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  ApprovePlanDocument,
  PlanDifferenceDocument,
  PlanPageDocument,
  PlanTrailDocument,
} from '../../generated/plans/graphql.js';
import { asPerson, brokenRules, renderRoutes } from '../../testing/render-page.js';
import { PlanPage } from './plan-page.js';

jest.setTimeout(30_000);

const finding = {
  __typename: 'PlanFinding' as const,
  ecosystem: 'npm',
  name: 'minimist',
  version: '1.2.0',
  manifestPath: 'package-lock.json',
  severity: 'CRITICAL' as const,
  score: 9.8,
  advisories: ['GHSA-xvch-5gv4-984h'],
  paths: [['shop@1.0.0', 'mkdirp@0.5.1', 'minimist@1.2.0']],
};
const reason = {
  __typename: 'UnfixedReason' as const,
  code: 'CONSTRAINT' as const,
  message: 'express asks for exactly qs 6.5.1.',
  by: 'express@4.16.0',
  range: '6.5.1',
  needed: '6.5.3',
  freedBy: '4.17.3',
  oldEnoughAt: null,
  status: null,
  tool: null,
  until: null,
  offeredBy: {
    __typename: 'RemediationPlan' as const,
    id: 'p7',
    title: 'Raise express to 4.17.3',
    kind: 'BREAKING' as const,
    state: 'PROPOSED' as const,
  },
};
const evidence = {
  __typename: 'Evidence' as const,
  risk: {
    __typename: 'BreakingRisk' as const,
    level: 'MEDIUM' as const,
    reasons: ['A major step may change anything.'],
  },
  links: [
    {
      __typename: 'EvidenceLink' as const,
      kind: 'COMPARISON' as const,
      url: 'https://code.example/minimist/compare/v1.2.0...v1.2.6',
    },
    { __typename: 'EvidenceLink' as const, kind: 'RELEASE' as const, url: 'javascript:alert(1)' },
  ],
  unmet: [
    {
      __typename: 'UnmetRequirement' as const,
      kind: 'ENGINE' as const,
      name: 'node',
      range: '>=20',
      present: '>=18',
    },
  ],
  usage: {
    __typename: 'Usage' as const,
    files: ['src/args.js', 'src/cli.js'],
    count: 2,
    isComplete: false,
  },
};
const history = {
  __typename: 'AuditEventConnection' as const,
  pageInfo: { __typename: 'PageInfo' as const, hasNextPage: false, endCursor: null },
  edges: [],
};
const plan = {
  __typename: 'RemediationPlan' as const,
  id: 'p1',
  title: 'Fix 1 finding in minimist',
  kind: 'SAFE' as const,
  state: 'PROPOSED' as const,
  stateReason: null,
  revision: 1,
  createdAt: '2026-11-22T10:00:00Z',
  digest: 'aaaabbbbccccdddd',
  baseCommit: '1111222233334444',
  targetBranch: 'main',
  branchName: 'backline/safe',
  decidedAt: null,
  decidedBy: null,
  failure: null,
  job: null,
  mergeRequest: null,
  group: 'all',
  history,
  riskLevel: 'MEDIUM' as const,
  risk: {
    __typename: 'BreakingRisk' as const,
    level: 'MEDIUM' as const,
    reasons: ['2 files of the project import minimist.'],
  },
  introducedCount: 0,
  alternatives: [
    {
      __typename: 'RemediationPlan' as const,
      id: 'p8',
      title: 'Force minimist to 1.2.6',
      kind: 'FORCED' as const,
      state: 'PROPOSED' as const,
      riskLevel: null,
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
    },
  ],
  project: {
    __typename: 'Project' as const,
    id: 'j1',
    path: 'group/shop',
    state: 'READY' as const,
    reasons: [],
    integration: { __typename: 'Integration' as const, id: 'i1', state: 'CONNECTED' as const },
    plans: { __typename: 'RemediationPlanConnection' as const, nodes: [] as object[] },
  },
  changes: [
    {
      __typename: 'Change' as const,
      name: 'minimist',
      ecosystem: 'npm',
      from: '1.2.0',
      to: '1.2.6',
      means: 'LIFT' as const,
      step: 'PATCH' as const,
      isDirect: false,
      manifestPath: 'package-lock.json',
      manifests: ['package-lock.json', 'tools/package-lock.json'],
      evidence,
      publishedAt: '2022-03-20T00:00:00Z',
      deprecated: null,
      reason: 'The lowest safe version.',
      fixes: [
        { __typename: 'PlanFinding' as const, advisories: finding.advisories, severity: 'CRITICAL' as const },
      ],
    },
  ],
  edits: [
    {
      __typename: 'Edit' as const,
      path: 'package-lock.json',
      diff: '@@ -7,1 +7,1 @@\n-"version": "1.2.0"\n+"version": "1.2.6"\n',
      additions: 1,
      deletions: 1,
    },
  ],
  proof: {
    __typename: 'Proof' as const,
    provedAt: '2026-11-22T10:00:00Z',
    fixed: [finding],
    remaining: [],
    introduced: [],
  },
  unfixed: [
    { __typename: 'Unfixed' as const, finding: { ...finding, name: 'qs', version: '6.5.1' }, reason },
  ],
  preview: {
    __typename: 'MergeRequestPreview' as const,
    title: 'Fix 1 finding in minimist',
    description: '## What changes',
    branchName: 'backline/safe',
    commitMessage: 'Fix 1 finding in minimist',
  },
};

interface Scene {
  readonly first?: object;
  readonly later?: object;
  readonly at?: string;
  readonly next?: object;
  readonly may?: readonly ('READ' | 'PLAN' | 'APPROVE' | 'ADMIN')[];
}

function show(
  approval: object,
  {
    first = plan,
    later = first,
    at = '/plans/p1',
    next = plan,
    may = ['READ', 'PLAN', 'APPROVE'],
  }: Scene = {},
) {
  const answer = (node: object, id = 'p1') => ({
    request: { query: PlanPageDocument, variables: { id } },
    result: { data: { node } },
  });
  return renderRoutes(
    [
      {
        path: '/plans/:planId',
        element: (
          <>
            <PlanPage />
            <Notifications />
          </>
        ),
      },
    ],
    {
      at,
      mocks: [
        asPerson(may),
        answer(first),
        {
          request: { query: PlanDifferenceDocument, variables: { before: 'p1', after: 'p2' } },
          result: {
            data: {
              before: { __typename: 'RemediationPlan', id: 'p1', changes: [version('1.2.6')] },
              after: { __typename: 'RemediationPlan', id: 'p2', changes: [version('1.2.8')] },
            },
          },
        },
        {
          request: {
            query: PlanTrailDocument,
            variables: (variables) => JSON.stringify(variables.filter) === '{"state":["PROPOSED"]}',
          },
          result: {
            data: {
              remediationPlans: {
                __typename: 'RemediationPlanConnection',
                totalCount: 53,
                isTotalCountCapped: false,
                nodes: ['p0', 'p1', 'p5'].map((id) => ({ __typename: 'RemediationPlan', id })),
              },
            },
          },
        },
        {
          request: {
            query: ApprovePlanDocument,
            variables: ({ input }) => input.id === 'p1' && input.digest === 'aaaabbbbccccdddd',
          },
          result: { data: { approvePlan: { __typename: 'RemediationPlanPayload', ...approval } } },
        },
        { ...answer(later), maxUsageCount: 9 },
        { ...answer(next, 'p5'), maxUsageCount: 5 },
      ],
    },
  );
}

const version = (to: string) => ({
  __typename: 'Change',
  ecosystem: 'npm',
  name: 'minimist',
  from: '1.2.0',
  to,
  manifestPath: 'package-lock.json',
});

test('the change, the proof, the exact diff and what is not fixed can be read before deciding', async () => {
  const { container } = show({});
  const changes = await screen.findByRole('table', { name: 'Changes' });
  expect(within(changes).getByText('1.2.6')).toBeVisible();
  expect(screen.getByText('1 finding is fixed, none remains and none is new.')).toBeVisible();
  expect(screen.queryByRole('region', { name: 'Diff of package-lock.json' })).toBeNull();
  await userEvent.click(screen.getByRole('button', { name: /package-lock.json/ }));
  const diff = await screen.findByRole('region', { name: 'Diff of package-lock.json' });
  expect(diff).toHaveTextContent('removed"version": "1.2.0"');
  expect(diff).toHaveTextContent('added"version": "1.2.6"');
  expect(screen.getByText('express asks for exactly qs 6.5.1.')).toBeVisible();
  expect(screen.getByText('4.17.3')).toBeVisible();
  expect(await brokenRules(container)).toEqual([]);
});

test('what speaks for and against a change stands with it, and only plain links lead outside', async () => {
  show({});
  expect(await screen.findByText('A major step may change anything.')).toBeVisible();
  expect(
    screen.getByText(
      '2 files of the project import it. Not all of the source was read, so there may be more.',
    ),
  ).toBeVisible();
  expect(screen.getByText('src/args.js')).toBeVisible();
  expect(screen.getByText('It asks for the engine node >=20; the project has >=18.')).toBeVisible();
  expect(screen.getByText('tools/package-lock.json')).toBeVisible();
  expect(screen.getByRole('link', { name: /What changed/ })).toHaveAttribute(
    'href',
    'https://code.example/minimist/compare/v1.2.0...v1.2.6',
  );
  expect(screen.queryByRole('link', { name: /Release notes/ })).toBeNull();
});

test('the plan says its own risk, other plans for the same findings, and which plan offers what it leaves', async () => {
  show({});
  const decision = await screen.findByRole('region', { name: 'Decision' });
  expect(within(decision).getByText('Medium risk')).toBeVisible();
  expect(within(decision).getByText('2 files of the project import minimist.')).toBeVisible();
  expect(screen.getByRole('link', { name: 'Force minimist to 1.2.6' })).toHaveAttribute('href', '/plans/p8');
  expect(screen.getByRole('link', { name: 'Raise express to 4.17.3' })).toHaveAttribute('href', '/plans/p7');
});

test('approving sends the digest that was read, and then leads to the merge request', async () => {
  const open = {
    ...plan,
    state: 'OPEN' as const,
    decidedBy: 'Ada',
    decidedAt: '2026-11-22T11:00:00Z',
    mergeRequest: {
      __typename: 'MergeRequest' as const,
      id: 'm1',
      iid: 12,
      webUrl: 'https://gitlab.example.com/group/shop/-/merge_requests/12',
      statusText: 'GitLab is checking it.',
      state: 'OPENED' as const,
    },
  };
  show({ remediationPlan: open, userErrors: [] }, { later: open });
  await userEvent.click(await screen.findByRole('button', { name: 'Approve' }));
  expect(await screen.findByRole('link', { name: /Merge request !12 is open/ })).toHaveAttribute(
    'href',
    'https://gitlab.example.com/group/shop/-/merge_requests/12',
  );
  expect(screen.queryByRole('button', { name: 'Approve' })).toBeNull();
});

test('a plan that changed under the reader cannot be approved until the new version was read', async () => {
  const changed = { ...plan, revision: 2, digest: 'ffffeeeeddddcccc' };
  show(
    {
      remediationPlan: changed,
      userErrors: [{ __typename: 'UserError', code: 'STALE_DIGEST', message: 'The plan changed.' }],
    },
    { later: changed },
  );
  await userEvent.click(await screen.findByRole('button', { name: 'Approve' }));
  expect(await screen.findByText('This plan changed since you opened it.')).toBeVisible();
  expect(screen.getByRole('button', { name: 'Approve' })).toBeDisabled();
  await userEvent.click(screen.getByRole('button', { name: 'I have read the new version' }));
  expect(screen.getByRole('button', { name: 'Approve' })).toBeEnabled();
});

const newer = { __typename: 'RemediationPlan', id: 'p2', kind: 'SAFE', group: 'all', revision: 2 };
const withNewer = {
  ...plan,
  state: 'SUPERSEDED',
  project: { ...plan.project, plans: { ...plan.project.plans, nodes: [newer] } },
};

test('a newer revision is told of with what it does otherwise, and that nothing was approved', async () => {
  show({}, { first: withNewer });
  expect(await screen.findByRole('link', { name: 'Read revision 2' })).toHaveAttribute('href', '/plans/p2');
  expect(screen.getByText(/Nothing was approved/)).toBeVisible();
  expect(await screen.findByText('minimist goes to 1.2.8, not to 1.2.6')).toBeVisible();
});

const FROM_LIST = '/plans/p1?in=state%3DPROPOSED';

test('who comes from a list sees the place in it and goes on by keys', async () => {
  const { address } = show({}, { at: FROM_LIST, next: { ...plan, id: 'p5', title: 'Raise axios' } });
  expect(await screen.findByText('2 of 53')).toBeVisible();
  expect(screen.getByRole('link', { name: 'Plans' })).toHaveAttribute('href', '/plans?state=PROPOSED');
  await userEvent.keyboard('j');
  expect(await screen.findByRole('heading', { name: 'Raise axios' }, { timeout: 10_000 })).toBeVisible();
  expect(address()).toBe('/plans/p5?in=state%3DPROPOSED');
  expect(screen.getByText('3 of 53')).toBeVisible();
  expect(screen.getByRole('navigation', { name: 'Plans of the list' })).toHaveFocus();
});

test('one key never approves: it asks with the focus on the answer, and then goes on to the next and says so', async () => {
  const open = { ...plan, state: 'APPROVED' as const };
  const { address } = show(
    { remediationPlan: open, userErrors: [] },
    { at: FROM_LIST, later: open, next: { ...plan, id: 'p5', title: 'Raise axios' } },
  );
  await screen.findByText('2 of 53');
  await userEvent.keyboard('a');
  const dialog = await screen.findByRole('dialog', { name: 'Approve this plan?' });
  await waitFor(() => expect(within(dialog).getByRole('button', { name: 'Approve' })).toHaveFocus());
  await userEvent.keyboard('{Enter}');
  expect(await screen.findByText(/This is the next plan, 3 of 53/)).toBeVisible();
  expect(await screen.findByRole('heading', { name: 'Raise axios' }, { timeout: 10_000 })).toBeVisible();
  expect(address()).toBe('/plans/p5?in=state%3DPROPOSED');
  await userEvent.click(screen.getByRole('button', { name: 'Look at it.' }));
  expect(address()).toBe(FROM_LIST);
});

test('a key asks for the reason of a rejection', async () => {
  show({});
  await screen.findByRole('region', { name: 'Decision' });
  await userEvent.keyboard('r');
  expect(await screen.findByRole('dialog', { name: 'Reject this plan' })).toBeVisible();
});

test('the diff goes side by side, which the address keeps', async () => {
  const { address } = show({});
  await userEvent.click(await screen.findByRole('radio', { name: 'Side by side' }));
  expect(address()).toBe('/plans/p1?diff=split');
  await userEvent.keyboard('e');
  const diff = await screen.findByRole('region', { name: 'Diff of package-lock.json' });
  expect(diff).toHaveAttribute('data-layout', 'split');
  await userEvent.click(screen.getByRole('radio', { name: 'Unified' }));
  expect(diff).toHaveAttribute('data-layout', 'unified');
});

test('approving what another plan has replaced leads to that plan', async () => {
  show({
    remediationPlan: { ...plan, id: 'p2', revision: 2, digest: 'ffffeeeeddddcccc' },
    userErrors: [{ __typename: 'UserError', code: 'STALE_DIGEST', message: 'The plan changed.' }],
  });
  await userEvent.click(await screen.findByRole('button', { name: 'Approve' }));
  expect(await screen.findByRole('link', { name: 'Read revision 2' })).toHaveAttribute('href', '/plans/p2');
  expect(screen.queryByRole('button', { name: 'Approve' })).toBeNull();
});

test('a plan of a project that cannot be written to says why and what to do instead of offering approval', async () => {
  const project = {
    ...plan.project,
    state: 'READ_ONLY',
    reasons: [{ __typename: 'ProjectReason', code: 'ARCHIVED', message: 'The project is archived.' }],
  };
  show({}, { first: { ...plan, project } });
  expect(await screen.findByText('The project is archived.')).toBeVisible();
  expect(screen.getByText(/Change that in GitLab/)).toBeVisible();
  expect(screen.queryByRole('button', { name: 'Approve' })).toBeNull();
  expect(screen.getByRole('button', { name: 'Reject' })).toBeEnabled();
});

test('a viewer reads the plan, is told which role deciding takes, and no key decides for them', async () => {
  const { container } = show({}, { may: ['READ'] });
  const person = userEvent.setup();
  const description = 'This needs the role Approver. Ask an administrator.';
  for (const name of ['Approve', 'Reject', 'Refresh']) {
    const button = await screen.findByRole('button', { name, description });
    expect(button).toHaveAttribute('aria-disabled', 'true');
    await person.click(button);
  }
  await person.keyboard('ar');
  expect(screen.queryByRole('dialog')).toBeNull();
  expect(screen.getAllByText(description).length).toBeGreaterThan(0);
  expect(await brokenRules(container)).toEqual([]);
});
