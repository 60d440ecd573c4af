import { setTimeout as wait } from 'node:timers/promises';
import { ADVISORIES, startTestBackline, type TestBackline } from './backline.js';
import { type Call, type FaultKind, goWholeWay, PHASES } from './faulty-case.js';

jest.setTimeout(300_000);

const PAGE = '<!DOCTYPE html><html><body><h1>Welcome</h1></body></html>';

/** Every way in which a server misbehaves, for any request. */
const FAULTS: Readonly<Record<string, FaultKind>> = {
  '429 plain text, Retry-After in seconds': { kind: 'throttle-plain' },
  '429 JSON, no Retry-After': { kind: 'throttle-json' },
  '429 of a proxy, Retry-After as a Go duration': { kind: 'throttle-proxy' },
  '500': { kind: 500 },
  '502 without the effect': { kind: 502 },
  '502 with the effect done': { kind: 502, afterEffect: true },
  'reset before the effect': { kind: 'reset' },
  'reset after the effect': { kind: 'reset', afterEffect: true },
  hang: { kind: 'hang' },
  'HTML with 502': { kind: 'html' },
  'HTML with 200': { kind: 200, body: PAGE },
  'HTML with 200 and the effect done': { kind: 200, body: PAGE, afterEffect: true },
};

/** Cases at the same time. */
const ABREAST = 10;

let world: TestBackline;
let hurrying = true;
let hurry: Promise<void> = Promise.resolve();
beforeAll(async () => {
  world = await startTestBackline({
    config: { workers: 12 },
    patience: {
      sleep: async (ms, signal) => {
        await wait(ms / 5, undefined, signal === undefined ? {} : { signal });
      },
      transportLimits: { requestTimeoutMs: 1_500, overallTimeoutMs: 12_000, throttledPauseMs: 300 },
      gitLimits: { timeoutMs: 4_000 },
    },
  });
  await world.importAdvisories(ADVISORIES);
  hurry = keepHurrying();
});
afterAll(async () => {
  hurrying = false;
  await hurry;
  await world.close();
});

/** What waits after a failure or for a limit is due soon: the back-off of jobs, scaled down. */
async function keepHurrying(): Promise<void> {
  while (hurrying) {
    const hurried = await world.sql(
      `with hurried as (update job set run_at = clock_timestamp(), is_due = true
         where state = 'QUEUED' and not is_due and run_at > clock_timestamp() returning 1)
       select count(*)::int as count from hurried`,
    );
    if (hurried[0]?.count > 0) await world.sql(`select pg_notify('backline_job_wake', '')`);
    await wait(150);
  }
}

/** Of each part of the way, calls that are so far apart that each fault is a trouble of its own; 1 with BACKLINE_WHOLE_MATRIX. */
const FAULTS_A_PART = process.env['BACKLINE_WHOLE_MATRIX'] === undefined ? 3 : 1;

/** Cells of the matrix; those of different parts of the way share a run, for between them everything has come to rest. */
function sharedRuns(calls: readonly Call[]): { readonly call: Call; readonly fault: string }[][] {
  const runs: { readonly call: Call; readonly fault: string }[][] = [];
  for (const phase of PHASES) {
    const own = calls.filter((call) => call.phase === phase);
    const size = Math.ceil(own.length / FAULTS_A_PART);
    for (let from = 0; from < own.length; from += size) {
      const cells = own
        .slice(from, from + size)
        .flatMap((call) => Object.keys(FAULTS).map((fault) => ({ call, fault })));
      // Another part begins with another fault, so that a run suffers different ones.
      for (const [at, cell] of cells.entries())
        (runs[(at + (from / size) * 5) % cells.length] ??= []).push(cell);
    }
  }
  return runs;
}

it('ends as a day without faults does, whichever call suffers whichever fault', async () => {
  const clean = await goWholeWay(world, []);
  expect(clean.end).toMatchObject({ commitsWhenOpen: 2, quickActions: 0 });
  expect(clean.end.mergeRequests).toEqual([expect.stringMatching(/^!1 merged backline\/safe-all-/)]);
  const again = await goWholeWay(world, []);
  expect(again.end).toEqual(clean.end);
  expect(again.calls).toEqual(clean.calls);

  const runs = sharedRuns(clean.calls);
  const waiting = [...runs.entries()];
  const failures: string[] = [];
  let hits = 0;
  let presses = 0;
  const work = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [, cells] = next;
      const names = cells.map(({ call, fault }) => `${call.signature} (${call.occurrence}): ${fault}`);
      try {
        const faults = cells.map(({ call, fault }) => ({ call, fault: FAULTS[fault] ?? { kind: 500 } }));
        const result = await goWholeWay(world, faults);
        hits += result.hits;
        presses += result.presses;
        expect(result.end).toEqual(clean.end);
        expect({ names, hits: result.hits }).toEqual({ names, hits: cells.length });
      } catch (error) {
        failures.push(`${names.join('\n')}\n${String(error)}`);
      }
    }
  };
  await Promise.all(Array.from({ length: ABREAST }, work));
  process.stdout.write(
    `fault matrix: ${clean.calls.length} calls × ${Object.keys(FAULTS).length} faults = ${hits} hit, in ${runs.length} runs; a person pressed again ${presses} times\n`,
  );
  if (failures.length > 0) throw new Error(failures.join('\n\n'));
});
