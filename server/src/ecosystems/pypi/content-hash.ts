import { createHash } from 'node:crypto';
import { parse } from 'smol-toml';
import { isJsonObject, type JsonObject } from '../../formats/fields.js';
import { stripByteOrderMark } from '../../formats/source-text.js';
import { tableIn, valueIn } from './table.js';

const POETRY_LEGACY = ['dependencies', 'source', 'extras', 'dev-dependencies'];
const PIPFILE_KNOWN: ReadonlySet<string> = new Set([
  'source',
  'packages',
  'dev-packages',
  'requires',
  'scripts',
  'pipfile',
  'pipenv',
  'default',
  'develop',
]);

/** What writes the hash of a manifest into its lock. */
export type HashingTool = 'poetry' | 'pdm' | 'pipenv';

/**
 * The hash that a tool writes into the lock for a manifest. The tool's version is not known, so the way is taken that
 * gives `hash` for the manifest as it was; null where none does, as for a lock that is out of date.
 */
export function newContentHash(
  tool: HashingTool,
  { hash, before, after }: { readonly hash: string; readonly before: string; readonly after: string },
): string | null {
  const old = readToml(before);
  const edited = readToml(after);
  if (old === null || edited === null) return null;
  const way = WAYS[tool].find((each) => hashOf(each(old)) === hash);
  return way === undefined ? null : hashOf(way(edited));
}

type Way = (manifest: JsonObject) => string | null;

/** Poetry: https://github.com/python-poetry/poetry, `Locker._get_content_hash` of 1.0, of 1.2, of 2.0 and of 2.2. */
const WAYS: Readonly<Record<HashingTool, readonly Way[]>> = {
  poetry: [
    (manifest) => pythonJson(poetryContent(manifest, POETRY_LEGACY), SPACED),
    (manifest) => pythonJson(poetryContent(manifest, [...POETRY_LEGACY, 'group']), SPACED),
    (manifest) => pythonJson(projectContent(manifest, { hasGroups: false }), SPACED),
    (manifest) => pythonJson(projectContent(manifest, { hasGroups: true }), SPACED),
  ],
  pdm: [
    (manifest) => pythonJson(pdmContent(manifest, 'overrides'), SPACED),
    (manifest) => pythonJson(pdmContent(manifest, 'resolution'), SPACED),
    (manifest) => pythonJson(pdmContent(manifest, 'groups'), SPACED),
  ],
  pipenv: [
    (manifest) => pythonJson(pipfileContent(manifest, { hasCategories: false }), DENSE),
    (manifest) => pythonJson(pipfileContent(manifest, { hasCategories: true }), DENSE),
  ],
};

function poetryContent(manifest: JsonObject, keys: readonly string[]): JsonObject {
  const poetry = tableIn(manifest, 'tool', 'poetry');
  return Object.fromEntries(
    keys.flatMap((key): [string, unknown][] => {
      const value = valueIn(poetry, key) ?? null;
      return value === null && !POETRY_LEGACY.includes(key) ? [] : [[key, value]];
    }),
  );
}

/** Since 2.0 what `[project]` declares counts too; where it declares nothing, Poetry's own sections count as before. */
function projectContent(
  manifest: JsonObject,
  { hasGroups }: { readonly hasGroups: boolean },
): JsonObject | null {
  const project = picked(tableIn(manifest, 'project'), [
    'requires-python',
    'dependencies',
    'optional-dependencies',
  ]);
  const groups = hasGroups ? valueIn(manifest, 'dependency-groups') : undefined;
  if (hasGroups && groups === undefined) return null;
  if (Object.keys(project).length === 0 && groups === undefined) return null;
  const poetry = picked(tableIn(manifest, 'tool', 'poetry'), [...POETRY_LEGACY, 'group']);
  return {
    ...(Object.keys(project).length === 0 ? {} : { project }),
    ...(groups === undefined ? {} : { 'dependency-groups': groups }),
    tool: { poetry },
  };
}

function pdmContent(manifest: JsonObject, form: 'overrides' | 'resolution' | 'groups'): JsonObject {
  const project = tableIn(manifest, 'project');
  const pdm = tableIn(manifest, 'tool', 'pdm');
  const development = valueIn(pdm, 'dev-dependencies') ?? {};
  const resolution = tableIn(pdm, 'resolution');
  const overrides = valueIn(pdm, 'overrides') ?? valueIn(resolution, 'overrides') ?? {};
  return {
    sources: valueIn(pdm, 'source') ?? [],
    dependencies: valueIn(project, 'dependencies') ?? [],
    'dev-dependencies':
      form === 'groups'
        ? { ...tableIn(manifest, 'dependency-groups'), ...(isJsonObject(development) ? development : {}) }
        : development,
    'optional-dependencies': valueIn(project, 'optional-dependencies') ?? {},
    'requires-python': valueIn(project, 'requires-python') ?? '',
    ...(form === 'overrides' ? { overrides } : { resolution }),
  };
}

function pipfileContent(
  manifest: JsonObject,
  { hasCategories }: { readonly hasCategories: boolean },
): JsonObject | null {
  const sources = valueIn(manifest, 'source');
  if (sources === undefined) return null;
  const own = Object.entries(manifest).filter(([key]) => hasCategories && !PIPFILE_KNOWN.has(key));
  return Object.fromEntries([
    ['_meta', { sources, requires: valueIn(manifest, 'requires') ?? {} }],
    ['default', valueIn(manifest, 'packages') ?? {}],
    ['develop', valueIn(manifest, 'dev-packages') ?? {}],
    ...own,
  ]);
}

function picked(table: JsonObject, keys: readonly string[]): JsonObject {
  return Object.fromEntries(
    keys.flatMap((key): [string, unknown][] => {
      const value = valueIn(table, key);
      return value === undefined ? [] : [[key, value]];
    }),
  );
}

interface Separators {
  readonly item: string;
  readonly key: string;
}

const SPACED: Separators = { item: ', ', key: ': ' };
const DENSE: Separators = { item: ',', key: ':' };

/** JSON as Python's `json.dumps(…, sort_keys=True)` writes it; null for what it writes otherwise, such as dates and fractions. */
function pythonJson(value: unknown, separators: Separators): string | null {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return asciiJson(value);
  if (typeof value === 'number') return Number.isSafeInteger(value) ? String(value) : null;
  const isList = Array.isArray(value);
  if (!isList && !isJsonObject(value)) return null;
  const entries: readonly (readonly [string, unknown])[] = isList
    ? value.map((item: unknown) => ['', item] as const)
    : Object.entries(value).toSorted(([left], [right]) => byCodePoint(left, right));
  const parts: string[] = [];
  for (const [key, item] of entries) {
    const written = pythonJson(item, separators);
    if (written === null) return null;
    parts.push(isList ? written : `${asciiJson(key)}${separators.key}${written}`);
  }
  return isList ? `[${parts.join(separators.item)}]` : `{${parts.join(separators.item)}}`;
}

function asciiJson(text: string): string {
  return JSON.stringify(text).replace(/[\u007f-\uffff]/g, (char) =>
    char === '\u007f' ? char : `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function byCodePoint(left: string, right: string): number {
  return Buffer.compare(Buffer.from(left), Buffer.from(right));
}

function hashOf(content: string | null): string | null {
  return content === null ? null : createHash('sha256').update(content).digest('hex');
}

function readToml(text: string): JsonObject | null {
  try {
    const value: unknown = parse(stripByteOrderMark(text));
    return isJsonObject(value) ? value : null;
  } catch {
    return null;
  }
}
