import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { createTestDatabase, type TestDatabase } from '../../test/database.js';
import { type Act, createActing } from '../acting.js';
import { createStores, ENTITIES } from '../db/stores.store.js';
import type { AuditAction } from '../audit/audit-actions.js';
import { inTransaction } from '../db/transaction.js';
import { packPayload, unpackPayload } from '../graphql/pack-payload.js';
import { createSealer } from '../secrets/sealer.js';
import { claimRequest } from './claim-request.js';
import type { ClaimRequest } from './mutation-claim.js';
import { createClaimStore } from './mutation-claim.store.js';
import { type OnceDeps, runOnce } from './run-once.js';

jest.setTimeout(60_000);

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase(ENTITIES);
});
afterAll(() => db.close());

const sealer = createSealer(['k'.repeat(32)], randomBytes);
const acting = createActing();
const viewer = {
  kind: 'ACCOUNT',
  id: '1',
  name: 'Ada',
  email: null,
  limitedTo: null,
  scopes: ['READ', 'ADMIN'],
} as const;

function once(more: Partial<OnceDeps> = {}): OnceDeps {
  return {
    claims: createClaimStore(db.dataSource.manager, sealer),
    holder: randomUUID(),
    now: () => performance.now(),
    sleep: (ms) => sleep(ms),
    every: () => () => undefined,
    pack: packPayload,
    unpack: unpackPayload,
    report: (error) => {
      throw error;
    },
    ...more,
  };
}

function request(key: string, input: object = { name: 'x' }): ClaimRequest {
  const made = claimRequest(viewer, 'createThing', { ...input, idempotencyKey: key });
  if (made === null) throw new Error('no key');
  return made;
}

/** An effect as a mutation has it: an audit record in a transaction, of an action that tells one test from another. */
async function effect(deps: OnceDeps, id: string, name: string): Promise<void> {
  const action = name as AuditAction;
  const act: Act = {
    operation: 'createThing',
    actor: viewer,
    requestId: null,
    remoteAddress: null,
    claim: { id, holder: deps.holder },
  };
  await acting.run(act, () =>
    inTransaction(
      db.dataSource,
      (manager) => createStores(manager, sealer, { publicUrl: null, acting }),
      (stores) => stores.audit.record({ actor: 'Ada', action, message: 'Done.', subject: null }),
    ),
  );
}

const effects = async (action: string) =>
  (await db.dataSource.query('SELECT 1 FROM audit_event WHERE action = $1', [action])).length;

