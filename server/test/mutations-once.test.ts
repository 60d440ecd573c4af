import { randomUUID } from 'node:crypto';
import {
  getNamedType,
  type GraphQLField,
  type GraphQLSchema,
  isLeafType,
  isInputObjectType,
  isObjectType,
} from 'graphql';
import { type Backline, startBackline } from '../src/backline.js';
import { makeSchema } from '../src/graphql/schema.js';
import { ask } from './backline.js';
import { CANARY, MUTATION_CASES, type MutationWorld, startMutationWorld } from './mutation-cases.js';

jest.setTimeout(120_000);

/** Mutations without a key: they need a secret that works once, or say who asks, and set or end the session of the one answer. */
const WITHOUT_KEY = ['acceptInvitation', 'createFirstAccount', 'signIn', 'signOut'];

let schema: GraphQLSchema;
let world: MutationWorld;
let other: Backline;
let otherUrl: string;
beforeAll(async () => {
  schema = await makeSchema();
  world = await startMutationWorld();
  other = await startBackline({ ...world.backline.config, role: 'api', port: 0 });
  otherUrl = `http://127.0.0.1:${other.port}`;
});
afterAll(async () => {
  await other?.stop();
  await world?.close();
});

const fields = () => Object.values(schema.getMutationType()?.getFields() ?? {});
const inputOf = ({ args }: GraphQLField<unknown, unknown>) => {
  const type = args.find(({ name }) => name === 'input')?.type;
  return type === undefined ? null : getNamedType(type);
};

/** A mutation that asks for all plain fields of its payload, and for what tells its objects apart. */
function textOf(name: string): string {
  const field = schema.getMutationType()?.getFields()[name];
  const payload = field === undefined ? null : getNamedType(field.type);
  const arg = field?.args.find((each) => each.name === 'input');
  if (!isObjectType(payload) || arg === undefined) throw new Error(`no mutation ${name}`);
  const selection = Object.values(payload.getFields()).flatMap((each) => {
    const type = getNamedType(each.type);
    if (isLeafType(type)) return [each.name];
    if (!isObjectType(type)) return [];
    const kept = ['id', 'name', 'digest', 'createdAt', 'code', 'message', 'path'].filter(
      (part) =>
        type.getFields()[part] !== undefined && isLeafType(getNamedType(type.getFields()[part]!.type)),
    );
    return kept.length === 0 ? [] : [`${each.name} { ${kept.join(' ')} }`];
  });
  return `mutation ($input: ${String(arg.type)}) { ${name}(input: $input) { ${selection.join(' ')} } }`;
}

const recordsOf = (operation: string) =>
  world.backline.sql('select * from audit_event where operation = $1 order by id', [operation]);

it('every mutation has a case, and takes a key unless there is a reason', () => {
  const names = fields().map(({ name }) => name);
  expect([...MUTATION_CASES.keys(), ...WITHOUT_KEY].toSorted()).toEqual(names.toSorted());
  const withKey = fields().filter((field) => {
    const type = inputOf(field);
    return isInputObjectType(type) && type.getFields()['idempotencyKey']?.type.toString() === 'String';
  });
  expect(withKey.map(({ name }) => name).toSorted()).toEqual([...MUTATION_CASES.keys()].toSorted());
});

