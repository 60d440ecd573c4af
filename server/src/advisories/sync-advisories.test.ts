import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type TestDatabase, createTestDatabase } from '../../test/database.js';
import { makeZip } from '../../test/make-zip.js';
import { npm } from '../ecosystems/npm/index.js';
import { createAdvisoryReader } from './advisory-reader.store.js';
import type { AdvisoryWriter } from './advisory-ports.js';
import { createAdvisoryWriter } from './advisory.store.js';
import { syncAdvisories } from './sync-advisories.js';
import { type ArchiveOptions, createOsvArchive } from './sync.client.js';

let database: TestDatabase;
let writer: AdvisoryWriter;
let server: Server;
let baseUrl: string;
let requests: string[];
let records: Map<string, { modified: string }>;
let answer: ((request: IncomingMessage, response: ServerResponse) => boolean) | null;
let now: Date;

beforeAll(async () => {
  database = await createTestDatabase();
  writer = createAdvisoryWriter(database.dataSource.manager, { orders: [npm] });
  server = createServer(serve);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  baseUrl = `http://127.0.0.1:${typeof address === 'object' ? (address?.port ?? 0) : 0}`;
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await database.close();
});
beforeEach(async () => {
  requests = [];
  records = new Map();
  answer = null;
  now = new Date('2024-06-01T00:00:00Z');
  await database.dataSource.query(
    'TRUNCATE advisory_group, advisory, advisory_import, advisory_sync, package_version CASCADE',
  );
});

function serve(request: IncomingMessage, response: ServerResponse): void {
  requests.push(
    `${request.url ?? ''}${request.headers['if-none-match'] === undefined ? '' : ' conditional'}`,
  );
  if (answer?.(request, response) === true) return;
  const etag = `"${[...records].map(([id, { modified }]) => id + modified).join()}"`;
  if (request.headers['if-none-match'] === etag) {
    response.writeHead(304).end();
    return;
  }
  const single = /^\/npm\/([^/]+)\.json$/.exec(request.url ?? '')?.[1];
  if (request.url === '/npm/all.zip') response.writeHead(200, { etag }).end(archive());
  else if (request.url === '/npm/modified_id.csv') response.writeHead(200, { etag }).end(list());
  else if (single !== undefined && records.has(single)) response.writeHead(200).end(recordOf(single));
  else response.writeHead(404).end('no such object');
}

function list(): string {
  const sorted = [...records].sort(([, left], [, right]) => (left.modified < right.modified ? 1 : -1));
  return sorted.map(([id, { modified }]) => `${modified},${id}\n`).join('');
}

const archive = () =>
  makeZip([...records.keys()].map((id) => ({ name: `${id}.json`, content: recordOf(id) })));

function recordOf(id: string): string {
  const affected = [
    {
      package: { ecosystem: 'npm', name: 'lodash' },
      ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }] }],
    },
  ];
  return JSON.stringify({ id, ...records.get(id), affected });
}

function put(id: string, modified: string): void {
  records.set(id, { modified });
}

const sync = (options: ArchiveOptions = {}) =>
  syncAdvisories({ archive: createOsvArchive({ baseUrl, ...options }), writer, clock: () => now }, 'npm');

async function standing(): Promise<readonly string[]> {
  const page = await createAdvisoryReader(database.dataSource.manager).listAdvisories(
    {},
    { first: 1000, after: null },
  );
  return page.advisories.map(({ id }) => id).sort();
}

