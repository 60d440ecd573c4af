import type { AuditValues } from './audit-event.js';

/** One field that a record tells of. Null: there was, or is, nothing. */
export interface AuditChange {
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** What differs between before and after, by name; of a thing that was made or removed all its fields. Values as texts. */
export function changesOf(before: AuditValues | null, after: AuditValues | null): readonly AuditChange[] {
  const earlier = new Map(Object.entries(before ?? {}));
  const later = new Map(Object.entries(after ?? {}));
  const names = [...new Set([...earlier.keys(), ...later.keys()])].toSorted();
  return names
    .map((field) => ({ field, before: textOf(earlier.get(field)), after: textOf(later.get(field)) }))
    .filter((change) => change.before !== change.after);
}

function textOf(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
