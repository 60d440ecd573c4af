import { parse as parseYaml } from 'yaml';
import type { ManifestFile, ManifestGroup } from '../ecosystems/ecosystem.js';
import { isJsonObject, type JsonObject } from '../formats/fields.js';
import { stripByteOrderMark } from '../formats/source-text.js';
import { isRegistrySpec } from './registry-view.js';

/** Files as a package manager gets them, with paths below the folder of the group; or why it gets none. */
export type ToolFiles =
  | { readonly kind: 'files'; readonly files: readonly ManifestFile[]; readonly lock: ManifestFile }
  | { readonly kind: 'refused'; readonly message: string };

const DEPENDENCY_FIELDS = ['dependencies', 'devDependencies', 'optionalDependencies'];
/** What needs no network. */
const LOCAL_SPEC = /^(?:workspace|link|portal|file|catalog|patch):|^\.{1,2}\//;

/** How many folders lie above the one in which a package manager works: so far may a file point upwards. */
export const FOLDERS_ABOVE = 6;

const FILE_NAMES: ReadonlySet<string> = new Set([
  'package.json',
  'package-lock.json',
  'npm-shrinkwrap.json',
  'yarn.lock',
  'pnpm-lock.yaml',
  'pnpm-workspace.yaml',
]);

/** What a manifest says of dependencies. Scripts, settings and what chooses the package manager are left out. */
const MANIFEST_FIELDS = [
  'name',
  'version',
  'private',
  'dependencies',
  'devDependencies',
  'optionalDependencies',
  'peerDependencies',
  'peerDependenciesMeta',
  'dependenciesMeta',
  'bundleDependencies',
  'bundledDependencies',
  'workspaces',
  'overrides',
  'resolutions',
  'bin',
  'engines',
  'os',
  'cpu',
  'libc',
];

/** The part of pnpm's own settings that changes what is resolved, and nothing else. */
const PNPM_FIELDS = [
  'overrides',
  'packageExtensions',
  'peerDependencyRules',
  'ignoredOptionalDependencies',
  'allowedDeprecatedVersions',
  'supportedArchitectures',
];
const PNPM_WORKSPACE_FIELDS = [
  ...PNPM_FIELDS,
  'packages',
  'catalog',
  'catalogs',
  'autoInstallPeers',
  'dedupePeerDependents',
  'dedupeDirectDeps',
  'resolvePeersFromWorkspaceRoot',
  'strictPeerDependencies',
  'linkWorkspacePackages',
  'preferWorkspacePackages',
  'sharedWorkspaceLockfile',
  'excludeLinksFromLockfile',
  'injectWorkspacePackages',
  'peersSuffixMaxLength',
];

/**
 * The files of a group as a package manager may see them: the lock as it is, manifests with nothing in them that could be
 * run or lead elsewhere. Refuses what points out of the folder in which the package manager works.
 */
export function toolFiles(group: ManifestGroup, given: readonly ManifestFile[]): ToolFiles {
  const folder = group.path.includes('/') ? group.path.slice(0, group.path.lastIndexOf('/') + 1) : '';
  const files: ManifestFile[] = [];
  let lock: ManifestFile | null = null;
  for (const { path, text } of given) {
    const below = path.startsWith(folder) ? path.slice(folder.length) : '';
    const name = below.slice(below.lastIndexOf('/') + 1);
    if (!isSafePath(below) || !FILE_NAMES.has(name)) continue;
    const seen = textForTool(name, text);
    if (seen === null)
      return { kind: 'refused', message: `${path} cannot be read, so nothing was resolved anew.` };
    const texts = textsIn(name, seen);
    if (texts === null)
      return { kind: 'refused', message: `${path} cannot be read safely, so nothing was resolved anew.` };
    const outside = firstOutside(texts);
    if (outside !== null) {
      const message = `${path} points to ${outside}, out of the repository; no package manager is let near it.`;
      return { kind: 'refused', message };
    }
    const file = { path: below, text: seen };
    if (path === group.path) lock = file;
    else if (name === 'package.json' || name === 'pnpm-workspace.yaml') files.push(file);
  }
  if (lock === null || lock.path === 'package.json')
    return { kind: 'refused', message: `${group.path} is no lock, so there is nothing to be resolved anew.` };
  const unlocked = unlockedAddress(files, lock.text);
  if (unlocked !== null) {
    const message = `${unlocked} does not come from a registry and is not in the lock; nothing but the registry is asked.`;
    return { kind: 'refused', message };
  }
  return { kind: 'files', files, lock };
}

