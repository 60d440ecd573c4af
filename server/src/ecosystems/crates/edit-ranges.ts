import { isJsonObject, type JsonObject } from '../../formats/fields.js';
import { ProblemList, quote } from '../../formats/problem-list.js';
import { TextEdits } from '../../formats/text-edits.js';
import { readTomlText } from '../../formats/toml-text.js';
import type { EditResult, ManifestFile, RangeChange } from '../ecosystem.js';
import { resolvePath, splitPath } from '../manifest-paths.js';
import { tomlStrings } from './toml-strings.js';

const TABLES: ReadonlySet<string> = new Set([
  'dependencies',
  'dev-dependencies',
  'dev_dependencies',
  'build-dependencies',
  'build_dependencies',
]);

/** A requirement as it stands in a Cargo.toml: under which key, for which crate, and where its string is. */
interface Declaration {
  readonly key: string;
  readonly package: string;
  readonly range: string | null;
  readonly start: number;
  readonly end: number;
}

/** A Cargo.toml being edited. */
interface OpenManifest {
  readonly path: string;
  readonly edits: TextEdits;
  readonly value: JsonObject;
  readonly declarations: readonly Declaration[];
}

/**
 * Rewrites requirements in every table that may hold them, also where a workspace's members inherit them: there the
 * workspace's own line changes, and with it what all members ask for.
 */
export function editRanges(files: readonly ManifestFile[], changes: readonly RangeChange[]): EditResult {
  const manifests = new Map<string, OpenManifest>();
  for (const { path, text } of files) {
    const open = splitPath(path).file === 'Cargo.toml' ? openManifest(path, text) : null;
    if (open !== null) manifests.set(path, open);
  }
  for (const change of changes) {
    const refusal = applyChange(manifests, change);
    if (refusal !== null) return { kind: 'refused', reason: refusal };
  }
  const edited: ManifestFile[] = [];
  for (const { path, text } of files) {
    const after = manifests.get(path)?.edits.finish() ?? null;
    if (after === null || after === text) continue;
    if (openManifest(path, after) === null)
      return { kind: 'refused', reason: `${path} would be no TOML any more` };
    edited.push({ path, text: after });
  }
  return { kind: 'edited', files: edited };
}

function openManifest(path: string, text: string): OpenManifest | null {
  const edits = TextEdits.open(text);
  const problems = new ProblemList();
  const { value } = readTomlText(path, text, problems);
  if (edits === null || value === null || problems.list().length > 0) return null;
  return { path, edits, value, declarations: declarationsIn(edits.text) };
}

function declarationsIn(text: string): readonly Declaration[] {
  const strings = tomlStrings(text);
  const packages = new Map<string, string>();
  for (const { path, value } of strings)
    if (path.at(-1) === 'package' && value !== null) packages.set(JSON.stringify(path.slice(0, -1)), value);
  return strings.flatMap(({ path, start, end, value }): readonly Declaration[] => {
    const inTable = insideTable(path);
    const [key] = inTable ?? [];
    if (inTable === null || key === undefined) return [];
    if (inTable.length !== 1 && (inTable.length !== 2 || inTable[1] !== 'version')) return [];
    const at = JSON.stringify(inTable.length === 1 ? path : path.slice(0, -1));
    return [{ key, package: packages.get(at) ?? key, range: value, start, end }];
  });
}

/** What follows the name of a table of dependencies: `dependencies`, one of a target, or the workspace's. */
function insideTable(path: readonly string[]): readonly string[] | null {
  const [first = '', , third = ''] = path;
  if (TABLES.has(first)) return path.slice(1);
  if (first === 'workspace' && path[1] === 'dependencies') return path.slice(2);
  return first === 'target' && TABLES.has(third) ? path.slice(3) : null;
}

function applyChange(manifests: ReadonlyMap<string, OpenManifest>, change: RangeChange): string | null {
  const { manifestPath, name, from, range } = change;
  if (/["'\\\p{Cc}]/u.test(range) || range.length > 1_000)
    return `${quote(range)} is no requirement of Cargo's`;
  if (manifestPath !== null && !manifests.has(manifestPath))
    return `${manifestPath} is not there or is no TOML`;
  const asked =
    manifestPath === null ? [...manifests.values()] : declaringFor(manifests, manifestPath, change);
  const byKey = asked.flatMap((manifest) => declaredAs(manifest, ({ key }) => key === name));
  const found =
    byKey.length > 0
      ? byKey
      : asked.flatMap((manifest) => declaredAs(manifest, (each) => each.package === name));
  const concerned = found.filter(({ declaration }) => declaration.range === from);
  if (concerned.length === 0) {
    if (found.some(({ declaration }) => declaration.range === range)) return null;
    const other = found[0]?.declaration.range;
    return other === undefined || other === null
      ? `${name} is not declared with a requirement that can be rewritten`
      : `${name} is declared as ${quote(other)} there`;
  }
  for (const { manifest, declaration } of concerned) {
    const mark = manifest.edits.text.charAt(declaration.start);
    if (!manifest.edits.replace(declaration.start, declaration.end, `${mark}${range}${mark}`))
      return `${name} is to be declared in two ways at once`;
  }
  return null;
}

function declaredAs(
  manifest: OpenManifest,
  isMeant: (declaration: Declaration) => boolean,
): readonly { readonly manifest: OpenManifest; readonly declaration: Declaration }[] {
  return manifest.declarations.filter(isMeant).map((declaration) => ({ manifest, declaration }));
}

/** The manifest itself, and the one of its workspace where it inherits the name from there. */
function declaringFor(
  manifests: ReadonlyMap<string, OpenManifest>,
  path: string,
  { name }: RangeChange,
): readonly OpenManifest[] {
  const own = manifests.get(path);
  if (own === undefined) return [];
  const workspace = inherits(own.value, name) ? workspaceOf(manifests, own) : null;
  return workspace === null || workspace === own ? [own] : [own, workspace];
}

function inherits(value: JsonObject, name: string): boolean {
  const targets = fieldOf(value, 'target');
  const tables = [value, ...(isJsonObject(targets) ? Object.values(targets) : [])];
  return tables.some((table) =>
    [...TABLES].some((section) => {
      const entry = fieldOf(fieldOf(table, section), name);
      return fieldOf(entry, 'workspace') === true;
    }),
  );
}

function workspaceOf(manifests: ReadonlyMap<string, OpenManifest>, own: OpenManifest): OpenManifest | null {
  const { folder } = splitPath(own.path);
  const named = fieldOf(fieldOf(own.value, 'package'), 'workspace');
  const isAt = ({ path, value }: OpenManifest, at: string): boolean =>
    splitPath(path).folder === at && isJsonObject(fieldOf(value, 'workspace'));
  const find = (at: string | null): OpenManifest | null =>
    at === null ? null : ([...manifests.values()].find((manifest) => isAt(manifest, at)) ?? null);
  if (typeof named === 'string') return find(resolvePath(folder, named));
  for (let at = folder; ; at = splitPath(at).folder) {
    const found = find(at);
    if (found !== null || at === '') return found;
  }
}

function fieldOf(value: unknown, name: string): unknown {
  return isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}
