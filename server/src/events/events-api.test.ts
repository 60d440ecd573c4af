import { createHmac } from 'node:crypto';
import fs from 'node:fs';
import { ADVISORIES, APP, startTestBackline, type TestBackline } from '../../test/backline.js';
import { eventBodySchema } from './events.js';
import { type SeenRequest, startTestServer, type TestServer } from '../../test/http-server.js';

jest.setTimeout(120_000);

const ENDPOINT = `id name url types state disabledReason createdBy hasTwoSecrets secondSecretUntil lastDeliveredAt
  waitingCount failedCount`;
const DELIVERY = 'id eventId type state attempts lastStatus lastError lastAnswer body';
const ALL = '[FINDING_OPENED, PLAN_PROPOSED, PLAN_APPROVED, MERGE_REQUEST_OPENED, MERGE_REQUEST_MERGED]';
const PAGE = 'https://backline.example';

let world: TestBackline;
let receiver: TestServer;
let statusCode = 204;
let logged = '';

beforeAll(async () => {
  // The log goes straight to the file descriptor of standard error.
  const listen = (given: unknown): number => {
    const text = Buffer.isBuffer(given) ? given.toString() : String(given);
    logged += text;
    return Buffer.byteLength(text);
  };
  const writeSync = fs.writeSync.bind(fs) as (...args: any[]) => number;
  jest
    .spyOn(fs, 'writeSync')
    .mockImplementation(((fd: number, given: unknown, ...rest: unknown[]) =>
      fd === 2 ? listen(given) : writeSync(fd, given, ...rest)) as any);
  const write = fs.write.bind(fs) as (...args: any[]) => void;
  jest
    .spyOn(fs, 'write')
    .mockImplementation(((fd: number, given: unknown, ...rest: any[]) =>
      fd === 2 ? rest.at(-1)(null, listen(given), given) : write(fd, given, ...rest)) as any);
  receiver = await startTestServer((_, response) => response.writeHead(statusCode).end('Thanks.'));
  world = await startTestBackline({
    config: { logLevel: 'trace', publicUrl: PAGE, allowedHosts: [`127.0.0.1`] },
  });
});
afterAll(async () => {
  await world.close();
  await receiver.close();
  jest.restoreAllMocks();
});

async function mutate(name: string, input: string, answer: string): Promise<any> {
  const { data } = await world.graphql(
    `mutation { ${name}(input: { ${input} }) { ${answer} userErrors { code message path } } }`,
  );
  return data[name];
}

async function make(name = 'Chat', types = ALL) {
  const input = `name: "${name}", url: "${receiver.url}/${name}", types: ${types}`;
  const made = await mutate('createEventEndpoint', input, `endpoint { ${ENDPOINT} } secret`);
  expect(made.userErrors).toEqual([]);
  return { id: String(made.endpoint.id), secret: String(made.secret), endpoint: made.endpoint };
}

const arrived = (name: string) => receiver.seen.filter(({ url }) => url === `/${name}`);