it.each([...MUTATION_CASES])('%s is done once for its key and recorded with it', async (name, wanted) => {
  const input: Record<string, unknown> = { ...(await wanted.input(world)), idempotencyKey: randomUUID() };
  const before = (await recordsOf(name)).length;
  const first = await world.call(textOf(name), { input });
  expect(first.errors).toEqual([]);
  expect(first.data[name].userErrors).toEqual([]);
  const records = (await recordsOf(name)).slice(before);
  expect(records.map(({ action }) => action)).toHaveLength(wanted.records ?? 1);
  for (const record of records) {
    expect(record).toMatchObject({ actor_kind: 'ACCOUNT', actor_id: '1', remote_address: '127.0.0.1' });
    expect(record.before ?? record.after).not.toBeNull();
  }

  if (records.length > 0)
    expect(
      await world.one('select effect from idempotency_key where key = $1', [input['idempotencyKey']]),
    ).toBe(records[0]?.action);

  const second = await world.call(textOf(name), { input }, otherUrl);
  expect(second.text).toBe(first.text);
  const less = textOf(name).replace(
    /\{ \w+\(input: \$input\) \{.*$/s,
    `{ ${name}(input: $input) { __typename } }`,
  );
  expect((await world.call(less, { input }, otherUrl)).errors).toEqual([]);
  expect((await recordsOf(name)).length).toBe(before + records.length);

  const changed = Object.entries(input).find(
    ([key, value]) => !['idempotencyKey', 'reason'].includes(key) && typeof value === 'string',
  );
  if (changed === undefined) return;
  const [key, value] = changed;
  const refused = await world.call(
    textOf(name),
    { input: { ...input, [key]: otherValue(String(value)) } },
    otherUrl,
  );
  expect(refused.errors).toEqual([]);
  expect(refused.data[name].userErrors).toEqual([
    expect.objectContaining({ code: 'CONFLICT', path: ['input', 'idempotencyKey'] }),
  ]);
  expect((await recordsOf(name)).length).toBe(before + records.length);
});

/** Another value of the same form: a time stays a time, a choice stays one of the choices. */
function otherValue(value: string): string {
  if (/^\d{4}-\d\d-\d\dT/.test(value)) return '2020-01-01T00:00:00Z';
  return `${value}x`;
}

it.each(['createEventEndpoint', 'createApiToken', 'approvePlan'])(
  '20 calls of %s at the same time over two processes have one effect and equal answers',
  async (name) => {
    await world.backline.runJobsUntilIdle();
    const input = { ...(await MUTATION_CASES.get(name)?.input(world)), idempotencyKey: randomUUID() };
    const before = (await recordsOf(name)).length;
    const replies = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        world.call(textOf(name), { input }, index % 2 === 0 ? world.backline.url : otherUrl),
      ),
    );
    expect(new Set(replies.map(({ text }) => text)).size).toBe(1);
    expect(replies[0]?.data[name].userErrors).toEqual([]);
    expect((await recordsOf(name)).length).toBe(before + 1);
  },
);

it('does nothing again after its process was killed behind the effect, and says so', async () => {
  const input = { name: 'ci', scopes: ['READ'], idempotencyKey: randomUUID() };
  const text = textOf('createApiToken');
  await world.call(text, { input });
  await world.backline.sql(
    `update idempotency_key set payload = null, leased_until = '-infinity' where key = $1`,
    [input.idempotencyKey],
  );
  const before = (await recordsOf('createApiToken')).length;
  const reply = await world.call(text, { input }, otherUrl);
  expect(reply.data.createApiToken).toMatchObject({
    secret: null,
    userErrors: [{ code: 'ANSWER_LOST', message: expect.stringContaining('api-token.created') }],
  });
  expect((await recordsOf('createApiToken')).length).toBe(before);
});

it('checks what is allowed before it answers again', async () => {
  const input = { name: 'ci', scopes: ['READ'], idempotencyKey: randomUUID() };
  const text = textOf('createApiToken');
  expect((await world.call(text, { input })).data.createApiToken.secret).toMatch(/^blt_/);
  await world.backline.sql(`update account set role = 'VIEWER' where id = 1`);
  const refused = await world.call(text, { input });
  await world.backline.sql(`update account set role = 'ADMIN' where id = 1`);
  expect(refused.errors[0]?.extensions['code']).toBe('FORBIDDEN');
  expect((await world.call(text, { input })).data.createApiToken.secret).toMatch(/^blt_/);
});

