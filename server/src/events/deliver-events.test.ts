import { createHmac, randomBytes } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { json, type SeenRequest, startTestServer, type TestServer } from '../../test/http-server.js';
import { draft, makeIntegration, makeProjects, NOW, planFinding } from '../../test/stored-rows.js';
import { createTestDatabase, type TestDatabase } from '../../test/database.js';
import { NOBODY_ACTS } from '../acting.js';
import type { Viewer } from '../accounts/account.js';
import { createCleaner } from '../db/cleaner.store.js';
import { createStores, ENTITIES } from '../db/stores.store.js';
import { inTransaction as runInTransaction } from '../db/transaction.js';
import { approvePlan } from '../plans/decide-plan.js';
import { keepPlan } from '../plans/keep-plans.js';
import { warnOfExpiry } from '../integrations/warn-of-expiry.js';
import { createSealer } from '../secrets/sealer.js';
import type { InTransaction, Stores } from '../stores.js';
import { type DeliverDeps, deliverEvents, RETRY_AFTER_MS } from './deliver-events.js';
import type { EventType } from './event-endpoint.js';
import { createEndpoint, deleteEndpoint, rotateSecret, updateEndpoint } from './manage-endpoints.js';
import { recordFindings } from './record-event.js';
import { replayDelivery, replayFailed, replayRange, sendTest } from './replay-deliveries.js';
import { createEventSender } from './send-event.client.js';

const PAGE = 'https://backline.example';
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const ada = { name: 'Ada' } as Viewer;

let db: TestDatabase;
let stores: Stores;
let inTransaction: InTransaction;
let receiver: TestServer;
let answer: (request: SeenRequest, response: ServerResponse) => void;
let now = NOW;
let projectId = '';
let nextProject = 1;

beforeAll(async () => {
  const sealer = createSealer(['k'.repeat(32)], randomBytes);
  db = await createTestDatabase(ENTITIES);
  stores = createStores(db.dataSource.manager, sealer, { publicUrl: PAGE, acting: NOBODY_ACTS });
  inTransaction = (work) =>
    runInTransaction(
      db.dataSource,
      (manager) => createStores(manager, sealer, { publicUrl: PAGE, acting: NOBODY_ACTS }),
      work,
    );
  receiver = await startTestServer((request, response) => answer(request, response));
  await makeIntegration(stores);
});
afterAll(async () => {
  await receiver.close();
  await db.close();
});
beforeEach(async () => {
  now = NOW;
  answer = ok;
  receiver.seen.length = 0;
  await sql('TRUNCATE event_endpoint, event_delivery, event_attempt, job RESTART IDENTITY');
  await sql('DELETE FROM secret');
  [projectId = ''] = await makeProjects(stores, '1', [{ gitlabProjectId: nextProject++ }]);
});

const sql = (text: string, parameters: readonly unknown[] = []) => db.dataSource.query(text, [...parameters]);
const ok = (_: SeenRequest, response: ServerResponse) => json(response, {}, { status: 204 });
const status = (code: number, headers: Record<string, string> = {}) => {
  answer = (_, response) => response.writeHead(code, headers).end('Not today.');
};
const later = (ms: number) => {
  now = new Date(now.getTime() + ms);
};

/** What is allowed is the receiver's own address; half a second stands for the ten of the product. */
const sender = createEventSender({ allowedHosts: ['127.0.0.1'], caFile: null, timeoutMs: 500 });
const deps = () => ({
  inTransaction,
  clock: () => now,
  randomToken: () => randomBytes(32).toString('base64url'),
  checkAddress: () => Promise.resolve(),
});

function endpoint(types: readonly EventType[] = ['PLAN_PROPOSED', 'PLAN_APPROVED'], path = '/in') {
  return createEndpoint(deps(), ada, { name: 'Chat', url: `${receiver.url}${path}`, types });
}

const run = (endpointId: string, changes: Partial<DeliverDeps> = {}) =>
  deliverEvents(
    { inTransaction, clock: () => now, random: () => 0, send: sender, ...changes },
    { endpointId },
    { signal: new AbortController().signal },
  );

