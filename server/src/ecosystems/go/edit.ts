import { findConflict } from '../../formats/source-text.js';
import { ProblemList, quote } from '../../formats/problem-list.js';
import { TextEdits } from '../../formats/text-edits.js';
import type { Changes, EditResult, ManifestFile, VersionChange } from '../ecosystem.js';
import { joinPath, splitPath } from '../manifest-paths.js';
import { editGoSum } from './edit-go-sum.js';
import type { GoDraft } from './go-draft.js';
import { type GoFile, type GoRequire, readGoFile } from './go-mod.js';
import { compareVersions, satisfies } from './versions.js';

/** A version as the inventory has it, without its `v`. */
const VERSION = /^\d{1,9}\.\d{1,9}\.\d{1,20}(?:[-+][0-9A-Za-z.+-]{1,200})?$/;

/**
 * Moves required modules in a go.mod, and what the go.sum beside it says of them. Refuses what Go would have to resolve:
 * a requirement that the go.mod does not meet, a newer language, sums that are not known.
 */
export function editFiles(files: readonly ManifestFile[], changes: Changes): EditResult {
  if (changes.forces.length > 0)
    return refuse('a go.mod has no rule that forces a version but a replacement');
  if (changes.ranges.length > 0) return refuse('what a go.mod requires is a version, and moves as one');
  if (changes.versions.length === 0) return { kind: 'edited', files: [] };
  const [module, ...others] = files.filter(({ path }) => splitPath(path).file === 'go.mod');
  if (module === undefined || others.length > 0) return refuse('there is not one go.mod to edit');
  const edits = TextEdits.open(module.text);
  if (edits === null) return refuse('the go.mod holds an unresolved merge conflict');
  const problems = new ProblemList();
  const file = readGoFile(module.path, module.text, problems);
  if (file === null || problems.list().length > 0) return refuse('the go.mod cannot be read as a whole');
  const workspaces = files.filter(({ path }) => splitPath(path).file === 'go.work');
  const replaces = [file, ...workspaces.map(({ path, text }) => readGoFile(path, text, problems))].flatMap(
    (each) => each?.replaces ?? [],
  );
  const draft = draftOf({ path: module.path, file: { ...file, replaces }, edits }, changes.versions);
  if (typeof draft === 'string') return refuse(draft);
  const refusal = rewrite(draft) ?? refuseDemands(draft);
  if (refusal !== null) return refuse(refusal);
  const text = edits.finish();
  if (text === null) return refuse('the same requirement is to hold two versions');
  const edited: ManifestFile[] = text === module.text ? [] : [{ path: module.path, text }];
  const sumPath = joinPath(splitPath(module.path).folder, 'go.sum');
  const sum = files.find(({ path }) => path === sumPath);
  if (sum === undefined || draft.changes.length === 0) return { kind: 'edited', files: edited };
  if (findConflict(sum.text) !== null) return refuse('the go.sum holds an unresolved merge conflict');
  const sums = editGoSum(sum.text, draft);
  if (sums.kind === 'refused') return refuse(sums.reason);
  if (sums.text !== sum.text) edited.push({ path: sum.path, text: sums.text });
  return { kind: 'edited', files: edited };
}

/** The changes that are still to be made, and what is required once they are; why one cannot, as the end of a sentence. */
function draftOf(
  { path, file, edits }: Pick<GoDraft, 'path' | 'file' | 'edits'>,
  asked: readonly VersionChange[],
): GoDraft | string {
  const required = new Map<string, GoRequire[]>();
  for (const require of file.requires) {
    const known = required.get(require.module);
    if (known === undefined) required.set(require.module, [require]);
    else known.push(require);
  }
  const versions = new Map<string, string>();
  for (const [module, lines] of required)
    for (const { version } of lines)
      if (compareVersions(versions.get(module) ?? '', version) < 0) versions.set(module, version);
  const changes: VersionChange[] = [];
  for (const change of asked) {
    const refusal = refuseChange(file, required.get(change.name) ?? [], change);
    if (refusal !== null) return refusal;
    if (versions.get(change.name) === `v${change.to}`) continue;
    versions.set(change.name, `v${change.to}`);
    changes.push(change);
  }
  return { path, file, edits, changes, versions };
}

function refuseChange(file: GoFile, lines: readonly GoRequire[], change: VersionChange): string | null {
  const { name, from, to, target } = change;
  if (name === 'stdlib') return 'the standard library comes with Go itself';
  const replaced = file.replaces.find(({ module, by }) => module === name || by === name);
  if (replaced !== undefined)
    return `${quote(replaced.module)} is replaced by ${quote(replaced.by)}, and a replacement is a person's decision`;
  const [line, ...others] = lines;
  if (line === undefined) return `the go.mod does not name ${name}`;
  if (others.length > 0) return `the go.mod requires ${name} more than once`;
  if (line.version !== `v${from}` && line.version !== `v${to}`)
    return `the go.mod requires ${name} ${line.version}`;
  if (!VERSION.test(to) || target.version !== to) return 'the registry tells nothing about the new version';
  if (file.excludes.has(`${name} v${to}`)) return `the go.mod excludes ${name} v${to}`;
  return null;
}

/** Puts the new versions where the old ones stand. */
function rewrite({ edits, file, changes }: GoDraft): string | null {
  const starts = lineStarts(edits.text);
  for (const { name, from, to } of changes) {
    const line = file.requires.find(({ module }) => module === name)?.line ?? 0;
    const [start, end] = [starts[line - 1] ?? 0, starts[line] ?? edits.text.length];
    const written = edits.text.slice(start, end);
    const comment = written.indexOf('//');
    const code = comment === -1 ? written : written.slice(0, comment);
    const at = code.lastIndexOf(`v${from}`);
    if (at === -1) return `the version of ${name} is written with escapes`;
    edits.replace(start + at, start + at + from.length + 1, `v${to}`);
  }
  return null;
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** What the new versions ask for must be met by what the go.mod requires then: else Go would add or raise a line. */
function refuseDemands({ file, changes, versions }: GoDraft): string | null {
  // Before Go 1.17 the whole graph counts, and what the go.mod does not name may still be part of it.
  const isWhole = compareVersions(file.goVersion ?? '', '1.17') < 0;
  for (const { name, to, target } of changes) {
    if (!target.isDetailed) return `the registry does not tell what ${name} v${to} requires`;
    const language = Object.hasOwn(target.engines, 'go') ? target.engines['go'] : undefined;
    if (language !== undefined && compareVersions(language, '1.21') >= 0) {
      if (compareVersions(file.goVersion ?? '1.16', language) < 0)
        return `${name} v${to} wants Go ${language}, and the go.mod says ${file.goVersion ?? 'nothing'}`;
    }
    const demands = [...Object.entries(target.dependencies), ...Object.entries(target.peerDependencies)];
    for (const [module, least] of demands) {
      const present = versions.get(module);
      if (module === file.module) continue;
      if (present === undefined && (isWhole || Object.hasOwn(target.dependencies, module)))
        return `${name} v${to} requires ${module}, which the go.mod does not name`;
      if (present !== undefined && !satisfies(present, least))
        return `${name} v${to} requires ${module} ${least}, and the go.mod ${present}`;
    }
  }
  return null;
}

function refuse(reason: string): EditResult {
  return { kind: 'refused', reason };
}
