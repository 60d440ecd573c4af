import { render, screen } from '@testing-library/react';
import { useKeptFocus } from './keep-focus.js';

function Card() {
  const place = useKeptFocus<HTMLDivElement>();
  return (
    <div ref={place}>
      <button type="button">Close</button>
    </div>
  );
}

function Page({ hasCard }: { readonly hasCard: boolean }) {
  return (
    <main>
      <h1>Merge requests</h1>
      <button type="button">Other</button>
      {hasCard && <Card />}
    </main>
  );
}

test.each([
  ['the heading where the card had it', 'Close', 'heading', 'Merge requests'],
  ['where it is otherwise', 'Other', 'button', 'Other'],
])('when a card goes away the focus is on %s', (_, focused, role, name) => {
  const { rerender } = render(<Page hasCard />);
  screen.getByRole('button', { name: focused }).focus();
  rerender(<Page hasCard={false} />);
  expect(screen.getByRole(role, { name })).toHaveFocus();
});
