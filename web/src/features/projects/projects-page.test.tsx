import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { brokenRules, renderRoutes } from '../../testing/render-page.js';
import {
  AnalyzeProjectDocument,
  ProjectsPageDocument,
  SubgroupsDocument,
} from '../../generated/projects/graphql.js';
import { ProjectsPage } from './projects-page.js';

const NO_FINDINGS = { malicious: 0, critical: 0, high: 0, medium: 0, low: 0, none: 0, total: 0 };

const shop = {
  __typename: 'Project',
  id: 'p1',
  path: 'acme/shop',
  state: 'READY',
  reasons: [],
  openFindings: { ...NO_FINDINGS, critical: 2, total: 2 },
  health: { overdueCount: 1, proposedPlanCount: 3, openMergeRequestCount: 1, outdatedCount: 4 },
  lastAnalysis: { analyzedAt: '2026-06-01T12:00:00.000Z', manifestCount: 1, lockedManifestCount: 1 },
  analysisState: 'DONE',
  analysisError: null,
  problemCount: 2,
};

const group = (path: string, hasSubgroups: boolean) => ({
  __typename: 'ProjectGroup',
  integrationId: 'i1',
  path,
  name: path.slice(path.lastIndexOf('/') + 1),
  projectCount: 3,
  hasSubgroups,
  openFindings: NO_FINDINGS,
});

function answer(projects: readonly object[], filter: object = {}) {
  return {
    request: {
      query: ProjectsPageDocument,
      variables: { first: 50, after: null, filter, orderBy: 'RISK' },
    },
    maxUsageCount: 10,
    result: {
      data: {
        projects: {
          totalCount: projects.length,
          isTotalCountCapped: false,
          pageInfo: { hasNextPage: false, endCursor: null },
          nodes: projects,
        },
        projectGroups: [group('acme', true), group('zoo', false)],
        integrations: {
          nodes: [{ __typename: 'Integration', id: 'i1', name: 'GitLab', state: 'CONNECTED' }],
        },
      },
    },
  };
}

const subgroups = {
  request: { query: SubgroupsDocument, variables: { integrationId: 'i1', parent: 'acme' } },
  maxUsageCount: 10,
  result: { data: { projectGroups: [group('acme/web', false)] } },
};

const routes = [{ path: '/projects', Component: ProjectsPage }];

test('a row tells how a project is, and each number leads to what it counts', async () => {
  const { container } = renderRoutes(routes, { at: '/projects', mocks: [answer([shop])] });
  const hrefOf = async (name: RegExp) => (await screen.findByRole('link', { name })).getAttribute('href');
  expect(await hrefOf(/1 overdue/)).toBe('/projects/p1/findings?state=OPEN&state=IN_PROGRESS&sla=OVERDUE');
  expect(await hrefOf(/3 plans to review/)).toBe('/projects/p1/plans?state=PROPOSED');
  expect(await hrefOf(/1 open merge request/)).toBe('/projects/p1/merge-requests?state=OPENED&state=LOCKED');
  expect(await hrefOf(/^2 problems$/)).toBe('/projects/p1/manifests?show=problems');
  expect(await hrefOf(/^4$/)).toBe('/projects/p1/outdated');
  expect(await brokenRules(container)).toEqual([]);
});

test('filters that nothing fits are taken away with one press', async () => {
  const { address } = renderRoutes(routes, {
    at: '/projects?minSeverity=HIGH',
    mocks: [answer([], { minSeverity: 'HIGH' }), answer([shop])],
  });
  expect(await screen.findByText('No project fits these filters.')).toBeTruthy();
  const [clear] = screen.getAllByRole('button', { name: 'Clear filters' });
  await userEvent.click(clear as HTMLElement);
  expect(await screen.findByText('shop')).toBeTruthy();
  expect(address()).toBe('/projects');
});

test('the groups are a tree by keyboard, and a group filters the list', async () => {
  const { address } = renderRoutes(routes, {
    at: '/projects',
    mocks: [answer([shop]), subgroups, answer([shop], { groupPath: 'acme/web' })],
  });
  const tree = await screen.findByRole('tree', { hidden: true });
  const items = () => within(tree).getAllByRole('treeitem', { hidden: true });
  expect(items()).toHaveLength(3);
  items()[0]?.focus();
  await userEvent.keyboard('{ArrowDown}{ArrowRight}');
  await waitFor(() => expect(items()).toHaveLength(4));
  expect(address()).toBe('/projects?expanded=acme');
  await userEvent.keyboard('{ArrowRight}{Enter}');
  await waitFor(() => expect(address()).toBe('/projects?expanded=acme&groupPath=acme%2Fweb'));
  await userEvent.keyboard('{ArrowLeft}');
  expect(document.activeElement?.textContent).toMatch(/^acme/);
  await userEvent.keyboard('{ArrowLeft}');
  await waitFor(() => expect(items()).toHaveLength(3));
  await userEvent.keyboard('z');
  expect(document.activeElement?.textContent).toMatch(/^zoo/);
});

test('chosen projects are analysed again, and what is refused says why', async () => {
  const analysis = {
    request: { query: AnalyzeProjectDocument, variables: { input: { id: 'p1', force: true } } },
    result: {
      data: {
        analyzeProject: {
          project: null,
          job: null,
          userErrors: [{ code: 'STATE_FORBIDS', message: 'It is being analysed already.' }],
        },
      },
    },
  };
  renderRoutes(routes, { at: '/projects', mocks: [answer([shop]), analysis] });
  await userEvent.click(await screen.findByRole('checkbox', { name: 'Choose acme/shop' }));
  await userEvent.click(screen.getByRole('button', { name: 'Analyse again' }));
  expect(await screen.findByText('acme/shop: It is being analysed already.')).toBeTruthy();
});
