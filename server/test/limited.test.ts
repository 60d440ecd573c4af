import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import {
  getNamedType,
  type GraphQLNamedType,
  type GraphQLSchema,
  isLeafType,
  isObjectType,
  isRequiredArgument,
  parse,
} from 'graphql';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { seedPage } from '../bench/seed-world.js';
import { hashToken } from '../src/accounts/sign-in.js';
import type { ProjectScope } from '../src/accounts/project-scope.js';
import { unsortedOf } from '../src/db/limited-views.js';
import { toGlobalId } from '../src/global-id.js';
import { makeSchema } from '../src/graphql/schema.js';
import { startTestBackline, type TestBackline } from './backline.js';
import { eventually } from './jobs.js';
import { walkSchema } from './schema-walk.js';
import { seedSmallLists } from './small-lists.js';

const NOW = new Date('2026-11-20T09:00:00.000Z');

const ROOT_ARGUMENTS = {
  findingGroups: 'by: ADVISORY',
  search: 'text: "a"',
  campaign: 'input: { ecosystem: "npm", package: "x" }',
  policy: 'scope: { kind: BACKLINE }',
};

let world: TestBackline;
let projects: readonly { readonly id: string; readonly integrationId: string; readonly path: string }[];
let whole: ProjectScope;
let group: ProjectScope;

beforeAll(async () => {
  world = await startTestBackline({ config: { role: 'api' } });
  const { manager } = world.backline.core.database.dataSource;
  await seedPage(manager, { now: NOW, size: { projects: 60, findings: 400, plans: 50, packages: 80 } });
  await seedSmallLists(manager, NOW);
  projects = await world.sql('select id, integration_id as "integrationId", path from project order by id');
  const [first] = await world.sql('select min(id) as id from integration');
  const [other] = await world.sql(
    'select integration_id as id from project where integration_id <> $1 group by 1 order by count(*) desc, 1 limit 1',
    [first.id],
  );
  const [top] = await world.sql(
    `select split_part(path, '/', 1) as path from project where integration_id = $1 group by 1 order by count(*) desc, 1 limit 1`,
    [first.id],
  );
  whole = { integrationId: other.id, groupPath: null };
  group = { integrationId: first.id, groupPath: top.path };
}, 120_000);
afterAll(() => world.close());

/** A token that is limited. */
async function tokenOf(
  limitedTo: readonly ProjectScope[],
  scopes: readonly string[] = ['READ', 'PLAN', 'APPROVE'],
) {
  const secret = `blt_${randomBytes(32).toString('base64url')}`;
  await world.sql(
    `insert into api_token (name, prefix, hash, scopes, created_by, limited_to) values ('limited', 'blt_', $1, $2, 'Ada', $3)`,
    [hashToken(secret), scopes, JSON.stringify(limitedTo)],
  );
  return { token: secret };
}

const sees = (scopes: readonly ProjectScope[]) =>
  projects.filter(({ integrationId, path }) =>
    scopes.some(
      (scope) =>
        scope.integrationId === integrationId &&
        (scope.groupPath === null || path.startsWith(`${scope.groupPath}/`)),
    ),
  );

test('every table is sorted into those that are limited and those that are not', async () => {
  const tables = await world.sql(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')`,
  );
  expect(tables.length).toBeGreaterThan(50);
  expect(unsortedOf(tables.map(({ name }) => name))).toEqual([]);
});

