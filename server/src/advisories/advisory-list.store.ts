import type { EntityManager } from 'typeorm';
import { Conditions, containsPattern } from '../db/query.js';
import type { AdvisoryFilter, AdvisoryOrder, AdvisoryPage } from './advisory-ports.js';
import type { Advisory } from './advisory.js';

interface ListedAdvisory {
  readonly record: Advisory;
  /** Open findings of it; counted only where they give the order. */
  readonly open: number;
}

/** A page in the order asked for; every order ends with the id. */
export async function listAdvisories(
  manager: EntityManager,
  filter: AdvisoryFilter,
  page: { readonly first: number; readonly after: string | null; readonly order?: AdvisoryOrder },
): Promise<AdvisoryPage> {
  const order = page.order ?? 'MODIFIED';
  const conditions = advisoryConditions(filter);
  const after = page.after === null ? null : readCursor(order, page.after);
  const seen = after === null ? null : afterSql(order, conditions, after);
  const limit = conditions.parameter(page.first + 1);
  const sql = order === 'FINDINGS' ? byFindings : inOrder;
  const rows: ListedAdvisory[] = await manager.query(
    sql(order, { where: conditions.where() || 'WHERE true', seen: seen ?? 'true', limit }),
    conditions.parameters,
  );
  const listed = rows.slice(0, page.first);
  const cursors = listed.map((row) => writeCursor(order, row));
  return {
    advisories: listed.map(({ record }) => record),
    cursors,
    nextCursor: rows.length > page.first ? (cursors.at(-1) ?? null) : null,
  };
}

/** By advisory how many findings of its flaw are open or in progress; those without any are left out. */
export async function openFindingCounts(
  manager: EntityManager,
  advisoryIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const rows: { id: string; open: number }[] = await manager.query(
    `SELECT advisory.id, count(*)::int AS open
     FROM advisory JOIN finding ON finding.group_id = advisory.group_id::text
     WHERE advisory.id = ANY($1) AND finding.state IN ('OPEN', 'IN_PROGRESS') GROUP BY advisory.id`,
    [advisoryIds],
  );
  return new Map(rows.map(({ id, open }) => [id, open]));
}

export const PUBLISHED = `coalesce(published_at, '-infinity')`;

/** The last first. */
const KEYS: Readonly<Record<AdvisoryOrder, readonly string[]>> = {
  MODIFIED: ['modified_at', 'id'],
  PUBLISHED: [PUBLISHED, 'id'],
  SEVERITY: ['severity_rank', PUBLISHED, 'id'],
  FINDINGS: ['open', 'severity_rank', PUBLISHED, 'id'],
};

interface ListParts {
  readonly where: string;
  readonly seen: string;
  readonly limit: string;
}

function inOrder(order: AdvisoryOrder, { where, seen, limit }: ListParts): string {
  return `SELECT record, 0 AS open FROM advisory ${where} AND ${seen} ORDER BY ${descending(order)} LIMIT ${limit}`;
}

/** First what is found, counted in one pass; what is not comes in an order that has an index, so that few rows of it are read. */
function byFindings(order: AdvisoryOrder, { where, seen, limit }: ListParts): string {
  const end = `ORDER BY ${descending(order)} LIMIT ${limit}`;
  return `
    WITH counted AS MATERIALIZED (
      SELECT group_id::bigint AS group_id, count(*)::int AS open FROM finding WHERE state IN ('OPEN', 'IN_PROGRESS') GROUP BY 1
    )
    SELECT record, open FROM (
      (SELECT record, open, severity_rank, published_at, id FROM advisory JOIN counted USING (group_id) ${where} AND ${seen} ${end})
      UNION ALL
      (SELECT record, 0, severity_rank, published_at, id FROM advisory
       ${where} AND ${seen.replace('(open, ', '(0, ')} AND group_id NOT IN (SELECT group_id FROM counted)
       ${end.replace('open DESC, ', '')})
    ) AS listed ${end}`;
}

