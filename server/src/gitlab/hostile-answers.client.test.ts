import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import type { ServerResponse } from 'node:http';
import { memoryUsage } from 'node:process';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { json, startTestServer, type TestServer } from '../../test/http-server.js';
import { AppError, isAppError } from '../errors.js';
import { type ClosableGitLabConnector, createGitLabConnector } from './connector.client.js';
import type { GitLab } from './gitlab.js';

const TOKEN = 'glpat-hostile-answers';
const MIB = 1_048_576;
const MAX_ANSWER_BYTES = MIB;
const REQUEST_TIMEOUT_MS = 300;
const OVERALL_TIMEOUT_MS = 1_500;

type Respond = (response: ServerResponse) => void;

let server: TestServer;
let respond: Respond;
let connector: ClosableGitLabConnector;
let nowMs = 0;

beforeAll(async () => {
  server = await startTestServer((_request, response) => {
    response.on('error', () => undefined);
    respond(response);
  });
});

beforeEach(() => {
  nowMs = Date.parse('2026-11-22T10:00:00Z');
  server.seen.length = 0;
  connector = createGitLabConnector({
    clock: () => new Date(nowMs),
    sleep: (ms, signal) => {
      signal?.throwIfAborted();
      nowMs += ms;
      return Promise.resolve();
    },
    random: () => 1,
    allowedHosts: ['127.0.0.1'],
    transportLimits: {
      maxAnswerBytes: MAX_ANSWER_BYTES,
      requestTimeoutMs: REQUEST_TIMEOUT_MS,
      overallTimeoutMs: OVERALL_TIMEOUT_MS,
      maxAttempts: 2,
    },
  });
});

afterEach(() => connector.close());
afterAll(() => server.close());

const gitlabAt = (baseUrl: string): GitLab => connector.connect({ baseUrl, token: TOKEN }).gitlab;

async function failureOf(work: () => Promise<unknown>): Promise<AppError> {
  const error: unknown = await work().catch((thrown: unknown) => thrown);
  if (!isAppError(error)) throw new Error(`no typed error: ${JSON.stringify(error)} ${String(error)}`);
  const text = JSON.stringify([error.message, error.details, String(error.cause)]);
  expect(text).not.toContain(TOKEN);
  expect(text).not.toMatch(/[\u0000-\u001f\u202a-\u202e]/);
  expect(error.message.length).toBeLessThan(700);
  return error;
}

/** How far the bytes held outside of the heap grow while the work runs. */
async function growthOf(work: () => Promise<unknown>): Promise<number> {
  const before = memoryUsage().arrayBuffers;
  let most = before;
  const timer = setInterval(() => (most = Math.max(most, memoryUsage().arrayBuffers)), 2);
  await work();
  clearInterval(timer);
  return most - before;
}

const raw =
  (body: string | Buffer, headers: Record<string, string | string[]> = {}, status = 200): Respond =>
  (response) =>
    void response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body);

/** Sends the piece again and again, as fast as it is taken, until nobody listens. */
const endless =
  (piece: Buffer, headers: Record<string, string> = {}): Respond =>
  (response) => {
    response.writeHead(200, { 'content-type': 'application/json', ...headers });
    const send = (): void => {
      if (response.destroyed) return;
      response.write(piece, () => setImmediate(send));
    };
    send();
  };

const drip =
  (piece: string): Respond =>
  (response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    const timer = setInterval(() => response.write(piece), 20);
    response.on('close', () => clearInterval(timer));
  };

const zeros = Buffer.alloc(100 * MIB, ' ');
const quick = { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } };
const deep = '['.repeat(MAX_ANSWER_BYTES / 2 - 1) + ']'.repeat(MAX_ANSWER_BYTES / 2 - 1);

