import { parseAdvisory } from '../src/advisories/osv.js';
import { createAdvisoryWriter } from '../src/advisories/advisory.store.js';
import { createStores } from '../src/db/stores.store.js';
import { inTransaction as runInTransaction } from '../src/db/transaction.js';
import { ECOSYSTEMS } from '../src/ecosystems/registry.js';
import type { Finding } from '../src/findings/finding.js';
import { createSealer } from '../src/secrets/sealer.js';
import type { InTransaction, Stores } from '../src/stores.js';
import type { TestDatabase } from './database.js';
import { startStores } from './stored-rows.js';
import { randomBytes } from 'node:crypto';

/** Advisories, inventories and findings on a database of their own, in true transactions. */
export interface FindingsWorld {
  readonly db: TestDatabase;
  /** Outside any transaction. */
  readonly stores: Stores;
  readonly inTransaction: InTransaction;
  /** Stores an advisory about all versions of npm packages; answers the package versions whose matches changed. */
  advise(id: string, packages: readonly string[], aliases?: readonly string[]): Promise<readonly string[]>;
  /** Makes a lock of these direct npm packages, all at version 1.0.0, the only manifest of a project. */
  install(stores: Stores, projectId: string, packages: readonly string[]): Promise<void>;
  /** A project's findings by package name. */
  findings(projectId: string): Promise<ReadonlyMap<string, Finding>>;
  /** Waits until somebody in this database waits for a lock. */
  untilSomebodyWaits(): Promise<void>;
}

export async function startFindingsWorld(): Promise<FindingsWorld> {
  const { db, stores } = await startStores();
  const sealer = createSealer(['k'.repeat(32)], randomBytes);
  const writer = createAdvisoryWriter(db.dataSource.manager, { orders: ECOSYSTEMS });
  let minute = 0;
  return {
    db,
    stores,
    inTransaction: (work) =>
      runInTransaction(db.dataSource, (manager) => createStores(manager, sealer), work),
    async advise(id, packages, aliases = []) {
      minute += 1;
      const parsed = parseAdvisory({
        id,
        aliases,
        modified: new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString(),
        summary: `About ${id}`,
        database_specific: { severity: 'HIGH' },
        affected: packages.map((name) => ({
          package: { ecosystem: 'npm', name },
          ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }] }],
        })),
      });
      if (parsed.kind === 'invalid') throw new Error(parsed.reason);
      await writer.writeBatch([parsed.advisory], 'FILE');
      const changed: string[] = [];
      for (let remaining = true; remaining;) {
        const outcome = await writer.rematchPending(1_000);
        changed.push(...outcome.changedIds);
        ({ remaining } = outcome);
      }
      return changed;
    },
    async install(within, projectId, packages) {
      const hash = `lock of ${packages.join(' ')}`;
      const saved = await within.inventories.save([{ hash, inventory: lockOf(packages) }]);
      const inventoryId = saved.get(hash) ?? '';
      await within.inventories.matchNew([inventoryId]);
      await within.inventories.replaceManifests(projectId, [
        { path: 'package-lock.json', inventoryId, inputs: [] },
      ]);
    },
    async findings(projectId) {
      const rows = await stores.findings.list({
        first: 100,
        after: null,
        filter: { projectId },
        order: 'SEVERITY',
      });
      return new Map(rows.map((row) => [row.packageName, row]));
    },
    async untilSomebodyWaits() {
      for (const started = Date.now(); ;) {
        const [{ waiting }] = await db.dataSource.query(
          `SELECT count(*)::int AS waiting FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
        );
        if (waiting > 0) return;
        if (Date.now() - started > 10_000) throw new Error('Nobody waits for a lock');
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    },
  };
}

function lockOf(packages: readonly string[]) {
  const shared = { scope: 'RUNTIME' as const, isBundled: false };
  const requires = packages.map((name, index) => ({
    name,
    range: '*',
    kind: 'RUNTIME' as const,
    target: index + 1,
  }));
  return {
    ecosystem: 'npm' as const,
    path: 'package-lock.json',
    format: 'package-lock v3',
    isLocked: true,
    problems: [],
    packages: [
      {
        ...shared,
        name: 'shop',
        version: '',
        source: 'ROOT' as const,
        location: '',
        isDirect: false,
        requires,
      },
      ...packages.map((name) => ({
        ...shared,
        name,
        version: '1.0.0',
        source: 'REGISTRY' as const,
        location: `node_modules/${name}`,
        isDirect: true,
        requires: [],
      })),
    ],
  };
}
