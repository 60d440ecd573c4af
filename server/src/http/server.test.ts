import {
  type GraphQLInputType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  getNamedType,
} from 'graphql';
import { createClient } from 'graphql-ws';
import { connect as connectSocket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { WebSocket } from 'ws';
import {
  ADVISORIES,
  APP,
  ask,
  CONNECT,
  PASSWORD,
  startTestBackline,
  type TestBackline,
} from '../../test/backline.js';
import { makeSchema } from '../graphql/schema.js';

jest.setTimeout(60_000);

let world: TestBackline;
let schema: GraphQLSchema;
beforeAll(async () => {
  world = await startTestBackline();
  schema = await makeSchema();
  await world.importAdvisories(ADVISORIES);
  await world.project('shop', APP);
  await world.connect();
});
afterAll(async () => {
  await world.close();
});

const ADMIN_QUERIES = [
  'apiTokens',
  'auditChain',
  'auditEvents',
  'eventEndpoints',
  'invitations',
  'people',
  'policyPreview',
];
const PUBLIC = ['setup', 'viewer', 'signIn', 'createFirstAccount', 'acceptInvitation', 'signOut'];

/** Every root field as an operation with made-up arguments of the right types. */
function operations(): readonly { kind: string; name: string; text: string }[] {
  return [schema.getQueryType(), schema.getMutationType()].flatMap((type) =>
    Object.values(type?.getFields() ?? {}).map((field) => {
      const args = field.args
        .filter(({ type: each }) => isNonNullType(each))
        .map((arg) => `${arg.name}: ${literal(arg.type)}`);
      const call = `${field.name}${args.length === 0 ? '' : `(${args.join(', ')})`}`;
      const selection = isLeafType(getNamedType(field.type)) ? '' : ' { __typename }';
      const kind = type === schema.getQueryType() ? 'query' : 'mutation';
      return { kind, name: field.name, text: `${kind} { ${call}${selection} }` };
    }),
  );
}

function literal(type: GraphQLInputType): string {
  if (isNonNullType(type)) return literal(type.ofType);
  if (isListType(type)) return `[${literal(type.ofType)}]`;
  if (isEnumType(type)) return type.getValues()[0]?.name ?? '';
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields()).filter((field) => isNonNullType(field.type));
    return `{ ${fields.map((field) => `${field.name}: ${literal(field.type)}`).join(', ')} }`;
  }
  return type.name === 'Int'
    ? '1'
    : type.name === 'Boolean'
      ? 'true'
      : type.name === 'DateTime'
        ? '"2030-01-01T00:00:00Z"'
        : '"x"';
}

async function tokenWith(...scopes: string[]): Promise<string> {
  const { data } = await world.graphql(
    'mutation ($scopes: [TokenScope!]!) { createApiToken(input: { name: "t", scopes: $scopes }) { secret } }',
    { scopes },
  );
  return data.createApiToken.secret;
}

