import { randomBytes } from 'node:crypto';
import { createClaimStore } from '../idempotency/mutation-claim.store.js';
import { createTestDatabase, type TestDatabase } from '../../test/database.js';
import { type KeyDeps, readKeyStatus, rotateKeys } from './rotate-keys.js';
import { createSealedValues } from './sealed-values.store.js';
import { createSealer } from './sealer.js';
import { createSecretStore } from './secret.store.js';

const OLD = 'o'.repeat(32);
const NEW = 'n'.repeat(32);
const LOST = 'l'.repeat(32);
const place = (row: number | string) => ({ table: 'integration', row: String(row), column: 'token' });
const request = (key: string) => ({
  principal: 'account:1',
  operation: 'connectIntegration',
  key,
  input: `digest of ${key}`,
  rights: 'ADMIN',
});

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
beforeEach(async () => {
  await db.dataSource.query('TRUNCATE secret, idempotency_key');
});
afterAll(async () => {
  await db.close();
});

function keyed(...keys: string[]): KeyDeps & {
  readonly secrets: ReturnType<typeof createSecretStore>;
  readonly claims: ReturnType<typeof createClaimStore>;
} {
  const sealer = createSealer(keys, randomBytes);
  const { manager } = db.dataSource;
  return {
    sealer,
    sealed: createSealedValues(manager),
    secrets: createSecretStore(manager, sealer),
    claims: createClaimStore(manager, sealer),
  };
}

async function fill(count: number): Promise<void> {
  const old = keyed(OLD);
  for (let row = 0; row < count; row += 1) await old.secrets.put(place(row), `token ${row}`);
  for (const key of ['a', 'b']) {
    const claim = await old.claims.claim(request(key), 'holder');
    if (claim.kind === 'MINE' && key === 'a')
      await old.claims.settle(claim.id, 'holder', '{"secret":"bl_1"}');
  }
}

it('knows every column of the schema that holds sealed texts', async () => {
  await fill(1);
  const columns: { table: string; column: string }[] = await db.dataSource.query(
    `SELECT table_name AS table, column_name AS column FROM information_schema.columns
     WHERE table_schema = 'public' AND data_type IN ('text', 'character varying')`,
  );
  const sealed: string[] = [];
  for (const { table, column } of columns) {
    const [row] = await db.dataSource.query(
      `SELECT count(*)::int AS count FROM "${table}" WHERE "${column}" ~ '^v1\\.[0-9a-f]{8}\\.'`,
    );
    if (row.count > 0) sealed.push(`${table}.${column}`);
  }
  expect(sealed.toSorted()).toEqual(['idempotency_key.input', 'idempotency_key.payload', 'secret.sealed']);
});

it('seals everything with the first key, after which the old one is not needed', async () => {
  await fill(450);
  const both = keyed(NEW, OLD);
  expect(await readKeyStatus(both)).toMatchObject({ total: 453, current: 0, older: 453, unreadable: 0 });
  const progress: string[] = [];
  const rotation = await rotateKeys(both, { onProgress: (done, total) => progress.push(`${done}/${total}`) });
  expect(rotation).toMatchObject({ resealed: 453, passedOver: 0, unreadable: [] });
  expect(rotation.status).toMatchObject({ current: 453, older: 0, unreadable: 0 });
  expect(progress).toEqual(['200/453', '400/453', '450/453', '452/453', '453/453']);
  const only = keyed(NEW);
  for (const row of [0, 449]) expect(await only.secrets.get(place(row))).toBe(`token ${row}`);
  expect(await only.claims.claim(request('a'), 'other')).toEqual({
    kind: 'ENDED',
    payload: '{"secret":"bl_1"}',
  });
  expect(await rotateKeys(both)).toMatchObject({ resealed: 0, passedOver: 0 });
});

it('goes on where an interrupted run stopped', async () => {
  await fill(300);
  const stop = new AbortController();
  const interrupted = rotateKeys(keyed(NEW, OLD), { signal: stop.signal, onProgress: () => stop.abort() });
  await expect(interrupted).rejects.toThrow();
  expect(await readKeyStatus(keyed(NEW, OLD))).toMatchObject({ current: 200, older: 102 + 1 });
  expect(await rotateKeys(keyed(NEW, OLD))).toMatchObject({ resealed: 103, status: { older: 0 } });
});

it('never puts back what a writer changed or removed meanwhile, and several may run at once', async () => {
  await fill(400);
  const both = keyed(NEW, OLD);
  const writer = keyed(OLD, NEW);
  const writing = (async () => {
    for (let row = 0; row < 400; row += 2) {
      if (row % 4 === 0) await writer.secrets.put(place(row), `changed ${row}`);
      else await writer.secrets.remove(place(row));
    }
  })();
  const runs = await Promise.all([rotateKeys(both), rotateKeys(keyed(NEW, OLD))]);
  await writing;
  await rotateKeys(both);
  expect(runs[0].resealed + runs[1].resealed).toBeGreaterThan(200);
  const only = keyed(NEW);
  for (let row = 0; row < 400; row += 1) {
    const expected = row % 2 === 1 ? `token ${row}` : row % 4 === 0 ? `changed ${row}` : null;
    expect(await only.secrets.get(place(row))).toBe(expected);
  }
});

it('says which values no key opens, and leaves them as they are', async () => {
  await fill(1);
  await keyed(LOST).secrets.put(place('lost'), 'x');
  await db.dataSource.query(
    `INSERT INTO secret (place_table, place_row, place_column, sealed)
     SELECT place_table, 'moved', place_column, sealed FROM secret WHERE place_row = '0'`,
  );
  const rotation = await rotateKeys(keyed(NEW, OLD));
  expect(rotation.unreadable).toEqual([{ place: 'integration.token', values: 2 }]);
  expect(rotation.status).toMatchObject({ older: 1, unreadable: 1 });
  expect(rotation.status.keys.map(({ state, values }) => [state, values])).toEqual([
    ['CURRENT', 4],
    ['OLDER', 1],
    ['MISSING', 1],
  ]);
  expect(await keyed(LOST).secrets.get(place('lost'))).toBe('x');
});
