import { useEffect } from 'react';
import type { MockLink } from '@apollo/client/testing';
import { MockedProvider } from '@apollo/client/testing/react';
import { MantineProvider } from '@mantine/core';
import { act, render } from '@testing-library/react';
import axe from 'axe-core';
import { MemoryRouter, type RouteObject, useLocation, useRoutes } from 'react-router';
import { createCache } from '../apollo/cache.js';
import { changedDocument } from '../apollo/live-changes.js';
import { viewerDocument } from '../apollo/viewer.js';
import { OwnLimitsDocument, type TokenScope } from '../generated/apollo/graphql.js';
import { resolveVariables, theme } from '../ui/theme.js';

/** Shows routes as `main.tsx` does, with these answers in place of the server, to an administrator unless they say else. `address()` is where the page is now. */
export function renderRoutes(
  routes: RouteObject[],
  { at, mocks }: { readonly at: string; readonly mocks: readonly MockLink.MockedResponse[] },
) {
  const current = { address: at };
  function Routes() {
    const location = useLocation();
    useEffect(() => {
      current.address = location.pathname + location.search;
    }, [location]);
    return useRoutes(routes);
  }
  const { container } = render(
    <MantineProvider theme={theme} cssVariablesResolver={resolveVariables} env="test">
      <MockedProvider
        mocks={[...mocks, nothingChanges, asPerson(['READ', 'PLAN', 'APPROVE', 'ADMIN'])]}
        cache={createCache()}
      >
        <MemoryRouter initialEntries={[at]}>
          <Routes />
        </MemoryRouter>
      </MockedProvider>
    </MantineProvider>,
  );
  return { container, address: () => current.address };
}

/** News that never come. */
const nothingChanges: MockLink.MockedResponse = {
  request: { query: changedDocument },
  delay: 100_000_000,
  result: { data: {} },
};

/** Who is signed in, by what they may do: `asPerson(['READ'])` is a viewer; and by what they are limited to. */
export function asPerson(
  scopes: readonly TokenScope[],
  limitedTo: readonly { readonly integrationId: string; readonly groupPath: string | null }[] | null = null,
): MockLink.MockedResponse {
  const viewer = {
    __typename: 'Viewer' as const,
    id: 'v1',
    name: 'Ada',
    email: 'ada@example.org',
    kind: 'ACCOUNT' as const,
    scopes: [...scopes],
    limitedTo: limitedTo?.map((scope) => ({ __typename: 'ProjectScope' as const, ...scope })) ?? null,
  };
  return {
    request: { query: viewerDocument },
    maxUsageCount: Number.POSITIVE_INFINITY,
    result: { data: { viewer } },
  };
}

/** What somebody limited is told of it, as `asPerson` says that they are. */
export function ownLimits(
  limitedTo: readonly { readonly integrationId: string; readonly groupPath: string | null }[],
): MockLink.MockedResponse {
  const scopes = limitedTo.map(({ integrationId, groupPath }) => ({
    __typename: 'ProjectScope' as const,
    ...{ integrationId, groupPath },
    integration: { __typename: 'Integration' as const, id: integrationId, name: 'GitLab' },
  }));
  return {
    request: { query: OwnLimitsDocument },
    maxUsageCount: Number.POSITIVE_INFINITY,
    result: { data: { viewer: { __typename: 'Viewer' as const, id: 'v1', limitedTo: scopes } } },
  };
}

/** The ids of the accessibility rules that this part of the page breaks; colours need a real browser. */
export async function brokenRules(container: Element): Promise<readonly string[]> {
  const results = await act(() =>
    axe.run(container, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'],
      rules: { 'color-contrast': { enabled: false } },
    }),
  );
  return results.violations.map((violation) => violation.id);
}
