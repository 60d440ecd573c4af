import { normalizeName } from '../../advisories/package-key.js';
import type { JsonObject } from '../../formats/fields.js';
import { quote } from '../../formats/problem-list.js';
import type { DependencyScope, PackageSource } from '../../inventory/inventory.js';
import { joinPath, resolvePath } from '../manifest-paths.js';
import { type Ask, askOfRange, type AskSite } from './ask.js';
import {
  checkLockVersion,
  packageTables,
  type PackageTable,
  type ReadLock,
  type TomlLock,
} from './lock-file.js';
import { asksOfLock, extraKey, type LockedPackage } from './lock-graph.js';
import { asksByExtra, ownPackage } from './manifest.js';
import { markerHolds } from './markers.js';
import { scopeOfExtra, scopeOfGroup } from './scopes.js';
import { tableIn, tablesIn, textIn, textsIn, valueIn } from './table.js';

const NEWEST_MAJOR = 1;
/** One package is declared once, or a few times for several environments. */
const MAX_DECLARATIONS = 16;
const SOURCES: readonly (readonly [field: string, source: PackageSource])[] = [
  ['registry', 'REGISTRY'],
  ['git', 'GIT'],
  ['url', 'TARBALL'],
  ['path', 'FILE'],
  ['directory', 'FILE'],
  ['editable', 'FILE'],
  ['virtual', 'FILE'],
];

/** A uv.lock's packages, its own ones among them. */
export interface ReadUvLock extends ReadLock {
  /** The folders of the project's own packages, as paths of the repository. */
  readonly ownFolders: ReadonlySet<string>;
}

/**
 * The packages of a uv.lock (https://docs.astral.sh/uv/concepts/projects/layout/#the-lockfile): the project and the
 * members of its workspace are its own packages, with the ranges that the lock repeats of their manifests.
 */
export function readUvLock(lock: TomlLock, folder: string): ReadUvLock {
  const version = versionOf(lock.value);
  checkLockVersion(version, NEWEST_MAJOR, lock.site);
  const manifest = tableIn(lock.value, 'manifest');
  const members = new Set(textsIn(manifest, 'members').map((name) => normalizeName('PyPI', name)));
  const ownFolders = new Set<string>();
  const packages = packageTables(lock, 'package').flatMap((entry): LockedPackage | readonly [] => {
    const source = readSource(entry, lock.site);
    if (source === null) return [];
    if (!isOwn(entry.name, source, members)) return readThirdParty(entry, source.source);
    const own = resolvePath(folder, source.path) ?? folder;
    ownFolders.add(own);
    const isRoot = own === folder;
    const location = joinPath(own, 'pyproject.toml');
    return readOwn(entry, { source: isRoot ? 'ROOT' : 'WORKSPACE', location });
  });
  return { version, ownFolders, packages: withRoot(packages, { manifest, path: lock.site.path }) };
}

/** The lock's version, with its revision where it has one: `1.2`. */
function versionOf(lock: JsonObject): string {
  const parts = ['version', 'revision'].map((field) => valueIn(lock, field));
  return parts.filter((part) => typeof part === 'number').join('.');
}

interface UvSource {
  readonly source: PackageSource;
  /** The folder of a local package, relative to the lock. */
  readonly path: string;
  readonly isLocal: boolean;
}

/**
 * Where a package comes from: uv itself refuses an entry without a source, so it is left out; a source of an unknown
 * kind counts as a registry's, so that nothing vulnerable is passed over. Both are problems.
 */
function readSource({ name, table }: PackageTable, { path, problems, lineOf }: AskSite): UvSource | null {
  const source = tableIn(table, 'source');
  for (const [field, kind] of SOURCES) {
    const value = valueIn(source, field);
    if (value === undefined) continue;
    const isLocal = field === 'editable' || field === 'virtual';
    return { source: kind, path: typeof value === 'string' ? value : '', isLocal };
  }
  const isMissing = Object.keys(source).length === 0;
  const what = isMissing
    ? 'has no source and was left out'
    : 'has a source that Backline does not know; it is taken for a package of a registry';
  problems.add('BAD_ENTRY', path, () => lineOf(`name = "${name}"`), `${quote(name)} ${what}.`);
  return isMissing ? null : { source: 'REGISTRY', path: '', isLocal: false };
}

/** A member of the workspace; in a lock that names no members the project itself. */
function isOwn(name: string, { isLocal, path }: UvSource, members: ReadonlySet<string>): boolean {
  if (!isLocal) return false;
  return path === '.' || members.has(normalizeName('PyPI', name));
}

function readThirdParty({ name, version, table }: PackageTable, source: PackageSource): LockedPackage {
  const extras = tableIn(table, 'optional-dependencies');
  return {
    name,
    version,
    source,
    location: `${name}@${version}`,
    flaggedScope: 'RUNTIME',
    asks: tablesIn(table, 'dependencies').flatMap((asked) => readAsk(asked, 'RUNTIME', NOTHING_DECLARED)),
    extras: asksByExtra(
      Object.keys(extras).map((extra) => [
        extra,
        tablesIn(extras, extra).flatMap((asked) => readAsk(asked, 'RUNTIME', NOTHING_DECLARED)),
      ]),
    ),
  };
}