/** A dependency that would have to be cloned or downloaded, because the lock does not have it; null where there is none. */
function unlockedAddress(files: readonly ManifestFile[], lock: string): string | null {
  for (const { path, text } of files) {
    const manifest = path.endsWith('package.json') ? readJson(text) : null;
    for (const field of DEPENDENCY_FIELDS) {
      const map = manifest !== null && Object.hasOwn(manifest, field) ? manifest[field] : undefined;
      for (const [name, spec] of Object.entries(isJsonObject(map) ? map : {})) {
        if (typeof spec !== 'string' || isRegistrySpec(spec) || LOCAL_SPEC.test(spec)) continue;
        if (!lock.includes(spec)) return `${name} (${spec.slice(0, 100)})`;
      }
    }
  }
  return null;
}

function firstOutside(texts: readonly string[]): string | null {
  for (const text of texts) {
    const outside = pointsOutside(text);
    if (outside !== null) return outside;
  }
  return null;
}

/** The first text that names an absolute path or leads further up than the folders above; null where none does. */
export function pointsOutside(text: string): string | null {
  if (decoded(text).split(/\.\.[/\\]/).length - 1 > FOLDERS_ABOVE) return text.slice(0, 100);
  for (const token of text.split(/["'\s]+/)) {
    if (!/[/\\%]/.test(token)) continue;
    const path = decoded(token).replace(/^.*?(?:file|link|portal):(?!\/\/[^/])/, '');
    const isAbsolute = /^(?:\/(?!\/)|~[/\\]|[A-Za-z]:[/\\]|\/\/\/)/.test(path) || /^file:\/\//.test(path);
    const ups = path.split('..').length - 1;
    if (isAbsolute || ups > FOLDERS_ABOVE) return token.slice(0, 100);
  }
  return null;
}

/**
 * Every text that a package manager may take for a path: of JSON each string and name as it is once read, of other locks
 * each line. Null where escapes hide what is there, or where it is not JSON.
 */
function textsIn(name: string, seen: string): readonly string[] | null {
  if (name !== 'yarn.lock' && name !== 'pnpm-lock.yaml') return stringsOf(seen);
  return /\\(?:[uUx/]|\r|\n)/.test(seen) ? null : seen.split(/[\r\n]+/);
}

function stringsOf(json: string): readonly string[] | null {
  const open: unknown[] = [readJson(json)];
  if (open[0] === null) return null;
  const found: string[] = [];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (typeof value === 'string') found.push(value);
    else if (Array.isArray(value)) for (const each of value) open.push(each);
    else if (isJsonObject(value))
      for (const [key, each] of Object.entries(value)) {
        found.push(key);
        open.push(each);
      }
  }
  return found;
}

function textForTool(name: string, text: string): string | null {
  if (name === 'package.json') return scrubManifest(text);
  if (name === 'pnpm-workspace.yaml') return scrubWorkspace(text);
  return stripByteOrderMark(text);
}

/** A manifest with the fields that say what is asked for; null where it is no object. */
function scrubManifest(text: string): string | null {
  const manifest = readJson(text);
  if (manifest === null) return null;
  const kept = pick(manifest, MANIFEST_FIELDS);
  const pnpm = Object.hasOwn(manifest, 'pnpm') ? manifest['pnpm'] : undefined;
  return `${JSON.stringify(isJsonObject(pnpm) ? { ...kept, pnpm: pick(pnpm, PNPM_FIELDS) } : kept, null, 2)}\n`;
}

function scrubWorkspace(text: string): string | null {
  if (text.length > 100_000) return null;
  try {
    const value: unknown = parseYaml(text, { maxAliasCount: 0 });
    return isJsonObject(value) ? JSON.stringify(pick(value, PNPM_WORKSPACE_FIELDS), null, 2) : null;
  } catch {
    return null;
  }
}

function pick(object: JsonObject, fields: readonly string[]): JsonObject {
  return Object.fromEntries(
    fields.flatMap((field) => (Object.hasOwn(object, field) ? [[field, object[field]] as const] : [])),
  );
}

function readJson(text: string): JsonObject | null {
  try {
    const value: unknown = JSON.parse(stripByteOrderMark(text));
    return isJsonObject(value) ? value : null;
  } catch {
    return null;
  }
}

function isSafePath(path: string): boolean {
  return (
    path !== '' &&
    path.length < 1_000 &&
    !/[\\\0]/.test(path) &&
    path.split('/').every((part) => part !== '' && part !== '.' && part !== '..')
  );
}

/** Each escape on its own: one that is not well formed hides no other. */
function decoded(token: string): string {
  return token.replace(/%([0-7][0-9A-Fa-f])/g, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 16)),
  );
}