describe("syncing from OSV's public archives", () => {
  test('first the whole archive, then nothing, then only what changed', async () => {
    put('A', '2024-01-01T00:00:00Z');
    put('B', '2024-01-02T00:00:00.123456Z');
    expect(await sync()).toMatchObject({ way: 'ARCHIVE', counts: { new: 2 } });
    expect(requests).toEqual(['/npm/modified_id.csv', '/npm/all.zip']);

    requests = [];
    expect(await sync()).toMatchObject({ way: 'NOTHING_NEW' });
    expect(requests).toEqual(['/npm/modified_id.csv conditional']);

    requests = [];
    put('A', '2024-01-03T00:00:00Z');
    put('C', '2024-01-03T00:00:00Z');
    expect(await sync()).toMatchObject({ way: 'CHANGES', counts: { new: 1, changed: 1 } });
    expect(requests.sort()).toEqual(['/npm/A.json', '/npm/C.json', '/npm/modified_id.csv conditional']);
    expect(await standing()).toEqual(['A', 'B', 'C']);
  });

  test('after very many changes, and weekly, the whole archive again; what it no longer has is withdrawn', async () => {
    put('OLD', '2024-01-01T00:00:00Z');
    await sync();
    records.delete('OLD');
    for (let index = 0; index < 501; index += 1) put(`A-${index}`, '2024-02-01T00:00:00Z');
    requests = [];
    expect(await sync()).toMatchObject({ way: 'ARCHIVE', counts: { new: 501 }, removed: 1 });
    expect(requests).toContain('/npm/all.zip conditional');
    expect(await standing()).not.toContain('OLD');

    requests = [];
    now = new Date('2024-06-09T00:00:00Z');
    expect(await sync()).toMatchObject({ way: 'NOTHING_NEW' });
    expect(requests).toEqual(['/npm/modified_id.csv', '/npm/all.zip conditional']);
    expect((await writer.readSync('npm')).lastArchiveAt).toEqual(now);
  });

  test('a sync that breaks off is kept as an error and repeats from where it was', async () => {
    put('A', '2024-01-01T00:00:00Z');
    await sync();
    put('B', '2024-01-02T00:00:00Z');
    answer = ({ url }, response) => {
      if (url !== '/npm/B.json') return false;
      response.writeHead(503).end();
      return true;
    };
    await expect(sync()).rejects.toMatchObject({ code: 'ADVISORY_SOURCE_UNREACHABLE' });
    expect(await writer.readSync('npm')).toMatchObject({
      newestModified: '2024-01-01T00:00:00Z',
      error: expect.stringContaining('it answered 503'),
    });
    answer = null;
    expect(await sync()).toMatchObject({ way: 'CHANGES', counts: { new: 1 } });
    expect((await writer.readSync('npm')).error).toBeNull();
  });

  test('a mirror without a list is synced by whole archives and their etag', async () => {
    answer = ({ url }, response) => {
      if (url !== '/npm/modified_id.csv') return false;
      response.writeHead(404).end();
      return true;
    };
    put('A', '2024-01-01T00:00:00Z');
    expect(await sync()).toMatchObject({ way: 'ARCHIVE', counts: { new: 1 } });
    expect(await sync()).toMatchObject({ way: 'NOTHING_NEW' });
  });

  test.each<[string, string, ArchiveOptions, (response: ServerResponse) => void, string]>([
    [
      'an error',
      'ADVISORY_SOURCE_UNREACHABLE',
      {},
      (response) => response.writeHead(500).end(),
      'it answered 500',
    ],
    [
      'another address',
      'ADVISORY_SOURCE_UNREACHABLE',
      {},
      (response) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(),
      'redirect',
    ],
    [
      'silence',
      'ADVISORY_SOURCE_UNREACHABLE',
      { requestTimeoutMs: 50 },
      () => undefined,
      'no answer within 50 ms',
    ],
    ['a hang-up', 'ADVISORY_SOURCE_UNREACHABLE', {}, (response) => response.destroy(), 'SOCKET'],
    [
      'too much',
      'ADVISORY_SOURCE_UNREACHABLE',
      { maxListBytes: 1000 },
      (response) => response.end('x'.repeat(5000)),
      'larger than it may be',
    ],
  ])('a list that answers with %s is %s', async (_what, code, options, respond, words) => {
    answer = (_request, response) => {
      respond(response);
      return true;
    };
    const failure: unknown = await sync(options).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code });
    expect(failure instanceof Error && failure.message).toContain(words);
  });

  test.each<[string, string, ArchiveOptions, Buffer | string]>([
    ['cut short', 'ADVISORY_SOURCE_INVALID', {}, Buffer.from('PK\u0003\u0004')],
    ['a page', 'ADVISORY_SOURCE_INVALID', {}, '<html>sign in</html>'],
    ['too large', 'ADVISORY_SOURCE_UNREACHABLE', { maxArchiveBytes: 10 }, 'x'.repeat(100)],
  ])('an archive that is %s is %s, and nothing is lost', async (_what, code, options, body) => {
    put('A', '2024-01-01T00:00:00Z');
    await sync();
    now = new Date('2024-07-01T00:00:00Z');
    answer = ({ url }, response) => {
      if (url !== '/npm/all.zip') return false;
      response.end(body);
      return true;
    };
    await expect(sync(options)).rejects.toMatchObject({ code });
    expect(await standing()).toEqual(['A']);
  });

  test('a server that is not there is said with its address', async () => {
    const failure: unknown = await sync({ baseUrl: 'http://127.0.0.1:1' }).catch((error: unknown) => error);
    expect(failure).toMatchObject({
      code: 'ADVISORY_SOURCE_UNREACHABLE',
      message: expect.stringContaining('http://127.0.0.1:1/npm/'),
    });
  });
});
