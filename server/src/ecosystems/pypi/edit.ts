import type { Changes, EditResult, ManifestFile, RangeChange } from '../ecosystem.js';
import { applyEdits, isReadableRange, type TextEdit } from './declared-range.js';
import { type HashingTool, newContentHash } from './content-hash.js';
import { editConstraint } from './edit-constraints.js';
import { editDeclarations } from './edit-declarations.js';
import { editPipfileLock } from './edit-pipfile-lock.js';
import { editPoetryLock } from './edit-poetry-lock.js';
import { editRequirementVersions, placesOfFiles } from './edit-requirements.js';
import { editUvLock } from './edit-uv-lock.js';
import { editUvRanges } from './edit-uv-ranges.js';
import { type FileKind, kindOf } from './groups.js';
import { type OpenLock, openLock } from './lock-blocks.js';

const LOCKS: readonly (FileKind | null)[] = ['uv', 'poetry', 'pdm', 'pylock', 'pipfile-lock'];

/** The edits of each file, by its path. */
type FileEdits = Map<string, TextEdit[]>;

/**
 * The new texts of the files that change: declared ranges in requirements files and manifests, and locked versions. All of
 * it or nothing; no byte moves outside of what changes.
 */
export function editFiles(files: readonly ManifestFile[], changes: Changes): EditResult {
  const locks = files.filter(({ path }) => LOCKS.includes(kindOf(path)));
  const [lock] = locks;
  if (locks.length > 1) return refuse('there is more than one lock to edit');
  if (lock !== undefined && changes.forces.length > 0)
    return refuse('there is no place for a rule that forces a version');
  const edits: FileEdits = new Map();
  const reason =
    editRanges(files, changes.ranges, edits) ??
    (lock === undefined
      ? editCompiled({ files, changes, edits })
      : editLock(lock, { files, changes, edits }));
  return reason === null ? finish(files, edits) : refuse(reason);
}

interface LockSite {
  readonly files: readonly ManifestFile[];
  readonly changes: Changes;
  readonly edits: FileEdits;
}

/** The lines of compiled requirements files; a line whose hashes would no longer fit is not edited. */
function editCompiled({ files, changes, edits }: LockSite): string | null {
  const places = placesOfFiles(files);
  if (changes.versions.length > 0 && places.size === 0) return 'there is no lock that could be edited';
  const moved = new Set(changes.versions.flatMap(({ locations }) => locations));
  for (const [path, list] of places)
    for (const { location, hashes, start, text, requirement } of list) {
      const isEdited = edits
        .get(path)
        ?.some((edit) => edit.start >= start && edit.end <= start + text.length);
      if (isEdited === true && hashes.length > 0 && !moved.has(location))
        return `the hashes of ${requirement.name} in ${path} would no longer fit`;
    }
  for (const force of changes.forces) {
    const forced = editConstraint(files, force);
    if (typeof forced === 'string') return forced;
    for (const { path, ...edit } of forced) edits.set(path, unique([...(edits.get(path) ?? []), edit]));
  }
  const found = editRequirementVersions(files, changes.versions);
  if (typeof found === 'string') return found;
  for (const [path, list] of found) edits.set(path, unique([...(edits.get(path) ?? []), ...list]));
  return null;
}

/** A pin may be moved as a declared range and as a locked version, to the same text. */
function unique(edits: readonly TextEdit[]): TextEdit[] {
  const known = new Map(edits.map((edit) => [`${edit.start} ${edit.end} ${edit.text}`, edit]));
  return [...known.values()];
}

/** The edits of the lock, beside those of the manifests; why not, or null when `edits` holds them. */
function editLock(file: ManifestFile, site: LockSite): string | null {
  const kind = kindOf(file.path);
  if (kind === 'pipfile-lock') return editPipenv(file, site);
  if (kind !== 'poetry' && kind !== 'uv') return `Backline cannot edit ${file.path} yet`;
  const lock = openLock(file.path, file.text);
  if (typeof lock === 'string') return lock;
  const { versions } = site.changes;
  const found = kind === 'uv' ? editUvLock(lock, versions) : editPoetryLock(lock, versions);
  if (typeof found === 'string') return found;
  const repeated = kind === 'uv' ? repeatRanges(lock, site) : editHash('poetry', file, site);
  if (typeof repeated === 'string') return repeated;
  site.edits.set(file.path, [...found, ...repeated]);
  return null;
}

