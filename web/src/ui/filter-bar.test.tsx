import { fireEvent, screen, waitFor } from '@testing-library/react';
import { useAddressState } from '../lib/address-state.js';
import { brokenRules, renderRoutes } from '../testing/render-page.js';
import { FilterBar } from './filter-bar.js';
import { addressFiltersOf, type FilterField } from './filter-field.js';

const FIELDS: readonly FilterField[] = [
  {
    kind: 'choice',
    name: 'state',
    label: 'State',
    isPinned: true,
    options: [
      { value: 'OPEN', label: 'Open' },
      { value: 'FIXED', label: 'Fixed' },
      { value: 'DISMISSED', label: 'Dismissed' },
    ],
  },
  { kind: 'text', name: 'groupPath', label: 'Group' },
  { kind: 'number', name: 'minRisk', label: 'Risk at least', min: 0, max: 100 },
  { kind: 'day', name: 'firstSeenUntil', label: 'First seen until', bound: 'until' },
  { kind: 'given', name: 'integrationId', label: 'Integration', show: () => 'gitlab.example.com' },
];
const FILTERS = addressFiltersOf(FIELDS);

function List() {
  return <FilterBar address={useAddressState(FILTERS)} fields={FIELDS} search="Name" />;
}

function show(at: string) {
  return renderRoutes([{ path: '/list', Component: List }], { at, mocks: [] });
}

test('what holds stands there in words, the rest waits behind "Add filter"', async () => {
  const { container } = show('/list?state=OPEN&state=FIXED&integrationId=x1&minRisk=nonsense');
  expect(screen.getByRole('button', { name: 'State: Open, Fixed' })).toBeVisible();
  expect(screen.getByText('Integration: gitlab.example.com')).toBeVisible();
  expect(screen.queryByText(/Risk/)).toBeNull();
  expect(await brokenRules(container)).toEqual([]);
});

test('a filter is added, changed and applied, and it is in the address', async () => {
  const { address } = show('/list');
  fireEvent.click(screen.getByRole('button', { name: 'Add filter' }));
  fireEvent.click(await screen.findByRole('menuitem', { name: 'Risk at least' }));
  fireEvent.change(await screen.findByRole('spinbutton', { name: 'Risk at least' }), {
    target: { value: '170' },
  });
  fireEvent.click(screen.getByRole('button', { name: 'Apply' }));
  await waitFor(() => expect(address()).toBe('/list?minRisk=100'));
  expect(screen.getByRole('button', { name: 'Risk at least: 100' })).toBeVisible();
});

test('the end of a range is the day that was chosen, whole', async () => {
  const { address } = show('/list?firstSeenUntil=2026-11-23T00:00:00.000Z');
  fireEvent.click(screen.getByRole('button', { name: 'First seen until: 2026-11-22' }));
  fireEvent.change(await screen.findByLabelText('First seen until', { selector: 'input' }), {
    target: { value: '2026-12-31' },
  });
  fireEvent.click(screen.getByRole('button', { name: 'Apply' }));
  await waitFor(() => expect(address()).toBe('/list?firstSeenUntil=2027-01-01T00%3A00%3A00.000Z'));
});

test('a filter is taken away alone, or all at once', async () => {
  const { address } = show('/list?state=OPEN&groupPath=shop&after=c9');
  fireEvent.click(screen.getByRole('button', { name: 'Remove the filter Group: shop' }));
  await waitFor(() => expect(address()).toBe('/list?state=OPEN'));
  fireEvent.click(screen.getByRole('button', { name: 'Clear filters' }));
  await waitFor(() => expect(address()).toBe('/list'));
  expect(screen.getByRole('button', { name: 'State' })).toBeVisible();
});

test('values are ticked one after the other', async () => {
  const { address } = show('/list?state=OPEN');
  fireEvent.click(screen.getByRole('button', { name: 'State: Open' }));
  fireEvent.click(await screen.findByRole('checkbox', { name: 'Dismissed' }));
  await waitFor(() => expect(address()).toBe('/list?state=OPEN&state=DISMISSED'));
  fireEvent.click(screen.getByRole('checkbox', { name: 'Open' }));
  await waitFor(() => expect(address()).toBe('/list?state=DISMISSED'));
});
