import type { ManifestFile, RangeChange } from '../ecosystem.js';
import { editRequirement, isSameName, newPoetryRange, newRange, type TextEdit } from './declared-range.js';
import { kindOf } from './groups.js';
import { requirementPlaces } from './requirement-places.js';
import { type SetupLine, setupLines } from './setup-cfg.js';
import { type TomlString, tomlStrings } from './toml-strings.js';

/** Sections of a Pipfile that declare no packages. */
const NOT_CATEGORIES: ReadonlySet<string | number> = new Set([
  'pipenv',
  'pipfile',
  'requires',
  'scripts',
  'source',
]);

/**
 * Where a manifest declares a package with the range that is to change, and the new texts there: none where it declares
 * it nowhere so. Null where the file cannot be read exactly enough to be edited.
 */
export function editDeclarations(
  { path, text }: ManifestFile,
  change: RangeChange,
): readonly TextEdit[] | null {
  switch (kindOf(path)) {
    case null:
      return requirementPlaces(path, text).flatMap((place) =>
        shifted(editRequirement(place.text, change), place.start),
      );
    case 'pyproject':
    case 'pipfile':
      return editToml(text, change, kindOf(path) === 'pipfile' ? editPipfileString : editProjectString);
    case 'setup-cfg':
      return setupLines(text).flatMap((line: SetupLine) =>
        shifted(editRequirement(line.text, change), line.start),
      );
    default:
      return [];
  }
}

type EditString = (found: TomlString, change: RangeChange) => TextEdit | null;

function editToml(text: string, change: RangeChange, edit: EditString): readonly TextEdit[] | null {
  const strings = tomlStrings(text);
  if (strings === null) return null;
  const edits: TextEdit[] = [];
  for (const found of strings) {
    const local = edit(found, change);
    if (local === null) continue;
    if (/["'\\\p{Cc}]/u.test(local.text)) return null;
    edits.push({
      start: offsetIn(found, local.start),
      end: local.end === local.start ? offsetIn(found, local.start) : offsetIn(found, local.end - 1) + 1,
      text: local.text,
    });
  }
  return edits;
}

function offsetIn({ start, end, offsets }: TomlString, at: number): number {
  return offsets === null ? start + at : (offsets[at] ?? end);
}

/** The texts of a pyproject.toml that are requirements, and those that are constraints of Poetry's. */
function editProjectString({ path, value }: TomlString, change: RangeChange): TextEdit | null {
  if (isRequirementList(path)) return editRequirement(value, change);
  const [tool, poetry, ...rest] = path;
  if (tool !== 'tool' || poetry !== 'poetry') return null;
  const entry = rest[0] === 'group' && rest[2] === 'dependencies' ? rest.slice(3) : rest.slice(1);
  const isSection = rest[0] === 'group' || rest[0] === 'dependencies' || rest[0] === 'dev-dependencies';
  if (!isSection || !isVersionOf(entry, change.name)) return null;
  return wholeText(value, newPoetryRange(value, change));
}

/** `name = "…"`, `name = {version = "…"}`, and both as entries of a list. */
function isVersionOf(entry: readonly (string | number)[], name: string): boolean {
  const [declared, ...rest] = entry;
  if (typeof declared !== 'string' || !isSameName(declared, name)) return false;
  const field = typeof rest[0] === 'number' ? rest.slice(1) : rest;
  return field.length === 0 || (field.length === 1 && field[0] === 'version');
}

/** `[project]`, `[dependency-groups]`, and the lists of PDM and uv for development. */
function isRequirementList(path: readonly (string | number)[]): boolean {
  const [first, second, third] = path;
  if (typeof path.at(-1) !== 'number') return false;
  if (first === 'dependency-groups') return path.length === 3;
  if (first === 'project')
    return second === 'dependencies'
      ? path.length === 3
      : second === 'optional-dependencies' && path.length === 4;
  if (first !== 'tool' || third !== 'dev-dependencies') return false;
  return second === 'pdm' ? path.length === 5 : second === 'uv' && path.length === 4;
}

function editPipfileString({ path, value }: TomlString, change: RangeChange): TextEdit | null {
  const [section = '', ...entry] = path;
  if (NOT_CATEGORIES.has(section) || typeof entry[1] === 'number') return null;
  if (!isVersionOf(entry, change.name)) return null;
  const isAny = value.trim() === '*';
  if (isAny) return change.from.trim() === '' ? wholeText(value, change.range) : null;
  return wholeText(value, newRange(value, change));
}

function wholeText(value: string, text: string | null): TextEdit | null {
  return text === null ? null : { start: 0, end: value.length, text };
}

function shifted(edit: TextEdit | null, by: number): readonly TextEdit[] {
  return edit === null ? [] : [{ start: edit.start + by, end: edit.end + by, text: edit.text }];
}
