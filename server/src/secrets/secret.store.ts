import type { EntityManager } from 'typeorm';
import type { SecretStore } from './secret-store.js';
import type { Sealer } from './sealer.js';

/** Sealed values in a table of their own. */
export function createSecretStore(manager: EntityManager, sealer: Sealer): SecretStore {
  return {
    async put(place, value) {
      await manager.query(
        `INSERT INTO secret (place_table, place_row, place_column, sealed) VALUES ($1, $2, $3, $4)
         ON CONFLICT (place_table, place_row, place_column) DO UPDATE SET sealed = excluded.sealed, updated_at = now()`,
        [place.table, place.row, place.column, sealer.seal(place, value)],
      );
    },
    async get(place) {
      const rows: { sealed: string }[] = await manager.query(
        'SELECT sealed FROM secret WHERE place_table = $1 AND place_row = $2 AND place_column = $3',
        [place.table, place.row, place.column],
      );
      return rows[0] === undefined ? null : sealer.open(place, rows[0].sealed);
    },
    async remove(place) {
      await manager.query(
        'DELETE FROM secret WHERE place_table = $1 AND place_row = $2 AND place_column = $3',
        [place.table, place.row, place.column],
      );
    },
  };
}