const propose = (digest = 'd1') =>
  inTransaction((within) =>
    keepPlan(
      within,
      { id: projectId },
      { branch: 'main', commit: 'c1', now },
      draft(digest, [planFinding('a')]),
    ),
  );

const deliveries = (endpointId: string) =>
  stores.events.listDeliveries({ endpointId, states: null }, { first: 100, beforeId: null });
const delivery = async (endpointId: string) => {
  const [first] = await deliveries(endpointId);
  if (first === undefined) throw new Error('there is no delivery');
  return first;
};

/** Until a transaction waits for a lock that another one holds. */
async function untilSomebodyWaits(): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    const waiting = await sql(
      `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    );
    if (waiting.length > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('nobody waits');
}

/** Which of these secrets signed a request, by this test's own reading of Standard Webhooks. */
function signers(request: SeenRequest | undefined, secrets: readonly string[]): readonly boolean[] {
  const header = (name: string) => String(request?.headers[name] ?? '');
  const signed = `${header('webhook-id')}.${header('webhook-timestamp')}.${request?.body ?? ''}`;
  const given = header('webhook-signature').split(' ');
  return secrets.map((secret) => {
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
    return given.includes(`v1,${createHmac('sha256', key).update(signed).digest('base64')}`);
  });
}

describe('an event', () => {
  it('is delivered once to each endpoint that wants it, signed, with one id', async () => {
    const one = await endpoint(['PLAN_PROPOSED'], '/one');
    const two = await endpoint(['PLAN_PROPOSED', 'FINDING_OPENED'], '/two');
    const other = await endpoint(['TOKEN_EXPIRING'], '/other');
    await propose();
    for (const { endpoint: each } of [one, two, other]) {
      await run(each.id);
      await run(each.id);
    }
    expect(receiver.seen.map(({ url }) => url)).toEqual(['/one', '/two']);
    const [first, second] = receiver.seen;
    expect(signers(first, [one.secret, two.secret])).toEqual([true, false]);
    expect(signers(second, [one.secret, two.secret])).toEqual([false, true]);
    expect(first?.headers).toMatchObject({
      'content-type': 'application/json',
      'user-agent': 'Backline',
      'webhook-id': expect.stringMatching(/^msg_[0-9a-f]{32}$/),
      'webhook-timestamp': String(NOW.getTime() / 1_000),
    });
    expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id']);
    expect(await delivery(one.endpoint.id)).toMatchObject({
      state: 'DELIVERED',
      attempts: 1,
      lastStatus: 204,
      deliveredAt: NOW,
      nextAttemptAt: null,
      body: first?.body,
    });
    expect(await stores.events.find(one.endpoint.id)).toMatchObject({
      lastDeliveredAt: NOW,
      waitingCount: 0,
    });
    expect(await deliveries(other.endpoint.id)).toEqual([]);
  });

  it('says what happened, with global ids and addresses of the page', async () => {
    const { endpoint: to } = await endpoint();
    const plan = await propose();
    const body = JSON.parse((await delivery(to.id)).body);
    const id = Buffer.from(`RemediationPlan:${plan?.id}`).toString('base64url');
    expect(body).toMatchObject({
      type: 'plan.proposed',
      version: 1,
      timestamp: NOW.toISOString(),
      data: {
        project: {
          path: expect.stringMatching(/^group\/project-/),
          url: expect.stringContaining(`${PAGE}/projects/`),
        },
        plan: { id, url: `${PAGE}/plans/${id}`, title: 'Plan d1', revision: 1, closes: { total: 1 } },
        decidedBy: null,
      },
    });
  });

  it('of findings counts all and names 100, the given order kept', async () => {
    const { endpoint: to } = await endpoint(['FINDING_OPENED']);
    const found = Array.from({ length: 150 }, (_, index) => ({
      id: String(index + 1),
      severity: index < 10 ? ('CRITICAL' as const) : ('LOW' as const),
    }));
    await inTransaction((within) => recordFindings(within, projectId, found, now));
    const { data } = JSON.parse((await delivery(to.id)).body);
    expect(data.counts).toMatchObject({ critical: 10, low: 140, total: 150 });
    expect(data.findingIds).toHaveLength(100);
    expect(data.findingIds[0]).toBe(Buffer.from('Finding:1').toString('base64url'));
  });

  it('lets nobody wait who tells the same endpoint meanwhile, and both are sent', async () => {
    const { endpoint: to } = await endpoint(['FINDING_OPENED']);
    const found = [{ id: '1', severity: 'LOW' as const }];
    await inTransaction(async (within) => {
      await recordFindings(within, projectId, found, now);
      // Another connection, while this transaction is open: it would wait for its end.
      await inTransaction((beside) => recordFindings(beside, projectId, found, now));
    });
    expect(await sql(`SELECT payload FROM job WHERE name = 'deliver-events'`)).toHaveLength(1);
    expect(await deliveries(to.id)).toHaveLength(2);
    await run(to.id);
    expect(receiver.seen).toHaveLength(2);
  });

  it('of a token that ends is told once at each of 30, 7 and 1 days', async () => {
    const { endpoint: to } = await endpoint(['TOKEN_EXPIRING']);
    const token = { name: 't', scopes: ['api'], expiresAt: '2026-07-01' };
    for (const date of ['2026-05-01', '2026-06-10', '2026-06-11', '2026-06-25', '2026-06-30', '2026-06-30']) {
      const at = new Date(`${date}T12:00:00Z`);
      await inTransaction((within) => warnOfExpiry(within, { id: '1', name: 'GitLab', token } as any, at));
    }
    const told = (await deliveries(to.id)).map(({ body }) => JSON.parse(body).data.daysLeft);
    expect(told).toEqual([1, 6, 21]);
  });

  it('is recorded with what happened or not at all', async () => {
    const { endpoint: to } = await endpoint(['PLAN_APPROVED']);
    const plan = await propose();
    const input = { id: plan?.id ?? '', digest: 'd1' };
    const undone: InTransaction = (work) =>
      inTransaction(async (within) => {
        await work(within);
        throw new Error('undone');
      });
    await expect(approvePlan({ inTransaction: undone, clock: () => now }, ada, input)).rejects.toThrow(
      'undone',
    );
    await run(to.id);
    expect([await deliveries(to.id), receiver.seen]).toEqual([[], []]);
    await approvePlan({ inTransaction, clock: () => now }, ada, input);
    await run(to.id);
    expect(JSON.parse(receiver.seen[0]?.body ?? '')).toMatchObject({
      type: 'plan.approved',
      data: { decidedBy: 'Ada' },
    });
    await approvePlan({ inTransaction, clock: () => now }, ada, input);
    expect(await deliveries(to.id)).toHaveLength(1);
  });

  it('queues one job for each endpoint, in a lane of its own, and none where nobody listens', async () => {
    await propose('d0');
    expect(await sql(`SELECT 1 FROM job WHERE name = 'deliver-events'`)).toEqual([]);
    const one = await endpoint();
    const two = await endpoint();
    await propose('d1');
    await propose('d2');
    const jobs = await sql(`SELECT lane FROM job WHERE name = 'deliver-events' ORDER BY lane`);
    expect(jobs).toEqual([{ lane: `events:${one.endpoint.id}` }, { lane: `events:${two.endpoint.id}` }]);
  });
});

describe('two secrets', () => {
  it('sign for 24 hours after a rotation, then the new one alone', async () => {
    const { endpoint: to, secret: first } = await endpoint();
    const { secret: second, endpoint: rotated } = await rotateSecret(deps(), ada, to.id);
    expect(rotated.secondSecretUntil).toEqual(new Date(NOW.getTime() + DAY_MS));
    await propose('d1');
    await run(to.id);
    expect(signers(receiver.seen[0], [second, first])).toEqual([true, true]);
    later(DAY_MS);
    await propose('d2');
    await run(to.id);
    expect(signers(receiver.seen[1], [second, first])).toEqual([true, false]);
    const kept = await sql(
      `SELECT place_column FROM secret WHERE place_table = 'event_endpoint' AND place_row = $1`,
      [to.id],
    );
    expect(kept).toEqual([{ place_column: 'secret' }]);
  });

  it('are never three: a second rotation ends the oldest at once', async () => {
    const { endpoint: to, secret: first } = await endpoint();
    const { secret: second } = await rotateSecret(deps(), ada, to.id);
    const { secret: third } = await rotateSecret(deps(), ada, to.id);
    await propose();
    await run(to.id);
    expect(signers(receiver.seen[0], [third, second, first])).toEqual([true, true, false]);
  });

  it('stand sealed in the table of secrets, and in no record', async () => {
    const { endpoint: to, secret } = await endpoint();
    const { secret: second } = await rotateSecret(deps(), ada, to.id);
    const all = JSON.stringify([
      await sql('SELECT * FROM event_endpoint'),
      await sql('SELECT * FROM audit_event'),
      await sql('SELECT * FROM secret'),
      await sql('SELECT * FROM job'),
    ]);
    for (const text of [secret, second]) expect(all).not.toContain(text.slice(6));
    expect(all).toContain('Gave Chat a new secret');
  });
});

describe('what does not arrive', () => {
  it('is sent again on schedule with the same id and body, and given up after the last try', async () => {
    const { endpoint: to } = await endpoint();
    await propose();
    status(500);
    for (const wait of RETRY_AFTER_MS) {
      await run(to.id);
      const { state, nextAttemptAt, lastError } = await delivery(to.id);
      expect({ state, lastError }).toEqual({
        state: 'WAITING',
        lastError: 'It answered with 500 instead of 2xx.',
      });
      expect(nextAttemptAt).toEqual(new Date(now.getTime() + wait));
      later(wait - 1);
      expect(await stores.events.listDue(now)).toEqual([]);
      later(1);
      await sql(`UPDATE event_endpoint SET next_run_at = $1`, [now]);
      expect(await stores.events.listDue(now)).toEqual([to.id]);
    }
    await run(to.id);
    expect(await delivery(to.id)).toMatchObject({
      state: 'FAILED',
      attempts: 10,
      nextAttemptAt: null,
      lastStatus: 500,
      lastAnswer: 'Not today.',
    });
    expect(
      new Set(receiver.seen.map(({ headers, body }) => `${String(headers['webhook-id'])} ${body}`)).size,
    ).toBe(1);
    expect(receiver.seen).toHaveLength(10);
  });

  it('waits up to a tenth longer, by chance', async () => {
    const { endpoint: to } = await endpoint();
    await propose();
    status(503);
    await run(to.id, { random: () => 1 });
    expect((await delivery(to.id)).nextAttemptAt).toEqual(new Date(now.getTime() + 5_500));
  });

  it('is sent again after an answer that never came', async () => {
    const { endpoint: to } = await endpoint();
    await propose();
    answer = () => undefined;
    const before = performance.now();
    await run(to.id);
    expect(performance.now() - before).toBeLessThan(5_000);
    expect(await delivery(to.id)).toMatchObject({
      state: 'WAITING',
      lastStatus: null,
      lastError: expect.stringContaining('did not answer in time'),
    });
    answer = ok;
    later(5_000);
    await run(to.id);
    expect((await delivery(to.id)).state).toBe('DELIVERED');
  });

  it('counts as delivered when the status came, whatever the rest of the answer does', async () => {
    const { endpoint: to } = await endpoint();
    await propose();
    answer = (_, response) => response.writeHead(200).write('x'.repeat(100));
    await run(to.id);
    expect(await delivery(to.id)).toMatchObject({ state: 'DELIVERED', lastAnswer: 'x'.repeat(100) });
  });

  it('keeps 1 KB of the answer, also of one that Postgres would not store', async () => {
    const { endpoint: to } = await endpoint();
    await propose();
    answer = (_, response) => response.writeHead(400).end(`\0${'x'.repeat(1_000_000)}`);
    await run(to.id);
    expect((await delivery(to.id)).lastAnswer).toBe(`\uFFFD${'x'.repeat(1_023)}`);
  });

  it.each([301, 302, 307, 308])('follows no redirect (%i)', async (code) => {
    const { endpoint: to } = await endpoint();
    await propose();
    status(code, { location: `${receiver.url}/elsewhere` });
    await run(to.id);
    expect(receiver.seen.map(({ url }) => url)).toEqual(['/in']);
    expect((await delivery(to.id)).lastError).toContain('redirect');
  });

  it('is not sent to a private address that the operator does not allow', async () => {
    const { endpoint: to } = await endpoint();
    await propose();
    const send = createEventSender({ allowedHosts: [], caFile: null });
    await run(to.id, { send });
    await sql(`UPDATE event_endpoint SET url = 'https://inside.example/', next_run_at = '-infinity'`);
    later(5_000);
    const lookup = () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]);
    await run(to.id, { send: createEventSender({ allowedHosts: [], caFile: null, lookup }) });
    expect(await delivery(to.id)).toMatchObject({
      state: 'WAITING',
      attempts: 2,
      lastError: expect.stringContaining('private or reserved'),
    });
    expect(receiver.seen).toEqual([]);
  });

  it('gives way to the others: an endpoint rests after a failure, and runs once at a time', async () => {
    const { endpoint: to } = await endpoint();
    await propose('d1');
    await propose('d2');
    status(500);
    await Promise.all([run(to.id), run(to.id)]);
    await run(to.id);
    expect(receiver.seen).toHaveLength(1);
    later(5_000);
    answer = ok;
    await run(to.id);
    expect((await deliveries(to.id)).map(({ state }) => state)).toEqual(['DELIVERED', 'DELIVERED']);
  });

  it('is taken up by another process a minute after one died while sending', async () => {
    const { endpoint: to } = await endpoint();
    await propose();
    await expect(run(to.id, { send: () => Promise.reject(new Error('killed')) })).rejects.toThrow('killed');
    later(59_000);
    expect(await stores.events.listDue(now)).toEqual([]);
    later(1_000);
    expect(await stores.events.listDue(now)).toEqual([to.id]);
    await run(to.id);
    expect(await delivery(to.id)).toMatchObject({ state: 'DELIVERED', attempts: 2 });
  });
});

describe('the log of attempts', () => {
  it('keeps of each its time, how long it took, the status and a safe beginning of the answer', async () => {
    const { endpoint: to } = await endpoint();
    await propose();
    answer = (_, response) => response.writeHead(500).end('\u001B[31mno\u202E');
    const slow: DeliverDeps['send'] = (request) => {
      later(1_234);
      return sender(request);
    };
    await run(to.id, { send: slow });
    later(5_000);
    answer = () => undefined;
    await run(to.id);
    later(5 * 60_000);
    answer = ok;
    await run(to.id);
    const { id } = await delivery(to.id);
    const attempts = (await stores.events.attempts([id, '999'])).get(id) ?? [];
    expect(attempts.map(({ at: _at, ...attempt }) => attempt)).toEqual([
      { durationMs: 0, status: 204, error: null, answer: null },
      { durationMs: 0, status: null, error: expect.stringContaining('in time'), answer: null },
      { durationMs: 1_234, status: 500, error: expect.stringContaining('500'), answer: '\uFFFD[31mno\uFFFD' },
    ]);
    expect(attempts[2]?.at).toEqual(NOW);
    await replayDelivery(deps(), ada, id);
    await run(to.id);
    expect((await stores.events.attempts([id])).get(id)).toHaveLength(4);
    await deleteEndpoint({ inTransaction }, ada, to.id);
    expect(await sql('SELECT 1 FROM event_attempt')).toEqual([]);
  });

  it('has a run end after 15 seconds, so that a slow endpoint leaves the workers to others, and goes on in another', async () => {
    const { endpoint: to } = await endpoint();
    for (const digest of ['d1', 'd2', 'd3', 'd4']) await propose(digest);
    await sql('DELETE FROM job');
    const slow: DeliverDeps['send'] = (request) => {
      later(8_000);
      return sender(request);
    };
    await run(to.id, { send: slow });
    expect(receiver.seen).toHaveLength(2);
    expect(await sql(`SELECT 1 FROM job WHERE name = 'deliver-events'`)).toHaveLength(1);
    await run(to.id);
    expect(receiver.seen).toHaveLength(4);
  });
});

describe('an endpoint', () => {
  it('that says it is gone (410) is switched off at once, with the reason in the history', async () => {
    const { endpoint: to } = await endpoint();
    await propose('d1');
    await propose('d2');
    status(410);
    await run(to.id);
    expect(await stores.events.find(to.id)).toMatchObject({
      state: 'DISABLED',
      disabledReason: 'It answered that it is gone (410).',
      waitingCount: 1,
      failedCount: 1,
    });
    await propose('d3');
    later(DAY_MS);
    await run(to.id);
    expect(receiver.seen).toHaveLength(1);
    expect(await deliveries(to.id)).toHaveLength(2);
    const [told] = await sql(
      `SELECT actor, message FROM audit_event WHERE action = 'event-endpoint.disabled'`,
    );
    expect(told).toEqual({ actor: 'Backline', message: expect.stringContaining('gone (410)') });
    answer = ok;
    await updateEndpoint(deps(), ada, { id: to.id, isEnabled: true });
    await run(to.id);
    expect(await stores.events.find(to.id)).toMatchObject({
      state: 'ENABLED',
      disabledReason: null,
      waitingCount: 0,
    });
  });

  it('at which nothing arrives for five days is switched off, and not a failure before', async () => {
    const { endpoint: to } = await endpoint();
    status(500);
    const fail = async (digest: string) => {
      await propose(digest);
      await sql(`UPDATE event_endpoint SET next_run_at = '-infinity'`);
      await sql(`UPDATE event_delivery SET next_attempt_at = $1 WHERE state = 'WAITING'`, [now]);
      await run(to.id);
      return (await stores.events.find(to.id))?.state;
    };
    expect(await fail('d1')).toBe('ENABLED');
    later(5 * DAY_MS - 1);
    expect(await fail('d2')).toBe('ENABLED');
    answer = ok;
    await sql(`UPDATE event_endpoint SET next_run_at = '-infinity'`);
    later(1);
    await run(to.id);
    status(500);
    expect(await fail('d3')).toBe('ENABLED');
    later(5 * DAY_MS);
    expect(await fail('d4')).toBe('DISABLED');
    expect((await stores.events.find(to.id))?.disabledReason).toMatch(
      /^Nothing arrived there for five days\. .*500/,
    );
  });

  it('that is deleted while an event is on its way, or waits, gets nothing more and leaves nothing behind', async () => {
    const { endpoint: to } = await endpoint();
    await propose('d1');
    await propose('d2');
    await run(to.id, {
      send: async (request) => {
        await deleteEndpoint({ inTransaction }, ada, to.id);
        return sender(request);
      },
    });
    await run(to.id);
    expect(receiver.seen).toHaveLength(1);
    expect(await sql('SELECT 1 FROM event_delivery')).toEqual([]);
    expect(
      await sql(`SELECT 1 FROM secret WHERE place_table = 'event_endpoint' AND place_row = $1`, [to.id]),
    ).toEqual([]);
  });

  it('that is deleted in the moment in which something happens does not undo it', async () => {
    const { endpoint: to } = await endpoint(['PLAN_APPROVED']);
    const plan = await propose();
    let approving: Promise<unknown> = Promise.resolve();
    await inTransaction(async (within) => {
      await within.events.remove(to.id);
      approving = approvePlan({ inTransaction, clock: () => now }, ada, { id: plan?.id ?? '', digest: 'd1' });
      await untilSomebodyWaits();
    });
    expect(await approving).toMatchObject({ plan: { state: 'APPROVED' }, refusal: null });
    expect(await sql('SELECT 1 FROM event_delivery')).toEqual([]);
  });

  it('whose secret cannot be opened is said so, and nothing is sent unsigned', async () => {
    const { endpoint: to } = await endpoint();
    await propose();
    await sql(`UPDATE secret SET sealed = 'v1.00000000.AAAA' WHERE place_table = 'event_endpoint'`);
    await run(to.id);
    expect(receiver.seen).toEqual([]);
    expect((await delivery(to.id)).lastError).toContain('BACKLINE_SECRET_KEY');
  });
});

describe('sending again', () => {
  it('sends what was given up as if it were new: same body, same id', async () => {
    const { endpoint: to } = await endpoint();
    await propose();
    status(500);
    await run(to.id);
    await sql(`UPDATE event_delivery SET state = 'FAILED', attempts = 10, next_attempt_at = NULL`);
    const { id } = await delivery(to.id);
    expect(await replayDelivery(deps(), ada, id)).toMatchObject({ state: 'WAITING', attempts: 0 });
    answer = ok;
    await run(to.id);
    const [first, second] = receiver.seen;
    expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id']);
    expect(second?.body).toBe(first?.body);
    expect(await delivery(to.id)).toMatchObject({ state: 'DELIVERED', attempts: 1 });
    await replayDelivery(deps(), ada, id);
    await run(to.id);
    expect(receiver.seen).toHaveLength(3);
  });

  it('takes all that failed since a moment, and nothing else', async () => {
    const { endpoint: to } = await endpoint();
    for (const digest of ['d1', 'd2', 'd3', 'd4']) {
      await propose(digest);
      later(HOUR_MS);
    }
    await sql(`UPDATE event_delivery SET state = 'FAILED', next_attempt_at = NULL WHERE id <> 4`);
    const since = new Date(NOW.getTime() + HOUR_MS);
    expect(await replayFailed(deps(), ada, { endpointId: to.id, since })).toBe(2);
    expect((await deliveries(to.id)).map(({ state }) => state)).toEqual([
      'WAITING',
      'WAITING',
      'WAITING',
      'FAILED',
    ]);
    expect(await replayFailed(deps(), ada, { endpointId: to.id, since })).toBe(0);
  });

  it('takes a span of time, in the states that are asked for, and no span that ends before it begins', async () => {
    const { endpoint: to } = await endpoint();
    for (const digest of ['d1', 'd2', 'd3', 'd4']) {
      await propose(digest);
      later(HOUR_MS);
    }
    await run(to.id);
    await sql(`UPDATE event_delivery SET state = 'FAILED', next_attempt_at = NULL WHERE id = 2`);
    const at = (hours: number) => new Date(NOW.getTime() + hours * HOUR_MS);
    const range = { endpointId: to.id, since: at(1), until: at(3) };
    expect(await replayRange(deps(), ada, { ...range, states: ['DELIVERED'] })).toBe(1);
    expect(await replayRange(deps(), ada, { ...range, states: ['DELIVERED', 'FAILED'] })).toBe(1);
    expect((await deliveries(to.id)).map(({ state }) => state)).toEqual([
      'DELIVERED',
      'WAITING',
      'WAITING',
      'DELIVERED',
    ]);
    await expect(replayRange(deps(), ada, { ...range, until: at(1), states: [] })).rejects.toMatchObject({
      code: 'BAD_INPUT',
    });
  });

  it('and a test are refused by an endpoint that is switched off', async () => {
    const { endpoint: to } = await endpoint();
    await propose();
    await updateEndpoint(deps(), ada, { id: to.id, isEnabled: false });
    const { id } = await delivery(to.id);
    await expect(replayDelivery(deps(), ada, id)).rejects.toMatchObject({ code: 'STATE_FORBIDS' });
    await expect(sendTest(deps(), ada, to.id)).rejects.toMatchObject({ code: 'STATE_FORBIDS' });
  });
});

test('deliveries are forgotten after 30 days, whatever became of them', async () => {
  const { endpoint: to } = await endpoint();
  await propose('d1');
  later(DAY_MS);
  await propose('d2');
  const cleaner = createCleaner(db.dataSource.manager);
  const at = new Date(NOW.getTime() + 30 * DAY_MS + 1);
  expect(await cleaner.cleanBatch(at)).toMatchObject({ eventDeliveries: 1 });
  expect(await deliveries(to.id)).toHaveLength(1);
});