describe('whoever is limited', () => {
  test('sees the projects of an integration, of a group, of both, or of none', async () => {
    for (const scopes of [[whole], [group], [whole, group], []]) {
      const { data } = await world.graphql(
        '{ projects(first: 100) { totalCount nodes { path } } }',
        {},
        await tokenOf(scopes),
      );
      const paths = sees(scopes).map(({ path }) => path);
      expect(data.projects.nodes.map(({ path }: { path: string }) => path).toSorted()).toEqual(
        paths.toSorted(),
      );
      expect(data.projects.totalCount).toBe(paths.length);
    }
    expect(sees([whole]).length).toBeGreaterThan(0);
    expect(sees([group]).length).toBeGreaterThan(3);
    expect(sees([whole, group]).length).toBeLessThan(projects.length);
  });

  test('gets null for every id of what lies beyond, as for what does not exist', async () => {
    const caller = await tokenOf([group]);
    const seen = sees([group]).map(({ id }) => id);
    const hidden: string[] = [];
    const found: string[] = [];
    for (const [type, table, column] of [
      ['Project', 'project', 'id'],
      ['Finding', 'finding', 'project_id'],
      ['RemediationPlan', 'remediation_plan', 'project_id'],
      ['MergeRequest', 'merge_request', 'project_id'],
      ['Manifest', 'manifest', 'project_id'],
    ] as const) {
      const [row] = await world.sql(
        `select id from ${table} where not (${column} = any ($1::bigint[])) order by id limit 1`,
        [seen],
      );
      const [own] = await world.sql(
        `select id from ${table} where ${column} = any ($1::bigint[]) order by id limit 1`,
        [seen],
      );
      hidden.push(toGlobalId(type, row.id));
      if (own === undefined) continue;
      found.push(type);
      const { data } = await world.graphql(
        'query ($id: ID!) { node(id: $id) { id } }',
        { id: toGlobalId(type, own.id) },
        caller,
      );
      expect(data.node).toEqual({ id: toGlobalId(type, own.id) });
    }
    const [job] = await world.sql(`select id from job where subject = 'integration:' || $1`, [
      group.integrationId,
    ]);
    hidden.push(toGlobalId('Job', job.id), toGlobalId('Integration', whole.integrationId));
    const { data } = await world.graphql(
      'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }',
      { ids: hidden },
      caller,
    );
    expect(data.nodes).toEqual(hidden.map(() => null));
    expect(found).toEqual(expect.arrayContaining(['Project', 'Finding', 'RemediationPlan', 'Manifest']));
  });

  test('is refused what is about a whole integration, or about all of Backline', async () => {
    const caller = await tokenOf([group]);
    const sync = (id: string, by = caller) =>
      world.graphql(
        'mutation ($id: ID!) { syncIntegration(input: { id: $id }) { integration { id } userErrors { code message } } }',
        { id: toGlobalId('Integration', id) },
        by,
      );
    expect((await sync(group.integrationId)).data.syncIntegration.userErrors[0]).toMatchObject({
      code: 'FORBIDDEN',
    });
    const beyond = (await sync(whole.integrationId)).data;
    expect(beyond).toEqual((await sync('987654')).data);
    expect(beyond.syncIntegration.userErrors[0].code).toBe('NOT_FOUND');
    const own = await sync(whole.integrationId, await tokenOf([whole]));
    expect(own.data.syncIntegration).toMatchObject({ userErrors: [] });
    const { data } = await world.graphql('mutation { syncAdvisories { userErrors { code } } }', {}, caller);
    expect(data.syncAdvisories.userErrors).toEqual([{ code: 'FORBIDDEN' }]);
  });

  test('is answered by every mutation about what lies beyond as about what does not exist, and changes nothing', async () => {
    const caller = await tokenOf([group]);
    const seen = sees([group]).map(({ id }) => id);
    const beyond = async (table: string, column: string) =>
      (
        await world.sql(
          `select id from ${table} where not (${column} = any ($1::bigint[])) order by id limit 1`,
          [seen],
        )
      )[0].id;
    const ids: Readonly<Record<string, string>> = {
      Project: await beyond('project', 'id'),
      Finding: await beyond('finding', 'project_id'),
      RemediationPlan: await beyond('remediation_plan', 'project_id'),
      MergeRequest: await beyond('merge_request', 'project_id'),
      Job: (
        await world.sql(`select id from job where subject = 'integration:' || $1`, [group.integrationId])
      )[0].id,
    };
    const digest = `sha256:${'0'.repeat(64)}`;
    const cases: readonly (readonly [string, string, (id: string) => object])[] = [
      ['analyzeProject', 'Project', (id) => ({ id })],
      ['approvePlan', 'RemediationPlan', (id) => ({ id, digest })],
      ['approvePlans', 'RemediationPlan', (id) => ({ plans: [{ id, digest }] })],
      ['rejectPlan', 'RemediationPlan', (id) => ({ id, reason: 'No.' })],
      ['retryPlan', 'RemediationPlan', (id) => ({ id })],
      ['refreshPlan', 'RemediationPlan', (id) => ({ id })],
      ['refreshMergeRequest', 'MergeRequest', (id) => ({ id })],
      ['rebuildMergeRequest', 'MergeRequest', (id) => ({ id })],
      ['closeMergeRequest', 'MergeRequest', (id) => ({ id })],
      ['dismissFindings', 'Finding', (id) => ({ ids: [id], reason: 'TOLERABLE_RISK', comment: 'Fine.' })],
      ['reopenFindings', 'Finding', (id) => ({ ids: [id] })],
      ['cancelJob', 'Job', (id) => ({ id })],
      ['retryJob', 'Job', (id) => ({ id })],
    ];
    const state = () =>
      world.sql(`select (select count(*) from audit_event) as audit, (select count(*) from job where state = 'QUEUED') as jobs,
        (select md5(string_agg(state, ',' order by id)) from finding) as findings,
        (select md5(string_agg(state, ',' order by id)) from remediation_plan) as plans`);
    const before = await state();
    for (const [mutation, type, input] of cases) {
      const ask = async (id: string) => {
        const globalId = toGlobalId(type, id);
        const name = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
        const { text } = await world.graphql(
          `mutation ($input: ${name}!) { ${mutation}(input: $input) { __typename userErrors { code message path } } }`,
          { input: input(globalId) },
          caller,
        );
        return text.replaceAll(globalId, 'THE ID').replaceAll(/"requestId":"[^"]*"/g, '');
      };
      const answer = await ask(ids[type] ?? '');
      expect({ mutation, answer }).toEqual({ mutation, answer: await ask('98765432') });
      expect({ mutation, answer }).not.toMatchObject({ answer: expect.stringContaining('INTERNAL') });
    }
    expect(await state()).toEqual(before);
  });

  test('may do what the role allows with what it sees', async () => {
    const caller = await tokenOf([group]);
    const [plan] = await world.sql(
      `select id from remediation_plan where project_id = any ($1::bigint[]) and state = 'PROPOSED' order by id limit 1`,
      [sees([group]).map(({ id }) => id)],
    );
    const { data } = await world.graphql(
      `mutation ($id: ID!) { rejectPlan(input: { id: $id, reason: "Not now." }) { remediationPlan { state } userErrors { message } } }`,
      { id: toGlobalId('RemediationPlan', plan.id) },
      caller,
    );
    expect(data.rejectPlan).toEqual({ remediationPlan: { state: 'REJECTED' }, userErrors: [] });
  });

  test('leaves nothing of its limits on the connections', async () => {
    const caller = await tokenOf([group]);
    await Promise.all(
      Array.from({ length: 30 }, (_, index) =>
        world.graphql(
          '{ projects { totalCount } }',
          {},
          index % 2 === 0 ? caller : { token: world.adminToken },
        ),
      ),
    );
    const counts = await Promise.all(
      Array.from(
        { length: 40 },
        async () => (await world.sql('select count(*)::int as count from project'))[0].count,
      ),
    );
    expect(new Set(counts)).toEqual(new Set([projects.length]));
    await eventually(async () => {
      const held = await world.sql(
        `select 1 from pg_locks join pg_database on pg_database.oid = pg_locks.database
         where datname = current_database() and locktype = 'advisory' and mode = 'ShareLock'`,
      );
      expect(held).toEqual([]);
    });
  });

  test('hears of what it sees, and of nothing else', async () => {
    const { token } = await tokenOf([group]);
    const client = createClient({
      url: `${world.url.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: { authorization: `Bearer ${token}` },
    });
    const heard: string[] = [];
    for (const query of [
      'subscription { changed { kind id projectId } }',
      'subscription { planChanged { change remediationPlanId projectId remediationPlan { id } } }',
      'subscription { integrationChanged { change integrationId } }',
      'subscription { jobChanged { change jobId } }',
      'subscription { jobProgress { id } }',
    ])
      client.subscribe(
        { query },
        {
          next: (event) => heard.push(JSON.stringify(event)),
          error: (error) => heard.push(`error ${JSON.stringify(error)}`),
          complete: () => undefined,
        },
      );
    const seen = sees([group]).map(({ id }) => id);
    const plans = await world.sql(
      'select id, project_id = any ($1::bigint[]) as own from remediation_plan order by id',
      [seen],
    );
    const jobs = await world.sql(`select id, subject from job where subject like 'project:%' order by id`);
    const isOwn = ({ subject }: { subject: string }) => seen.includes(subject.slice('project:'.length));
    const touch = (table: string, id: string) =>
      world.sql(
        table === 'job'
          ? 'update job set progress = $2 where id = $1'
          : `update ${table} set ${table === 'integration' ? 'name' : 'title'} = 'touched ' || $2::text where id = $1`,
        [id, JSON.stringify({ done: heard.length })],
      );
    const own = plans.find((plan) => plan.own)?.id;
    const ownJob = jobs.find(isOwn)?.id;
    await eventually(async () => {
      await touch('remediation_plan', own);
      await touch('job', ownJob);
      for (const id of [toGlobalId('RemediationPlan', own), toGlobalId('Job', ownJob)])
        expect(heard.filter((text) => text.includes(id)).length).toBeGreaterThanOrEqual(2);
    });
    // One at a time: of what changes together `changed` names nothing.
    const alone = async (table: string, id: string) => {
      await wait(250);
      await touch(table, id);
    };
    for (const { id } of plans.filter((plan) => !plan.own).slice(0, 2)) await alone('remediation_plan', id);
    await alone('integration', whole.integrationId);
    for (const { id } of jobs.filter((job) => !isOwn(job)).slice(0, 2)) await alone('job', id);
    await wait(250);
    const since = heard.length;
    await eventually(async () => {
      await touch('remediation_plan', own);
      await touch('integration', group.integrationId);
      await touch('job', ownJob);
      for (const id of [
        toGlobalId('RemediationPlan', own),
        toGlobalId('Job', ownJob),
        toGlobalId('Integration', group.integrationId),
      ])
        expect(heard.slice(since).join()).toContain(id);
    });
    await client.dispose();
    const beyond = [
      ...plans.filter((plan) => !plan.own).map(({ id }) => toGlobalId('RemediationPlan', id)),
      ...jobs.filter((each) => !isOwn(each)).map(({ id }) => toGlobalId('Job', id)),
      ...projects.filter(({ id }) => !seen.includes(id)).map(({ id }) => toGlobalId('Project', id)),
      toGlobalId('Integration', whole.integrationId),
    ];
    expect(heard.filter((text) => beyond.some((id) => text.includes(`"${id}"`)))).toEqual([]);
    expect(heard.filter((text) => text.startsWith('error') || text.includes('"errors"'))).toEqual([]);
  });

  test('exports what it sees', async () => {
    const { token } = await tokenOf([group]);
    const response = await fetch(`${world.url}/export/projects.csv`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const lines = (await response.text()).trim().split('\n');
    expect(lines).toHaveLength(1 + sees([group]).length);
  });
});

test('whoever is limited is answered as if there were nothing beyond, whatever is asked', async () => {
  const schema = await makeSchema();
  // What one is limited to oneself is told, of course.
  const cases = walkSchema(schema, ROOT_ARGUMENTS).filter(({ type }) => type !== 'ProjectScope');
  const walked = cases.map(({ query }) => query);
  const queries = [...walked, ...singles(schema)].map((query) =>
    query.replaceAll('OUTER', '20').replaceAll('INNER', '5'),
  );
  for (const root of ['overview', 'insights', 'jobCounts', 'advisoryStatus'])
    expect(queries.some((query) => query.startsWith(`{ ${root}`) && !walked.includes(query))).toBe(true);
  const caller = await tokenOf([whole, group], ['READ']);
  const answers = new Map<string, unknown>();
  const refused: string[] = [];
  for (const query of queries) {
    expect(() => parse(query)).not.toThrow();
    const { data, errors } = await world.graphql(query, {}, caller);
    if (errors.some(({ extensions }) => extensions['code'] === 'FORBIDDEN')) refused.push(query);
    else expect({ query, errors }).toEqual({ query, errors: [] });
    answers.set(query, data);
  }
  expect(refused.length).toBeLessThan(queries.length / 2);
  await forgetAllBut([whole, group]);
  const unlimited = await tokenOf([], ['READ']);
  await world.sql('update api_token set limited_to = null where limited_to = $1', ['[]']);
  const told: string[] = [];
  for (const query of queries) {
    if (refused.includes(query)) continue;
    const { data } = await world.graphql(query, {}, unlimited);
    for (const place of differences(answers.get(query), data)) told.push(`${query.slice(0, 200)}: ${place}`);
  }
  expect(told).toEqual([]);
}, 120_000);

/** A query for each single thing that the root answers, with all its values. */
function singles(schema: GraphQLSchema): readonly string[] {
  return Object.values(schema.getQueryType()?.getFields() ?? {}).flatMap((field) => {
    const given: Readonly<Record<string, string>> = {
      insights: '(since: "2026-01-01", until: "2026-11-20")',
    };
    const asksMore = field.args.some(isRequiredArgument) && given[field.name] === undefined;
    if (asksMore || ['viewer', 'rateLimit', 'setup'].includes(field.name)) return [];
    const selection = selectionOf(getNamedType(field.type), 3);
    return selection === null ? [] : [`{ ${field.name} ${given[field.name] ?? ''} ${selection} }`];
  });
}

function selectionOf(type: GraphQLNamedType, depth: number): string | null {
  if (!isObjectType(type) || type.name.endsWith('Connection')) return null;
  const parts = Object.values(type.getFields()).flatMap(({ name, args, type: of }) => {
    if (args.some(isRequiredArgument)) return [];
    if (isLeafType(getNamedType(of))) return [name];
    const inner = depth === 0 ? null : selectionOf(getNamedType(of), depth - 1);
    return inner === null ? [] : [`${name} ${inner}`];
  });
  return parts.length === 0 ? null : `{ ${parts.join(' ')} }`;
}

/** The first places where two answers differ. */
function differences(seen: any, whole: any, place = ''): string[] {
  if (seen === null || whole === null || typeof seen !== 'object' || typeof whole !== 'object')
    return seen === whole ? [] : [`${place}: ${JSON.stringify(seen)} instead of ${JSON.stringify(whole)}`];
  return [...new Set([...Object.keys(seen), ...Object.keys(whole)])]
    .flatMap((key) => differences(seen[key] ?? null, whole[key] ?? null, `${place}.${key}`))
    .slice(0, 3);
}

/** Removes everything that lies beyond the scopes from the database itself. */
async function forgetAllBut(scopes: readonly ProjectScope[]): Promise<void> {
  const kept = sees(scopes).map(({ id }) => id);
  const integrations = scopes.map(({ integrationId }) => integrationId);
  await world.sql('delete from project where not (id = any ($1::bigint[]))', [kept]);
  await world.sql('delete from integration where not (id = any ($1::bigint[]))', [integrations]);
  await world.sql('delete from gitlab_application');
  const groups = await world.sql(
    `select key, integration_id as "integrationId", group_path as "groupPath" from policy where kind = 'GROUP'`,
  );
  const isNear = ({ groupPath: own }: ProjectScope, { groupPath }: ProjectScope) =>
    own === null || `${own}/`.startsWith(`${groupPath}/`) || `${groupPath}/`.startsWith(`${own}/`);
  const far = groups.filter(
    (policy) =>
      !scopes.some((scope) => scope.integrationId === policy.integrationId && isNear(scope, policy)),
  );
  await world.sql('delete from policy where key = any ($1)', [far.map(({ key }) => key)]);
  await world.sql(
    `delete from job where subject is null or split_part(subject, ':', 2) <> all (case split_part(subject, ':', 1)
       when 'project' then $1::text[] when 'integration' then $2::text[]
       when 'plan' then (select coalesce(array_agg(id::text), '{}') from remediation_plan) else '{}' end)`,
    [kept, scopes.flatMap(({ integrationId, groupPath }) => (groupPath === null ? [integrationId] : []))],
  );
}
