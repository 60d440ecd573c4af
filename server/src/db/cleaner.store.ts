import type { EntityManager } from 'typeorm';
import { FORGET_ATTEMPTS } from '../accounts/sign-in-attempts.store.js';
import { forgetChanges } from '../changes/change-log.store.js';
import { KEPT_HOURS } from '../idempotency/mutation-claim.js';
import type { Cleaner } from '../jobs/clean-up-job.js';
import { pruneRegistryCache } from '../registries/registry-cache.store.js';
import { createGitLabHookStore } from '../webhooks/gitlab-hook.store.js';

const BATCH = 200;
const KEEP_HOOK_DELIVERIES_MS = 7 * 24 * 3_600_000;
const KEEP_EVENTS_MS = 30 * 24 * 3_600_000;
const KEEP_CHANGES_MS = 24 * 3_600_000;

/** Cleans Postgres. An inventory that an analysis just saved is spared: its manifest row commits with it. */
export function createCleaner(manager: EntityManager): Cleaner {
  return {
    async cleanBatch(now) {
      const removed = async (sql: string, parameters: readonly unknown[]): Promise<number> => {
        const [, count]: [unknown, number] = await manager.query(sql, [...parameters]);
        return count;
      };
      const inventories = await removed(
        `DELETE FROM inventory WHERE id IN (
           SELECT id FROM inventory WHERE NOT EXISTS (SELECT 1 FROM manifest WHERE manifest.inventory_id = inventory.id)
           ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED)`,
        [BATCH],
      );
      const texts = await removed(
        `DELETE FROM manifest_text WHERE blob IN (
           SELECT blob FROM manifest_text WHERE NOT EXISTS (
             SELECT 1 FROM manifest WHERE manifest.inputs @> jsonb_build_array(jsonb_build_object('blob', manifest_text.blob)))
           LIMIT $1)`,
        [BATCH],
      );
      await pruneRegistryCache(manager, now);
      const before = new Date(now.getTime() - KEEP_HOOK_DELIVERIES_MS);
      const idempotencyKeys = await removed(
        'DELETE FROM idempotency_key WHERE created_at < $1 AND coalesce(leased_until < clock_timestamp(), true)',
        [new Date(now.getTime() - KEPT_HOURS * 3_600_000)],
      );
      const hookDeliveries = await createGitLabHookStore(manager).forgetDeliveries(before);
      const eventDeliveries = await removed(
        'DELETE FROM event_delivery WHERE id IN (SELECT id FROM event_delivery WHERE created_at < $1 LIMIT $2)',
        [new Date(now.getTime() - KEEP_EVENTS_MS), BATCH],
      );
      await removed(FORGET_ATTEMPTS, []);
      await removed('DELETE FROM provider_sign_in WHERE expires_at < $1', [now]);
      const changes = await forgetChanges(manager, new Date(now.getTime() - KEEP_CHANGES_MS));
      return { inventories, texts, idempotencyKeys, hookDeliveries, eventDeliveries, changes };
    },
  };
}
