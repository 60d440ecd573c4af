import { ProblemList, quote } from '../../formats/problem-list.js';
import { TextEdits } from '../../formats/text-edits.js';
import { spanOfAttribute } from '../../formats/xml-places.js';
import type { Changes, EditResult, ManifestFile, RangeChange } from '../ecosystem.js';
import { splitPath } from '../manifest-paths.js';
import { type ConfiguredPackage, readPackagesConfig } from './packages-config.js';
import { satisfies } from './ranges.js';
import { isVersion } from './versions.js';

/** Folders of tools, which no project takes its libraries from. */
const TOOL_FOLDERS: ReadonlySet<string> = new Set(['.nuget', 'tools']);

/**
 * Raises versions in a packages.config. The project beside it names the installed files by path, with the version in it, so
 * where it does, or where no project is seen, the change would be half of one and is refused.
 */
export function editPackagesConfig(
  file: ManifestFile,
  projects: readonly ManifestFile[],
  { ranges, forces }: Changes,
): EditResult {
  const refuse = (reason: string): EditResult => ({ kind: 'refused', reason });
  const [force] = forces;
  if (force !== undefined)
    return refuse(`${force.name}: a packages.config lists all that is installed, and forces nothing`);
  const problems = new ProblemList();
  const edits = TextEdits.open(file.text);
  const listed = edits === null ? null : readPackagesConfig(file.path, file.text, problems);
  if (edits === null || listed === null || problems.list().length > 0)
    return refuse(`${file.path} cannot be read whole`);
  for (const change of ranges) {
    const { name, manifestPath } = change;
    if (manifestPath !== null && manifestPath !== file.path)
      return refuse(`${name}: ${manifestPath} is not edited here`);
    const own = listed.filter((one) => one.name.toLowerCase() === name.toLowerCase());
    const entries = own.filter((one) => one.range === change.from);
    if (entries.length === 0 && !own.some((one) => one.version === change.range))
      return refuse(`${name}: it is not listed there as ${quote(change.from)}`);
    for (const entry of entries) {
      const reason = whyNot(entry, change, { file, projects }) ?? write(edits, entry, change);
      if (reason !== null) return refuse(`${name}: ${reason}`);
    }
  }
  const text = edits.finish();
  if (text === null) return refuse('two changes overlap');
  return { kind: 'edited', files: text === file.text ? [] : [{ path: file.path, text }] };
}

function whyNot(
  entry: ConfiguredPackage,
  { range }: RangeChange,
  { file, projects }: { readonly file: ManifestFile; readonly projects: readonly ManifestFile[] },
): string | null {
  if (!isVersion(range)) return `${quote(range)} is no version`;
  const limit = entry.element.attributes.get('allowedVersions');
  if (limit !== undefined && (entry.range !== entry.version || !satisfies(range, limit)))
    return `its allowedVersions ${quote(limit)} would have to change with it`;
  const { folder } = splitPath(file.path);
  if (projects.length === 0 && !TOOL_FOLDERS.has(splitPath(folder).file.toLowerCase()))
    return 'no project was read beside the file that would show whether files of the old version are named by path';
  const user = projects.find(({ text }) => namesFolder(text, `${entry.name}.${entry.version}`));
  return user === undefined
    ? null
    : `${user.path} names files of the installed version by path (HintPath or Import)`;
}

/** Whether a path leads through a folder of that name. */
function namesFolder(text: string, folder: string): boolean {
  const lower = text.toLowerCase();
  const wanted = folder.toLowerCase();
  const isSeparator = (at: number): boolean => lower.charAt(at) === '\\' || lower.charAt(at) === '/';
  for (let at = lower.indexOf(wanted); at !== -1; at = lower.indexOf(wanted, at + 1))
    if (isSeparator(at - 1) && isSeparator(at + wanted.length)) return true;
  return false;
}

function write(edits: TextEdits, { element }: ConfiguredPackage, { range }: RangeChange): string | null {
  const span = spanOfAttribute(edits.text, element, 'version');
  if (span === null) return 'its version is written with entities';
  return edits.replace(span.start, span.end, range) ? null : 'its version is to become two different ones';
}