describe('bodies', () => {
  test.each<[string, Respond, string]>([
    ['that never end', endless(Buffer.alloc(65_536, ' ')), 'GITLAB_ANSWER_INVALID'],
    [
      'of a gigabyte',
      endless(Buffer.alloc(65_536, ' '), { 'content-length': String(1024 * MIB) }),
      'GITLAB_ANSWER_INVALID',
    ],
    [
      'that unpack to 100 MiB (gzip)',
      raw(gzipSync(zeros), { 'content-encoding': 'gzip' }),
      'GITLAB_ANSWER_INVALID',
    ],
    [
      'that unpack to 100 MiB (br)',
      raw(brotliCompressSync(zeros, quick), { 'content-encoding': 'br' }),
      'GITLAB_ANSWER_INVALID',
    ],
    [
      'that are packed twice',
      raw(gzipSync(gzipSync('{}')), { 'content-encoding': 'gzip, gzip' }),
      'GITLAB_ANSWER_INVALID',
    ],
    [
      'that are packed in a way nobody asked for',
      raw('{}', { 'content-encoding': 'zstd' }),
      'GITLAB_ANSWER_INVALID',
    ],
    [
      'that are not packed as they say (gzip)',
      raw('{"id":1}', { 'content-encoding': 'gzip' }),
      'GITLAB_ANSWER_INVALID',
    ],
    [
      'that are not packed as they say (br)',
      raw('{"id":1}', { 'content-encoding': 'br' }),
      'GITLAB_ANSWER_INVALID',
    ],
    [
      'that are packed and cut off',
      raw(gzipSync('{"id":1}').subarray(0, 20), { 'content-encoding': 'gzip' }),
      'GITLAB_UNREACHABLE',
    ],
    ['that come drop by drop', drip(' '), 'GITLAB_TIMEOUT'],
    ['that nest half a million deep', raw(deep), 'GITLAB_ANSWER_INVALID'],
    [
      'that nest objects deeply',
      raw('{"a":'.repeat(100_000) + '1' + '}'.repeat(100_000)),
      'GITLAB_ANSWER_INVALID',
    ],
    [
      'that list half a million rows',
      raw(`[${'1,'.repeat(MAX_ANSWER_BYTES / 2 - 2)}1]`),
      'GITLAB_ANSWER_INVALID',
    ],
    [
      'that are a web page',
      raw('<!DOCTYPE html><h1>Hi</h1>', { 'content-type': 'text/html' }),
      'GITLAB_ANSWER_INVALID',
    ],
    ['that are a web page called JSON', raw('<html></html>'), 'GITLAB_ANSWER_INVALID'],
    ['that are text', raw('OK', { 'content-type': 'text/plain' }), 'GITLAB_ANSWER_INVALID'],
    ['that are cut off', raw('{"id":1,"username":"a"'), 'GITLAB_ANSWER_INVALID'],
    ['that are no JSON between brackets', raw('{id:1}'), 'GITLAB_ANSWER_INVALID'],
    ['that are bytes', raw(Buffer.from([0x7b, 0xff, 0xfe, 0x00, 0x7d])), 'GITLAB_ANSWER_INVALID'],
    ['that are empty', raw(''), 'GITLAB_ANSWER_INVALID'],
  ])('%s give a typed error, in little time and memory', async (_what, how, code) => {
    respond = how;
    const started = Date.now();
    const growth = await growthOf(async () => {
      expect((await failureOf(() => gitlabAt(server.url).getUser())).code).toBe(code);
    });
    expect(Date.now() - started).toBeLessThan(OVERALL_TIMEOUT_MS + 1_000);
    expect(growth).toBeLessThan(32 * MAX_ANSWER_BYTES);
  });

  test('that are packed as asked for are read', async () => {
    const user = { id: 7, username: 'a', name: 'A', state: 'active', web_url: `${server.url}/a` };
    for (const [encoding, body] of [
      ['gzip', gzipSync(JSON.stringify(user))],
      ['br', brotliCompressSync(JSON.stringify(user))],
      ['identity', Buffer.from(JSON.stringify(user))],
    ] as const) {
      respond = raw(body, { 'content-encoding': encoding });
      expect(await gitlabAt(server.url).getUser()).toMatchObject({ id: 7, username: 'a' });
    }
    expect(server.seen[0]?.headers['accept-encoding']).toBe('gzip, br');
  });

  test('that never end after a write leave its outcome unknown', async () => {
    respond = endless(Buffer.alloc(65_536, ' '));
    const error = await failureOf(() => gitlabAt(server.url).createNote(1, 1, 'x'));
    expect(error.code).toBe('GITLAB_OUTCOME_UNKNOWN');
    expect(server.seen).toHaveLength(1);
  });
});

