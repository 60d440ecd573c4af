import { Client } from 'pg';
import * as fc from 'fast-check';
import { LIST_QUERIES } from '../bench/page-list-cases.js';
import { seedPage } from '../bench/seed-world.js';
import { startTestBackline, type TestBackline } from './backline.js';

const NOW = new Date('2026-11-20T09:00:00.000Z');

describe('lists of a seeded Backline', () => {
  let world: TestBackline;

  beforeAll(async () => {
    world = await startTestBackline({ config: { role: 'api' } });
    await seedPage(world.backline.core.database.dataSource.manager, {
      now: NOW,
      size: { projects: 150, findings: 900, plans: 120, packages: 400 },
    });
  }, 120_000);
  afterAll(() => world.close());

  test.each([
    ['findings', {}],
    ['findingGroups', { by: 'ADVISORY' }],
    ['findingGroups', { by: 'PACKAGE' }],
    ['findingGroups', { by: 'PROJECT' }],
    ['projects', {}],
    ['remediationPlans', {}],
    ['remediationPlans', { orderBy: { field: 'PROJECT' } }],
    ['advisories', { orderBy: { field: 'FINDINGS' } }],
    ['jobs', {}],
    ['auditEvents', {}],
    ['mergeRequests', {}],
    ['search', { text: 'a' }],
  ] as const)('%s %j takes as many statements for 100 rows as for 10', async (list, variables) => {
    const statements = async (first: number): Promise<number> => {
      await world.graphql(LIST_QUERIES[list], { ...variables, first });
      const spy = jest.spyOn(Client.prototype, 'query');
      await world.graphql(LIST_QUERIES[list], { ...variables, first });
      const count = spy.mock.calls.filter(([sql]) => /\bfrom\b/i.test(String(sql))).length;
      spy.mockRestore();
      return count;
    };
    const few = await statements(10);
    expect(few).toBeGreaterThan(0);
    expect(await statements(100)).toBe(few);
  });

  test('an advisory tells of as many open findings as their list, and the order by findings goes by that number', async () => {
    const { data } = await world.graphql(
      '{ advisories(first: 20, orderBy: { field: FINDINGS }) { nodes { advisoryId openFindings } } }',
    );
    const counts: number[] = [];
    for (const { advisoryId, openFindings } of data.advisories.nodes) {
      const listed = await world.graphql(
        `query ($advisory: String!) {
           findings(filter: { advisory: $advisory, state: [OPEN, IN_PROGRESS] }) { totalCount } }`,
        { advisory: advisoryId },
      );
      expect(openFindings).toBe(listed.data.findings.totalCount);
      counts.push(openFindings);
    }
    expect(counts[0]).toBeGreaterThan(0);
    expect(counts).toEqual(counts.toSorted((a, b) => b - a));
  });

  test('orders of advisories hold over pages and give every one of them once', async () => {
    for (const orderBy of ['MODIFIED', 'PUBLISHED', 'SEVERITY', 'FINDINGS']) {
      const ids: string[] = [];
      let after: string | null = null;
      do {
        const { data } = await world.graphql(
          `query ($after: String, $orderBy: AdvisoryOrder) { advisories(first: 70, after: $after, orderBy: $orderBy) {
             totalCount nodes { advisoryId } pageInfo { hasNextPage endCursor } } }`,
          { after, orderBy: { field: orderBy } },
        );
        ids.push(...data.advisories.nodes.map((node: { advisoryId: string }) => node.advisoryId));
        after = data.advisories.pageInfo.hasNextPage ? data.advisories.pageInfo.endCursor : null;
      } while (after !== null);
      const expected = await world.sql(ADVISORY_ORDERS[orderBy] ?? '');
      expect(ids).toEqual(expected.map(({ id }) => id));
      expect(ids).toHaveLength(400);
    }
  });

  test('the tree of groups counts what is below each group', async () => {
    const projects = await world.sql(
      `SELECT path, (open_findings->>'total')::int AS open, integration_id AS "of" FROM project`,
    );
    for (const parent of [null, 'bank', 'bank/core', 'bank/', 'no-such-group', 'ban']) {
      const { data } = await world.graphql(
        `query ($parent: String) { projectGroups(parent: $parent) { path name projectCount hasSubgroups openFindings { total } } }`,
        { parent },
      );
      const above = (parent ?? '').split('/').filter((name) => name !== '');
      const groups = new Map<string, { count: number; open: number; deeper: boolean }>();
      for (const { path, open, of } of projects) {
        const names = String(path).split('/');
        if (names.length <= above.length + 1 || above.some((name, index) => names[index] !== name)) continue;
        const key = `${names.slice(0, above.length + 1).join('/')} ${of}`;
        const known = groups.get(key) ?? { count: 0, open: 0, deeper: false };
        groups.set(key, {
          count: known.count + 1,
          open: known.open + Number(open),
          deeper: known.deeper || names.length > above.length + 2,
        });
      }
      expect(
        data.projectGroups.map((group: any) => [
          group.path,
          group.projectCount,
          group.openFindings.total,
          group.hasSubgroups,
        ]),
      ).toEqual(
        [...groups]
          .toSorted(([left], [right]) => (left < right ? -1 : 1))
          .map(([key, { count, open, deeper }]) => [key.split(' ')[0], count, open, deeper]),
      );
    }
  });

  test('a search is a text: wildcards and odd characters find only themselves', async () => {
    for (const text of [
      '',
      '   ',
      '%',
      '_',
      '\\',
      '%%%',
      "'",
      "zq' | 'zx",
      ':*',
      '!!',
      '💥',
      'é'.repeat(200),
    ]) {
      const {
        data,
      } = // The API refuses U+0000, which Postgres stores nowhere.
        await world.graphql(LIST_QUERIES.search, { text: text.replaceAll('\0', '') });
      expect(data.search).toEqual({ projects: [], packages: [], advisories: [] });
    }
  });

  test('a search puts names that begin with the text first', async () => {
    const { data } = await world.graphql(LIST_QUERIES.search, { text: 'PORTAL', first: 50 });
    const names = data.search.projects.map(({ path }: { path: string }) => path.split('/').at(-1) ?? '');
    expect(names.length).toBeGreaterThan(3);
    expect(names.every((name: string) => name.startsWith('portal'))).toBe(true);
    const [advisory] = await world.sql(
      `SELECT advisory.id, advisory_alias.alias, advisory.summary FROM advisory JOIN advisory_alias ON advisory_id = advisory.id ORDER BY 1 LIMIT 1`,
    );
    for (const text of [
      advisory.id,
      advisory.alias.toLowerCase(),
      advisory.alias.slice(0, -1),
      advisory.summary,
    ]) {
      const found = (await world.graphql(LIST_QUERIES.search, { text, first: 100 })).data.search.advisories;
      expect(found.map((one: { advisoryId: string }) => one.advisoryId)).toContain(advisory.id);
    }
  });

  test('a package of a search tells in how many projects it is and how often it is found', async () => {
    const [known] = await world.sql(
      `SELECT ecosystem, package_name AS name, count(*)::int AS open FROM finding WHERE state IN ('OPEN', 'IN_PROGRESS')
       GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2 LIMIT 1`,
    );
    const [{ projects }] = await world.sql(
      `SELECT count(DISTINCT project_id)::int AS projects FROM manifest JOIN dependency USING (inventory_id)
       JOIN package_version ON package_version.id = package_version_id WHERE ecosystem = $1 AND name = $2`,
      [known.ecosystem, known.name],
    );
    const { data } = await world.graphql(LIST_QUERIES.search, { text: known.name, first: 20 });
    expect(data.search.packages).toContainEqual({
      ecosystem: known.ecosystem,
      name: known.name,
      projectCount: projects,
      openFindings: known.open,
    });
  });

  test('each filter of jobs and of the audit log lets through what a plain look at the rows would', async () => {
    const jobs = await world.sql(
      'SELECT id::text, subject, lane, state, attempts, max_attempts FROM job ORDER BY job.id DESC',
    );
    const read = world.backline.core.read;
    const [{ id: projectId }] = await world.sql(`SELECT id::text FROM project ORDER BY project.id LIMIT 1`);
    const isDead = (job: any) => job.state === 'FAILED' && job.attempts >= job.max_attempts;
    for (const [filter, keep] of [
      [{ isDead: true }, isDead],
      [{ isDead: false }, (job: any) => !isDead(job)],
      [{ projectId }, (job: any) => job.subject === `project:${projectId}`],
      [{ integrationId: '2' }, (job: any) => job.lane === 'integration:2'],
    ] as const) {
      const expected = jobs.filter(keep).map(({ id }) => id);
      expect(expected.length).toBeGreaterThan(0);
      const page = await read.jobHistory.list(filter, { before: null, limit: 100 });
      expect(page.jobs.map(({ id }) => id)).toEqual(expected.slice(0, 100));
      expect(await read.jobHistory.count(filter, 10_000)).toBe(expected.length);
    }
    const events = await world.sql(
      'SELECT id::text, at, actor, action, message FROM audit_event ORDER BY audit_event.id DESC',
    );
    const from = new Date(NOW.getTime() - 40 * 86_400_000);
    const until = new Date(NOW.getTime() - 20 * 86_400_000);
    for (const [filter, keep] of [
      [{ actor: 'Ada' }, (event: any) => event.actor === 'Ada'],
      [{ actionPrefix: 'plan.' }, (event: any) => event.action.startsWith('plan.')],
      [{ actionPrefix: 'plan_' }, () => false],
      [{ from, until }, (event: any) => event.at >= from && event.at < until],
      [{ text: 'WAS approved' }, (event: any) => event.message.includes('was approved')],
    ] as const) {
      const expected = events.filter(keep).map(({ id }) => id);
      const listed = await read.audit.list({ first: 50, beforeId: null, ...filter });
      expect(listed.map(({ id }) => id)).toEqual(expected.slice(0, 50));
      expect(await read.audit.count(filter, 30_000)).toBe(expected.length);
    }
  });

  test('each order of plans gives every plan once, over pages', async () => {
    const { read } = world.backline.core;
    for (const order of ['NEWEST', 'RISK', 'FIXES', 'PROJECT'] as const) {
      const expected = await world.sql(PLAN_ORDERS[order]);
      const ids: string[] = [];
      for (let after: string | null = null; ; after = ids.at(-1) ?? null) {
        const page = await read.plans.list({ first: 7, after, filter: { groupPath: '' }, order });
        if (page.length === 0) break;
        ids.push(...page.map(({ id }) => id));
      }
      expect(ids).toEqual(expected.map(({ id }) => id));
    }
  });

  test('any text asks for a page of every list without an error', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 30 }), async (text) => {
        const { read } = world.backline.core;
        const filter = { search: text, groupPath: text, packageName: text, advisory: text };
        await read.findings.count(filter, 10);
        await read.projects.count({ search: text, groupPath: text }, 10);
        await read.plans.count({ search: text, groupPath: text, advisory: text, packageName: text }, 10);
        await read.audit.count({ text, actor: text, actionPrefix: text }, 10);
        await read.advisories.countAdvisories({ search: text }, 10);
        await read.projectGroups.list({ integrationId: null, parent: text });
        // The API refuses U+0000, which Postgres stores nowhere.
        await world.graphql(LIST_QUERIES.search, { text: text.replaceAll('\0', '') });
      }),
      { numRuns: 30 },
    );
  });
});

