import type { EntityManager } from 'typeorm';
import type { AffectedPackage } from './advisory.js';
import { type CompiledAffected, compileAffected } from './matching.js';
import type { VersionOrder } from './prepared-version.js';
import { type PackageName, packageKey } from './package-key.js';

/** What one standing advisory says of one package, ready to be asked about versions. */
export interface AffectedRow {
  readonly advisoryId: string;
  readonly compiled: CompiledAffected;
}

/** Everything standing that is known of these packages, by `packageKey`, in one statement. Names are as compared. */
export async function readAffected(
  manager: EntityManager,
  packages: readonly PackageName[],
  orders: readonly VersionOrder[],
): Promise<ReadonlyMap<string, readonly AffectedRow[]>> {
  const found = new Map<string, AffectedRow[]>();
  if (packages.length === 0) return found;
  const rows = await manager.query<
    { ecosystem: string; name: string; advisoryId: string; entries: readonly AffectedPackage[] }[]
  >(
    `SELECT a.ecosystem, a.name, a.advisory_id AS "advisoryId", a.entries
     FROM unnest($1::text[], $2::text[]) AS asked(ecosystem, name)
     JOIN advisory_affected a USING (ecosystem, name)
     WHERE NOT a.is_withdrawn ORDER BY a.advisory_id`,
    [packages.map(({ ecosystem }) => ecosystem), packages.map(({ name }) => name)],
  );
  for (const row of rows) {
    const order = orders.find(({ id }) => id === row.ecosystem) ?? null;
    const key = packageKey(row.ecosystem, row.name);
    const entry = { advisoryId: row.advisoryId, compiled: compileAffected(row.entries, order) };
    const list = found.get(key);
    if (list === undefined) found.set(key, [entry]);
    else list.push(entry);
  }
  return found;
}
