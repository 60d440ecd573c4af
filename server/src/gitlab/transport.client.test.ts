import { setTimeout as delay } from 'node:timers/promises';
import { createServer, type Server } from 'node:net';
import type { ServerResponse } from 'node:http';
import { json, startTestServer, type SeenRequest, type TestServer } from '../../test/http-server.js';
import { AppError } from '../errors.js';
import { createAddressGuard } from '../addresses/address-guard.client.js';
import { parseAllowedHosts } from '../addresses/allowed-hosts.js';
import { createRequestBudgets } from './budget.js';
import { createHttpExchange, type HttpExchange } from './http-exchange.client.js';
import { DEFAULT_TRANSPORT_LIMITS, type TransportLimits } from './limits.js';
import { createTransport, type Transport, type TransportRequest } from './transport.client.js';

const TOKEN = 'glpat-transport-secret';
const NO_ROUTE = { authorities: null, proxy: null };
const OK = { version: '18.0.0' };

let exchange: HttpExchange;
let servers: TestServer[] = [];
let slept: number[] = [];
let nowMs = Date.parse('2026-11-22T10:00:00Z');

beforeEach(() => {
  exchange = createHttpExchange(createAddressGuard(parseAllowedHosts(['127.0.0.1'])), NO_ROUTE);
  slept = [];
});

afterEach(async () => {
  await exchange.close();
  await Promise.all(servers.map((server) => server.close()));
  servers = [];
});

type Step = (response: ServerResponse, request: SeenRequest) => void;

/** A server that answers one step after the other; the last one stays. */
async function serve(...steps: readonly Step[]): Promise<TestServer> {
  let next = 0;
  const server = await startTestServer((request, response) => {
    const step = steps[Math.min(next, steps.length - 1)];
    next += 1;
    step?.(response, request);
  });
  servers.push(server);
  return server;
}

const answer =
  (status: number, body: unknown, headers: Record<string, string> = {}): Step =>
  (response) =>
    json(response, body, { status, headers });
const ok = answer(200, OK);
const plain =
  (status: number, text: string, headers: Record<string, string> = {}): Step =>
  (response) =>
    void response.writeHead(status, { 'content-type': 'text/plain', ...headers }).end(text);
const reset: Step = (response) => void response.socket?.resetAndDestroy();
const silent: Step = () => undefined;

function connect(
  baseUrl: string,
  options: {
    limits?: Partial<TransportLimits>;
    signal?: AbortSignal;
    budgets?: ReturnType<typeof budgetsOf>;
  } = {},
): Transport {
  return createTransport(
    { baseUrl, token: TOKEN },
    {
      exchange,
      budgets: options.budgets ?? budgetsOf(),
      clock: () => new Date(nowMs),
      sleep,
      random: () => 1,
      limits: { ...DEFAULT_TRANSPORT_LIMITS, ...options.limits },
      signal: options.signal ?? null,
    },
  );
}

const sleep = (ms: number, signal?: AbortSignal): Promise<void> => {
  signal?.throwIfAborted();
  slept.push(ms);
  nowMs += ms;
  return Promise.resolve();
};

const budgetsOf = () =>
  createRequestBudgets({ clock: () => new Date(nowMs), sleep, maxConcurrent: 2, sharedPauses: null });

const get: TransportRequest = { method: 'GET', path: 'projects', query: 'membership=true' };
const post: TransportRequest = { method: 'POST', path: 'projects/1/merge_requests', body: '{"title":"x"}' };

async function failure(promise: Promise<unknown>): Promise<AppError> {
  const error: unknown = await promise.catch((thrown: unknown) => thrown);
  if (!(error instanceof AppError)) throw new Error(`no AppError: ${String(error)}`);
  expect(JSON.stringify([error.message, error.details, String(error.cause)])).not.toContain(TOKEN);
  return error;
}