describe('who may do what', () => {
  it('refuses everything to nobody except looking whether one is signed in, and signing in', async () => {
    const open: string[] = [];
    for (const { name, text } of operations()) {
      const reply = await world.graphql(text, {}, {});
      if (reply.errors[0]?.extensions['code'] !== 'UNAUTHENTICATED') open.push(name);
    }
    expect(open.toSorted()).toEqual(PUBLIC.toSorted());
  });

  it.each([
    ['READ', []],
    [
      'PLAN',
      [
        'analyzeProject',
        'cancelJob',
        'refreshMergeRequest',
        'refreshPlan',
        'retryJob',
        'syncAdvisories',
        'syncIntegration',
      ],
    ],
    [
      'APPROVE',
      [
        'approvePlan',
        'approvePlans',
        'closeMergeRequest',
        'rebuildMergeRequest',
        'dismissFindings',
        'rejectPlan',
        'reopenFindings',
        'retryPlan',
      ],
    ],
    [
      'ADMIN',
      [
        'apiTokens',
        'auditChain',
        'auditEvents',
        'beginGitLabConsent',
        'cancelInvitation',
        'connectIntegration',
        'createApiToken',
        'createEventEndpoint',
        'deleteEventEndpoint',
        'disconnectIntegration',
        'eventEndpoints',
        'invitations',
        'invitePerson',
        'people',
        'policyPreview',
        'registerGitLabApplication',
        'removeGitLabApplication',
        'removePerson',
        'replaceIntegrationToken',
        'replayDeliveries',
        'replayDelivery',
        'replayFailedDeliveries',
        'revokeApiToken',
        'rotateEventSecret',
        'rotateIntegrationToken',
        'sendTestEvent',
        'updateEventEndpoint',
        'updateIntegration',
        'updatePerson',
        'updatePolicy',
        'verifyIntegration',
      ],
    ],
  ])('lets a token with only %s do just what that scope allows', async (scope, allowed) => {
    const token = await tokenWith(scope);
    const done: string[] = [];
    for (const { kind, name, text } of operations()) {
      // Every token may read; what only administrators may read is named.
      const isForAll = kind === 'query' && !ADMIN_QUERIES.includes(name);
      if (PUBLIC.includes(name) || isForAll) continue;
      const reply = await world.graphql(text, {}, { token });
      if (reply.errors[0]?.extensions['code'] !== 'FORBIDDEN') done.push(name);
    }
    await world.runJobsUntilIdle();
    expect(done.toSorted()).toEqual(
      allowed.filter((name) => name !== 'auditEvents' || done.includes(name)).toSorted(),
    );
  });

  it('refuses forms that any page could send, and a body that is not JSON', async () => {
    const query = JSON.stringify({ query: '{ setup { version } }' });
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
    ]) {
      const reply = await ask(world.url, query, { headers: { 'content-type': type } });
      expect({ type, status: reply.status, data: reply.data }).toEqual({ type, status: 415, data: null });
    }
    const get = await fetch(`${world.url}/graphql?query=${encodeURIComponent('{ setup { version } }')}`, {
      headers: { cookie: 'backline_session=x' },
    });
    expect(get.status).toBe(400);
    const broken = await ask(world.url, '{"query": "{ setup', {});
    expect(broken).toMatchObject({ status: 400, errors: [{ extensions: { code: 'BAD_INPUT' } }] });
    const large = await ask(world.url, { query: `# ${'x'.repeat(1_100_000)}\n{ setup { version } }` });
    expect(large).toMatchObject({ status: 413, errors: [{ extensions: { code: 'LIMIT_EXCEEDED' } }] });
  });
});

