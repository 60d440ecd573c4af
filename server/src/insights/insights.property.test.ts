import fc from 'fast-check';
import {
  type LoggedFinding,
  type LoggedWorld,
  stageOf,
  STEP_KINDS,
  type Step,
  takeStep,
} from '../../test/logged-world.js';
import { makeIntegration, makeProjects, startStores } from '../../test/stored-rows.js';
import type { TestDatabase } from '../../test/database.js';
import { SEVERITIES, type Severity } from '../advisories/advisory.js';
import { FINDING_STAGES, type FindingFilter } from '../findings/finding.js';
import { countBySeverity } from '../findings/severity-counts.js';
import { dueAt } from '../findings/sla.js';
import { effectivePolicies } from '../policies/effective-policy.js';
import { DEFAULT_POLICY } from '../policies/policy.js';
import type { Stores } from '../stores.js';
import type { Insights, InsightScope } from './insights.js';
import { createInsightReader } from './insights.store.js';

const DAY_MS = 86_400_000;
const START = Date.parse('2026-01-05T10:00:00.000Z');

let db: TestDatabase;
let stores: Stores;
let projectIds: readonly string[];
beforeAll(async () => {
  ({ db, stores } = await startStores());
  await makeIntegration(stores, 1);
  await makeIntegration(stores, 2);
  const paths = ['one/a', 'one/deep/b', 'two/c'];
  projectIds = await makeProjects(
    stores,
    '1',
    paths.map((path, index) => ({ gitlabProjectId: index + 1, path })),
  );
});
afterAll(() => db.close());

const step: fc.Arbitrary<Step & { readonly minutes: number }> = fc.record({
  kind: fc.constantFrom(...STEP_KINDS),
  project: fc.nat(2),
  picks: fc.array(fc.option(fc.constantFrom(...SEVERITIES), { freq: 2 }), { minLength: 5, maxLength: 5 }),
  number: fc.nat(1_000),
  minutes: fc.integer({ min: 1, max: 60 * 24 * 9 }),
  isUndone: fc.nat(9).map((one) => one === 0),
});

test('every number is that of a log that only the test keeps, whatever happens at once, is undone or folded', async () => {
  const pairs = fc.array(fc.tuple(step, step, fc.boolean()), { minLength: 8, maxLength: 20 });
  await fc.assert(
    fc.asyncProperty(
      pairs,
      fc.integer({ min: -20, max: 150 }),
      fc.nat(200),
      async (taken, sinceDay, length) => {
        const world = await emptyWorld();
        let time = START;
        for (const [one, other, isAtOnce] of taken) {
          const first = new Date((time += one.minutes * 60_000));
          const second = new Date((time += other.minutes * 60_000));
          if (isAtOnce && one.project !== other.project) {
            await Promise.all([takeStep(db, world, one, first), takeStep(db, world, other, second)]);
          } else {
            await takeStep(db, world, one, first);
            await takeStep(db, world, other, second);
          }
        }
        const now = new Date(time + 60_000);
        const since = dayAt(START + sinceDay * DAY_MS);
        const until = dayAt(
          Math.max(Date.parse(since), Math.min(Date.parse(since) + length * DAY_MS, now.getTime())),
        );
        await compare(world, { since, until }, now);
      },
    ),
    { numRuns: 15 },
  );
}, 300_000);

async function emptyWorld(): Promise<LoggedWorld> {
  await db.dataSource.query('TRUNCATE finding, remediation_plan, policy CASCADE');
  await db.dataSource.query(`UPDATE project SET integration_id = 1, path = 'one/' || id`);
  await db.dataSource.query('TRUNCATE finding_span, insight_change, insight_day');
  return { findings: new Set(), plans: [], projectIds, integrationIds: projectIds.map(() => '1') };
}

async function compare(
  world: LoggedWorld,
  range: { since: string; until: string },
  now: Date,
): Promise<void> {
  const placed = await stores.projects.findMany(projectIds);
  const policies = await effectivePolicies(stores, DEFAULT_POLICY, placed);
  const due = (finding: LoggedFinding) =>
    dueAt(finding, policies.get(projectIds[finding.project] ?? '')?.policy.slaDays ?? DEFAULT_POLICY.slaDays);
  const scopes: readonly InsightScope[] = [
    {},
    { integrationId: '1' },
    { integrationId: '2' },
    ...projectIds.map((projectId) => ({ projectId })),
    { integrationId: '2', projectId: projectIds[0] ?? '' },
  ];
  for (const scope of scopes) {
    const findings = [...world.findings].filter(
      ({ project }) =>
        (scope.projectId === undefined || projectIds[project] === scope.projectId) &&
        (scope.integrationId === undefined || world.integrationIds[project] === scope.integrationId),
    );
    const expected = naive(findings, { range, now, due, stage: (finding) => stageOf(world, finding) });
    expect(await createInsightReader(db.dataSource.manager).read(scope, range, now)).toEqual(expected);
    await compareLists(scope, expected, now);
  }
}

