import type { EntityManager } from 'typeorm';
import { type SealedKind, type SealedValue, type SealedValues, SEALED_KINDS } from './sealed-values.js';

/** Where a kind stands: its table, the sealed column, the primary key, and the row's place as it was sealed. */
interface Column {
  readonly table: string;
  readonly column: string;
  readonly primaryKey: readonly { readonly name: string; readonly type: string }[];
  readonly place: readonly [table: string, row: string, column: string];
}

const text = (name: string) => ({ name, type: 'text' });
const byId = { table: 'idempotency_key', primaryKey: [{ name: 'id', type: 'bigint' }] } as const;
const COLUMNS: Readonly<Record<SealedKind, Column>> = {
  secret: {
    table: 'secret',
    column: 'sealed',
    primaryKey: [text('place_table'), text('place_row'), text('place_column')],
    place: ['place_table', 'place_row', 'place_column'],
  },
  'idempotency-input': {
    ...byId,
    column: 'input',
    place: [`'idempotency_key'`, `principal || ' ' || operation || ' ' || key`, `'input'`],
  },
  'idempotency-payload': {
    ...byId,
    column: 'payload',
    place: [`'idempotency_key'`, `id::text`, `'payload'`],
  },
};

/** Sealed texts say which key sealed them: `v1.<key id>.<body>`. Each call is one statement. */
export function createSealedValues(manager: EntityManager): SealedValues {
  return {
    async countByKey() {
      const parts = SEALED_KINDS.map((kind) => {
        const { table, column } = COLUMNS[kind];
        return `SELECT split_part(${column}, '.', 2) AS key_id FROM ${table} WHERE ${column} IS NOT NULL`;
      });
      const rows: { key_id: string; count: number }[] = await manager.query(
        `SELECT key_id, count(*)::int AS count FROM (${parts.join(' UNION ALL ')}) AS sealed GROUP BY key_id`,
      );
      return new Map(rows.map(({ key_id, count }) => [key_id, count]));
    },
    async listOthers(kind, keyId, { after, limit }) {
      const { table, column, primaryKey, place } = COLUMNS[kind];
      const names = primaryKey.map(({ name }) => name).join(', ');
      const rest = after === null ? '' : `AND (${names}) > (${parameters(primaryKey, 3)})`;
      const rows: { id: string[]; t: string; r: string; c: string; sealed: string }[] = await manager.query(
        `SELECT ARRAY[${primaryKey.map(({ name }) => `${name}::text`).join(', ')}] AS id,
           ${place[0]} AS t, ${place[1]} AS r, ${place[2]} AS c, ${column} AS sealed
         FROM ${table} WHERE ${column} IS NOT NULL AND split_part(${column}, '.', 2) <> $1 ${rest}
         ORDER BY ${names} LIMIT $2`,
        [keyId, limit, ...(after?.id ?? [])],
      );
      return rows.map(({ id, t, r, c, sealed }): SealedValue => ({
        id,
        place: { table: t, row: r, column: c },
        sealed,
      }));
    },
    async replace(kind, { id, sealed }, resealed) {
      const { table, column, primaryKey } = COLUMNS[kind];
      const names = primaryKey.map(({ name }) => name).join(', ');
      const rows: { done: number }[] = await manager.query(
        `WITH done AS (
           UPDATE ${table} SET ${column} = $2 WHERE ${column} = $1 AND (${names}) = (${parameters(primaryKey, 3)}) RETURNING 1
         )
         SELECT count(*)::int AS done FROM done`,
        [sealed, resealed, ...id],
      );
      return rows[0]?.done === 1;
    },
  };
}

function parameters(primaryKey: Column['primaryKey'], from: number): string {
  return primaryKey.map(({ type }, index) => `$${from + index}::${type}`).join(', ');
}