const OPEN = `(SELECT count(*) FROM finding WHERE state IN ('OPEN', 'IN_PROGRESS') AND finding.group_id = advisory.group_id::text)`;

const ADVISORY_ORDERS: Readonly<Record<string, string>> = {
  MODIFIED: 'SELECT id FROM advisory ORDER BY modified_at DESC, id DESC',
  PUBLISHED: 'SELECT id FROM advisory ORDER BY published_at DESC, id DESC',
  SEVERITY: 'SELECT id FROM advisory ORDER BY severity_rank DESC, published_at DESC, id DESC',
  FINDINGS: `SELECT id FROM advisory ORDER BY ${OPEN} DESC, severity_rank DESC, published_at DESC, id DESC`,
};

const PLAN_ORDERS = {
  NEWEST: 'SELECT id::text FROM remediation_plan AS plan ORDER BY plan.id DESC',
  RISK: `SELECT id::text FROM remediation_plan AS plan ORDER BY array_position(ARRAY['LOW', 'MEDIUM', 'HIGH'], risk), plan.id DESC`,
  FIXES: `SELECT id::text FROM remediation_plan AS plan ORDER BY (fixed_counts->>'malicious')::int DESC, (fixed_counts->>'critical')::int DESC,
    (fixed_counts->>'high')::int DESC, (fixed_counts->>'medium')::int DESC, (fixed_counts->>'low')::int DESC, plan.id DESC`,
  PROJECT: `SELECT plan.id::text AS id FROM remediation_plan AS plan JOIN project ON project.id = project_id ORDER BY path, plan.id DESC`,
} as const;
