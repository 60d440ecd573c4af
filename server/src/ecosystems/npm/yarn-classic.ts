import type { PackageSource } from '../../inventory/inventory.js';
import { type ProblemList, quote } from '../../formats/problem-list.js';
import { readSourceText } from '../../formats/source-text.js';
import { folderBelow } from './groups.js';
import type { LockInput, LockReading } from './lock-reader.js';
import type { Manifest } from './manifest.js';
import { aliasedName, isPackageName, sourceOfRange } from './names.js';
import type { Ask } from './tree.js';
import {
  buildDescribed,
  type DescribedPackage,
  guessedRoot,
  indexDescriptors,
  reportUnlocked,
  type Resolve,
  splitDescriptor,
} from './yarn-graph.js';
import { readQuoted, readYarnEntries, type YarnEntry, type YarnLine } from './yarn-lines.js';
import { workspaceMatcher } from './workspace-globs.js';

const MAX_VERSION_LENGTH = 512;
const FORMAT = 'yarn.lock v1';

/**
 * Reads the yarn.lock of Yarn 1 (https://classic.yarnpkg.com/lang/en/docs/yarn-lock/): entries that answer exact
 * `name@range`. It does not say what the project itself asks for: that is in the package.json files of the root and its workspaces.
 */
export function readYarnClassic(input: LockInput): LockReading {
  const { path, text, problems } = input;
  const source = readSourceText(path, text, problems);
  if (source === null) return { format: FORMAT, isLocked: true, packages: [], folders: null };
  reportVersion(source, input);
  const entries = readYarnEntries(source, { readLine: readClassicLine, name: 'yarn.lock of Yarn 1' }, input);
  const locked = readPackages(entries, input);
  const own = ownPackages(input);
  const described = [...own.keys(), ...locked];
  const resolve = createResolve(described, input.root);
  const hasRoot = own.size > 0 || locked.length === 0;
  const packages = buildDescribed(hasRoot ? described : [...locked, guessedRoot(locked)], resolve);
  reportUnlocked(packages, new Map([...own].map(([item, manifest]) => [item.location, manifest])), input);
  return { format: FORMAT, isLocked: true, packages, folders: knownFolders(own, input) };
}

/** A line of Yarn 1: `key value`, or `key, "other key":`; null for what is neither. */
export function readClassicLine(content: string): YarnLine | null {
  const keys: string[] = [];
  for (let at = 0; at < content.length;) {
    const token = readToken(content, at);
    if (token === null) return null;
    keys.push(token.text);
    at = token.end;
    if (content.startsWith(':', at) && at === content.length - 1) return { keys, value: null };
    if (content.startsWith(',', at)) {
      at = skipSpaces(content, at + 1);
      continue;
    }
    const start = skipSpaces(content, at);
    if (keys.length > 1 || start === at || start === content.length) return null;
    const isQuoted = content.startsWith('"', start);
    const value = isQuoted ? (readQuoted(content, start)?.text ?? null) : content.slice(start);
    return value === null ? null : { keys, value };
  }
  return null;
}

function readToken(content: string, start: number): { readonly text: string; readonly end: number } | null {
  if (content.startsWith('"', start)) return readQuoted(content, start);
  let end = start;
  while (end < content.length && !' \t,'.includes(content.charAt(end))) end += 1;
  if (end === content.length && content.endsWith(':')) end -= 1;
  return end === start ? null : { text: content.slice(start, end), end };
}

function skipSpaces(content: string, start: number): number {
  let at = start;
  while (at < content.length && ' \t'.includes(content.charAt(at))) at += 1;
  return at;
}

/** The first lines are comments, one of which states the version; Yarn itself takes a missing one for 1. */
function reportVersion(text: string, { path, problems }: LockInput): void {
  const stated = /^# yarn lockfile v(\d{1,9})\r?$/m.exec(text.slice(0, 1000));
  const version = stated?.[1];
  if (stated === null || version === undefined || version === '1') return;
  const message = `Version ${version} of this lock is not known; the file was read as if it were version 1.`;
  const line = text.slice(0, stated.index).split('\n').length;
  problems.add('UNKNOWN_VERSION', path, () => line, message);
}

function readPackages(
  entries: readonly YarnEntry[],
  { path, problems }: LockInput,
): readonly DescribedPackage[] {
  const locations = new Set<string>();
  return entries.flatMap((entry): readonly DescribedPackage[] => {
    const [location] = entry.keys;
    if (location === undefined) return [];
    const item = describe(location, entry);
    const reason = locations.has(location) ? 'stands twice' : typeof item === 'string' ? item : null;
    if (reason === null && typeof item !== 'string') {
      locations.add(location);
      return [item];
    }
    const message = `The entry ${quote(location)} ${reason}; it was left out.`;
    problems.add('BAD_ENTRY', path, () => entry.line, message);
    return [];
  });
}

