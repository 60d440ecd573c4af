import { ProblemList } from '../../formats/problem-list.js';
import type { ForceChange, ManifestFile } from '../ecosystem.js';
import { resolvePath, splitPath } from '../manifest-paths.js';
import { isSameName, type TextEdit } from './declared-range.js';
import { kindOf } from './groups.js';
import { raiseRange } from './raise-range.js';
import { homeOf, isConstraints } from './requirement-groups.js';
import { requirementPlaces } from './requirement-places.js';
import { readRequirementsFile } from './requirements-file.js';
import { pinnedVersion } from './specifiers.js';

const NAME = /^[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?$/;

/** An edit of one file. */
interface FileEdit extends TextEdit {
  readonly path: string;
}

/**
 * A version forced by the group's constraints file (https://pip.pypa.io/en/stable/user_guide/#constraints-files): the line
 * that is there is raised, else one is added in the style of the others. Why not, as a sentence's end.
 */
export function editConstraint(
  files: readonly ManifestFile[],
  { name, to, within }: ForceChange,
): readonly FileEdit[] | string {
  if (within.length > 0) return `a constraint of ${name} holds for the whole project`;
  const [first, ...rest] = constraintFiles(files);
  if (first === undefined || !NAME.test(name)) return 'there is no place for a rule that forces a version';
  const edits: FileEdit[] = [];
  for (const { path, text } of [first, ...rest])
    for (const place of requirementPlaces(path, text)) {
      const { requirement, hashes, start } = place;
      if (!isSameName(requirement.name, name)) continue;
      const range = requirement.range === '' ? null : raiseRange(requirement.range, to);
      if (range === null || hashes.length > 0)
        return `the constraint of ${name} in ${path} cannot be rewritten`;
      const at = start + place.text.indexOf(requirement.range, requirement.name.length);
      edits.push({ path, start: at, end: at + requirement.range.length, text: range });
    }
  return edits.length > 0 ? edits : [addedLine(first, name, to)];
}

/** The constraints files of the group's own folder: those of that name, and those that its files name. */
function constraintFiles(files: readonly ManifestFile[]): readonly ManifestFile[] {
  const own = files.filter(({ path }) => kindOf(path) === null);
  const named = new Set(own.filter(({ path }) => isConstraints(path)).map(({ path }) => path));
  for (const { path, text } of own)
    for (const { target } of readRequirementsFile(path, text, new ProblemList())?.constraints ?? []) {
      const found = resolvePath(splitPath(path).folder, target);
      if (found !== null && homeOf(found) === homeOf(path)) named.add(found);
    }
  return own.filter(({ path }) => named.has(path));
}

function addedLine({ path, text }: ManifestFile, name: string, to: string): FileEdit {
  const places = requirementPlaces(path, text);
  const arePins =
    places.length > 0 && places.every(({ requirement }) => pinnedVersion(requirement.range) !== null);
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const line = `${name}${arePins ? '==' : '>='}${to}`;
  const isEnded = text === '' || text.endsWith('\n');
  return { path, start: text.length, end: text.length, text: isEnded ? line + newline : newline + line };
}
