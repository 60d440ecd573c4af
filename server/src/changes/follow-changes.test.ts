import { CHANGE_KINDS, type Change, type LoggedChange } from './change.js';
import { ChangeFeed } from './change-feed.js';
import type { LogPlace } from './change-log.js';
import { followChanges } from './follow-changes.js';

/** A log that the test writes, and how often somebody asked for it. */
function fakeLog(fails = false) {
  const given = {
    fails,
    reads: 0,
    wakes: 0,
    server: 'a',
    written: [] as (Change | null)[],
    wake: () => {},
    gap: () => {},
    reported: 0,
  };
  const place = (): LogPlace => ({ server: given.server, snapshot: { min: '1', max: '1', underWay: [] } });
  const answer = <Value>(value: Value) =>
    given.fails ? Promise.reject(new Error('no database')) : Promise.resolve(value);
  const feed = new ChangeFeed({
    log: {
      place: () => answer(place()),
      readSince: (from) => {
        given.reads += 1;
        const written = given.fails ? [] : given.written.splice(0);
        const changes = written.includes(null) ? null : written.flatMap(logged);
        return answer({ from, upTo: place(), changes });
      },
      readObjects: () => answer([]),
    },
    wake: (onNew, onGap) => {
      given.wakes += 1;
      given.wake = onNew;
      given.gap = onGap;
      return Promise.resolve(() => Promise.resolve());
    },
    rest: () => new Promise((resolve) => setTimeout(resolve, 1)),
    apart: (work) => work(),
    report: () => (given.reported += 1),
  });
  const write = (...changes: (Change | null)[]) => {
    for (const change of changes) given.written.push(change);
    given.wake();
  };
  return { given, feed, write, follow: () => followChanges(feed) };
}

function logged(change: Change | null): readonly LoggedChange[] {
  return change === null ? [] : [{ ...change, seq: '1', operation: 'UPDATED' }];
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

/** A reader whose following has begun. */
async function reading({ feed, follow }: Pick<ReturnType<typeof fakeLog>, 'feed' | 'follow'>) {
  const reader = follow();
  await feed.refresh();
  return reader;
}

test('readers share one reading of the log, and each is told of nothing but what changes', async () => {
  const world = fakeLog();
  const first = await reading(world);
  const second = await reading(world);
  const { reads } = world.given;
  world.write(plan(1));
  expect(await take(first, 1)).toEqual([plan(1)]);
  expect(await take(second, 1)).toEqual([plan(1)]);
  expect([world.given.reads - reads, world.given.wakes]).toEqual([1, 1]);
});

test('after the listening connection was lost the log is read on, and only a restored backup makes all be read again', async () => {
  const world = fakeLog();
  const reader = await reading(world);
  world.given.written.push(plan(1));
  world.given.gap();
  expect(await take(reader, 1)).toEqual([plan(1)]);
  world.given.server = 'b';
  world.given.gap();
  expect(await take(reader, ANY.length)).toEqual(ANY);
});

test('more than a process wants to hold at once is told as one event for each kind', async () => {
  const world = fakeLog();
  const reader = await reading(world);
  world.write(null);
  expect(await take(reader, ANY.length)).toEqual(ANY);
});

test('a slow reader gets one event in place of a thousand, and other kinds as they came', async () => {
  const world = fakeLog();
  const reader = await reading(world);
  const findings: Change = { kind: 'FINDINGS', id: null, projectId: '7' };
  world.write(findings, ...Array.from({ length: 1_000 }, (_, id) => plan(id)), findings);
  await world.feed.refresh();
  expect(await take(reader, 2)).toEqual([findings, { kind: 'PLAN', id: null, projectId: null }]);
  world.write(plan(5));
  expect(await take(reader, 1)).toEqual([plan(5)]);
});

test('a reader that left is told nothing more', async () => {
  const world = fakeLog();
  const reader = await reading(world);
  world.write(plan(1));
  await reader.return?.();
  world.write(plan(2));
  expect(await take(reader, 1)).toEqual([null]);
});

test('where it cannot be begun readers end, and the next one tries again', async () => {
  const world = fakeLog(true);
  expect(await take(world.follow(), 1)).toEqual([null]);
  world.given.fails = false;
  const reader = await reading(world);
  world.write(plan(1));
  expect(await take(reader, 1)).toEqual([plan(1)]);
});

test('where the database does not answer for a while nothing is lost', async () => {
  const world = fakeLog();
  const reader = await reading(world);
  world.given.fails = true;
  world.write(plan(1));
  await new Promise((resolve) => setTimeout(resolve, 5));
  world.given.fails = false;
  expect(await take(reader, 1)).toEqual([plan(1)]);
  expect(world.given.reported).toBeGreaterThan(0);
});
