import { isJsonObject, type JsonObject } from '../../formats/fields.js';
import { satisfies } from './constraints.js';
import type { LockEntry } from './lock-text.js';
import { isPlatform } from './manifest.js';
import { answering, type FieldsOf, linkNames } from './remove-unasked.js';

/** The entries of a lock before and after an edit, and which of them get another version. */
export interface LockMove {
  readonly before: readonly LockEntry[];
  readonly after: readonly LockEntry[];
  readonly moved: readonly LockEntry[];
  readonly fieldsAfter: FieldsOf;
}

type Answers = ReadonlyMap<string, readonly LockEntry[]>;

/**
 * What is wrong with a lock after an edit: a demand that nothing answers any more, a conflict, something that is replaced and
 * there. Null where nothing is. The versions of packages that did not move are for whoever chose the versions.
 */
export function whatDisagrees(move: LockMove): string | null {
  const { before, after, moved, fieldsAfter } = move;
  const known = answering(before, ({ fields }) => fields);
  const all = answering(after, fieldsAfter);
  const runtime = answering(
    after.filter(({ section }) => section === 'packages'),
    fieldsAfter,
  );
  const isMoved = new Set(moved);
  for (const entry of after) {
    if (isMoved.has(entry)) continue;
    const lost = linkNames(entry.fields, 'require').find((name) => known.has(name) && !all.has(name));
    if (lost !== undefined) return `${entry.name} asks for ${lost}, which nothing provides any more`;
  }
  for (const entry of moved) {
    const answers = entry.section === 'packages' ? runtime : all;
    const reason = unmetBy(entry, { answers, all, fieldsAfter }) ?? quarrelOf(entry, after, fieldsAfter);
    if (reason !== null) return `${entry.name} ${versionOf(fieldsAfter(entry))} ${reason}`;
  }
  return null;
}

function unmetBy(
  entry: LockEntry,
  {
    answers,
    all,
    fieldsAfter,
  }: { readonly answers: Answers; readonly all: Answers; readonly fieldsAfter: FieldsOf },
): string | null {
  const asked = linksOf(entry.fields, 'require');
  const fields = fieldsAfter(entry);
  for (const [name, text] of linksOf(fields, 'require')) {
    if (isPlatform(name)) continue;
    const range = text === 'self.version' ? versionOf(fields) : text;
    const found = answers.get(name);
    if (found === undefined)
      return all.has(name)
        ? `asks for ${name}, which the lock has for development only`
        : `asks for ${name}, which the lock does not have`;
    const own = found.find((one) => one.name.toLowerCase() === name);
    if (own !== undefined) {
      const version = versionOf(fieldsAfter(own));
      if (!satisfies(version, range)) return `asks for ${name} ${range}, and the lock has ${version}`;
    } else if (asked.get(name) !== text && !found.some((one) => provides(fieldsAfter(one), name, range)))
      return `asks for ${name} ${range}, and it is not certain that what stands in for it fits`;
  }
  return null;
}

/** Whether one of the versions that a package says it stands in for lies in a range. */
function provides(fields: JsonObject, name: string, range: string): boolean {
  const stated = [linksOf(fields, 'provide').get(name), linksOf(fields, 'replace').get(name)];
  return stated.some((text) =>
    text?.split(/\|\|?/).some((part) => {
      const version = part.trim() === 'self.version' ? versionOf(fields) : part.trim();
      return version === '*' || satisfies(version, range);
    }),
  );
}

function quarrelOf(entry: LockEntry, entries: readonly LockEntry[], fieldsAfter: FieldsOf): string | null {
  const fields = fieldsAfter(entry);
  const replaced = new Set(linkNames(fields, 'replace'));
  for (const other of entries) {
    if (other === entry) continue;
    const otherFields = fieldsAfter(other);
    if (replaced.has(other.name.toLowerCase())) return `replaces ${other.name}, which the lock has too`;
    if (conflicts(fields, other.name, otherFields) || conflicts(otherFields, entry.name, fields))
      return `does not get along with ${other.name} ${versionOf(otherFields)}`;
  }
  return null;
}

function conflicts(fields: JsonObject, name: string, other: JsonObject): boolean {
  const range = linksOf(fields, 'conflict').get(name.toLowerCase());
  return range !== undefined && satisfies(versionOf(other), range);
}

function versionOf({ version }: JsonObject): string {
  return typeof version === 'string' ? version : '';
}

function linksOf(fields: JsonObject, key: string): ReadonlyMap<string, string> {
  const links = Object.hasOwn(fields, key) ? fields[key] : null;
  if (!isJsonObject(links)) return new Map();
  return new Map(
    Object.entries(links).flatMap(([name, range]): [string, string][] =>
      typeof range === 'string' ? [[name.toLowerCase(), range]] : [],
    ),
  );
}
