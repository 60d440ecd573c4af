import { randomUUID } from 'node:crypto';
import { seedPage } from '../../bench/seed-world.js';
import { type Caller, PASSWORD, startTestBackline, type TestBackline } from '../../test/backline.js';
import { toGlobalId } from '../global-id.js';
import { parseGlobalId } from '../graphql/global-id.js';
import type { Viewer } from './account.js';
import { createApiToken } from './api-tokens.js';
import { argonPasswords } from './passwords.client.js';
import { type Limits, MAX_SCOPES } from './project-scope.js';

jest.setTimeout(60_000);

const NOW = new Date('2026-11-20T09:00:00.000Z');

let world: TestBackline;
/** A whole integration, and a group of another one. */
let whole: { readonly integrationId: string; readonly groupPath?: string | null };
let group: { readonly integrationId: string; readonly groupPath: string };
let names: { readonly whole: string; readonly group: string };
let ada: Caller;

beforeAll(async () => {
  world = await startTestBackline({ config: { role: 'api' } });
  const { manager } = world.backline.core.database.dataSource;
  await seedPage(manager, { now: NOW, size: { projects: 30, findings: 40, plans: 5, packages: 20 } });
  await world.sql(
    `insert into integration (kind, name, base_url, state, account_id, account, gitlab_version, token, warnings, checks, created_at)
     select kind, 'Other GitLab', base_url, state, account_id + 9000, account, gitlab_version, token, warnings, checks, created_at
     from integration order by id limit 1`,
  );
  await world.sql('update project set integration_id = (select max(id) from integration) where id % 3 = 0');
  const [first] = await world.sql(
    `select integration.id, integration.name, split_part(path, '/', 1) as path from project join integration on integration.id = integration_id
     where integration.name <> 'Other GitLab' group by 1, 2, 3 order by count(*) desc, 3 limit 1`,
  );
  const [other] = await world.sql('select max(id) as id from integration');
  whole = { integrationId: toGlobalId('Integration', other.id) };
  group = { integrationId: toGlobalId('Integration', first.id), groupPath: first.path };
  names = { whole: 'all of Other GitLab', group: `${first.path} in ${first.name}` };
  ada = await signIn('ada@example.com');
}, 60_000);
afterAll(() => world.close());

const LIMITED = 'limitedTo { integrationId groupPath integration { id name } }';
const INVITE = `mutation ($input: InvitePersonInput!) { invitePerson(input: $input) {
  invitation { ${LIMITED} } url userErrors { code message path } } }`;
const ACCEPT = `mutation ($input: AcceptInvitationInput!) { acceptInvitation(input: $input) {
  viewer { id role limitedTo { groupPath } } userErrors { code } } }`;
const UPDATE = `mutation ($input: UpdatePersonInput!) { updatePerson(input: $input) {
  person { role ${LIMITED} } revokedTokens { name } userErrors { code message path } } }`;
const CREATE = `mutation ($input: CreateApiTokenInput!) { createApiToken(input: $input) {
  apiToken { ${LIMITED} } secret userErrors { code message path } } }`;

async function signIn(email: string): Promise<Caller> {
  const reply = await world.graphql(
    'mutation ($input: SignInInput!) { signIn(input: $input) { viewer { id } } }',
    { input: { email, password: PASSWORD } },
    {},
  );
  return { cookie: reply.headers.get('set-cookie')?.split(';')[0] ?? '' };
}

/** Somebody who came by an invitation. */
async function join(input: object): Promise<Caller & { id: string }> {
  const email = `p${randomUUID()}@example.com`;
  const { invitePerson } = (await world.graphql(INVITE, { input: { email, role: 'VIEWER', ...input } })).data;
  const token = new URL(invitePerson.url).hash.slice('#token='.length);
  const reply = await world.graphql(ACCEPT, { input: { token, name: 'Grace', password: PASSWORD } }, {});
  const cookie = reply.headers.get('set-cookie')?.split(';')[0] ?? '';
  return { id: reply.data.acceptInvitation.viewer.id, cookie };
}

async function paths(caller: Caller): Promise<readonly string[]> {
  const { data } = await world.graphql('{ projects(first: 100) { nodes { path } } }', {}, caller);
  return data.projects.nodes.map(({ path }: { path: string }) => path).toSorted();
}

async function pathsWhere(condition: string): Promise<readonly string[]> {
  const rows: { path: string }[] = await world.sql(`select path from project where ${condition}`);
  return rows.map(({ path }) => path).toSorted();
}
const ofWhole = () => pathsWhere('integration_id = (select max(id) from integration)');
const ofGroup = () =>
  pathsWhere(
    `'Integration:' || integration_id = '${Buffer.from(group.integrationId, 'base64url').toString()}' and path like '${group.groupPath}/%'`,
  );

