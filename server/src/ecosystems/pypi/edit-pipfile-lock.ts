import { findNodeAtLocation, type Node, parseTree } from 'jsonc-parser';
import { normalizeName } from '../../advisories/package-key.js';
import { isJsonObject, type JsonObject } from '../../formats/fields.js';
import { readJsonText } from '../../formats/json-text.js';
import { ProblemList } from '../../formats/problem-list.js';
import type { ManifestFile, VersionChange } from '../ecosystem.js';
import type { TextEdit } from './declared-range.js';
import { extraKey } from './lock-graph.js';
import { lockedRequirements } from './locked-requirements.js';
import { readPythonRange } from './marker-parts.js';
import { type NewVersion, readNewVersion } from './new-version.js';
import { pinnedVersion } from './specifiers.js';
import { tableIn, textIn, textsIn, valueIn } from './table.js';

const FIELDS = ['hashes', 'index', 'version', 'markers', 'extras'];
const NOTHING: ReadonlySet<string> = new Set();

/**
 * The entries of a Pipfile.lock rewritten for other versions, as Pipenv writes them: version, hashes of all files, and the
 * marker for Python's version. Why not, as a sentence's end, where anything of the new entry is not certain.
 */
export function editPipfileLock(
  { path, text }: ManifestFile,
  changes: readonly VersionChange[],
): readonly TextEdit[] | string {
  const problems = new ProblemList();
  const { value } = readJsonText(path, text, problems);
  const root =
    value === null || problems.list().length > 0 || text.startsWith('\ufeff') ? undefined : parseTree(text);
  if (value === null || root === undefined) return `${path} could not be read whole`;
  const edits: TextEdit[] = [];
  for (const change of changes) {
    const next = readNewVersion(change);
    if (typeof next === 'string') return next;
    for (const location of change.locations) {
      const entry = entryAt(value, location, change);
      if (entry === null) return `${path} does not hold ${change.name} ${change.from} at ${location}`;
      if (entry === 'DONE') continue;
      const reason = checkRequirements(entry, { next, value, changes });
      if (reason !== null) return reason;
      const found = rewrite(entry, { next, change, root, value, source: text });
      if (typeof found === 'string') return `${change.name} ${change.to}: ${found}`;
      for (const edit of found) edits.push(edit);
    }
  }
  return edits;
}

interface LockEntry {
  readonly section: string;
  readonly name: string;
  readonly table: JsonObject;
}

function entryAt(
  lock: JsonObject,
  location: string,
  { name, from, to }: VersionChange,
): LockEntry | 'DONE' | null {
  for (const section of Object.keys(lock)) {
    if (section === '_meta' || !location.startsWith(`${section}/`)) continue;
    const key = location.slice(section.length + 1);
    const table = valueIn(tableIn(lock, section), key);
    if (!isJsonObject(table) || normalizeName('PyPI', key) !== normalizeName('PyPI', name)) continue;
    const held = pinnedVersion(textIn(table, 'version') ?? '');
    if (held === to && from !== to) return 'DONE';
    const isAsked = held === from;
    return isAsked && Object.keys(table).every((field) => FIELDS.includes(field))
      ? { section, name: key, table }
      : null;
  }
  return null;
}

/** Pipenv installs the default section with every other one, so that answers what any of them needs. */
function checkRequirements(
  { section, name, table }: LockEntry,
  world: {
    readonly next: NewVersion;
    readonly value: JsonObject;
    readonly changes: readonly VersionChange[];
  },
): string | null {
  const { next, value, changes } = world;
  const versions = new Map<string, readonly string[]>();
  for (const each of ['default', section])
    for (const [other, entry] of Object.entries(tableIn(value, each))) {
      const moved = changes.find(({ locations }) => locations.includes(`${each}/${other}`));
      const held = isJsonObject(entry) ? pinnedVersion(textIn(entry, 'version') ?? '') : null;
      const version = moved?.to ?? held;
      if (version !== null) versions.set(normalizeName('PyPI', other), [version]);
    }
  const requires = tableIn(value, '_meta', 'requires');
  const python = textIn(requires, 'python_full_version') ?? textIn(requires, 'python_version');
  if (next.isGuessed) return `the registry does not say for certain what ${name} ${next.version} asks for`;
  const asked = lockedRequirements(name, next, {
    python: readPythonRange(python === null ? '' : `~${python}`),
    versions,
    extras: new Set(textsIn(table, 'extras').map(extraKey)),
    edgeExtras: NOTHING,
  });
  return typeof asked === 'string' ? asked : null;
}

