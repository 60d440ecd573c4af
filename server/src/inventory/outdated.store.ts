import type { EntityManager } from 'typeorm';
import type { KeysetReader } from '../keyset.js';
import { createKeysetReader, type KeysetOrder, mapRows } from '../db/keyset.store.js';
import { Conditions, containsPattern } from '../db/query.js';
import type { OutdatedFilter, OutdatedOrder, OutdatedPackage } from './manifest.js';

/** The outdated packages of projects. */
export function pagedOutdated(
  manager: EntityManager,
  filter: OutdatedFilter,
  order: OutdatedOrder,
): KeysetReader<OutdatedPackage> {
  const by: KeysetOrder = { keys: [ORDERS[order], ['id', 'bigint']] };
  const rows = createKeysetReader<OutdatedRow>(manager, {
    select: 'id, facts',
    build: () => ({ from: 'outdated_package', conditions: conditionsOf(filter) }),
    order: by,
    of: 'project_id = parent.id::bigint',
  });
  return mapRows(rows, toPackage);
}

interface OutdatedRow {
  readonly id: string;
  readonly facts: Omit<OutdatedPackage, 'id'>;
}

function toPackage({ id, facts }: OutdatedRow): OutdatedPackage {
  return { id, ...facts };
}

/** What each order compares, smallest first. A project has few outdated packages, so no index is kept for it. */
const ORDERS: Readonly<Record<OutdatedOrder, KeysetOrder['keys'][number]>> = {
  NAME: [`(facts->>'name' COLLATE "C")`, 'text'],
  STEP: [
    `coalesce(array_position(ARRAY['MAJOR', 'MINOR', 'PATCH', 'PRERELEASE', 'NONE'], facts->>'step'), 9)`,
    'integer',
  ],
  BEHIND: [
    `-coalesce(${secondsOf('latestReleasedAt')} - ${secondsOf('currentReleasedAt')}, -1e15)`,
    'numeric',
  ],
  AGE: [`coalesce(${secondsOf('currentReleasedAt')}, 1e15)`, 'numeric'],
};

/** Seconds since 1970 of an instant among the facts, which are ISO 8601 in UTC; null for years that no release has. */
function secondsOf(fact: string): string {
  return `CASE WHEN facts->>'${fact}' ~ '^[12][0-9]{3}-' THEN extract(epoch FROM (facts->>'${fact}')::timestamptz) END`;
}

function conditionsOf(filter: OutdatedFilter): Conditions {
  const conditions = new Conditions();
  if (filter.search !== undefined && filter.search !== '')
    conditions.add(`facts->>'name' ILIKE ?`, containsPattern(filter.search));
  if (filter.ecosystems !== undefined) conditions.add(`facts->>'ecosystem' = ANY(?)`, filter.ecosystems);
  if (filter.steps !== undefined) conditions.add(`facts->>'step' = ANY(?)`, filter.steps);
  if (filter.scopes !== undefined) conditions.add(`facts->>'scope' = ANY(?)`, filter.scopes);
  if (filter.manifestPath !== undefined) conditions.add(`facts->>'manifestPath' = ?`, filter.manifestPath);
  if (filter.isWithdrawn !== undefined)
    conditions.add(`(coalesce(facts->>'deprecated', facts->>'yanked') IS NOT NULL) = ?`, filter.isWithdrawn);
  return conditions;
}