test('sends the token as Bearer, the path below the relative root, and JSON', async () => {
  const server = await serve(answer(201, OK));
  const transport = connect(`${server.url}/root`);
  expect(await transport.send(post)).toEqual({ status: 201, text: JSON.stringify(OK), next: null });
  expect(server.seen[0]).toMatchObject({
    method: 'POST',
    url: '/root/api/v4/projects/1/merge_requests',
    body: '{"title":"x"}',
    headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
  });
  await transport.send({ ...get, isAnonymous: true });
  expect(server.seen[1]?.headers.authorization).toBeUndefined();
  expect(transport.requestCount()).toBe(2);
});

test('never leaves the API, whatever the path says', async () => {
  const server = await serve(ok);
  for (const path of ['../../admin', '//evil.example/x', 'https://evil.example/', '/x']) {
    expect((await failure(connect(server.url).send({ method: 'GET', path }))).code).toBe('INTERNAL');
  }
  expect(server.seen).toEqual([]);
});

describe('throttling', () => {
  const inTen = new Date(nowMs + 10_000).toUTCString();
  test.each([
    ['seconds', plain(429, 'Retry later\n', { 'retry-after': '7' }), [7_000]],
    ['a date', plain(429, 'Retry later\n', { 'retry-after': inTen }), 'about 10 s'],
    ['a duration', plain(429, 'busy', { 'retry-after': '0m9s' }), [9_000]],
    ['nothing', answer(429, { message: { error: 'too many' } }), [1_000]],
    ['garbage', plain(429, 'Retry later\n', { 'retry-after': 'soon' }), [1_000]],
  ])('waits as Retry-After says: %s', async (_what, step, expected) => {
    nowMs = Date.parse('2026-11-22T10:00:00Z');
    const server = await serve(step, ok);
    await connect(server.url).send(get);
    expect(server.seen).toHaveLength(2);
    expect(slept).toEqual(expected === 'about 10 s' ? [expect.any(Number)] : expected);
    expect(slept[0]).toBeLessThanOrEqual(10_000);
  });

  test('repeats a write too, because a refused one was not carried out', async () => {
    const server = await serve(plain(429, 'Retry later\n', { 'retry-after': '1' }), answer(201, OK));
    expect((await connect(server.url).send(post)).status).toBe(201);
    expect(server.seen.map(({ body }) => body)).toEqual([post.body, post.body]);
  });

  test('throws with the time when the wait is long, and asks no more until then', async () => {
    const server = await serve(plain(429, 'Retry later\n', { 'retry-after': '600' }), ok);
    const transport = connect(server.url);
    const error = await failure(transport.send(get));
    expect(error).toMatchObject({
      code: 'GITLAB_THROTTLED',
      details: { retryAt: new Date(nowMs + 600_000).toISOString() },
    });
    expect((await failure(transport.send(get))).code).toBe('GITLAB_THROTTLED');
    expect(server.seen).toHaveLength(1);
    expect(slept).toEqual([]);
    nowMs += 600_001;
    await transport.send(get);
    expect(server.seen).toHaveLength(2);
  });

  test('one transport’s pause holds for another one with the same token, not for another host', async () => {
    const budgets = budgetsOf();
    const server = await serve(plain(429, '', { 'retry-after': '600' }), ok);
    const other = await serve(ok);
    await failure(connect(server.url, { budgets }).send(get));
    expect((await failure(connect(server.url, { budgets }).send(get))).code).toBe('GITLAB_THROTTLED');
    await connect(other.url, { budgets }).send(get);
    expect(server.seen).toHaveLength(1);
  });

  test('gives up after the last attempt and says when to come back', async () => {
    const server = await serve(plain(429, 'Retry later\n'));
    const error = await failure(connect(server.url).send(get));
    expect(error.code).toBe('GITLAB_THROTTLED');
    expect(Date.parse(String(error.details['retryAt']))).toBe(nowMs + 60_000);
    expect(server.seen).toHaveLength(DEFAULT_TRANSPORT_LIMITS.maxAttempts);
  });

  test('stops by itself when the quota is used up', async () => {
    const resetAt = String(Math.floor(nowMs / 1_000) + 12);
    const server = await serve(
      answer(200, OK, { 'ratelimit-remaining': '0', 'ratelimit-reset': resetAt }),
      ok,
    );
    const transport = connect(server.url);
    await transport.send(get);
    expect(slept).toEqual([]);
    await transport.send(get);
    expect(slept[0]).toBeGreaterThan(10_000);
  });
});

