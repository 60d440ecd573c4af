import * as fc from 'fast-check';
import { seedPage } from '../../bench/seed-world.js';
import { createTestDatabase, type TestDatabase } from '../../test/database.js';
import { SEVERITIES } from '../advisories/advisory.js';
import { createProjectStore } from '../projects/project.store.js';
import { ProjectEntity } from '../projects/project.entity.js';
import type { Project, ProjectFilter } from '../projects/project.js';
import { createFindingGroupReader } from './finding-group.store.js';
import { groupCursor, type FindingGroup, type FindingGrouping } from './finding-group.js';
import { createFindingStore } from './finding.store.js';
import { FINDING_STAGES, SLA_STATES, type FindingFilter, type FindingOrder } from './finding.js';

const NOW = new Date('2026-11-20T09:00:00.000Z');
const DAY_MS = 86_400_000;
const ORDERS: readonly FindingOrder[] = ['SEVERITY', 'RISK', 'FIRST_SEEN', 'DUE', 'PROJECT'];

interface Row {
  readonly id: string;
  readonly [column: string]: any;
}

describe('filters of findings and projects', () => {
  let database: TestDatabase;
  let rows: Row[];
  let projects: Row[];

  beforeAll(async () => {
    database = await createTestDatabase([ProjectEntity]);
    await seedPage(database.dataSource.manager, {
      now: NOW,
      size: { projects: 120, findings: 700, plans: 90, packages: 300 },
    });
    rows = await database.dataSource.query(`
      SELECT finding.*, finding.id::text AS id, project.path AS project_path, project.integration_id,
        (SELECT array_agg(id) FROM advisory WHERE advisory.group_id::text = finding.group_id) AS advisories,
        (SELECT json_agg(json_build_array(opened_at, closed_at)) FROM finding_span WHERE finding_id = finding.id) AS spans
      FROM finding JOIN project ON project.id = project_id`);
    projects = await database.dataSource.query(`
      SELECT project.*, project.id::text AS id,
        (SELECT array_agg(ecosystem) FROM manifest JOIN inventory ON inventory.id = inventory_id WHERE project_id = project.id) AS ecosystems,
        (SELECT count(*)::int FROM merge_request WHERE project_id = project.id AND state = 'OPENED') AS merge_requests,
        (SELECT count(*)::int FROM remediation_plan WHERE project_id = project.id AND state = 'PROPOSED') AS plans
      FROM project`);
  }, 120_000);
  afterAll(() => database.close());

  test('any filter of findings lets through what a plain look at the rows would, in every order, page by page', async () => {
    const store = createFindingStore(database.dataSource.manager);
    await fc.assert(
      fc.asyncProperty(
        findingFilter(),
        fc.constantFrom(...ORDERS),
        fc.integer({ min: 40, max: 300 }),
        async (filter, order, size) => {
          const expected = rows.filter((row) => passes(row, filter)).map(({ id }) => id);
          const listed: string[] = [];
          for (let after: string | null = null; ; after = listed.at(-1) ?? null) {
            const page = await store.list({ first: size, after, filter, order });
            listed.push(...page.map(({ id }) => id));
            if (page.length < size) break;
          }
          expect(listed.toSorted()).toEqual(expected.toSorted());
          expect(await store.count(filter, 10_000)).toBe(expected.length);
        },
      ),
      { numRuns: 60 },
    );
  }, 60_000);

  test('groups count what a filter lets through, worst first, page by page', async () => {
    const reader = createFindingGroupReader(database.dataSource.manager);
    await fc.assert(
      fc.asyncProperty(
        findingFilter(),
        fc.constantFrom<FindingGrouping>('ADVISORY', 'PACKAGE', 'PROJECT'),
        async (filter, by) => {
          const listed: FindingGroup[] = [];
          for (let after: string | null = null; ;) {
            const page = await reader.list({ first: 50, after, by, filter });
            listed.push(...page);
            const last = page.at(-1);
            if (last === undefined) break;
            after = groupCursor(last);
          }
          const expected = plainGroups(
            rows.filter((row) => passes(row, filter)),
            by,
          );
          expect(listed).toEqual(expected);
          expect(await reader.count(by, filter, 10_000)).toBe(expected.length);
        },
      ),
      { numRuns: 40 },
    );
  }, 60_000);

  test('pages join to the whole list while findings are added between them', async () => {
    const store = createFindingStore(database.dataSource.manager);
    for (const order of ORDERS) {
      const before = new Set<string>();
      for (const { id } of await store.list({ first: 5_000, after: null, filter: {}, order })) before.add(id);
      const seen: string[] = [];
      for (let after: string | null = null; ; after = seen.at(-1) ?? null) {
        const page = await store.list({ first: 150, after, filter: {}, order });
        if (page.length === 0) break;
        seen.push(...page.map(({ id }) => id));
        await database.dataSource.query(COPY_ONE, [`added/${order}-${seen.length}`]);
      }
      expect(new Set(seen).size).toBe(seen.length);
      expect([...before].filter((id) => !seen.includes(id))).toEqual([]);
    }
    await database.dataSource.query(`DELETE FROM finding WHERE manifest_path LIKE 'added/%'`);
  });

  test('any filter of projects lets through what a plain look at the rows would', async () => {
    const store = createProjectStore(database.dataSource.manager);
    const overdue = new Set(
      rows.filter(({ due_at: due }) => due !== null && due <= NOW).map((row) => row['project_id']),
    );
    await fc.assert(
      fc.asyncProperty(projectFilter(), async (filter) => {
        const expected = projects.filter((row) => passesProject(row, filter, overdue)).map(({ id }) => id);
        const listed: Project[] = [];
        for (let after: string | null = null; ; after = listed.at(-1)?.id ?? null) {
          const page = await store.list({ first: 30, after, filter, order: 'PATH' });
          listed.push(...page);
          if (page.length < 30) break;
        }
        expect(listed.map(({ id }) => id).toSorted()).toEqual(expected.toSorted());
        expect(await store.count(filter, 10_000)).toBe(expected.length);
      }),
      { numRuns: 60 },
    );
  }, 60_000);

  test.each([
    ['acme', ['acme/one', 'acme/sub/two', 'acme/subway/three', 'acme/su%/four']],
    ['acme/sub', ['acme/sub/two']],
    ['/acme/sub/', ['acme/sub/two']],
    ['acme/su%', ['acme/su%/four']],
    ['acme/s_b', []],
    ['acme/one', []],
    ['acm', []],
    ['ACME', []],
    ['acme/sub/two/deeper', []],
    ['ümlaut', ['ümlaut/five']],
  ])('the group %s holds %j', async (groupPath, paths) => {
    await database.dataSource.query(ADD_PROJECTS, [
      [
        'acme/one',
        'acme/sub/two',
        'acme/subway/three',
        'acme/su%/four',
        'acmeology/no',
        'ümlaut/five',
        'acme',
      ],
    ]);
    const store = createProjectStore(database.dataSource.manager);
    const found = await store.list({ first: 100, after: null, filter: { groupPath }, order: 'PATH' });
    expect(found.map(({ path }) => path).toSorted()).toEqual(paths.toSorted());
  });
});

