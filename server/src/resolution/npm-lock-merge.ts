import type { Node } from 'jsonc-parser';
import { isJsonObject, type JsonObject } from '../formats/fields.js';
import { readTree } from '../formats/json-text.js';
import { stripByteOrderMark } from '../formats/source-text.js';
import { dressed, type Habits, habitsOf } from './npm-lock-habits.js';
import {
  apply,
  assemble,
  baseIndent,
  childOf,
  type Edit,
  endOf,
  isSame,
  layOut,
  type Member,
  membersOf,
  objectAt,
  parseObject,
  type Source,
  type Span,
  styleOf,
} from './npm-lock-layout.js';

/** The merged text, or why there is none (the end of a sentence). */
export type MergeResult =
  | { readonly kind: 'merged'; readonly text: string; readonly changed: readonly JsonObject[] }
  | { readonly kind: 'refused'; readonly reason: string };

/** The old lock, and what npm's library makes of it before and after the resolution. */
export interface LockVersions {
  readonly original: string;
  readonly baseline: string;
  readonly resolved: string;
}

/** What of an entry tells which package stands there, and what it leads to. */
const IDENTITY = ['version', 'link', 'inBundle', 'bundled'];
const FLAGS = ['dev', 'optional', 'devOptional', 'peer', 'extraneous'];
const OWN_MAPS = [
  'dependencies',
  'devDependencies',
  'optionalDependencies',
  'peerDependencies',
  'peerDependenciesMeta',
  'workspaces',
];
const collator = new Intl.Collator('en');

/**
 * The old lock with those entries exchanged, added and left out that the resolution changed in meaning; every other byte
 * stays as it was. What npm's library writes differently without a change of meaning is not taken over.
 */
export function mergeLocks({ original, baseline, resolved }: LockVersions): MergeResult {
  const text = stripByteOrderMark(original);
  const root = readTree(text);
  const value = parseObject(text);
  const before = parseObject(baseline);
  const after = parseObject(resolved);
  if (root === null || value === null || before === null || after === null)
    return { kind: 'refused', reason: 'the lock is not an object in strict JSON' };
  const changed: JsonObject[] = [];
  const merger: Merger = { text, style: styleOf(text, root), habits: habitsOf(value), changed };
  const edits: Edit[] = [];
  for (const section of ['packages', 'dependencies'] as const) {
    const node = childOf(root, section);
    if (node === null) continue;
    const level: Level = { node, old: objectAt(value, section), before: objectAt(before, section) };
    if (level.old === null) return { kind: 'refused', reason: 'the lock is not laid out as npm does it' };
    const merged = mergeSection(merger, level, objectAt(after, section) ?? {}, section === 'packages');
    edits.push({ start: node.offset, end: node.offset + node.length, text: merged });
  }
  const mark = original.slice(0, original.length - text.length);
  return { kind: 'merged', text: mark + apply(text, edits), changed };
}

interface Merger extends Source {
  readonly habits: Habits;
  readonly changed: JsonObject[];
}

interface Level {
  readonly node: Node;
  readonly old: JsonObject | null;
  readonly before: JsonObject | null;
}

/** One `packages`, or one `dependencies` at any depth. */
function mergeSection(merger: Merger, level: Level, after: JsonObject, isFlat: boolean): string {
  const old = level.old ?? {};
  const members = membersOf(level.node);
  const kept: Member[] = [];
  for (const [index, member] of members.entries()) {
    if (!Object.hasOwn(after, member.key)) continue;
    const next = after[member.key];
    const was = Object.hasOwn(old, member.key) ? old[member.key] : undefined;
    if (!isJsonObject(next) || !isJsonObject(was))
      return merger.text.slice(level.node.offset, endOf(level.node));
    const beforeEntry =
      level.before === null || !Object.hasOwn(level.before, member.key) ? null : level.before[member.key];
    const states: EntryStates = {
      old: was,
      before: isJsonObject(beforeEntry) ? beforeEntry : was,
      after: next,
    };
    kept.push({
      key: member.key,
      index,
      text: merger.text.slice(member.start, member.valueStart) + mergeEntry(merger, member, states, isFlat),
    });
  }
  const known = new Set(members.map(({ key }) => key));
  const added = Object.keys(after).filter((key) => !known.has(key));
  return assemble(
    merger,
    level.node,
    members,
    insertSorted(merger, level.node, kept, { added, after, isFlat }),
  );
}

interface EntryStates {
  readonly old: JsonObject;
  readonly before: JsonObject;
  readonly after: JsonObject;
}

