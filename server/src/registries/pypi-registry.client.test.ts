import fc from 'fast-check';
import { type Answer, startTestServer } from '../../test/http-server.js';
import { hasDates } from './dated-facts.js';
import { readPyPiRelease, readWheelMetadata, simpleArtifacts } from './pypi-details.js';
import { createPyPiRegistry } from './pypi-registry.client.js';
import type { PackageFacts, RegistryAnswer, RegistryQuestion } from './registry.js';

type Documents = (base: string) => Readonly<Record<string, string | Answer>>;

const HASH = 'ab'.repeat(32);

const upload = (filename: string, more: object = {}): object => ({
  filename,
  url: `https://files.example/${filename}`,
  digests: { sha256: HASH },
  size: 12,
  upload_time_iso_8601: '2024-01-02T03:04:05.678901Z',
  ...more,
});

const release = (info: object, urls: readonly unknown[] = [upload('a-1.0-py3-none-any.whl')]): object => ({
  info: { name: 'A', version: '1.0', requires_dist: [], ...info },
  urls,
});

async function ask(documents: Documents, question: Partial<RegistryQuestion>, path = '') {
  const server = await startTestServer((request, response) => {
    const known = new Map(Object.entries(documents(server.url))).get(request.url);
    if (known === undefined) response.writeHead(404).end();
    else if (typeof known === 'string') response.end(known);
    else known(request, response);
  });
  try {
    const registry = createPyPiRegistry({ baseUrl: server.url + path, attempts: 1 });
    const answers = await registry.ask([{ name: 'a', known: null, dated: [], ...question }]);
    const answer = answers.get('a');
    if (answer === undefined) throw new Error('no answer');
    return { answer, asked: server.seen.map(({ url }) => url) };
  } finally {
    await server.close();
  }
}

function facts({ result }: RegistryAnswer): PackageFacts {
  if (result.kind !== 'facts') throw new Error(`no facts: ${JSON.stringify(result)}`);
  return result.facts;
}

const known = (answer: RegistryAnswer) => ({ facts: facts(answer), validators: answer.validators });
const unchanged: Answer = (_, response) => response.writeHead(304).end();

