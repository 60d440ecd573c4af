import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { PaletteSearchDocument } from '../../generated/search/graphql.js';
import { brokenRules, renderRoutes } from '../../testing/render-page.js';
import { useShortcuts } from '../../ui/shortcuts.js';
import { PaletteButton } from './palette-button.js';

const run = jest.fn();

function Page() {
  useShortcuts([{ keys: 'j', label: 'Next plan', run }]);
  return <PaletteButton />;
}

function found(text: string, names: readonly string[], delay = 0) {
  return {
    request: { query: PaletteSearchDocument, variables: { text } },
    delay,
    result: {
      data: {
        search: {
          __typename: 'SearchResults',
          projects: names.map((path) => ({ __typename: 'Project', id: path, path })),
          packages:
            text === 'sho'
              ? [
                  {
                    __typename: 'FoundPackage',
                    ecosystem: 'npm',
                    name: 'shortid',
                    projectCount: 2,
                    openFindings: 1,
                  },
                ]
              : [],
          advisories: [],
        },
      },
    },
  };
}

async function open(mocks: Parameters<typeof renderRoutes>[1]['mocks'] = []) {
  const page = renderRoutes(
    [
      { path: '/', Component: Page },
      { path: '*', element: <p>Elsewhere</p> },
    ],
    { at: '/', mocks },
  );
  fireEvent.keyDown(document.body, { key: 'k', ctrlKey: true });
  const field = await screen.findByRole('combobox', { name: 'Search or go to' });
  return { ...page, field };
}

beforeEach(() => {
  window.localStorage.clear();
  run.mockClear();
});

test('Ctrl-K opens it with the places and the commands of the page', async () => {
  await open();
  const options = screen.getAllByRole('option').map(({ textContent }) => textContent);
  expect(options).toContain('Merge requests');
  expect(options).toContain('Next planJ');
  expect(options).toContain('Use dark colours');
  expect(await brokenRules(document.body)).toEqual([]);
});

test('what is found comes first, and Enter goes to the line that the arrows chose', async () => {
  const { field, address } = await open([found('sho', ['shop/api', 'shop/web'])]);
  fireEvent.change(field, { target: { value: 'sho' } });
  const group = await screen.findByRole('group', { name: 'Packages' });
  expect(within(group).getByRole('option')).toHaveTextContent('shortidnpm · 2 projects · 1 open');
  fireEvent.keyDown(field, { key: 'ArrowDown' });
  expect(screen.getByRole('option', { selected: true })).toHaveTextContent('shop/web');
  expect(field).toHaveAttribute('aria-activedescendant', screen.getByRole('option', { selected: true }).id);
  fireEvent.keyDown(field, { key: 'Enter' });
  await waitFor(() => expect(address()).toBe('/projects/shop%2Fweb'));
});

test('the last answer wins, however late an earlier one comes', async () => {
  const { field } = await open([found('slow', ['slow/one'], 400), found('slower', ['slower/two'], 10)]);
  fireEvent.change(field, { target: { value: 'slow' } });
  await act(() => new Promise((resolve) => setTimeout(resolve, 200)));
  fireEvent.change(field, { target: { value: 'slower' } });
  expect(await screen.findByRole('option', { name: 'slower/two' })).toBeVisible();
  await act(() => new Promise((resolve) => setTimeout(resolve, 400)));
  expect(screen.queryByRole('option', { name: 'slow/one' })).toBeNull();
});

test('places and commands stay when the search does not answer', async () => {
  const { field } = await open([
    { request: { query: PaletteSearchDocument, variables: { text: 'plans' } }, error: new Error('gone') },
  ]);
  fireEvent.change(field, { target: { value: 'plans' } });
  expect(await screen.findByText('The search did not answer. Places and commands still work.')).toBeVisible();
  expect(screen.getByRole('option', { name: 'Plans' })).toBeVisible();
});

test('a command of the page runs once the palette is gone', async () => {
  const { field } = await open([found('next', [])]);
  fireEvent.change(field, { target: { value: 'next' } });
  fireEvent.keyDown(field, { key: 'Enter' });
  await waitFor(() => expect(run).toHaveBeenCalledTimes(1));
  expect(screen.queryByRole('combobox')).toBeNull();
});

test('who leaves it with Escape is back at its button', async () => {
  const { field } = await open();
  fireEvent.keyDown(field, { key: 'Escape' });
  await waitFor(() => expect(screen.getByRole('button', { name: /Search/ })).toHaveFocus());
});

test('what was gone to is offered again, and nothing that is no address of this page', async () => {
  window.localStorage.setItem(
    'backline-recent',
    JSON.stringify([{ label: 'shop/api', to: '/projects/1' }, { label: 'evil', to: '//evil.example' }, 7]),
  );
  await open();
  const group = screen.getByRole('group', { name: 'Recent' });
  expect(
    within(group)
      .getAllByRole('option')
      .map(({ textContent }) => textContent),
  ).toEqual(['shop/api']);
});
