import { isJsonObject, type JsonObject } from '../../formats/fields.js';
import type { LockEntry } from './lock-text.js';

/** The fields of an entry after the edit, or those that it has. */
export type FieldsOf = (entry: LockEntry) => JsonObject;

/** The entries that the project asked for, directly or through others, and does not any more after the edit. */
export function unaskedEntries(
  entries: readonly LockEntry[],
  manifest: JsonObject,
  fieldsAfter: FieldsOf,
): ReadonlySet<LockEntry> {
  const roots = [...linkNames(manifest, 'require'), ...linkNames(manifest, 'require-dev')];
  const before = reach(roots, entries, ({ fields }) => fields);
  const after = reach(roots, entries, fieldsAfter);
  return new Set(entries.filter((entry) => before.has(entry) && !after.has(entry)));
}

/** The names below a field such as `require`, in lower case. */
export function linkNames(fields: JsonObject, key: string): readonly string[] {
  const links = Object.hasOwn(fields, key) ? fields[key] : null;
  return isJsonObject(links) ? Object.keys(links).map((name) => name.toLowerCase()) : [];
}

/** Which entries answer a name: those that bear it, provide it or replace it. */
export function answering(
  entries: readonly LockEntry[],
  fieldsOf: FieldsOf,
): ReadonlyMap<string, readonly LockEntry[]> {
  const found = new Map<string, LockEntry[]>();
  for (const entry of entries) {
    const fields = fieldsOf(entry);
    const names = [
      entry.name.toLowerCase(),
      ...linkNames(fields, 'provide'),
      ...linkNames(fields, 'replace'),
    ];
    for (const name of new Set(names)) {
      const known = found.get(name);
      if (known === undefined) found.set(name, [entry]);
      else known.push(entry);
    }
  }
  return found;
}

function reach(
  roots: readonly string[],
  entries: readonly LockEntry[],
  fieldsOf: FieldsOf,
): ReadonlySet<LockEntry> {
  const answers = answering(entries, fieldsOf);
  const reached = new Set<LockEntry>();
  const names = new Set(roots);
  // A set gives what is added while it is walked through, too.
  for (const name of names) {
    for (const entry of answers.get(name) ?? []) {
      if (reached.has(entry)) continue;
      reached.add(entry);
      for (const asked of linkNames(fieldsOf(entry), 'require')) names.add(asked);
    }
  }
  return reached;
}
