import type { Changes, EditResult, ManifestFile, RangeChange } from '../ecosystem.js';
import { applyEdits, isReadableRange, type TextEdit } from './declared-range.js';
import { editDeclarations } from './edit-declarations.js';
import { type FileKind, kindOf } from './groups.js';

const LOCKS: readonly (FileKind | null)[] = ['uv', 'poetry', 'pdm', 'pylock', 'pipfile-lock'];

/** The edits of each file, by its path. */
type FileEdits = Map<string, TextEdit[]>;

/**
 * The new texts of the files that change: declared ranges in requirements files and manifests, and locked versions. All of
 * it or nothing; no byte moves outside of what changes.
 */
export function editFiles(files: readonly ManifestFile[], changes: Changes): EditResult {
  const lock = files.find(({ path }) => LOCKS.includes(kindOf(path)));
  if (lock !== undefined) return refuse(`Backline cannot edit ${lock.path} yet`);
  if (changes.versions.length > 0) return refuse('there is no lock that could be edited');
  if (changes.forces.length > 0) return refuse('there is no place for a rule that forces a version');
  const edits: FileEdits = new Map();
  const reason = editRanges(files, changes.ranges, edits);
  return reason === null ? finish(files, edits) : refuse(reason);
}

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
