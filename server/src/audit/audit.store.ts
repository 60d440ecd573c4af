import type { EntityManager } from 'typeorm';
import { Conditions, cappedCount } from '../db/query.js';
import { AuditEventEntity } from './audit-event.entity.js';
import type { AuditLog } from './audit-event.js';

/** The audit log in Postgres. */
export function createAuditLog(manager: EntityManager): AuditLog {
  const events = manager.getRepository(AuditEventEntity);
  return {
    async record(event) {
      await events.insert({ ...event, projectId: event.projectId ?? null });
    },
    list({ first, beforeId, subject, projectId }) {
      const query = events.createQueryBuilder('event').orderBy('event.id', 'DESC').take(first);
      if (beforeId !== null) query.andWhere('event.id < :beforeId', { beforeId });
      if (subject !== undefined) query.andWhere('event.subject = :subject', { subject });
      if (projectId !== undefined) query.andWhere('event.project_id = :projectId', { projectId });
      return query.getMany();
    },
    count({ subject, projectId }, cap) {
      const conditions = new Conditions();
      if (subject !== undefined) conditions.add('subject = ?', subject);
      if (projectId !== undefined) conditions.add('project_id = ?', projectId);
      return cappedCount(
        manager,
        `SELECT 1 FROM audit_event ${conditions.where()}`,
        conditions.parameters,
        cap,
      );
    },
  };
}
