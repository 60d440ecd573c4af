import { normalizeName } from '../../advisories/package-key.js';
import type { JsonObject } from '../../formats/fields.js';
import { isJsonObject } from '../../formats/fields.js';
import { type ProblemList, quote } from '../../formats/problem-list.js';
import { readTomlText } from '../../formats/toml-text.js';
import type { DependencyScope } from '../../inventory/inventory.js';
import { type Ask, askOfAddress, askOfText, type AskSite, isAddress } from './ask.js';
import type { Manifest } from './manifest.js';
import { readPoetryAsk } from './poetry-ask.js';
import { scopeOfExtra, scopeOfGroup } from './scopes.js';
import { listIn, tableIn, textIn, textsIn, valueIn } from './table.js';

/** A pyproject.toml, and whether it leaves its dependencies to be worked out by a build. */
export interface Pyproject extends Manifest {
  /** Where `dynamic` names them and nothing in the file says where they come from: the line to blame. */
  readonly isDynamic: boolean;
  lineOf(text: string): number | null;
}

/**
 * Reads a pyproject.toml: `[project]` (https://packaging.python.org/en/latest/specifications/pyproject-toml/), dependency
 * groups (https://packaging.python.org/en/latest/specifications/dependency-groups/), Poetry's sections, and those of PDM
 * and uv for development. Null, and a problem, where it holds no table.
 */
export function readPyproject(path: string, text: string, problems: ProblemList): Pyproject | null {
  const toml = readTomlText(path, text, problems);
  if (toml.value === null) return null;
  const site = { path, problems, lineOf: toml.lineOf };
  const project = tableIn(toml.value, 'project');
  const poetry = tableIn(toml.value, 'tool', 'poetry');
  const name = textIn(project, 'name') ?? textIn(poetry, 'name') ?? '';
  const asks = [
    ...readTexts(project, { field: 'dependencies', kind: 'RUNTIME', site }),
    ...readExtras(tableIn(project, 'optional-dependencies'), site),
    ...readGroups(tableIn(toml.value, 'dependency-groups'), site),
    ...readToolGroups(tableIn(toml.value, 'tool'), site),
  ];
  const known = new Set(
    asks.filter(({ kind }) => kind === 'RUNTIME').map((ask) => normalizeName('PyPI', ask.name)),
  );
  const poetryAsks = readPoetry(poetry, site).filter(
    (ask) => ask.kind !== 'RUNTIME' || !known.has(normalizeName('PyPI', ask.name)),
  );
  const own = normalizeName('PyPI', name);
  return {
    path,
    name,
    version: textIn(project, 'version') ?? textIn(poetry, 'version') ?? '',
    asks: [...asks, ...poetryAsks].filter((ask) => own === '' || normalizeName('PyPI', ask.name) !== own),
    isDynamic: isDynamic(toml.value, project),
    lineOf: (wanted: string) => toml.lineOf(wanted),
  };
}

interface TextsOfField {
  readonly field: string;
  readonly kind: DependencyScope;
  readonly site: AskSite;
}

function readTexts(table: JsonObject, { field, kind, site }: TextsOfField): readonly Ask[] {
  return textsIn(table, field).flatMap((text) => askOfText(text, kind, site) ?? []);
}

function readExtras(extras: JsonObject, site: AskSite): readonly Ask[] {
  return Object.keys(extras).flatMap((extra) =>
    readTexts(extras, { field: extra, kind: scopeOfExtra(extra), site }),
  );
}

/** A group that includes another needs no reading of it: all groups are read. One that is not there is a problem. */
function readGroups(groups: JsonObject, site: AskSite): readonly Ask[] {
  const names = new Set(Object.keys(groups).map((name) => normalizeName('PyPI', name)));
  return Object.keys(groups).flatMap((group) => {
    for (const entry of listIn(groups, group)) {
      const included = isJsonObject(entry) ? textIn(entry, 'include-group') : null;
      if (included === null || names.has(normalizeName('PyPI', included))) continue;
      const message = `The group ${quote(group)} includes ${quote(included)}, which is not in the file.`;
      site.problems.add('NOT_RESOLVED', site.path, () => site.lineOf(included), message);
    }
    return readTexts(groups, { field: group, kind: scopeOfGroup(group), site });
  });
}

/** `tool.pdm.dev-dependencies` and `tool.uv.dev-dependencies`, both from before dependency groups. */
function readToolGroups(tool: JsonObject, site: AskSite): readonly Ask[] {
  const groups = tableIn(tool, 'pdm', 'dev-dependencies');
  const fromPdm = Object.keys(groups).flatMap((group) =>
    textsIn(groups, group).flatMap((text) => askOfPdm(text, scopeOfGroup(group), site) ?? []),
  );
  const fromUv = readTexts(tableIn(tool, 'uv'), { field: 'dev-dependencies', kind: 'DEVELOPMENT', site });
  return [...fromPdm, ...fromUv];
}

/** PDM takes `-e` before a local path, as pip does. */
function askOfPdm(text: string, kind: DependencyScope, site: AskSite): Ask | null {
  const bare = text.replace(/^\s*(?:-e|--editable)\s+/, '');
  return isAddress(bare) ? askOfAddress(bare, kind) : askOfText(bare, kind, site);
}

/** https://python-poetry.org/docs/pyproject/#dependencies-and-dependency-groups */
function readPoetry(poetry: JsonObject, site: AskSite): readonly Ask[] {
  const readTable = (table: JsonObject, kind: DependencyScope): readonly Ask[] =>
    Object.entries(table).flatMap(([name, value]) =>
      normalizeName('PyPI', name) === 'python' ? [] : readPoetryAsk(name, value, { kind, site }),
    );
  const groups = tableIn(poetry, 'group');
  return [
    ...readTable(tableIn(poetry, 'dependencies'), 'RUNTIME'),
    ...readTable(tableIn(poetry, 'dev-dependencies'), 'DEVELOPMENT'),
    ...Object.keys(groups).flatMap((group) =>
      readTable(tableIn(groups, group, 'dependencies'), scopeOfGroup(group)),
    ),
  ];
}

function isDynamic(file: JsonObject, project: JsonObject): boolean {
  if (!textsIn(project, 'dynamic').includes('dependencies')) return false;
  const hasPoetry = valueIn(tableIn(file, 'tool', 'poetry'), 'dependencies') !== undefined;
  const hasFile = valueIn(tableIn(file, 'tool', 'setuptools', 'dynamic'), 'dependencies') !== undefined;
  return !hasPoetry && !hasFile;
}