function isSigned({ headers, body }: SeenRequest, secret: string): boolean {
  const signed = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`;
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  const mine = `v1,${createHmac('sha256', key).update(signed).digest('base64')}`;
  return String(headers['webhook-signature']).split(' ').includes(mine);
}

it('tells the whole way of a vulnerable project, each step once, and keeps secrets and bodies out of its log', async () => {
  const { id, secret } = await make('whole-way');
  await world.importAdvisories(ADVISORIES);
  const shop = await world.project('shop', APP);
  await world.connect();
  const [plan] = (await world.projectByPath('shop')).remediationPlans.nodes;
  await mutate('approvePlan', `id: "${plan.id}", digest: "${plan.digest}"`, 'remediationPlan { id }');
  await world.runJobsUntilIdle();
  const [opened] = [...(world.simulator.state.projects.get(shop)?.mergeRequests.values() ?? [])];
  await world.simulator.mergeMergeRequest(shop, opened?.iid ?? 0);
  const [{ mergeRequest }] = (await world.projectByPath('shop')).remediationPlans.nodes;
  await mutate('refreshMergeRequest', `id: "${mergeRequest.id}"`, 'mergeRequest { state }');
  await world.runJobsUntilIdle();

  const seen = arrived('whole-way');
  expect(seen.every((request) => isSigned(request, secret))).toBe(true);
  const events = seen.map(({ body }) => JSON.parse(body));
  for (const event of events) expect(eventBodySchema.parse(event)).toEqual(event);
  expect(events.map(({ type }) => type).filter((type) => type !== 'plan.proposed')).toEqual([
    'finding.opened',
    'plan.approved',
    'merge_request.opened',
    'merge_request.merged',
  ]);
  const byType = new Map(events.map((event) => [event.type, event.data]));
  const project = await world.projectByPath('shop');
  expect(byType.get('finding.opened')).toMatchObject({
    project: { id: project.id, path: project.path, url: `${PAGE}/projects/${project.id}` },
    counts: { total: 3, high: 3 },
    findingIds: expect.arrayContaining([project.findings.nodes[0].id]),
  });
  expect(byType.get('plan.approved')).toMatchObject({
    plan: { id: plan.id, digest: plan.digest, url: `${PAGE}/plans/${plan.id}` },
  });
  expect(byType.get('merge_request.merged')).toMatchObject({
    plan: { id: plan.id },
    mergeRequest: { id: mergeRequest.id, iid: mergeRequest.iid },
  });

  expect(logged).toContain('Backline started');
  expect(logged).not.toContain(secret.slice('whsec_'.length));
  expect(logged).not.toContain('finding.opened');
  const others = JSON.stringify([
    await world.sql('SELECT * FROM job'),
    await world.sql('SELECT * FROM audit_event'),
    await world.sql('SELECT * FROM event_endpoint'),
  ]);
  expect(others).not.toContain(secret.slice('whsec_'.length));
  await mutate('deleteEventEndpoint', `id: "${id}"`, 'endpoint { id }');
});

it('answers as the page asks: list, detail, log, test, rotation, switching off, deleting', async () => {
  const { id, endpoint } = await make('page', '[PLAN_PROPOSED, ENDPOINT_TEST]');
  expect(endpoint).toMatchObject({
    name: 'page',
    types: ['PLAN_PROPOSED'],
    state: 'ENABLED',
    hasTwoSecrets: false,
  });
  const sent = await mutate('sendTestEvent', `id: "${id}"`, `delivery { ${DELIVERY} } replayedCount`);
  expect(sent).toMatchObject({ delivery: { type: 'ENDPOINT_TEST' }, replayedCount: 0, userErrors: [] });
  await world.runJobsUntilIdle();
  const detail = await world.graphql(
    `query ($id: ID!) { node(id: $id) { ... on EventEndpoint { ${ENDPOINT}
       deliveries(first: 5, filter: { state: [DELIVERED] }) { totalCount nodes { ${DELIVERY} } } } }
       eventEndpoints { totalCount nodes { id } } }`,
    { id },
  );
  expect(detail.data.node.deliveries).toMatchObject({
    totalCount: 1,
    nodes: [{ id: sent.delivery.id, state: 'DELIVERED', lastStatus: 204, attempts: 1 }],
  });
  expect(detail.data.eventEndpoints.nodes).toEqual([{ id }]);
  const [request] = arrived('page');
  expect(request?.body).toBe(sent.delivery.body);
  expect(request?.headers['webhook-id']).toBe(sent.delivery.eventId);

  const rotated = await mutate('rotateEventSecret', `id: "${id}"`, `endpoint { ${ENDPOINT} } secret`);
  expect(rotated).toMatchObject({
    endpoint: { hasTwoSecrets: true },
    secret: expect.stringMatching(/^whsec_/),
  });
  const replayed = await mutate(
    'replayDelivery',
    `id: "${sent.delivery.id}"`,
    'delivery { state } replayedCount',
  );
  expect(replayed).toMatchObject({ delivery: { state: 'WAITING' }, replayedCount: 1 });
  await world.runJobsUntilIdle();
  const again = arrived('page')[1];
  expect(again !== undefined && isSigned(again, rotated.secret)).toBe(true);

  const off = await mutate(
    'updateEventEndpoint',
    `id: "${id}", isEnabled: false`,
    `endpoint { ${ENDPOINT} } secret`,
  );
  expect(off).toMatchObject({
    endpoint: { state: 'DISABLED', disabledReason: 'Switched off by token tests.' },
    secret: null,
  });
  expect(await mutate('sendTestEvent', `id: "${id}"`, 'delivery { id }')).toMatchObject({
    delivery: null,
    userErrors: [{ code: 'STATE_FORBIDS' }],
  });
  const gone = await mutate('deleteEventEndpoint', `id: "${id}"`, 'endpoint { id name }');
  expect(gone).toMatchObject({ endpoint: { id, name: 'page' }, userErrors: [] });
  expect((await world.graphql('query ($id: ID!) { node(id: $id) { id } }', { id })).data.node).toBeNull();
  const told = await world.sql(
    `SELECT action FROM audit_event WHERE action LIKE 'event-endpoint.%' ORDER BY id DESC LIMIT 6`,
  );
  expect(told.map(({ action }) => action.replace('event-endpoint.', '')).toReversed()).toEqual([
    'created',
    'sent',
    'secret-rotated',
    'sent',
    'updated',
    'deleted',
  ]);
});

it('tries again by itself what did not arrive', async () => {
  const { id } = await make('again');
  statusCode = 500;
  await mutate('sendTestEvent', `id: "${id}"`, 'delivery { id }');
  await world.runJobsUntilIdle();
  statusCode = 204;
  expect(arrived('again')).toHaveLength(1);
  await world.sql(`UPDATE event_delivery SET next_attempt_at = now() WHERE state = 'WAITING'`);
  await world.sql('UPDATE event_endpoint SET next_run_at = now()');
  for (let tries = 0; arrived('again').length < 2 && tries < 150; tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 100));
  await world.runJobsUntilIdle();
  expect(arrived('again')).toHaveLength(2);
});

it.each([
  ['url: "https://169.254.169.254/"', 'ADDRESS_FORBIDDEN', 'url'],
  ['url: "http://example.com/"', 'ADDRESS_FORBIDDEN', 'url'],
  ['url: "https://user:password@example.com/"', 'ADDRESS_INVALID', 'url'],
  ['url: "no address"', 'ADDRESS_INVALID', 'url'],
  ['name: " "', 'BAD_INPUT', 'name'],
  ['types: [ENDPOINT_TEST]', 'BAD_INPUT', 'types'],
])('refuses %s with %s', async (given, code, field) => {
  const parts = [`name: "Chat"`, `url: "${receiver.url}"`, 'types: [PLAN_PROPOSED]'];
  const others = parts.filter((part) => !part.startsWith(`${field}:`));
  const made = await mutate('createEventEndpoint', [...others, given].join(', '), 'endpoint { id } secret');
  expect(made).toMatchObject({
    endpoint: null,
    secret: null,
    userErrors: [{ code, path: ['input', field] }],
  });
});

it('shows nothing of endpoints and deliveries to those who are not administrators', async () => {
  const { id } = await make('hidden');
  const sent = await mutate('sendTestEvent', `id: "${id}"`, 'delivery { id }');
  const token = await world.graphql(
    'mutation { createApiToken(input: { name: "reader", scopes: [READ, PLAN, APPROVE] }) { secret } }',
  );
  const caller = { token: String(token.data.createApiToken.secret) };
  for (const node of [id, sent.delivery.id]) {
    const reply = await world.graphql('query ($id: ID!) { node(id: $id) { id } }', { id: node }, caller);
    expect(reply.data).toEqual({ node: null });
  }
  const listed = await world.graphql('{ eventEndpoints { totalCount } }', {}, caller);
  expect(listed.errors[0]?.extensions['code']).toBe('FORBIDDEN');
});