const newest = async () =>
  (await world.sql('select action, message, before, after from audit_event order by id desc limit 1'))[0];

describe('whoever is invited to some projects', () => {
  it('sees only those when they have come, and is told what they are limited to', async () => {
    const input = { limitedTo: [{ ...group, groupPath: ` /${group.groupPath}// ` }, whole, whole] };
    const grace = await join({ role: 'APPROVER', ...input });
    expect(await newest()).toMatchObject({ action: 'account.signed-in' });
    const seen = [...(await ofWhole()), ...(await ofGroup())].toSorted();
    expect(seen.length).toBeGreaterThan(3);
    expect(await paths(grace)).toEqual(seen);
    expect(seen.length).toBeLessThan((await paths(ada)).length);
    const { data } = await world.graphql(`{ viewer { role ${LIMITED} } }`, {}, grace);
    expect(data.viewer).toEqual({
      role: 'APPROVER',
      limitedTo: [
        { ...group, integration: { id: group.integrationId, name: expect.any(String) } },
        { ...whole, groupPath: null, integration: { id: whole.integrationId, name: 'Other GitLab' } },
      ],
    });
  });

  it('is shown with those among the invited and the people, and to the audit log in words', async () => {
    const { data } = await world.graphql(INVITE, {
      input: { email: 'listed@example.com', role: 'VIEWER', limitedTo: [whole] },
    });
    expect(data.invitePerson.invitation.limitedTo).toMatchObject([{ ...whole, groupPath: null }]);
    expect(await newest()).toMatchObject({
      action: 'person.invited',
      message: `Invited listed@example.com as a viewer, limited to ${names.whole}.`,
      after: { limitedTo: [names.whole] },
    });
    await join({ limitedTo: [group] });
    const joined = await world.sql(
      `select message, after from audit_event where action = 'person.joined' order by id desc`,
    );
    expect(joined[0]).toMatchObject({
      message: expect.stringMatching(`as a viewer, limited to ${names.group}\\.$`),
      after: { limitedTo: [names.group] },
    });
    const lists = await world.graphql(
      `{ people { nodes { name ${LIMITED} } } invitations { nodes { email ${LIMITED} } } }`,
    );
    expect(lists.data.people.nodes[0]).toMatchObject({ name: 'Grace', limitedTo: [group] });
    expect(lists.data.people.nodes.at(-1)).toEqual({ name: 'Ada', limitedTo: null });
    expect(lists.data.invitations.nodes[0]).toMatchObject({
      email: 'listed@example.com',
      limitedTo: [whole],
    });
  });

  it('has the limits of the newest invitation of their address', async () => {
    const input = { email: 'again@example.com', role: 'VIEWER' };
    await world.graphql(INVITE, { input: { ...input, limitedTo: [whole] } });
    await world.graphql(INVITE, { input });
    expect(
      await world.sql(`select limited_to from account_invitation where email = 'again@example.com'`),
    ).toEqual([{ limited_to: null }]);
  });
});

