import { createBrowserRouter, type RouteObject } from 'react-router';
import { SignedIn } from './features/accounts/signed-in.js';
import { NotFound } from './ui/not-found.js';
import { LoadingPage } from './ui/page-states.js';
import { RouteError } from './ui/route-error.js';

/** Every address and the page behind it; a page's code is fetched when it is first opened. */
export const routes: RouteObject[] = [
  {
    ErrorBoundary: RouteError,
    HydrateFallback: LoadingPage,
    children: [
      {
        path: '/setup',
        lazy: async () => ({ Component: (await import('./features/accounts/setup-page.js')).SetupPage }),
      },
      {
        path: '/sign-in',
        lazy: async () => ({ Component: (await import('./features/accounts/sign-in-page.js')).SignInPage }),
      },
      {
        path: '/',
        Component: SignedIn,
        children: [
          {
            index: true,
            lazy: async () => ({
              Component: (await import('./features/overview/overview-page.js')).OverviewPage,
            }),
          },
          { path: '*', Component: NotFound },
        ],
      },
    ],
  },
];

/** The router of the page. */
export function createRouter() {
  return createBrowserRouter(routes);
}
