import type { EntityManager } from 'typeorm';

/** How many rows a query gives, counted no further than `cap` + 1, so that a count never walks a whole table. */
export async function cappedCount(
  manager: EntityManager,
  sql: string,
  parameters: readonly unknown[],
  cap: number,
): Promise<number> {
  const rows: { count: number }[] = await manager.query(
    `SELECT count(*)::int AS count FROM (${sql} LIMIT ${Math.trunc(cap) + 1}) AS counted`,
    [...parameters],
  );
  return rows[0]?.count ?? 0;
}

/** Collects SQL conditions and their parameters, numbered as Postgres wants them. */
export class Conditions {
  private readonly clauses: string[] = [];

  /** Conditions of a part of a query number their parameters on from those of the whole. */
  constructor(readonly parameters: unknown[] = []) {}

  /** Adds a condition; `?` stands for the value. */
  add(clause: string, value: unknown): void {
    this.clauses.push(clause.replaceAll('?', this.parameter(value)));
  }

  /** Adds a condition without a value. */
  addPlain(clause: string): void {
    this.clauses.push(clause);
  }

  /** Adds: the path in this column is below the group, or below one of its subgroups. */
  addWithinGroup(column: string, groupPath: string): void {
    const group = withinGroup(groupPath);
    if (group === null) return;
    const [from, until] = [this.parameter(group.from), this.parameter(group.until)];
    this.clauses.push(`${column} COLLATE "C" >= ${from} AND ${column} COLLATE "C" < ${until}`);
  }

  /** The number of the parameter just added, as `$n`. */
  parameter(value: unknown): string {
    this.parameters.push(cleaned(value));
    return `$${this.parameters.length}`;
  }

  /** `WHERE …`, or nothing. */
  where(): string {
    return this.clauses.length === 0
      ? ''
      : `WHERE ${this.clauses.map((clause) => `(${clause})`).join(' AND ')}`;
  }
}

function cleaned(value: unknown): unknown {
  if (typeof value === 'string') return storable(value);
  return Array.isArray(value) ? value.map(cleaned) : value;
}

/** JSON that Postgres stores: NUL and halves of surrogate pairs, which it refuses, become U+FFFD. */
export function toJson(value: unknown): string {
  return JSON.stringify(value).replace(/\\(?:\\|u0000|ud[89a-f][0-9a-f]{2})/g, (escape) =>
    escape === '\\\\' ? escape : '\ufffd',
  );
}

/**
 * The paths below a group and its subgroups, as a range by code points: `/` comes right before `0`. Null for no group at all,
 * which is above everything.
 */
export function withinGroup(groupPath: string): { readonly from: string; readonly until: string } | null {
  const path = storable(groupPath)
    .split('/')
    .filter((name) => name !== '')
    .join('/');
  return path === '' ? null : { from: `${path}/`, until: `${path}0` };
}

/** A LIKE pattern that finds the text anywhere; wildcards in it are taken literally. */
export function containsPattern(text: string): string {
  return `%${startsWithPattern(text)}`;
}

/** A LIKE pattern that finds what starts with the text; wildcards in it are taken literally. */
export function startsWithPattern(text: string): string {
  return `${storable(text).replace(/[\\%_]/g, '\\$&')}%`;
}

/** A text that Postgres takes: NUL and halves of surrogate pairs become U+FFFD. */
export function storable(text: string): string {
  return Buffer.from(text, 'utf8').toString('utf8').replaceAll('\0', '\uFFFD');
}