test('spreads what is left of the quota until it is new', async () => {
  nowMs = Date.parse('2026-11-22T10:00:00Z');
  const reset = String(nowMs / 1_000 + 20);
  const low = (remaining: string): Step =>
    answer(200, OK, { 'ratelimit-limit': '600', 'ratelimit-remaining': remaining, 'ratelimit-reset': reset });
  const server = await serve(low('3'), low('2'), low('1'), ok);
  const transport = connect(server.url);
  for (let index = 0; index < 4; index += 1) await transport.send(get);
  expect(slept).toEqual([5_000, 5_000, 5_000]);
});

test.each([
  ['in plain text', plain(429, 'Retry later\n', { 'retry-after': '600', 'x-request-id': '01JD-abc' })],
  [
    'in JSON',
    answer(429, { message: { error: 'too many' } }, { 'retry-after': '600', 'x-request-id': '01JD-abc' }),
  ],
  [
    'in a sentence of the proxy',
    plain(429, 'Slow down, please.', { 'retry-after': '10m0s', 'x-request-id': '01JD-abc' }),
  ],
])('says of a throttle %s which request it was, and when to come back', async (_what, step) => {
  nowMs = Date.parse('2026-11-22T10:00:00Z');
  const server = await serve(step);
  const error = await failure(connect(server.url, { limits: { maxAttempts: 1 } }).send(get));
  const retryAt = '2026-11-22T10:10:00.000Z';
  expect(error).toMatchObject({
    code: 'GITLAB_THROTTLED',
    details: { status: 429, retryAt, requestId: '01JD-abc' },
  });
});

describe('faults', () => {
  test.each([
    ['502', plain(502, '<html>Bad Gateway</html>')],
    ['500', answer(500, { message: '500 Internal Server Error' })],
    ['a broken connection', reset],
    ['half an answer', plain(200, '{"version":', { 'content-type': 'application/json' })],
  ])('repeats a read after %s, with growing pauses', async (_what, fault) => {
    const server = await serve(fault, fault, ok);
    expect((await connect(server.url).send(get)).text).toBe(JSON.stringify(OK));
    expect(server.seen).toHaveLength(3);
    expect(slept).toEqual([1_000, 2_000]);
  });

  test.each([
    ['502', plain(502, '')],
    ['a broken connection', reset],
    ['half an answer', plain(201, '{"id":', { 'content-type': 'application/json' })],
  ])('does not repeat a write after %s: its outcome is unknown', async (_what, fault) => {
    const server = await serve(fault);
    expect((await failure(connect(server.url).send(post))).code).toBe('GITLAB_OUTCOME_UNKNOWN');
    expect(server.seen).toHaveLength(1);
  });

  test('repeats a change that is the same twice', async () => {
    const server = await serve(reset, ok);
    await connect(server.url).send({ ...post, method: 'PUT' });
    expect(server.seen).toHaveLength(2);
  });

  test('repeats any write that GitLab refused because of a lock', async () => {
    const server = await serve(answer(409, { message: '409 Conflict: Resource lock' }), answer(201, OK));
    await connect(server.url).send(post);
    expect(server.seen).toHaveLength(2);
  });

  test('gives up after the last attempt', async () => {
    const server = await serve(plain(503, 'down'));
    expect(await failure(connect(server.url).send(get))).toMatchObject({
      code: 'GITLAB_FAILED',
      details: { status: 503 },
    });
    expect(server.seen).toHaveLength(4);
  });

  test.each([
    [401, 'TOKEN_INVALID'],
    [403, 'GITLAB_FORBIDDEN'],
    [404, 'GITLAB_NOT_FOUND'],
    [422, 'GITLAB_REFUSED'],
  ])('does not repeat after %d', async (status, code) => {
    const server = await serve(answer(status, { message: `${status} no` }));
    expect((await failure(connect(server.url).send(get))).code).toBe(code);
    expect(server.seen).toHaveLength(1);
  });
});

