import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { AuditEvent } from './audit-event.js';

/** One row of the audit log; the database refuses to change or delete it. */
@Entity('audit_event')
export class AuditEventEntity implements AuditEvent {
  @PrimaryGeneratedColumn('identity', { type: 'bigint' })
  readonly id!: string;
  @Column('timestamptz', { default: () => 'clock_timestamp()' })
  readonly at!: Date;
  @Column('text')
  readonly actor!: string;
  @Column('text')
  readonly action!: string;
  @Column('text')
  readonly message!: string;
  @Column('text', { nullable: true })
  readonly subject!: string | null;
  @Column('bigint', { name: 'project_id', nullable: true })
  readonly projectId!: string | null;
}
