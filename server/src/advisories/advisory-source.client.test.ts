import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { makeZip } from '../../test/make-zip.js';
import type { SourceItem } from './advisory-ports.js';
import { readAdvisorySource } from './advisory-source.client.js';
import { DEFAULT_SOURCE_LIMITS } from './source-record.js';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'backline-source-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

async function file(name: string, content: string | Buffer): Promise<string> {
  const path = join(root, name);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
  return path;
}

async function readAll(path: string, limits = DEFAULT_SOURCE_LIMITS): Promise<string[]> {
  const seen: string[] = [];
  for await (const item of readAdvisorySource(path, limits)) seen.push(describeItem(item));
  return seen;
}

function describeItem(item: SourceItem): string {
  return item.kind === 'record'
    ? `${item.where} ${JSON.stringify(item.json)}`
    : `${item.where} broken: ${item.reason}`;
}

describe('reading advisories from files', () => {
  const lines = '{"id":"A"}\n\n  \r\n{"id":"B"}\r\n{oops\n{"id":"C"}';
  const expected = ['x 1 {"id":"A"}', 'x 4 {"id":"B"}', 'x 5 broken: not JSON', 'x 6 {"id":"C"}'];
  const numbered = (name: string) => expected.map((line) => line.replace(/^x /, `${name}:`));

  test('JSON lines, with the line of what is broken', async () => {
    expect(await readAll(await file('a.jsonl', lines))).toEqual(numbered('a.jsonl'));
  });

  test('gzipped JSON lines, whatever the name', async () => {
    expect(await readAll(await file('a.bin', gzipSync(lines)))).toEqual(numbered('a.bin'));
  });

  test('one JSON file over many lines', async () => {
    expect(await readAll(await file('a.json', '{\n "id": "A"\n}'))).toEqual(['a.json {"id":"A"}']);
  });

  test('a zip, and only its JSON files', async () => {
    const zip = makeZip([
      { name: 'A.json', content: '{"id":"A"}' },
      { name: 'sub/', content: '' },
      { name: 'sub/B.json', content: '{"id":"B"}', isStored: true },
      { name: 'README.md', content: 'text' },
      { name: 'C.json', content: '{' },
    ]);
    expect(await readAll(await file('all.zip', zip))).toEqual([
      'all.zip:A.json {"id":"A"}',
      'all.zip:sub/B.json {"id":"B"}',
      'all.zip:C.json broken: not JSON',
    ]);
  });

  test('a folder, all the way down, without following links', async () => {
    await file('b/deep/B.json', '{"id":"B"}');
    await file('A.json', '{"id":"A"}');
    await file('note.txt', 'text');
    await file('lines.jsonl.gz', gzipSync('{"id":"C"}\n'));
    await symlink(root, join(root, 'loop'));
    await symlink('/etc/hostname', join(root, 'Z.json'));
    expect(await readAll(root)).toEqual([
      'A.json {"id":"A"}',
      'lines.jsonl.gz:1 {"id":"C"}',
      'b/deep/B.json {"id":"B"}',
    ]);
  });

  test('an empty file and an empty folder yield nothing', async () => {
    expect(await readAll(await file('a.jsonl', ''))).toEqual([]);
    await mkdir(join(root, 'empty'));
    expect(await readAll(join(root, 'empty'))).toEqual([]);
  });

  test('a record over the limit is reported and the next one read', async () => {
    const limits = { ...DEFAULT_SOURCE_LIMITS, maxRecordBytes: 1024 * 1024 };
    const large = JSON.stringify({ id: 'x'.repeat(1024 * 1024) });
    expect(await readAll(await file('a.jsonl', `${large}\n{"id":"B"}`), limits)).toEqual([
      'a.jsonl:1 broken: longer than 1 MB',
      'a.jsonl:2 {"id":"B"}',
    ]);
    const zip = makeZip([
      { name: 'A.json', content: large },
      { name: 'B.json', content: '{"id":"B"}' },
    ]);
    expect(await readAll(await file('a.zip', zip), limits)).toEqual([
      'a.zip:A.json broken: larger than 1 MB',
      'a.zip:B.json {"id":"B"}',
    ]);
    expect(await readAll(await file('a.json', large), limits)).toEqual([
      'a.json broken: larger than 1 MB; give many records as JSON lines',
    ]);
  });

  test('a zip of many records, some larger than what is read at once, comes whole and in order', async () => {
    const contents = Array.from({ length: 600 }, (_, index) => {
      const text = `${index} `.repeat(index % 100 === 99 ? 40_000 : 20 + ((index * 37) % 300));
      return JSON.stringify({ id: `A-${index}`, text });
    });
    const members = contents.map((content, index) => ({
      name: `A-${index}.json`,
      content,
      isStored: index % 3 === 0,
    }));
    const expected = contents.map((content, index) => `all.zip:A-${index}.json ${content}`);
    expect(await readAll(await file('all.zip', makeZip(members)))).toEqual(expected);
  });

  test('an entry that is larger than it claims, or whose checksum differs, is reported', async () => {
    const zip = makeZip([
      { name: 'A.json', content: '{"id":"A", "details": "a long text"}', claimedSize: 10 },
      { name: 'B.json', content: '{"id":"B"}', claimedCrc: 1 },
      { name: 'C.json', content: '{"id":"C"}' },
    ]);
    expect(await readAll(await file('a.zip', zip))).toEqual([
      'a.zip:A.json broken: damaged, or larger than the archive says',
      'a.zip:B.json broken: damaged: its checksum differs',
      'a.zip:C.json {"id":"C"}',
    ]);
  });

  test.each([
    ['a zip cut short', 'a.zip', makeZip([{ name: 'A.json', content: '{"id":"A"}' }]).subarray(0, 60)],
    ['text that is called a zip', 'a.zip', Buffer.from('hello')],
    ['gzip data cut short', 'a.jsonl.gz', gzipSync('{"id":"A"}\n'.repeat(100)).subarray(0, 30)],
    [
      'gzip data with another byte',
      'a.jsonl.gz',
      Buffer.concat([gzipSync('{}').subarray(0, 12), Buffer.from('xxxxxxxx')]),
    ],
    ['text that is called gzip', 'a.jsonl.gz', Buffer.from('{"id":"A"}')],
    ['a zip with a name that climbs out', 'a.zip', makeZip([{ name: '../A.json', content: '{}' }])],
  ])('%s is ADVISORY_SOURCE_INVALID with its name', async (_what, name, content) => {
    const failure = await readAll(await file(name, content)).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'ADVISORY_SOURCE_INVALID' });
    expect(failure instanceof Error && failure.message).toContain(name);
  });

  test('a path that is not there and a file that unpacks without end are refused', async () => {
    await expect(readAll(join(root, 'nothing'))).rejects.toMatchObject({ code: 'ADVISORY_SOURCE_INVALID' });
    const bomb = await file('a.jsonl.gz', gzipSync(Buffer.alloc(4 * 1024 * 1024, '\n')));
    const limits = { ...DEFAULT_SOURCE_LIMITS, maxTotalBytes: 1024 * 1024 };
    await expect(readAll(bomb, limits)).rejects.toMatchObject({ code: 'ADVISORY_SOURCE_INVALID' });
  });
});