function descending(order: AdvisoryOrder): string {
  return KEYS[order].map((key) => `${key} DESC`).join(', ');
}

interface Cursor {
  /** As the cursor says it: when it was changed, or how often it was found. */
  readonly first: string | null;
  readonly id: string;
}

/** What may change is taken from the cursor, the rest from the row that it names. */
function afterSql(order: AdvisoryOrder, conditions: Conditions, { first, id }: Cursor): string {
  const keys = KEYS[order].join(', ');
  const row = conditions.parameter(id);
  if (first === null) return `(${keys}) < (SELECT ${keys} FROM advisory WHERE id = ${row})`;
  const value = conditions.parameter(first);
  return order === 'MODIFIED'
    ? `(${keys}) < (${value}::timestamptz, ${row})`
    : `(${keys}) < (SELECT ${keys.replace('open', `${value}::int`)} FROM advisory WHERE id = ${row})`;
}

function writeCursor(order: AdvisoryOrder, { record, open }: ListedAdvisory): string {
  const first = order === 'MODIFIED' ? `${record.modifiedAt} ` : order === 'FINDINGS' ? `${open} ` : '';
  return Buffer.from(`${first}${record.id}`, 'utf8').toString('base64url');
}

const CURSORS: Readonly<Record<AdvisoryOrder, RegExp>> = {
  MODIFIED: /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?Z) (\S{1,128})$/,
  PUBLISHED: /^()(\S{1,128})$/,
  SEVERITY: /^()(\S{1,128})$/,
  FINDINGS: /^(\d{1,9}) (\S{1,128})$/,
};

/** A cursor that is not ours begins at the start. */
function readCursor(order: AdvisoryOrder, cursor: string): Cursor | null {
  const found = CURSORS[order].exec(Buffer.from(cursor, 'base64url').toString('utf8'));
  const [, first, id] = found ?? [];
  return first === undefined || id === undefined ? null : { first: first === '' ? null : first, id };
}

/** What a filter asks of the rows of `advisory`. */
export function advisoryConditions(filter: AdvisoryFilter): Conditions {
  const conditions = new Conditions();
  if (filter.includeWithdrawn !== true) conditions.addPlain('withdrawn_at IS NULL');
  if (filter.ecosystem !== undefined) {
    conditions.add(
      'EXISTS (SELECT 1 FROM advisory_affected WHERE advisory_id = advisory.id AND ecosystem = ?)',
      filter.ecosystem,
    );
  }
  if (filter.severities !== undefined) conditions.add('severity = ANY(?)', filter.severities);
  if (filter.isMalicious !== undefined)
    conditions.addPlain(filter.isMalicious ? 'is_malicious' : 'NOT is_malicious');
  if (filter.publishedFrom !== undefined) conditions.add('published_at >= ?', filter.publishedFrom);
  if (filter.withOpenFindings !== undefined)
    conditions.addPlain(`${filter.withOpenFindings ? '' : 'NOT '}(${FOUND})`);
  if (filter.isKnownExploited !== undefined)
    conditions.addPlain(`${filter.isKnownExploited ? '' : 'NOT '}(${EXPLOITED})`);
  if (filter.search !== undefined && filter.search !== '') {
    conditions.add(
      `id ILIKE ? OR summary ILIKE ?
       OR EXISTS (SELECT 1 FROM advisory_alias WHERE advisory_id = advisory.id AND alias ILIKE ?)
       OR EXISTS (SELECT 1 FROM advisory_affected WHERE advisory_id = advisory.id AND name ILIKE ?)`,
      containsPattern(filter.search),
    );
  }
  return conditions;
}

const FOUND = `group_id IN (SELECT group_id::bigint FROM finding WHERE state IN ('OPEN', 'IN_PROGRESS'))`;

const EXPLOITED = `id IN (SELECT cve FROM exploit_score WHERE exploited_since IS NOT NULL
  UNION SELECT advisory_id FROM advisory_alias JOIN exploit_score ON cve = alias WHERE exploited_since IS NOT NULL)`;