const USER = { id: 1, username: 'a', name: 'A', state: 'active', web_url: 'https://gitlab.example/a' };

describe('values', () => {
  test.each<[string, unknown]>([
    ['null', null],
    ['a list', []],
    ['a list of users', [USER]],
    ['a text', 'x'],
    ['a number', 7],
    ['true', true],
    ['an empty object', {}],
    ['an id of text', { ...USER, id: '1' }],
    ['an id of null', { ...USER, id: null }],
    ['a negative id', { ...USER, id: -1 }],
    ['half an id', { ...USER, id: 1.5 }],
    ['an id beyond all', { ...USER, id: 1e300 }],
    ['a name of null', { ...USER, username: null }],
    ['a name that is a list', { ...USER, username: ['a'] }],
    ['only a prototype', JSON.parse('{"__proto__":{"id":1,"username":"a","name":"A","state":"active"}}')],
    ['a constructor', { constructor: USER }],
  ])('%s instead of an account: a typed error', async (_what, body) => {
    respond = (response) => json(response, body);
    expect((await failureOf(() => gitlabAt(server.url).getUser())).code).toBe('GITLAB_ANSWER_INVALID');
  });

  test.each<[string, unknown]>([
    ['an object', { rows: [] }],
    ['rows of null', [null]],
    ['rows of numbers', [1]],
    [
      'a row of nulls',
      [{ id: null, path_with_namespace: null, name: null, web_url: null, http_url_to_repo: null }],
    ],
    ['a row with a negative id', [{ id: -4, path_with_namespace: 'a/b', name: 'b', web_url: 'x' }]],
  ])('%s instead of projects: a typed error', async (_what, body) => {
    respond = (response) => json(response, body);
    const listing = async (): Promise<void> => {
      for await (const page of gitlabAt(server.url).listMemberProjects()) void page;
    };
    expect((await failureOf(listing)).code).toBe('GITLAB_ANSWER_INVALID');
  });

  test.each([
    ['the same place again', () => 'id_after=5'],
    ['a place before', (asked: number) => `id_after=${100 - asked}`],
    ['no place', () => 'id_after=x'],
    ['a negative place', () => 'id_after=-5'],
    ['a place beyond all', () => 'id_after=99999999999999999999'],
    ['empty pages without an end', (asked: number) => `id_after=${asked}`],
  ])('page links with %s come to an end', async (_what, place) => {
    respond = (response) => {
      const link = `<https://elsewhere.example/api/v4/projects?${place(server.seen.length)}>; rel="next"`;
      json(response, [], { headers: { link } });
    };
    const listing = async (): Promise<void> => {
      for await (const page of gitlabAt(server.url).listMemberProjects()) void page;
    };
    expect((await failureOf(listing)).code).toBe('GITLAB_ANSWER_INVALID');
    expect(server.seen.length).toBeLessThan(100);
    expect(server.seen.every(({ headers }) => headers.host === `127.0.0.1:${server.port}`)).toBe(true);
  });
});

const short = (text: string): string => (text.length < 40 ? text : `${text.slice(0, 5)}… (${text.length})`);