describe('limits', () => {
  test('gives up on a server that does not answer in time', async () => {
    const server = await serve(silent);
    const error = await failure(
      connect(server.url, { limits: { requestTimeoutMs: 60, maxAttempts: 2 } }).send(get),
    );
    expect(error.code).toBe('GITLAB_TIMEOUT');
    expect(server.seen).toHaveLength(2);
  });

  test('a write that was not answered in time has an unknown outcome', async () => {
    const server = await serve(silent);
    const error = await failure(connect(server.url, { limits: { overallTimeoutMs: 60 } }).send(post));
    expect(error.code).toBe('GITLAB_OUTCOME_UNKNOWN');
  });

  test('gives up on a server that trickles, by the overall limit', async () => {
    const server = await serve((response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const timer = setInterval(() => response.write(' '), 10);
      response.on('close', () => clearInterval(timer));
    });
    const error = await failure(connect(server.url, { limits: { overallTimeoutMs: 100 } }).send(get));
    expect(error.code).toBe('GITLAB_TIMEOUT');
  });

  test('says that there was no answer in time where the overall limit ends a wait between two attempts', async () => {
    const server = await serve(answer(503, { message: 'busy' }));
    const transport = createTransport(
      { baseUrl: server.url, token: TOKEN },
      {
        exchange,
        budgets: budgetsOf(),
        clock: () => new Date(nowMs),
        sleep: (_ms, signal) => delay(60_000, undefined, { signal }),
        random: () => 1,
        limits: { ...DEFAULT_TRANSPORT_LIMITS, overallTimeoutMs: 80 },
        signal: null,
      },
    );
    expect((await failure(transport.send(get))).code).toBe('GITLAB_TIMEOUT');
  });

  test('refuses an answer that is too large', async () => {
    const server = await serve(answer(200, { text: 'x'.repeat(5_000) }));
    const error = await failure(connect(server.url, { limits: { maxAnswerBytes: 4_000 } }).send(get));
    expect(error).toMatchObject({ code: 'GITLAB_ANSWER_INVALID', details: { maxBytes: 4_000 } });
    expect(server.seen).toHaveLength(1);
  });

  test('sends no more requests at once than allowed', async () => {
    let running = 0;
    let most = 0;
    const server = await serve((response) => {
      running += 1;
      most = Math.max(most, running);
      setTimeout(() => {
        running -= 1;
        json(response, OK);
      }, 10);
    });
    const transport = connect(server.url);
    await Promise.all(Array.from({ length: 7 }, () => transport.send(get)));
    expect(most).toBe(2);
  });

  test('stops when the work is cancelled', async () => {
    const server = await serve(silent);
    const cancel = new AbortController();
    const sending = failure(connect(server.url, { signal: cancel.signal }).send(get));
    setTimeout(() => cancel.abort(), 30);
    expect((await sending).code).toBe('CANCELLED');
    expect((await failure(connect(server.url, { signal: cancel.signal }).send(get))).code).toBe('CANCELLED');
  });
});