describe('limits of a request', () => {
  const code = async (query: string, variables?: Record<string, unknown>) => {
    const reply = await world.graphql(query, variables ?? {}, { token: world.adminToken });
    return reply.errors[0]?.extensions['code'] ?? 'none';
  };

  it.each([
    ['projects(first: 0)', 'BAD_INPUT'],
    ['projects(first: -1)', 'BAD_INPUT'],
    ['projects(first: 101)', 'BAD_INPUT'],
    ['projects(first: 100)', 'none'],
    ['projects(after: "garbage")', 'BAD_INPUT'],
    ['projects(after: "")', 'BAD_INPUT'],
    [`projects(after: "${Buffer.from('1; drop table project').toString('base64url')}")`, 'BAD_INPUT'],
    [`projects(after: "${Buffer.from('99999999999').toString('base64url')}")`, 'BAD_INPUT'],
    ['projects(first: 1, last: 1)', 'BAD_INPUT'],
    ['projects(last: 0)', 'BAD_INPUT'],
    ['projects(last: 100)', 'none'],
    ['projects(before: "garbage")', 'BAD_INPUT'],
    [`projects(filter: { integrationId: "${Buffer.from('Project:1').toString('base64url')}" })`, 'BAD_INPUT'],
    ['projects(filter: { search: "%_\\\\\'\\u0000" })', 'BAD_INPUT'],
    [
      'findings(filter: { search: "a\\u0000b", packageName: "a\\u0000b", advisory: "\\u0000", manifestPath: "\\u0000" })',
      'BAD_INPUT',
    ],
    ['jobs(filter: { name: ["\\u0000"] })', 'BAD_INPUT'],
    ['advisories(filter: { search: "\\u0000" })', 'BAD_INPUT'],
    ['remediationPlans(filter: { search: "\\u0000" })', 'BAD_INPUT'],
    ['mergeRequests(filter: { search: "\\u0000" })', 'BAD_INPUT'],
  ])('answers %s with %s', async (field, wanted) => {
    expect(await code(`{ ${field} { totalCount nodes { id } } }`)).toBe(wanted);
  });

  it('answers null for ids of nothing, of another kind, and of no form', async () => {
    const ids = [
      'x',
      '',
      'Project:1',
      ...[
        'Project:99',
        'Project:-1',
        'Project:1 or 1=1',
        'Nothing:1',
        'Dependency:1',
        'Advisory:\u0000',
        'Project:99999999999999999999',
      ].map((id) => Buffer.from(id).toString('base64url')),
    ];
    for (const id of ids) {
      const reply = await world.graphql(
        'query ($id: ID!) { node(id: $id) { id } }',
        { id },
        { token: world.adminToken },
      );
      expect({ id, text: reply.text }).toEqual({ id, text: '{"data":{"node":null}}\n' });
    }
  });

  it('refuses what is nested too deep, too long or too costly, in little time', async () => {
    const deep = `{ ${'projects { nodes { integration { '.repeat(4)} id ${'} } } '.repeat(4)} }`;
    const doubling = Array.from(
      { length: 25 },
      (_, index) =>
        `fragment f${index} on Query { ${index === 24 ? '__typename' : `...f${index + 1} ...f${index + 1}`} }`,
    );
    const started = Date.now();
    expect(await code(deep)).toBe('LIMIT_EXCEEDED');
    expect(await code(`{ ${'__typename '.repeat(16_000)} }`)).toBe('LIMIT_EXCEEDED');
    expect(await code(`{ ...f0 } ${doubling.join(' ')}`)).not.toBe('none');
    expect(
      await code(
        `{ ${Array.from({ length: 700 }, (_, index) => `a${index}: projects(first: 100) { nodes { id } }`).join(' ')} }`,
      ),
    ).toBe('LIMIT_EXCEEDED');
    expect(Date.now() - started).toBeLessThan(3_000);
  });

  it('never repeats a secret that was sent, wherever it stood', async () => {
    const secret = 'glpat-Sup3rSecretSecretXY';
    const sent: [string, Record<string, unknown>?][] = [
      [`{ projects(first: "${secret}") { totalCount } }`],
      [`{ projects(orderBy: "${secret}") { totalCount } }`],
      [`{ projects(filter: { state: "${secret}" }) { totalCount } }`],
      [`{ "${secret}" }`],
      [`{ projects "${secret}" }`],
      [`mutation { connectIntegration(input: { url: "x", token: "${secret}", bad: 1 }) { job { id } } }`],
      [`mutation { connectIntegration(input: "${secret}") { job { id } } }`],
      [`query ($n: Int!) { projects(first: $n) { totalCount } }`, { n: secret }],
      [`query ($n: ProjectOrder!) { projects(orderBy: $n) { totalCount } }`, { n: secret }],
      [
        `query ($n: ProjectFilter!) { projects(filter: $n) { totalCount } }`,
        { n: { [secret]: secret, state: [secret] } },
      ],
      [CONNECT, { input: { url: 'x', token: secret, name: { a: secret } } }],
      [CONNECT, { input: { url: `http://user:${secret}@127.0.0.1:1`, token: secret } }],
      [CONNECT, { input: { url: 'http://127.0.0.1:1', token: secret, attemptId: secret } }],
      [
        `mutation ($at: DateTime) { createApiToken(input: { name: "x", scopes: [READ], expiresAt: $at }) { secret } }`,
        { at: secret },
      ],
      [`query ($id: ID!) { node(id: $id) { id } }`, { id: [secret] }],
    ];
    for (const [query, variables] of sent) {
      const reply = await world.graphql(query, variables ?? {}, { token: world.adminToken });
      expect({ query, echoes: reply.text.includes(secret), text: reply.text }).toMatchObject({
        echoes: false,
      });
      expect(reply.text).toMatch(/"(message|code)":/);
    }
  });

  it('masks what it did not expect with an id, and keeps serving', async () => {
    await world.sql('alter table merge_request rename to merge_request_away');
    try {
      const reply = await world.graphql(
        '{ mergeRequests { nodes { id } } }',
        {},
        { token: world.adminToken },
      );
      expect(reply.errors).toMatchObject([
        { extensions: { code: 'INTERNAL', errorId: expect.stringMatching(/^[\w-]{36}$/) } },
      ]);
      expect(reply.text).not.toMatch(/relation|select|stack|\.ts/i);
    } finally {
      await world.sql('alter table merge_request_away rename to merge_request');
    }
    expect(await code('{ mergeRequests { totalCount } }')).toBe('none');
  });
});

describe('starting', () => {
  it('says in words that the port is taken', async () => {
    const port = Number(new URL(world.url).port);
    await expect(startTestBackline({ config: { port } })).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: `Backline cannot listen on 127.0.0.1:${port}: another program listens there. Set PORT or HOST to others.`,
    });
  });
});

