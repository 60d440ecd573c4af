import type { EntityManager } from 'typeorm';

const ROWS_AT_ONCE = 4_000;

/** Inserts rows, named by column, some thousands in a statement; Postgres reads each value by its column's type. */
export async function insertRows(
  manager: EntityManager,
  table: string,
  rows: readonly Readonly<Record<string, unknown>>[],
): Promise<void> {
  const columns = Object.keys(rows[0] ?? {})
    .map((name) => `"${name}"`)
    .join(', ');
  const hasId = rows[0] !== undefined && Object.hasOwn(rows[0], 'id');
  for (let start = 0; start < rows.length; start += ROWS_AT_ONCE) {
    await manager.query(
      `INSERT INTO ${table} (${columns}) OVERRIDING SYSTEM VALUE
       SELECT ${columns} FROM jsonb_populate_recordset(NULL::${table}, $1::jsonb)`,
      [JSON.stringify(rows.slice(start, start + ROWS_AT_ONCE))],
    );
  }
  if (hasId && table !== 'advisory') {
    await manager.query(`SELECT setval(pg_get_serial_sequence($1, 'id'), (SELECT max(id) FROM ${table}))`, [
      table,
    ]);
  }
}

/** The first id that is free, where rows are to name each other. */
export async function nextId(manager: EntityManager, table: string): Promise<number> {
  const rows: { next: string }[] = await manager.query(
    `SELECT (coalesce(max(id), 0) + 1)::text AS next FROM ${table}`,
  );
  return Number(rows[0]?.next ?? 1);
}
