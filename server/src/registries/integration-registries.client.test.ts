import { startTestServer, type TestServer } from '../../test/http-server.js';
import { defaultRegistries, REGISTRY_ECOSYSTEMS } from './default-registries.js';
import {
  type AnswersOwner,
  createIntegrationRegistries,
  type OwnRegistry,
} from './integration-registries.client.js';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer((request, response) => {
    const name = request.url.split('/').at(-1) ?? '';
    response.end(JSON.stringify({ name, versions: { '1.0.0': { name, version: '1.0.0' } } }));
  });
});
afterAll(() => server.close());
beforeEach(() => {
  server.seen.length = 0;
});

/** The answers about the npm package `a` for an integration with these addresses, and whose memory was asked. */
async function ask(
  own: readonly OwnRegistry[],
  allowedHosts: readonly string[],
  npm = `${server.url}/default/`,
) {
  const owners: (AnswersOwner | null)[] = [];
  const off = Object.fromEntries(REGISTRY_ECOSYSTEMS.map((ecosystem) => [ecosystem, 'off']));
  const registries = createIntegrationRegistries({
    defaults: defaultRegistries({ ...off, npm }, () => ''),
    ownRegistries: () => Promise.resolve(own),
    remember: (client, owner) => ({
      facts: (...asked) => {
        owners.push(owner);
        return client.facts(...asked);
      },
    }),
    clock: () => new Date(),
    allowedHosts,
    caFile: null,
    lookup: (host) => Promise.resolve(host === 'inside.example' ? [{ address: '127.0.0.1', family: 4 }] : []),
  });
  try {
    const registry = await registries.of('7');
    const result = (await registry.facts('npm', ['a'])).get('a');
    const other = (await registry.facts('PyPI', ['a'])).get('a');
    const unread = (await registry.facts('Hex', ['a'])).get('a');
    return { result, other, unread, owners, urls: server.seen.map(({ url }) => url) };
  } finally {
    await registries.close();
  }
}

const own = (url: string, token: string | null = null): OwnRegistry => ({ ecosystem: 'npm', url, token });

describe('the registries of an integration', () => {
  test('are the operator’s where it has none of its own, private or not', async () => {
    const { result, other, unread, owners, urls } = await ask([], []);
    expect(result?.kind).toBe('facts');
    expect(urls).toEqual(['/default/a']);
    expect(owners).toEqual([null]);
    expect(other).toEqual({
      kind: 'unsupported',
      name: 'a',
      message: expect.stringContaining('switched off'),
    });
    expect(unread).toEqual({
      kind: 'unsupported',
      name: 'a',
      message: expect.stringContaining('Hex packages yet'),
    });
  });

  test('are its own where the operator allows their host; what a token brings is remembered for it alone', async () => {
    const plain = await ask([own(`${server.url}/own/`)], ['127.0.0.1']);
    expect([plain.urls, plain.owners]).toEqual([['/own/a'], [null]]);
    server.seen.length = 0;
    const sealed = await ask([own(`${server.url}/own/`, 'secret')], ['127.0.0.1']);
    expect([sealed.urls, sealed.owners]).toEqual([['/own/a'], [{ integrationId: '7', token: 'secret' }]]);
    expect(server.seen[0]?.headers.authorization).toBe('Bearer secret');
  });

  test.each([
    ['an address inside', () => `https://127.0.0.1:${server.port}/`],
    ['a name that leads inside', () => `https://inside.example:${server.port}/`],
    ['one without TLS', () => `http://registry.example:${server.port}/`],
    ['a name that leads nowhere', () => `https://nowhere.example:${server.port}/`],
  ])('are never %s that the operator does not allow', async (_, url) => {
    const { result, urls } = await ask([own(url())], []);
    expect(urls).toEqual([]);
    expect(result).toMatchObject({
      kind: 'failed',
      message: expect.stringMatching(/^its address cannot be used: /),
    });
  });

  test('are not asked where the operator switched the ecosystem off', async () => {
    const { result, urls } = await ask([own(`${server.url}/own/`)], ['127.0.0.1'], 'off');
    expect(urls).toEqual([]);
    expect(result?.kind).toBe('unsupported');
  });
});
