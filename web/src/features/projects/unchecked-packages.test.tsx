import { screen } from '@testing-library/react';
import type { UncheckedPackagesFragment } from '../../generated/projects/graphql.js';
import { renderRoutes } from '../../testing/render-page.js';
import { UncheckedPackages } from './unchecked-packages.js';

function show(groups: readonly UncheckedPackagesFragment[]) {
  return renderRoutes([{ path: '/', Component: () => <UncheckedPackages groups={groups} /> }], {
    at: '/',
    mocks: [],
  });
}

test('says how many packages could not be checked, some of them by name, and why', () => {
  const names = ['a', 'b', 'c', 'd', 'e'];
  show([
    { ecosystem: 'npm', kind: 'FAILED', reason: 'It was silent.', count: 7, names },
    { ecosystem: 'Hex', kind: 'UNSUPPORTED', reason: 'Nobody is asked yet.', count: 1, names: ['jason'] },
  ]);
  expect(screen.getByText('8 packages could not be checked.')).toBeVisible();
  const [npm, hex] = screen.getAllByText(/^(?:npm|Hex):/);
  expect(npm).toHaveTextContent('npm: a, b, c, d, e and 2 more. It was silent.');
  expect(hex).toHaveTextContent('Hex: jason. Nobody is asked yet.');
});

test('says nothing where all were checked', () => {
  show([]);
  expect(screen.queryByText(/could not be checked/)).toBeNull();
});
