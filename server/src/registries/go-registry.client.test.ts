import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { startTestServer } from '../../test/http-server.js';
import { createGoRegistry } from './go-registry.client.js';
import type { PackageFacts } from './registry.js';

const sha256 = (...parts: readonly (string | Buffer)[]): Buffer => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

/** A checksum database with records of no interest, and one about m.example/a in the middle. */
function makeDatabase(size: number, place: number) {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const bytes = Buffer.concat([Buffer.of(1), publicKey.export({ format: 'der', type: 'spki' }).subarray(12)]);
  const name = 'sums.example';
  const keyHash = sha256(`${name}\n`, bytes).subarray(0, 4);
  const about = `m.example/a v1.1.0 h1:${'A'.repeat(43)}=\nm.example/a v1.1.0/go.mod h1:${'B'.repeat(43)}=\n`;
  const leaves = Array.from({ length: size }, (_, at) =>
    sha256(Buffer.of(0), at === place ? about : `record ${at}\n`),
  );
  const rootOf = (hashes: readonly Buffer[]): Buffer => {
    const [first = Buffer.of()] = hashes;
    if (hashes.length < 2) return first;
    const split = 2 ** Math.ceil(Math.log2(hashes.length) - 1);
    return sha256(Buffer.of(1), rootOf(hashes.slice(0, split)), rootOf(hashes.slice(split)));
  };
  const documents = new Map<string, string | Buffer>();
  for (let row = 0, hashes: Buffer[] = leaves; hashes.length > 0; row += 1) {
    for (let at = 0; at < hashes.length; at += 256) {
      const tile = hashes.slice(at, at + 256);
      const number = String(at / 256).padStart(3, '0');
      documents.set(
        `tile/8/${row}/${number}${tile.length < 256 ? `.p/${tile.length}` : ''}`,
        Buffer.concat(tile),
      );
    }
    const whole = Math.floor(hashes.length / 256);
    hashes = Array.from({ length: whole }, (_, at) => rootOf(hashes.slice(at * 256, at * 256 + 256)));
  }
  const note = `go.sum database tree\n${size}\n${rootOf(leaves).toString('base64')}\n`;
  const signature = Buffer.concat([keyHash, sign(null, Buffer.from(note), privateKey)]).toString('base64');
  documents.set('lookup/m.example/a@v1.1.0', `${place}\n${about}\n${note}\n— ${name} ${signature}\n`);
  return { key: `${name}+${keyHash.toString('hex')}+${bytes.toString('base64')}`, name, documents };
}

const MOD = `module m.example/a

go 1.21

require m.example/b v1.2.0

require m.example/c v0.1.0 // indirect
`;

async function askModule(
  database: ReturnType<typeof makeDatabase>,
  options: { readonly mod?: string; readonly checksumKey?: string | null } = {},
) {
  const proxy = new Map<string, string | Buffer>([
    ['/m.example/a/@v/list', 'v1.0.0\nv1.1.0\n'],
    ['/m.example/a/@latest', JSON.stringify({ Version: 'v1.1.0', Time: '2021-01-01T00:00:00Z' })],
    ['/m.example/a/@v/v1.1.0.mod', options.mod ?? MOD],
  ]);
  for (const [path, document] of database.documents) proxy.set(`/sumdb/${database.name}/${path}`, document);
  const server = await startTestServer((request, response) => {
    const known = proxy.get(request.url ?? '');
    if (known === undefined) response.writeHead(404).end();
    else response.end(known);
  });
  const { checksumKey = database.key } = options;
  try {
    const registry = createGoRegistry({ baseUrl: server.url, checksumKey });
    const question = { name: 'm.example/a', known: null, dated: ['v1.1.0'] };
    const result = (await registry.ask([question])).get('m.example/a')?.result;
    if (result?.kind !== 'facts') throw new Error('no facts');
    return { facts: result.facts, asked: server.seen.map(({ url }) => url ?? '') };
  } finally {
    await server.close();
  }
}

const sumsOf = (facts: PackageFacts) =>
  facts.versions
    .find(({ version }) => version === '1.1.0')
    ?.artifacts.map(({ filename, hash }) => [filename, hash]);

const VOUCHED = [
  ['v1.1.0', `h1:${'A'.repeat(43)}=`],
  ['v1.1.0/go.mod', `h1:${'B'.repeat(43)}=`],
];

