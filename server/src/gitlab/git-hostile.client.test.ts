import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { type GitServer, startGitServer } from '../../test/git-server.js';
import { isAppError } from '../errors.js';
import { createGitLabConnector } from './connector.client.js';

const TOKEN = 'glpat-hostile-git';
const MIB = 1_048_576;
const ADVERTISEMENT = { 'content-type': 'application/x-git-upload-pack-advertisement' };
const RESULT = { 'content-type': 'application/x-git-upload-pack-result' };

let server: GitServer;

beforeAll(async () => {
  server = await startGitServer(TOKEN);
  server.createRepository('group/app', { 'package.json': '{}\n' });
});
afterAll(() => server.close());

type Respond = (response: ServerResponse) => void;

const line = (text: string): string => `${(text.length + 4).toString(16).padStart(4, '0')}${text}`;
const id = 'a'.repeat(40);
const CAPABILITIES = `${line('# service=git-upload-pack\n')}0000${line('version 2\n')}${line('ls-refs\n')}${line('fetch=filter shallow\n')}0000`;

const say =
  (body: string | Buffer, headers: Record<string, string> = ADVERTISEMENT): Respond =>
  (response) =>
    void response.writeHead(200, headers).end(body);

/** Sends the piece again and again, as fast as it is taken, until nobody listens. */
const endless =
  (first: string, piece: Buffer, headers: Record<string, string> = ADVERTISEMENT): Respond =>
  (response) => {
    response.on('error', () => undefined).writeHead(200, headers);
    response.write(first);
    const send = (): void => {
      if (!response.destroyed) response.write(piece, () => setImmediate(send));
    };
    send();
  };

const drip: Respond = (response) => {
  response.writeHead(200, ADVERTISEMENT);
  const timer = setInterval(() => response.write('0'), 20);
  response.on('close', () => clearInterval(timer));
};

const refs = Buffer.from(
  Array.from({ length: 500 }, (_, index) => line(`${id} refs/heads/branch-${index}\n`)).join(''),
);
const bomb = gzipSync(Buffer.concat([Buffer.from(CAPABILITIES), Buffer.alloc(600 * MIB, '0')]), { level: 1 });

/** Answers the first request (what the server can do) and those after it (what it has). */
async function readFrom(first: Respond, later: Respond = first): Promise<string> {
  let asked = 0;
  server.intercept = (_request, response) => {
    asked += 1;
    (asked === 1 ? first : later)(response);
    return true;
  };
  const connector = createGitLabConnector({
    clock: () => new Date(),
    sleep: () => Promise.resolve(),
    random: () => 0,
    allowedHosts: ['127.0.0.1'],
    gitLimits: { timeoutMs: 4_000, maxMemoryBytes: 320 * MIB },
  });
  const { git } = connector.connect({ baseUrl: server.url, token: TOKEN });
  try {
    return `answered ${String(await git.readHead(`${server.url}/group/app.git`, 'main'))}`;
  } catch (error) {
    expect(`${String(error)} ${JSON.stringify(error)}`).not.toContain(TOKEN);
    return isAppError(error) ? error.code : `not typed: ${String(error)}`;
  } finally {
    server.intercept = () => false;
    await connector.close();
  }
}

test('within the bounds of memory git still works', async () => {
  const connector = createGitLabConnector({
    clock: () => new Date(),
    sleep: () => Promise.resolve(),
    random: () => 0,
    allowedHosts: ['127.0.0.1'],
    gitLimits: { maxMemoryBytes: 320 * MIB },
  });
  const { git } = connector.connect({ baseUrl: server.url, token: TOKEN });
  const snapshot = await git.openBranch(`${server.url}/group/app.git`, 'main');
  expect(snapshot.files.map(({ path }) => path)).toEqual(['package.json']);
  await snapshot.close();
  await connector.close();
});

/** What it does, what that comes to, its first answer, and those after it (the same, where there are none). */
type Hostile = readonly [string, string, Respond, Respond?];

const HOSTILE: readonly Hostile[] = [
  ['what it can do never ends', 'GIT_LIMIT', endless('', Buffer.alloc(MIB, '0'))],
  ['what it has never ends', 'GIT_LIMIT', say(CAPABILITIES), endless('', refs, RESULT)],
  [
    'what it can do unpacks to 600 MiB',
    'GIT_LIMIT',
    say(bomb, { ...ADVERTISEMENT, 'content-encoding': 'gzip' }),
  ],
  ['it answers drop by drop', 'GITLAB_TIMEOUT', drip],
  ['it answers with a web page', 'GIT_FAILED', say('<html>\n</html>\n', { 'content-type': 'text/html' })],
  [
    'it answers with a web page of one line',
    'GITLAB_ANSWER_INVALID',
    say('<html></html>', { 'content-type': 'text/html' }),
  ],
  ['it answers with nothing', 'GITLAB_ANSWER_INVALID', say('', { 'content-type': 'text/plain' })],
  ['it answers with a web page called git', 'GIT_FAILED', say('<html></html>')],
  ['it answers with bytes', 'GIT_FAILED', say(Buffer.from([0, 255, 254, 10, 0]))],
  ['it answers with a length beyond all', 'GIT_FAILED', say(`ffffffff${'x'.repeat(100)}`)],
  ['what it has is no list', 'GIT_FAILED', say(CAPABILITIES), say(`${line('garbage\n')}0000`, RESULT)],
  ['it breaks off', 'GIT_FAILED', say(CAPABILITIES), say('00', RESULT)],
  ['it has nothing', 'answered null', say(CAPABILITIES), say('0000', RESULT)],
  [
    'it has another branch of that name',
    'answered null',
    say(CAPABILITIES),
    say(`${line(`${id} refs/heads/x/refs/heads/main\n`)}0000`, RESULT),
  ],
  [
    'its branch has no id',
    'GIT_FAILED',
    say(CAPABILITIES),
    say(`${line('zzzz refs/heads/main\n')}0000`, RESULT),
  ],
];

describe('a hostile server of git gives a typed error, in bounded time and memory', () => {
  // Other systems do not bound a process's memory.
  const bounded = HOSTILE.filter(([, expected]) => expected !== 'GIT_LIMIT' || process.platform === 'linux');
  const cases = bounded.map(([what, expected, first, later = first]) => ({ what, expected, first, later }));
  test.each(cases)('$what: $expected', async ({ expected, first, later }) => {
    const started = Date.now();
    expect(await readFrom(first, later)).toBe(expected);
    expect(Date.now() - started).toBeLessThan(10_000);
  });
});
