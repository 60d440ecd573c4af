import { PASSWORD, startTestBackline, type TestBackline } from '../../test/backline.js';

jest.setTimeout(60_000);

let world: TestBackline;
beforeAll(async () => {
  world = await startTestBackline();
});
afterAll(async () => {
  await world.close();
});

const INVITE = `mutation ($input: InvitePersonInput!) {
  invitePerson(input: $input) { invitation { id email role } url userErrors { code message path } }
}`;
const ACCEPT = `mutation ($input: AcceptInvitationInput!) {
  acceptInvitation(input: $input) { viewer { name email role scopes } userErrors { code message } }
}`;
const UPDATE = `mutation ($id: ID!, $role: Role!) {
  updatePerson(input: { id: $id, role: $role }) { person { role } revokedTokens { name } userErrors { code message } }
}`;
const REMOVE = `mutation ($id: ID!) {
  removePerson(input: { id: $id }) { person { email } revokedTokens { name revokedAt } userErrors { code message } }
}`;

async function invite(email: string, role = 'VIEWER') {
  const { data } = await world.graphql(INVITE, { input: { email, role } });
  return data.invitePerson;
}

function tokenOf(url: string): string {
  return new URL(url).hash.slice('#token='.length);
}

async function accept(token: string, name = 'Grace') {
  const reply = await world.graphql(ACCEPT, { input: { token, name, password: PASSWORD } }, {});
  return { ...reply.data.acceptInvitation, cookie: reply.headers.get('set-cookie')?.split(';')[0] ?? '' };
}

async function join(email: string, role = 'VIEWER') {
  const joined = await accept(tokenOf((await invite(email, role)).url), email);
  const rows = await world.sql(`select id from account where email = '${email}'`);
  return { ...joined, id: Buffer.from(`Account:${rows[0]?.['id']}`).toString('base64url') };
}

async function viewerOf(cookie: string) {
  return (await world.graphql('{ viewer { email scopes } }', {}, { cookie })).data?.viewer ?? null;
}

describe('an invitation', () => {
  it.each([
    ['VIEWER', ['READ']],
    ['APPROVER', ['READ', 'PLAN', 'APPROVE']],
    ['ADMIN', ['READ', 'PLAN', 'APPROVE', 'ADMIN']],
  ])('lets a %s in, once, with just what that role may do', async (role, scopes) => {
    const { url } = await invite(`one-${role}@example.com`, role);
    const first = await accept(tokenOf(url));
    expect(first.viewer).toMatchObject({ email: `one-${role}@example.com`, role, scopes });
    expect(await viewerOf(first.cookie)).toMatchObject({ scopes });
    expect(await accept(tokenOf(url))).toMatchObject({ viewer: null, userErrors: [{ code: 'FORBIDDEN' }] });
  });

  it('is stored as a hash only, and ends after 7 days, when replaced and when taken back', async () => {
    const first = await invite('late@example.com');
    expect(JSON.stringify(await world.sql('select * from account_invitation'))).not.toContain(
      tokenOf(first.url),
    );
    const second = await invite('LATE@example.com');
    expect((await accept(tokenOf(first.url))).viewer).toBeNull();
    await world.sql(`update account_invitation set expires_at = now() - interval '1 second'`);
    expect((await accept(tokenOf(second.url))).viewer).toBeNull();
    const third = await invite('late@example.com');
    const cancel = 'mutation ($id: ID!) { cancelInvitation(input: { id: $id }) { userErrors { code } } }';
    const { data } = await world.graphql(cancel, { id: third.invitation.id });
    expect(data.cancelInvitation.userErrors).toEqual([]);
    expect((await accept(tokenOf(third.url))).viewer).toBeNull();
  });

  it.each([
    ['ada@example.com', 'CONFLICT'],
    ['no address', 'BAD_INPUT'],
  ])('is not made for %s', async (email, code) => {
    expect(await invite(email)).toMatchObject({
      url: null,
      userErrors: [{ code, path: ['input', 'email'] }],
    });
  });
});

