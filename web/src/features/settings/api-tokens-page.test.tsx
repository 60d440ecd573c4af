import { screen, within } from '@testing-library/react';
import { ApiTokensPageDocument } from '../../generated/settings/graphql.js';
import { asPerson, brokenRules, renderRoutes } from '../../testing/render-page.js';
import { ApiTokensPage } from './api-tokens-page.js';

const DAY_MS = 86_400_000;

function token(
  name: string,
  given: { readonly expiresIn: number | null; readonly lastUsedAt?: string | null },
) {
  return {
    __typename: 'ApiToken' as const,
    id: name,
    name,
    prefix: 'bl_ab12',
    scopes: ['READ' as const, 'PLAN' as const],
    limitedTo: null,
    createdAt: '2026-01-01T00:00:00Z',
    createdBy: 'Ada',
    expiresAt:
      given.expiresIn === null ? null : new Date(Date.now() + given.expiresIn * DAY_MS).toISOString(),
    lastUsedAt: given.lastUsedAt ?? null,
    revokedAt: null,
  };
}

function show(
  tokens: readonly ReturnType<typeof token>[],
  scopes: readonly ('READ' | 'ADMIN')[] = ['ADMIN'],
) {
  return renderRoutes([{ path: '/settings/api-tokens', Component: ApiTokensPage }], {
    at: '/settings/api-tokens',
    mocks: [
      asPerson(scopes),
      {
        request: { query: ApiTokensPageDocument, variables: { first: 50, after: null } },
        maxUsageCount: 5,
        result: {
          data: {
            apiTokens: {
              __typename: 'ApiTokenConnection',
              totalCount: tokens.length,
              isTotalCountCapped: false,
              pageInfo: { __typename: 'PageInfo', hasNextPage: false, endCursor: null },
              nodes: tokens,
            },
          },
        },
      },
    ],
  });
}

test('it warns of tokens that end soon or have ended, and marks those that nobody used', async () => {
  const { container } = show([
    token('builds', { expiresIn: 12 }),
    token('nightly', { expiresIn: -3, lastUsedAt: '2026-06-01T00:00:00Z' }),
    token('report', { expiresIn: null, lastUsedAt: '2026-06-01T00:00:00Z' }),
  ]);
  expect(await screen.findByText('1 token expires within 30 days: builds.')).toBeVisible();
  expect(screen.getByText('1 token has expired: nightly.')).toBeVisible();
  const row = (name: string) => within(screen.getByText(name).closest('tr') ?? container);
  expect(row('builds').getByText('Expires soon')).toBeVisible();
  expect(row('builds').getByText('Never used')).toBeVisible();
  expect(row('nightly').getByText('Expired')).toBeVisible();
  expect(row('nightly').queryByRole('button', { name: 'Revoke nightly' })).toBeNull();
  expect(row('report').getByText('Active')).toBeVisible();
  expect(row('report').getByText('No end')).toBeVisible();
  expect(row('report').getByText('by Ada')).toBeVisible();
  expect(row('report').getByText(/^Plan: Start analyses/)).toBeVisible();
  expect(await brokenRules(container)).toEqual([]);
});

test('without a token that ends nothing is warned of', async () => {
  show([token('report', { expiresIn: 31 })]);
  expect(await screen.findByText('Active')).toBeVisible();
  expect(screen.queryByText(/expires? within 30 days/)).toBeNull();
});

test('a viewer cannot make one and is told why', async () => {
  show([], ['READ']);
  const [create] = await screen.findAllByRole('button', {
    name: 'Create a token',
    description: 'This needs the role Administrator. Ask an administrator.',
  });
  expect(create).toHaveAttribute('aria-disabled', 'true');
});
