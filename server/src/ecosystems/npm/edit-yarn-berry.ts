import type { Changes, EditResult, ManifestFile } from '../ecosystem.js';
import { splitPath } from '../manifest-paths.js';
import { changedFiles, editDeclarations, rootManifestOf } from './edit-manifests.js';
import { forceByResolutions } from './edit-resolutions.js';

/**
 * Edits the manifests beside a yarn.lock of Yarn 2 and later. The lock itself holds checksums of archives that Yarn packs
 * anew, which no registry states: it stays as it is, for Yarn to resolve.
 */
export function editYarnBerry(
  lock: ManifestFile,
  files: readonly ManifestFile[],
  changes: Changes,
): EditResult {
  if (changes.versions.length > 0)
    return refuse('Yarn writes checksums into the lock that no registry states, so only Yarn can change it');
  const known = new Set(files.map(({ path }) => path));
  const manifests = editDeclarations(files, changes.ranges, (path) => known.has(path));
  if (manifests.kind === 'refused') return manifests;
  const { texts } = manifests;
  if (changes.forces.length > 0) {
    const path = rootManifestOf(splitPath(lock.path).folder);
    const manifest = texts.get(path) ?? files.find((file) => file.path === path)?.text;
    if (manifest === undefined)
      return refuse('there is no package.json beside the lock that could hold a rule');
    const forced = forceByResolutions(manifest, changes.forces, { isClassic: false });
    if (forced.kind === 'refused') return forced;
    texts.set(path, forced.text);
  }
  return { kind: 'edited', files: changedFiles(files, texts) };
}

function refuse(reason: string): EditResult {
  return { kind: 'refused', reason };
}
