import { ChangeGatherer } from './change-gatherer.js';
import type { SeenChange } from './shown-kinds.js';

beforeEach(() => {
  jest.useFakeTimers({ now: 0 });
});
afterEach(() => jest.useRealTimers());

const plan = (id: string): SeenChange => ({ kind: 'PLAN', id, projectId: 'p' });

function gather() {
  const world = { reads: [] as string[], isHidden: false, lastsMs: 0 };
  const gatherer = new ChangeGatherer({
    isHidden: () => world.isHidden,
    read: async (changes) => {
      world.reads.push(`${Date.now()}: ${changes.map(({ kind, id }) => `${kind} ${id}`).join(', ')}`);
      await new Promise((resolve) => setTimeout(resolve, world.lastsMs));
    },
  });
  return { world, gatherer, pass: (ms: number) => jest.advanceTimersByTimeAsync(ms) };
}

test('has what comes within half a second read together, each once', async () => {
  const { world, gatherer, pass } = gather();
  gatherer.push(plan('a'));
  await pass(400);
  gatherer.push(plan('a'));
  gatherer.push(plan('b'));
  await pass(5_000);
  expect(world.reads).toEqual(['500: PLAN a, PLAN b']);
});

test('reads at most every two seconds while changes keep coming', async () => {
  const { world, gatherer, pass } = gather();
  for (let index = 0; index < 100; index += 1) {
    gatherer.push(plan('a'));
    await pass(100);
  }
  expect(world.reads.map((read) => Number(read.split(':')[0]))).toEqual([500, 2_500, 4_500, 6_500, 8_500]);
});

test('waits for a read that takes long', async () => {
  const { world, gatherer, pass } = gather();
  world.lastsMs = 7_000;
  gatherer.push(plan('a'));
  await pass(1_000);
  gatherer.push(plan('b'));
  await pass(6_000);
  expect(world.reads).toEqual(['500: PLAN a']);
  await pass(2_000);
  expect(world.reads).toEqual(['500: PLAN a', '8000: PLAN b']);
});

test('reads nothing while nobody looks, and once when somebody does', async () => {
  const { world, gatherer, pass } = gather();
  world.isHidden = true;
  for (let index = 0; index < 50; index += 1) {
    gatherer.push(plan('a'));
    await pass(1_000);
  }
  expect(world.reads).toEqual([]);
  world.isHidden = false;
  gatherer.resume();
  await pass(10_000);
  expect(world.reads).toEqual(['50500: PLAN a']);
});

test('holds a bounded number of changes', async () => {
  const { world, gatherer, pass } = gather();
  for (let index = 0; index < 1_000; index += 1) gatherer.push(plan(`${index}`));
  await pass(500);
  expect(world.reads).toHaveLength(1);
  expect(world.reads[0]).toContain('FINDINGS null');
  expect(world.reads[0]?.split(',').length).toBeLessThanOrEqual(100);
});

test('stops', async () => {
  const { world, gatherer, pass } = gather();
  gatherer.push(plan('a'));
  gatherer.stop();
  await pass(5_000);
  expect(world.reads).toEqual([]);
});
