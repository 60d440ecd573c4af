import type { EntityManager } from 'typeorm';
import { createKeysetReader } from '../db/keyset.store.js';
import { cappedCount, Conditions, storable } from '../db/query.js';
import type { DeliveryFilter, EndpointChange, EventAttempt, EventStore } from './event-endpoint.js';

/** Endpoints and deliveries in Postgres. */
export function createEventStore(manager: EntityManager, publicUrl: string | null): EventStore {
  return { publicUrl, ...endpoints(manager), ...deliveries(manager), ...runs(manager) };
}

const ENDPOINT_FIELDS = `endpoint.id, name, url, types, state, disabled_reason AS "disabledReason", created_by AS "createdBy",
    created_at AS "createdAt", second_secret_until AS "secondSecretUntil", failing_since AS "failingSince",
    last_delivered_at AS "lastDeliveredAt",
    (SELECT count(*)::int FROM event_delivery WHERE endpoint_id = endpoint.id AND state = 'WAITING') AS "waitingCount",
    (SELECT count(*)::int FROM event_delivery WHERE endpoint_id = endpoint.id AND state = 'FAILED') AS "failedCount"`;

/** Of one delivery are shown. */
const MAX_ATTEMPTS = 50;

const ENDPOINTS = 'event_endpoint AS endpoint';

const ENDPOINT = `SELECT ${ENDPOINT_FIELDS} FROM ${ENDPOINTS}`;

const DELIVERY = `id, endpoint_id AS "endpointId", event_id AS "eventId", type, body, state, attempts, created_at AS "createdAt",
    next_attempt_at AS "nextAttemptAt", last_attempt_at AS "lastAttemptAt", delivered_at AS "deliveredAt",
    last_status AS "lastStatus", last_error AS "lastError", last_answer AS "lastAnswer"`;

function endpoints(
  manager: EntityManager,
): Pick<EventStore, 'create' | 'find' | 'findMany' | 'paged' | 'count' | 'change' | 'remove' | 'wanting'> {
  return {
    async create({ name, url, types, createdBy, createdAt }) {
      const [row]: { id: string }[] = await manager.query(
        `INSERT INTO event_endpoint (name, url, types, created_by, created_at) VALUES ($1, $2, $3, $4, $5) RETURNING id`,
        [storable(name), storable(url), types, storable(createdBy), createdAt],
      );
      return row?.id ?? '0';
    },
    async find(id) {
      const rows = await manager.query(`${ENDPOINT} WHERE endpoint.id = $1`, [id]);
      return rows[0] ?? null;
    },
    count: (cap) => cappedCount(manager, 'SELECT 1 FROM event_endpoint', [], cap),
    paged: () =>
      createKeysetReader(manager, {
        select: ENDPOINT_FIELDS,
        build: () => ({ from: ENDPOINTS, conditions: new Conditions() }),
        order: { keys: [['endpoint.id', 'bigint']], isDescending: true },
      }),
    findMany: (ids) => manager.query(`${ENDPOINT} WHERE endpoint.id = ANY($1::bigint[])`, [ids]),
    async change(id, change) {
      const parameters: unknown[] = [id];
      const set: string[] = [];
      for (const [field, column] of COLUMNS) {
        const value = change[field];
        if (value === undefined) continue;
        parameters.push(typeof value === 'string' ? storable(value) : value);
        set.push(`${column} = $${parameters.length}`);
      }
      if (change.state === 'ENABLED') set.push(`failing_since = NULL, next_run_at = '-infinity'`);
      if (set.length === 0) return;
      await manager.query(`UPDATE event_endpoint SET ${set.join(', ')} WHERE id = $1`, parameters);
    },
    async remove(id) {
      await manager.query('DELETE FROM event_endpoint WHERE id = $1', [id]);
    },
    async wanting(type) {
      const rows: { id: string }[] = await manager.query(
        `SELECT id FROM event_endpoint WHERE state = 'ENABLED' AND $1 = ANY(types) ORDER BY id`,
        [type],
      );
      return rows.map(({ id }) => id);
    },
  };
}