describe('running once for a key', () => {
  it('runs for the first of many, and gives all the same payload with its dates', async () => {
    const payload = { thing: { at: new Date(1), list: [null, undefined, 1n] }, userErrors: [] };
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => {
        const deps = once();
        return runOnce(deps, request('many'), async (id) => {
          await effect(deps, id, 'many');
          await sleep(50);
          return payload;
        });
      }),
    );
    expect(await effects('many')).toBe(1);
    for (const answer of answers) expect(answer).toEqual(payload);
  });

  it('refuses another input, other rights, and keys of no form', async () => {
    await runOnce(once(), request('taken'), () => Promise.resolve({ userErrors: [] }));
    const again = (changed: ClaimRequest) => runOnce(once(), changed, () => Promise.reject(new Error('ran')));
    await expect(again(request('taken', { name: 'y' }))).rejects.toMatchObject({
      code: 'CONFLICT',
      details: { field: 'idempotencyKey' },
    });
    const less = claimRequest({ ...viewer, scopes: ['READ'] }, 'createThing', {
      name: 'x',
      idempotencyKey: 'taken',
    });
    if (less === null) throw new Error('no key');
    await expect(again(less)).rejects.toMatchObject({ code: 'CONFLICT' });
    for (const key of ['', 'a b', 'ä', 'a\n', 'x'.repeat(201)])
      expect(() => request(key)).toThrow(expect.objectContaining({ code: 'BAD_INPUT' }));
    expect(claimRequest(viewer, 'createThing', { name: 'x', idempotencyKey: null })).toBeNull();
    expect(claimRequest(viewer, 'createThing', undefined)).toBeNull();
  });

  it('keeps no refusal: the key is free for the same request and for a corrected one', async () => {
    const answers = [
      { thing: null, list: [], userErrors: [{ code: 'GITLAB_FAILED' }] },
      { thing: null, list: ['checked'], userErrors: [{ code: 'BAD_INPUT' }] },
      { thing: { id: '1' }, list: [], userErrors: [] },
    ];
    for (const [index, answer] of answers.entries())
      expect(await runOnce(once(), request('refused', { name: index }), () => Promise.resolve(answer))).toBe(
        answer,
      );
    await expect(
      runOnce(once(), request('refused', { name: 9 }), () => Promise.resolve(1)),
    ).rejects.toMatchObject({
      code: 'CONFLICT',
    });
  });

  it('keeps neither input nor payload readable', async () => {
    const deps = once();
    await runOnce(deps, request('sealed', { password: 'canary-in' }), () =>
      Promise.resolve({ secret: 'canary-out' }),
    );
    const rows: unknown = await db.dataSource.query(`SELECT * FROM idempotency_key WHERE key = 'sealed'`);
    expect(JSON.stringify(rows)).not.toContain('canary');
  });

  it('does not keep what was thrown: the next call runs again', async () => {
    const fails = runOnce(once(), request('thrown'), () => Promise.reject(new Error('a fault')));
    await expect(fails).rejects.toThrow('a fault');
    expect(await runOnce(once(), request('thrown'), () => Promise.resolve('done'))).toBe('done');
  });

  it('says that the answer was lost when something was thrown after the effect was committed', async () => {
    const deps = once();
    const fails = runOnce(deps, request('half'), async (id) => {
      await effect(deps, id, 'half');
      throw new Error('a fault');
    });
    await expect(fails).rejects.toThrow('a fault');
    await expect(runOnce(once(), request('half'), () => effect(once(), '0', 'half'))).rejects.toMatchObject({
      code: 'ANSWER_LOST',
      message: expect.stringContaining('half'),
    });
    expect(await effects('half')).toBe(1);
  });

  it('goes on after a process that ended before its effect, and tells the truth after one that ended behind it', async () => {
    const store = createClaimStore(db.dataSource.manager, sealer);
    const dead = once();
    for (const [key, hasEffect] of [
      ['before', false],
      ['behind', true],
    ] as const) {
      const claim = await store.claim(request(key), dead.holder);
      if (claim.kind !== 'MINE') throw new Error(claim.kind);
      if (hasEffect) await effect(dead, claim.id, key);
      await db.dataSource.query(
        `UPDATE idempotency_key SET leased_until = clock_timestamp() - interval '1 second' WHERE key = $1`,
        [key],
      );
    }
    const [one, two] = await Promise.all(
      [once(), once()].map((deps) =>
        runOnce(deps, request('before'), async (id) => {
          await effect(deps, id, 'before');
          return { by: deps.holder };
        }),
      ),
    );
    expect(one).toEqual(two);
    expect(await effects('before')).toBe(1);
    await expect(runOnce(once(), request('behind'), () => Promise.resolve(1))).rejects.toMatchObject({
      code: 'ANSWER_LOST',
    });
  });

  it('lets a process that was taken over commit nothing', async () => {
    const store = createClaimStore(db.dataSource.manager, sealer);
    const slow = once();
    const claim = await store.claim(request('slow'), slow.holder);
    if (claim.kind !== 'MINE') throw new Error(claim.kind);
    await db.dataSource.query(`UPDATE idempotency_key SET leased_until = '-infinity' WHERE key = 'slow'`);
    await runOnce(once(), request('slow'), () => Promise.resolve('other'));
    await expect(effect(slow, claim.id, 'slow')).rejects.toMatchObject({ code: 'LEASE_LOST' });
    expect(await effects('slow')).toBe(0);
  });

  it('says to ask again with the same key when the first takes too long', async () => {
    const store = createClaimStore(db.dataSource.manager, sealer);
    await store.claim(request('long'), 'somebody');
    let now = 0;
    const impatient = once({ now: () => (now += 3_000), sleep: () => Promise.resolve() });
    await expect(runOnce(impatient, request('long'), () => Promise.resolve(1))).rejects.toMatchObject({
      code: 'STILL_RUNNING',
      message: expect.stringContaining('same key'),
    });
  });

  it('takes a key of yesterday for a new one', async () => {
    await runOnce(once(), request('old'), () => Promise.resolve('first'));
    await db.dataSource.query(
      `UPDATE idempotency_key SET created_at = created_at - interval '25 hours' WHERE key = 'old'`,
    );
    expect(await runOnce(once(), request('old', { name: 'other' }), () => Promise.resolve('second'))).toBe(
      'second',
    );
  });

  it('takes what was sealed with a lost key for lost', async () => {
    await runOnce(once(), request('rotated'), () => Promise.resolve('first'));
    const claims = createClaimStore(db.dataSource.manager, createSealer(['z'.repeat(32)], randomBytes));
    await expect(
      runOnce(once({ claims }), request('rotated'), () => Promise.resolve(1)),
    ).rejects.toMatchObject({ code: 'ANSWER_LOST' });
  });
});

it('sees equal inputs as equal whatever their order, and others as others', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.jsonValue(), (fields, value) => {
      const turned = Object.fromEntries(Object.entries(fields).toReversed());
      expect(request('k', turned).input).toBe(request('k', fields).input);
      expect(request('k', { ...fields, one: [value] }).input).not.toBe(
        request('k', { ...fields, one: [value, 0] }).input,
      );
    }),
  );
});
