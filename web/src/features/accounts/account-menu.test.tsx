import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { asPerson, ownLimits, renderRoutes } from '../../testing/render-page.js';
import { AccountMenu } from './account-menu.js';

const scope = { integrationId: 'i1', groupPath: 'acme/pay' };

function show(limitedTo: Parameters<typeof asPerson>[1]) {
  renderRoutes([{ path: '/', element: <AccountMenu name="Ada" email={null} /> }], {
    at: '/',
    mocks: [asPerson(['READ'], limitedTo), ownLimits(limitedTo ?? [])],
  });
  return userEvent.click(screen.getByRole('button', { name: 'Account of Ada' }));
}

test('whoever is limited reads in the menu to what', async () => {
  await show([scope]);
  const list = await screen.findByRole('list', { name: 'Sees only' });
  expect(within(list).getByRole('listitem')).toHaveTextContent('acme/pay in GitLab');
});

test('whoever is not limited reads nothing of it', async () => {
  await show(null);
  expect(await screen.findByRole('button', { name: 'Sign out' })).toBeVisible();
  expect(screen.queryByRole('list')).toBeNull();
});
