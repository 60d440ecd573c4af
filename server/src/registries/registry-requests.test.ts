import { type Answer, startTestServer } from '../../test/http-server.js';
import { createCratesRegistry } from './crates-registry.client.js';
import { createGoRegistry } from './go-registry.client.js';
import { createMavenRegistry } from './maven-registry.client.js';
import { createNuGetRegistry } from './nuget-registry.client.js';
import { createPackagistRegistry } from './packagist-registry.client.js';
import type { RegistryHttpOptions } from './registry-http.client.js';
import type { PackageFacts, RegistryAnswer, RegistryClient, RegistryQuestion } from './registry.js';
import { createRubyGemsRegistry } from './rubygems-registry.client.js';
import { MAXIMUM_VERSIONS } from './version-facts.js';

type Documents = (base: string) => Readonly<Record<string, string | Answer>>;

/** Asks a registry that has these documents, by path; gives the answer and the paths that were asked for, in order. */
async function ask(
  create: (baseUrl: string) => RegistryClient,
  documents: Documents,
  question: Pick<RegistryQuestion, 'name'> & Partial<RegistryQuestion>,
) {
  const server = await startTestServer((request, response) => {
    const known = new Map(Object.entries(documents(server.url))).get(request.url);
    if (known === undefined) response.writeHead(404).end();
    else if (typeof known === 'string') response.end(known);
    else known(request, response);
  });
  try {
    const answers = await create(server.url).ask([{ known: null, dated: [], ...question }]);
    const answer = answers.get(question.name);
    if (answer === undefined) throw new Error('no answer');
    return { answer, asked: server.seen.map(({ method, url }) => `${method} ${url}`) };
  } finally {
    await server.close();
  }
}

function facts({ result }: RegistryAnswer): PackageFacts {
  if (result.kind !== 'facts') throw new Error(`no facts: ${JSON.stringify(result)}`);
  return result.facts;
}

const dates = (answer: RegistryAnswer) =>
  Object.fromEntries(facts(answer).versions.map(({ version, publishedAt }) => [version, publishedAt]));

