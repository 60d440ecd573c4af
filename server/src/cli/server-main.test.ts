import { createTestDatabase, type TestDatabase } from '../../test/database.js';
import type { SourceItem } from '../advisories/advisory-ports.js';
import type { CliTools } from './cli-tools.js';
import { NO_PROGRESS } from './progress.js';
import { createAdminTools, createServerCommands } from './server-main.js';

jest.setTimeout(60_000);

const ENVIRONMENT = { ...process.env };
let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  Object.assign(process.env, { DATABASE_URL: database.url, BACKLINE_SECRET_KEY: 'k'.repeat(40) });
});
afterAll(async () => {
  process.env = ENVIRONMENT;
  await database.close();
});

/** The commands, with what they printed. */
function commands(readAdvisories: CliTools['readAdvisories'] = () => items(0, () => undefined)) {
  const said = { out: '', err: '' };
  const tools = {
    print: (text: string) => void (said.out += text),
    warn: (text: string) => void (said.err += text),
    clock: () => new Date(),
    progress: NO_PROGRESS,
    columns: null,
    readAdvisories,
  } as unknown as CliTools;
  return { said, server: createServerCommands(tools), admin: createAdminTools(tools) };
}

async function* items(count: number, onRecord: (index: number) => void): AsyncGenerator<SourceItem> {
  for (let index = 0; index < count; index += 1) {
    onRecord(index);
    const affected = [{ package: { ecosystem: 'npm', name: `p${index}` }, versions: ['1.0.0'] }];
    const json = { id: `T-${index}`, modified: '2026-01-01T00:00:00Z', affected };
    yield await Promise.resolve({ kind: 'record', json, where: `line ${index}`, bytes: 100 });
  }
}

test('an interrupted import keeps its whole batches, ends as failed, and closes what it opened', async () => {
  let [asked, closed] = [0, false];
  const { server, said } = commands(async function* () {
    try {
      yield* items(20_000, (index) => {
        asked = index;
        if (index === 5_000) process.emit('SIGINT');
      });
    } finally {
      closed = true;
    }
  });
  const listeners = process.listenerCount('SIGINT');
  expect(await server.importAdvisories(['a.jsonl', 'b.jsonl'], true)).toBe(130);
  expect(said).toEqual({ out: '', err: expect.stringContaining('Interrupted.') });
  expect(closed).toBe(true);
  expect(asked).toBeLessThan(10_000);
  expect(process.listenerCount('SIGINT')).toBe(listeners);
  const imports = await database.dataSource.query('SELECT state FROM advisory_import');
  expect(imports).toEqual([{ state: 'FAILED' }]);
  const [{ stored }] = await database.dataSource.query('SELECT count(*)::int AS stored FROM advisory');
  expect([2_000, 4_000]).toContain(stored);
});

test('what a command says cannot steer the terminal, and its JSON says it as it is', async () => {
  const { admin, said } = commands();
  const outcome = { json: ['a\u001B[31mb'], text: 'a\u001B[31mb\nc' };
  expect(await admin.run(() => Promise.resolve(outcome), false)).toBe(0);
  expect(said.out).toBe('a [31mb\nc\n');
  expect(await admin.run(() => Promise.resolve({ ...outcome, code: 1 }), true)).toBe(1);
  expect(JSON.parse(said.out.slice('a [31mb\nc\n'.length))).toEqual(['a\u001B[31mb']);
});

test('a failure that nobody interrupted stays that failure', async () => {
  const { admin } = commands();
  await expect(admin.run(() => Promise.reject(new Error('It broke.')), true)).rejects.toThrow('It broke.');
});
