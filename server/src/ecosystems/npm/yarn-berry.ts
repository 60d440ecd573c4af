import type { PackageSource } from '../../inventory/inventory.js';
import { quote } from '../../formats/problem-list.js';
import { readSourceText } from '../../formats/source-text.js';
import { folderBelow } from './groups.js';
import type { LockInput, LockReading } from './lock-reader.js';
import type { Manifest } from './manifest.js';
import { isPackageName, sourceOfRange } from './names.js';
import type { Ask } from './tree.js';
import { createBerryResolve, plainRange } from './yarn-berry-resolve.js';
import {
  buildDescribed,
  type DescribedPackage,
  guessedRoot,
  reportUnlocked,
  splitDescriptor,
} from './yarn-graph.js';
import { readQuoted, readYarnEntries, type YarnEntry, type YarnLine } from './yarn-lines.js';

const MAX_VERSION_LENGTH = 512;
const MAX_PATCHES = 10;
const OLDEST_VERSION = 4;
const NEWEST_VERSION = 10;
/** What Yarn writes in place of the version of what lies in a folder. */
const LOCAL_VERSION = '0.0.0-use.local';

/** A package of the lock, with its folder where it is one of the project's own. */
interface BerryPackage extends DescribedPackage {
  readonly folder: string | null;
}

/**
 * Reads the yarn.lock of Yarn 2 and later (https://yarnpkg.com/advanced/lexicon#lockfile), line by line: YAML of one
 * generated shape. It names the workspaces itself, but not which dependencies are for development: that is in their package.json.
 */
export function readYarnBerry(input: LockInput): LockReading {
  const { path, text, problems } = input;
  const source = readSourceText(path, text, problems);
  if (source === null) return { format: 'yarn.lock', isLocked: true, packages: [], folders: null };
  const entries = readYarnEntries(
    source,
    { readLine: readBerryLine, name: 'yarn.lock of Yarn 2 or later' },
    input,
  );
  const version = readVersion(entries, input);
  const manifests = new Map(
    input.manifests.map((manifest) => [folderBelow(input.folder, manifest.path), manifest]),
  );
  const read = readPackages(withoutCutEntry(source, entries, input), input).map((item) =>
    withManifest(item, manifests),
  );
  const packages = foldPatches([...ownFirst(read, input)]);
  const hasRoot = packages.length === 0 || packages.some(({ folder }) => folder !== null);
  const described = hasRoot ? packages : [...packages, guessedRoot(packages)];
  const built = buildDescribed(described, createBerryResolve(described, input.root));
  const own = packages.flatMap(({ folder, location }) => {
    const manifest = folder === null ? undefined : manifests.get(folder);
    return manifest === undefined ? [] : [[location, manifest] as const];
  });
  reportUnlocked(built, new Map(own), input);
  return {
    format: `yarn.lock ${version}`.trimEnd(),
    isLocked: true,
    packages: built,
    folders: knownFolders(read),
  };
}

/** Whether a text is the lock of Yarn 2 or later, and not of Yarn 1. */
export function isBerryLock(text: string): boolean {
  return /^__metadata:/m.test(text);
}

/** `key: value`, `key:`, or the longer `? key` with its `:` on a line of its own. List items say nothing of ours. */
function readBerryLine(content: string): YarnLine | null {
  if (content === ':' || content.startsWith('- ')) return { keys: [], value: null };
  const isLong = content.startsWith('? ');
  const start = isLong ? 2 : 0;
  const isQuoted = content.startsWith('"', start) || content.startsWith("'", start);
  const key = isQuoted ? readQuoted(content, start) : readPlainKey(content, start);
  if (key === null) return null;
  const keys = key.text.split(',').map((each) => each.trim());
  if (isLong) return key.end === content.length ? { keys, value: null } : null;
  if (!content.startsWith(':', key.end)) return null;
  const value = content.slice(key.end + 1).trim();
  if (value === '') return { keys, value: null };
  if (!value.startsWith('"') && !value.startsWith("'")) return { keys: [key.text], value };
  const quoted = readQuoted(value, 0);
  return quoted === null ? null : { keys: [key.text], value: quoted.text };
}