it('records who signed in and out, though nobody was known before', async () => {
  const [account] = await world.backline.sql('select email from account where id = 1');
  const signedIn = await ask(world.backline.url, {
    query: `mutation ($input: SignInInput!) { signIn(input: $input) { viewer { id } } }`,
    variables: { input: { email: account.email, password: `${CANARY} longer still` } },
  });
  const cookie = (signedIn.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  await ask(world.backline.url, { query: 'mutation { signOut { userErrors { code } } }' }, { cookie });
  for (const [operation, action] of [
    ['signIn', 'account.signed-in'],
    ['signOut', 'account.signed-out'],
  ] as const)
    expect((await recordsOf(operation)).at(-1)).toMatchObject({
      action,
      actor_kind: 'ACCOUNT',
      actor_id: '1',
      subject: 'account:1',
      remote_address: '127.0.0.1',
      request_id: expect.any(String),
    });
});

it('says what is wrong with a key', async () => {
  const reply = await world.call(textOf('createApiToken'), {
    input: { name: 'ci', scopes: ['READ'], idempotencyKey: 'two words' },
  });
  expect(reply.data.createApiToken).toEqual({
    apiToken: null,
    secret: null,
    userErrors: [
      {
        code: 'BAD_INPUT',
        message: 'An idempotency key has 1 to 200 visible ASCII characters.',
        path: ['input', 'idempotencyKey'],
      },
    ],
  });
});

describe('where its record cannot be written', () => {
  /** What people see changed; jobs, sessions and keys come and go by themselves. */
  const TABLES = [
    'account',
    'account_invitation',
    'event_endpoint',
    'policy',
    'remediation_plan',
    'finding',
    'integration',
    'integration_registry',
    'gitlab_application',
    'secret',
  ];
  const state = async () =>
    Promise.all(
      TABLES.map((table) =>
        world.one(
          `select md5(coalesce(string_agg(md5(row::text), '' order by row::text), '')) from ${table} as row`,
        ),
      ),
    );
  const tokens = () => world.one('select count(*) from api_token where revoked_at is null');

  beforeAll(async () => {
    await world.backline.sql(`create function no_record() returns trigger language plpgsql as $$
      begin if exists (select 1 from refused where operation = new.operation)
      then raise exception 'no record'; end if; return new; end $$`);
    await world.backline.sql('create table refused (operation text)');
    await world.backline.sql(
      'create trigger no_record before insert on audit_event for each row execute function no_record()',
    );
  });
  afterAll(() => world.backline.sql('drop trigger no_record on audit_event'));

  afterEach(() => world.backline.sql('delete from refused'));

  // A changed password would be wrong the second time; of many plans each says for itself what failed.
  const apart = ['approvePlans', 'changePassword', 'disconnectIntegration'];
  const cases = [...MUTATION_CASES].filter(([name, { records }]) => records !== 0 && !apart.includes(name));
  it.each(cases)('%s changes nothing', async (name, wanted) => {
    const input = { ...(await wanted.input(world)), idempotencyKey: randomUUID() };
    await world.backline.runJobsUntilIdle();
    await world.backline.sql('insert into refused values ($1)', [name]);
    const before = [await state(), await tokens()];
    const reply = await world.call(textOf(name), { input });
    expect(reply.text).toContain('INTERNAL');
    expect([await state(), await tokens()]).toEqual(before);
    expect(
      await world.backline.sql('select 1 from idempotency_key where key = $1', [input.idempotencyKey]),
    ).toEqual([]);
  });
});

it('keeps no secret of any input in the audit log or readable beside the keys', async () => {
  const [log] = await world.backline.sql(
    `select coalesce(string_agg(to_jsonb(audit_event)::text, ' '), '') as text from audit_event`,
  );
  const [keys] = await world.backline.sql(
    `select coalesce(string_agg(to_jsonb(idempotency_key)::text, ' '), '') as text from idempotency_key`,
  );
  for (const text of [log.text, keys.text]) {
    expect(text.length).toBeGreaterThan(1_000);
    expect(text).not.toContain(CANARY);
    expect(text).not.toMatch(/blt_[\w-]{20}|whsec_|glpat-[\w-]{10}|[?&]token=/);
  }
});
