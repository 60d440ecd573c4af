import type { EntityManager } from 'typeorm';
import type { KeysetReader } from '../keyset.js';
import { createKeysetReader, type KeysetCut, type KeysetOrder, mapRows } from '../db/keyset.store.js';
import { Conditions } from '../db/query.js';
import { advisoryConditions, PUBLISHED } from './advisory-list.store.js';
import type { AdvisoryFilter, AdvisoryOrder } from './advisory-ports.js';
import type { Advisory } from './advisory.js';

/** Advisories in an order, for pages in both directions. */
export function pagedAdvisories(
  manager: EntityManager,
  filter: AdvisoryFilter,
  order: AdvisoryOrder,
): KeysetReader<Advisory> {
  const rows = createKeysetReader<{ readonly record: Advisory }>(manager, {
    select: 'record',
    build: (cut) =>
      order === 'FINDINGS'
        ? byFindings(filter, cut)
        : { from: 'advisory', conditions: advisoryConditions(filter) },
    order: ORDERS[order],
  });
  return mapRows(rows, ({ record }) => record);
}

const ORDERS: Readonly<Record<AdvisoryOrder, KeysetOrder>> = {
  MODIFIED: {
    keys: [
      ['modified_at', 'timestamptz'],
      ['id', 'text'],
    ],
    isDescending: true,
  },
  PUBLISHED: {
    keys: [
      [PUBLISHED, 'timestamptz'],
      ['id', 'text'],
    ],
    isDescending: true,
  },
  SEVERITY: {
    keys: [
      ['severity_rank', 'smallint'],
      [PUBLISHED, 'timestamptz'],
      ['id', 'text'],
    ],
    isDescending: true,
  },
  FINDINGS: {
    keys: [
      ['open', 'integer'],
      ['severity_rank', 'smallint'],
      [PUBLISHED, 'timestamptz'],
      ['id', 'text'],
    ],
    isDescending: true,
  },
};

/** What is found, counted in one pass, and what is not, in an order that has an index: of that only as much is read as a page needs. */
function byFindings(filter: AdvisoryFilter, cut: KeysetCut | null) {
  const within = advisoryConditions(filter);
  const where = within.where() || 'WHERE true';
  const seen = cut === null ? 'true' : cut.condition(within);
  const end = cut === null ? '' : `ORDER BY ${cut.orderBy} LIMIT ${cut.limit}`;
  const columns = 'record, severity_rank, published_at, id';
  const from = `(
    WITH counted AS MATERIALIZED (
      SELECT group_id::bigint AS group_id, count(*)::int AS open FROM finding WHERE state IN ('OPEN', 'IN_PROGRESS') GROUP BY 1
    )
    (SELECT open, ${columns} FROM advisory JOIN counted USING (group_id) ${where} AND ${seen} ${end})
    UNION ALL
    (SELECT 0, ${columns} FROM advisory ${where} AND ${seen.replaceAll('(open, ', '(0, ')}
       AND group_id NOT IN (SELECT group_id FROM counted) ${end.replace(/open (?:ASC|DESC), /, '')})
  ) AS listed`;
  return { from, conditions: new Conditions(within.parameters) };
}