/** One of the project's own packages asks for everything: its extras and its groups too, each with its scope. */
function readOwn(
  entry: PackageTable,
  { source, location }: Pick<LockedPackage, 'source' | 'location'>,
): LockedPackage {
  const { table } = entry;
  const extras = tableIn(table, 'optional-dependencies');
  const groups = tableIn(table, 'dev-dependencies');
  const declared = declaredByName(tablesIn(tableIn(table, 'metadata'), 'requires-dist'));
  const declaredGroups = tableIn(table, 'metadata', 'requires-dev');
  const asks = [
    ...tablesIn(table, 'dependencies').flatMap((asked) =>
      readAsk(asked, 'RUNTIME', { declared, extra: null }),
    ),
    ...Object.keys(extras).flatMap((extra) =>
      tablesIn(extras, extra).flatMap((asked) => readAsk(asked, scopeOfExtra(extra), { declared, extra })),
    ),
    ...Object.keys(groups).flatMap((group) =>
      readGroup(groups, group, declaredByName(tablesIn(declaredGroups, group))),
    ),
  ];
  return { ...readThirdParty(entry, source), location, asks };
}

function readGroup(groups: JsonObject, group: string, declared: Declarations): readonly Ask[] {
  return tablesIn(groups, group).flatMap((asked) =>
    readAsk(asked, scopeOfGroup(group), { declared, extra: null }),
  );
}

/** What the manifests declare, by normalised name: ranges with their markers. */
type Declarations = ReadonlyMap<string, readonly { readonly range: string; readonly marker: string }[]>;

const NOTHING_DECLARED = { declared: new Map(), extra: null } as const;

function declaredByName(entries: readonly JsonObject[]): Declarations {
  const declared = new Map<string, { range: string; marker: string }[]>();
  for (const entry of entries) {
    const key = normalizeName('PyPI', textIn(entry, 'name') ?? '');
    const same = declared.get(key) ?? [];
    if (same.length === 0) declared.set(key, same);
    if (same.length < MAX_DECLARATIONS)
      same.push({ range: textIn(entry, 'specifier') ?? '', marker: textIn(entry, 'marker') ?? '' });
  }
  return declared;
}

/** Whether a declaration holds without an extra, or with just the one that is asked about. */
function holdsWith(extra: string | null, marker: string): boolean {
  if (!marker.includes('extra')) return extra === null;
  return markerHolds(marker, ({ variable, operator, value }) => {
    if (variable !== 'extra') return true;
    return (extra !== null && extraKey(value) === extraKey(extra)) === (operator === '==');
  });
}

/** The ask of a locked dependency: where several versions are locked it names the one; the range is the declared one. */
function readAsk(
  asked: JsonObject,
  kind: DependencyScope,
  { declared, extra }: { readonly declared: Declarations; readonly extra: string | null },
): readonly Ask[] {
  const name = textIn(asked, 'name');
  if (name === null) return [];
  const entries = declared.get(normalizeName('PyPI', name)) ?? [];
  const ranges = entries.filter(({ marker }) => holdsWith(extra, marker)).map(({ range }) => range);
  const range = ranges.includes('') ? '' : [...new Set(ranges)].join(' || ');
  const extras = [...textsIn(asked, 'extra'), ...textsIn(asked, 'extras')];
  return [{ ...askOfRange(name, range, { kind, extras }), pinned: textIn(asked, 'version') ?? '' }];
}

/**
 * A workspace whose root is no package has groups all the same; a script's lock has requirements. Both stand in the
 * lock's own table, and belong to the root. A lock that holds no project is asked for what nothing in it asks for.
 */
function withRoot(
  packages: readonly LockedPackage[],
  { manifest, path }: { readonly manifest: JsonObject; readonly path: string },
): readonly LockedPackage[] {
  const groups = tableIn(manifest, 'dependency-groups');
  const requirements = tablesIn(manifest, 'requirements');
  const declared = declaredByName(requirements);
  const asks = [
    ...requirements.flatMap((asked) => readAsk(asked, 'RUNTIME', { declared, extra: null })),
    ...Object.keys(groups).flatMap((group) =>
      readGroup(groups, group, declaredByName(tablesIn(groups, group))),
    ),
  ];
  const root = packages.find(({ source }) => source === 'ROOT');
  if (root !== undefined)
    return packages.map((item) => (item === root ? { ...item, asks: [...item.asks, ...asks] } : item));
  if (packages.length === 0 && asks.length === 0) return [];
  const isOrphaned = asks.length === 0 && !packages.some(({ source }) => source === 'WORKSPACE');
  const made = ownPackage({ path, name: '', version: '', asks: isOrphaned ? asksOfLock(packages) : asks });
  return [made, ...packages];
}
