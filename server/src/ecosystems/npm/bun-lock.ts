import { checkHoldsAny, isJsonObject, type JsonObject, readFields } from '../../formats/fields.js';
import { type JsonText, readJsonText } from '../../formats/json-text.js';
import { type ProblemList, quote } from '../../formats/problem-list.js';
import { readSourceText } from '../../formats/source-text.js';
import type { InventoryPackage, PackageSource } from '../../inventory/inventory.js';
import { packagesOfGraph } from '../../inventory/reach.js';
import { readAsks } from './asks.js';
import { BunTree, type BunNode } from './bun-tree.js';
import { plainJson } from './jsonc.js';
import type { LockInput, LockReading } from './lock-reader.js';
import { isPackageName, sourceOfRange } from './names.js';
import { type BunInfo, bunInfoSchema, bunLockSchema } from './schema.js';
import type { Ask } from './tree.js';

const NEWEST_VERSION = 1;
const MAX_VERSION_LENGTH = 512;
const MAX_DEPTH = 64;
const CATALOG = 'catalog:';

interface BunContext {
  readonly path: string;
  readonly json: JsonText;
  readonly problems: ProblemList;
  /** The range that stands for a `catalog:` range of a name, as far as the lock states it. */
  rangeOf(name: string, range: string): string;
}

/**
 * Reads bun.lock (https://bun.com/docs/pm/lockfile): JSON with trailing commas. `workspaces` holds what each package.json
 * asks for, `packages` each copy under its place in node_modules, such as `a/b` for the `b` inside of `a`.
 */
export function readBunLock(input: LockInput): LockReading {
  const { path, text, problems } = input;
  const nothing: LockReading = { format: 'bun.lock', isLocked: true, packages: [], folders: null };
  const source = readSourceText(path, text, problems);
  if (source === null) return nothing;
  const json = readJsonText(path, plainJson(source), problems);
  if (json.value === null) return nothing;
  checkHoldsAny(json.value, ['lockfileVersion', 'workspaces', 'packages'], { path, problems });
  const { fields, badFields } = readFields(bunLockSchema, json.value);
  for (const field of badFields) {
    const message = `The field ${quote(field)} could not be read; the rest counts.`;
    problems.add('BAD_ENTRY', path, () => json.lineOf(field), message);
  }
  const version = fields.lockfileVersion;
  if (version !== undefined && (!Number.isInteger(version) || version < 0 || version > NEWEST_VERSION)) {
    const message = `Lockfile version ${version} is not known; the file was read as if it were version ${NEWEST_VERSION}.`;
    problems.add('UNKNOWN_VERSION', path, () => json.lineOf('lockfileVersion'), message);
  }
  const context: BunContext = {
    path,
    json,
    problems,
    rangeOf: (name, range) => rangeInCatalogs(fields, name, range),
  };
  const tree = new BunTree();
  const folders = readWorkspaces(fields.workspaces ?? {}, tree, context);
  if (input.root !== null && !folders.has('')) {
    const { name, version: own, asks } = input.root;
    folders.set('', tree.add({ location: '', name, version: own, source: 'ROOT', isBundled: false, asks }));
  }
  readPackages(fields.packages ?? {}, { tree, folders }, context);
  return {
    format: version === undefined ? 'bun.lock' : `bun.lock v${version}`,
    isLocked: true,
    packages: packagesOf(tree),
    folders: new Set(folders.keys()),
  };
}

/** The project's own packages, by their folder. */
function readWorkspaces(workspaces: JsonObject, tree: BunTree, context: BunContext): Map<string, number> {
  const folders = new Map<string, number>();
  for (const [folder, value] of Object.entries(workspaces)) {
    if (context.problems.isHopeless(context.path)) break;
    const info = readInfo(value, ['workspaces', folder], context);
    if (info === null) continue;
    const source = folder === '' ? 'ROOT' : 'WORKSPACE';
    const name = info.name ?? '';
    const version = info.version ?? '';
    const asks = asksOf(info, ['workspaces', folder], context);
    const location = folder === '' ? '' : `workspace:${folder}`;
    const index = tree.add({ location, name, version, source, isBundled: false, asks });
    folders.set(folder, index);
    if (folder !== '' && isPackageName(name)) tree.place([name], index);
  }
  return folders;
}

interface Places {
  readonly tree: BunTree;
  readonly folders: ReadonlyMap<string, number>;
}

function readPackages(packages: JsonObject, { tree, folders }: Places, context: BunContext): void {
  for (const [key, value] of Object.entries(packages)) {
    if (context.problems.isHopeless(context.path)) break;
    const names = splitKey(key);
    const entry = names.length === 0 ? 'is not the place of a package' : readEntry(key, value, context);
    if (typeof entry === 'string') {
      const message = `The entry ${quote(key)} ${entry}; it was left out.`;
      context.problems.add('BAD_ENTRY', context.path, () => context.json.lineOf('packages', key), message);
      continue;
    }
    const own = entry.folder === null ? undefined : folders.get(entry.folder);
    tree.place(names, own ?? tree.add(entry.node));
  }
}

interface BunEntry {
  readonly node: BunNode;
  /** Of an entry that only points to one of the project's own packages. */
  readonly folder: string | null;
}