describe('headers', () => {
  test.each(
    [
      ...['-5', '-1', 'NaN', 'Infinity', '1e9', '0x10', '99999999999999999999', '', 'soon', '1h1h1h1h'],
      ...['9999999h', '-1m', 'Thu, 99 Foo 2026 99:99:99 GMT', 'Thu, 01 Jan 1970 00:00:00 GMT'],
      ...['Fri, 31 Dec 9999 23:59:59 GMT', 's'.repeat(5_000), '1'.repeat(5_000)],
    ].map((value) => [short(value), value]),
  )('Retry-After "%s": a pause between now and an hour', async (_what, value) => {
    respond = raw('{}', { 'retry-after': value ?? '', 'ratelimit-reset': value ?? '' }, 429);
    const error = await failureOf(() => gitlabAt(server.url).getUser());
    expect(error.code).toBe('GITLAB_THROTTLED');
    const waitMs = Date.parse(String(error.details['retryAt'])) - Date.parse('2026-11-22T10:00:00Z');
    expect(waitMs).toBeGreaterThan(0);
    expect(waitMs).toBeLessThanOrEqual(3_700_000);
    expect(server.seen.length).toBeLessThanOrEqual(2);
  });

  test.each([
    ['negative numbers', '-5', '-5', '-5'],
    ['no numbers', 'x', '0', 'x'],
    ['zero', '0', '0', '0'],
    ['numbers beyond all', '1'.repeat(400), '1'.repeat(400), '1'.repeat(400)],
    ['a reset that is over', '0', '5', '1763805600'],
  ])('RateLimit headers with %s hold nobody up', async (_what, limit, remaining, reset) => {
    const headers = { 'ratelimit-limit': limit, 'ratelimit-remaining': remaining, 'ratelimit-reset': reset };
    respond = raw(JSON.stringify(USER), headers);
    await gitlabAt(server.url).getUser();
    const before = nowMs;
    await gitlabAt(server.url).getUser();
    expect(nowMs).toBe(before);
  });

  test.each<[string, Record<string, string | string[]>]>([
    ['one of 100 kB', { 'x-a': 'a'.repeat(100_000) }],
    [
      'thousands of them',
      Object.fromEntries(Array.from({ length: 3_000 }, (_, index) => [`x-${index}`, 'a'])),
    ],
  ])('that are too many or too long give a typed error: %s', async (_what, headers) => {
    respond = raw(JSON.stringify(USER), headers);
    expect((await failureOf(() => gitlabAt(server.url).getUser())).code).toBe('GITLAB_ANSWER_INVALID');
  });

  test.each([
    ['its id is shown', 'c0ffee-01JD.x:y_1', 'c0ffee-01JD.x:y_1'],
    ['an id with markup is not', '<script>', undefined],
    ['an id with spaces is not', 'a b', undefined],
    ['an id without an end is not', 'a'.repeat(500), undefined],
    ['an id that echoes the token is not', TOKEN, undefined],
  ])('an error names the request: %s', async (_what, id, expected) => {
    respond = raw('{"message":"403 Forbidden"}', { 'x-request-id': id }, 403);
    expect((await failureOf(() => gitlabAt(server.url).getUser())).details['requestId']).toBe(expected);
  });

  test.each([
    ['raw', TOKEN],
    ['in base64', Buffer.from(TOKEN).toString('base64')],
    ['as git sends it', Buffer.from(`oauth2:${TOKEN}`).toString('base64')],
  ])('an error echoes no header of the request: %s', async (_what, form) => {
    for (const status of [400, 401, 403, 404, 409, 500]) {
      respond = raw(
        JSON.stringify({ message: `you sent ${form}`, error: 'insufficient_scope', scope: form }),
        {},
        status,
      );
      const error = await failureOf(() => gitlabAt(server.url).getUser());
      expect(JSON.stringify([error.message, error.details])).not.toContain(form);
    }
  });

  test.each([
    ['in a circle', '/api/v4/user'],
    ['to another origin', 'https://elsewhere.example/api/v4/user'],
    ['to another port', 'http://127.0.0.1:1/api/v4/user'],
    ['without a scheme to another host', '//elsewhere.example/api/v4/user'],
    ['with user information', 'http://a@127.0.0.1/api/v4/user'],
    ['out of the API', '/users/sign_in'],
    ['out of the API by dots', '/api/v4/../../x'],
    ['out of the API by encoded dots', '/api/v4/%2e%2e/%2e%2e/x'],
    ['to a file', 'file:///etc/passwd'],
    ['nowhere', 'http://'],
    ['to a script', 'javascript:alert(1)'],
  ])('a redirect %s is not followed there', async (_what, location) => {
    respond = raw('', { location }, 302);
    const error = await failureOf(() => gitlabAt(server.url).getUser());
    expect(['ADDRESS_INVALID', 'GITLAB_ANSWER_INVALID']).toContain(error.code);
    expect(server.seen.length).toBeLessThanOrEqual(4);
    expect(server.seen.every(({ url }) => url === '/api/v4/user')).toBe(true);
  });

  test('a redirect leaves no relative root', async () => {
    respond = raw('', { location: '/api/v4/user' }, 302);
    const error = await failureOf(() => gitlabAt(`${server.url}/gitlab`).getUser());
    expect(error.code).toBe('GITLAB_ANSWER_INVALID');
    expect(server.seen.map(({ url }) => url)).toEqual(['/gitlab/api/v4/user']);
  });
});

