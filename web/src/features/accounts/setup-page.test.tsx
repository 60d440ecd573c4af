import { screen } from '@testing-library/react';
import { SetupStateDocument } from '../../generated/accounts/graphql.js';
import { renderRoutes } from '../../testing/render-page.js';
import { SetupPage } from './setup-page.js';

function show(search: string) {
  const setup = {
    __typename: 'Setup' as const,
    needsFirstAccount: true,
    version: '0.1.0',
    providerName: null,
  };
  renderRoutes([{ path: '/setup', Component: SetupPage }], {
    at: `/setup${search}`,
    mocks: [{ request: { query: SetupStateDocument }, result: { data: { setup } } }],
  });
}

test.each(['', '?token=', '?token=abc', `?token=${'a'.repeat(42)}%20`])(
  'with %j it says at once that the link is not whole',
  async (search) => {
    show(search);
    expect(await screen.findByText('The link is not whole.')).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Make the account' })).toBeNull();
  },
);

test('with a whole link it asks for the account', async () => {
  show(`?token=${'aB_-'.repeat(10)}abc`);
  expect(await screen.findByRole('button', { name: 'Make the account' })).toBeEnabled();
});
