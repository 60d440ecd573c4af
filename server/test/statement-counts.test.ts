import { isInterfaceType } from 'graphql';
import { Client } from 'pg';
import { seedPage } from '../bench/seed-world.js';
import { makeSchema } from '../src/graphql/schema.js';
import { startTestBackline, type TestBackline } from './backline.js';
import { seedSmallLists } from './small-lists.js';
import { queryForIds, typesInLists, type WalkCase, walkSchema } from './schema-walk.js';

const NOW = new Date('2026-11-20T09:00:00.000Z');

/** Root fields that need arguments, and some. */
const ROOT_ARGUMENTS = {
  findingGroups: 'by: ADVISORY',
  search: 'text: "a"',
  campaign: 'input: { ecosystem: "npm", package: "x" }',
  policy: 'scope: { kind: BACKLINE }',
};

/** Types that no list holds by itself. */
const NODE_QUERIES: Readonly<Record<string, string>> = {
  GitLabApplication: '{ gitLabApplications { nodes { id } } }',
};

describe('every list of the schema', () => {
  let world: TestBackline;
  let cases: readonly WalkCase[];

  beforeAll(async () => {
    world = await startTestBackline({ config: { role: 'api' } });
    const { manager } = world.backline.core.database.dataSource;
    await seedPage(manager, { now: NOW, size: { projects: 120, findings: 900, plans: 110, packages: 300 } });
    await seedSmallLists(manager, NOW);
    cases = walkSchema(await makeSchema(), ROOT_ARGUMENTS);
  }, 120_000);
  afterAll(() => world.close());

  async function statements(query: string, outer: number, inner: number): Promise<number> {
    const spy = jest.spyOn(Client.prototype, 'query');
    const { errors } = await world.graphql(
      query.replaceAll('OUTER', String(outer)).replaceAll('INNER', String(inner)),
    );
    const count = spy.mock.calls.filter(([sql]) => /\bfrom\b/i.test(String(sql))).length;
    spy.mockRestore();
    expect({ query, errors: errors ?? [] }).toEqual({ query, errors: [] });
    return count;
  }

  /** The numbers of statements for small and large pages; asked once more where they differ, for what runs beside a request is not its own. */
  async function compared(
    query: string,
    ...sizes: readonly (readonly [number, number])[]
  ): Promise<number[]> {
    const ask = async () => {
      const counts: number[] = [];
      for (const [outer, inner] of sizes) counts.push(await statements(query, outer, inner));
      return counts;
    };
    const counts = await ask();
    if (counts[0] === counts[1]) return counts;
    const again = await ask();
    return counts.map((count, index) => Math.min(count, again[index] ?? count));
  }

  const idsOf = async (query: string): Promise<string[]> => {
    const { data } = await world.graphql(query);
    return [...JSON.stringify(data).matchAll(/"id":"([^"]+)"/g)].map(([, id]) => id ?? '');
  };

  it('gives every noun back by its id, whatever its type', async () => {
    const schema = await makeSchema();
    const node = schema.getType('Node');
    const types = isInterfaceType(node) ? schema.getPossibleTypes(node).map(({ name }) => name) : [];
    expect(types.length).toBeGreaterThan(15);
    const found: string[] = [];
    // The token that asks here has no sessions; `accounts/own-sessions.test.ts` asks for one as its owner.
    for (const type of types.filter((name) => name !== 'Session')) {
      const [id = ''] = await idsOf(NODE_QUERIES[type] ?? queryForIds(schema, ROOT_ARGUMENTS, type));
      const { data } = await world.graphql('query ($id: ID!) { node(id: $id) { __typename id } }', { id });
      expect(data.node).toEqual({ __typename: type, id });
      found.push(id);
    }
    const asked = [...found, 'x', ...found.toReversed()];
    const { data } = await world.graphql('query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }', {
      ids: asked,
    });
    expect(data.nodes.map((each: { id: string } | null) => each?.id ?? null)).toEqual(
      asked.map((id) => (id === 'x' ? null : id)),
    );
  });

  it('reads 100 nouns by their ids with as many statements as 10, and no more than 100', async () => {
    const ids = await idsOf('{ projects(first: 100) { nodes { id } } }');
    const query = (count: number) =>
      `{ nodes(ids: ${JSON.stringify(ids.slice(0, count))}) { id ... on Project { path integration { name } } } }`;
    expect(ids).toHaveLength(100);
    expect(await statements(query(100), 0, 0)).toBe(await statements(query(10), 0, 0));
    const { errors } = await world.graphql(
      'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }',
      { ids: [...ids, 'x'] },
      { token: world.adminToken },
    );
    expect(errors[0]?.extensions.code).toBe('BAD_INPUT');
  });

  it('reads the integrations that people and tokens are limited to at once', async () => {
    const limits = 'nodes { limitedTo { groupPath integration { id name } } }';
    const query = `{ people(first: OUTER) { ${limits} } apiTokens(first: OUTER) { ${limits} } invitations(first: OUTER) { ${limits} } }`;
    expect(await statements(query, 100, 0)).toBe(await statements(query, 10, 0));
  });

  it('goes through a list in both directions, and takes no cursor of another list or order', async () => {
    const page = async (args: string) => {
      const { data, errors } = await world.graphql(
        `{ findings(${args}) { nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`,
        {},
        { token: world.adminToken },
      );
      return { errors, ...data?.findings };
    };
    const first = await page('first: 30');
    const second = await page(`first: 10, after: "${first.pageInfo.endCursor}"`);
    expect(second.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: true });
    const back = await page(`last: 30, before: "${second.pageInfo.startCursor}"`);
    expect(back.nodes).toEqual(first.nodes);
    expect(back.pageInfo).toEqual({ ...first.pageInfo, hasNextPage: true, hasPreviousPage: false });
    const turned = await page('last: 30, orderBy: { field: SEVERITY, direction: ASC }');
    expect(turned.nodes.toReversed()).toEqual(first.nodes);
    for (const args of ['orderBy: { field: RISK }', 'orderBy: { field: SEVERITY, direction: ASC }']) {
      const { errors } = await page(`${args}, after: "${first.pageInfo.endCursor}"`);
      expect(errors[0]?.extensions).toMatchObject({ code: 'BAD_INPUT' });
    }
    const other = await world.graphql(
      `{ projects(after: "${first.pageInfo.endCursor}") { nodes { id } } }`,
      {},
      { token: world.adminToken },
    );
    expect(other.errors[0]?.extensions.code).toBe('BAD_INPUT');
  });

  it('holds the lists that are known, and is walked', async () => {
    const types = typesInLists(await makeSchema(), ROOT_ARGUMENTS);
    for (const type of [
      'Project',
      'Finding',
      'RemediationPlan',
      'MergeRequest',
      'Manifest',
      'AuditEvent',
      'Policy',
    ])
      expect(types).toContain(type);
    expect(cases.length).toBeGreaterThan(40);
  });

  it('takes as many statements for pages of 100 as for pages of 10, outside and inside', async () => {
    const grown: string[] = [];
    const told: string[] = [];
    for (const { type, fields, query } of cases) {
      const wide = await compared(query, [10, 2], [100, 2]);
      const deep = query.includes('INNER') ? await compared(query, [2, 10], [2, 100]) : [];
      const line = `${type} { ${fields.join(' ')} }: ${[...wide, ...deep].join(' ')}`;
      told.push(line);
      if (wide[0] !== wide[1] || deep[0] !== deep[1]) grown.push(line);
    }
    if (process.env['BACKLINE_TELL_STATEMENTS'] !== undefined) process.stdout.write(`${told.join('\n')}\n`);
    expect(grown).toEqual([]);
  }, 240_000);
});