describe('what a proxy tells of a version that matters', () => {
  test('is what its go.mod requires, and what the checksum database vouches for', async () => {
    const { facts } = await askModule(makeDatabase(7, 3));
    expect(facts.versions).toMatchObject([
      { version: '1.0.0', isDetailed: false, dependencies: {}, artifacts: [] },
      {
        version: '1.1.0',
        isDetailed: true,
        dependencies: { 'm.example/b': 'v1.2.0' },
        peerDependencies: { 'm.example/c': 'v0.1.0' },
        optionalPeers: ['m.example/c'],
        engines: { go: '1.21' },
      },
    ]);
    expect(sumsOf(facts)).toEqual(VOUCHED);
  });

  test('is unknown, and said to be so, where the go.mod cannot be read', async () => {
    const { facts } = await askModule(makeDatabase(1, 0), { mod: 'module a\nrequire b latest\n' });
    expect(facts).toMatchObject({ undated: ['1.1.0'] });
    expect(facts.versions.every(({ isDetailed }) => !isDetailed)).toBe(true);
  });

  test('has no sums where no database is asked', async () => {
    const { facts, asked } = await askModule(makeDatabase(1, 0), { checksumKey: null });
    expect(sumsOf(facts)).toEqual([]);
    expect(asked.filter((url) => url.includes('sumdb'))).toEqual([]);
  });
});

describe('a checksum database', () => {
  test.each([
    [1, 0],
    [2, 1],
    [5, 4],
    [256, 255],
    [257, 256],
    [300, 17],
    [1_000, 700],
    [70_000, 65_600],
  ])('of %i records is believed about its record %i', async (size, place) => {
    expect(sumsOf((await askModule(makeDatabase(size, place))).facts)).toEqual(VOUCHED);
  });

  const altered = (
    change: (database: ReturnType<typeof makeDatabase>, lookup: string) => string | Buffer,
  ) => {
    const database = makeDatabase(300, 17);
    const path = 'lookup/m.example/a@v1.1.0';
    database.documents.set(path, change(database, String(database.documents.get(path))));
    return database;
  };
  test.each<[string, () => ReturnType<typeof makeDatabase>]>([
    ['whose record is another one', () => altered((_, text) => text.replace('h1:AA', 'h1:AC'))],
    ['whose record stands elsewhere', () => altered((_, text) => text.replace(/^17/, '18'))],
    ['whose record lies beyond its tree', () => altered((_, text) => text.replace(/^17/, '300'))],
    [
      'whose tree was changed after it was signed',
      () => altered((_, text) => text.replace('\n300\n', '\n299\n')),
    ],
    ['whose note nobody signed', () => altered((_, text) => text.slice(0, text.indexOf('—')))],
    ['that answers about another version', () => altered((_, text) => text.replaceAll('v1.1.0', 'v1.1.1'))],
    ['that answers with a page', () => altered(() => '<html></html>')],
    [
      'signed with another key',
      () => ({ ...makeDatabase(300, 17), documents: makeDatabase(300, 17).documents }),
    ],
    [
      'that lacks a tile',
      () => {
        const database = makeDatabase(300, 17);
        database.documents.delete('tile/8/0/000');
        return database;
      },
    ],
    [
      'with a tile that does not fit',
      () => {
        const database = makeDatabase(300, 17);
        database.documents.set('tile/8/0/000', Buffer.alloc(256 * 32));
        return database;
      },
    ],
  ])('%s is not believed', async (_, make) => {
    expect(sumsOf((await askModule(make())).facts)).toEqual([]);
  });

  test('is the public one where nothing else is set', async () => {
    const { asked } = await askModule(makeDatabase(1, 0), {});
    expect(asked.some((url) => url.startsWith('/sumdb/sums.example/'))).toBe(true);
    const server = await startTestServer((request, response) => {
      if (request.url === '/m.example/a/@v/list') response.end('v1.0.0\n');
      else if (request.url?.endsWith('.mod')) response.end('module m.example/a\n');
      else response.writeHead(404).end();
    });
    try {
      await createGoRegistry({ baseUrl: server.url }).ask([
        { name: 'm.example/a', known: null, dated: ['1.0.0'] },
      ]);
      expect(server.seen.map(({ url }) => url)).toContain('/sumdb/sum.golang.org/lookup/m.example/a@v1.0.0');
    } finally {
      await server.close();
    }
  });
});