function editPipenv(file: ManifestFile, site: LockSite): string | null {
  const found = editPipfileLock(file, site.changes.versions);
  if (typeof found === 'string') return found;
  const hash = editHash('pipenv', file, site);
  if (typeof hash === 'string') return hash;
  site.edits.set(file.path, [...found, ...hash]);
  return null;
}

/** What a uv.lock repeats of the manifests of its own packages. */
function repeatRanges(lock: OpenLock, { changes }: LockSite): readonly TextEdit[] | string {
  const edits: TextEdit[] = [];
  for (const change of changes.ranges) {
    const found = editUvRanges(lock, change);
    if (found.length === 0)
      return `${lock.path} does not repeat ${change.name} as ${JSON.stringify(change.from)}, so the two would no longer agree`;
    for (const edit of found) edits.push(edit);
  }
  return edits;
}

/** The hash of the manifest that its lock holds, worked out anew where the manifest changes. */
function editHash(
  tool: HashingTool,
  lock: ManifestFile,
  { files, edits }: Omit<LockSite, 'changes'>,
): readonly TextEdit[] | string {
  const manifest = files.find(({ path }) => (edits.get(path)?.length ?? 0) > 0 && path !== lock.path);
  if (manifest === undefined) return [];
  const after = applyEdits(manifest.text, edits.get(manifest.path) ?? []);
  const [, before = '', hash = ''] = HASH_FIELDS[tool].exec(lock.text) ?? [];
  const next = newContentHash(tool, { hash, before: manifest.text, after: after ?? '' });
  if (next === null)
    return `how ${lock.path} comes to its hash of ${manifest.path} is not known, or it is out of date already`;
  const start = lock.text.indexOf(before + hash) + before.length;
  return [{ start, end: start + hash.length, text: next }];
}

/** What stands before the hash, and the hash. */
const HASH_FIELDS: Readonly<Record<HashingTool, RegExp>> = {
  poetry: /(\ncontent-hash = ")([0-9a-f]{64})"/,
  pdm: /(\ncontent_hash = "sha256:)([0-9a-f]{64})"/,
  pipenv: /("hash":\s*\{\s*"sha256":\s*")([0-9a-f]{64})"/,
};

function editRanges(
  files: readonly ManifestFile[],
  ranges: readonly RangeChange[],
  edits: FileEdits,
): string | null {
  for (const change of ranges) {
    const { manifestPath, name, from, range } = change;
    if (!isReadableRange(range)) return `${name}: ${JSON.stringify(range)} is not a range of versions`;
    const places = files.filter(({ path }) => manifestPath === null || path === manifestPath);
    if (places.length === 0) return `${name}: ${manifestPath ?? ''} is missing`;
    let count = 0;
    for (const file of places) {
      const found = editDeclarations(file, change);
      if (found === null) return `${name}: ${file.path} could not be read exactly enough to be edited`;
      const list = edits.get(file.path) ?? [];
      edits.set(file.path, list);
      for (const edit of found) list.push(edit);
      count += found.length;
    }
    const where = manifestPath === null ? '' : ` in ${manifestPath}`;
    if (count === 0) return `${name} is not declared as ${JSON.stringify(from)}${where}`;
  }
  return null;
}

function finish(files: readonly ManifestFile[], edits: FileEdits): EditResult {
  const edited: ManifestFile[] = [];
  for (const { path, text } of files) {
    const after = applyEdits(text, edits.get(path) ?? []);
    if (after === null) return refuse(`one place in ${path} is to be changed twice`);
    if (after !== text) edited.push({ path, text: after });
  }
  return { kind: 'edited', files: edited };
}

function refuse(reason: string): EditResult {
  return { kind: 'refused', reason };
}
