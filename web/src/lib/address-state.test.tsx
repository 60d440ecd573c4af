import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { MemoryRouter, useLocation } from 'react-router';
import { useAddressState } from './address-state.js';

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
