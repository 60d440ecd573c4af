import { createTestDatabase, type TestDatabase } from '../../test/database.js';
import { randomBytes } from 'node:crypto';
import { createActing } from '../acting.js';
import { createStores, ENTITIES } from '../db/stores.store.js';
import { inTransaction as runInTransaction } from '../db/transaction.js';
import { createSealer } from '../secrets/sealer.js';
import type { InTransaction } from '../stores.js';
import { verifyStoredChain } from './audit-chain.store.js';
import { type ChainVerdict, describeVerdict } from './verify-chain.js';
import { sealAudit } from './seal-audit.js';

jest.setTimeout(60_000);

const NOW = new Date('2026-11-23T12:00:00.123Z');
const sealer = createSealer(['k'.repeat(32)], randomBytes);
const acting = createActing();

let db: TestDatabase;
let inTransaction: InTransaction;
beforeEach(async () => {
  db = await createTestDatabase(ENTITIES);
  inTransaction = (work) =>
    runInTransaction(
      db.dataSource,
      (manager) => createStores(manager, sealer, { publicUrl: null, acting }),
      work,
    );
});
afterEach(() => db.close());

const sql = (text: string, parameters?: unknown[]) => db.dataSource.query(text, parameters);
const seal = () => sealAudit({ inTransaction, clock: () => NOW });
const verify = (): Promise<ChainVerdict> => verifyStoredChain(db.dataSource);
const record = (message: string) =>
  inTransaction(({ audit }) =>
    audit.record({
      actor: 'Ada',
      action: 'plan.proposed',
      message,
      subject: 'thing:1',
      before: { b: 1, a: 'ä' },
      after: { list: [1.5, null, { y: true, x: '€' }] },
    }),
  );
/** Past the triggers, as somebody could who owns the database. */
const tamper = (text: string, parameters?: unknown[]) =>
  db.dataSource.transaction(async (manager) => {
    await manager.query('SET LOCAL session_replication_role = replica');
    await manager.query(text, parameters);
  });

it('seals what is committed, in order, and what was still being written in a later batch', async () => {
  const runner = db.dataSource.createQueryRunner();
  await runner.startTransaction();
  await runner.query(
    `INSERT INTO audit_event (actor, action, message) VALUES ('Slow', 'thing.made', 'late')`,
  );
  await record('early');
  expect(await seal()).toBe(1);
  await runner.commitTransaction();
  await runner.release();
  expect(await seal()).toBe(1);
  expect(await seal()).toBe(0);
  const messages = await sql(
    `SELECT number, message FROM audit_seal JOIN audit_event ON id = first_id ORDER BY number`,
  );
  expect(messages).toEqual([
    { number: '1', message: 'early' },
    { number: '2', message: 'late' },
  ]);
  await record('waits');
  expect(await verify()).toMatchObject({ fault: null, seals: 2, sealedRecords: 2, waitingRecords: 1 });
  expect(describeVerdict(await verify())).toBe(
    'All 2 records in 2 seals are as they were sealed. 1 more wait to be sealed.',
  );
  const state = await inTransaction(({ auditChain }) => auditChain.state());
  expect(state).toEqual({
    seals: 2,
    sealedRecords: 2,
    waitingRecords: 1,
    lastHash: (await verify()).lastHash,
    sealedAt: NOW,
  });
});

it('seals each record once when several processes seal at the same time', async () => {
  await sql(
    `INSERT INTO audit_event (actor, action, message) SELECT 'Ada', 'thing.made', n::text FROM generate_series(1, 2500) n`,
  );
  const sealed = await Promise.all([seal(), seal(), seal()]);
  await seal();
  expect(sealed.reduce((sum, each) => sum + each, 0)).toBeLessThanOrEqual(2_500);
  expect(await verify()).toMatchObject({ fault: null, seals: 3, sealedRecords: 2_500, waitingRecords: 0 });
});

