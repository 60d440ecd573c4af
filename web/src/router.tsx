import { createBrowserRouter, Navigate, Outlet, type RouteObject, ScrollRestoration } from 'react-router';
import { SignedIn } from './features/accounts/signed-in.js';
import { PaletteButton } from './features/search/palette-button.js';
import { NotFound } from './ui/not-found.js';
import { LoadingPage } from './ui/page-states.js';
import { PageError, RouteError } from './ui/route-error.js';

/** Every address and the page behind it; a page's code is fetched when it is first opened. */
export const routes: RouteObject[] = [
  {
    Component: Root,
    ErrorBoundary: RouteError,
    HydrateFallback: LoadingPage,
    children: [
      {
        path: '/setup',
        lazy: async () => ({ Component: (await import('./features/accounts/setup-page.js')).SetupPage }),
      },
      {
        path: '/invitation',
        lazy: async () => ({
          Component: (await import('./features/accounts/invitation-page.js')).InvitationPage,
        }),
      },
      {
        path: '/sign-in',
        lazy: async () => ({ Component: (await import('./features/accounts/sign-in-page.js')).SignInPage }),
      },
      {
        path: '/',
        element: <SignedIn tools={<PaletteButton />} />,
        children: [
          {
            // What breaks inside the frame leaves the frame standing.
            ErrorBoundary: PageError,
            children: [
              {
                index: true,
                lazy: async () => ({
                  Component: (await import('./features/overview/overview-page.js')).OverviewPage,
                }),
              },
              {
                path: 'findings',
                lazy: async () => ({
                  Component: (await import('./features/findings/findings-page.js')).FindingsPage,
                }),
              },
              {
                path: 'findings/:findingId',
                lazy: async () => ({
                  Component: (await import('./features/findings/finding-page.js')).FindingPage,
                }),
              },
              {
                path: 'plans',
                lazy: async () => ({ Component: (await import('./features/plans/plans-page.js')).PlansPage }),
              },
              {
                path: 'plans/:planId',
                lazy: async () => ({ Component: (await import('./features/plans/plan-page.js')).PlanPage }),
              },
              {
                path: 'campaigns',
                lazy: async () => ({
                  Component: (await import('./features/campaigns/campaigns-page.js')).CampaignsPage,
                }),
              },
              {
                path: 'campaigns/:campaignId',
                lazy: async () => ({
                  Component: (await import('./features/campaigns/campaign-page.js')).CampaignPage,
                }),
              },
              {
                path: 'campaigns/advisory/:advisoryId',
                lazy: async () => ({
                  Component: (await import('./features/campaigns/campaign-page.js')).AdvisoryCampaignPage,
                }),
              },
              {
                path: 'campaigns/package/:ecosystem/:packageName',
                lazy: async () => ({
                  Component: (await import('./features/campaigns/campaign-page.js')).PackageCampaignPage,
                }),
              },
              {
                path: 'merge-requests',
                lazy: async () => ({
                  Component: (await import('./features/merge-requests/merge-requests-page.js'))
                    .MergeRequestsPage,
                }),
              },
              {
                path: 'projects',
                lazy: async () => ({
                  Component: (await import('./features/projects/projects-page.js')).ProjectsPage,
                }),
              },
              {
                path: 'projects/:projectId',
                lazy: async () => ({
                  Component: (await import('./features/projects/project-page.js')).ProjectPage,
                }),
                children: [
                  { index: true, element: <Navigate to="findings?state=OPEN&state=IN_PROGRESS" replace /> },
                  {
                    path: 'findings',
                    lazy: async () => ({
                      Component: (await import('./features/findings/findings-page.js')).ProjectFindings,
                    }),
                  },
                  {
                    path: 'plans',
                    lazy: async () => ({
                      Component: (await import('./features/plans/plans-page.js')).ProjectPlans,
                    }),
                  },
                  {
                    path: 'dependencies',
                    lazy: async () => ({
                      Component: (await import('./features/projects/dependencies-tab.js')).DependenciesTab,
                    }),
                  },
                  {
                    path: 'outdated',
                    lazy: async () => ({
                      Component: (await import('./features/projects/outdated-tab.js')).OutdatedTab,
                    }),
                  },
                  {
                    path: 'manifests',
                    lazy: async () => ({
                      Component: (await import('./features/projects/manifests-tab.js')).ManifestsTab,
                    }),
                  },
                  {
                    path: 'merge-requests',
                    lazy: async () => ({
                      Component: (await import('./features/merge-requests/merge-requests-page.js'))
                        .ProjectMergeRequests,
                    }),
                  },
                  {
                    path: 'policy',
                    lazy: async () => ({
                      Component: (await import('./features/policies/scope-policy-page.js')).ProjectPolicy,
                    }),
                  },
                  {
                    path: 'settings',
                    lazy: async () => ({
                      Component: (await import('./features/projects/settings-tab.js')).SettingsTab,
                    }),
                  },
                  {
                    path: 'history',
                    lazy: async () => ({
                      Component: (await import('./features/projects/history-tab.js')).HistoryTab,
                    }),
                  },
                ],
              },
              {
                path: 'advisories',
                lazy: async () => ({
                  Component: (await import('./features/advisories/advisories-page.js')).AdvisoriesPage,
                }),
              },
              {
                path: 'advisories/:advisoryId',
                lazy: async () => ({
                  Component: (await import('./features/advisories/advisory-page.js')).AdvisoryPage,
                }),
              },
              {
                path: 'jobs',
                lazy: async () => ({ Component: (await import('./features/jobs/jobs-page.js')).JobsPage }),
              },
              {
                path: 'integrations',
                lazy: async () => ({
                  Component: (await import('./features/integrations/integrations-page.js')).IntegrationsPage,
                }),
              },
              {
                path: 'integrations/gitlab/connect',
                lazy: async () => ({
                  Component: (await import('./features/integrations/connect-page.js')).ConnectPage,
                }),
              },
              {
                path: 'integrations/:integrationId',
                lazy: async () => ({
                  Component: (await import('./features/integrations/integration-page.js')).IntegrationPage,
                }),
              },
              {
                path: 'policies',
                lazy: async () => ({
                  Component: (await import('./features/policies/policies-page.js')).PoliciesPage,
                }),
              },
              {
                path: 'policies/integration/:integrationId',
                lazy: async () => ({
                  Component: (await import('./features/policies/scope-policy-page.js')).IntegrationPolicyPage,
                }),
              },
              {
                path: 'policies/group/:integrationId/:groupPath',
                lazy: async () => ({
                  Component: (await import('./features/policies/scope-policy-page.js')).GroupPolicyPage,
                }),
              },
              {
                path: 'settings/people',
                lazy: async () => ({
                  Component: (await import('./features/settings/people-page.js')).PeoplePage,
                }),
              },
              {
                path: 'settings/account',
                lazy: async () => ({
                  Component: (await import('./features/settings/own-account-page.js')).OwnAccountPage,
                }),
              },
              {
                path: 'settings/api-tokens',
                lazy: async () => ({
                  Component: (await import('./features/settings/api-tokens-page.js')).ApiTokensPage,
                }),
              },
              {
                path: 'settings/events',
                lazy: async () => ({
                  Component: (await import('./features/events/events-page.js')).EventsPage,
                }),
              },
              {
                path: 'settings/events/:endpointId',
                lazy: async () => ({
                  Component: (await import('./features/events/endpoint-page.js')).EndpointPage,
                }),
              },
              {
                path: 'settings/audit',
                lazy: async () => ({
                  Component: (await import('./features/settings/audit-page.js')).AuditPage,
                }),
              },
              {
                path: 'graphql',
                lazy: async () => ({
                  Component: (await import('./features/explorer/explorer-page.js')).ExplorerPage,
                }),
              },
              { path: '*', Component: NotFound },
            ],
          },
        ],
      },
    ],
  },
];

/** Every page begins at its top; who goes back is where they were. */
function Root() {
  return (
    <>
      <Outlet />
      <ScrollRestoration />
    </>
  );
}

/** The router of the page. */
export function createRouter() {
  return createBrowserRouter(routes);
}