const COLUMNS: readonly (readonly [keyof EndpointChange, string])[] = [
  ['name', 'name'],
  ['url', 'url'],
  ['types', 'types'],
  ['state', 'state'],
  ['disabledReason', 'disabled_reason'],
  ['secondSecretUntil', 'second_secret_until'],
];

function deliveries(
  manager: EntityManager,
): Pick<
  EventStore,
  | 'addDeliveries'
  | 'attempts'
  | 'findDelivery'
  | 'findDeliveries'
  | 'listDeliveries'
  | 'pagedDeliveries'
  | 'replay'
> {
  return {
    async addDeliveries(endpointIds, { type, body, at }) {
      const rows: { id: string }[] = await manager.query(
        `WITH held AS (SELECT id FROM event_endpoint WHERE id = ANY($1::bigint[]) ORDER BY id FOR KEY SHARE)
         INSERT INTO event_delivery (endpoint_id, event_id, type, body, next_attempt_at, created_at)
         SELECT held.id, event_id, $2, $3, $4, $4 FROM held,
           (SELECT 'msg_' || replace(gen_random_uuid()::text, '-', '') AS event_id) AS event
         RETURNING id`,
        [endpointIds, type, storable(body), at],
      );
      return rows.map(({ id }) => id);
    },
    async findDelivery(id) {
      const rows = await manager.query(`SELECT ${DELIVERY} FROM event_delivery WHERE id = $1`, [id]);
      return rows[0] ?? null;
    },
    listDeliveries(filter, { first, beforeId }) {
      const conditions = filtered(filter);
      if (beforeId !== null) conditions.add('id < ?', beforeId);
      return manager.query(
        `SELECT ${DELIVERY} FROM event_delivery ${conditions.where()} ORDER BY id DESC LIMIT ${Math.trunc(first)}`,
        conditions.parameters,
      );
    },
    pagedDeliveries: (states) =>
      createKeysetReader(manager, {
        select: DELIVERY,
        build: () => ({ from: 'event_delivery', conditions: filtered({ endpointId: null, states }) }),
        order: { keys: [['event_delivery.id', 'bigint']], isDescending: true },
        of: 'event_delivery.endpoint_id = parent.id::bigint',
      }),
    findDeliveries: (ids) =>
      manager.query(`SELECT ${DELIVERY} FROM event_delivery WHERE id = ANY($1::bigint[])`, [ids]),
    async attempts(deliveryIds) {
      const rows: (EventAttempt & { deliveryId: string })[] = await manager.query(
        `SELECT attempt.* FROM unnest($1::bigint[]) AS delivery (id) CROSS JOIN LATERAL (
           SELECT delivery_id AS "deliveryId", at, duration_ms AS "durationMs", status, error, answer FROM event_attempt
           WHERE delivery_id = delivery.id ORDER BY event_attempt.id DESC LIMIT ${MAX_ATTEMPTS}) AS attempt`,
        [deliveryIds],
      );
      const attempts = new Map<string, EventAttempt[]>();
      for (const { deliveryId, ...attempt } of rows) {
        const known = attempts.get(deliveryId);
        if (known === undefined) attempts.set(deliveryId, [attempt]);
        else known.push(attempt);
      }
      return attempts;
    },
    async replay(which, now) {
      const [condition, parameters] =
        'id' in which
          ? ['id = $2', [which.id]]
          : [
              'endpoint_id = $2 AND created_at >= $3 AND created_at < $4 AND state = ANY($5)',
              [which.endpointId, which.since, which.until, which.states],
            ];
      const [rows, count]: [{ endpoint_id: string }[], number] = await manager.query(
        `UPDATE event_delivery SET state = 'WAITING', attempts = 0, next_attempt_at = $1, delivered_at = NULL
         WHERE ${condition} RETURNING endpoint_id`,
        [now, ...parameters],
      );
      await manager.query(
        `UPDATE event_endpoint SET next_run_at = '-infinity' WHERE id = ANY($1::bigint[])`,
        [[...new Set(rows.map((row) => row.endpoint_id))]],
      );
      return count;
    },
  };
}