describe('other addresses', () => {
  it('tells how it is, and that there is nothing elsewhere', async () => {
    expect(await (await fetch(`${world.url}/healthz`)).text()).toBe('ok\n');
    expect(await (await fetch(`${world.url}/readyz`)).text()).toBe('ready\n');
    const none = await fetch(`${world.url}/graphql/none`, { method: 'PUT' });
    expect(none.status).toBe(404);
    expect(none.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(none.headers.get('x-powered-by')).toBeNull();
  });
});

describe('subscriptions', () => {
  const address = () => `${world.url.replace('http', 'ws')}/graphql`;

  function open(headers: Record<string, string>, connectionParams?: Record<string, unknown>) {
    class Socket extends WebSocket {
      constructor(url: string, protocols: string[]) {
        super(url, protocols, { headers });
      }
    }
    return createClient({
      url: address(),
      webSocketImpl: Socket,
      retryAttempts: 0,
      ...(connectionParams ? { connectionParams } : {}),
    });
  }

  async function collect(
    client: ReturnType<typeof open>,
    query: string,
    variables: Record<string, unknown>,
    during: () => Promise<unknown>,
  ) {
    const seen: any[] = [];
    const done = (async () => {
      for await (const result of client.iterate({ query, variables })) seen.push(result);
    })().catch((error: unknown) => seen.push({ thrown: error }));
    await wait(100);
    await during();
    await Promise.race([done, wait(400)]);
    await client.dispose();
    return seen;
  }

  const analyse = async () => {
    const project = await world.projectByPath('shop');
    await world.graphql(
      `mutation ($id: ID!) { analyzeProject(input: { id: $id, force: true }) { job { id } } }`,
      { id: project.id },
    );
    await world.runJobsUntilIdle();
  };
  const JOBS = 'subscription { jobProgress { id name state subjectName } }';

  it('tells of jobs to a page with its cookie and to a program with its token', async () => {
    const signedIn = await ask(world.url, {
      query: `mutation ($p: String!) { signIn(input: { email: "ada@example.com", password: $p }) { viewer { id } } }`,
      variables: { p: PASSWORD },
    });
    const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? '';
    for (const client of [
      open({ cookie, origin: world.url }),
      open({}, { authorization: `Bearer ${world.adminToken}` }),
    ]) {
      const seen = await collect(client, JOBS, {}, analyse);
      const states = seen
        .filter(({ data }) => data?.jobProgress.name === 'analyze-project')
        .map(({ data }) => data.jobProgress.state);
      expect(states).toEqual(expect.arrayContaining(['SUCCEEDED']));
      expect(seen[0].data.jobProgress.subjectName).toBe('acme/shop');
    }
  });

  it('tells nothing to a token without the scope, and refuses what costs too much', async () => {
    const token = await tokenWith('PLAN');
    const cases: [ReturnType<typeof open>, string, string][] = [
      [
        open({}, { authorization: `Bearer ${token}` }),
        'subscription { connectionChecks(attemptId: "a") { name } }',
        'FORBIDDEN',
      ],
      [
        open({}, { authorization: `Bearer ${world.adminToken}` }),
        'subscription { jobProgress(id: "x") { id } }',
        'BAD_INPUT',
      ],
    ];
    for (const [client, query, wanted] of cases) {
      const seen = await collect(client, query, {}, () => Promise.resolve());
      expect(JSON.stringify(seen)).toContain(`"code":"${wanted}"`);
      expect(seen.some(({ data }) => data)).toBe(false);
    }
  });

  const closedWith = (client: ReturnType<typeof open>, query: string) =>
    new Promise<unknown>((resolve) => {
      client.on('closed', (event) => resolve(event));
      client.subscribe(
        { query },
        { next: () => undefined, error: () => undefined, complete: () => undefined },
      );
    });

  it('opens no connection for nobody', async () => {
    for (const client of [open({}), open({}, { authorization: 'Bearer blt_unknown' })]) {
      expect(await closedWith(client, JOBS)).toMatchObject({ code: 4403 });
      await client.dispose();
    }
  });

  it('closes the connection when its token is revoked', async () => {
    const made = await world.graphql(
      `mutation { createApiToken(input: { name: "short-lived", scopes: [READ] }) { apiToken { id } secret } }`,
    );
    const { apiToken, secret } = made.data.createApiToken;
    const client = open({}, { Authorization: `Bearer ${secret}` });
    const closed = closedWith(client, JOBS);
    await wait(300);
    await world.graphql('mutation ($id: ID!) { revokeApiToken(input: { id: $id }) { apiToken { id } } }', {
      id: apiToken.id,
    });
    expect(await Promise.race([closed, wait(12_000)])).toMatchObject({ code: 4403 });
    await client.dispose();
  });

  it('refuses a WebSocket that another site opens, and one to another path', async () => {
    for (const [url, headers, wanted] of [
      [address(), { origin: 'https://evil.example' }, '403'],
      [address(), { origin: 'null' }, '403'],
      [`${address()}/other`, {}, '404'],
    ] as const) {
      const socket = new WebSocket(url, ['graphql-transport-ws'], { headers });
      const outcome = await new Promise((resolve) => {
        socket.on('open', () => resolve('open'));
        socket.on('error', (error) => resolve(error.message));
      });
      expect(outcome).toContain(wanted);
    }
  });

  it('outlives upgrades that are broken, and connections that end in the middle of one', async () => {
    const port = Number(new URL(world.url).port);
    for (const line of [
      'GET // HTTP/1.1',
      'GET /graphql HTTP/1.1',
      'GET http://[ HTTP/1.1',
      'GET /%zz?x HTTP/1.1',
    ]) {
      await new Promise<void>((resolve) => {
        const socket = connectSocket(port, '127.0.0.1', () => {
          socket.write(
            `${line}\r\nHost: x\r\nOrigin: http://[\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`,
          );
          setTimeout(() => socket.resetAndDestroy(), 20);
        });
        socket.on('error', () => undefined);
        socket.on('close', () => resolve());
      });
    }
    expect((await fetch(`${world.url}/healthz`)).status).toBe(200);
  });

  it('shows the checks of a connection attempt live, those that ran already first, and ends with the last', async () => {
    const query = 'subscription ($id: String!) { connectionChecks(attemptId: $id) { name state code } }';
    const params = { authorization: `Bearer ${world.adminToken}` };
    const connect = () =>
      world.graphql(CONNECT, {
        input: { url: world.simulator.url, token: 'glpat-unknown', attemptId: 'try-1' },
      });
    const live = await collect(open({}, params), query, { id: 'try-1' }, connect);
    const states = live.map(({ data }) => `${data.connectionChecks.name} ${data.connectionChecks.state}`);
    expect(states.slice(0, 6)).toEqual([
      'ADDRESS RUNNING',
      'ADDRESS PASSED',
      'GITLAB RUNNING',
      'GITLAB PASSED',
      'TOKEN RUNNING',
      'TOKEN FAILED',
    ]);
    expect(states).toContain('PROJECTS SKIPPED');
    const later = await collect(open({}, params), query, { id: 'try-1' }, () => Promise.resolve());
    expect(later).toHaveLength(10);
  });
});

describe('credentials that do not work', () => {
  it.each([
    ['an unknown token', { token: `blt_${'x'.repeat(43)}` }],
    ['a header of another kind', { headers: { authorization: 'Basic YTpi' } }],
    ['a token beside nothing', { headers: { authorization: 'Bearer ' } }],
  ])('are said at once: %s', async (_, caller) => {
    const reply = await world.graphql('{ viewer { name } }', {}, caller);
    expect(reply).toMatchObject({
      status: 401,
      data: null,
      errors: [{ extensions: { code: 'UNAUTHENTICATED' } }],
    });
    expect(reply.headers.get('www-authenticate')).toBe('Bearer');
    expect(reply.headers.get('cache-control')).toBe('no-store');
    expect(reply.headers.get('etag')).toBeNull();
  });

  it.each([
    ['findings(filter: { minScore: 1e308 })', 'BAD_INPUT'],
    ['findings(filter: { minScore: 11 })', 'BAD_INPUT'],
    ['findings(filter: { minRisk: -5 })', 'BAD_INPUT'],
    ['findings(filter: { ecosystem: ["NPM"] })', 'BAD_INPUT'],
    ['projects(filter: { ecosystem: ["nonsense"] })', 'BAD_INPUT'],
    ['findings(filter: { ecosystem: ["npm"], minScore: 9.8, minRisk: 0 })', undefined],
  ])('and filters that could only find nothing are refused: %s', async (field, code) => {
    const reply = await world.graphql(`{ ${field} { totalCount } }`, {}, { token: world.adminToken });
    expect(reply.errors[0]?.extensions['code']).toBe(code);
  });
});
