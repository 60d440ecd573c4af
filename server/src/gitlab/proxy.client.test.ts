import { readdirSync, readFileSync } from 'node:fs';
import { createServer as createHttpServer, type IncomingMessage, type Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { connect as connectSocket, type AddressInfo, type Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createGitLabConnector, type GitLabConnectorDeps } from './connector.client.js';
import type { GitLabCredentials } from './gitlab.js';
import { parseProxy } from './proxy.js';

const TOKEN = 'glpat-behind-a-proxy';
const USER = 'proxy user';
const PASSWORD = 'pr@xy/pass:word';
const PAIR = Buffer.from(`${USER}:${PASSWORD}`).toString('base64');
const LOGIN = `${encodeURIComponent(USER)}:${encodeURIComponent(PASSWORD)}`;

const fixture = (name: string): string => readFileSync(join(__dirname, 'fixtures', name), 'utf8');
const certificate = fixture('loopback-certificate.pem');
const tls = { key: fixture('loopback-key.pem'), cert: certificate };

interface LoopbackProxy {
  readonly port: number;
  readonly seen: { readonly target: string; readonly authorization: string | undefined }[];
  /** How to answer: as a proxy does, with a status, or not at all. */
  mode: 'tunnel' | 'hang' | number;
}

const servers: Server[] = [];
const sockets = new Set<Socket>();
let gitlab: { port: number; seen: IncomingMessage[] };
let proxy: LoopbackProxy;
let tlsProxy: LoopbackProxy;

async function listenOn(server: Server): Promise<number> {
  servers.push(server);
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

async function startProxy(server: Server): Promise<LoopbackProxy> {
  const made = { port: await listenOn(server), seen: [] as LoopbackProxy['seen'], mode: 'tunnel' as const };
  const state: LoopbackProxy = made;
  server.on('connect', (request: IncomingMessage, socket: Socket) => {
    state.seen.push({ target: request.url ?? '', authorization: request.headers['proxy-authorization'] });
    if (state.mode === 'hang') return;
    if (request.headers['proxy-authorization'] !== `Basic ${PAIR}` || typeof state.mode === 'number') {
      const status = typeof state.mode === 'number' ? state.mode : 407;
      socket.end(`HTTP/1.1 ${status} No\r\nProxy-Authenticate: Basic realm="x"\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    // Whatever name was asked for, the only GitLab of this network is the one on loopback.
    const target = connectSocket(gitlab.port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      target.pipe(socket).pipe(target);
    });
    for (const end of [target, socket]) end.on('error', () => socket.destroy());
    socket.on('close', () => target.destroy());
  });
  return state;
}

beforeAll(async () => {
  const seen: IncomingMessage[] = [];
  const server = createHttpsServer(tls, (request, response) => {
    seen.push(request);
    const isGit = request.url?.includes('/info/refs') === true;
    const type = isGit ? 'application/x-git-upload-pack-advertisement' : 'application/json';
    const empty = '001e# service=git-upload-pack\n000000000000';
    response.writeHead(200, { 'content-type': type }).end(isGit ? empty : '{"version":"18.0.0"}');
  });
  // libcurl 7.88 over GnuTLS reads an answer inside a TLS proxy only when the connection is closed.
  server.keepAliveTimeout = 50;
  gitlab = { port: await listenOn(server), seen };
  proxy = await startProxy(createHttpServer());
  tlsProxy = await startProxy(createHttpsServer(tls));
});

beforeEach(() => {
  for (const each of [proxy, tlsProxy]) {
    each.mode = 'tunnel';
    each.seen.length = 0;
  }
  gitlab.seen.length = 0;
});

afterAll(async () => {
  for (const socket of sockets) socket.destroy();
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
});

const httpProxy = (login = `${LOGIN}@`): string => `http://${login}127.0.0.1:${proxy.port}`;
const httpsProxy = (): string => `https://${LOGIN}@127.0.0.1:${tlsProxy.port}`;
const here = (): string => `https://127.0.0.1:${gitlab.port}`;

const connectors: ReturnType<typeof createGitLabConnector>[] = [];
afterEach(async () => {
  for (const connector of connectors.splice(0)) await connector.close();
});

function connectorWith(deps: Partial<GitLabConnectorDeps> = {}) {
  const connector = createGitLabConnector({
    clock: () => new Date(),
    sleep: () => Promise.resolve(),
    random: () => 0,
    allowedHosts: ['127.0.0.1'],
    ...deps,
  });
  connectors.push(connector);
  return connector;
}

/** The two ways in which GitLab is asked, each as something that is done or fails. */
function waysOf(
  credentials: Omit<GitLabCredentials, 'token'>,
  connector = connectorWith(),
  signal?: AbortSignal,
) {
  const options = signal === undefined ? {} : { signal };
  const ports = connector.connect({ token: TOKEN, ...credentials }, options);
  return {
    api: () => ports.gitlab.probe(),
    git: () => ports.git.readHead(`${credentials.baseUrl}/a/b.git`, 'main'),
  };
}

async function failureOf(work: () => Promise<unknown>): Promise<{ code: string; details: object }> {
  const error: unknown = await work().then(
    () => ({ code: 'DONE', details: {} }),
    (thrown: unknown) => thrown,
  );
  const text = `${String(error)} ${JSON.stringify(error)} ${JSON.stringify((error as Error).cause)}`;
  for (const secret of [PASSWORD, encodeURIComponent(PASSWORD), PAIR, TOKEN])
    expect(text).not.toContain(secret);
  return error as { code: string; details: object };
}

const WAYS = ['api', 'git'] as const;

describe.each(WAYS)('%s', (way) => {
  test.each([
    ['http', httpProxy, () => proxy],
    ['https', httpsProxy, () => tlsProxy],
  ])(
    'goes through the integration’s %s proxy, with its login and its certificate authority',
    async (_kind, proxyUrl, used) => {
      await waysOf({ baseUrl: here(), proxyUrl: proxyUrl(), caPem: certificate })[way]();
      expect(used().seen).toEqual([{ target: `127.0.0.1:${gitlab.port}`, authorization: `Basic ${PAIR}` }]);
      expect(gitlab.seen.length).toBeGreaterThan(0);
      expect(gitlab.seen.every(({ headers }) => headers['proxy-authorization'] === undefined)).toBe(true);
    },
  );

  test('trusts an integration’s certificate authority for this integration alone', async () => {
    const connector = connectorWith();
    await waysOf({ baseUrl: here(), caPem: certificate }, connector)[way]();
    expect((await failureOf(waysOf({ baseUrl: here() }, connector)[way])).code).toBe('GITLAB_TLS');
  });

  test('goes through no proxy without one, whatever the environment says', async () => {
    const usual = { ...process.env };
    for (const name of ['HTTPS_PROXY', 'https_proxy', 'ALL_PROXY']) process.env[name] = httpProxy();
    try {
      await waysOf({ baseUrl: here(), caPem: certificate })[way]();
    } finally {
      process.env = usual;
    }
    expect(proxy.seen).toEqual([]);
  });

  test.each([
    ['a wrong password', 'proxy%20user:wrong@', 'tunnel' as const],
    ['no password', '', 'tunnel' as const],
    ['a refusal', `${LOGIN}@`, 403],
    ['a proxy that fails', `${LOGIN}@`, 502],
  ])('says that the proxy refuses: %s', async (_what, login, mode) => {
    proxy.mode = mode;
    const error = await failureOf(
      waysOf({ baseUrl: here(), proxyUrl: httpProxy(login), caPem: certificate })[way],
    );
    expect(error.code).toBe('GITLAB_UNREACHABLE');
    expect(gitlab.seen).toEqual([]);
  });

  test('gives up on a proxy that does not answer', async () => {
    proxy.mode = 'hang';
    const limits = {
      transportLimits: { requestTimeoutMs: 150, maxAttempts: 1 },
      gitLimits: { timeoutMs: 300 },
    };
    const ways = waysOf(
      { baseUrl: here(), proxyUrl: httpProxy(), caPem: certificate },
      connectorWith(limits),
    );
    expect((await failureOf(ways[way])).code).toBe('GITLAB_TIMEOUT');
  });

  test('reaches no proxy at an address that the operator does not allow', async () => {
    const lookup = () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]);
    const strict = () => connectorWith({ allowedHosts: ['gitlab.intern'], lookup });
    for (const proxyUrl of [httpProxy(), httpsProxy(), `https://proxy.example:${tlsProxy.port}`]) {
      const ways = waysOf({ baseUrl: 'https://gitlab.intern', proxyUrl, caPem: certificate }, strict());
      expect((await failureOf(ways[way])).code).toBe('ADDRESS_FORBIDDEN');
    }
    expect([...proxy.seen, ...tlsProxy.seen]).toEqual([]);
  });

  test.each([
    'https://10.0.0.1',
    'https://[::ffff:a9fe:a9fe]',
    'https://intern.example',
    'http://public.example',
  ])('sends nobody to %s through a proxy', async (baseUrl) => {
    const lookup = (host: string) =>
      Promise.resolve([{ address: host === 'intern.example' ? '10.0.0.1' : '93.184.216.34', family: 4 }]);
    const ways = waysOf({ baseUrl, proxyUrl: httpProxy() }, connectorWith({ lookup }));
    expect((await failureOf(ways[way])).code).toBe('ADDRESS_FORBIDDEN');
    expect(proxy.seen).toEqual([]);
  });

  test('leaves a name that only the proxy can resolve to the proxy', async () => {
    const lookup = () => Promise.reject(new Error('no such name'));
    const ways = waysOf(
      { baseUrl: 'https://only-there.example', proxyUrl: httpProxy() },
      connectorWith({ lookup }),
    );
    // The certificate is that of another host, so it ends there: after the proxy was asked for the name.
    expect((await failureOf(ways[way])).code).toBe('GITLAB_TLS');
    expect(proxy.seen[0]?.target).toBe('only-there.example:443');
  });
});

const onLinux = process.platform === 'linux' ? test : test.skip;

onLinux('shows the token and the proxy’s password in no argument and no environment of git', async () => {
  proxy.mode = 'hang';
  const cancel = new AbortController();
  const ways = waysOf(
    { baseUrl: here(), proxyUrl: httpProxy(), caPem: certificate },
    connectorWith(),
    cancel.signal,
  );
  const reading = failureOf(ways.git);
  while (proxy.seen.length === 0) await delay(20);
  const shown = childrenOf(process.pid).map(
    (pid) => `${readProc(pid, 'cmdline')} ${readProc(pid, 'environ')}`,
  );
  cancel.abort();
  expect((await reading).code).toBe('CANCELLED');
  expect(shown.some((text) => text.includes('git-remote-https') || text.includes('remote-https'))).toBe(true);
  const basic = Buffer.from(`oauth2:${TOKEN}`).toString('base64');
  for (const secret of [
    TOKEN,
    basic,
    Buffer.from(TOKEN).toString('base64'),
    PASSWORD,
    encodeURIComponent(PASSWORD),
    PAIR,
  ]) {
    expect(shown.filter((text) => text.includes(secret))).toEqual([]);
  }
});

function readProc(pid: number, file: 'cmdline' | 'environ' | 'stat'): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'latin1');
  } catch {
    return '';
  }
}

/** Every process below this one. */
function childrenOf(pid: number): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    const parent = /^\d+ \(.*\) \S (\d+)/s.exec(readProc(Number(name), 'stat'))?.[1];
    if (parent !== undefined) parents.set(Number(name), Number(parent));
  }
  const isBelow = (each: number | undefined): boolean =>
    each !== undefined && each > 1 && (each === pid || isBelow(parents.get(each)));
  return [...parents].filter(([child, parent]) => child !== pid && isBelow(parent)).map(([child]) => child);
}

test.each([
  'proxy.example',
  'socks5://proxy.example',
  'ftp://proxy.example',
  'http://',
  'http://proxy.example/path',
  'http://proxy.example/?x',
  'http://user:%zz@proxy.example',
  'http://user:a%0d%0ab@proxy.example',
  'file:///etc/passwd',
])('refuses %s as a proxy', (text) => {
  expect(() => parseProxy(text)).toThrow(expect.objectContaining({ code: 'ADDRESS_INVALID' }));
});

test('refuses a certificate authority that is none', () => {
  const connect = (caPem: string) => () => connectorWith().connect({ baseUrl: here(), token: TOKEN, caPem });
  for (const caPem of [
    'x',
    fixture('loopback-key.pem'),
    '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----',
  ]) {
    expect(connect(caPem)).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID' }));
  }
  expect(connect('')).not.toThrow();
});
