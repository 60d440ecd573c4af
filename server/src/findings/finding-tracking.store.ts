import type { EntityManager } from 'typeorm';
import { createKeysetReader, type KeysetList, mapRows } from '../db/keyset.store.js';
import { cappedCount, Conditions } from '../db/query.js';
import { describeTurn, type FindingEvent, type FindingTurn } from './finding-history.js';
import type { FindingTracking } from './finding-tracking.js';

/** Due dates and histories of findings in Postgres; migration 0025 keeps spans, stages and due dates where findings change. */
export function createFindingTracking(manager: EntityManager): FindingTracking {
  return {
    async renewDueDates(projectIds) {
      const [, renewed]: [unknown, number] = await manager.query(RENEW, [projectIds]);
      return renewed;
    },
    async history(findingId, { first, after }) {
      const rows: EventRow[] = await manager.query(
        `SELECT event.*, micros || '.' || place AS key FROM (${eventsOf(ASKED)}) AS event
         WHERE $2::bigint IS NULL OR (micros, place) < ($2::bigint, $3::text) ORDER BY micros DESC, place DESC LIMIT $4`,
        [findingId, after?.split('.')[0] ?? null, after?.split('.')[1] ?? null, first],
      );
      return rows.map(toEvent);
    },
    countHistory: (findingId, cap) => cappedCount(manager, eventsOf(ASKED), [findingId], cap),
    pagedHistory: () => mapRows(createKeysetReader<EventRow>(manager, HISTORY), toEvent),
  };
}

const ASKED = '$1::bigint';

const HISTORY: KeysetList = {
  select: `event.*, micros || '.' || place AS key`,
  build: () => ({ from: `(${eventsOf('parent.id::bigint')}) AS event`, conditions: new Conditions() }),
  order: {
    keys: [
      ['event.micros', 'bigint'],
      ['event.place', 'text'],
    ],
    isDescending: true,
  },
  of: 'true',
};

const RENEW = `
  WITH held AS MATERIALIZED (SELECT id, sla_days_of(id) AS sla_days FROM unnest($1::bigint[]) AS asked (id))
  UPDATE finding SET due_at = due_at_of(state, severity, first_seen_at, sla_days) FROM held
  WHERE finding.project_id = held.id AND state IN ('OPEN', 'IN_PROGRESS')
    AND due_at IS DISTINCT FROM due_at_of(state, severity, first_seen_at, sla_days)`;

type EventRow = Omit<FindingEvent, 'actor' | 'action' | 'message'> &
  (
    | (Pick<FindingEvent, 'actor' | 'action' | 'message'> & { readonly turn: null })
    | { readonly turn: FindingTurn }
  );

const MICROS = (moment: string) => `(extract(epoch FROM ${moment}) * 1000000)::bigint`;

/**
 * A span tells that it began, unless opening it again was recorded, and that it ended by a fix. `place` orders what happened at
 * one moment.
 */
const eventsOf = (finding: string) => `
  SELECT at, ${MICROS('at')} AS micros, 'audit-' || lpad(id::text, 19, '0') AS place, id::text AS id, actor, action, message, subject,
    project_id AS "projectId", NULL::jsonb AS turn
  FROM audit_event JOIN (
    SELECT 'finding:' || ${finding} AS subject
    UNION SELECT 'plan:' || plan_id FROM plan_finding WHERE finding_id = ${finding}
    UNION SELECT 'merge-request:' || merge_request.id FROM plan_finding
      JOIN merge_request ON merge_request.plan_id = plan_finding.plan_id WHERE finding_id = ${finding}
  ) AS concerned USING (subject)
  UNION ALL SELECT opened_at, ${MICROS('opened_at')}, 'span-' || lpad(number::text, 9, '0') || '-1-begin', ${finding} || '-' || number || '-begin', NULL, NULL, NULL,
    'finding:' || ${finding}, project_id, CASE before_as
      WHEN 'FIXED' THEN jsonb_build_object('kind', 'RETURNED', 'severity', severity)
      WHEN 'OPEN' THEN jsonb_build_object('kind', 'RATED', 'before', before_severity, 'severity', severity)
      ELSE jsonb_build_object('kind', 'OPENED', 'severity', severity) END
  FROM (
    SELECT *, row_number() OVER life AS number, lag(closed_as) OVER life AS before_as, lag(severity) OVER life AS before_severity
    FROM finding_span WHERE finding_id = ${finding} WINDOW life AS (ORDER BY opened_at, coalesce(closed_at, 'infinity'))
  ) AS span WHERE before_as IS DISTINCT FROM 'DISMISSED'
  UNION ALL SELECT closed_at, ${MICROS('closed_at')}, 'span-' || lpad(number::text, 9, '0') || '-2-end', ${finding} || '-' || number || '-end', NULL, NULL, NULL,
    'finding:' || ${finding}, project_id, jsonb_build_object('kind', 'FIXED', 'mergeRequest', (
      SELECT jsonb_build_object('iid', iid, 'webUrl', web_url) FROM plan_finding
      JOIN merge_request ON merge_request.plan_id = plan_finding.plan_id
      WHERE finding_id = ${finding} AND merge_request.state = 'MERGED' AND merged_at BETWEEN span.opened_at AND span.closed_at
      ORDER BY merged_at DESC LIMIT 1))
  FROM (
    SELECT *, row_number() OVER (ORDER BY opened_at, coalesce(closed_at, 'infinity')) AS number
    FROM finding_span WHERE finding_id = ${finding}
  ) AS span WHERE closed_as = 'FIXED'`;

function toEvent(row: EventRow): FindingEvent {
  const { id, key, at, subject, projectId } = row;
  const said = row.turn === null ? row : describeTurn(row.turn);
  const { actor, action, message } = said;
  return { id, key, at, subject, projectId, actor, action, message };
}
