/** One thing that somebody or Backline did. Append-only. `subject` is `<type>:<id>`, such as `plan:12`. */
export interface AuditEvent {
  readonly id: string;
  readonly at: Date;
  readonly actor: string;
  readonly action: string;
  readonly message: string;
  readonly subject: string | null;
  readonly projectId: string | null;
}

/** Which events to list; what is not named is not asked. */
export interface AuditFilter {
  readonly subject?: string;
  readonly projectId?: string;
  readonly actor?: string;
  readonly actionPrefix?: string;
  readonly from?: Date;
  /** Exclusive. */
  readonly until?: Date;
  /** Part of the message, of the actor or of the action. */
  readonly text?: string;
}

/** The audit log: written with the change that it tells of, in one transaction; read newest first. */
export interface AuditLog {
  record(event: {
    actor: string;
    action: string;
    message: string;
    subject: string | null;
    projectId?: string | null;
  }): Promise<void>;
  list(page: AuditFilter & { first: number; beforeId: string | null }): Promise<readonly AuditEvent[]>;
  count(filter: AuditFilter, cap: number): Promise<number>;
}

/** The actor's name in the log for what Backline does by itself. */
export const BACKLINE_ACTOR = 'Backline';