describe('a Go proxy', () => {
  const GO: Documents = () => ({
    '/m.example/a/@v/list': 'v1.0.0\nv1.1.0\nv1.2.0\n',
    '/m.example/a/@latest': JSON.stringify({ Version: 'v1.1.0', Time: '2021-01-01T00:00:00Z' }),
    '/m.example/a/@v/v1.1.0.mod':
      '// Deprecated: see b\nmodule m.example/a\nretract v1.2.0 // By accident.\n',
    '/m.example/a/@v/v1.0.0.info': JSON.stringify({ Version: 'v1.0.0', Time: '2020-01-01T00:00:00Z' }),
  });
  const go = (baseUrl: string) => createGoRegistry({ baseUrl });

  test('is asked for its list, its latest version, the go.mod of that, and the dates that matter', async () => {
    const { answer, asked } = await ask(go, GO, { name: 'm.example/a', dated: ['v1.0.0', '1.2.0', '7.0.0'] });
    expect(asked.toSorted()).toEqual([
      'GET /m.example/a/@latest',
      'GET /m.example/a/@v/list',
      'GET /m.example/a/@v/v1.0.0.info',
      'GET /m.example/a/@v/v1.0.0.mod',
      'GET /m.example/a/@v/v1.1.0.mod',
      'GET /m.example/a/@v/v1.2.0.info',
      'GET /m.example/a/@v/v1.2.0.mod',
    ]);
    expect(dates(answer)).toEqual({
      '1.0.0': '2020-01-01T00:00:00.000Z',
      '1.1.0': '2021-01-01T00:00:00.000Z',
      '1.2.0': null,
    });
    expect(facts(answer)).toMatchObject({ latest: '1.1.0', undated: ['1.0.0', '1.2.0'] });
    expect(facts(answer).versions.map(({ yanked }) => yanked)).toEqual([null, null, 'By accident.']);
    expect(facts(answer).versions.every(({ deprecated }) => deprecated === 'see b')).toBe(true);
  });

  test('is not asked again for dates that are known, or were asked for in vain', async () => {
    const first = await ask(go, GO, { name: 'm.example/a', dated: ['1.1.0', '1.2.0'] });
    const known = { facts: facts(first.answer), validators: first.answer.validators };
    const unchanged: Documents = (base) => ({
      ...GO(base),
      '/m.example/a/@v/list': (_, response) => response.writeHead(304).end(),
    });
    const { answer, asked } = await ask(go, unchanged, {
      name: 'm.example/a',
      known,
      dated: ['1.0.0', '1.1.0', '1.2.0'],
    });
    expect(asked).toEqual([
      'GET /m.example/a/@v/list',
      'GET /m.example/a/@v/v1.0.0.info',
      'GET /m.example/a/@v/v1.0.0.mod',
    ]);
    expect(dates(answer)['1.0.0']).toBe('2020-01-01T00:00:00.000Z');
  });

  test.each(['stdlib', 'toolchain'])('is not asked for Go itself: %s', async (name) => {
    const { answer, asked } = await ask(go, GO, { name });
    expect(asked).toEqual([]);
    expect(answer.result).toMatchObject({
      kind: 'unsupported',
      message: expect.stringContaining('Go itself'),
    });
  });

  test('has one version where nothing was ever tagged', async () => {
    const version = 'v0.0.0-20210101000000-abcdefabcdef';
    const { answer } = await ask(
      go,
      () => ({
        '/m.example/a/@v/list': '',
        '/m.example/a/@latest': JSON.stringify({ Version: version, Time: '2021-01-01T00:00:00Z' }),
      }),
      { name: 'm.example/a' },
    );
    expect(dates(answer)).toEqual({ [version.slice(1)]: '2021-01-01T00:00:00.000Z' });
  });
});

test('a Maven repository dates the release and what matters by when the POM was last changed', async () => {
  const pom: Answer = (_, response) =>
    response.writeHead(200, { 'last-modified': 'Wed, 21 Oct 2015 07:28:00 GMT' }).end();
  const { answer, asked } = await ask(
    (baseUrl) => createMavenRegistry({ baseUrl }),
    () => ({
      '/org/example/lib/maven-metadata.xml':
        '<metadata><versioning><release>1.1</release><versions><version>1.0</version><version>1.1</version><version>1.2-rc</version></versions></versioning></metadata>',
      '/org/example/lib/1.1/lib-1.1.pom': pom,
    }),
    { name: 'org.example:lib', dated: ['1.0'] },
  );
  expect(asked.toSorted()).toEqual([
    'GET /org/example/lib/maven-metadata.xml',
    'HEAD /org/example/lib/1.0/lib-1.0.pom',
    'HEAD /org/example/lib/1.1/lib-1.1.pom',
  ]);
  expect(dates(answer)).toEqual({ '1.0': null, '1.1': '2015-10-21T07:28:00.000Z', '1.2-rc': null });
  expect(facts(answer).undated).toEqual(['1.0']);
});

