import { act, fireEvent, screen } from '@testing-library/react';
import { brokenRules, renderRoutes } from '../testing/render-page.js';
import { ListFrame } from './list-frame.js';
import { ExpiredIntegration, Failure, NoResults } from './page-states.js';

function show(element: React.ReactNode) {
  return renderRoutes([{ path: '/', element }], { at: '/', mocks: [] });
}

const problem = (code: string | null) => ({ code, message: 'It went wrong.', remedy: 'Do this.' });

test('what a role does not allow says who can help, and is not tried again', async () => {
  const { container } = show(<Failure problem={problem('FORBIDDEN')} retry={() => undefined} />);
  expect(screen.getByRole('alert')).toHaveTextContent(/It went wrong.*Ask an administrator/);
  expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
  expect(screen.getByRole('link', { name: 'Go to the overview' })).toHaveAttribute('href', '/');
  expect(await brokenRules(container)).toEqual([]);
});

test('without a network it says so, and tries again by itself when there is one', () => {
  const online = jest.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
  const retry = jest.fn();
  show(<Failure problem={problem(null)} retry={retry} />);
  expect(screen.getByRole('alert')).toHaveTextContent('You are offline.');
  online.mockReturnValue(true);
  act(() => {
    window.dispatchEvent(new Event('online'));
  });
  expect(retry).toHaveBeenCalledTimes(1);
  expect(screen.getByRole('alert')).toHaveTextContent('It went wrong.');
  online.mockRestore();
});

test('rows that came stay below what says that some did not', () => {
  show(
    <ListFrame
      count={1}
      isLoading={false}
      problem={problem('INTERNAL')}
      retry={() => undefined}
      empty="Nothing"
    >
      <p>One row</p>
    </ListFrame>,
  );
  expect(screen.getByText('Not everything could be read. What is missing is left out here.')).toBeVisible();
  expect(screen.getByRole('alert')).toHaveTextContent('It went wrong. Do this.');
  expect(screen.getByText('One row')).toBeVisible();
});

test('filters that nothing fits are taken away with one press', () => {
  const clear = jest.fn();
  show(<NoResults title="No plan fits." address={{ clear }} />);
  fireEvent.click(screen.getByRole('button', { name: 'Clear filters' }));
  expect(clear).toHaveBeenCalledTimes(1);
});

test.each(['EXPIRED', 'REVOKED', 'DISCONNECTED'])(
  'an integration that is %s leads to its repair',
  (state) => {
    show(<ExpiredIntegration integration={{ id: 'i 1', name: 'gitlab.example.com', state }} />);
    expect(screen.getByText('gitlab.example.com does not let Backline in any more.')).toBeVisible();
    expect(screen.getByRole('link', { name: 'Repair the integration' })).toHaveAttribute(
      'href',
      '/integrations/i%201',
    );
  },
);

test('an integration that works says nothing', () => {
  show(<ExpiredIntegration integration={{ id: '1', name: 'gitlab.example.com', state: 'CONNECTED' }} />);
  expect(screen.queryByText(/does not let Backline in/)).toBeNull();
  expect(screen.queryByRole('link')).toBeNull();
});
