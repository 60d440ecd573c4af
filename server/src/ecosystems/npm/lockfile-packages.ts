import type { DependencyScope, PackageSource } from '../../inventory/inventory.js';
import { readAsks } from './asks.js';
import type { JsonText } from '../../formats/json-text.js';
import { readLocation, sourceOfRange } from './names.js';
import { type ProblemList, quote } from '../../formats/problem-list.js';
import { isJsonObject, type JsonObject } from '../../formats/fields.js';
import { type PackageEntry, readPackageEntry } from './lock-entries.js';
import type { LockNode, LockTree } from './tree.js';

const MAX_VERSION_LENGTH = 512;

/** The file that is being read, and where its problems go. */
export interface LockContext {
  readonly path: string;
  readonly json: JsonText;
  readonly problems: ProblemList;
}

/**
 * Reads `packages` of lockfile versions 2 and 3. Folders outside of node_modules are the project's own when the
 * root declares workspaces, else packages asked for by `file:`.
 */
export function readPackages(packages: JsonObject, context: LockContext): LockTree {
  const rootEntry = packages[''];
  const hasWorkspaces = isJsonObject(rootEntry) && rootEntry['workspaces'] !== undefined;
  const nodes: LockNode[] = [];
  const links = new Map<string, string>();
  for (const [location, value] of Object.entries(packages)) {
    if (context.problems.isHopeless(context.path)) break;
    const place = readLocationOrReport(location, context);
    if (place === null) continue;
    const entry = readEntry(location, value, context);
    if (entry === null) continue;
    if (location !== '' && entry.link === true && typeof entry.resolved === 'string') {
      const target = entry.resolved;
      if (isJsonObject(packages[target])) links.set(location, target);
      else nodes.push(missingLinkTarget(location, place.name));
      continue;
    }
    const { name, isInstalled } = place;
    const node = readNode({ location, name, isInstalled, hasWorkspaces }, entry, context);
    if (node !== null) nodes.push(node);
  }
  const folders = nodes.flatMap((node) => (node.location.includes('node_modules/') ? [] : [node.location]));
  return { nodes, links, folders: new Set(folders), isKindGuessed: false };
}

/** What a location says; null, and a problem, where it cannot be one. The empty location is the root. */
function readLocationOrReport(
  location: string,
  context: LockContext,
): { readonly name: string; readonly isInstalled: boolean } | null {
  if (location === '') return { name: '', isInstalled: false };
  const place = readLocation(location);
  if (place.kind === 'location') return place;
  const message = `The entry ${quote(location)} ${place.reason}; it was left out.`;
  context.problems.add(place.code, context.path, () => context.json.lineOf('packages', location), message);
  return null;
}

function readEntry(location: string, value: unknown, context: LockContext): PackageEntry | null {
  const { path, json, problems } = context;
  const findLine = (): number | null => json.lineOf('packages', location);
  if (!isJsonObject(value)) {
    problems.add(
      'BAD_ENTRY',
      path,
      findLine,
      `The entry ${quote(location)} is not an object; it was left out.`,
    );
    return null;
  }
  const { fields, badFields } = readPackageEntry(value);
  if (badFields.length > 0) {
    const message = `In the entry ${quote(location)} the field ${quote(badFields.join(', '))} could not be read; the rest counts.`;
    problems.add('BAD_ENTRY', path, findLine, message);
  }
  return fields;
}

interface Place {
  readonly location: string;
  readonly name: string;
  readonly isInstalled: boolean;
  readonly hasWorkspaces: boolean;
}

function readNode(place: Place, entry: PackageEntry, context: LockContext): LockNode | null {
  const { location } = place;
  const { path, json, problems } = context;
  const source = sourceOfEntry(place, entry);
  const version = entry.version ?? '';
  if (version.length > MAX_VERSION_LENGTH || (version === '' && source === 'REGISTRY')) {
    const what = version === '' ? 'has no version' : 'has a version that is too long';
    problems.add(
      'BAD_ENTRY',
      path,
      () => json.lineOf('packages', location),
      `The entry ${quote(location)} ${what}; it was left out.`,
    );
    return null;
  }
  const asks = readAsks(
    {
      dependencies: entry.dependencies,
      devDependencies: place.isInstalled ? undefined : entry.devDependencies,
      optionalDependencies: entry.optionalDependencies,
      peerDependencies: entry.peerDependencies,
      peerDependenciesMeta: entry.peerDependenciesMeta,
    },
    { path, problems, lineOf: (section, name) => json.lineOf('packages', location, section, name) },
  );
  return {
    location,
    installedAs: place.name,
    name: entry.name ?? place.name,
    version,
    source,
    isBundled: isBundledEntry(location, entry),
    flaggedScope: flaggedScope(entry),
    asks,
  };
}

function sourceOfEntry(place: Place, entry: PackageEntry): PackageSource {
  if (place.location === '') return 'ROOT';
  if (!place.isInstalled)
    return place.hasWorkspaces && !place.location.startsWith('..') ? 'WORKSPACE' : 'FILE';
  if (typeof entry.resolved !== 'string' || /^https?:/i.test(entry.resolved)) return 'REGISTRY';
  return sourceOfRange(entry.resolved);
}

/**
 * Whether an entry is shipped inside of another package. What the project itself bundles carries the same flag, but
 * is installed (and can be changed) like everything else: it stands at the top, or names its own archive.
 */
export function isBundledEntry(
  location: string,
  entry: { readonly inBundle?: unknown; readonly resolved?: unknown; readonly integrity?: unknown },
): boolean {
  if (entry.inBundle !== true) return false;
  const isNested = location.split('node_modules/').length > 2;
  const hasArchive = typeof entry.resolved === 'string' || typeof entry.integrity === 'string';
  return isNested && !hasArchive;
}

function flaggedScope(entry: PackageEntry): DependencyScope {
  if (entry.dev === true || entry.devOptional === true) return 'DEVELOPMENT';
  if (entry.optional === true) return 'OPTIONAL';
  return entry.peer === true ? 'PEER' : 'RUNTIME';
}

function missingLinkTarget(location: string, name: string): LockNode {
  return {
    location,
    installedAs: name,
    name,
    version: '',
    source: 'FILE',
    isBundled: false,
    flaggedScope: 'RUNTIME',
    asks: [],
  };
}
