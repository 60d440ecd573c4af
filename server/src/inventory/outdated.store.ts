import type { EntityManager } from 'typeorm';
import type { KeysetReader } from '../keyset.js';
import { createKeysetReader, type KeysetOrder, mapRows } from '../db/keyset.store.js';
import { Conditions, cappedCount, containsPattern } from '../db/query.js';
import type { OutdatedFilter, OutdatedOrder, OutdatedPackage } from './manifest.js';

/** A page of a project's outdated packages. */
export interface OutdatedPage {
  readonly first: number;
  readonly afterId: string | null;
  readonly filter: OutdatedFilter;
  readonly order: OutdatedOrder;
}

/** Keyset: rows after the one with the id `afterId`, in an order that ends with the id. */
export async function listOutdated(
  manager: EntityManager,
  projectId: string,
  { first, afterId, filter, order }: OutdatedPage,
): Promise<OutdatedPackage[]> {
  const conditions = conditionsOf(projectId, filter);
  const by = ORDERS[order][0];
  if (afterId !== null) {
    const after = conditions.parameter(afterId);
    conditions.addPlain(`(${by}, id) > (SELECT ${by}, id FROM outdated_package WHERE id = ${after}::bigint)`);
  }
  const rows: OutdatedRow[] = await manager.query(
    `SELECT id, facts FROM outdated_package ${conditions.where()} ORDER BY ${by}, id LIMIT ${Math.trunc(first)}`,
    conditions.parameters,
  );
  return rows.map(toPackage);
}

/** The outdated packages of projects. */
export function pagedOutdated(
  manager: EntityManager,
  filter: OutdatedFilter,
  order: OutdatedOrder,
): KeysetReader<OutdatedPackage> {
  const by: KeysetOrder = { keys: [ORDERS[order], ['id', 'bigint']] };
  const rows = createKeysetReader<OutdatedRow>(manager, {
    select: 'id, facts',
    build: () => ({ from: 'outdated_package', conditions: conditionsOf(null, filter) }),
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

/** How many outdated packages fit. */
export function countOutdated(
  manager: EntityManager,
  projectId: string,
  filter: OutdatedFilter,
  cap: number,
): Promise<number> {
  const conditions = conditionsOf(projectId, filter);
  return cappedCount(
    manager,
    `SELECT 1 FROM outdated_package ${conditions.where()}`,
    conditions.parameters,
    cap,
  );
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

function conditionsOf(projectId: string | null, filter: OutdatedFilter): Conditions {
  const conditions = new Conditions();
  if (projectId !== null) conditions.add('project_id = ?', projectId);
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