function readPlainKey(
  content: string,
  start: number,
): { readonly text: string; readonly end: number } | null {
  const colon = content.indexOf(': ', start);
  const end = colon !== -1 ? colon : content.endsWith(':') ? content.length - 1 : -1;
  return end <= start ? null : { text: content.slice(start, end), end };
}

function readVersion(entries: readonly YarnEntry[], { path, problems }: LockInput): string {
  const metadata = entries.find(({ keys }) => keys[0] === '__metadata');
  const stated = metadata?.fields.get('version') ?? '';
  const version = Number(stated);
  if (stated === '') return '';
  if (Number.isInteger(version) && version >= OLDEST_VERSION && version <= NEWEST_VERSION)
    return `v${stated}`;
  const message = `Version ${quote(stated)} of this lock is not known; the file was read as if it were version ${NEWEST_VERSION}.`;
  problems.add('UNKNOWN_VERSION', path, () => metadata?.line ?? null, message);
  return /^\d{1,9}$/.test(stated) ? `v${stated}` : '';
}

/** Values have no quotes, so a cut one looks whole: of a file that ends without a line end, an entry without its last field does not count. */
function withoutCutEntry(
  text: string,
  entries: readonly YarnEntry[],
  { path, problems }: LockInput,
): readonly YarnEntry[] {
  const last = entries.at(-1);
  if (last === undefined || text.endsWith('\n') || last.fields.has('linkType')) return entries;
  if (last.keys[0] === '__metadata') return entries;
  const message = 'The file ends in the middle; the entries that stand before its last one were read.';
  problems.add('TRUNCATED', path, () => last.line, message);
  return entries.slice(0, -1);
}

function readPackages(entries: readonly YarnEntry[], { path, problems }: LockInput): readonly BerryPackage[] {
  const locations = new Set<string>();
  return entries.flatMap((entry): readonly BerryPackage[] => {
    if (entry.keys[0] === '__metadata') return [];
    const item = describe(entry);
    const reason = typeof item === 'string' ? item : locations.has(item.location) ? 'stands twice' : null;
    if (reason === null && typeof item !== 'string') {
      locations.add(item.location);
      return [item];
    }
    const message = `The entry ${quote(entry.keys[0] ?? '')} ${reason}; it was left out.`;
    problems.add('BAD_ENTRY', path, () => entry.line, message);
    return [];
  });
}

/** The package of an entry, or why it is none. */
function describe(entry: YarnEntry): BerryPackage | string {
  const location = entry.fields.get('resolution') ?? '';
  const { name, range: reference } = splitDescriptor(location);
  const version = entry.fields.get('version') ?? '';
  if (location === '') return 'has no resolution';
  if (!isPackageName(name)) return 'does not resolve to the name of a package';
  if (version === '') return 'has no version';
  if (version.length > MAX_VERSION_LENGTH) return 'has a version that is too long';
  const source = sourceOf(reference);
  return {
    location,
    descriptors: entry.keys,
    name,
    version: source === 'FILE' && version === LOCAL_VERSION ? '' : version,
    source,
    asks: asksOf(entry),
    folder: reference.startsWith('workspace:') ? folderOf(reference.slice('workspace:'.length)) : null,
  };
}

function asksOf(entry: YarnEntry): readonly Ask[] {
  const asks: Ask[] = [];
  for (const [name, range] of entry.dependencies)
    asks.push({
      name,
      range: plainRange(range),
      kind: entry.optional.has(name) ? 'OPTIONAL' : 'RUNTIME',
      isOptionalPeer: false,
    });
  for (const [name, range] of entry.peerDependencies)
    asks.push({
      name,
      range: plainRange(range),
      kind: 'PEER',
      isOptionalPeer: entry.optionalPeers.has(name),
    });
  return asks.filter(({ name }) => isPackageName(name));
}