function filtered({
  endpointId,
  states,
}: Pick<DeliveryFilter, 'states'> & { readonly endpointId: string | null }): Conditions {
  const conditions = new Conditions();
  if (endpointId !== null) conditions.add('endpoint_id = ?', endpointId);
  if (states !== null) conditions.add('state = ANY(?)', states);
  return conditions;
}

function runs(
  manager: EntityManager,
): Pick<
  EventStore,
  'listDue' | 'claimQueueing' | 'beginRun' | 'endRun' | 'takeDue' | 'saveResult' | 'noteAttempt'
> {
  return {
    async listDue(now) {
      const rows: { id: string }[] = await manager.query(
        `SELECT id FROM event_endpoint WHERE state = 'ENABLED' AND next_run_at <= $1 AND EXISTS (
           SELECT 1 FROM event_delivery WHERE endpoint_id = event_endpoint.id
             AND event_delivery.state = 'WAITING' AND next_attempt_at <= $1)
         ORDER BY id`,
        [now],
      );
      return rows.map(({ id }) => id);
    },
    async claimQueueing(endpointIds) {
      const rows: { id: string }[] = await manager.query(
        `SELECT id FROM unnest($1::bigint[]) AS id WHERE pg_try_advisory_xact_lock(hashtextextended('deliver:' || id, 0)) ORDER BY id`,
        [endpointIds],
      );
      return rows.map(({ id }) => id);
    },
    async beginRun(endpointId, now, until) {
      const [, count]: [unknown, number] = await manager.query(
        `UPDATE event_endpoint SET next_run_at = $3 WHERE id = $1 AND state = 'ENABLED' AND next_run_at <= $2`,
        [endpointId, now, until],
      );
      return count > 0;
    },
    async endRun(endpointId, nextRunAt) {
      await manager.query('UPDATE event_endpoint SET next_run_at = $2 WHERE id = $1', [
        endpointId,
        nextRunAt,
      ]);
    },
    async takeDue(endpointId, now, until) {
      const [rows] = await manager.query(
        `UPDATE event_delivery SET attempts = attempts + 1, last_attempt_at = $2, next_attempt_at = $3 WHERE id = (
           SELECT delivery.id FROM event_delivery AS delivery JOIN event_endpoint AS endpoint ON endpoint.id = endpoint_id
           WHERE endpoint_id = $1 AND delivery.state = 'WAITING' AND next_attempt_at <= $2 AND endpoint.state = 'ENABLED'
           ORDER BY next_attempt_at, delivery.id LIMIT 1 FOR UPDATE OF delivery SKIP LOCKED)
         RETURNING ${DELIVERY}`,
        [endpointId, now, until],
      );
      return rows[0] ?? null;
    },
    async saveResult({ id, attempts }, result) {
      const { state, nextAttemptAt, deliveredAt, lastStatus, lastError, lastAnswer, durationMs } = result;
      const answer = lastAnswer === null ? null : storable(lastAnswer);
      await manager.query(
        `WITH attempt AS (
           INSERT INTO event_attempt (delivery_id, at, duration_ms, status, error, answer)
           SELECT id, last_attempt_at, $9, $6, $7, $8 FROM event_delivery
           WHERE id = $1 AND last_attempt_at IS NOT NULL)
         UPDATE event_delivery SET state = $3, next_attempt_at = $4, delivered_at = $5, last_status = $6, last_error = $7,
           last_answer = $8
         WHERE id = $1 AND attempts = $2 AND state = 'WAITING'`,
        [id, attempts, state, nextAttemptAt, deliveredAt, lastStatus, lastError, answer, durationMs],
      );
    },
    async noteAttempt(endpointId, at, hasArrived) {
      const [rows]: [{ failing_since: Date | null }[]] = await manager.query(
        `UPDATE event_endpoint SET failing_since = CASE WHEN $3 THEN NULL ELSE coalesce(failing_since, $2) END,
           last_delivered_at = CASE WHEN $3 THEN $2 ELSE last_delivered_at END
         WHERE id = $1 RETURNING failing_since`,
        [endpointId, at, hasArrived],
      );
      return rows[0]?.failing_since ?? null;
    },
  };
}
