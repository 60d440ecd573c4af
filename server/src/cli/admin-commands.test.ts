import { randomBytes } from 'node:crypto';
import { PASSWORD, startTestBackline, type TestBackline } from '../../test/backline.js';
import { argonPasswords } from '../accounts/passwords.client.js';
import { addAdminCommands } from './admin-commands.js';
import { administer } from './administer.js';
import type { CliTools } from './cli-tools.js';
import { NO_PROGRESS } from './progress.js';
import { runProgram } from './program.js';

jest.setTimeout(60_000);

let world: TestBackline;
beforeAll(async () => {
  world = await startTestBackline();
});
afterAll(() => world.close());

/** Runs `backline` with these words beside the running server; what is piped in is `input`. */
async function backline(
  words: string,
  input = '',
): Promise<{ code: number; out: string; err: string; json: any }> {
  let [out, err] = ['', ''];
  const print = (text: string) => void (out += text);
  const tools = {
    print,
    warn: (text: string) => void (err += text),
    clock: () => new Date(),
    progress: NO_PROGRESS,
    version: '0',
  } as unknown as CliTools;
  const code = await runProgram(words.split(' '), tools, (program) =>
    addAdminCommands(program, () =>
      Promise.resolve({
        commands: administer,
        readInput: () => Promise.resolve(input),
        run: async (work, isJson) => {
          const deps = {
            ...world.backline.core,
            passwords: argonPasswords,
            clock: () => new Date(),
            randomToken: () => randomBytes(32).toString('base64url'),
            pageUrl: world.url,
            progress: NO_PROGRESS,
            columns: null,
          };
          const outcome = await work(deps, new AbortController().signal);
          print(isJson ? JSON.stringify(outcome.json) : outcome.text);
          return outcome.code ?? 0;
        },
      }),
    ),
  );
  return { code, out, err, json: words.includes('--json') && code < 2 ? JSON.parse(out) : null };
}

const mutate = (query: string, variables: object) =>
  world.graphql(query, variables as Record<string, unknown>, {}).then(({ data }) => data);

describe('accounts', () => {
  it('are invited, given roles, and removed, which the audit log tells', async () => {
    const invited = await backline('accounts invite grace@example.com --role approver --json');
    expect(invited).toMatchObject({ code: 0, json: { email: 'grace@example.com', role: 'APPROVER' } });
    const token = new URL(invited.json.url).hash.slice('#token='.length);
    const joined = await mutate(
      `mutation ($input: AcceptInvitationInput!) { acceptInvitation(input: $input) { viewer { role } userErrors { code } } }`,
      { input: { token, name: 'Grace', password: PASSWORD } },
    );
    expect(joined.acceptInvitation).toMatchObject({ viewer: { role: 'APPROVER' }, userErrors: [] });
    expect(await backline('accounts set-role grace@example.com viewer --json')).toMatchObject({
      code: 0,
      json: { role: 'VIEWER', revokedTokens: [] },
    });
    const listed = await backline('accounts list');
    expect(listed.out).toMatch(/grace@example\.com +Grace +VIEWER/);
    expect((await backline('accounts remove grace@example.com')).out).toContain('is removed');
    const [record] = await world.sql('SELECT actor, action FROM audit_event ORDER BY id DESC LIMIT 1');
    expect(record).toEqual({ actor: 'the command line', action: 'person.removed' });
  });

  it('are limited to integrations and groups, which the list says', async () => {
    await world.sql(
      `insert into integration (name, base_url, state, account_id, created_at) values ('GitLab', 'https://gitlab.example.com', 'DISCONNECTED', 1, now())`,
    );
    const [{ id }] = await world.sql('select id from integration');
    const limits = '--limit-to gitlab:/acme/pay --limit-to gitlab.example.com:zoo';
    const invited = await backline(`accounts invite mary@example.com ${limits} --json`);
    const limitedTo = [
      { integrationId: id, groupPath: 'acme/pay' },
      { integrationId: id, groupPath: 'zoo' },
    ];
    expect(invited).toMatchObject({ code: 0, json: { limitedTo } });
    await world.sql(
      `insert into account (email, name, role, limited_to) values ('mary@example.com', 'Mary', 'VIEWER', null)`,
    );
    const set = await backline('accounts set-role mary@example.com approver --limit-to GitLab');
    expect(set).toMatchObject({ code: 0, out: 'mary@example.com is APPROVER now, and sees all of GitLab.' });
    expect((await backline('accounts list')).out).toMatch(
      /mary@example\.com +Mary +APPROVER +all of GitLab /,
    );
    expect(await backline('accounts set-role mary@example.com admin')).toMatchObject({
      code: 2,
      err: expect.stringContaining('in the same step'),
    });
    expect(
      (await backline('accounts set-role mary@example.com admin --unlimited --json')).json,
    ).toMatchObject({
      role: 'ADMIN',
      limitedTo: null,
    });
    expect((await backline(`tokens create --name limited ${limits} --json`)).json).toMatchObject({
      limitedTo,
    });
    expect((await backline('tokens list')).out).toMatch(
      /limited +blt_\S+ +read +acme\/pay in GitLab and zoo in GitLab /,
    );
  });

  it('let in again who has lost the password', async () => {
    const [{ email }] = await world.sql(`SELECT email FROM account WHERE role = 'ADMIN'`);
    expect(await backline(`accounts set-password ${email}`, 'another good password')).toMatchObject({
      code: 0,
    });
    const signIn = `mutation ($input: SignInInput!) { signIn(input: $input) { viewer { email } userErrors { code } } }`;
    const { signIn: done } = await mutate(signIn, { input: { email, password: 'another good password' } });
    expect(done).toMatchObject({ viewer: { email } });
    expect(await backline(`accounts set-password ${email}`, 'short')).toMatchObject({
      code: 2,
      err: expect.stringContaining('at least 12'),
    });
  });

  it.each([
    ['accounts set-role nobody@example.com admin', /Nobody has/],
    ['accounts invite grace@example.com --role king', /one of viewer, approver, admin/],
    ['accounts invite no-address', /not an e-mail address/],
    ['accounts', /list/],
    ['accounts invite x@example.com --limit-to nowhere', /No integration/],
    ['accounts set-role ada@example.com viewer --limit-to x --unlimited', /either/],
    ['tokens create', /--name/],
    ['tokens create --name x --scopes all', /one of read, plan, approve, admin/],
    ['tokens create --name x --expires tomorrow', /YYYY-MM-DD/],
    ['tokens revoke blt_nothing', /No API token/],
    ['jobs show 999999', /There is no job/],
    ['jobs list --state lost', /one of queued/],
    ['jobs list --limit many', /from 1 to 10000/],
    ['jobs list --limit 0', /from 1 to 10000/],
    ['jobs retry', /Name the jobs/],
  ])('and the rest refuse %j in words, with the code 2', async (words, said) => {
    const { code, err } = await backline(words);
    expect({ code, err }).toEqual({ code: 2, err: expect.stringMatching(said) });
  });
});