/** What kind of place a locator's reference names, such as `npm:1.0.0` or `https://…#commit=…`. */
function sourceOf(reference: string): PackageSource {
  if (reference === 'workspace:.') return 'ROOT';
  if (reference.startsWith('workspace:')) return 'WORKSPACE';
  if (reference.startsWith('npm:') || reference.startsWith('patch:')) return 'REGISTRY';
  if (reference.startsWith('exec:')) return 'FILE';
  return /#commit[=:]/.test(reference) ? 'GIT' : sourceOfRange(reference);
}

function folderOf(path: string): string {
  return path === '.' ? '' : path.replace(/\/$/, '');
}

/**
 * A workspace's name, version and kinds of dependencies as its package.json states them, its ranges as the lock does;
 * what only the lock knows (such as what a configuration adds) counts as well.
 */
function withManifest(item: BerryPackage, manifests: ReadonlyMap<string, Manifest>): BerryPackage {
  const manifest = item.folder === null ? undefined : manifests.get(item.folder);
  if (manifest === undefined) return item;
  const locked = new Map(item.asks.filter(({ kind }) => kind !== 'PEER').map((ask) => [ask.name, ask]));
  const asks = manifest.asks.map((ask): Ask => {
    const known = ask.kind === 'PEER' ? undefined : locked.get(ask.name);
    const kind = ask.kind === 'RUNTIME' && known?.kind === 'OPTIONAL' ? 'OPTIONAL' : ask.kind;
    return { ...ask, kind, range: known?.range ?? plainRange(ask.range) };
  });
  const declared = new Set(manifest.asks.map(({ name }) => name));
  const added = [...locked.values()].filter(({ name }) => !declared.has(name));
  const version = manifest.version === '' && item.version === LOCAL_VERSION ? '' : manifest.version;
  return {
    ...item,
    name: manifest.name === '' ? item.name : manifest.name,
    version,
    asks: [...asks, ...added],
  };
}

/** The project's own packages first, the root before its workspaces; where the lock lacks the root, its package.json speaks for it. */
function ownFirst(packages: readonly BerryPackage[], { root }: LockInput): readonly BerryPackage[] {
  const roots = packages.filter(({ source }) => source === 'ROOT');
  const isOwn = (item: BerryPackage): boolean => item.folder !== null && item.source !== 'ROOT';
  if (roots.length === 0 && root !== null) {
    const { name, version } = root;
    const asks = root.asks.map((ask) => ({ ...ask, range: plainRange(ask.range) }));
    roots.push({ location: '', descriptors: [], name, version, source: 'ROOT', asks, folder: '' });
  }
  return [...roots, ...packages.filter(isOwn), ...packages.filter(({ folder }) => folder === null)];
}

/** A patched package is the package that it patches: its entry only adds descriptors to that one's. */
function foldPatches(packages: readonly BerryPackage[]): readonly BerryPackage[] {
  const byLocation = new Map(packages.map((item) => [item.location, item]));
  const added = new Map<BerryPackage, string[]>();
  const rest = packages.filter((item) => {
    const patched = byLocation.get(patchedLocation(item.location));
    if (patched === undefined || patched === item) return true;
    const descriptors = added.get(patched) ?? [];
    for (const descriptor of item.descriptors) descriptors.push(descriptor);
    added.set(patched, descriptors);
    return false;
  });
  return rest.map((item) => {
    const more = added.get(item);
    return more === undefined ? item : { ...item, descriptors: [...item.descriptors, ...more] };
  });
}

/** `a@npm:1.0.0` of `a@patch:a@npm%3A1.0.0#…`; any other location as it is. */
function patchedLocation(location: string): string {
  let at = location;
  for (let patches = 0; patches < MAX_PATCHES; patches += 1) {
    const { range } = splitDescriptor(at);
    if (!range.startsWith('patch:')) return at;
    const end = range.indexOf('#');
    at = decode(range.slice('patch:'.length, end === -1 ? undefined : end));
  }
  return at;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Workspaces, and folders that are asked for by path. */
function knownFolders(packages: readonly BerryPackage[]): ReadonlySet<string> {
  return new Set(
    packages.flatMap(({ folder, location }) => {
      const path = /@(?:file|link|portal):(?:\.\/)?([^:#]*)/.exec(location)?.[1];
      return folder ?? path ?? [];
    }),
  );
}
