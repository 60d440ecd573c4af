/** What a change may be about, as `changed` tells it. */
export const CHANGE_KINDS = [
  'INTEGRATION',
  'PROJECT',
  'FINDINGS',
  'PLAN',
  'MERGE_REQUEST',
  'POLICY',
  'ADVISORIES',
] as const;

export type ChangeKind = (typeof CHANGE_KINDS)[number];

/** Something that is committed and that a list or page may show. */
export interface Change {
  readonly kind: ChangeKind;
  /** The row; null: many of the kind. FINDINGS: null. */
  readonly id: string | null;
  /** Null: of many projects, or of none. */
  readonly projectId: string | null;
}

/** Kinds that are kept one by one, so that a reader can follow one object and go on after a lost connection. */
export const OBJECT_KINDS = ['INTEGRATION', 'PLAN', 'MERGE_REQUEST', 'JOB'] as const;
export type ObjectKind = (typeof OBJECT_KINDS)[number];

export type ChangeOperation = 'CREATED' | 'UPDATED' | 'DELETED';

/** A row of the log. */
export interface LoggedChange {
  /** Rises with each change of one object; of two objects it says nothing. */
  readonly seq: string;
  readonly kind: ChangeKind | 'JOB';
  readonly operation: ChangeOperation;
  readonly id: string | null;
  readonly projectId: string | null;
}

/** Which changes a reader wants; null: all. */
export interface ObjectFilter {
  readonly kind: ObjectKind;
  readonly id: string | null;
  readonly projectId: string | null;
}

/** Whether somebody who follows this is told of that. */
export function isWanted({ kind, id, projectId }: ObjectFilter, change: LoggedChange): boolean {
  return (
    change.kind === kind &&
    (id === null || change.id === id) &&
    (projectId === null || change.projectId === projectId)
  );
}

/** Which change stands for two of one object: what was made stays new, and what is gone stays gone. */
export function foldOperations(earlier: ChangeOperation, later: ChangeOperation): ChangeOperation {
  return earlier === 'CREATED' && later === 'UPDATED' ? 'CREATED' : later;
}
