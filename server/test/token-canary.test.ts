import { setTimeout as wait } from 'node:timers/promises';
import fs from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  ADVISORIES,
  APP,
  ask,
  type Caller,
  CONNECT,
  PASSWORD,
  startTestBackline,
  type TestBackline,
} from './backline.js';

jest.setTimeout(120_000);

const CANARY = 'glpat-canary-7Qz_fK29-bird+/=';
const SECOND = 'glpat-second-bird-4Vx_pL81';

let world: TestBackline;
let logged = '';
beforeAll(async () => {
  // The log goes straight to the file descriptor of standard error.
  const listen = (given: unknown) => {
    logged += Buffer.isBuffer(given) ? given.toString() : String(given);
    return logged.length;
  };
  const writeSync = fs.writeSync.bind(fs) as (...args: any[]) => number;
  jest
    .spyOn(fs, 'writeSync')
    .mockImplementation(((fd: number, given: unknown, ...rest: unknown[]) =>
      fd === 2 ? listen(given) && Buffer.byteLength(String(given)) : writeSync(fd, given, ...rest)) as any);
  const write = fs.write.bind(fs) as (...args: any[]) => void;
  jest.spyOn(fs, 'write').mockImplementation(((fd: number, given: unknown, ...rest: any[]) => {
    if (fd !== 2) return write(fd, given, ...rest);
    listen(given);
    return rest.at(-1)(null, Buffer.byteLength(String(given)), given);
  }) as any);
  world = await startTestBackline({
    config: { logLevel: 'trace' },
    patience: { transportLimits: { requestTimeoutMs: 2_000, throttledPauseMs: 200 } },
  });
});
afterAll(async () => {
  await world.close();
  jest.restoreAllMocks();
});

/** Every form in which a token could leak: as it is, for addresses, in hexadecimal, and in base64 at each of three offsets. */
function formsOf(token: string): readonly string[] {
  const inner = (pad: string) => {
    const text = Buffer.from(`${pad}${token}`).toString('base64');
    const from = Math.ceil((pad.length * 8) / 6);
    return text.slice(from, from + Math.floor((token.length * 8) / 6) - 2);
  };
  const base64 = ['', 'x', 'xy'].map(inner);
  const urlSafe = base64.map((text) => text.replaceAll('+', '-').replaceAll('/', '_'));
  const whole = [`oauth2:${token}`, token].map((text) =>
    Buffer.from(text).toString('base64').replace(/=+$/, ''),
  );
  const hex = Buffer.from(token).toString('hex');
  return [token, encodeURIComponent(token), hex, hex.toUpperCase(), ...base64, ...urlSafe, ...whole];
}

const FORMS = [...formsOf(CANARY), ...formsOf(SECOND)];
const formIn = (text: string) => FORMS.find((form) => text.includes(form)) ?? null;

it('knows a token in each of its forms', () => {
  for (const pad of ['', 'a', 'ab', 'abc', 'Authorization: Basic '])
    expect(formIn(Buffer.from(`${pad}${CANARY}!`).toString('base64'))).not.toBeNull();
  expect(formIn(`x${CANARY}y`)).not.toBeNull();
  expect(formIn('nothing')).toBeNull();
});

