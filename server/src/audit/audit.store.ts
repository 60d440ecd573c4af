import type { EntityManager } from 'typeorm';
import { Conditions, cappedCount, containsPattern, startsWithPattern } from '../db/query.js';
import { AuditEventEntity } from './audit-event.entity.js';
import type { AuditFilter, AuditLog } from './audit-event.js';

/** The audit log in Postgres. */
export function createAuditLog(manager: EntityManager): AuditLog {
  const events = manager.getRepository(AuditEventEntity);
  return {
    async record(event) {
      await events.insert({ ...event, projectId: event.projectId ?? null });
    },
    list({ first, beforeId, ...filter }) {
      const conditions = filtered(filter);
      if (beforeId !== null) conditions.add('id < ?', beforeId);
      return manager.query(
        `SELECT id, at, actor, action, message, subject, project_id AS "projectId"
         FROM audit_event ${conditions.where()} ORDER BY id DESC LIMIT ${Math.trunc(first)}`,
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
  };
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
