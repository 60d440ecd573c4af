import type { Abilities, Changes, EditResult, ManifestFile } from '../ecosystem.js';
import { editCatalog } from './catalog-edit.js';
import { kindOfFile } from './files.js';
import { PomEditor, refuse } from './pom-edit.js';
import { forceVersions } from './pom-forces.js';

const NO_TOOL = 'Resolving the project anew would run what its build files say, which Backline does not do.';
const GRADLE_LOCK =
  'Only Gradle can write this file, and it would run the build for that, so Backline does not edit it.';
const NOTHING: Abilities = {
  versions: false,
  ranges: false,
  forces: null,
  resolver: null,
  placement: 'FLAT',
  whyNot: GRADLE_LOCK,
};

/** A POM's declared versions and management, and a catalog's versions, can be changed; nothing that Gradle writes itself. */
export function abilities({ path }: { readonly path: string }): Abilities {
  const kind = kindOfFile(path) ?? 'POM';
  if (kind === 'POM') return { ...NOTHING, ranges: true, forces: 'EVERYWHERE', whyNot: NO_TOOL };
  return kind === 'CATALOG' ? { ...NOTHING, ranges: true, whyNot: NO_TOOL } : NOTHING;
}

/** The new texts of a group's files after the changes; all of them or none. No byte moves outside of versions and new rules. */
export function editFiles(files: readonly ManifestFile[], changes: Changes): EditResult {
  const [first] = changes.versions;
  if (first !== undefined)
    return refuse(`${first.name}: these files state what is declared and not what is installed`);
  const kinds = new Set(files.map(({ path }) => kindOfFile(path) ?? 'POM'));
  if (kinds.has('CATALOG')) return editCatalog(files, changes);
  if (kinds.size !== 1 || !kinds.has('POM'))
    return refuse('only Gradle can write these files, and Backline does not run it');
  const editor = new PomEditor(files);
  const paths = files.map(({ path }) => path);
  return (
    editor.changeRanges(changes.ranges) ?? forceVersions(editor, paths, changes.forces) ?? editor.finish()
  );
}

/** The file that declares what a group's own package asks for: the one that names the group. */
export function manifestOf({ path }: { readonly path: string }): string | null {
  const kind = kindOfFile(path) ?? 'POM';
  return kind === 'POM' || kind === 'CATALOG' ? path : null;
}
