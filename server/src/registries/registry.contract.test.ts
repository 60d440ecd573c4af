import { gzipSync } from 'node:zlib';
import { type SeenRequest, startTestServer, type Answer } from '../../test/http-server.js';
import type { EcosystemId } from '../ecosystems/ecosystem.js';
import { createCratesRegistry } from './crates-registry.client.js';
import { createGoRegistry } from './go-registry.client.js';
import { createMavenRegistry } from './maven-registry.client.js';
import { createNpmRegistry } from './npm-registry.client.js';
import { createNuGetRegistry } from './nuget-registry.client.js';
import { createPackagistRegistry } from './packagist-registry.client.js';
import { createPubRegistry } from './pub-registry.client.js';
import { createPyPiRegistry } from './pypi-registry.client.js';
import type { RegistryHttpOptions } from './registry-http.client.js';
import type { PackageFactsResult, RegistryClient, RegistryQuestion } from './registry.js';
import { createRubyGemsRegistry } from './rubygems-registry.client.js';

/** One kind of registry, a package of it, and what its server says. */
interface Kind {
  readonly ecosystem: EcosystemId;
  readonly create: (options: RegistryHttpOptions) => RegistryClient;
  readonly name: string;
  /** Below the address of the registry. */
  readonly path: string;
  readonly document: string;
  readonly authorization: string;
  /** Names that cannot be one there. */
  readonly never: readonly string[];
  /** What is asked beside the main document, by path. */
  readonly beside?: (base: string) => Readonly<Record<string, string>>;
}

const BEARER = 'Bearer secret';

const KINDS: readonly Kind[] = [
  {
    ecosystem: 'npm',
    create: createNpmRegistry,
    name: '@s/b',
    path: '@s%2Fb',
    document: JSON.stringify({ name: '@s/b', versions: { '1.0.0': { name: '@s/b', version: '1.0.0' } } }),
    authorization: BEARER,
    never: ['a/b/c', '@s/..%2f', '@/b'],
  },
  {
    ecosystem: 'PyPI',
    create: createPyPiRegistry,
    name: 'Zope.Interface',
    path: 'pypi/zope-interface/json',
    document: JSON.stringify({
      info: { name: 'zope.interface', version: '1.0.0' },
      releases: { '1.0.0': [{ yanked: false }] },
    }),
    authorization: BEARER,
    never: ['a/b', '-a', 'a-'],
  },
  {
    ecosystem: 'PyPI',
    create: (options) => createPyPiRegistry({ ...options, baseUrl: `${options.baseUrl}/simple` }),
    name: 'zope.interface',
    path: 'simple/zope-interface/',
    document: JSON.stringify({
      name: 'zope-interface',
      files: [{ filename: 'zope.interface-1.0.0.tar.gz' }],
    }),
    authorization: BEARER,
    never: ['a/b', 'ä'],
  },
  {
    ecosystem: 'Go',
    create: createGoRegistry,
    name: 'example.org/Upper/mod',
    path: 'example.org/!upper/mod/@v/list',
    document: 'v1.0.0\n',
    authorization: BEARER,
    never: ['example.org/../x', 'example.org//x', 'example.org/x/'],
    beside: () => ({ 'example.org/!upper/mod/@v/v1.0.0.mod': 'module example.org/Upper/mod\n' }),
  },
  {
    ecosystem: 'Maven',
    create: createMavenRegistry,
    name: 'org.example:lib',
    path: 'org/example/lib/maven-metadata.xml',
    document:
      '<metadata><groupId>org.example</groupId><artifactId>lib</artifactId><versioning><versions><version>1.0.0</version></versions></versioning></metadata>',
    authorization: BEARER,
    never: ['lib', 'org..example:lib', 'org.example:..', 'org.example:a/b', 'a:b:c'],
  },
  {
    ecosystem: 'crates.io',
    create: createCratesRegistry,
    name: 'Serde_Json',
    path: 'se/rd/serde_json',
    document: `${JSON.stringify({ name: 'serde_json', vers: '1.0.0', yanked: false })}\n`,
    authorization: 'secret',
    never: ['a.b', 'a/b', '-a'],
  },
  {
    ecosystem: 'RubyGems',
    create: createRubyGemsRegistry,
    name: 'a-gem',
    path: 'api/v1/versions/a-gem.json',
    document: JSON.stringify([{ number: '1.0.0', platform: 'ruby' }]),
    authorization: 'secret',
    never: ['a/b', '.a'],
  },
  {
    ecosystem: 'Packagist',
    create: createPackagistRegistry,
    name: 'Acme/lib',
    path: 'p2/acme/lib.json',
    document: JSON.stringify({ packages: { 'acme/lib': [{ version: '1.0.0' }] } }),
    authorization: BEARER,
    never: ['lib', 'a/b/c', 'a/..', '../b'],
  },
  {
    ecosystem: 'Pub',
    create: createPubRegistry,
    name: 'Http_Parser',
    path: 'api/packages/Http_Parser',
    document: JSON.stringify({ name: 'Http_Parser', versions: [{ version: '1.0.0', pubspec: {} }] }),
    authorization: BEARER,
    never: ['a/b', '.a', 'a-b', '1a'],
  },
  {
    ecosystem: 'NuGet',
    create: createNuGetRegistry,
    name: 'Acme.Lib',
    path: 'v3/packages/acme.lib/index.json',
    document: JSON.stringify({ items: [{ items: [{ catalogEntry: { version: '1.0.0' } }] }] }),
    authorization: BEARER,
    never: ['a/b', '.a', '-a'],
    beside: (base) => ({
      'index.json': JSON.stringify({
        resources: [{ '@id': `${base}/v3/packages/`, '@type': 'RegistrationsBaseUrl/3.6.0' }],
      }),
    }),
  },
];

