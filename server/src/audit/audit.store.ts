import type { EntityManager } from 'typeorm';
import type { Act, Acting } from '../acting.js';
import { createKeysetReader } from '../db/keyset.store.js';
import { Conditions, cappedCount, containsPattern, startsWithPattern } from '../db/query.js';
import { AppError } from '../errors.js';
import { actorOf, type AuditFilter, type AuditLog, type AuditRecord } from './audit-event.js';
import { redact } from './redact.js';

/** The fields of a record, as they are read. */
export const AUDIT_FIELDS = `id, at, actor, actor_kind AS "actorKind", actor_id AS "actorId", action, operation, message, subject,
  project_id AS "projectId", before, after, request_id AS "requestId", remote_address AS "remoteAddress"`;

/** The audit log in Postgres. Who acts is known from the act that runs. */
export function createAuditLog(manager: EntityManager, acting: Pick<Acting, 'current'>): AuditLog {
  return {
    record: (event) => record(manager, acting, event),
    list({ first, beforeId, ...filter }) {
      const conditions = filtered(filter);
      if (beforeId !== null) conditions.add('id < ?', beforeId);
      return manager.query(
        `SELECT ${AUDIT_FIELDS} FROM audit_event ${conditions.where()} ORDER BY id DESC LIMIT ${Math.trunc(first)}`,
        conditions.parameters,
      );
    },
    count(filter, cap) {
      const conditions = filtered(filter);
      return cappedCount(
        manager,
        `SELECT 1 FROM audit_event ${conditions.where()}`,
        conditions.parameters,
        cap,
      );
    },
    paged: (filter, parent) =>
      createKeysetReader(manager, {
        select: AUDIT_FIELDS,
        build: () => ({ from: 'audit_event', conditions: filtered(filter) }),
        order: { keys: [['audit_event.id', 'bigint']], isDescending: true },
        ...(parent === undefined ? {} : { of: PARENTS[parent] }),
      }),
    findMany: (ids) =>
      manager.query(`SELECT ${AUDIT_FIELDS} FROM audit_event WHERE id = ANY($1::bigint[])`, [ids]),
  };
}

const PARENTS = {
  SUBJECT: 'audit_event.subject = parent.id',
  PROJECT: 'audit_event.project_id = parent.id::bigint',
};

async function record(
  manager: EntityManager,
  acting: Pick<Acting, 'current'>,
  event: AuditRecord,
): Promise<void> {
  const act = acting.current();
  const actor = actorOf(event.actor, act?.actor ?? null);
  await manager.query(
    `INSERT INTO audit_event (actor, actor_kind, actor_id, action, operation, message, subject, project_id, before, after,
       request_id, remote_address)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      event.actor,
      actor.kind,
      actor.id ?? ownAccount(event, act),
      event.action,
      act?.operation ?? null,
      event.message,
      event.subject,
      event.projectId ?? null,
      event.before == null ? null : JSON.stringify(redact(event.before)),
      event.after == null ? null : JSON.stringify(redact(event.after)),
      act?.requestId ?? null,
      act?.remoteAddress ?? null,
    ],
  );
  if (act?.claim != null) await markEffect(manager, act.claim, event.action);
}

/** Whoever signs in is nobody before: the account is the subject. */
function ownAccount({ subject }: AuditRecord, act: Act | null): string | null {
  return act !== null && act.actor === null ? (/^account:(\d+)$/.exec(subject ?? '')?.[1] ?? null) : null;
}

/** In the effect's own transaction: so a key whose process ended tells whether anything was committed. */
async function markEffect(
  manager: EntityManager,
  { id, holder }: { readonly id: string; readonly holder: string },
  action: string,
): Promise<void> {
  const [, marked]: [unknown, number] = await manager.query(
    'UPDATE idempotency_key SET effect = coalesce(effect, $3) WHERE id = $1 AND holder = $2',
    [id, holder, action],
  );
  if (marked === 0)
    throw new AppError(
      'LEASE_LOST',
      'Another process took this request over, because this one did not answer for too long. Nothing was changed here.',
    );
}

function filtered(filter: AuditFilter): Conditions {
  const conditions = new Conditions();
  if (filter.subject !== undefined) conditions.add('subject = ?', filter.subject);
  if (filter.projectId !== undefined) conditions.add('project_id = ?', filter.projectId);
  if (filter.actor !== undefined) conditions.add('actor = ?', filter.actor);
  if (filter.actionPrefix !== undefined && filter.actionPrefix !== '')
    conditions.add('action LIKE ?', startsWithPattern(filter.actionPrefix));
  if (filter.from !== undefined) conditions.add('at >= ?', filter.from);
  if (filter.until !== undefined) conditions.add('at < ?', filter.until);
  if (filter.text !== undefined && filter.text !== '')
    conditions.add('message ILIKE ? OR actor ILIKE ? OR action ILIKE ?', containsPattern(filter.text));
  return conditions;
}
