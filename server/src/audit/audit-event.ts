import type { KeysetReader } from '../keyset.js';
import type { Actor } from '../acting.js';
import type { AuditAction } from './audit-actions.js';

/** Who did something: a person, a program with a token, Backline by itself, a policy, or the command line. */
export const ACTOR_KINDS = ['ACCOUNT', 'API_TOKEN', 'BACKLINE', 'POLICY', 'COMMAND_LINE'] as const;

export type ActorKind = (typeof ACTOR_KINDS)[number];

/** A few chosen fields of what was changed. Secrets have no place here; `redact.ts` keeps out those that are given by mistake. */
export type AuditValues = Readonly<Record<string, unknown>>;

/** One thing that somebody or Backline did. Append-only. `subject` is `<type>:<id>`, such as `plan:12`. */
export interface AuditEvent {
  readonly id: string;
  readonly at: Date;
  readonly actor: string;
  /** Null in records of older versions. */
  readonly actorKind: ActorKind | null;
  /** The id of the account or token; null for others, and where nobody was signed in yet. */
  readonly actorId: string | null;
  readonly action: string;
  /** The mutation that it was done by; null for what was not asked for through the API. */
  readonly operation: string | null;
  readonly message: string;
  readonly subject: string | null;
  readonly projectId: string | null;
  /** What changed, as it was; null where nothing was before. */
  readonly before: AuditValues | null;
  readonly after: AuditValues | null;
  readonly requestId: string | null;
  readonly remoteAddress: string | null;
}

/** What a use case says; who acts and from where is known from the act that runs. */
export interface AuditRecord {
  readonly actor: string;
  readonly action: AuditAction;
  readonly message: string;
  readonly subject: string | null;
  readonly projectId?: string | null;
  readonly before?: AuditValues | null;
  readonly after?: AuditValues | null;
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
  record(event: AuditRecord): Promise<void>;
  list(page: AuditFilter & { first: number; beforeId: string | null }): Promise<readonly AuditEvent[]>;
  count(filter: AuditFilter, cap: number): Promise<number>;
  /** The same list for pages in both directions, by subject or by project where it has parents. */
  paged(filter: AuditFilter, parent?: 'SUBJECT' | 'PROJECT'): KeysetReader<AuditEvent>;
  findMany(ids: readonly string[]): Promise<readonly AuditEvent[]>;
}

/** The actor's name in the log for what Backline does by itself. */
export const BACKLINE_ACTOR = 'Backline';

/** How the names of policies begin in the log. */
const POLICY_PREFIX = 'policy:';

/** The kind and id of who is named. Whoever acts is meant by the own name only: a policy may act within a person's request. */
export function actorOf(
  name: string,
  actor: Actor | null,
): { readonly kind: ActorKind; readonly id: string | null } {
  if (actor !== null && actor.name === name) return { kind: actor.kind, id: actor.id };
  if (name === BACKLINE_ACTOR) return { kind: 'BACKLINE', id: null };
  return { kind: name.startsWith(POLICY_PREFIX) ? 'POLICY' : 'ACCOUNT', id: null };
}