const COPY_ONE = `INSERT INTO finding (project_id, manifest_path, ecosystem, package_name, group_id, versions, state, severity,
    severity_rank, score, is_direct, scope, paths, fixed_versions, because, first_seen_at)
  SELECT project_id, $1, ecosystem, package_name, group_id, versions, 'OPEN', severity, severity_rank, score, is_direct, scope,
    paths, fixed_versions, because, first_seen_at FROM finding ORDER BY md5(id::text || $1) LIMIT 1`;

const ADD_PROJECTS = `INSERT INTO project (integration_id, gitlab_origin, gitlab_project_id, path, name, web_url, git_url, visibility, state)
  SELECT (SELECT min(id) FROM integration), 'https://other.example', row_number() OVER (), path, path, '', '', 'private', 'READY'
  FROM unnest($1::text[]) AS given (path) ON CONFLICT DO NOTHING`;

function some<Item>(items: readonly Item[]): fc.Arbitrary<Item[]> {
  return fc.subarray([...items], { minLength: 1 });
}

function moment(): fc.Arbitrary<Date> {
  return fc.integer({ min: 0, max: 560 }).map((days) => new Date(NOW.getTime() - days * DAY_MS));
}

const GROUPS = ['bank', 'bank/core', 'labs', 'ban', 'shared/api/backend', 'no_such', '%'];

