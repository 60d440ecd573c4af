import type { PackageSource } from '../../inventory/inventory.js';

const MAX_NAME_LENGTH = 512;
const MAX_LOCATION_LENGTH = 4096;
const MAX_FOLDERS = 200;
const CONTROL = /[\u0000-\u001f\u007f]/;
const NAME = /^(?:@[^/]+\/)?[^/]+$/;
/** What nearly every name looks like: needs no further look. */
const USUAL_NAME = /^(?:@[\w~-][\w.~-]*\/)?[\w~-][\w.~-]*$/;

/** No address, path or repository is without one of these. */
const ADDRESS_SIGN = /[/:@+]/;

/** What a key of `packages` says, or why it cannot be one. */
export type LocationResult =
  | { readonly kind: 'location'; readonly name: string; readonly isInstalled: boolean }
  | { readonly kind: 'bad'; readonly code: 'BAD_ENTRY' | 'TOO_DEEP'; readonly reason: string };

/**
 * The package name in a location: what follows the last `node_modules/`, or the last folder of a path to a
 * linked package (`isInstalled` false). Names like `__proto__` are names; paths that climb out are not.
 */
export function readLocation(location: string): LocationResult {
  if (location.length > MAX_LOCATION_LENGTH) return bad('is longer than a path can be');
  if (CONTROL.test(location)) return bad('holds control characters');
  if (countSlashes(location) >= MAX_FOLDERS) {
    return { kind: 'bad', code: 'TOO_DEEP', reason: `is nested deeper than ${MAX_FOLDERS} folders` };
  }
  const start = startOfInstalled(location);
  const isInstalled = start !== -1;
  const name = isInstalled
    ? location.slice(start + 'node_modules/'.length)
    : location.slice(location.lastIndexOf('/') + 1);
  const climbs = location.includes('..') && climbsOut(isInstalled ? location.slice(0, start) : location);
  if (climbs || !isPackageName(name)) return bad('is not the place of a package');
  return { kind: 'location', name, isInstalled };
}

/** Where the last `node_modules/` of a location begins; -1 where it lies in none. */
export function startOfInstalled(location: string): number {
  const nested = location.lastIndexOf('/node_modules/');
  if (nested !== -1) return nested + 1;
  return location.startsWith('node_modules/') ? 0 : -1;
}

function countSlashes(text: string): number {
  let count = 0;
  for (let at = text.indexOf('/'); at !== -1; at = text.indexOf('/', at + 1)) count += 1;
  return count;
}

function climbsOut(path: string): boolean {
  const folders = path.split('/');
  return folders.some((folder, index) => folder === '..' && index > 0 && folders[index - 1] !== '..');
}

/** Whether a text can be a package's name. Older registries took more than npm's rules of today, and so do we. */
export function isPackageName(name: string): boolean {
  if (name.length > MAX_NAME_LENGTH) return false;
  if (USUAL_NAME.test(name)) return true;
  if (CONTROL.test(name) || !NAME.test(name)) return false;
  return name.split('/').every((part) => part !== '.' && part !== '..');
}

/** What kind of source a declared range names: https://github.com/npm/cli/blob/latest/docs/lib/content/configuring-npm/package-json.md. */
export function sourceOfRange(range: string): Exclude<PackageSource, 'ROOT' | 'WORKSPACE'> {
  if (!ADDRESS_SIGN.test(range)) return 'REGISTRY';
  if (/^(?:git[+:]|github:|gitlab:|bitbucket:|gist:|git@|ssh:)/i.test(range)) return 'GIT';
  if (/^https?:/i.test(range)) return /\.git(?:#|$)/i.test(range) ? 'GIT' : 'TARBALL';
  if (/^(?:file:|link:|portal:|workspace:|\.{0,2}\/|~\/|[a-z]:[\\/])/i.test(range)) return 'FILE';
  return /^[^@\s:/]+\/[^\s:/#]+(?:#.*)?$/.test(range) ? 'GIT' : 'REGISTRY';
}

/** The real name in an alias such as `npm:real@^1.0.0`; null for anything else. */
export function aliasedName(range: string): string | null {
  const name = /^npm:((?:@[^/@]+\/)?[^/@]+)(?:@|$)/.exec(range)?.[1];
  return name !== undefined && isPackageName(name) ? name : null;
}

function bad(reason: string): LocationResult {
  return { kind: 'bad', code: 'BAD_ENTRY', reason };
}