it('keeps a token sealed through a run full of faults: it stands nowhere else', async () => {
  const { simulator, bot } = world;
  const scopes = ['api', 'read_repository', 'write_repository', 'self_rotate'];
  const token = simulator.createToken({ userId: bot.user.id, scopes, value: CANARY });
  simulator.createToken({ userId: bot.user.id, scopes, value: SECOND });
  const answers: string[] = [];
  const ask = async (query: string, variables: Record<string, unknown> = {}) => {
    const reply = await world.graphql(query, variables, { token: world.adminToken });
    answers.push(reply.text);
    return reply.data;
  };
  const seen: string[] = [];
  const sampling = { on: true };
  const sampled = sampleProcesses(sampling, seen);
  await world.importAdvisories(ADVISORIES);
  const id = await world.project('shop', APP);
  await ask(CONNECT, { input: { url: simulator.url, token: `${CANARY}x` } });
  simulator.setChaos({ rate: 0.1, seed: 7, hangMs: 300 });
  let integration = '';
  for (let time = 0; time < 10 && integration === ''; time += 1) {
    const data = await ask(CONNECT, { input: { url: simulator.url, token: CANARY } });
    integration = data.connectIntegration.integration?.id ?? '';
  }
  expect(integration).not.toBe('');
  await world.hurryJobs();
  const project = await world.projectByPath('shop');
  const [plan] = project.remediationPlans.nodes;
  await ask(
    `mutation ($id: ID!, $digest: String!) { approvePlan(input: { id: $id, digest: $digest }) { userErrors { message } } }`,
    { id: plan.id, digest: plan.digest },
  );
  simulator.injectFault({ pathPattern: /git-receive-pack/, kind: 403, body: `remote: ${CANARY}` });
  await world.hurryJobs();
  await ask(`mutation ($id: ID!) { retryPlan(input: { id: $id }) { userErrors { message } } }`, {
    id: plan.id,
  });
  await world.hurryJobs();
  simulator.injectFault({ pathPattern: '/api/v4/', kind: 500, body: `{"message":"${CANARY}"}`, times: 5 });
  await ask(`mutation ($id: ID!) { verifyIntegration(input: { id: $id }) { userErrors { message } } }`, {
    id: integration,
  });
  await ask(
    `mutation ($id: ID!, $token: String!) { replaceIntegrationToken(input: { id: $id, token: $token }) { userErrors { message } } }`,
    { id: integration, token: SECOND },
  );
  await ask(`mutation ($id: ID!) { syncIntegration(input: { id: $id }) { userErrors { message } } }`, {
    id: integration,
  });
  await world.hurryJobs();
  simulator.setChaos(null);
  simulator.revokeToken(token.id);
  await ask(
    `{ auditEvents(first: 100) { nodes { action message } } jobs(first: 100) { nodes { name state error { code message } } } }`,
  );
  answers.push(JSON.stringify(await world.projectByPath('shop')));
  await ask(`mutation ($id: ID!) { disconnectIntegration(input: { id: $id }) { userErrors { message } } }`, {
    id: integration,
  });
  await world.runJobsUntilIdle();
  sampling.on = false;
  await sampled;

  const tables = await world.sql(
    `select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
  );
  expect(tables.length).toBeGreaterThan(20);
  for (const { name } of tables) {
    const rows = await world.sql(`select t::text as row from "${name}" t`);
    for (const { row } of rows) expect({ name, form: formIn(row) }).toEqual({ name, form: null });
  }
  for (const answer of answers) expect(formIn(answer)).toBeNull();
  expect(logged).toContain('Backline started');
  expect(formIn(logged)).toBeNull();
  for (const text of seen) expect(formIn(text)).toBeNull();
  expect(seen.some((text) => text.includes('git'))).toBe(true);
  const mergeRequests = [...(simulator.state.projects.get(id)?.mergeRequests.values() ?? [])];
  expect(mergeRequests).toHaveLength(1);
  for (const each of mergeRequests)
    expect(formIn(`${each.title}\n${each.description}\n${JSON.stringify(each.notes)}`)).toBeNull();
});

it('keeps what people and programs send out of the log at its finest: sign-in, consent, events, errors, addresses', async () => {
  const { simulator } = world;
  const before = logged.length;
  const secrets = ['backline-canary-password-1', 'backline-canary-wrong-2', 'backline-canary-token-3'];
  const send = async (
    name: string,
    input: object,
    selection: string,
    caller: Caller = { token: world.adminToken },
  ) => {
    const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input!`;
    const query = `mutation ($input: ${type}) { ${name}(input: $input) { ${selection} userErrors { message } } }`;
    const reply = await world.graphql(query, { input }, caller);
    expect([name, reply.errors]).toEqual([name, []]);
    return { reply, payload: reply.data[name] };
  };
  const account = { email: 'ada@example.com', password: PASSWORD };
  await send('signIn', { ...account, password: secrets[1] }, '', {});
  const signedIn = await send('signIn', account, '', {});
  const cookie = (signedIn.reply.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  secrets.push(PASSWORD, cookie.split('=')[1] ?? '', world.adminToken);
  await send('changePassword', { oldPassword: PASSWORD, newPassword: secrets[0] }, '', { cookie });
  const { payload: apiToken } = await send('createApiToken', { name: 'canary', scopes: ['READ'] }, 'secret');
  secrets.push(apiToken.secret);
  const { payload: endpoint } = await send(
    'createEventEndpoint',
    { name: 'canary', url: 'http://127.0.0.1:9/hook?key=backline-canary-key-4', types: ['FINDING_OPENED'] },
    'endpoint { id } secret',
  );
  const { payload: rotated } = await send('rotateEventSecret', { id: endpoint.endpoint.id }, 'secret');
  await send('sendTestEvent', { id: endpoint.endpoint.id }, '');
  secrets.push('backline-canary-key-4', endpoint.secret.slice(6), rotated.secret.slice(6));

  const application = simulator.createApplication({
    name: 'Backline',
    redirectUri: `${world.url}/integrations/gitlab/callback`,
  });
  const { payload: registered } = await send(
    'registerGitLabApplication',
    { baseUrl: simulator.url, clientId: application.uid, clientSecret: application.secret },
    'application { id }',
  );
  const { payload: consent } = await send(
    'beginGitLabConsent',
    { applicationId: registered.application.id, name: 'By consent' },
    'authorizeUrl',
    { cookie },
  );
  const state = new URL(consent.authorizeUrl).searchParams.get('state') ?? '';
  secrets.push(application.secret, state, 'backline-canary-code-5');
  const callback = `${world.url}/integrations/gitlab/callback?state=${state}&code=backline-canary-code-5`;
  expect((await fetch(callback, { headers: { cookie }, redirect: 'manual' })).status).toBe(400);

  const body = `{"message":"no access for https://oauth2:${secrets[2]}@gitlab.example/?private_token=${secrets[2]}"}`;
  simulator.injectFault({ pathPattern: '/api/v4/', kind: 403, body, times: 20 });
  await send('connectIntegration', { url: simulator.url, token: secrets[2] }, 'integration { id }');
  simulator.clearFaults();
  const wrong = { query: `{ viewer(password: "${secrets[0]}") { __typename } }` };
  await ask(`${world.url}`, wrong, { token: secrets[2] });
  await ask(`${world.url}`, `{"query": "${secrets[0]}`, { cookie: `session=${secrets[2]}` });
  const { log } = world.backline.core;
  log.error({ err: new Error(`GET https://x/?access_token=${secrets[2]} failed`) }, 'A canary');
  log.trace(
    { request: { headers: { authorization: `Bearer ${secrets[2]}` } }, key: 'k'.repeat(40) },
    'A canary',
  );
  await world.runJobsUntilIdle();

  const lines = logged
    .slice(before)
    .split('\n')
    .filter((line) => line !== '');
  expect(lines.filter((line) => JSON.parse(line).msg === 'A canary')).toHaveLength(2);
  expect(lines.length).toBeGreaterThan(10);
  for (const secret of [...secrets, 'k'.repeat(40)]) {
    expect(secret.length).toBeGreaterThan(15);
    for (const form of formsOf(secret))
      expect([form, lines.filter((line) => line.includes(form))]).toEqual([form, []]);
  }
  const { databaseUrl } = passwordOf(world);
  if (databaseUrl !== '') expect(logged).not.toContain(databaseUrl);
});

/** The password of the database of the tests, where it has one. */
function passwordOf({ backline }: TestBackline): { readonly databaseUrl: string } {
  const { options } = backline.core.database.dataSource;
  const url = options.type === 'postgres' ? (options.url ?? '') : '';
  return { databaseUrl: URL.canParse(url) ? new URL(url).password : '' };
}

/** What any user of this machine, and this one, can see of the processes that run meanwhile. */
async function sampleProcesses(sampling: { on: boolean }, seen: string[]): Promise<void> {
  const known = new Set<string>();
  while (sampling.on) {
    for (const pid of (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name))) {
      for (const file of ['cmdline', 'environ']) {
        const text = await readFile(join('/proc', pid, file), 'latin1').catch(() => '');
        if (text.includes('git') && !known.has(text)) {
          known.add(text);
          seen.push(text);
        }
      }
    }
    await wait(3);
  }
}