function findingFilter(): fc.Arbitrary<FindingFilter> {
  return fc
    .record(
      {
        integrationId: fc.constantFrom('1', '2', '3'),
        groupPath: fc.constantFrom(...GROUPS),
        isDirect: fc.boolean(),
        scopes: some(['RUNTIME', 'DEVELOPMENT', 'TEST', 'OPTIONAL', 'PEER'] as const),
        minScore: fc.constantFrom(0, 4.3, 7.5, 9.1, 9.25),
        minRisk: fc.integer({ min: 0, max: 100 }),
        firstSeenFrom: moment(),
        firstSeenUntil: moment(),
        fixedFrom: moment(),
        fixedUntil: moment(),
        openAt: moment(),
        slaStates: some(SLA_STATES),
        stage: fc.constantFrom(...FINDING_STAGES),
        severities: some(SEVERITIES),
        states: some(['OPEN', 'IN_PROGRESS', 'FIXED', 'DISMISSED'] as const),
        ecosystems: some(['npm', 'PyPI', 'Go', 'Maven']),
        search: fc.constantFrom('a', 'PARSER', '@', '_', '%', 'MAL-2026-1'),
        isFixable: fc.boolean(),
      },
      { requiredKeys: [] },
    )
    .chain((filter) =>
      fc.subarray(Object.keys(filter), { maxLength: 3 }).map((keys) => pickKeys(filter, keys)),
    )
    .map((filter) => ({ ...filter, now: NOW }));
}

function projectFilter(): fc.Arbitrary<ProjectFilter> {
  return fc
    .record({
      integrationId: fc.constantFrom('1', '2'),
      search: fc.constantFrom('api', 'GATEWAY', '_', '1'),
      states: some(['READY', 'READ_ONLY', 'UNAVAILABLE'] as const),
      withOpenFindings: fc.boolean(),
      withProblems: fc.boolean(),
      groupPath: fc.constantFrom(...GROUPS),
      minSeverity: fc.constantFrom(...SEVERITIES),
      ecosystems: some(['npm', 'PyPI', 'Go', 'Maven']),
      isWritable: fc.boolean(),
      withOpenMergeRequests: fc.boolean(),
      withProposedPlans: fc.boolean(),
      isOverdue: fc.boolean(),
    })
    .chain((filter) =>
      fc.subarray(Object.keys(filter), { maxLength: 3 }).map((keys) => pickKeys(filter, keys)),
    )
    .map((filter) => ({ ...filter, now: NOW }));
}

function pickKeys<Filter extends object>(filter: Filter, keys: readonly string[]): Partial<Filter> {
  return Object.fromEntries(Object.entries(filter).filter(([key]) => keys.includes(key))) as Partial<Filter>;
}

function isBelow(path: string, group: string): boolean {
  return path.startsWith(`${group}/`);
}

function slaOf(due: Date | null): (typeof SLA_STATES)[number] {
  if (due === null) return 'NONE';
  if (due <= NOW) return 'OVERDUE';
  return due.getTime() <= NOW.getTime() + 7 * DAY_MS ? 'DUE_SOON' : 'ON_TIME';
}

function passes(row: Row, filter: FindingFilter): boolean {
  const isFixed = row['state'] === 'FIXED';
  const within = (spans: [string, string | null][] | null, at: Date): boolean =>
    (spans ?? []).some(([from, to]) => new Date(from) <= at && (to === null || new Date(to) > at));
  const search = filter.search?.toLowerCase();
  return [
    filter.integrationId === undefined || row['integration_id'] === filter.integrationId,
    filter.groupPath === undefined || isBelow(row['project_path'], filter.groupPath),
    filter.isDirect === undefined || row['is_direct'] === filter.isDirect,
    filter.scopes === undefined || filter.scopes.includes(row['scope']),
    filter.minScore === undefined || (row['score'] !== null && row['score'] >= filter.minScore),
    filter.minRisk === undefined || row['risk_score'] >= filter.minRisk,
    filter.firstSeenFrom === undefined || row['first_seen_at'] >= filter.firstSeenFrom,
    filter.firstSeenUntil === undefined || row['first_seen_at'] < filter.firstSeenUntil,
    filter.fixedFrom === undefined || (isFixed && row['fixed_at'] >= filter.fixedFrom),
    filter.fixedUntil === undefined || (isFixed && row['fixed_at'] < filter.fixedUntil),
    filter.openAt === undefined || within(row['spans'], filter.openAt),
    filter.slaStates === undefined || filter.slaStates.includes(slaOf(row['due_at'])),
    filter.stage === undefined || row['stage'] >= FINDING_STAGES.indexOf(filter.stage),
    filter.severities === undefined || filter.severities.includes(row['severity']),
    filter.states === undefined || filter.states.includes(row['state']),
    filter.ecosystems === undefined || filter.ecosystems.includes(row['ecosystem']),
    search === undefined ||
      row['package_name'].toLowerCase().includes(search) ||
      row['advisories'].includes(filter.search),
    filter.isFixable === undefined || (row['plan_id'] !== null) === filter.isFixable,
  ].every(Boolean);
}

