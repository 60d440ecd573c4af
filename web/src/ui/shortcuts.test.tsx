import { fireEvent, render, screen } from '@testing-library/react';
import { currentShortcuts, switchSingleKeys, useShortcuts } from './shortcuts.js';

function Page({ keys, run }: { readonly keys: string; readonly run: () => void }) {
  useShortcuts([{ keys, label: 'Do it', run }]);
  return (
    <>
      <p>Text</p>
      <input aria-label="Field" />
      <input type="checkbox" aria-label="Box" />
      <a href="/x">Link</a>
    </>
  );
}

afterEach(() => switchSingleKeys(true));

test.each([
  ['j', { key: 'j' }],
  ['?', { key: '?', shiftKey: true }],
  ['Shift+a', { key: 'A', shiftKey: true }],
  ['Mod+k', { key: 'k', ctrlKey: true }],
  ['Mod+k', { key: 'k', metaKey: true }],
])('the shortcut %j hears its key and no other', (keys, event) => {
  const run = jest.fn();
  render(<Page keys={keys} run={run} />);
  fireEvent.keyDown(screen.getByText('Text'), { key: 'x' });
  fireEvent.keyDown(screen.getByText('Text'), { ...event, altKey: true });
  expect(run).not.toHaveBeenCalled();
  fireEvent.keyDown(screen.getByText('Text'), event);
  expect(run).toHaveBeenCalledTimes(1);
});

test('a single key is text in a field, and a shortcut on a box', () => {
  const run = jest.fn();
  render(<Page keys="j" run={run} />);
  fireEvent.keyDown(screen.getByLabelText('Field'), { key: 'j' });
  expect(run).not.toHaveBeenCalled();
  fireEvent.keyDown(screen.getByLabelText('Box'), { key: 'j' });
  expect(run).toHaveBeenCalledTimes(1);
});

test('with Ctrl it works in a field too', () => {
  const run = jest.fn();
  render(<Page keys="Mod+k" run={run} />);
  fireEvent.keyDown(screen.getByLabelText('Field'), { key: 'k', ctrlKey: true });
  expect(run).toHaveBeenCalledTimes(1);
});

test('Enter stays the link’s own', () => {
  const run = jest.fn();
  render(<Page keys="Enter" run={run} />);
  fireEvent.keyDown(screen.getByText('Link'), { key: 'Enter' });
  expect(run).not.toHaveBeenCalled();
});

test('while a dialog is open no shortcut of the page below it works', () => {
  const run = jest.fn();
  render(
    <>
      <Page keys="j" run={run} />
      <div role="dialog" aria-modal="true" />
    </>,
  );
  fireEvent.keyDown(screen.getByText('Text'), { key: 'j' });
  expect(run).not.toHaveBeenCalled();
});

test('who switched single keys off has none, and still those with Ctrl', () => {
  const run = jest.fn();
  switchSingleKeys(false);
  const { rerender } = render(<Page keys="j" run={run} />);
  fireEvent.keyDown(screen.getByText('Text'), { key: 'j' });
  expect(run).not.toHaveBeenCalled();
  rerender(<Page keys="Mod+k" run={run} />);
  fireEvent.keyDown(screen.getByText('Text'), { key: 'k', ctrlKey: true });
  expect(run).toHaveBeenCalledTimes(1);
});

test('the page that came last has a key, and gives it back when it goes', () => {
  const first = jest.fn();
  const second = jest.fn();
  render(<Page keys="j" run={first} />);
  const { unmount } = render(<Page keys="j" run={second} />);
  fireEvent.keyDown(document.body, { key: 'j' });
  expect([first.mock.calls.length, second.mock.calls.length]).toEqual([0, 1]);
  unmount();
  fireEvent.keyDown(document.body, { key: 'j' });
  expect(first).toHaveBeenCalledTimes(1);
  expect(currentShortcuts().map(({ keys }) => keys)).toEqual(['j']);
});
