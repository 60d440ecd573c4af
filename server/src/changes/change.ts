/** What a change may be about. */
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

/** Changes that any process on the same database commits. */
export interface ChangeEvents {
  /** `onGap`: some may have been missed; whoever shows something reads it again. Answers what stops it. */
  subscribe(onChange: (change: Change) => void, onGap: () => void): Promise<() => Promise<void>>;
}
