import semver from 'semver';
import type { RangeChange } from '../ecosystem.js';
import { SECTIONS } from './asks.js';
import { splitPath } from '../manifest-paths.js';
import type { JsonEditor } from './json-edit.js';
import { sourceOfRange } from './names.js';
import { isJsonObject } from '../../formats/fields.js';

/** The lock beside the manifests, where there is one. */
export interface OpenLock {
  readonly path: string;
  readonly editor: JsonEditor;
}

/**
 * Rewrites a declared range wherever the manifest declares it, and wherever the lock repeats that. An alias stays an
 * alias. Answers why it cannot be done, or null when the editors hold the change.
 */
export function editRange(manifest: JsonEditor, change: RangeChange, lock: OpenLock | null): string | null {
  if (semver.validRange(change.range) === null)
    return `${JSON.stringify(change.range)} is not a range of versions`;
  const inManifest = replaceInSections(manifest, [], change);
  if (typeof inManifest === 'string') return inManifest;
  if (inManifest === 0) return 'it is not declared there';
  const { manifestPath } = change;
  if (lock === null || manifestPath === null) return null;
  const folder = relativeFolder(lock.path, manifestPath);
  if (folder === null) return 'the lock does not stand above the manifest';
  if (isJsonObject(lock.editor.value['packages'])) {
    const inLock = replaceInSections(lock.editor, ['packages', folder], change);
    if (typeof inLock === 'string') return inLock;
    if (inLock === 0) return 'the lock does not repeat the declaration, so the two would no longer agree';
  }
  return folder === '' ? null : replaceInLegacy(lock.editor, folder, change);
}

/** How many declarations were rewritten, or why that cannot be done. */
function replaceInSections(file: JsonEditor, path: readonly string[], change: RangeChange): number | string {
  let count = 0;
  for (const section of SECTIONS) {
    const result = replaceAt(file, [...path, section, change.name], change);
    if (result === 'ABSENT') continue;
    if (result !== 'REPLACED') return result.reason;
    count += 1;
  }
  return count;
}

/** Version 1, and the older half of version 2, repeat a workspace's ranges in `requires`. */
function replaceInLegacy(lock: JsonEditor, folder: string, change: RangeChange): string | null {
  const dependencies = lock.value['dependencies'];
  if (!isJsonObject(dependencies)) return null;
  for (const [name, entry] of Object.entries(dependencies)) {
    if (!isJsonObject(entry) || entry['version'] !== `file:${folder}`) continue;
    const result = replaceAt(lock, ['dependencies', name, 'requires', change.name], change);
    if (typeof result === 'object') return result.reason;
  }
  return null;
}

function replaceAt(
  file: JsonEditor,
  path: readonly string[],
  change: RangeChange,
): 'ABSENT' | 'REPLACED' | { readonly reason: string } {
  const node = file.find(path);
  if (node === null) return file.hasPath(path) ? { reason: 'a key stands there twice' } : 'ABSENT';
  const old: unknown = node.value;
  if (typeof old !== 'string' || sourceOfRange(old) !== 'REGISTRY')
    return { reason: 'it is not asked for by a range of versions' };
  const alias = /^npm:(?:@[^/@]+\/)?[^/@]+/.exec(old)?.[0];
  file.replace(node, alias === undefined ? change.range : `${alias}@${change.range}`);
  return 'REPLACED';
}

/** The manifest's folder as the lock names it; null where it is not below the lock. */
function relativeFolder(lockPath: string, manifestPath: string): string | null {
  const above = splitPath(lockPath).folder;
  const { folder } = splitPath(manifestPath);
  if (folder === above) return '';
  if (above === '') return folder;
  return folder.startsWith(`${above}/`) ? folder.slice(above.length + 1) : null;
}