describe('redirects', () => {
  test.each([301, 302, 307, 308])('follows %d inside the API, for reads', async (status) => {
    const server = await serve(answer(status, {}, { location: '/api/v4/projects/7' }), ok);
    expect((await connect(server.url).send(get)).text).toBe(JSON.stringify(OK));
    expect(server.seen[1]).toMatchObject({
      url: '/api/v4/projects/7',
      headers: { authorization: `Bearer ${TOKEN}` },
    });
  });

  test('takes the token to no other origin', async () => {
    const other = await serve(ok);
    const server = await serve((response) =>
      json(response, {}, { status: 302, headers: { location: `${other.url}/api/v4/projects` } }),
    );
    expect(await failure(connect(server.url).send(get))).toMatchObject({
      code: 'ADDRESS_INVALID',
      details: { redirectsTo: other.url },
    });
    expect(other.seen).toEqual([]);
  });

  test.each(['/users/sign_in', '/api/v4', 'http://', '/api/v4/../../x'])(
    'does not follow to %s',
    async (location) => {
      const server = await serve(answer(302, {}, { location }));
      expect((await failure(connect(server.url).send(get))).code).toBe('GITLAB_ANSWER_INVALID');
      expect(server.seen).toHaveLength(1);
    },
  );

  test('follows no write, and no circle', async () => {
    const server = await serve(answer(307, {}, { location: '/api/v4/projects' }));
    expect((await failure(connect(server.url).send(post))).code).toBe('GITLAB_ANSWER_INVALID');
    expect(server.seen).toHaveLength(1);
    expect((await failure(connect(server.url).send(get))).code).toBe('GITLAB_ANSWER_INVALID');
    expect(server.seen).toHaveLength(5);
  });
});

test('takes from a page link only where the next page begins', async () => {
  const link = '<https://evil.example/steal?id_after=42&private_token=x>; rel="next"';
  const server = await serve(answer(200, [], { link }));
  expect((await connect(server.url).send(get)).next).toEqual({ id_after: '42' });
});

describe('addresses that are no GitLab', () => {
  let raw: Server;
  const listenRaw = (reply: string): Promise<string> =>
    new Promise((resolve) => {
      raw = createServer((socket) => {
        socket.on('error', () => undefined);
        socket.once('data', () => socket.end(reply));
      });
      raw.listen(0, '127.0.0.1', () => {
        const address = raw.address();
        resolve(`127.0.0.1:${typeof address === 'object' ? address?.port : ''}`);
      });
    });
  afterEach(() => void raw?.close());

  test('says that nothing listens there', async () => {
    const server = await serve(ok);
    await server.close();
    servers = [];
    expect(await failure(connect(server.url).send(post))).toMatchObject({
      code: 'GITLAB_UNREACHABLE',
      details: { cause: 'ECONNREFUSED' },
    });
  });

  test('says that it does not speak HTTP', async () => {
    const host = await listenRaw('SSH-2.0-OpenSSH_9.2\r\n');
    expect((await failure(connect(`http://${host}`).send(get))).code).toBe('GITLAB_ANSWER_INVALID');
  });

  test('says that it does not speak TLS', async () => {
    const host = await listenRaw('HTTP/1.1 400 Bad Request\r\n\r\n');
    expect((await failure(connect(`https://${host}`).send(get))).code).toBe('GITLAB_TLS');
  });

  test('refuses an address that the operator does not allow, without connecting', async () => {
    const server = await serve(ok);
    const strict = createHttpExchange(createAddressGuard(parseAllowedHosts([])), NO_ROUTE);
    exchange = strict;
    expect((await failure(connect(server.url).send(get))).code).toBe('ADDRESS_FORBIDDEN');
    expect(server.seen).toEqual([]);
  });

  test('connects to the checked address of a name, and refuses a name that leads inside', async () => {
    const server = await serve(ok);
    const lookup = (host: string) =>
      Promise.resolve(
        host === 'gitlab.intern'
          ? [{ address: '127.0.0.1', family: 4 }]
          : [{ address: '10.0.0.1', family: 4 }],
      );
    exchange = createHttpExchange(createAddressGuard(parseAllowedHosts(['gitlab.intern']), lookup), NO_ROUTE);
    await connect(`http://gitlab.intern:${server.port}`).send(get);
    expect(server.seen[0]?.headers.host).toBe(`gitlab.intern:${server.port}`);
    const error = await failure(connect(`https://evil.example:${server.port}`).send(post));
    expect(error.code).toBe('ADDRESS_FORBIDDEN');
  });
});
