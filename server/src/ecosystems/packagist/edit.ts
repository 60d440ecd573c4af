import { isJsonObject } from '../../formats/fields.js';
import type { Changes, EditResult, ManifestFile, RangeChange } from '../ecosystem.js';
import { contentHash } from './content-hash.js';
import { editVersions } from './edit-lock.js';
import { isLockPath } from './groups.js';
import { type ComposerText, nodeAt, openText } from './lock-text.js';

/** Stabilities and branches in a constraint are repeated in the lock's `stability-flags`. */
const PLAIN_RANGE = /^[\d.^~<>=!*|,\sxXvV-]{1,512}$/;

interface OpenFile extends ComposerText {
  readonly path: string;
}

/**
 * The new texts of a composer.json and its lock: ranges in the one, versions and the hash of the first in the other.
 * Entries are written as Composer would write them; between them nothing moves.
 */
export function editFiles(files: readonly ManifestFile[], changes: Changes): EditResult {
  const locks = files.filter(({ path }) => isLockPath(path));
  const manifests = files.filter(({ path }) => !isLockPath(path));
  const [lockFile] = locks;
  const [manifestFile] = manifests;
  if (locks.length > 1 || manifests.length > 1) return refuse('there is more than one lock or composer.json');
  if (changes.forces.length > 0) return refuse('Composer has no rule that forces a version');
  if (lockFile === undefined && changes.versions.length > 0)
    return refuse('there is no lock that could be edited');
  const lock = open(lockFile);
  const manifest = open(manifestFile);
  if (typeof lock === 'string') return refuse(lock);
  if (typeof manifest === 'string') return refuse(manifest);
  const reason =
    editRanges(manifest, changes.ranges) ??
    (lock === null ? null : editVersions(lock, changes.versions, manifest?.value ?? null));
  if (reason !== null) return refuse(reason);
  const manifestText = manifest?.edits.finish() ?? null;
  if (lock !== null && manifestFile !== undefined && manifestText !== null) {
    const unhashed = editHash(lock, manifestFile.text, manifestText);
    if (unhashed !== null) return refuse(unhashed);
  }
  const lockText = lock?.edits.finish() ?? null;
  if (lock !== null && lockText === null) return refuse(`${lock.path}: two changes are of the same place`);
  const texts = new Map([
    [manifestFile?.path, manifestText],
    [lockFile?.path, lockText],
  ]);
  return {
    kind: 'edited',
    files: files.flatMap(({ path, text }) => {
      const now = texts.get(path) ?? text;
      return now === text ? [] : [{ path, text: now }];
    }),
  };
}

function open(file: ManifestFile | undefined): OpenFile | string | null {
  if (file === undefined) return null;
  const opened = openText(file.text);
  return opened === null ? `${file.path} is not valid JSON` : { ...opened, path: file.path };
}

function editRanges(manifest: OpenFile | null, ranges: readonly RangeChange[]): string | null {
  for (const change of ranges) {
    if (manifest === null) return 'there is no composer.json that could be edited';
    if (change.manifestPath !== null && change.manifestPath !== manifest.path)
      return `${change.name} is declared in ${change.manifestPath}, which is not here or cannot be edited`;
    const reason = editRange(manifest, change);
    if (reason !== null) return `${change.name} in ${manifest.path}: ${reason}`;
  }
  return null;
}

function editRange({ edits, value, root }: OpenFile, { name, from, range }: RangeChange): string | null {
  if (!PLAIN_RANGE.test(from) || !PLAIN_RANGE.test(range))
    return 'its range names a stability or a branch, for which the lock keeps flags';
  let isFound = false;
  for (const section of ['require', 'require-dev']) {
    const links = Object.hasOwn(value, section) ? value[section] : null;
    if (!isJsonObject(links)) continue;
    for (const key of Object.keys(links).filter((one) => one.toLowerCase() === name.toLowerCase())) {
      const node = nodeAt(root, [section, key]);
      if (node?.type !== 'string') return 'its range could not be read, or is declared twice';
      isFound = true;
      if (node.value === range) continue;
      if (node.value !== from) return `the file asks for ${String(node.value)}`;
      if (!edits.replace(node.offset, node.offset + node.length, JSON.stringify(range)))
        return 'its range is to be changed twice';
    }
  }
  return isFound ? null : 'the file does not ask for it';
}

/** Gives the lock the hash of the new composer.json, if it has that of the old one. */
function editHash({ edits, value, root }: OpenFile, before: string, after: string): string | null {
  if (before === after) return null;
  const old = contentHash(before);
  const fresh = contentHash(after);
  const node = nodeAt(root, ['content-hash']);
  if (old === null || fresh === null) return 'the hash of the new composer.json could not be worked out';
  if (Object.hasOwn(value, 'hash')) return 'the lock has a hash of an older kind, which only Composer renews';
  if (node?.type !== 'string' || node.value !== old)
    return 'the lock was not made from this composer.json, so that its hash cannot be renewed';
  return edits.replace(node.offset, node.offset + node.length, JSON.stringify(fresh))
    ? null
    : 'the hash is to be changed twice';
}

function refuse(reason: string): EditResult {
  return { kind: 'refused', reason };
}
