import { randomBytes, randomUUID } from 'node:crypto';
import { hashToken } from '../src/accounts/sign-in.js';
import { rightsOf } from '../src/graphql/rights.js';
import { makeSchema } from '../src/graphql/schema.js';
import { ask } from './backline.js';
import { MUTATION_CASES, type MutationWorld, startMutationWorld } from './mutation-cases.js';

jest.setTimeout(120_000);

let world: MutationWorld;
const tokens: string[] = [];

beforeAll(async () => {
  world = await startMutationWorld();
  const integrationId = String(await world.one('select id from integration'));
  for (const groupPath of [null, 'acme']) {
    const secret = `blt_${randomBytes(32).toString('base64url')}`;
    await world.backline.sql(
      `insert into api_token (name, prefix, hash, scopes, created_by, limited_to)
       values ('limited', 'blt_', $1, '{READ,PLAN,APPROVE}', 'Ada', $2)`,
      [hashToken(secret), JSON.stringify([{ integrationId, groupPath }])],
    );
    tokens.push(secret);
  }
});
afterAll(() => world.close());

const recordsOf = async (operation: string) =>
  Number(
    await world.one(`select count(*) from audit_event where actor_kind = 'API_TOKEN' and operation = $1`, [
      operation,
    ]),
  );

/** What the whole integration, or all of Backline, is asked for. */
const WHOLE: Readonly<Record<string, 'INTEGRATION' | 'BACKLINE'>> = {
  syncIntegration: 'INTEGRATION',
  syncAdvisories: 'BACKLINE',
};

test('whoever is limited does all that an approver does with what they see', async () => {
  const rights = rightsOf(await makeSchema());
  const done: string[] = [];
  for (const [name, wanted] of MUTATION_CASES) {
    const right = rights.get(`Mutation.${name}`);
    if (right !== 'PLAN' && right !== 'APPROVE') continue;
    for (const [index, token] of tokens.entries()) {
      const input: Record<string, unknown> = { ...(await wanted.input(world)), idempotencyKey: randomUUID() };
      await world.backline.sql(
        `update job set subject = 'project:1' where subject is null and lane = 'nowhere'`,
      );
      const before = await recordsOf(name);
      const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
      const query = `mutation ($input: ${type}!) { ${name}(input: $input) { userErrors { code message } } }`;
      const reply = await ask(world.backline.url, { query, variables: { input } }, { token });
      expect(reply.errors).toEqual([]);
      const { userErrors } = reply.data[name];
      if (WHOLE[name] === 'BACKLINE' || (WHOLE[name] === 'INTEGRATION' && index === 1)) {
        expect(userErrors).toMatchObject([{ code: 'FORBIDDEN' }]);
        continue;
      }
      expect({ name, userErrors }).toEqual({ name, userErrors: [] });
      const records = (await recordsOf(name)) - before;
      expect({ name, records }).toEqual({ name, records: wanted.records ?? 1 });
    }
    done.push(name);
  }
  expect(done.length).toBeGreaterThan(13);
});