/** The package of an entry, or why it is none. */
function describe(location: string, entry: YarnEntry): DescribedPackage | string {
  const parts = entry.keys.map(splitDescriptor);
  const alias = parts.map(({ range }) => aliasedName(range)).find((name) => name !== null);
  const name = alias ?? entry.fields.get('name') ?? parts[0]?.name ?? '';
  const version = entry.fields.get('version') ?? '';
  if (!isPackageName(name)) return 'does not begin with the name of a package';
  if (version === '') return 'has no version';
  if (version.length > MAX_VERSION_LENGTH) return 'has a version that is too long';
  return {
    location,
    descriptors: entry.keys,
    name,
    version,
    source: sourceOf(
      parts.map(({ range }) => range),
      entry.fields.get('resolved') ?? '',
    ),
    asks: [...asksOf(entry.dependencies, 'RUNTIME'), ...asksOf(entry.optionalDependencies, 'OPTIONAL')],
  };
}

function asksOf(names: ReadonlyMap<string, string>, kind: 'RUNTIME' | 'OPTIONAL'): readonly Ask[] {
  return Array.from(names, ([name, range]): Ask => ({ name, range, kind, isOptionalPeer: false })).filter(
    ({ name }) => isPackageName(name),
  );
}

/** Yarn 1 fetches what comes from GitHub as an archive, and what comes from git by the commit behind a `#`. */
function sourceOf(ranges: readonly string[], resolved: string): PackageSource {
  if (sourceOfRange(resolved) === 'GIT' || resolved.startsWith('https://codeload.github.com/')) return 'GIT';
  const source = ranges.map(sourceOfRange).find((each) => each !== 'REGISTRY') ?? 'REGISTRY';
  const isCommit = /#[0-9a-f]{40}$/.test(resolved) && !/\.(?:tgz|tar|gz|zip)#/.test(resolved);
  return source === 'TARBALL' && isCommit ? 'GIT' : source;
}

/** The root first, then those that its patterns name as workspaces. */
function ownPackages(input: LockInput): ReadonlyMap<DescribedPackage, Manifest> {
  const own = new Map<DescribedPackage, Manifest>();
  const { root } = input;
  if (root === null) return own;
  own.set(ownPackage(root, '', 'ROOT'), root);
  const { unread, isMember } = workspaceMatcher(root.workspaces);
  let unknown = 0;
  for (const manifest of input.manifests) {
    const folder = folderBelow(input.folder, manifest.path);
    if (folder === '') continue;
    const answer = isMember(folder);
    if (answer === null) unknown += 1;
    else if (answer) own.set(ownPackage(manifest, folder, 'WORKSPACE'), manifest);
  }
  reportPatterns(input.problems, root.path, { unread, unknown });
  return own;
}

function reportPatterns(
  problems: ProblemList,
  path: string,
  { unread, unknown }: { readonly unread: readonly string[]; readonly unknown: number },
): void {
  for (const pattern of unread) {
    const message = `The pattern ${quote(pattern)} of its workspaces is of a kind that Backline does not read, too long, or one too many. It counted for nothing.`;
    problems.add('NOT_SUPPORTED', path, () => null, message);
  }
  if (unknown === 0) return;
  const message = `Its patterns of workspaces take too long to compare, so ${unknown} folders were not taken for workspaces.`;
  problems.add('TOO_LARGE', path, () => null, message);
}

function ownPackage(manifest: Manifest, location: string, source: PackageSource): DescribedPackage {
  const { name, version, asks } = manifest;
  return { location, descriptors: [], name, version, source, asks };
}

/**
 * Exactly `name@range`, where `resolutions` of the root do not put another range in its place
 * (https://classic.yarnpkg.com/lang/en/docs/selective-version-resolutions/); else the project's own package of the name.
 */
function createResolve(packages: readonly DescribedPackage[], root: Manifest | null): Resolve {
  const positions = indexDescriptors(packages);
  const own = new Map<string, number>();
  packages.forEach(({ name, source }, index) => {
    if (source === 'ROOT' || source === 'WORKSPACE') own.set(name, index);
  });
  const overrides = new Map<string, string>();
  for (const [pattern, range] of root?.resolutions ?? [])
    overrides.set(pattern.replace(/^\*\*\//, ''), range);
  return ({ name, range }, asker) => {
    const forced = overrides.get(`${asker.name}/${name}`) ?? overrides.get(name);
    const forcedTo = forced === undefined ? undefined : positions.get(`${name}@${forced}`);
    const exact = forcedTo ?? positions.get(`${name}@${range}`);
    return exact ?? (range === '' ? positions.get(name) : undefined) ?? own.get(name) ?? null;
  };
}

/** Workspaces, and folders that the root asks for by path. */
function knownFolders(
  own: ReadonlyMap<DescribedPackage, Manifest>,
  { root }: LockInput,
): ReadonlySet<string> {
  const folders = [...own.keys()].map(({ location }) => location);
  for (const { range } of root?.asks ?? []) {
    const match = /^(?:file|link):(?:\.\/)?(.*)$/.exec(range);
    if (match?.[1] !== undefined) folders.push(match[1].replace(/\/$/, ''));
  }
  return new Set(folders);
}