function mergeEntry(merger: Merger, at: Span, states: EntryStates, isFlat: boolean): string {
  const { old, before, after } = states;
  const base = baseIndent(merger.text, at.start);
  const text = merger.text.slice(at.valueStart, at.end);
  const isOwn = isFlat && !/(?:^|\/)node_modules\//.test(at.key);
  if (isOwn) {
    if (OWN_MAPS.every((map) => isSame(before[map], after[map]))) return text;
    return layOut(withFields(old, after, OWN_MAPS), merger.style, base);
  }
  const isReplaced =
    IDENTITY.some((field) => !isSame(before[field], after[field])) || !isSameArchive(before, after);
  if (isReplaced) {
    merger.changed.push({ ...after, location: at.key });
    return layOut(dressed(merger.habits, after), merger.style, base);
  }
  const nested = isFlat ? null : mergeNested(merger, at, states);
  const flags = FLAGS.filter((flag) => !isSame(before[flag], after[flag]) && !isSame(old[flag], after[flag]));
  if (flags.length === 0) return nested ?? text;
  return layOut(
    withFields(nested === null ? old : (parseObject(nested) ?? old), after, flags),
    merger.style,
    base,
  );
}

/** The copies inside of an entry of version 1, merged; null where there are none, before or after. */
function mergeNested(merger: Merger, at: Span, { old, before, after }: EntryStates): string | null {
  const had = objectAt(old, 'dependencies');
  const has = objectAt(after, 'dependencies');
  if (had === null && has === null) return null;
  if (had === null || has === null) {
    const base = baseIndent(merger.text, at.start);
    if (has !== null)
      for (const key of Object.keys(has)) merger.changed.push({ ...objectAt(has, key), location: key });
    return layOut(withFields(old, after, ['dependencies']), merger.style, base);
  }
  const node = childOf(at.value, 'dependencies');
  if (node === null) return null;
  const merged = mergeSection(
    merger,
    { node, old: had, before: objectAt(before, 'dependencies') },
    has,
    false,
  );
  return merger.text.slice(at.valueStart, node.offset) + merged + merger.text.slice(endOf(node), at.end);
}

/** New members where npm's order would put them; those that were there keep the order that they have. */
function insertSorted(
  merger: Merger,
  node: Node,
  kept: readonly Member[],
  {
    added,
    after,
    isFlat,
  }: { readonly added: readonly string[]; readonly after: JsonObject; readonly isFlat: boolean },
): readonly Member[] {
  const first = node.children?.[0];
  const base =
    first === undefined
      ? baseIndent(merger.text, node.offset) + merger.style.indent
      : baseIndent(merger.text, first.offset);
  const fresh = added
    .flatMap((key): Member[] => {
      const entry = after[key];
      if (!isJsonObject(entry)) return [];
      if (!isFlat || /(?:^|\/)node_modules\//.test(key)) merger.changed.push({ ...entry, location: key });
      const colon = merger.style.newline === '' ? ':' : ': ';
      return [
        {
          key,
          index: null,
          text: JSON.stringify(key) + colon + layOut(dressed(merger.habits, entry), merger.style, base),
        },
      ];
    })
    .toSorted((left, right) => collator.compare(left.key, right.key));
  const all: Member[] = [];
  let next = 0;
  for (const member of kept) {
    for (
      let each = fresh[next];
      each !== undefined && collator.compare(each.key, member.key) < 0;
      each = fresh[next]
    ) {
      all.push(each);
      next += 1;
    }
    all.push(member);
  }
  for (const each of fresh.slice(next)) all.push(each);
  return all;
}

/** Same bytes, as far as both say: one that says nothing does not disagree. */
function isSameArchive(before: JsonObject, after: JsonObject): boolean {
  const { integrity: was } = before;
  const { integrity: is } = after;
  if (typeof was === 'string' && typeof is === 'string') return was === is || sharesHash(was, is);
  return typeof was === typeof is || isSame(before['resolved'], after['resolved']) || was === undefined;
}

function sharesHash(left: string, right: string): boolean {
  const known = new Set(left.split(/\s+/));
  return right.split(/\s+/).some((hash) => known.has(hash));
}

function withFields(old: JsonObject, after: JsonObject, fields: readonly string[]): JsonObject {
  const taken = new Map(Object.entries(old));
  for (const field of fields) {
    if (Object.hasOwn(after, field)) taken.set(field, after[field]);
    else taken.delete(field);
  }
  return Object.fromEntries(taken);
}