describe('a NuGet source', () => {
  const service = (base: string) =>
    JSON.stringify({ resources: [{ '@id': `${base}/r/`, '@type': 'RegistrationsBaseUrl/3.6.0' }] });
  const page = (version: string) => JSON.stringify({ items: [{ catalogEntry: { version } }] });

  test('is asked for pages that are only linked', async () => {
    const { answer, asked } = await ask(
      (baseUrl) => createNuGetRegistry({ baseUrl: `${baseUrl}/v3/index.json` }),
      (base) => ({
        '/v3/index.json': service(base),
        '/r/a/index.json': JSON.stringify({ items: [{ '@id': `${base}/r/a/1` }, { '@id': '/r/a/2' }] }),
        '/r/a/1': page('1.0.0'),
        '/r/a/2': page('2.0.0'),
      }),
      { name: 'A' },
    );
    expect(asked).toHaveLength(4);
    expect(Object.keys(dates(answer))).toEqual(['1.0.0', '2.0.0']);
  });

  test.each([
    [
      'the page',
      (base: string) => ({
        '/index.json': service(base),
        '/r/a/index.json': JSON.stringify({ items: [{ '@id': 'https://elsewhere.example/1' }] }),
      }),
    ],
    ['the service index', () => ({ '/index.json': service('https://elsewhere.example') })],
  ])('is not followed where %s leads to another origin', async (_, documents) => {
    const { answer } = await ask((baseUrl) => createNuGetRegistry({ baseUrl }), documents, { name: 'A' });
    expect(answer.result).toEqual({
      kind: 'failed',
      name: 'A',
      status: null,
      message: 'it refers to elsewhere.example, which is not asked: only the configured address is.',
    });
  });

  const pages = (base: string, count: number) =>
    JSON.stringify({ items: Array.from({ length: count }, (_, index) => ({ '@id': `${base}/p/${index}` })) });
  const pageOf = (index: number, { count = 1, padding = 0 } = {}) =>
    JSON.stringify({
      padding: 'x'.repeat(padding),
      items: Array.from({ length: count }, (_, patch) => ({
        catalogEntry: { version: `1.${index}.${patch}` },
      })),
    });

  /** A mirror whose package has 100 linked pages; keeps how many were asked for at most at once. */
  async function mirror(page: (index: number) => string, options: Partial<RegistryHttpOptions> = {}) {
    let now = 0;
    let most = 0;
    const linked = (index: number): Answer => {
      return (_, response) => {
        now += 1;
        most = Math.max(most, now);
        setTimeout(() => {
          now -= 1;
          response.end(page(index));
        }, 5);
      };
    };
    const asked = await ask(
      (baseUrl) => createNuGetRegistry({ baseUrl, perSecond: 10_000, concurrency: 100, ...options }),
      (base) => ({
        '/index.json': service(base),
        '/r/a/index.json': pages(base, 100),
        ...Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`/p/${index}`, linked(index)])),
      }),
      { name: 'A' },
    );
    return { ...asked, most };
  }

  test('is asked for a few of many pages at a time, and all versions are in their order', async () => {
    const { answer, asked, most } = await mirror((index) => pageOf(index));
    expect(asked).toHaveLength(102);
    expect(most).toBe(4);
    expect(Object.keys(dates(answer))).toEqual(Array.from({ length: 100 }, (_, index) => `1.${index}.0`));
  });

  test('is read no further where its pages are larger together than one document may be', async () => {
    const { answer, asked } = await mirror((index) => pageOf(index, { padding: 10_000 }), {
      maximumBytes: 100_000,
    });
    expect(asked.length).toBeLessThan(16);
    expect(answer.result).toMatchObject({
      kind: 'failed',
      message: 'its answers about one package are larger than 100000 bytes together.',
    });
  });

  test('is asked for no more pages when there are versions enough', async () => {
    const { answer, asked } = await mirror((index) => pageOf(index, { count: 3_000 }));
    expect(asked).toHaveLength(2 + 8);
    expect(facts(answer).versions).toHaveLength(MAXIMUM_VERSIONS);
  });

  test('says so where its address leads to no service index', async () => {
    const { answer } = await ask(
      (baseUrl) => createNuGetRegistry({ baseUrl }),
      () => ({}),
      { name: 'A' },
    );
    expect(answer.result).toMatchObject({
      kind: 'failed',
      message: expect.stringContaining('service index'),
    });
  });
});

