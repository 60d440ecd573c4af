import { AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { type GitServer, startGitServer } from '../../test/git-server.js';
import { json, startTestServer, type TestServer } from '../../test/http-server.js';
import { isAppError } from '../errors.js';
import { parseBaseUrl } from '../gitlab/address.js';
import { createGitLabConnector } from '../gitlab/connector.client.js';
import { parseRegistryAddress } from '../integrations/registry-address.js';
import { defaultRegistries, REGISTRY_ECOSYSTEMS } from '../registries/default-registries.js';
import { createIntegrationRegistries } from '../registries/integration-registries.client.js';
import type { LookupAll } from './address-guard.client.js';

/** To each of these a person may point Backline; PORT is where the canary listens, on every address of this machine. */
const HOSTILE_ADDRESSES: readonly string[] = [
  // This machine, as IPv4 is written.
  'https://127.0.0.1:PORT',
  'https://127.0.0.1.:PORT',
  'https://127.1:PORT',
  'https://127.0.1:PORT',
  'https://127.255.255.254:PORT',
  'https://0177.0.0.1:PORT',
  'https://0177.1:PORT',
  'https://017700000001:PORT',
  'https://00000177.00.00.01:PORT',
  'https://0x7f.0.0.1:PORT',
  'https://0x7f.1:PORT',
  'https://0X7F000001:PORT',
  'https://0x7f.0.0x0.01:PORT',
  'https://2130706433:PORT',
  'https://0.0.0.0:PORT',
  'https://0:PORT',
  'https://0.1.2.3:PORT',
  // The same in other characters.
  'https://127%2e0%2e0%2e1:PORT',
  'https://%31%32%37.0.0.1:PORT',
  'https://%6c%6f%63%61%6c%68%6f%73%74:PORT',
  'https://１２７.０.０.１:PORT',
  'https://127。0。0。1:PORT',
  'https://127．0．0．1:PORT',
  'https://①②⑦.⓪.⓪.①:PORT',
  'https://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ:PORT',
  'https://127.0.\u00ad0.1:PORT',
  // This machine, as IPv6 is written, and IPv4 inside IPv6.
  'https://[::1]:PORT',
  'https://[0:0:0:0:0:0:0:1]:PORT',
  'https://[::]:PORT',
  'https://[::ffff:127.0.0.1]:PORT',
  'https://[::ffff:7f00:1]:PORT',
  'https://[0:0:0:0:0:ffff:7f00:0001]:PORT',
  'https://[::ffff:0:7f00:1]:PORT',
  'https://[::127.0.0.1]:PORT',
  'https://[::7f00:1]:PORT',
  'https://[64:ff9b::127.0.0.1]:PORT',
  'https://[64:ff9b::a9fe:a9fe]:PORT',
  'https://[64:ff9b:1::7f00:1]:PORT',
  'https://[2002:7f00:1::]:PORT',
  'https://[2001:0:7f00:1::]:PORT',
  'https://[fe80::1]:PORT',
  'https://[fe80::1%25lo]:PORT',
  'https://[::1%25lo]:PORT',
  'https://[fc00::1]:PORT',
  'https://[fd00:ec2::254]:PORT',
  'https://[fec0::1]:PORT',
  'https://[ff02::1]:PORT',
  'https://[100::1]:PORT',
  'https://[2001:db8::1]:PORT',
  'https://[3fff::1]:PORT',
  'https://[5f00::1]:PORT',
  // Networks that are private or kept for something.
  'https://10.0.0.1:PORT',
  'https://172.16.0.1:PORT',
  'https://172.31.255.254:PORT',
  'https://192.168.0.1:PORT',
  'https://100.64.0.1:PORT',
  'https://100.127.255.254:PORT',
  'https://169.254.0.1:PORT',
  'https://169.254.169.254:PORT',
  'https://0xa9fea9fe:PORT',
  'https://168.63.129.16:PORT',
  'https://192.0.0.192:PORT',
  'https://192.0.2.1:PORT',
  'https://192.88.99.1:PORT',
  'https://198.18.0.1:PORT',
  'https://198.19.255.254:PORT',
  'https://198.51.100.1:PORT',
  'https://203.0.113.1:PORT',
  'https://224.0.0.1:PORT',
  'https://240.0.0.1:PORT',
  'https://255.255.255.255:PORT',
  // Names of this machine, and names that lead to it or inside.
  'https://localhost:PORT',
  'https://LOCALHOST:PORT',
  'https://localhost.:PORT',
  'https://gitlab.localhost:PORT',
  'https://localhost.localdomain:PORT',
  'https://loopback.example:PORT',
  'https://loopback6.example:PORT',
  'https://mapped.example:PORT',
  'https://nat64.example:PORT',
  'https://metadata.example:PORT',
  'https://unspecified.example:PORT',
  'https://mixed.example:PORT',
  'https://mixed-last.example:PORT',
  // User information, and what looks like another host before the real one.
  'https://user:password@127.0.0.1:PORT',
  'https://public.example@127.0.0.1:PORT',
  'https://public.example:443@127.0.0.1:PORT',
  'https://public.example%40127.0.0.1:PORT',
  'https://user@public.example:PORT',
  'https://:password@public.example:PORT',
  'https://127.0.0.1:PORT#@public.example',
  'https://127.0.0.1:PORT?@public.example',
  'https://127.0.0.1:PORT/.public.example',
  // Backslashes, spaces and control characters.
  'https:\\\\127.0.0.1:PORT',
  'https:/\\127.0.0.1:PORT',
  'https://public.example\\@127.0.0.1:PORT',
  'https://127.0.0.1\\.public.example:PORT',
  'https://127.0.\n0.1:PORT',
  'https://127.0.0.1:PORT\t/x',
  'https://127.0.0.1:PORT /',
  '//127.0.0.1:PORT',
  '127.0.0.1:PORT',
  // Other schemes, no TLS, other ports.
  'http://127.0.0.1:PORT',
  'http://public.example:PORT',
  'file:///etc/passwd',
  'ftp://127.0.0.1:PORT',
  'gopher://127.0.0.1:PORT/_x',
  'ws://127.0.0.1:PORT',
  'wss://127.0.0.1:PORT',
  'unix://127.0.0.1:PORT',
  'javascript://127.0.0.1:PORT',
  'https://127.0.0.1:65536',
  'https://127.0.0.1:-1',
  'https://127.0.0.1:22',
];

const NAMES: ReadonlyMap<string, readonly string[]> = new Map([
  ['public.example', ['93.184.216.34']],
  ['loopback.example', ['127.0.0.1']],
  ['loopback6.example', ['::1']],
  ['mapped.example', ['::ffff:127.0.0.1']],
  ['nat64.example', ['64:ff9b::7f00:1']],
  ['metadata.example', ['169.254.169.254']],
  ['unspecified.example', ['0.0.0.0', '::']],
  ['mixed.example', ['127.0.0.1', '93.184.216.34']],
  ['mixed-last.example', ['93.184.216.34', '2606:4700::1111', '10.0.0.1']],
]);

/** Every other name leads to this machine, so that a guard which lets one through reaches the canary. */
const lookup: LookupAll = (host) =>
  Promise.resolve(
    (NAMES.get(host) ?? ['127.0.0.1']).map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
  );

let canary: Server;
let canaryPort = 0;
/** The local address of each connection that arrived. */
const reached: string[] = [];

beforeAll(async () => {
  canary = createServer((socket: Socket) => {
    reached.push((socket.localAddress ?? '').replace('::ffff:', ''));
    socket.on('error', () => undefined).destroy();
  });
  await new Promise<void>((resolve, reject) => {
    canary.once('error', reject).listen(0, '::', resolve);
  }).catch(() => new Promise<void>((resolve) => canary.listen(0, '0.0.0.0', resolve)));
  canaryPort = (canary.address() as AddressInfo).port;
});

afterEach(() => {
  expect(reached.splice(0)).toEqual([]);
});

afterAll(async () => {
  await new Promise((resolve) => canary.close(resolve));
});

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** All that a person's address is asked through. An address that one of them takes would reach the canary. */
function waysWith(allowedHosts: readonly string[], find: LookupAll = lookup) {
  const connector = createGitLabConnector({
    clock: () => new Date(),
    sleep: () => Promise.resolve(),
    random: () => 0,
    allowedHosts,
    lookup: find,
    transportLimits: { requestTimeoutMs: 1_000, maxAttempts: 1 },
    gitLimits: { timeoutMs: 2_000 },
  });
  closing.push(() => connector.close());
  const connect = (baseUrl: string) => connector.connect({ baseUrl, token: 'glpat-canary' });
  const registriesAt = (url: string) => {
    const registries = createIntegrationRegistries({
      defaults: defaultRegistries(
        Object.fromEntries(REGISTRY_ECOSYSTEMS.map((each) => [each, 'https://public.example/'])),
        () => '',
      ),
      ownRegistries: () => Promise.resolve([{ ecosystem: 'npm', url, token: 'secret' }]),
      remember: (client) => client,
      clock: () => new Date(),
      allowedHosts,
      caFile: null,
      lookup: find,
    });
    closing.push(() => registries.close());
    return registries;
  };
  return {
    api: (text: string) => connect(parseBaseUrl(text)).gitlab.getUser(),
    git: (text: string) => {
      const baseUrl = parseBaseUrl(text);
      return connect(baseUrl).git.readHead(`${baseUrl}/group/app.git`, 'main');
    },
    projects: async (text: string) => {
      for await (const page of connect(parseBaseUrl(text)).gitlab.listMemberProjects()) void page;
    },
    /** As the proxy of an integration, whose address may hold a login. */
    proxy: (proxyUrl: string) =>
      connector
        .connect({ baseUrl: 'https://public.example', token: 'glpat-canary', proxyUrl })
        .gitlab.getUser(),
    /** As the settings page checks it. */
    registryCheck: (text: string) =>
      registriesAt('https://public.example/').checkAddress(parseRegistryAddress(text)),
    /** As it is asked when it stands in the table although it was never checked. */
    registry: async (url: string) => {
      const registry = await registriesAt(url).of('7');
      return (await registry.facts('npm', ['left'])).get('left');
    },
  };
}

async function codeOf(work: () => Promise<unknown>): Promise<string> {
  try {
    return `DONE ${JSON.stringify(await work())}`;
  } catch (error) {
    return isAppError(error) ? error.code : `not typed: ${String(error)}`;
  }
}

/** A registry's answer that says that nobody was asked, or that the address is none of the web. */
const UNREAD =
  /^BAD_INPUT$|^DONE \{"kind":"failed".*"status":null.*(?:its address cannot be used|which is not asked|not one\.)/;
const REFUSED = /^ADDRESS_(?:FORBIDDEN|INVALID)$/;

describe(`no connection reaches a canary at ${HOSTILE_ADDRESSES.length} hostile addresses, through the API, git, registries and as a proxy`, () => {
  test('they are at least 60 different ones', () => {
    expect(new Set(HOSTILE_ADDRESSES).size).toBe(HOSTILE_ADDRESSES.length);
    expect(HOSTILE_ADDRESSES.length).toBeGreaterThanOrEqual(60);
  });

  test.each(HOSTILE_ADDRESSES)('%s', async (hostile) => {
    const text = hostile.replace('PORT', String(canaryPort));
    const ways = waysWith([]);
    for (const way of ['api', 'git', 'projects', 'registryCheck'] as const) {
      expect(`${way} ${await codeOf(async () => ways[way](text))}`).toMatch(
        / ADDRESS_(?:FORBIDDEN|INVALID)$/,
      );
    }
    // A backslash is a slash to the parser of addresses: then the address is a public one, and nothing is to be refused.
    if (!URL.canParse(text) || new URL(text).hostname !== 'public.example') {
      expect(await codeOf(async () => ways.proxy(text))).toMatch(REFUSED);
    }
    if (URL.canParse(text) && new URL(text).origin !== 'https://public.example') {
      const answer = await codeOf(() => ways.registry(text));
      expect(answer).toMatch(UNREAD);
    }
  });

  test('the canary hears whoever is let through', async () => {
    const ways = waysWith(['127.0.0.1', 'loopback.example', '::1']);
    for (const host of ['127.0.0.1', 'loopback.example']) {
      const text = `http://${host}:${canaryPort}`;
      expect(await codeOf(() => ways.api(text))).toBe('GITLAB_UNREACHABLE');
      expect(await codeOf(() => ways.git(text))).toBe('GITLAB_UNREACHABLE');
      await ways.registry(text);
      expect(reached.splice(0).length).toBeGreaterThanOrEqual(3);
    }
  });
});

describe('a name that changes its mind', () => {
  /** First an address that the operator allows, then this machine. */
  const rebinding = (): LookupAll => {
    let asked = 0;
    return () => Promise.resolve([{ address: (asked += 1) === 1 ? '127.8.8.8' : '127.0.0.1', family: 4 }]);
  };

  test.each(['api', 'git', 'registry'] as const)('is refused at its second connection: %s', async (way) => {
    const ways = waysWith(['127.8.8.8/32'], rebinding());
    const text = `https://rebinding.example:${canaryPort}`;
    await codeOf(() => ways[way](text));
    expect(new Set(reached.splice(0))).toEqual(new Set(['127.8.8.8']));
    const second = await codeOf(() => ways[way](text));
    expect(second).toMatch(way === 'registry' ? UNREAD : REFUSED);
  });
});

describe('a GitLab or registry that leads elsewhere', () => {
  let server: TestServer;
  let gitServer: GitServer;
  let answer: Parameters<typeof startTestServer>[0];
  beforeAll(async () => {
    server = await startTestServer((request, response) => answer(request, response));
    gitServer = await startGitServer('glpat-canary');
  });
  afterAll(async () => {
    await server.close();
    await gitServer.close();
  });

  const elsewhere = (): string[] =>
    [
      'http://127.0.0.1:PORT/',
      'http://[::1]:PORT/',
      '//127.0.0.1:PORT/api/v4/user',
      'https://localhost:PORT',
      'http://0x7f.1:PORT',
      'https://u@127.0.0.1:PORT',
    ].map((each) => each.replace('PORT', String(canaryPort)));
  const allowed = () => waysWith([`127.0.0.1:${server.port}`, `127.0.0.1:${new URL(gitServer.url).port}`]);

  test('by redirects: the API', async () => {
    for (const location of elsewhere()) {
      answer = (_request, response) => void response.writeHead(302, { location }).end();
      expect(await codeOf(() => allowed().api(server.url))).toBe('ADDRESS_INVALID');
    }
  });

  test('by redirects: a registry', async () => {
    for (const location of elsewhere()) {
      answer = (_request, response) => void response.writeHead(302, { location }).end();
      expect(await codeOf(() => allowed().registry(server.url))).toContain('"kind":"failed"');
    }
  });

  test('by redirects: git', async () => {
    for (const location of elsewhere()) {
      gitServer.intercept = (_request, response) => {
        response.writeHead(302, { location }).end();
        return true;
      };
      expect(await codeOf(() => allowed().git(gitServer.url))).toBe('GITLAB_NOT_FOUND');
    }
  });

  test('by page links: only the place in the list is taken from them', async () => {
    for (const place of elsewhere()) {
      server.seen.length = 0;
      answer = (_request, response) => {
        const link = `<${place}?id_after=${server.seen.length + 7}&private_token=x>; rel="next"`;
        json(response, [], { headers: server.seen.length < 3 ? { link } : {} });
      };
      expect(await codeOf(() => allowed().projects(server.url))).toBe('DONE undefined');
      expect(server.seen).toHaveLength(3);
      expect(
        server.seen.every(({ url }) => url.startsWith('/api/v4/projects?') && !url.includes('private_token')),
      ).toBe(true);
    }
  });
});
