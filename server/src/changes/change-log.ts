import type { ChangeCursor, Snapshot } from './change-cursor.js';
import type { LoggedChange, ObjectFilter } from './change.js';

/** Where a reader of the whole log is. */
export interface LogPlace {
  readonly server: string;
  readonly snapshot: Snapshot;
}

/** What became visible between two places, in order; null: more than a process wants to hold at once, or partly forgotten. */
export interface LogWave {
  readonly from: LogPlace;
  readonly upTo: LogPlace;
  readonly changes: readonly LoggedChange[] | null;
}

/** What changed, kept for a day. */
export interface ChangeLog {
  /** Now. What another database server had written (a backup was restored) is forgotten. */
  place(): Promise<LogPlace>;
  /** What became visible since then. */
  readSince(place: LogPlace): Promise<LogWave>;
  /**
   * At most `limit` objects that changed after the cursor's `from` and are seen by `upTo`, each once with its last change and in the
   * order of those, from after `seq`. Null: some that should be there are forgotten.
   */
  readObjects(
    span: { readonly from: Snapshot; readonly upTo: Snapshot; readonly seq: string },
    filter: ObjectFilter,
    limit: number,
  ): Promise<readonly LoggedChange[] | null>;
}

/** Says that there may be something new; also after a connection was lost. Answers what stops it. */
export type ChangeWake = (onNew: () => void, onGap: () => void) => Promise<() => Promise<void>>;

/** The place after everything that was told up to a place. */
export function cursorAt({ server, snapshot }: LogPlace): ChangeCursor {
  return { server, from: snapshot, rest: null };
}
