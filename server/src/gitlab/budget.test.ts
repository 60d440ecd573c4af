import { isAppError } from '../errors.js';
import { createRequestBudgets } from './budget.js';

function setUp(maxConcurrent: number) {
  let nowMs = 1_000_000;
  const slept: number[] = [];
  const budgets = createRequestBudgets({
    clock: () => new Date(nowMs),
    sleep: (ms, signal) => {
      signal?.throwIfAborted();
      slept.push(ms);
      nowMs += ms;
      return Promise.resolve();
    },
    maxConcurrent,
    sharedPauses: null,
  });
  return { budgets, slept, now: () => nowMs };
}

const wait = () => ({ maxWaitMs: 30_000, signal: new AbortController().signal });

test('runs no more at once than allowed, and all in the end, in order', async () => {
  const { budgets } = setUp(2);
  const budget = budgets.of('k');
  let running = 0;
  let most = 0;
  const done: number[] = [];
  const work = (index: number) => async () => {
    running += 1;
    most = Math.max(most, running);
    await new Promise((resolve) => setImmediate(resolve));
    running -= 1;
    done.push(index);
  };
  await Promise.all([0, 1, 2, 3, 4, 5, 6].map((index) => budget.run(work(index), wait())));
  expect(most).toBe(2);
  expect(done).toEqual([0, 1, 2, 3, 4, 5, 6]);
});

test('waits through a short pause, for this key only', async () => {
  const { budgets, slept, now } = setUp(1);
  budgets.of('k').pauseUntil(new Date(now() + 5_000), 'THROTTLED');
  await budgets.of('other').run(() => Promise.resolve(), wait());
  expect(slept).toEqual([]);
  await budgets.of('k').run(() => Promise.resolve(), wait());
  expect(slept).toEqual([5_000]);
});

test('throws with the time when the pause is long, and lets the next ones know too', async () => {
  const { budgets, now } = setUp(1);
  const until = new Date(now() + 60_000);
  budgets.of('k').pauseUntil(until, 'THROTTLED');
  budgets.of('k').pauseUntil(new Date(now() + 1_000), 'THROTTLED');
  const attempts = [1, 2].map(() =>
    budgets
      .of('k')
      .run(() => Promise.resolve(), wait())
      .catch((error: unknown) => error),
  );
  for (const error of await Promise.all(attempts)) {
    expect(error).toMatchObject({ code: 'GITLAB_THROTTLED', details: { retryAt: until.toISOString() } });
  }
});

test('everybody who waits for a turn hears of a long pause', async () => {
  const { budgets, now } = setUp(1);
  const budget = budgets.of('k');
  const first = budget.run(async () => {
    await new Promise((resolve) => setImmediate(resolve));
    budget.pauseUntil(new Date(now() + 90_000), 'THROTTLED');
  }, wait());
  const others = [1, 2, 3].map(() =>
    budget.run(() => Promise.resolve('ran'), wait()).catch((error: unknown) => error),
  );
  await first;
  const results = await Promise.all(others);
  expect(results.every((result) => isAppError(result, 'GITLAB_THROTTLED'))).toBe(true);
});

test('one who gives up does not keep the turn', async () => {
  const { budgets } = setUp(1);
  const budget = budgets.of('k');
  const cancel = new AbortController();
  let release = (): void => undefined;
  const first = budget.run(() => new Promise<void>((resolve) => (release = resolve)), wait());
  const second = budget.run(() => Promise.resolve('second'), { maxWaitMs: 1, signal: cancel.signal });
  const third = budget.run(() => Promise.resolve('third'), wait());
  cancel.abort();
  await expect(second).rejects.toThrow('abort');
  release();
  await first;
  expect(await third).toBe('third');
});

test('keeps requests apart until the quota is new, and not longer', async () => {
  const { budgets, slept, now } = setUp(4);
  const budget = budgets.of('k');
  const started: number[] = [];
  const work = () => {
    started.push(now());
    return Promise.resolve();
  };
  await budget.run(work, wait());
  budget.pace(2_000, new Date(now() + 5_000));
  for (let index = 0; index < 5; index += 1) await budget.run(work, wait());
  expect(started.map((time) => time - 1_000_000)).toEqual([0, 2_000, 4_000, 5_000, 5_000, 5_000]);
  await budgets.of('other').run(work, wait());
  expect(slept).toEqual([2_000, 2_000, 1_000]);
});

test('throws where the pace would make it wait too long', async () => {
  const { budgets, now } = setUp(4);
  const budget = budgets.of('k');
  await budget.run(() => Promise.resolve(), wait());
  budget.pace(600_000, new Date(now() + 3_600_000));
  const error: unknown = await budget.run(() => Promise.resolve(), wait()).catch((thrown: unknown) => thrown);
  const retryAt = new Date(now() + 600_000).toISOString();
  expect(error).toMatchObject({ code: 'GITLAB_THROTTLED', details: { retryAt } });
});

test('heeds the pauses that other processes tell of, and tells of its own once', async () => {
  let shared = 1_004_000;
  const told: unknown[] = [];
  let nowMs = 1_000_000;
  const budgets = createRequestBudgets({
    clock: () => new Date(nowMs),
    sleep: (ms) => {
      nowMs += ms;
      // While it sleeps, another process learns that it takes longer.
      shared = Math.max(shared, 1_010_000);
      return Promise.resolve();
    },
    maxConcurrent: 1,
    sharedPauses: {
      pausedUntilMs: (key) => (key === 'k' ? shared : 0),
      tell: (...said) => void told.push(said),
    },
  });
  await budgets.of('k').run(() => Promise.resolve(), wait());
  expect(nowMs).toBe(1_010_000);
  const until = new Date(nowMs + 1_000);
  budgets.of('k').pauseUntil(until, 'QUOTA_USED_UP');
  budgets.of('k').pauseUntil(until, 'THROTTLED');
  expect(told).toEqual([['k', until, 'QUOTA_USED_UP']]);
});

test('work that takes long leaves places to work that does not, also where it came first', async () => {
  const { budgets } = setUp(3);
  const budget = budgets.of('k');
  const releases: (() => void)[] = [];
  const order: string[] = [];
  const long = () =>
    budget.run(
      () => {
        order.push('long');
        return new Promise<void>((resolve) => releases.push(resolve));
      },
      { ...wait(), leaveFree: 2 },
    );
  const running = [long(), long()];
  const short = [1, 2, 3, 4].map((index) =>
    budget.run(() => Promise.resolve(order.push(`short ${index}`)), wait()),
  );
  await Promise.all(short);
  expect(order).toEqual(['long', 'short 1', 'short 2', 'short 3', 'short 4']);
  releases[0]?.();
  await running[0];
  await new Promise((resolve) => setImmediate(resolve));
  releases[1]?.();
  await Promise.all(running);
  expect(order.filter((each) => each === 'long')).toHaveLength(2);
});