describe('a registry of crates', () => {
  const INDEX = { '/3/a/abc': JSON.stringify({ name: 'abc', vers: '1.0.0' }) };
  const API = {
    '/api/v1/crates/abc/versions': JSON.stringify({
      versions: [{ num: '1.0.0', created_at: '2020-01-01T00:00:00Z' }],
    }),
  };

  test('asks the interface for programs where the index dates nothing, without the token', async () => {
    let authorization: string | undefined = 'not asked';
    const { answer } = await ask(
      (baseUrl) => createCratesRegistry({ baseUrl, apiUrl: baseUrl, token: 'secret' }),
      () => ({
        ...INDEX,
        '/api/v1/crates/abc/versions': ({ headers }, response) => {
          authorization = headers.authorization;
          response.end(API['/api/v1/crates/abc/versions']);
        },
      }),
      { name: 'abc' },
    );
    expect(dates(answer)).toEqual({ '1.0.0': '2020-01-01T00:00:00.000Z' });
    expect(authorization).toBeUndefined();
  });

  test('asks nobody else where none is configured', async () => {
    const { answer, asked } = await ask(
      (baseUrl) => createCratesRegistry({ baseUrl }),
      () => ({ ...INDEX, ...API }),
      {
        name: 'abc',
      },
    );
    expect(dates(answer)).toEqual({ '1.0.0': null });
    expect(asked).toEqual(['GET /3/a/abc']);
  });

  test('tells what a version asks for under real names, and from which version on its features mean the same', async () => {
    const deps = [
      { name: 'x', req: '^1', kind: 'normal', optional: false, target: 'cfg(unix)' },
      { name: 'x', req: '^1.2', kind: 'build', optional: false },
      { name: 'renamed', package: 'real', req: '*', optional: true },
      { name: 'real', req: '2', optional: true },
      { name: 'tested', req: '1', kind: 'dev' },
    ];
    const lines = [
      { vers: '1.0.0', deps, features: { f: ['x/g'] } },
      { vers: '1.0.1', deps, features: { f: ['x/g'], g: ['renamed'] } },
      { vers: '1.0.2', deps: [{ ...deps[0], registry: 'https://other.example/' }] },
      { vers: '1.0.3', deps: 'none' },
      { vers: '1.0.4', v: 3 },
    ];
    const { answer } = await ask(
      (baseUrl) => createCratesRegistry({ baseUrl }),
      () => ({ '/3/a/abc': lines.map((line) => JSON.stringify({ name: 'abc', ...line })).join('\n') }),
      { name: 'abc' },
    );
    const known = { dependencies: { x: '^1, ^1.2' }, optionalDependencies: { real: '2' }, isDetailed: true };
    const document = JSON.stringify({ featuresSince: '1.0.0' });
    const unknown = { dependencies: {}, optionalDependencies: {}, isDetailed: false, document: null };
    expect(facts(answer).versions).toMatchObject([
      { version: '1.0.0', ...known, document },
      { version: '1.0.1', ...known, document },
      { version: '1.0.2', ...unknown },
      { version: '1.0.3', ...unknown },
    ]);
  });
});

test('a Composer repository is asked for branches where nothing was ever tagged', async () => {
  const entries = (versions: readonly string[]) =>
    JSON.stringify({ packages: { 'a/b': versions.map((version) => ({ version })) } });
  const { answer } = await ask(
    (baseUrl) => createPackagistRegistry({ baseUrl }),
    () => ({ '/p2/a/b.json': entries([]), '/p2/a/b~dev.json': entries(['dev-main']) }),
    { name: 'a/b' },
  );
  expect(Object.keys(dates(answer))).toEqual(['dev-main']);
});

test('the two documents of a Composer repository are no larger together than one may be', async () => {
  const entries = JSON.stringify({ packages: { 'a/b': [] }, padding: 'x'.repeat(600) });
  const { answer, asked } = await ask(
    (baseUrl) => createPackagistRegistry({ baseUrl, maximumBytes: 1_000 }),
    () => ({ '/p2/a/b.json': entries, '/p2/a/b~dev.json': entries }),
    { name: 'a/b' },
  );
  expect(asked).toHaveLength(2);
  expect(answer.result).toMatchObject({ kind: 'failed', message: expect.stringContaining('together') });
});

