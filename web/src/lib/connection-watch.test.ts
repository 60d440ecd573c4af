import { ConnectionWatch } from './connection-watch.js';

beforeEach(() => {
  jest.useFakeTimers({ now: 1_000 });
});
afterEach(() => jest.useRealTimers());

test('tells since when the first of several troubles lasts, until the last is over', () => {
  const watch = new ConnectionWatch();
  watch.socketLost();
  jest.setSystemTime(5_000);
  watch.requestFailed();
  watch.wentOffline();
  expect(watch.read()).toMatchObject({ isLive: false, lostAt: 1_000 });
  watch.requestAnswered();
  watch.wentOnline();
  expect(watch.read().lostAt).toBe(1_000);
  watch.socketOpened();
  expect(watch.read()).toEqual({ isLive: true, lostAt: null, answeredAt: null, nextTryAt: null });
});

test('knows when requests are answered though changes do not come', () => {
  const watch = new ConnectionWatch();
  watch.requestAnswered();
  expect(watch.read().answeredAt).toBeNull();
  watch.socketLost();
  jest.setSystemTime(2_000);
  watch.requestAnswered();
  expect(watch.read()).toMatchObject({ lostAt: 1_000, answeredAt: 2_000 });
  watch.requestFailed();
  expect(watch.read().answeredAt).toBeNull();
  watch.socketOpened();
  expect(watch.read()).toMatchObject({ lostAt: null, answeredAt: null });
});

test('waits longer with each try, half a minute at most, and says when the next one is', async () => {
  const watch = new ConnectionWatch();
  for (const [tries, least, most] of [
    [0, 750, 1_250],
    [2, 3_000, 5_000],
    [50, 22_500, 37_500],
  ] as const) {
    const now = Date.now();
    const wait = watch.waitToTry(tries);
    const { nextTryAt } = watch.read();
    expect(nextTryAt).toBeGreaterThanOrEqual(now + least);
    expect(nextTryAt).toBeLessThanOrEqual(now + most);
    jest.advanceTimersByTime(most);
    await wait;
    expect(watch.read().nextTryAt).toBeNull();
  }
});

test.each([
  ['a person wants it', (watch: ConnectionWatch) => watch.tryNow()],
  ['the browser is online again', (watch: ConnectionWatch) => watch.wentOnline()],
])('tries at once when %s', async (_, act) => {
  const watch = new ConnectionWatch();
  const waits = [watch.waitToTry(5), watch.waitToTry(9)];
  act(watch);
  await Promise.all(waits);
  expect(watch.read().nextTryAt).toBeNull();
});

test('tells its listeners of what differs only', () => {
  const watch = new ConnectionWatch();
  const listener = jest.fn();
  const stop = watch.subscribe(listener);
  watch.requestAnswered();
  watch.requestFailed();
  watch.requestFailed();
  expect(listener).toHaveBeenCalledTimes(1);
  stop();
  watch.requestAnswered();
  expect(listener).toHaveBeenCalledTimes(1);
});
