import { fireEvent, screen, waitFor } from '@testing-library/react';
import { Link, Outlet } from 'react-router';
import { brokenRules, renderRoutes } from '../testing/render-page.js';
import { AppFrame } from './app-frame.js';
import { Page } from './page.js';

const ROUTES = [
  {
    path: '/',
    element: (
      <AppFrame account={null}>
        <Outlet />
      </AppFrame>
    ),
    children: [
      {
        index: true,
        element: (
          <Page title="Overview">
            <Link to="/tabs/one">To the tabs</Link>
          </Page>
        ),
      },
      { path: 'plans', element: <Page title="All plans">None</Page> },
      {
        path: 'tabs/:tab',
        element: (
          <Page title="Tabs">
            <Link to="/tabs/one">One</Link>
            <Link to="/tabs/two">Two</Link>
          </Page>
        ),
      },
    ],
  },
];

function show(at: string) {
  return renderRoutes(ROUTES, { at, mocks: [] });
}

test('a first page leaves the focus where the browser has it; going on moves it to the heading', async () => {
  const { container } = show('/');
  expect(document.body).toHaveFocus();
  const link = screen.getByRole('link', { name: 'Plans' });
  link.focus();
  fireEvent.click(link);
  await waitFor(() => expect(screen.getByRole('heading', { name: 'All plans' })).toHaveFocus());
  expect(await brokenRules(container)).toEqual([]);
});

test('a tab that stays keeps the focus', async () => {
  const { address } = show('/tabs/one');
  const link = screen.getByRole('link', { name: 'Two' });
  link.focus();
  fireEvent.click(link);
  await waitFor(() => expect(address()).toBe('/tabs/two'));
  expect(link).toHaveFocus();
});

test('a link that leaves with its page leaves the focus at the new heading', async () => {
  show('/');
  const link = screen.getByRole('link', { name: 'To the tabs' });
  link.focus();
  fireEvent.click(link);
  await waitFor(() => expect(screen.getByRole('heading', { name: 'Tabs' })).toHaveFocus());
});

test('? lists the keys of the page, and closing it gives the focus back', async () => {
  show('/');
  const link = screen.getByRole('link', { name: 'To the tabs' });
  link.focus();
  fireEvent.keyDown(link, { key: '?', shiftKey: true });
  const dialog = await screen.findByRole('dialog', { name: 'Keyboard shortcuts' }, { timeout: 5_000 });
  expect(dialog).toHaveTextContent('Show the keyboard shortcuts of this page');
  fireEvent.keyDown(dialog, { key: 'Escape' });
  await waitFor(() => expect(link).toHaveFocus());
});