test('a Composer repository is asked anew, though nothing changed, for a version that was not described', async () => {
  const document = JSON.stringify({ packages: { 'a/b': [{ version: '2.0.0' }, { version: '1.0.0' }] } });
  const serve: Answer = (request, response) => {
    if (request.headers['if-none-match'] === '"1"') response.writeHead(304).end();
    else response.writeHead(200, { etag: '"1"' }).end(document);
  };
  const askFor = (question: Partial<RegistryQuestion>) =>
    ask(
      (baseUrl) => createPackagistRegistry({ baseUrl }),
      () => ({ '/p2/a/b.json': serve }),
      {
        name: 'a/b',
        ...question,
      },
    );
  const described = (answer: RegistryAnswer) =>
    facts(answer)
      .versions.filter(({ isDetailed }) => isDetailed)
      .map(({ version }) => version);
  const first = await askFor({ dated: ['1.0.0'] });
  expect(described(first.answer)).toEqual(['1.0.0']);
  const known = { facts: facts(first.answer), validators: first.answer.validators };
  expect(described((await askFor({ known, dated: ['1.0.0'] })).answer)).toEqual(['1.0.0']);
  expect(described((await askFor({ known, dated: ['2.0.0'] })).answer)).toEqual(['2.0.0', '1.0.0']);
});

describe('a registry of gems', () => {
  const gems = (baseUrl: string) => createRubyGemsRegistry({ baseUrl });
  const LIST = JSON.stringify([{ number: '1.0.0', created_at: '2021-01-01T00:00:00Z' }]);

  test('is asked for dates, and for requirements and checksums', async () => {
    const { answer, asked } = await ask(
      gems,
      () => ({ '/api/v1/versions/a.json': LIST, '/info/a': '---\n1.0.0 b:>= 1|checksum:aa\n' }),
      { name: 'a' },
    );
    expect(asked).toEqual(['GET /api/v1/versions/a.json', 'GET /info/a']);
    expect(facts(answer)).toMatchObject({
      undated: null,
      versions: [{ publishedAt: '2021-01-01T00:00:00.000Z', dependencies: { b: '>= 1' }, isDetailed: true }],
    });
  });

  test('is asked again for the requirements that it did not tell, though nothing changed', async () => {
    const first = await ask(gems, () => ({ '/api/v1/versions/a.json': LIST }), { name: 'a' });
    expect(facts(first.answer)).toMatchObject({ undated: ['1.0.0'], versions: [{ isDetailed: false }] });
    const known = { facts: facts(first.answer), validators: first.answer.validators };
    const unchanged: Answer = (_, response) => response.writeHead(304).end();
    const second = await ask(
      gems,
      () => ({ '/api/v1/versions/a.json': unchanged, '/info/a': '---\n1.0.0 b:>= 1|checksum:aa\n' }),
      { name: 'a', known },
    );
    expect(second.asked).toHaveLength(2);
    expect(facts(second.answer)).toMatchObject({ undated: null, versions: [{ isDetailed: true }] });
    const third = await ask(gems, () => ({ '/api/v1/versions/a.json': unchanged }), {
      name: 'a',
      known: { facts: facts(second.answer), validators: second.answer.validators },
    });
    expect(third.asked).toEqual(['GET /api/v1/versions/a.json']);
    expect(facts(third.answer).versions).toEqual(facts(second.answer).versions);
  });
});

test('a mirror of gems that has only a compact index is asked for that', async () => {
  const { answer, asked } = await ask(
    (baseUrl) => createRubyGemsRegistry({ baseUrl }),
    () => ({ '/info/a': '---\n1.0.0 |checksum:aa\n' }),
    { name: 'a' },
  );
  expect(asked).toEqual(['GET /api/v1/versions/a.json', 'GET /info/a']);
  expect(Object.keys(dates(answer))).toEqual(['1.0.0']);
});