it.each([
  ['a changed record', `UPDATE audit_event SET message = 'x' WHERE message = '2'`, 'RECORD_CHANGED'],
  [
    'a record that says another time',
    `UPDATE audit_event SET at = at + interval '1 microsecond' WHERE message = '2'`,
    'RECORD_CHANGED',
  ],
  [
    'other values',
    `UPDATE audit_event SET after = '{"list":[1.5,null,{"x":"€","y":false}]}' WHERE message = '2'`,
    'RECORD_CHANGED',
  ],
  ['a missing record', `DELETE FROM audit_event WHERE message = '2'`, 'RECORD_MISSING'],
  [
    'an inserted record',
    `INSERT INTO audit_event (id, actor, action, message) OVERRIDING SYSTEM VALUE VALUES (99, 'Eve', 'x', 'x')`,
    'RECORD_INSERTED',
  ],
  ['a seal with another time', `UPDATE audit_seal SET sealed_at = now() WHERE number = 2`, 'SEAL_CHANGED'],
  [
    'a seal with other entries',
    `UPDATE audit_seal SET entries = entries || '\\x00' || decode(repeat('00', 39), 'hex') WHERE number = 2`,
    'SEAL_CHANGED',
  ],
  ['a missing seal', `DELETE FROM audit_seal WHERE number = 2`, 'SEAL_MISSING'],
  ['a removed end of the chain', `DELETE FROM audit_seal WHERE number = 3`, 'RECORD_INSERTED'],
])('finds %s', async (_what, change, kind) => {
  for (const message of ['1', '2', '3']) {
    await record(message);
    await seal();
  }
  expect((await verify()).fault).toBeNull();
  await tamper(change);
  const verdict = await verify();
  const { fault, seals } = verdict;
  expect(describeVerdict(verdict)).toMatch(kind.startsWith('SEAL') ? /^Seal 2 / : /^Record \d+ /);
  expect(fault?.kind).toBe(kind);
  if (kind !== 'RECORD_INSERTED') expect({ seals, seal: fault?.seal }).toEqual({ seals: 1, seal: '2' });
  if (kind === 'RECORD_CHANGED' || kind === 'RECORD_MISSING') expect(fault?.record).toBe('2');
  if (change.startsWith('INSERT')) expect(fault?.record).toBe('99');
});

it('passes a chain on whose values are written in another order', async () => {
  await record('1');
  await seal();
  await tamper(`UPDATE audit_event SET before = '{"a":"ä", "b":1}'`);
  expect((await verify()).fault).toBeNull();
});

it('lets nothing be changed, removed or emptied', async () => {
  await record('1');
  await seal();
  for (const text of [
    `UPDATE audit_event SET message = 'x'`,
    'DELETE FROM audit_event',
    'TRUNCATE audit_event',
    `UPDATE audit_seal SET hash = 'x'`,
    'DELETE FROM audit_seal',
    'TRUNCATE audit_seal',
  ])
    await expect(sql(text)).rejects.toThrow('append-only');
});

it('says who acted, by what and from where, and keeps secrets out of before and after', async () => {
  const act = {
    operation: 'createThing',
    actor: { kind: 'API_TOKEN', id: '7', name: 'deploy' },
    requestId: 'r-1',
    remoteAddress: '192.0.2.7',
    claim: null,
  } as const;
  await acting.run(act, () =>
    inTransaction(async ({ audit }) => {
      const event = { action: 'plan.proposed', message: 'Made.', subject: null } as const;
      await audit.record({
        ...event,
        actor: 'deploy',
        after: { token: 'canary', nested: { newPassword: 'canary' }, tokenExpiresAt: '2027-01-01' },
      });
      await audit.record({ ...event, actor: 'policy:global' });
      await audit.record({ ...event, actor: 'Backline' });
    }),
  );
  const rows = await inTransaction(({ audit }) => audit.list({ first: 3, beforeId: null }));
  expect(rows.map(({ actorKind, actorId }) => [actorKind, actorId])).toEqual([
    ['BACKLINE', null],
    ['POLICY', null],
    ['API_TOKEN', '7'],
  ]);
  expect(rows[2]).toMatchObject({
    operation: 'createThing',
    requestId: 'r-1',
    remoteAddress: '192.0.2.7',
    before: null,
    after: { token: '[not kept]', nested: { newPassword: '[not kept]' }, tokenExpiresAt: '2027-01-01' },
  });
});