describe('what a version asks for', () => {
  const read = (info: object, urls?: readonly unknown[]) => readPyPiRelease(release(info, urls), 'a', '1.0');

  it('is told by name: what holds always, what a marker may leave out, and nothing of extras', () => {
    const details = read({
      requires_python: '>=3.9',
      summary: 'Does things.',
      requires_dist: [
        'B_c (>=1.2,<2)',
        'd[e]>=1 ; python_version < "3.11"',
        'f; extra == "x"',
        "g>=2; python_version > '3' and extra == 'x'",
        'h',
        'h!=3; sys_platform == "win32"',
        'i @ https://files.example/i.zip',
        "j; extra != 'x'",
      ],
    });
    expect(details).toMatchObject({
      dependencies: { 'b-c': '>=1.2,<2', h: '!=3', i: 'https://files.example/i.zip' },
      optionalDependencies: { d: '>=1', j: '' },
      engines: { python: '>=3.9' },
      isDetailed: true,
    });
    expect(JSON.parse(details?.document ?? '')).toMatchObject({ summary: 'Does things.', isGuessed: false });
  });

  it('is nothing where the registry says nothing of a release with a wheel, and unknown of one without', () => {
    expect(read({ requires_dist: null })).toMatchObject({ dependencies: {}, isDetailed: true });
    expect(JSON.parse(read({ requires_dist: null })?.document ?? '')).toMatchObject({ isGuessed: true });
    expect(read({ requires_dist: null }, [upload('a-1.0.tar.gz')])).toBeNull();
  });

  it.each([
    ['another version', { version: '1.1' }],
    ['another package', { name: 'b' }],
    ['a requirement that cannot be read', { requires_dist: ['?'] }],
    ['no list', { requires_dist: 'b' }],
    ['too many requirements', { requires_dist: Array.from({ length: 2_001 }, () => 'b') }],
  ])('is not known from a document of %s', (_, info) => {
    expect(read(info)).toBeNull();
  });

  it('comes with all files, or with none where one of them cannot be told', () => {
    const artifact = {
      url: 'https://files.example/a-1.0.tar.gz',
      hash: `sha256:${HASH}`,
      size: 12,
      uploadedAt: '2024-01-02T03:04:05.678Z',
    };
    expect(read({}, [upload('a-1.0.tar.gz')])?.artifacts).toEqual([
      { filename: 'a-1.0.tar.gz', ...artifact },
    ]);
    for (const wrong of [
      upload('a-1.0.tar.gz', { digests: {} }),
      upload('a-1.0.tar.gz', { digests: { sha256: 'xx' } }),
      upload('a"-1.0.tar.gz'),
      null,
    ])
      expect(read({}, [upload('a-1.0.zip'), wrong])?.artifacts).toEqual([]);
    expect(read({}, [upload('a-1.0.zip', { url: 'file:///a' })])?.artifacts[0]?.url).toBeNull();
  });

  it('takes names that mean something to JavaScript for names', () => {
    const details = read({ requires_dist: ['constructor>=1', 'toString'] });
    expect(Object.entries(details?.dependencies ?? {})).toEqual([
      ['constructor', '>=1'],
      ['tostring', ''],
    ]);
  });

  it('is answered or not, for any document', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.array(fc.string()), fc.string(), (any, requirements, text) => {
        expect(() => {
          readPyPiRelease(any, 'a', '1.0');
          readPyPiRelease(release({ requires_dist: requirements }, [any]), 'a', '1.0');
          simpleArtifacts({ files: [any, { filename: 'a-1.0.zip', hashes: any }] }, 'a', '1.0');
          readWheelMetadata(text, { name: 'a', version: '1.0', artifacts: [] });
        }).not.toThrow();
      }),
    );
  });
});

describe('PyPI', () => {
  const project = JSON.stringify({
    info: { name: 'a', version: '2.0' },
    releases: { '1.0': [upload('a-1.0.zip')], '2.0': [upload('a-2.0.zip')] },
  });
  const documents: Documents = () => ({
    '/pypi/a/json': project,
    '/pypi/a/1.0/json': JSON.stringify(release({ requires_dist: ['b>=1'] })),
  });

  it('is asked for the versions that matter, and only for those', async () => {
    const { answer, asked } = await ask(documents, { dated: ['1.0', '3.0'] });
    expect(asked).toEqual(['/pypi/a/json', '/pypi/a/1.0/json']);
    expect(facts(answer)).toMatchObject({
      undated: null,
      versions: [
        { version: '1.0', isDetailed: true, dependencies: { b: '>=1' }, artifacts: [{ size: 12 }] },
        { version: '2.0', isDetailed: false, dependencies: {}, artifacts: [] },
      ],
    });
    expect(facts(answer).versions[0]?.publishedAt).toBe('2024-01-02T03:04:05.678Z');
    expect(hasDates(facts(answer), ['1.0'])).toBe(true);
    expect(hasDates(facts(answer), ['1.0', '2.0'])).toBe(false);
    expect((await ask(documents, {})).asked).toEqual(['/pypi/a/json']);
  });

  it('is not asked again for what is known, or was asked for in vain', async () => {
    const first = await ask(documents, { dated: ['1.0', '2.0'] });
    expect(facts(first.answer).undated).toEqual(['2.0']);
    expect(hasDates(facts(first.answer), ['1.0', '2.0'])).toBe(true);
    const again = await ask((base) => ({ ...documents(base), '/pypi/a/json': unchanged }), {
      known: known(first.answer),
      dated: ['1.0', '2.0'],
    });
    expect(again.asked).toEqual(['/pypi/a/json']);
    expect(facts(again.answer).versions).toEqual(facts(first.answer).versions);
  });

  it('is asked again where it failed', async () => {
    const broken: Documents = (base) => ({
      ...documents(base),
      '/pypi/a/1.0/json': (_, response) => response.writeHead(500).end(),
    });
    const first = await ask(broken, { dated: ['1.0'] });
    expect(facts(first.answer)).toMatchObject({ undated: null, versions: [{ isDetailed: false }, {}] });
    const again = await ask((base) => ({ ...documents(base), '/pypi/a/json': unchanged }), {
      known: known(first.answer),
      dated: ['1.0'],
    });
    expect(facts(again.answer).versions[0]?.isDetailed).toBe(true);
  });

  it('is asked about at most 25 versions of a package', async () => {
    const versions = Array.from({ length: 30 }, (_, at) => `1.${at}`);
    const releases = Object.fromEntries(versions.map((version) => [version, [upload('a.zip')]]));
    const text = JSON.stringify({ info: { name: 'a', version: '1.0' }, releases });
    const { asked } = await ask(() => ({ '/pypi/a/json': text }), { dated: versions });
    expect(asked).toHaveLength(26);
  });
});

