import { CHANGE_KINDS, type Change, type ChangeEvents } from './change.js';
import { createChangeFollower } from './follow-changes.js';

/** Events that the test gives, and how often somebody asked for them. */
function fakeEvents(fails = false) {
  const given = { subscriptions: 0, fails, change: (_change: Change) => {}, gap: () => {} };
  const events: ChangeEvents = {
    subscribe: (onChange, onGap) => {
      given.subscriptions += 1;
      if (given.fails) return Promise.reject(new Error('no database'));
      given.change = onChange;
      given.gap = onGap;
      return Promise.resolve(() => Promise.resolve());
    },
  };
  return { given, follow: createChangeFollower(events) };
}

async function take(reader: AsyncIterator<Change>, count: number): Promise<readonly (Change | null)[]> {
  const taken: (Change | null)[] = [];
  for (let index = 0; index < count; index += 1) {
    const { value, done } = await reader.next();
    taken.push(done === true ? null : value);
  }
  return taken;
}

const plan = (id: number): Change => ({ kind: 'PLAN', id: `${id}`, projectId: '1' });
const ANY = CHANGE_KINDS.map((kind) => ({ kind, id: null, projectId: null }));

/** A reader that has had the events of the beginning. */
async function reading(follow: () => AsyncIterableIterator<Change>) {
  const reader = follow();
  expect(await take(reader, ANY.length)).toEqual(ANY);
  return reader;
}

test('readers share one subscription, and who came before it is begun is told that something may have been missed', async () => {
  const { given, follow } = fakeEvents();
  const first = await reading(follow);
  const second = follow();
  given.change(plan(1));
  expect(await take(first, 1)).toEqual([plan(1)]);
  expect(await take(second, 1)).toEqual([plan(1)]);
  expect(given.subscriptions).toBe(1);
});

test('a reader that comes once it is begun is told of nothing but what changes', async () => {
  const { given, follow } = fakeEvents();
  await reading(follow);
  const late = follow();
  given.change(plan(9));
  expect(await take(late, 1)).toEqual([plan(9)]);
});

test('after a gap everybody reads everything again', async () => {
  const { given, follow } = fakeEvents();
  const reader = await reading(follow);
  given.gap();
  expect(await take(reader, ANY.length)).toEqual(ANY);
});

test('a slow reader gets one event in place of a thousand, and other kinds as they came', async () => {
  const { given, follow } = fakeEvents();
  const reader = await reading(follow);
  const findings: Change = { kind: 'FINDINGS', id: null, projectId: '7' };
  given.change(findings);
  for (let id = 0; id < 1_000; id += 1) given.change(plan(id));
  given.change(findings);
  expect(await take(reader, 2)).toEqual([findings, { kind: 'PLAN', id: null, projectId: null }]);
  given.change(plan(5));
  expect(await take(reader, 1)).toEqual([plan(5)]);
});

test('a reader that left is told nothing more', async () => {
  const { given, follow } = fakeEvents();
  const reader = await reading(follow);
  given.change(plan(1));
  await reader.return?.();
  given.change(plan(2));
  expect(await take(reader, 1)).toEqual([null]);
});

test('where it cannot be begun readers end, and the next one tries again', async () => {
  const { given, follow } = fakeEvents(true);
  expect(await take(follow(), 1)).toEqual([null]);
  given.fails = false;
  await reading(follow);
  expect(given.subscriptions).toBe(2);
});
