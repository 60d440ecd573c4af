import { isJsonObject, type JsonObject } from '../../formats/fields.js';
import { ProblemList, quote } from '../../formats/problem-list.js';
import { readTomlText, type TomlText } from '../../formats/toml-text.js';
import type { GraphNode } from '../../inventory/reach.js';
import { rootOf } from './gradle-lockfile.js';
import { MAX_NAME_LENGTH } from './names.js';
import { isVersion, pinnedVersion, satisfies } from './versions.js';

const MAX_LISTED = 10;

/** A library of a catalog; `ref` is the entry of `versions` that gives its version, null where it has its own. */
export interface Library {
  readonly alias: string;
  readonly name: string;
  readonly range: string;
  readonly ref: string | null;
}

/**
 * Reads a version catalog (https://docs.gradle.org/current/userguide/version_catalogs.html): the libraries that build
 * scripts may use, with the versions declared for them. Bundles name libraries again, plugins are no libraries.
 */
export function packagesOfCatalog(path: string, text: string, problems: ProblemList): readonly GraphNode[] {
  const toml = readTomlText(path, text, problems);
  if (toml.value === null) return [];
  const versions = new Map(entriesOf(toml.value, 'versions'));
  const libraries = entriesOf(toml.value, 'libraries').flatMap(
    ([alias, value]) => readLibrary(alias, value, { path, versions, toml, problems }) ?? [],
  );
  reportUnversioned(libraries, { path, toml, problems });
  const packages = libraries.map(({ alias, name, range }): GraphNode => ({
    name,
    version: pinnedVersion(range),
    source: 'REGISTRY',
    location: `${path}#libraries/${alias}`,
    flaggedScope: 'RUNTIME',
    isBundled: false,
    requires: [],
  }));
  const root = rootOf(path, packages);
  const requires = root.requires.map((ask, at) => ({ ...ask, range: libraries[at]?.range ?? ask.range }));
  return [{ ...root, requires }, ...packages];
}

/** The libraries of a catalog that could be read, without a word on the others. */
export function librariesOf(value: JsonObject): readonly Library[] {
  const versions = new Map(entriesOf(value, 'versions'));
  const toml = { value, lineOf: () => null };
  const catalog = { path: '', versions, toml, problems: new ProblemList() };
  return entriesOf(value, 'libraries').flatMap(([alias, entry]) => readLibrary(alias, entry, catalog) ?? []);
}

interface Catalog {
  readonly path: string;
  readonly versions: ReadonlyMap<string, unknown>;
  readonly toml: TomlText;
  readonly problems: ProblemList;
}

/** `"group:name:version"`, or a table with `module` or `group` and `name`, and a version, its reference, or none. */
function readLibrary(alias: string, value: unknown, catalog: Catalog): Library | null {
  const library = typeof value === 'string' ? readNotation(alias, value) : readTable(alias, value, catalog);
  if (library !== null && Math.max(library.name.length, library.range.length) <= MAX_NAME_LENGTH)
    return library;
  const message = `The library ${quote(alias)} names no group and name that can be read and was left out.`;
  catalog.problems.add('BAD_ENTRY', catalog.path, () => lineOfKey(catalog.toml, alias), message);
  return null;
}

function readNotation(alias: string, notation: string): Library | null {
  const [group = '', name = '', range = '', ...rest] = notation.split(':', 4);
  return group !== '' && name !== '' && rest.length === 0
    ? { alias, name: `${group}:${name}`, range, ref: null }
    : null;
}

function readTable(alias: string, table: unknown, catalog: Catalog): Library | null {
  if (!isJsonObject(table)) return null;
  const { module, group, name, version } = table;
  const written = typeof module === 'string' ? module : `${textOf(group)}:${textOf(name)}`;
  const parts = written.split(':', 3);
  if (parts.length !== 2 || parts.includes('')) return null;
  const ref = isJsonObject(version) && typeof version.ref === 'string' ? version.ref : null;
  return { alias, name: written, range: rangeOf(alias, version, catalog), ref };
}

/** The version that a library declares; empty where it declares none, or refers to one that is not there. */
function rangeOf(alias: string, version: unknown, { path, versions, toml, problems }: Catalog): string {
  if (!isJsonObject(version) || typeof version.ref !== 'string') return declaredVersion(version);
  const { ref } = version;
  if (versions.has(ref)) return declaredVersion(versions.get(ref));
  const message = `The library ${quote(alias)} refers to the version ${quote(ref)}, which the catalog does not have.`;
  problems.add('NOT_RESOLVED', path, () => toml.lineOf(ref), message);
  return '';
}

/** Where a key begins a line; where none does, where its text first stands. */
function lineOfKey(toml: TomlText, key: string): number | null {
  const before = toml.lineOf(`\n${key} =`) ?? toml.lineOf(`\n${key}=`);
  return before === null ? toml.lineOf(key) : before + 1;
}

/** Libraries without a version get theirs from a platform that only the build scripts name. */
function reportUnversioned(
  libraries: readonly Library[],
  { path, toml, problems }: Omit<Catalog, 'versions'>,
): void {
  const unversioned = libraries.filter(({ range }) => range === '').map(({ name }) => name);
  const [first] = unversioned;
  if (first === undefined) return;
  const rest = unversioned.length > MAX_LISTED ? ` and ${unversioned.length - MAX_LISTED} more` : '';
  const names = unversioned.slice(0, MAX_LISTED).map(quote).join(', ');
  const message = `No version is known of ${names}${rest}, because the catalog declares none; a platform in a build script may.`;
  problems.add('NOT_RESOLVED', path, () => toml.lineOf(first), message);
}

/**
 * Of a rich version (https://docs.gradle.org/current/userguide/dependency_versions.html) what Gradle would take: what is
 * preferred within what is strictly asked for, otherwise what is asked for most strictly.
 */
export function declaredVersion(version: unknown): string {
  if (!isJsonObject(version)) return textOf(version);
  const strictly = textOf(version.strictly);
  const prefer = textOf(version.prefer);
  const asked = strictly === '' ? textOf(version.require) : strictly;
  if (asked === '') return prefer;
  return !isVersion(asked) && isVersion(prefer) && satisfies(prefer, asked) ? prefer : asked;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.trim() : '';
}

/** The entries of one table of a catalog. */
export function entriesOf(
  value: JsonObject,
  table: 'versions' | 'libraries' | 'plugins',
): readonly (readonly [string, unknown])[] {
  const entries = value[table];
  return isJsonObject(entries) ? Object.entries(entries) : [];
}
