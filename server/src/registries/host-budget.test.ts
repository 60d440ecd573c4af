import { setImmediate as turn } from 'node:timers/promises';
import { WANTED_LIMITS } from './default-registries.js';
import { type HostBudget, HostBudgets } from './host-budget.js';

function setUp() {
  let nowMs = 0;
  const budgets = new HostBudgets({
    clock: () => new Date(nowMs),
    sleep: (ms) => {
      nowMs += ms;
      return Promise.resolve();
    },
  });
  return { budgets, now: () => nowMs };
}

/** How many of 10 requests run at once, and when the last has begun. */
async function measure(budget: HostBudget, now: () => number) {
  let running = 0;
  let most = 0;
  const fromMs = now();
  await Promise.all(
    Array.from({ length: 10 }, () =>
      budget.run(
        async () => {
          running += 1;
          most = Math.max(most, running);
          await turn();
          running -= 1;
        },
        () => Promise.resolve(),
      ),
    ),
  );
  return { most, lastMs: now() - fromMs };
}

const LOOSE = { concurrency: 8, perSecond: 50 };
const STRICT = { concurrency: 1, perSecond: 1 };

test.each([
  ['first', [STRICT, LOOSE]],
  ['later', [LOOSE, STRICT]],
  [
    'in part by each',
    [
      { ...LOOSE, concurrency: 1 },
      { ...LOOSE, perSecond: 1 },
    ],
  ],
])('the strictest limits of a host hold for all, asked for %s', async (_, asked) => {
  const { budgets, now } = setUp();
  const [before, after] = asked.map((limits) => budgets.of('registry.example', limits));
  if (before === undefined || after === undefined) throw new Error('no budget');
  expect(await measure(before, now)).toEqual({ most: 1, lastMs: 9_000 });
  expect(await measure(after, now)).toEqual({ most: 1, lastMs: 10_000 });
});

test('another host keeps its own limits', async () => {
  const { budgets, now } = setUp();
  budgets.of('registry.example', STRICT);
  const { lastMs } = await measure(budgets.of('other.example', LOOSE), now);
  expect(lastMs).toBeCloseTo(180);
});

test('a host that publishes how often it may be asked is asked no more often, whoever names it', () => {
  expect(WANTED_LIMITS.get(new URL('https://crates.io/').host)).toEqual(STRICT);
});
