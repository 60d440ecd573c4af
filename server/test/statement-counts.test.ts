import { Client } from 'pg';
import { seedPage } from '../bench/seed-world.js';
import { makeSchema } from '../src/graphql/schema.js';
import { startTestBackline, type TestBackline } from './backline.js';
import { seedSmallLists } from './small-lists.js';
import { typesInLists, type WalkCase, walkSchema } from './schema-walk.js';

const NOW = new Date('2026-11-20T09:00:00.000Z');

/** Root fields that need arguments, and some. */
const ROOT_ARGUMENTS = {
  findingGroups: 'by: ADVISORY',
  search: 'text: "a"',
  campaign: 'input: { ecosystem: "npm", package: "x" }',
  policy: 'scope: { kind: BACKLINE }',
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

  /** The fewest of some runs: what runs beside a request is not its own. */
  async function statements(query: string, outer: number, inner: number): Promise<number> {
    const counts: number[] = [];
    for (let run = 0; run < 2; run += 1) {
      const spy = jest.spyOn(Client.prototype, 'query');
      const { errors } = await world.graphql(
        query.replaceAll('OUTER', String(outer)).replaceAll('INNER', String(inner)),
      );
      counts.push(spy.mock.calls.filter(([sql]) => /\bfrom\b/i.test(String(sql))).length);
      spy.mockRestore();
      expect({ query, errors: errors ?? [] }).toEqual({ query, errors: [] });
    }
    return counts.reduce((least, count) => Math.min(least, count));
  }

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
      const few = await statements(query, 10, 2);
      const many = await statements(query, 100, 2);
      const deep = query.includes('INNER')
        ? [await statements(query, 2, 10), await statements(query, 2, 100)]
        : [];
      const line = `${type} { ${fields.join(' ')} }: ${[few, many, ...deep].join(' ')}`;
      told.push(line);
      if (few !== many || deep[0] !== deep[1]) grown.push(line);
    }
    if (process.env['BACKLINE_TELL_STATEMENTS'] !== undefined) process.stdout.write(`${told.join('\n')}\n`);
    expect(grown).toEqual([]);
  }, 240_000);
});