/** What a number links to lists as many. */
async function compareLists(scope: InsightScope, expected: Insights, now: Date): Promise<void> {
  const count = (filter: FindingFilter) => stores.findings.count({ ...scope, ...filter, now }, 10_000);
  const [last] = expected.days.slice(-1);
  if (last !== undefined && last.day < dayAt(now.getTime())) {
    const openAt = new Date(Date.parse(last.day) + DAY_MS - 1);
    expect(await count({ openAt })).toBe(last.open.total);
    expect(await count({ openAt, severities: ['HIGH', 'LOW'] })).toBe(last.open.high + last.open.low);
  }
  expect(await count({ slaStates: ['OVERDUE'] })).toBe(expected.sla.overdue.total);
  expect(await count({ slaStates: ['DUE_SOON', 'ON_TIME'] })).toBe(
    expected.sla.dueSoon.total + expected.sla.onTime.total,
  );
  const found = {
    firstSeenFrom: new Date(expected.since),
    firstSeenUntil: new Date(Date.parse(expected.until) + DAY_MS),
  };
  const stages = [
    expected.funnel.found,
    expected.funnel.planned,
    expected.funnel.approved,
    expected.funnel.opened,
    expected.funnel.merged,
  ];
  for (const [index, stage] of FINDING_STAGES.entries())
    expect(await count({ ...found, stage })).toBe(stages[index]);
}

interface Asked {
  readonly range: { readonly since: string; readonly until: string };
  readonly now: Date;
  readonly due: (finding: LoggedFinding) => Date | null;
  readonly stage: (finding: LoggedFinding) => number;
}

/** Finding by finding, day by day: slow, and plain enough to be believed. */
function naive(findings: readonly LoggedFinding[], { range, now, due, stage }: Asked): Insights {
  const start = Date.parse(range.since);
  const end = Date.parse(range.until) + DAY_MS;
  const within = (from: number, to: number) => (at: Date | null) =>
    at !== null && at.getTime() >= from && at.getTime() < to;
  const fixed = findings.filter(({ state }) => state === 'FIXED');
  const days: Insights['days'][number][] = [];
  for (let day = start; day < end; day += DAY_MS) {
    const open = findings.flatMap(({ turns }) => {
      const severity = turns.findLast(({ at }) => at.getTime() < day + DAY_MS)?.severity ?? null;
      return severity === null ? [] : [{ severity }];
    });
    days.push({ day: dayAt(day), open: countBySeverity(open) });
  }
  const weeks: Insights['weeks'][number][] = [];
  for (let week = mondayOf(start); week < end; week += 7 * DAY_MS) {
    const isIn = within(week, week + 7 * DAY_MS);
    const fixedIn = fixed.filter(({ fixedAt }) => isIn(fixedAt));
    weeks.push({
      week: dayAt(week),
      found: countBySeverity(findings.filter(({ firstSeenAt }) => isIn(firstSeenAt))),
      fixed: countBySeverity(fixedIn),
      medianSeconds: medianOf(fixedIn),
    });
  }
  const fixedInRange = fixed.filter(({ fixedAt }) => within(start, end)(fixedAt));
  const severities: readonly (Severity | null)[] = [
    null,
    'MALICIOUS',
    'CRITICAL',
    'HIGH',
    'MEDIUM',
    'LOW',
    'NONE',
  ];
  const dueIn = (from: number, to: number) =>
    countBySeverity(
      findings.filter((finding) => {
        const left = (due(finding)?.getTime() ?? Number.NaN) - now.getTime();
        return left > from && left <= to;
      }),
    );
  const foundInRange = findings.filter(({ firstSeenAt }) => within(start, end)(firstSeenAt));
  const atLeast = (least: number) => foundInRange.filter((finding) => stage(finding) >= least).length;
  return {
    ...range,
    days,
    weeks,
    timeToRemediate: severities.map((severity) => {
      const ofSeverity = fixedInRange.filter((finding) => severity === null || finding.severity === severity);
      return { severity, fixed: ofSeverity.length, medianSeconds: medianOf(ofSeverity) };
    }),
    sla: {
      overdue: dueIn(Number.NEGATIVE_INFINITY, 0),
      dueSoon: dueIn(0, 7 * DAY_MS),
      onTime: dueIn(7 * DAY_MS, Number.POSITIVE_INFINITY),
    },
    funnel: {
      found: atLeast(0),
      planned: atLeast(1),
      approved: atLeast(2),
      opened: atLeast(3),
      merged: atLeast(4),
    },
  };
}

function medianOf(findings: readonly LoggedFinding[]): number | null {
  const seconds = findings
    .map(({ firstSeenAt, fixedAt }) => ((fixedAt?.getTime() ?? 0) - firstSeenAt.getTime()) / 1_000)
    .sort((one, other) => one - other);
  const middle = (seconds.length - 1) / 2;
  const [low, high] = [seconds[Math.floor(middle)], seconds[Math.ceil(middle)]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}

function mondayOf(time: number): number {
  return time - ((new Date(time).getUTCDay() + 6) % 7) * DAY_MS;
}

function dayAt(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