describe('a person', () => {
  const update = async (input: object) => (await world.graphql(UPDATE, { input })).data.updatePerson;

  it('is limited, moved and let see everything again, each at once, while the role stays as it is', async () => {
    const grace = await join({ role: 'APPROVER' });
    const all = await paths(grace);
    expect(await update({ id: grace.id, limitedTo: [group] })).toMatchObject({
      person: { role: 'APPROVER', limitedTo: [group] },
    });
    expect(await paths(grace)).toEqual(await ofGroup());
    expect(await newest()).toMatchObject({
      action: 'person.limits-changed',
      message: expect.stringMatching(`sees ${names.group} from now on; saw everything\\.$`),
      before: { role: 'APPROVER', limitedTo: null },
      after: { role: 'APPROVER', limitedTo: [names.group] },
    });
    await update({ id: grace.id, role: 'VIEWER' });
    expect(await paths(grace)).toEqual(await ofGroup());
    await update({ id: grace.id, limitedTo: [whole] });
    expect(await paths(grace)).toEqual(await ofWhole());
    expect(await update({ id: grace.id, limitedTo: null })).toMatchObject({
      person: { role: 'VIEWER', limitedTo: null },
    });
    expect(await paths(grace)).toEqual(all);
    const before = await newest();
    expect(await update({ id: grace.id })).toMatchObject({ userErrors: [] });
    expect(await newest()).toEqual(before);
  });

  it('who is limited administers only once the limits are taken away in the same step', async () => {
    const grace = await join({ limitedTo: [group] });
    expect(await update({ id: grace.id, role: 'ADMIN' })).toMatchObject({
      person: null,
      userErrors: [{ code: 'STATE_FORBIDS', path: ['input', 'limitedTo'] }],
    });
    expect(await paths(grace)).toEqual(await ofGroup());
    expect(await update({ id: grace.id, role: 'ADMIN', limitedTo: null })).toMatchObject({
      person: { role: 'ADMIN', limitedTo: null },
    });
    expect(await newest()).toMatchObject({
      action: 'person.role-changed',
      message: expect.stringMatching(
        `^Made .* an administrator; was a viewer\\. They see everything from now on; saw ${names.group}\\.$`,
      ),
    });
    expect(await update({ id: grace.id, limitedTo: [group] })).toMatchObject({
      userErrors: [{ code: 'BAD_INPUT', path: ['input', 'limitedTo'] }],
    });
    expect(await update({ id: grace.id, role: 'APPROVER', limitedTo: [group] })).toMatchObject({
      person: { role: 'APPROVER', limitedTo: [group] },
    });
  });

  it('changes nobody any more who was an administrator when the request began', async () => {
    const linus = await join({ role: 'ADMIN' });
    const grace = await join({ limitedTo: [group] });
    const [{ id }] = await world.sql(`select id from account where 'Account:' || id = $1`, [
      Buffer.from(linus.id, 'base64url').toString(),
    ]);
    const other = world.backline.core.database.dataSource.createQueryRunner();
    await other.connect();
    await other.startTransaction();
    await other.query(`update account set role = 'VIEWER' where id = $1`, [id]);
    const asked = world.graphql(UPDATE, { input: { id: grace.id, limitedTo: null } }, linus);
    await waitForLock();
    await other.commitTransaction();
    await other.release();
    expect((await asked).data.updatePerson.userErrors).toMatchObject([{ code: 'FORBIDDEN' }]);
    expect(await paths(grace)).toEqual(await ofGroup());
  });
});

describe('an API token', () => {
  it('that is limited sees only that, never more than its maker sees now', async () => {
    const linus = await join({ role: 'ADMIN' });
    const create = async (input: object) =>
      (await world.graphql(CREATE, { input: { name: 'robot', scopes: ['READ'], ...input } }, linus)).data
        .createApiToken;
    const made = await create({ limitedTo: [group, whole] });
    expect(made).toMatchObject({ apiToken: { limitedTo: [group, whole] }, userErrors: [] });
    expect(await newest()).toMatchObject({
      message: `Made the API token “robot” with read, limited to ${names.group} and ${names.whole}.`,
      after: { limitedTo: [names.group, names.whole] },
    });
    const robot = { token: made.secret };
    expect(await paths(robot)).toEqual([...(await ofWhole()), ...(await ofGroup())].toSorted());
    const { data } = await world.graphql(`{ viewer { ${LIMITED} } }`, {}, robot);
    expect(data.viewer.limitedTo).toHaveLength(2);
    const free = { token: (await create({})).secret };
    expect(await paths(free)).toEqual(await paths(ada));
    await world.graphql(UPDATE, { input: { id: linus.id, role: 'VIEWER', limitedTo: [whole] } });
    for (const token of [robot, free]) expect(await paths(token)).toEqual(await ofWhole());
    await world.graphql(UPDATE, {
      input: { id: linus.id, limitedTo: [{ ...whole, groupPath: 'nobody/is/here' }] },
    });
    for (const token of [robot, free]) expect(await paths(token)).toEqual([]);
  });
});

describe('a token of somebody limited', () => {
  const deps = () => ({
    ...world.backline.core,
    passwords: argonPasswords,
    clock: () => new Date(),
    randomToken: randomUUID,
  });
  const own = (scope: { readonly integrationId: string; readonly groupPath?: string | null }) => ({
    integrationId: parseGlobalId(scope.integrationId)?.id ?? '',
    groupPath: scope.groupPath ?? null,
  });
  const wanted = (limitedTo: Limits) => ({
    name: 'x',
    scopes: ['READ'] as const,
    expiresAt: null,
    limitedTo,
  });

  it('is refused where it would see more, and made where it sees as much or less', async () => {
    const viewer: Viewer = {
      ...{ kind: 'API_TOKEN', id: '0', name: 'Grace', email: null, scopes: ['READ', 'ADMIN'] },
      limitedTo: [own(group)],
    };
    for (const limitedTo of [
      null,
      [own(whole)],
      [own({ ...group, groupPath: null })],
      [own(group), own(whole)],
    ])
      await expect(createApiToken(deps(), viewer, wanted(limitedTo))).rejects.toMatchObject({
        code: 'FORBIDDEN',
        details: { field: 'limitedTo' },
      });
    for (const limitedTo of [[own(group)], [own({ ...group, groupPath: `${group.groupPath}/sub` })]])
      expect((await createApiToken(deps(), viewer, wanted(limitedTo))).token.limitedTo).toEqual(limitedTo);
  });

  it('is not made as if they saw everything, where they did when the request began', async () => {
    const grace = await join({ limitedTo: [group] });
    const viewer: Viewer = {
      ...{
        kind: 'ACCOUNT',
        id: parseGlobalId(grace.id)?.id ?? '',
        name: 'Grace',
        email: null,
        scopes: ['READ'],
      },
      limitedTo: null,
    };
    await expect(createApiToken(deps(), viewer, wanted(null))).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(createApiToken(deps(), viewer, wanted([own(whole)]))).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    expect((await createApiToken(deps(), viewer, wanted([own(group)]))).token.limitedTo).toEqual([
      own(group),
    ]);
  });
});

