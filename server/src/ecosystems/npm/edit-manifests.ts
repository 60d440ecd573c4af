import type { Changes, EditResult, ManifestFile, RangeChange } from '../ecosystem.js';
import { joinPath } from '../manifest-paths.js';
import { declaringManifests, replaceDeclared } from './edit-ranges.js';
import { JsonEditor } from './json-edit.js';

/** Edits the ranges of manifests that no lock covers. */
export function editManifests(files: readonly ManifestFile[], changes: Changes): EditResult {
  if (changes.versions.length > 0) return refuse('there is no lock that could be edited');
  if (changes.forces.length > 0)
    return refuse('there is no lock, so a rule would force nothing that is known');
  const edited = editDeclarations(files, changes.ranges, () => true);
  return edited.kind === 'refused' ? edited : { kind: 'edited', files: changedFiles(files, edited.texts) };
}

/** A declaration as it was and as it is now. */
export interface EditedDeclaration {
  readonly manifestPath: string;
  readonly name: string;
  readonly before: string;
  readonly after: string;
}

/** The new texts of manifests, and what changed in them; or why it cannot be. */
export type EditedDeclarations =
  | {
      readonly kind: 'edited';
      readonly texts: Map<string, string>;
      readonly declarations: readonly EditedDeclaration[];
    }
  | { readonly kind: 'refused'; readonly reason: string };

/** Rewrites ranges in the manifests of a group; where no manifest is named, in all that are `isKnown`. */
export function editDeclarations(
  files: readonly ManifestFile[],
  ranges: readonly RangeChange[],
  isKnown: (path: string) => boolean,
): EditedDeclarations {
  const editors = new Map<string, JsonEditor>();
  const declarations: EditedDeclaration[] = [];
  const seen = new Set<string>();
  for (const change of ranges) {
    const paths = declaringManifests(files, change, isKnown);
    if (paths.length === 0)
      return refuse(`${change.name}: no file declares it as ${JSON.stringify(change.from)}`);
    for (const manifestPath of paths) {
      const subject = `${change.name} in ${manifestPath}`;
      const text = files.find((file) => file.path === manifestPath)?.text;
      const editor = editors.get(manifestPath) ?? (text === undefined ? null : JsonEditor.open(text));
      if (editor === null) return refuse(`${subject}: the file is missing or not valid JSON`);
      const key = JSON.stringify([subject, change.from]);
      if (seen.has(key)) return refuse(`${subject}: the range is to be changed twice`);
      seen.add(key);
      editors.set(manifestPath, editor);
      const result = replaceDeclared(editor, [], change);
      if (result.kind === 'refused') return refuse(`${subject}: ${result.reason}`);
      const { before, after } = result;
      declarations.push({ manifestPath, name: change.name, before, after });
    }
  }
  const texts = new Map(Array.from(editors, ([path, editor]) => [path, editor.finish()]));
  return { kind: 'edited', texts, declarations };
}

/** The files whose text is another now. */
export function changedFiles(
  files: readonly ManifestFile[],
  texts: ReadonlyMap<string, string>,
): readonly ManifestFile[] {
  return files.flatMap(({ path, text: before }) => {
    const text = texts.get(path) ?? before;
    return text === before ? [] : [{ path, text }];
  });
}

/** The package.json in the lock's own folder. */
export function rootManifestOf(folder: string): string {
  return joinPath(folder, 'package.json');
}

function refuse(reason: string): { readonly kind: 'refused'; readonly reason: string } {
  return { kind: 'refused', reason };
}
