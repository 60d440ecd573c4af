import semver from 'semver';
import type { ManifestFile, RangeChange } from '../ecosystem.js';
import { SECTIONS } from './asks.js';
import { splitPath } from '../manifest-paths.js';
import { JsonEditor } from './json-edit.js';
import { sourceOfRange } from './names.js';
import { rangeBehindAlias } from './versions.js';
import { isJsonObject } from '../../formats/fields.js';

/** The lock beside the manifests, where there is one. */
export interface OpenLock {
  readonly path: string;
  readonly editor: JsonEditor;
}

/** Rewrites a manifest's declaration where npm's lock repeats it. Answers why it cannot be done, or null. */
export function followInLock(lock: OpenLock, manifestPath: string, change: RangeChange): string | null {
  const folder = relativeFolder(lock.path, manifestPath);
  if (folder === null) return 'the lock does not stand above the manifest';
  if (isJsonObject(lock.editor.value['packages'])) {
    const inLock = replaceDeclared(lock.editor, ['packages', folder], change);
    if (inLock.kind === 'refused')
      return inLock.isAbsent
        ? 'the lock does not repeat the declaration, so the two would no longer agree'
        : inLock.reason;
  }
  return folder === '' ? null : replaceInLegacy(lock.editor, folder, change);
}

/** The manifests that a change concerns: the one that it names, else all known ones that declare the name so. */
export function declaringManifests(
  files: readonly ManifestFile[],
  { manifestPath, name, from }: RangeChange,
  isKnown: (path: string) => boolean,
): readonly string[] {
  if (manifestPath !== null) return [manifestPath];
  return files.flatMap(({ path, text }) => {
    if (splitPath(path).file !== 'package.json' || !text.includes(JSON.stringify(name)) || !isKnown(path))
      return [];
    const value = JsonEditor.open(text)?.value;
    const isDeclared = SECTIONS.some((section) => {
      const names = value?.[section];
      const range = isJsonObject(names) && Object.hasOwn(names, name) ? names[name] : undefined;
      return range === from || (typeof range === 'string' && rangeBehindAlias(range) === from);
    });
    return isDeclared ? [path] : [];
  });
}

/** What was rewritten, or why it cannot be; `isAbsent` where nothing of the name is declared with that range. */
export type Replaced =
  | { readonly kind: 'replaced'; readonly before: string; readonly after: string }
  | { readonly kind: 'refused'; readonly reason: string; readonly isAbsent: boolean };

/** Rewrites a declaration in every section of the manifest at a path of a file that declares it with `from`. */
export function replaceDeclared(file: JsonEditor, path: readonly string[], change: RangeChange): Replaced {
  let replaced: Replaced | null = null;
  let other: string | null = null;
  for (const section of SECTIONS) {
    const result = replaceAt(file, [...path, section, change.name], change);
    if (result.kind === 'refused' && !result.isAbsent) return result;
    if (result.kind === 'replaced') replaced ??= result;
    else if (result.reason !== NOT_DECLARED) other ??= result.reason;
  }
  return replaced ?? { kind: 'refused', reason: other ?? NOT_DECLARED, isAbsent: true };
}

const NOT_DECLARED = 'it is not declared there';

/** Version 1, and the older half of version 2, repeat a workspace's ranges in `requires`. */
function replaceInLegacy(lock: JsonEditor, folder: string, change: RangeChange): string | null {
  const dependencies = lock.value['dependencies'];
  if (!isJsonObject(dependencies)) return null;
  for (const [name, entry] of Object.entries(dependencies)) {
    if (!isJsonObject(entry) || entry['version'] !== `file:${folder}`) continue;
    const result = replaceAt(lock, ['dependencies', name, 'requires', change.name], change);
    if (result.kind === 'refused' && !result.isAbsent) return result.reason;
  }
  return null;
}

function replaceAt(file: JsonEditor, path: readonly string[], change: RangeChange): Replaced {
  const node = file.find(path);
  if (node === null)
    return file.hasPath(path) ? refused('a key stands there twice') : refused(NOT_DECLARED, true);
  const before: unknown = node.value;
  if (typeof before !== 'string') return refused('it is not asked for by a range of versions');
  if (before !== change.from && rangeBehindAlias(before) !== change.from)
    return refused(`it is declared as ${JSON.stringify(before)} there`, true);
  const after = rewriteRange(before, change.range);
  if (after === null) {
    const isRange = semver.validRange(rangeBehindAlias(change.range)) !== null;
    return refused(
      isRange
        ? 'it is not asked for by a range of versions'
        : `${JSON.stringify(change.range)} is not a range of versions`,
    );
  }
  file.replace(node, after);
  return { kind: 'replaced', before, after };
}

/** The new text of a declaration, an alias kept; null where either of the two is no range of a registry's versions. */
export function rewriteRange(before: string, range: string): string | null {
  const wanted = rangeBehindAlias(range);
  if (semver.validRange(wanted) === null || sourceOfRange(before) !== 'REGISTRY') return null;
  const alias = /^npm:(?:@[^/@]+\/)?[^/@]+/.exec(before)?.[0];
  const isOfOther = wanted !== range && !range.startsWith(`${alias ?? ''}@`);
  if (isOfOther || (alias === undefined && wanted !== range)) return null;
  return alias === undefined ? range : `${alias}@${wanted}`;
}

function refused(reason: string, isAbsent = false): Replaced {
  return { kind: 'refused', reason, isAbsent };
}

/** The manifest's folder as the lock names it; null where it is not below the lock. */
export function relativeFolder(lockPath: string, manifestPath: string): string | null {
  const above = splitPath(lockPath).folder;
  const { folder } = splitPath(manifestPath);
  if (folder === above) return '';
  if (above === '') return folder;
  return folder.startsWith(`${above}/`) ? folder.slice(above.length + 1) : null;
}