describe('tokens', () => {
  it('are made for a program, whose secret is all that is printed, and end when revoked', async () => {
    const { code, out } = await backline('tokens create --name ci --scopes read,plan --expires 2999-01-01');
    expect({ code, out }).toEqual({ code: 0, out: expect.stringMatching(/^blt_[\w-]{43}$/) });
    const ask = () => world.graphql('{ viewer { scopes } }', {}, { token: out });
    expect((await ask()).data.viewer.scopes).toEqual(['READ', 'PLAN']);
    const { json } = await backline('tokens list --json');
    const { id } = json.find((token: any) => token.name === 'ci');
    expect(JSON.stringify(json)).not.toContain(out);
    expect((await backline(`tokens revoke ${id}`)).code).toBe(0);
    expect(await ask()).toMatchObject({ status: 401, data: null });
  });
});

describe('jobs', () => {
  it('that failed for good are found, shown and queued again, and those that wait are cancelled', async () => {
    await world.sql(`INSERT INTO job (name, payload, lane, priority, run_at, is_due, max_attempts, backoff_ms, state, attempts, error, finished_at)
      VALUES ('clean-up', '{}', 'backline', 100, now(), false, 4, 1000, 'FAILED', 4, '{"code":"INTERNAL","message":"It broke."}', now())`);
    const { json } = await backline('jobs list --dead --json');
    expect(json).toMatchObject([{ name: 'clean-up', state: 'FAILED', error: { message: 'It broke.' } }]);
    expect((await backline('jobs list --dead')).out).toContain('It broke.');
    expect((await backline(`jobs show ${json[0].id}`)).out).toContain('It broke.');
    const retried = await backline('jobs retry --dead --json');
    expect(retried).toMatchObject({ code: 0, json: [{ id: json[0].id, state: 'QUEUED', refused: null }] });
    await world.runJobsUntilIdle();
    const again = await backline(`jobs retry ${json[0].id} --json`);
    expect(again).toMatchObject({ code: 1, json: [{ refused: expect.stringContaining('Only a failed') }] });
  });
});

describe('keys and the audit log', () => {
  it('say which keys are needed, and that nothing was changed', async () => {
    await world.connect();
    const before = await backline('keys status --json');
    expect(before).toMatchObject({ code: 0, json: { older: 0, unreadable: 0 } });
    expect(before.json.total).toBeGreaterThan(0);
    expect((await backline('keys rotate')).out).toContain('0 values sealed anew');
    expect(await backline('audit verify --json')).toMatchObject({ code: 0, json: { fault: null } });
    expect((await backline('audit verify')).out).toMatch(/are as they were sealed/);
  });
});
