import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createNpmRegistry, type NpmRegistryOptions } from './npm-registry.client.js';

type Handler = (request: IncomingMessage, response: ServerResponse, count: number) => void;

/** Runs with a registry on loopback and answers with what the client says, and what was requested. */
async function ask(names: readonly string[], handler: Handler, options: Partial<NpmRegistryOptions> = {}) {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(`${request.url ?? ''} ${request.headers.authorization ?? ''}`.trim());
    handler(request, response, requests.length);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  try {
    const registry = createNpmRegistry({
      baseUrl: `http://127.0.0.1:${port}/npm`,
      timeoutMs: 2_000,
      ...options,
    });
    return { results: await registry.facts('npm', names), requests };
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

function document(name: string): string {
  return JSON.stringify({ name, versions: { '1.0.0': { name, version: '1.0.0' } }, time: {} });
}

describe('createNpmRegistry', () => {
  test('asks each package once, below the path of the registry, scoped names encoded, with the token', async () => {
    const { results, requests } = await ask(
      ['a', '@s/b', 'a'],
      (request, response) => response.end(document(request.url === '/npm/a' ? 'a' : '@s/b')),
      { token: 'secret' },
    );
    expect(requests.toSorted()).toEqual(['/npm/@s%2Fb Bearer secret', '/npm/a Bearer secret']);
    expect([...results].map(([name, { kind }]) => [name, kind])).toEqual([
      ['a', 'facts'],
      ['@s/b', 'facts'],
    ]);
  });

  test.each(['../secret', 'a/b/c', 'a?x=1', '@s/..%2f', 'a b', '', '..', 'a#b'])(
    'never asks for %j',
    async (name) => {
      const { results, requests } = await ask([name], (_request, response) => response.end('{}'));
      expect(requests).toEqual([]);
      expect(results.get(name)).toEqual({ kind: 'missing', name });
    },
  );

  test.each<[string, Handler, unknown]>([
    ['404', (_request, response) => response.writeHead(404).end(), { kind: 'missing', name: 'a' }],
    [
      '401',
      (_request, response) => response.writeHead(401).end('no'),
      { kind: 'failed', status: 401, message: 'it answered with status 401.' },
    ],
    [
      'a page',
      (_request, response) => response.end('<html>'),
      { kind: 'failed', status: 200, message: 'its answer is not a document about this package.' },
    ],
    ['another package', (_request, response) => response.end(document('b')), { kind: 'failed', status: 200 }],
    [
      'a redirect to another origin',
      (_request, response) => response.writeHead(302, { location: 'http://127.0.0.1:9/a' }).end(),
      { kind: 'failed', status: null, message: 'it redirects to another address, which is not followed.' },
    ],
    [
      'redirects without end',
      (request, response) => response.writeHead(302, { location: request.url ?? '' }).end(),
      { kind: 'failed', status: null },
    ],
    [
      'an answer that is too large',
      (_request, response) => response.end(`"${'x'.repeat(2_000)}"`),
      { kind: 'failed', message: 'its answer is larger than 1000 bytes.' },
    ],
    [
      'half an answer',
      (_request, response) =>
        response.writeHead(200, { 'content-length': '100' }).write('{', () => response.destroy()),
      { kind: 'failed', status: null, message: 'it could not be reached.' },
    ],
  ])('gives a typed answer for %s', async (_title, handler, expected) => {
    const { results } = await ask(['a'], handler, { maximumBytes: 1_000, attempts: 1 });
    expect(results.get('a')).toMatchObject(expected as object);
  });

  test('follows a redirect that stays at the registry', async () => {
    const { results } = await ask(['a'], (request, response) => {
      if (request.url === '/npm/a') response.writeHead(302, { location: '/other/a' }).end();
      else response.end(document('a'));
    });
    expect(results.get('a')?.kind).toBe('facts');
  });

  test('says so where nothing answers in time', async () => {
    const { results } = await ask(['a'], () => undefined, { timeoutMs: 50, attempts: 1 });
    expect(results.get('a')).toEqual({
      kind: 'failed',
      name: 'a',
      status: null,
      message: 'it did not answer within 0.05 s.',
    });
  });

  test('asks again after as long as the registry says', async () => {
    const { results, requests } = await ask(['a'], (_request, response, count) => {
      if (count < 3) response.writeHead(count === 1 ? 429 : 503, { 'retry-after': '0' }).end();
      else response.end(document('a'));
    });
    expect(results.get('a')?.kind).toBe('facts');
    expect(requests).toHaveLength(3);
  });

  test('does not wait longer than half a minute', async () => {
    const { results, requests } = await ask(['a'], (_request, response) =>
      response.writeHead(429, { 'retry-after': '3600' }).end(),
    );
    expect(results.get('a')).toMatchObject({ kind: 'failed', status: 429 });
    expect(requests).toHaveLength(1);
  });

  test('refuses an address that is not one of the web', () => {
    expect(() => createNpmRegistry({ baseUrl: 'file:///etc' })).toThrow('not an http or https address');
  });
});