interface RewriteSite {
  readonly next: NewVersion;
  readonly change: VersionChange;
  readonly root: Node;
  readonly value: JsonObject;
  readonly source: string;
}

function rewrite({ section, name, table }: LockEntry, site: RewriteSite): readonly TextEdit[] | string {
  const { next, change, root, value, source } = site;
  const at = (field: string): Node | undefined => findNodeAtLocation(root, [section, name, field]);
  const version = at('version');
  const hashes = at('hashes');
  const old = textsIn(table, 'hashes');
  const isOrdered = old.every((hash, index) => index === 0 || (old[index - 1] ?? '') < hash);
  const isPlain = old.every((hash) => /^sha256:[0-9a-f]{64}$/.test(hash));
  if (version === undefined || hashes === undefined || old.length === 0 || !isOrdered || !isPlain)
    return 'its hashes do not stand as Pipenv writes them';
  if (change.target.artifacts.some(({ hash }) => !/^sha256:[0-9a-f]{64}$/.test(hash)))
    return 'the registry does not tell the hashes of all its files';
  const marker = newMarker(textIn(table, 'markers'), next.requiresPython, value);
  if (marker === undefined) return 'under which marker Pipenv writes it is not certain';
  const edits = [{ ...spanOf(version), text: JSON.stringify(`==${next.version}`) }];
  const written = [...new Set(change.target.artifacts.map(({ hash }) => hash))].toSorted();
  edits.push(listEdit(hashes, written, source));
  const markers = at('markers');
  if (marker !== null && markers !== undefined)
    edits.push({ ...spanOf(markers), text: JSON.stringify(marker) });
  return edits;
}

/**
 * The marker with which Pipenv repeats which Python a package needs; null where it writes none, undefined where that is not
 * certain: older versions of it repeat nothing, and some markers come from who asks for the package.
 */
function newMarker(
  old: string | null,
  requiresPython: string | null,
  lock: JsonObject,
): string | null | undefined {
  const needed =
    requiresPython === null ? null : (/^>=\s*(\d+\.\d+)$/.exec(requiresPython.trim())?.[1] ?? undefined);
  if (old !== null)
    return /^python_version >= '\d+\.\d+'$/.test(old) && typeof needed === 'string'
      ? `python_version >= '${needed}'`
      : undefined;
  if (needed === null) return null;
  const repeats = Object.keys(lock).some((section) =>
    Object.values(tableIn(lock, section)).some(
      (entry) => isJsonObject(entry) && /^python_(?:full_)?version >= /.test(textIn(entry, 'markers') ?? ''),
    ),
  );
  return repeats ? undefined : null;
}

function spanOf({ offset, length }: Node): { readonly start: number; readonly end: number } {
  return { start: offset, end: offset + length };
}

/** A list of texts with what stands before each of the old ones: their line ends and indentation. */
function listEdit(list: Node, texts: readonly string[], source: string): TextEdit {
  const first = list.children?.[0]?.offset ?? list.offset;
  const last = list.children?.at(-1);
  const gap = source.slice(list.offset + 1, first);
  return {
    start: first,
    end: last === undefined ? first : last.offset + last.length,
    text: texts.map((text) => JSON.stringify(text)).join(`,${gap === '' ? ' ' : gap}`),
  };
}