describe('a simple index', () => {
  const page = (base: string): string =>
    JSON.stringify({
      name: 'a',
      files: ['a-1.0.tar.gz', 'a-1.0-py3-none-any.whl', 'a-2.0.zip'].map((filename) => ({
        filename,
        url: `${base}/files/${filename}`,
        hashes: { sha256: HASH },
        size: 12,
        'upload-time': '2024-01-02T03:04:05.678901Z',
      })),
    });
  const documents: Documents = (base) => ({
    '/simple/a/': page(base),
    '/files/a-1.0-py3-none-any.whl.metadata':
      'Metadata-Version: 2.1\r\nName: A\r\nVersion: 1.0\r\nRequires-Python: >=3.9\r\nRequires-Dist: b>=1\r\nRequires-Dist: c; extra == "x"\r\nProvides-Extra: x\r\n\r\nRequires-Dist: not-this\r\n',
  });

  it('is asked for the metadata beside a wheel', async () => {
    const { answer, asked } = await ask(documents, { dated: ['1.0', '2.0'] }, '/simple');
    expect(asked).toEqual(['/simple/a/', '/files/a-1.0-py3-none-any.whl.metadata']);
    expect(facts(answer)).toMatchObject({
      undated: ['2.0'],
      versions: [
        { version: '1.0', isDetailed: true, dependencies: { b: '>=1' }, engines: { python: '>=3.9' } },
        { version: '2.0', isDetailed: false },
      ],
    });
    expect(facts(answer).versions[0]?.artifacts.map(({ filename }) => filename)).toEqual([
      'a-1.0.tar.gz',
      'a-1.0-py3-none-any.whl',
    ]);
  });

  it('gives its whole page again where details are lacking', async () => {
    const first = await ask(documents, {}, '/simple');
    const conditional: Documents = (base) => ({
      ...documents(base),
      '/simple/a/': (request, response) => {
        if (request.headers['if-none-match'] === undefined) response.end(page(base));
        else response.writeHead(304).end();
      },
    });
    const before = { facts: facts(first.answer), validators: { etag: '"x"', lastModified: null } };
    const second = await ask(conditional, { known: before, dated: ['1.0'] }, '/simple');
    expect(facts(second.answer).versions[0]?.isDetailed).toBe(true);
    const after = { facts: facts(second.answer), validators: { etag: '"x"', lastModified: null } };
    const third = await ask(conditional, { known: after, dated: ['1.0'] }, '/simple');
    expect(third.asked).toEqual(['/simple/a/']);
    expect(facts(third.answer).versions).toEqual(facts(second.answer).versions);
  });

  it('is not followed to another host', async () => {
    const elsewhere: Documents = () => ({ '/simple/a/': page('https://files.example') });
    const { answer, asked } = await ask(elsewhere, { dated: ['1.0'] }, '/simple');
    expect(asked).toEqual(['/simple/a/']);
    expect(facts(answer)).toMatchObject({ undated: ['1.0'] });
  });
});
