import { MantineProvider } from '@mantine/core';
import { act, fireEvent, render, screen } from '@testing-library/react';
import { ConnectionWatch, ConnectionWatchContext } from '../lib/connection-watch.js';
import { ConnectionBanner } from './connection-banner.js';

beforeEach(() => {
  jest.useFakeTimers({ now: new Date(2026, 10, 22, 10, 32, 5) });
});
afterEach(() => {
  jest.restoreAllMocks();
  jest.useRealTimers();
});

function show() {
  const watch = new ConnectionWatch();
  render(
    <MantineProvider env="test">
      <ConnectionWatchContext value={watch}>
        <ConnectionBanner />
      </ConnectionWatchContext>
    </MantineProvider>,
  );
  return { watch, said: () => screen.getByRole('status').textContent };
}

const pass = (ms: number) => act(() => jest.advanceTimersByTimeAsync(ms));

test('says nothing of what is over within three seconds', async () => {
  const { watch, said } = show();
  act(() => watch.socketLost());
  await pass(2_500);
  expect(said()).toBe('');
  act(() => watch.socketOpened());
  await pass(5_000);
  expect(said()).toBe('');
});

test('says since when the server cannot be reached and when it is tried again, then that it is over', async () => {
  const { watch, said } = show();
  act(() => watch.socketLost());
  await pass(3_000);
  expect(said()).toMatch(/^Backline cannot be reached since 10:32:05.+What is shown is from then/);
  expect(screen.getByText('Trying now…')).toBeInTheDocument();
  let tried = 0;
  act(() => void watch.waitToTry(9).then(() => (tried += 1)));
  await pass(500);
  expect(screen.getByText(/^Next try in \d+ seconds\.$/)).toBeInTheDocument();
  fireEvent.click(screen.getByRole('button', { name: 'Try now' }));
  await pass(0);
  expect(tried).toBe(1);
  act(() => watch.socketOpened());
  await pass(0);
  expect(said()).toBe('Connected again. What is shown is up to date.');
  expect(screen.queryByRole('button')).not.toBeInTheDocument();
  await pass(6_000);
  expect(said()).toBe('');
});

test('says that it asks instead where requests are answered but changes do not come', async () => {
  const { watch, said } = show();
  act(() => watch.socketLost());
  await pass(4_000);
  act(() => watch.requestAnswered());
  expect(said()).toMatch(
    /^Changes do not come by themselves since .+ The page asks for them every 10 seconds instead\.$/,
  );
});

test('says at once that the device is offline', () => {
  const { watch, said } = show();
  jest.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
  act(() => watch.wentOffline());
  expect(said()).toMatch(/^This device is offline since/);
});

test('keeps what is focused from under it while it is shown', async () => {
  const { watch } = show();
  act(() => watch.requestFailed());
  await pass(3_000);
  expect(document.documentElement.style.scrollPaddingTop).toBe('16px');
  act(() => watch.requestAnswered());
  await pass(10_000);
  expect(document.documentElement.style.scrollPaddingTop).toBe('');
});
