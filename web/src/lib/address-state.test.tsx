import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { MemoryRouter, useLocation } from 'react-router';
import { type AddressDefaults, type AddressFilters, useAddressState } from './address-state.js';

function Probe() {
  const address = useAddressState();
  const { search } = useLocation();
  return (
    <>
      <output>{search}</output>
      <button onClick={() => address.goNext(`${address.after ?? ''}x`)}>Next</button>
      <button disabled={address.goPrevious === null} onClick={() => address.goPrevious?.()}>
        Previous
      </button>
      <button onClick={() => address.set({ state: ['OPEN'] })}>Filter</button>
    </>
  );
}

async function press(...names: readonly string[]) {
  for (const name of names) await userEvent.click(screen.getByRole('button', { name }));
}

test('pages go forth and back in the address, and a filter goes back to the first page', async () => {
  render(
    <MemoryRouter initialEntries={['/?order=PATH']}>
      <Probe />
    </MemoryRouter>,
  );
  expect(screen.getByRole('button', { name: 'Previous' })).toBeDisabled();
  await press('Next', 'Next');
  expect(screen.getByRole('status')).toHaveTextContent('?order=PATH&after=xx');
  await press('Previous');
  expect(screen.getByRole('status')).toHaveTextContent('?order=PATH&after=x');
  await press('Previous');
  expect(screen.getByRole('status')).toHaveTextContent('?order=PATH');
  await press('Next', 'Filter');
  expect(screen.getByRole('status')).toHaveTextContent('?order=PATH&state=OPEN');
});

const FILTERS: AddressFilters = { state: ['OPEN', 'FIXED'], search: 'text' };
const DEFAULTS: AddressDefaults = { state: ['OPEN'] };

function Filtered() {
  const { hasFilters, clear } = useAddressState(FILTERS, DEFAULTS);
  const { search } = useLocation();
  return (
    <>
      <output>{`${hasFilters} ${search}`}</output>
      <button onClick={clear}>Clear</button>
    </>
  );
}

test.each([
  ['/', false],
  ['/?state=OPEN', false],
  ['/?state=NONSENSE&other=1&after=x', false],
  ['/?state=OPEN&state=FIXED', true],
  ['/?state=FIXED', true],
  ['/?search=lodash', true],
  ['/?search=', false],
])('at %s it is %s that somebody chose a filter, and clearing goes back to the default', async (at, has) => {
  render(
    <MemoryRouter initialEntries={[at]}>
      <Filtered />
    </MemoryRouter>,
  );
  expect(screen.getByRole('status')).toHaveTextContent(new RegExp(`^${has}`));
  await press('Clear');
  expect(screen.getByRole('status')).toHaveTextContent('false ?state=OPEN');
});
