import { MantineProvider } from '@mantine/core';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { brokenRules } from '../testing/render-page.js';
import { MayButton } from './may-button.js';

const REASON = 'This needs the role Approver. Ask an administrator.';

function show(reason: string | null) {
  const press = jest.fn();
  const send = jest.fn((event: { preventDefault: () => void }) => event.preventDefault());
  const { container } = render(
    <MantineProvider env="test">
      <form onSubmit={send}>
        <MayButton permission={{ reason }} type="submit" onClick={press}>
          Approve
        </MayButton>
      </form>
    </MantineProvider>,
  );
  return { press, send, container };
}

test('whoever may presses it as any button', async () => {
  const { press, send } = show(null);
  await userEvent.click(screen.getByRole('button', { name: 'Approve' }));
  expect(press).toHaveBeenCalledTimes(1);
  expect(send).toHaveBeenCalledTimes(1);
});

test('whoever may not reaches it by keyboard, is told why, and neither presses nor sends', async () => {
  const { press, send, container } = show(REASON);
  const user = userEvent.setup();
  await user.tab();
  const button = screen.getByRole('button', { name: 'Approve' });
  expect(button).toHaveFocus();
  expect(button).toHaveAttribute('aria-disabled', 'true');
  expect(button).toHaveAccessibleDescription(REASON);
  expect(await screen.findByRole('tooltip')).toHaveTextContent(REASON);
  await user.keyboard('{Enter}');
  await user.click(button);
  expect(press).not.toHaveBeenCalled();
  expect(send).not.toHaveBeenCalled();
  expect(await brokenRules(container)).toEqual([]);
});