describe('what is hardly HTTP', () => {
  let wire: Server;
  let wireUrl: string;
  let speak: (socket: Socket) => void;
  const sockets = new Set<Socket>();
  beforeAll(async () => {
    wire = createServer((socket) => {
      sockets.add(socket);
      socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
      socket.once('data', () => speak(socket));
    });
    await new Promise<void>((resolve) => wire.listen(0, '127.0.0.1', resolve));
    wireUrl = `http://127.0.0.1:${(wire.address() as AddressInfo).port}`;
  });
  afterEach(() => {
    for (const socket of sockets) socket.destroy();
  });
  afterAll(() => void wire.close());

  const say = (text: string) => (socket: Socket) => void socket.end(text);
  const repeat = (first: string, text: string, ms: number) => (socket: Socket) => {
    socket.write(first);
    const timer = setInterval(() => socket.write(text), ms);
    socket.on('close', () => clearInterval(timer));
  };
  const OK = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n';

  test.each<[string, (socket: Socket) => void, RegExp]>([
    ['silence', () => undefined, /^GITLAB_TIMEOUT$/],
    ['nothing but the end', (socket) => void socket.end(), /^GITLAB_UNREACHABLE$/],
    ['a header letter by letter', repeat('HTTP/1.1 200 OK\r\nX-A: ', 'a', 20), /^GITLAB_TIMEOUT$/],
    ['headers without an end', repeat(OK, `X-A: ${'a'.repeat(4_000)}\r\n`, 1), /^GITLAB_ANSWER_INVALID$/],
    ['a status of 999', say('HTTP/1.1 999 No\r\nContent-Length: 0\r\n\r\n'), /^GITLAB_FAILED$/],
    ['a status of 99', say('HTTP/1.1 099 No\r\nContent-Length: 0\r\n\r\n'), /^GITLAB_/],
    ['a status that is none', say('HTTP/1.1 abc No\r\n\r\n'), /^GITLAB_ANSWER_INVALID$/],
    ['early hints without an end', repeat('', 'HTTP/1.1 103 Early Hints\r\n\r\n', 5), /^GITLAB_/],
    ['less than it promised', say(`${OK}Content-Length: 100\r\n\r\n{"id":1}`), /^GITLAB_UNREACHABLE$/],
    ['a negative length', say(`${OK}Content-Length: -1\r\n\r\n{}`), /^GITLAB_ANSWER_INVALID$/],
    ['two lengths', say(`${OK}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}`), /^GITLAB_/],
    ['a chunk that is none', say(`${OK}Transfer-Encoding: chunked\r\n\r\nzz\r\n{}`), /^GITLAB_/],
    [
      'an upgrade',
      say('HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n'),
      /^GITLAB_/,
    ],
    ['another protocol', say('SSH-2.0-OpenSSH_9.2\r\n'), /^GITLAB_ANSWER_INVALID$/],
  ])('%s: a typed error in time', async (_what, how, code) => {
    speak = how;
    const started = Date.now();
    expect((await failureOf(() => gitlabAt(wireUrl).getUser())).code).toMatch(code);
    expect(Date.now() - started).toBeLessThan(OVERALL_TIMEOUT_MS + 1_000);
  });
});
