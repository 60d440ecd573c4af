import type { JsonObject } from '../../formats/fields.js';
import type { VersionChange } from '../ecosystem.js';
import { lockEntryOf } from './lock-entry.js';
import { type ComposerText, entriesOf, layoutAt, type LockEntry, nodeAt, removeItems } from './lock-text.js';
import { encodePretty, isPhpMap, type PhpMap, phpValue } from './php-json.js';
import { type FieldsOf, unaskedEntries } from './remove-unasked.js';
import { whatDisagrees } from './what-disagrees.js';

const MAX_DOCUMENT_LENGTH = 1024 * 1024;

/**
 * Puts the registry's descriptions of other versions in the place of entries, and takes out what the project does not ask for
 * any more. Gives why not, as the end of a sentence; null where it is done.
 */
export function editVersions(
  lock: ComposerText,
  changes: readonly VersionChange[],
  manifest: JsonObject | null,
): string | null {
  const entries = entriesOf(lock);
  const moved = new Map<LockEntry, PhpMap>();
  for (const change of changes) {
    const reason = moveEntry(lock, { change, entries, moved });
    if (reason !== null) return `${change.name} ${change.to}: ${reason}`;
  }
  const fieldsAfter: FieldsOf = (entry) => moved.get(entry) ?? entry.fields;
  const unasked = manifest === null ? new Set<LockEntry>() : unaskedEntries(entries, manifest, fieldsAfter);
  const staying = entries.filter((entry) => !unasked.has(entry));
  const reason = whatDisagrees({
    before: entries,
    after: staying,
    moved: staying.filter((entry) => moved.has(entry)),
    fieldsAfter,
  });
  if (reason !== null) return reason;
  return leaveOut(lock, unasked) ? null : 'an entry is to be changed and left out';
}

function moveEntry(
  lock: ComposerText,
  {
    change,
    entries,
    moved,
  }: {
    readonly change: VersionChange;
    readonly entries: readonly LockEntry[];
    readonly moved: Map<LockEntry, PhpMap>;
  },
): string | null {
  const { name, from, to, target } = change;
  const copies = entries.filter((entry) => entry.name.toLowerCase() === name.toLowerCase());
  const found = copies.filter(({ version }) => version === from);
  const [entry] = found;
  if (entry === undefined)
    return copies.some(({ version }) => version === to) ? null : 'the lock has no entry for it';
  if (copies.length > 1) return 'the lock has more than one entry for it';
  if (moved.has(entry)) return 'it is to be moved twice';
  const document = readDocument(target.document);
  const before = phpValue(entry.fields);
  if (!isPhpMap(document))
    return 'the registry does not describe this version in a way that Composer would lock';
  if (!isPhpMap(before)) return 'its entry could not be read';
  const { name: described } = document;
  if (
    typeof described !== 'string' ||
    described.toLowerCase() !== name.toLowerCase() ||
    document['version'] !== to
  )
    return 'the registry describes another package';
  if (!isSameHost(before, document)) return 'the lock has it from another host than the registry names';
  const result = lockEntryOf(document, before);
  if (result.kind === 'refused') return result.reason;
  const text = encodePretty(result.entry, layoutAt(lock, entry.node));
  const { offset, length } = entry.node;
  if (!lock.edits.replace(offset, offset + length, text)) return 'it is to be moved twice';
  moved.set(entry, result.entry);
  return null;
}

function readDocument(document: string | null): ReturnType<typeof phpValue> {
  if (document === null || document.length > MAX_DOCUMENT_LENGTH) return undefined;
  try {
    return phpValue(JSON.parse(document));
  } catch {
    return undefined;
  }
}

/** Whether the archives of both come from one host; true where either names none. */
function isSameHost(before: PhpMap, document: PhpMap): boolean {
  const [old, fresh] = [before['dist'], document['dist']].map((dist) =>
    isPhpMap(dist) ? hostOf(dist['url']) : null,
  );
  return old == null || fresh == null || old === fresh;
}

function hostOf(url: unknown): string | null {
  return typeof url === 'string' ? (/^[a-z][a-z+]{0,10}:\/\/([^/]{1,300})/i.exec(url)?.[1] ?? '') : null;
}

function leaveOut({ edits, root }: ComposerText, unasked: ReadonlySet<LockEntry>): boolean {
  return (['packages', 'packages-dev'] as const).every((section) => {
    const nodes = new Set([...unasked].filter((entry) => entry.section === section).map(({ node }) => node));
    const list = nodeAt(root, [section]);
    return nodes.size === 0 || (list !== null && removeItems(edits, list, nodes));
  });
}