describe('a person', () => {
  it('loses sessions and the API tokens that they made when removed', async () => {
    const grace = await join('grace@example.com', 'ADMIN');
    const make = 'mutation { createApiToken(input: { name: "hers", scopes: [READ] }) { secret } }';
    const { secret } = (await world.graphql(make, {}, { cookie: grace.cookie })).data.createApiToken;
    const { data } = await world.graphql(REMOVE, { id: grace.id });
    expect(data.removePerson).toMatchObject({
      person: { email: 'grace@example.com' },
      revokedTokens: [{ name: 'hers', revokedAt: expect.any(String) }],
      userErrors: [],
    });
    expect(await viewerOf(grace.cookie)).toBeNull();
    const reply = await world.graphql('{ viewer { name } }', {}, { token: secret });
    expect(reply.data?.viewer ?? null).toBeNull();
  });

  it('keeps only the API tokens that the new role allows', async () => {
    const linus = await join('linus@example.com', 'ADMIN');
    for (const scope of ['READ', 'ADMIN'])
      await world.graphql(
        `mutation { createApiToken(input: { name: "t ${scope}", scopes: [${scope}] }) { secret } }`,
        {},
        { cookie: linus.cookie },
      );
    const { data } = await world.graphql(UPDATE, { id: linus.id, role: 'APPROVER' });
    expect(data.updatePerson).toMatchObject({
      person: { role: 'APPROVER' },
      revokedTokens: [{ name: 't ADMIN' }],
    });
    expect(await viewerOf(linus.cookie)).toMatchObject({ scopes: ['READ', 'PLAN', 'APPROVE'] });
  });

  it('changes the password with the old one only, which ends the other sessions', async () => {
    const anna = await join('anna@example.com');
    const signIn = `mutation ($password: String!) {
      signIn(input: { email: "anna@example.com", password: $password }) { viewer { name } }
    }`;
    const other = await world.graphql(signIn, { password: PASSWORD }, {});
    const otherCookie = other.headers.get('set-cookie')?.split(';')[0] ?? '';
    const change = `mutation ($old: String!) {
      changePassword(input: { oldPassword: $old, newPassword: "another horse battery" }) { userErrors { code path } }
    }`;
    const wrong = await world.graphql(change, { old: 'wrong' }, { cookie: anna.cookie });
    expect(wrong.data.changePassword.userErrors).toEqual([
      { code: 'FORBIDDEN', path: ['input', 'oldPassword'] },
    ]);
    const right = await world.graphql(change, { old: PASSWORD }, { cookie: anna.cookie });
    expect(right.data.changePassword.userErrors).toEqual([]);
    expect(await viewerOf(otherCookie)).toBeNull();
    expect(await viewerOf(anna.cookie)).not.toBeNull();
    const old = await world.graphql(signIn, { password: PASSWORD }, {});
    expect(old.data.signIn.viewer).toBeNull();
  });

  it('never takes the last administrator away, two at once neither', async () => {
    await world.sql(`delete from account where role = 'ADMIN' and email <> 'ada@example.com'`);
    const other = await join('second@example.com', 'ADMIN');
    const rows = await world.sql(`select id from account where email = 'ada@example.com'`);
    const ada = Buffer.from(`Account:${rows[0]?.['id']}`).toString('base64url');
    await world.sql('update api_token set account_id = null');
    const replies = await Promise.all([
      world.graphql(UPDATE, { id: ada, role: 'VIEWER' }),
      world.graphql(REMOVE, { id: other.id }),
      world.graphql(UPDATE, { id: other.id, role: 'APPROVER' }),
    ]);
    expect(JSON.stringify(replies.map(({ data }) => data))).toMatch(/STATE_FORBIDS|NOT_FOUND/);
    expect(await world.sql(`select count(*)::int as n from account where role = 'ADMIN'`)).toEqual([
      { n: 1 },
    ]);
  });
});

describe('what somebody made who is no administrator any more', () => {
  it.each([
    ['is removed', REMOVE, {}],
    ['is made a viewer', UPDATE, { role: 'VIEWER' }],
  ])('lets nobody in by an invitation of who %s', async (name, mutation, input) => {
    const inviter = await join(`inviter-${name.replaceAll(' ', '-')}@example.com`, 'ADMIN');
    const email = `again-${name.replaceAll(' ', '-')}@example.com`;
    const made = await world.graphql(INVITE, { input: { email, role: 'ADMIN' } }, { cookie: inviter.cookie });
    await world.graphql(mutation, { id: inviter.id, ...input });
    expect(await accept(tokenOf(made.data.invitePerson.url))).toMatchObject({
      viewer: null,
      userErrors: [{ code: 'FORBIDDEN' }],
    });
    const [record] = await world.sql('SELECT message FROM audit_event ORDER BY id DESC LIMIT 1');
    expect(record.message).toContain(email);
  });

  it('leaves no token behind that may do more, although tokens are being made all the while', async () => {
    const maker = await join('maker@example.com', 'ADMIN');
    const make = `mutation { createApiToken(input: { name: "mine", scopes: [ADMIN] }) { apiToken { id } userErrors { code } } }`;
    let isOver = false;
    const makers = Array.from({ length: 8 }, async () => {
      while (!isOver) await world.graphql(make, {}, { cookie: maker.cookie });
    });
    await world.graphql(UPDATE, { id: maker.id, role: 'VIEWER' });
    isOver = true;
    await Promise.all(makers);
    const left = await world.sql(
      `SELECT api_token.id FROM api_token JOIN account ON account.id = account_id
         WHERE email = 'maker@example.com' AND revoked_at IS NULL AND 'ADMIN' = ANY(scopes)`,
    );
    expect(left).toEqual([]);
  });
});