/** Runs with a registry of a kind at `/r` on loopback; `answer` gives the main document or what is wrong with it. */
async function ask(
  kind: Kind,
  answer: Answer,
  {
    options = {},
    names = [kind.name],
    question,
  }: {
    readonly options?: Partial<RegistryHttpOptions>;
    readonly names?: readonly string[];
    readonly question?: RegistryQuestion;
  } = {},
) {
  const server = await startTestServer((request, response) => {
    const path = request.url.replace(/^\/r\//, '');
    const beside = new Map(Object.entries(kind.beside?.(`${server.url}/r`) ?? {})).get(path);
    if (path === kind.path || path === 'moved') answer(request, response);
    else if (beside === undefined) response.writeHead(404).end();
    else response.end(beside);
  });
  try {
    const registry = kind.create({
      baseUrl: `${server.url}/r`,
      timeoutMs: 2_000,
      attempts: 1,
      maximumBytes: 4_000,
      ...options,
    });
    const results: ReadonlyMap<string, PackageFactsResult> =
      question === undefined ? await registry.facts(kind.ecosystem, names) : new Map();
    const answers = question === undefined ? new Map() : await registry.ask([question]);
    const asked = server.seen.filter(({ url }) => url === `/r/${kind.path}`);
    return { result: results.get(kind.name), results, answers, asked, seen: server.seen };
  } finally {
    await server.close();
  }
}

describe.each(KINDS)('a registry of $ecosystem packages ($path)', (kind) => {
  const versions = (result: PackageFactsResult | undefined) =>
    result?.kind === 'facts' ? result.facts.versions.map(({ version }) => version) : result;

  test('is asked once for a package, below its path, with its token and who asks', async () => {
    const { result, asked, seen } = await ask(kind, (_, response) => response.end(kind.document), {
      names: [kind.name, kind.name],
      options: { token: 'secret' },
    });
    expect(versions(result)).toEqual(['1.0.0']);
    expect(result).toMatchObject({ facts: { ecosystem: kind.ecosystem, name: kind.name } });
    expect(asked).toHaveLength(1);
    for (const { url, headers } of seen) {
      expect(url).toMatch(/^\/r\//);
      expect(headers.authorization).toBe(kind.authorization);
      expect(headers['user-agent']).toContain('Backline');
    }
  });

  test('sends a user and password as such', async () => {
    const { asked } = await ask(kind, (_, response) => response.end(kind.document), {
      options: { token: 'ada:secret' },
    });
    expect(asked[0]?.headers.authorization).toBe('Basic YWRhOnNlY3JldA==');
  });

  test('is never asked for what cannot be a name, or for packages of another ecosystem', async () => {
    const names = [
      '',
      '.',
      '..',
      'a b',
      '\ud800',
      'a?x=1',
      'a#b',
      '../secret',
      '__proto__/../x',
      ...kind.never,
    ];
    const { results, seen } = await ask(kind, (_, response) => response.end(kind.document), { names });
    expect(seen.filter(({ url }) => !url.endsWith('/r/index.json')).map(({ url }) => url)).toEqual([]);
    expect([...results.values()]).toEqual(names.map((name) => ({ kind: 'missing', name })));
    const other = await kind.create({ baseUrl: 'http://127.0.0.1:9/' }).facts('Hex', ['jason']);
    expect(other.get('jason')).toMatchObject({ kind: 'unsupported' });
  });

  test.each<[string, Answer, object]>([
    ['404', (_, response) => response.writeHead(404).end(), { kind: 'missing' }],
    ['410', (_, response) => response.writeHead(410).end(), { kind: 'missing' }],
    [
      '401',
      (_, response) => response.writeHead(401).end('no'),
      { kind: 'failed', status: 401, message: expect.stringContaining('wants a token') },
    ],
    ['500', (_, response) => response.writeHead(500).end(), { kind: 'failed', status: 500 }],
    [
      'a page',
      (_, response) => response.end('<html><body>Hello</body></html>'),
      { kind: 'failed', status: 200 },
    ],
    [
      'half a document',
      (_, response) => response.end(kind.document.slice(0, kind.document.length / 2)),
      { kind: 'failed', status: 200, message: 'its answer is not a document about this package.' },
    ],
    [
      'a connection that breaks',
      (_, response) =>
        response.writeHead(200, { 'content-length': '100' }).write('{', () => response.destroy()),
      { kind: 'failed', status: null, message: expect.stringMatching(/^it could not be reached/) },
    ],
    [
      'a redirect to another origin',
      (_, response) => response.writeHead(302, { location: 'http://elsewhere.example/a' }).end(),
      { kind: 'failed', message: 'it redirects to elsewhere.example, which is not followed.' },
    ],
    [
      'redirects without end',
      (request, response) => response.writeHead(302, { location: request.url }).end(),
      { kind: 'failed', message: 'it redirects in circles, which is not followed.' },
    ],
    [
      'a document that is too large',
      (_, response) => response.end(`${kind.document}${' '.repeat(5_000)}`),
      { kind: 'failed', message: 'its answer is larger than 4000 bytes.' },
    ],
    [
      'a small archive of a document that is too large',
      (_, response) =>
        response
          .writeHead(200, { 'content-encoding': 'gzip' })
          .end(gzipSync(`${kind.document}${' '.repeat(100_000)}`)),
      { kind: 'failed', message: 'its answer is larger than 4000 bytes.' },
    ],
  ])('gives a typed answer for %s', async (title, answer, expected) => {
    const { result } = await ask(kind, answer);
    // A list of lines has no end that could be missing, and a page is a list without versions.
    if (kind.ecosystem === 'Go' && (title === 'a page' || title === 'half a document'))
      expect(result).toEqual({ kind: 'missing', name: kind.name });
    else expect(result).toMatchObject({ name: kind.name, ...expected });
  });

  test('says so where the document does not end in time', async () => {
    const answer: Answer = (_, response) => void response.write(kind.document.slice(0, 5));
    const { result } = await ask(kind, answer, { options: { timeoutMs: 150 } });
    expect(result).toMatchObject({ kind: 'failed', message: 'it did not answer within 0.15 s.' });
  });

  test('is followed where it redirects within its origin, and read when it comes packed', async () => {
    const { result } = await ask(kind, ({ url }, response) => {
      if (url !== '/r/moved') response.writeHead(301, { location: '/r/moved' }).end();
      else response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(kind.document));
    });
    expect(versions(result)).toEqual(['1.0.0']);
  });

  test('is asked again after as long as it says', async () => {
    let count = 0;
    const answer: Answer = (_, response) => {
      count += 1;
      if (count < 3) response.writeHead(count === 1 ? 429 : 503, { 'retry-after': '0' }).end();
      else response.end(kind.document);
    };
    const { result } = await ask(kind, answer, { options: { attempts: 3 } });
    expect(versions(result)).toEqual(['1.0.0']);
  });

  test('gives what was known when nothing changed, as of now', async () => {
    const document: Answer = (_, response) =>
      response
        .writeHead(200, { etag: 'W/"7"', 'last-modified': 'Wed, 21 Oct 2015 07:28:00 GMT' })
        .end(kind.document);
    const first = await ask(kind, document, { question: { name: kind.name, known: null, dated: [] } });
    const before = first.answers.get(kind.name);
    expect(before.validators).toEqual({ etag: 'W/"7"', lastModified: 'Wed, 21 Oct 2015 07:28:00 GMT' });
    const known = { ...before, facts: { ...before.result.facts, fetchedAt: '2020-01-01T00:00:00.000Z' } };
    const seen: SeenRequest[] = [];
    const second = await ask(
      kind,
      (request, response) => {
        seen.push(request);
        response.writeHead(304).end();
      },
      { question: { name: kind.name, known, dated: [] } },
    );
    expect(seen[0]?.headers).toMatchObject({
      'if-none-match': 'W/"7"',
      'if-modified-since': 'Wed, 21 Oct 2015 07:28:00 GMT',
    });
    const after = second.answers.get(kind.name);
    expect(after.validators).toEqual(before.validators);
    expect(after.result.facts).toEqual({ ...known.facts, fetchedAt: expect.any(String) });
    expect(Date.now() - Date.parse(after.result.facts.fetchedAt)).toBeLessThan(10_000);
  });

  test('refuses an address that is not one of the web', () => {
    expect(() => kind.create({ baseUrl: 'file:///etc' })).toThrow('not an http or https address');
  });
});
