import { randomBytes } from 'node:crypto';
import { createActing } from '../src/acting.js';
import { verifyStoredChain } from '../src/audit/audit-chain.store.js';
import { sealAudit } from '../src/audit/seal-audit.js';
import type { Database } from '../src/db/data-source.js';
import { createStores } from '../src/db/stores.store.js';
import { inTransaction as runInTransaction } from '../src/db/transaction.js';
import { packPayload, unpackPayload } from '../src/graphql/pack-payload.js';
import { claimRequest } from '../src/idempotency/claim-request.js';
import { createClaimStore } from '../src/idempotency/mutation-claim.store.js';
import { runOnce } from '../src/idempotency/run-once.js';
import { createSealer } from '../src/secrets/sealer.js';
import type { InTransaction } from '../src/stores.js';
import { withBenchDatabase } from './bench-folder.js';
import { type Bench, type BenchLine, benchLine } from './bench.js';

const RECORDS = 100_000;
const MUTATIONS = 500;

/** What a key costs a mutation, beside the same without one; sealing and checking the audit log, beside reading it. */
export const auditBench: Bench = {
  name: 'audit',
  run: (report) =>
    withBenchDatabase(async (database) => {
      const world = makeWorld(database);
      const plain = await measureMutations(world, null);
      report(line('mutation with a key', await measureMutations(world, 'key'), 'ms', plain));
      report(line('the same answered again', await measureAgain(world), 'ms', plain));
      await database.dataSource.query(
        `INSERT INTO audit_event (actor, actor_kind, actor_id, action, operation, message, subject, before, after, remote_address)
         SELECT 'Ada', 'ACCOUNT', '1', 'plan.approved', 'approvePlan', 'Approved the plan “' || n || '” with a digest.',
           'plan:' || n, '{"state":"PROPOSED","revision":1}', '{"state":"APPROVED","revision":1}', '192.0.2.1'
         FROM generate_series(1, $1) AS n`,
        [RECORDS],
      );
      const read = await perSecond(() => database.dataSource.query('SELECT * FROM audit_event'));
      const clock = () => new Date();
      const sealed = await perSecond(() => sealAudit({ inTransaction: world.inTransaction, clock }));
      report(line('records sealed', sealed, 'records/s', read));
      const checked = await perSecond(async () => {
        const { fault } = await verifyStoredChain(database.dataSource);
        if (fault !== null) throw new Error(`the chain does not fit: ${JSON.stringify(fault)}`);
      });
      report(line('records checked', checked, 'records/s', read));
    }),
};

function line(metric: string, value: number, unit: string, baseline: number): BenchLine {
  return benchLine('audit', { metric, value, unit, baseline });
}

function makeWorld({ dataSource }: Database) {
  const sealer = createSealer(['k'.repeat(32)], randomBytes);
  const acting = createActing();
  const inTransaction: InTransaction = (work) =>
    runInTransaction(
      dataSource,
      (manager) => createStores(manager, sealer, { publicUrl: null, acting }),
      work,
    );
  return { acting, inTransaction, claims: createClaimStore(dataSource.manager, sealer) };
}

type World = ReturnType<typeof makeWorld>;

const viewer = {
  kind: 'ACCOUNT',
  id: '1',
  name: 'Ada',
  email: null,
  limitedTo: null,
  scopes: ['ADMIN'],
} as const;

/** The median of mutations that write one record. */
async function measureMutations(world: World, key: string | null): Promise<number> {
  const times: number[] = [];
  for (let n = 0; n < MUTATIONS; n += 1) {
    const startedAt = performance.now();
    await mutate(world, key === null ? null : `${key}-${n}`);
    times.push(performance.now() - startedAt);
  }
  return median(times);
}

async function measureAgain(world: World): Promise<number> {
  await mutate(world, 'again');
  const times: number[] = [];
  for (let n = 0; n < MUTATIONS; n += 1) {
    const startedAt = performance.now();
    await mutate(world, 'again');
    times.push(performance.now() - startedAt);
  }
  return median(times);
}

async function mutate({ acting, inTransaction, claims }: World, key: string | null): Promise<unknown> {
  const work = (id: string | null) => {
    const claim = id === null ? null : { id, holder: 'bench' };
    const act = { operation: 'bench', actor: viewer, requestId: null, remoteAddress: null, claim };
    return acting.run(act, () =>
      inTransaction(async ({ audit }) => {
        await audit.record({ actor: 'Ada', action: 'plan.proposed', message: 'Done.', subject: null });
        return { done: { at: new Date() }, userErrors: [] };
      }),
    );
  };
  const request = claimRequest(viewer, 'bench', { name: 'x', idempotencyKey: key });
  if (request === null) return work(null);
  return runOnce(
    {
      claims,
      holder: 'bench',
      now: () => performance.now(),
      sleep: () => Promise.resolve(),
      every: () => () => undefined,
      pack: packPayload,
      unpack: unpackPayload,
      report: (error) => {
        throw error;
      },
    },
    request,
    work,
  );
}

async function perSecond(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return (RECORDS * 1_000) / (performance.now() - startedAt);
}

function median(times: readonly number[]): number {
  return times.toSorted((left, right) => left - right)[Math.floor(times.length / 2)] ?? 0;
}