function passesProject(row: Row, filter: ProjectFilter, overdue: ReadonlySet<string>): boolean {
  const counts = row['open_findings'];
  const worst = SEVERITIES.findLastIndex((severity) => counts[severity.toLowerCase()] > 0);
  const is = (asked: boolean | undefined, holds: boolean): boolean => asked === undefined || asked === holds;
  return [
    filter.integrationId === undefined || row['integration_id'] === filter.integrationId,
    filter.search === undefined || row['path'].toLowerCase().includes(filter.search.toLowerCase()),
    filter.states === undefined || filter.states.includes(row['state']),
    is(filter.withOpenFindings, counts.total > 0),
    is(filter.withProblems, row['problem_count'] > 0),
    filter.groupPath === undefined || isBelow(row['path'], filter.groupPath),
    filter.minSeverity === undefined || worst >= SEVERITIES.indexOf(filter.minSeverity),
    filter.ecosystems === undefined ||
      filter.ecosystems.some((one) => (row['ecosystems'] ?? []).includes(one)),
    is(filter.isWritable, row['state'] === 'READY'),
    is(filter.withOpenMergeRequests, row['merge_requests'] > 0),
    is(filter.withProposedPlans, row['plans'] > 0),
    is(filter.isOverdue, overdue.has(row.id)),
  ].every(Boolean);
}

function plainGroups(found: readonly Row[], by: FindingGrouping): FindingGroup[] {
  const keyOf = (row: Row): string =>
    by === 'ADVISORY'
      ? row['group_id']
      : by === 'PROJECT'
        ? row['project_id']
        : `${row['ecosystem']} ${row['package_name']}`;
  const keys = [...new Set(found.map(keyOf))];
  const groups = keys.map((key): FindingGroup => {
    const own = found.filter((row) => keyOf(row) === key);
    const count = (severity: string): number => own.filter((row) => row['severity'] === severity).length;
    const dues = own.flatMap((row) => (row['due_at'] === null ? [] : [row['due_at'].getTime()]));
    return {
      key,
      groupId: by === 'ADVISORY' ? key : null,
      ecosystem: by === 'PACKAGE' ? own[0]?.['ecosystem'] : null,
      packageName: by === 'PACKAGE' ? own[0]?.['package_name'] : null,
      projectId: by === 'PROJECT' ? key : null,
      findingCount: own.length,
      projectCount: new Set(own.map((row) => row['project_id'])).size,
      fixableCount: own.filter((row) => row['plan_id'] !== null).length,
      counts: {
        none: count('NONE'),
        low: count('LOW'),
        medium: count('MEDIUM'),
        high: count('HIGH'),
        critical: count('CRITICAL'),
        malicious: count('MALICIOUS'),
        total: own.length,
      },
      worstSeverity: SEVERITIES.findLast((severity) => count(severity) > 0) ?? 'NONE',
      maxRisk: Math.max(...own.map((row) => row['risk_score'])),
      nextDueAt: dues.length === 0 ? null : new Date(Math.min(...dues)),
    };
  });
  const rank = ({ worstSeverity }: FindingGroup): number => SEVERITIES.indexOf(worstSeverity);
  return groups.toSorted(
    (left, right) =>
      rank(right) - rank(left) || right.findingCount - left.findingCount || (left.key < right.key ? -1 : 1),
  );
}
