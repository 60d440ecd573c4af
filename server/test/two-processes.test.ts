import { createServer, type IncomingMessage, request, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { type Backline, startBackline } from '../src/backline.js';
import { readConfig } from '../src/config.js';
import { readKeyStatus, rotateKeys } from '../src/secrets/rotate-keys.js';
import { APP, ask, NO_REGISTRIES, PASSWORD, startTestBackline, type TestBackline } from './backline.js';
import { eventually } from './jobs.js';

jest.setTimeout(60_000);

const OLD = 'o'.repeat(40);
const NEW = 'n'.repeat(40);
/** What the proxy of the test says it saw, and what the client wrote before that. */
const CLIENT = '192.0.2.1';
const CLAIMED = '198.51.100.7';

let world: TestBackline;
let databaseUrl: string;
let other: Backline;
const proxies: Server[] = [];
beforeAll(async () => {
  world = await startTestBackline({ config: { secretKeys: [OLD, NEW], proxyHops: 1 } });
  const { options } = world.backline.core.database.dataSource;
  if (options.type !== 'postgres' || options.url === undefined) throw new Error('no address of a database');
  databaseUrl = options.url;
  other = await startOther('all', [NEW, OLD]);
});
afterAll(async () => {
  for (const proxy of proxies) {
    proxy.closeAllConnections();
    proxy.close();
  }
  await other.stop();
  await world.close();
});

function startOther(role: 'api' | 'worker' | 'all', secretKeys: readonly string[]): Promise<Backline> {
  return startBackline({
    ...readConfig({
      PORT: '0',
      BACKLINE_ROLE: role,
      BACKLINE_ALLOWED_HOSTS: '127.0.0.1',
      BACKLINE_RESOLVERS: 'off',
      BACKLINE_OSV_SYNC_HOURS: '0',
      BACKLINE_SYNC_MINUTES: '10080',
      BACKLINE_LOG_LEVEL: 'silent',
      BACKLINE_PROXY_HOPS: '1',
    }),
    databaseUrl,
    secretKeys,
    registries: NO_REGISTRIES,
  });
}

/** One address before several processes: each connection goes to the next one, WebSockets too. */
async function startRoundRobin(ports: readonly number[]): Promise<{ url: string; met: Set<number> }> {
  let turn = 0;
  const met = new Set<number>();
  const next = () => {
    const port = ports[turn++ % ports.length] ?? 0;
    met.add(port);
    return port;
  };
  const server = createServer((incoming, outgoing) => {
    const { method, url } = incoming;
    const headers = { ...incoming.headers, 'x-forwarded-for': `${CLAIMED}, ${CLIENT}` };
    const passed = request({ port: next(), host: '127.0.0.1', method, path: url, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    incoming.pipe(passed);
  });
  server.on('upgrade', ({ method, url, rawHeaders }: IncomingMessage, socket, head: Buffer) => {
    const passed = connect(next(), '127.0.0.1', () => {
      const lines = rawHeaders.flatMap((name, index) =>
        index % 2 === 0 ? [`${name}: ${rawHeaders[index + 1]}`] : [],
      );
      passed.write(`${method} ${url} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
      passed.write(head);
      passed.pipe(socket).pipe(passed);
    });
    for (const end of [passed, socket]) end.on('error', () => end.destroy());
  });
  proxies.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, met };
}

test('one address before two processes needs no sticky sessions', async () => {
  const { url, met } = await startRoundRobin([world.backline.port, other.port]);
  const signedIn = await ask(url, {
    query: `mutation ($input: SignInInput!) { signIn(input: $input) { viewer { id } userErrors { message } } }`,
    variables: { input: { email: 'ada@example.com', password: PASSWORD } },
  });
  const cookie = (signedIn.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  for (let time = 0; time < 4; time += 1)
    expect((await ask(url, { query: '{ viewer { __typename } }' }, { cookie })).data.viewer).not.toBeNull();

  const checks = new Set<string>();
  const changes: string[] = [];
  const sockets = [0, 1].map(() =>
    createClient({
      url: `${url.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      lazy: false,
      connectionParams: { authorization: `Bearer ${world.adminToken}` },
    }),
  );
  for (const [reader, socket] of sockets.entries()) {
    follow(
      socket,
      'subscription { connectionChecks(attemptId: "attempt-1234") { name state } }',
      ({ connectionChecks: { name, state } }) => checks.add(`${reader} ${name} ${state}`),
    );
    follow(socket, 'subscription { changed { kind } }', ({ changed }) => changes.push(changed.kind));
  }
  await world.project('shop', APP);
  const connected = await ask(
    url,
    {
      query: `mutation ($input: ConnectIntegrationInput!) { connectIntegration(input: $input) { integration { id } checks { name state } userErrors { message } } }`,
      variables: {
        input: { url: world.simulator.url, token: world.bot.token.value, attemptId: 'attempt-1234' },
      },
    },
    { cookie },
  );
  expect(connected.data.connectIntegration.userErrors).toEqual([]);
  const passed = connected.data.connectIntegration.checks.filter(({ state }: any) => state === 'PASSED');
  expect(passed.length).toBeGreaterThan(2);
  // Each of the two readers sees every check, whichever process it reached and whichever ran them.
  await eventually(() => {
    for (const { name } of passed)
      for (const reader of [0, 1]) expect([...checks]).toContain(`${reader} ${name} PASSED`);
  });
  await world.runJobsUntilIdle();
  await eventually(() => expect(changes.filter((kind) => kind === 'INTEGRATION').length).toBeGreaterThan(1));
  for (let time = 0; time < 2; time += 1) {
    const file = await fetch(`${url}/export/projects.csv`, { headers: { cookie } });
    expect([file.status, (await file.text()).includes('acme/shop')]).toEqual([200, true]);
  }
  const signedOut = await ask(url, { query: 'mutation { signOut { userErrors { message } } }' }, { cookie });
  expect(signedOut.errors).toEqual([]);
  for (let time = 0; time < 2; time += 1)
    expect((await ask(url, { query: '{ viewer { __typename } }' }, { cookie })).data.viewer).toBeNull();
  expect(met.size).toBe(2);
  const addresses = await world.sql(
    `select remote_address as address from audit_event where action = 'account.signed-in' order by id desc limit 1`,
  );
  expect(addresses).toEqual([{ address: CLIENT }]);
  for (const socket of sockets) await socket.dispose();
});

function follow(socket: ReturnType<typeof createClient>, query: string, next: (data: any) => void): void {
  const sink = { error: () => undefined, complete: () => undefined };
  socket.subscribe({ query }, { ...sink, next: ({ data }) => data && next(data) });
}

test('keys are rotated while both processes work, and then the old one is not needed by anything', async () => {
  const { core } = other;
  const {
    data: {
      integrations: {
        nodes: [{ id }],
      },
    },
  } = await world.graphql(`{ integrations(first: 1) { nodes { id } } }`);
  for (let each = 0; each < 300; each += 1)
    await world.backline.core.inTransaction(({ secrets }) =>
      secrets.put({ table: 'integration_registry', row: `9${each}.npm`, column: 'token' }, `token ${each}`),
    );
  expect((await readKeyStatus(core.keys)).older).toBeGreaterThanOrEqual(300);
  const load = { goesOn: true, replaced: 0 };
  const loading = (async () => {
    while (load.goesOn) {
      const url = load.replaced % 2 === 0 ? world.url : `http://127.0.0.1:${other.port}`;
      const { data } = await ask(
        url,
        {
          query: `mutation ($input: ReplaceIntegrationTokenInput!) { replaceIntegrationToken(input: $input) { userErrors { message } } }`,
          variables: { input: { id, token: world.bot.token.value } },
        },
        { token: world.adminToken },
      );
      expect(data.replaceIntegrationToken.userErrors).toEqual([]);
      await world.graphql(
        `mutation ($id: ID!) { syncIntegration(input: { id: $id }) { userErrors { message } } }`,
        { id },
      );
      load.replaced += 1;
    }
  })();
  const rotations = await Promise.all([rotateKeys(core.keys), rotateKeys(core.keys)]);
  expect(rotations[0].resealed + rotations[1].resealed).toBeGreaterThanOrEqual(300);
  load.goesOn = load.replaced < 3;
  await eventually(() => expect(load.replaced).toBeGreaterThanOrEqual(3));
  load.goesOn = false;
  await loading;
  await world.runJobsUntilIdle();
  // The process with the old key first still sealed with it meanwhile. Now that it does not write, this is the last round.
  expect(await rotateKeys(core.keys)).toMatchObject({ unreadable: [], status: { older: 0, unreadable: 0 } });

  const alone = await startOther('api', [NEW]);
  try {
    expect(await readKeyStatus(alone.core.keys)).toMatchObject({ older: 0, unreadable: 0 });
    const { secrets } = alone.core.read;
    const places: { t: string; r: string; c: string }[] = await world.sql(
      `select place_table as t, place_row as r, place_column as c from secret`,
    );
    expect(places.length).toBeGreaterThan(300);
    for (const { t, r, c } of places)
      expect(await secrets.get({ table: t, row: r, column: c })).not.toBeNull();
    const verified = await ask(
      `http://127.0.0.1:${alone.port}`,
      {
        query: `mutation ($id: ID!) { verifyIntegration(input: { id: $id }) { integration { state } userErrors { message } } }`,
        variables: { id },
      },
      { token: world.adminToken },
    );
    expect(verified.data.verifyIntegration).toEqual({ integration: { state: 'CONNECTED' }, userErrors: [] });
    const failed = await world.sql(`select error from job where state = 'FAILED'`);
    expect(failed).toEqual([]);
  } finally {
    await alone.stop();
  }
});

test('a process whose keys open nothing of what is stored does not start, with a sentence', async () => {
  await expect(startOther('api', ['f'.repeat(40)])).rejects.toThrow(
    /^BACKLINE_SECRET_KEY opens none of the \d+ secrets that this database holds\./,
  );
});

test('a newer database keeps an older process from starting, with a sentence, and lets one that runs go on', async () => {
  await world.sql(`insert into migration (timestamp, name) values (9999999999999, 'Later9999999999999')`);
  await world.sql(`alter table project add column added_later text not null default 'x'`);
  try {
    await expect(startOther('api', [NEW])).rejects.toThrow(
      'The database was migrated by a newer Backline. Start that version, or restore a backup made before it.',
    );
    const [{ id }] = (await world.graphql(`{ integrations(first: 1) { nodes { id } } }`)).data.integrations
      .nodes;
    await world.graphql(
      `mutation ($id: ID!) { syncIntegration(input: { id: $id }) { userErrors { message } } }`,
      { id },
    );
    await world.project('newcomer', APP);
    await world.runJobsUntilIdle();
    expect(await world.sql(`select error from job where state = 'FAILED'`)).toEqual([]);
  } finally {
    await world.sql(`delete from migration where name = 'Later9999999999999'`);
  }
});