describe('limits', () => {
  const many = () =>
    Array.from({ length: MAX_SCOPES + 1 }, (_, index) => ({ ...group, groupPath: `group-${index}` }));
  const cases: readonly (readonly [string, () => readonly object[], string, readonly string[]])[] = [
    ['an empty list', () => [], 'BAD_INPUT', []],
    ['too many', many, 'BAD_INPUT', []],
    ['an empty path', () => [whole, { ...group, groupPath: '' }], 'BAD_INPUT', ['1', 'groupPath']],
    ['slashes alone', () => [{ ...group, groupPath: '//' }], 'BAD_INPUT', ['0', 'groupPath']],
    ['a path that is none', () => [{ ...group, groupPath: 'acme/../x' }], 'BAD_INPUT', ['0', 'groupPath']],
    ['a pattern', () => [{ ...group, groupPath: 'acme/%' }], 'BAD_INPUT', ['0', 'groupPath']],
    ['a long path', () => [{ ...group, groupPath: 'a'.repeat(501) }], 'BAD_INPUT', ['0', 'groupPath']],
    [
      'an integration that does not exist',
      () => [whole, { integrationId: toGlobalId('Integration', '987654') }],
      'NOT_FOUND',
      ['1', 'integrationId'],
    ],
    [
      'the id of something else',
      () => [{ integrationId: toGlobalId('Project', '1') }],
      'BAD_INPUT',
      ['0', 'integrationId'],
    ],
  ];
  it.each(cases)(
    'of %s are refused wherever they are given, and nothing is kept',
    async (_title, scopes, code, path) => {
      const grace = await join({});
      const limitedTo = scopes();
      const count = 'select (select count(*) from audit_event) as a, (select count(*) from api_token) as t';
      const before = await world.sql(count);
      for (const [mutation, input] of [
        [INVITE, { email: 'nobody@example.com', role: 'VIEWER', limitedTo }],
        [UPDATE, { id: grace.id, limitedTo }],
        [CREATE, { name: 'x', scopes: ['READ'], limitedTo }],
      ] as const) {
        const { data } = await world.graphql(mutation, { input });
        const [payload]: any[] = Object.values(data);
        expect(payload.userErrors).toEqual([
          { code, message: expect.stringMatching(/\.$/), path: ['input', 'limitedTo', ...path] },
        ]);
      }
      expect(await world.sql(count)).toEqual(before);
      expect(await world.sql(`select 1 from account_invitation where email = 'nobody@example.com'`)).toEqual(
        [],
      );
    },
  );

  it.each([
    ['invited to administer', INVITE, () => ({ email: 'no@example.com', role: 'ADMIN', limitedTo: [group] })],
    [
      'made a token that administers',
      CREATE,
      () => ({ name: 'x', scopes: ['READ', 'ADMIN'], limitedTo: [group] }),
    ],
  ])('are refused for who is %s', async (_title, mutation, input) => {
    const { data } = await world.graphql(mutation, { input: input() });
    const [payload]: any[] = Object.values(data);
    expect(payload.userErrors).toMatchObject([{ code: 'BAD_INPUT', path: ['input', 'limitedTo'] }]);
  });

  it('are kept as many as there may be, and all in the audit log', async () => {
    await world.graphql(INVITE, {
      input: { email: 'many@example.com', role: 'VIEWER', limitedTo: many().slice(1) },
    });
    const { message, after } = await newest();
    expect(after.limitedTo).toHaveLength(MAX_SCOPES);
    expect(message).toMatch(/group-1 in [^,]+, .* and 46 more\.$/);
  });
});

async function waitForLock(): Promise<void> {
  for (;;) {
    const [{ waits }] = await world.sql(
      `select count(*)::int as waits from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`,
    );
    if (waits > 0) return;
  }
}