/** A tuple that begins with `name@resolution` and has its dependencies in its first object; or why it is none. */
function readEntry(key: string, value: unknown, context: BunContext): BunEntry | string {
  const tuple: readonly unknown[] = Array.isArray(value) ? value : [];
  const [spec] = tuple;
  if (typeof spec !== 'string') return 'does not begin with a name and a version';
  const at = spec.indexOf('@', 1);
  const name = at === -1 ? spec : spec.slice(0, at);
  const resolution = at === -1 ? '' : spec.slice(at + 1);
  if (!isPackageName(name)) return 'does not begin with the name of a package';
  if (resolution === '') return 'has no version';
  if (resolution.length > MAX_VERSION_LENGTH) return 'has a version that is too long';
  const position = tuple.findIndex(isJsonObject);
  const jsonPath = ['packages', key];
  const info = position === -1 ? {} : (readInfo(tuple[position], jsonPath, context) ?? {});
  const source = sourceOf(resolution);
  return {
    node: {
      location: key,
      name,
      version: source === 'REGISTRY' ? resolution : '',
      source,
      isBundled: info.bundled === true,
      asks: asksOf(info, jsonPath, context),
    },
    folder: folderOf(resolution),
  };
}

function readInfo(value: unknown, jsonPath: readonly string[], context: BunContext): BunInfo | null {
  const { path, json, problems } = context;
  const key = jsonPath.at(-1) ?? '';
  const findLine = (): number | null => json.lineOf(...jsonPath);
  if (!isJsonObject(value)) {
    problems.add('BAD_ENTRY', path, findLine, `The entry ${quote(key)} is not an object; it was left out.`);
    return null;
  }
  const { fields, badFields } = readFields(bunInfoSchema, value);
  if (badFields.length > 0) {
    const message = `In the entry ${quote(key)} the field ${quote(badFields.join(', '))} could not be read; the rest counts.`;
    problems.add('BAD_ENTRY', path, findLine, message);
  }
  return fields;
}

function asksOf(info: BunInfo, jsonPath: readonly string[], context: BunContext): readonly Ask[] {
  const { path, json, problems, rangeOf } = context;
  const optionalPeers = (info.optionalPeers ?? []).filter((name) => typeof name === 'string');
  const peerDependenciesMeta = Object.fromEntries(optionalPeers.map((name) => [name, { optional: true }]));
  const { dependencies, optionalDependencies, peerDependencies } = info;
  const devDependencies = jsonPath[0] === 'workspaces' ? info.devDependencies : undefined;
  const asks = readAsks(
    { dependencies, optionalDependencies, peerDependencies, devDependencies, peerDependenciesMeta },
    { path, problems, lineOf: () => json.lineOf(...jsonPath) },
  );
  return asks.map((ask) =>
    ask.range.startsWith(CATALOG) ? { ...ask, range: rangeOf(ask.name, ask.range) } : ask,
  );
}

/** `@a/b/c` as `@a/b` and `c`; nothing where these are no names (in which no colon can stand). */
function splitKey(key: string): readonly string[] {
  const names: string[] = [];
  let scope = '';
  for (const part of key.split('/')) {
    if (scope === '' && part.startsWith('@')) scope = `${part}/`;
    else {
      names.push(scope + part);
      scope = '';
    }
  }
  const isPlace = scope === '' && !key.includes(':') && names.length <= MAX_DEPTH;
  return isPlace && names.every(isPackageName) ? names : [];
}

function sourceOf(resolution: string): PackageSource {
  if (resolution.startsWith('workspace:')) return 'WORKSPACE';
  if (resolution.startsWith('root:')) return 'FILE';
  const source = sourceOfRange(resolution);
  return source === 'GIT' && !resolution.includes(':') && /\.(?:tgz|tar\.gz)$/.test(resolution)
    ? 'FILE'
    : source;
}

function folderOf(resolution: string): string | null {
  if (resolution.startsWith('root:')) return '';
  return resolution.startsWith('workspace:') ? resolution.slice('workspace:'.length) : null;
}

function rangeInCatalogs(
  {
    catalog,
    catalogs,
  }: { readonly catalog?: JsonObject | undefined; readonly catalogs?: JsonObject | undefined },
  name: string,
  range: string,
): string {
  const group = range.slice(CATALOG.length).trim();
  const named = catalogs !== undefined && Object.hasOwn(catalogs, group) ? catalogs[group] : undefined;
  const names = group === '' ? catalog : named;
  const found = isJsonObject(names) && Object.hasOwn(names, name) ? names[name] : undefined;
  return typeof found === 'string' ? found : range;
}

function packagesOf(tree: BunTree): readonly InventoryPackage[] {
  return packagesOfGraph(
    tree.nodes.map((node, index) => ({
      location: node.location,
      name: node.name,
      version: node.version,
      source: node.source,
      isBundled: node.isBundled,
      flaggedScope: 'RUNTIME',
      requires: node.asks.map(({ name, range, kind, isOptionalPeer }) => ({
        name,
        range,
        kind,
        target: tree.find(index, name),
        isInert: kind === 'PEER' && isOptionalPeer,
      })),
    })),
  );
}
