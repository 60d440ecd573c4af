import type { EditResult, ManifestFile, RangeChange, VersionChange } from '../ecosystem.js';

/** The new texts of the files that change, or why there are none. No other byte moves. */
export function editFiles(
  _files: readonly ManifestFile[],
  _changes: { readonly versions: readonly VersionChange[]; readonly ranges: readonly RangeChange[] },
): EditResult {
  return { kind: 'refused', reason: 'Editing is being built.' };
}
