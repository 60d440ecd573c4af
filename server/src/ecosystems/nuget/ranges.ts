import { type NuGetVersion, versionScheme } from './versions.js';

const MAX_RANGE_LENGTH = 512;
const INTERVAL = /^([[(])([^,[\]()]*)(?:(,)([^,[\]()]*))?([\])])$/;
const FLOATING = /^(\d+(?:\.\d+){0,3})?(\.?\*)?(?:-([0-9A-Za-z.-]*)(\*))?$/;

/**
 * Whether a version lies in a range (https://learn.microsoft.com/nuget/concepts/package-versioning#version-ranges):
 * intervals, a lowest version (`1.0`), floating versions (`1.*`, `1.0.0-beta.*`). False when either cannot be read.
 */
export function satisfies(version: string, range: string): boolean {
  const read = versionScheme.read(version);
  if (read === null || range.length > MAX_RANGE_LENGTH) return false;
  const text = range.trim();
  const interval = INTERVAL.exec(text);
  if (interval === null) return isAtLeast(read, text);
  const [, open = '[', low = '', comma, high = '', close = ']'] = interval;
  if (comma === undefined) {
    const exact = versionScheme.read(low);
    return open === '[' && close === ']' && exact !== null && versionScheme.compare(read, exact) === 0;
  }
  return isAbove(read, low.trim(), open === '[') && isBelow(read, high.trim(), close === ']');
}

/** The version of a range that allows just one, or that NuGet takes because it is the lowest; null for any other. */
export function pinnedVersion(range: string): string | null {
  const text = range.trim();
  const exact = /^\[([^,[\]()*]*)\]$/.exec(text)?.[1]?.trim() ?? text;
  return versionScheme.read(exact) === null ? null : exact;
}

/** Whether a project can ask for it: a version, an interval or a floating version, without what XML or MSBuild read otherwise. */
export function isRequirement(text: string): boolean {
  if (text.length > MAX_RANGE_LENGTH || /[^\w.,*+()[\] -]/.test(text)) return false;
  if (versionScheme.read(text) !== null) return true;
  const [, , low = '', comma, high = ''] = INTERVAL.exec(text) ?? [];
  const isBound = (bound: string): boolean => versionScheme.read(bound.trim()) !== null;
  if (comma !== undefined) return [low, high].every((bound) => bound.trim() === '' || isBound(bound));
  return isBound(low) || (/\*/.test(text) && FLOATING.test(text));
}

function isAtLeast(version: NuGetVersion, text: string): boolean {
  if (text.includes('*')) return floats(version, text);
  const low = versionScheme.read(text);
  return low !== null && versionScheme.compare(version, low) >= 0;
}

function isAbove(version: NuGetVersion, text: string, isInclusive: boolean): boolean {
  if (text === '') return true;
  if (text.includes('*')) return floatsUpwards(version, text);
  const low = versionScheme.read(text);
  if (low === null) return false;
  const order = versionScheme.compare(version, low);
  return order > 0 || (isInclusive && order === 0);
}

function isBelow(version: NuGetVersion, text: string, isInclusive: boolean): boolean {
  if (text === '') return true;
  const high = versionScheme.read(text);
  if (high === null) return false;
  const order = versionScheme.compare(version, high);
  return order < 0 || (isInclusive && order === 0);
}

/** The written numbers must be the same; prereleases only where a label floats. */
function floats(version: NuGetVersion, text: string): boolean {
  const [whole, numbers = '', star, label, labelStar] = FLOATING.exec(text) ?? [];
  if (whole === undefined || (star === undefined && labelStar === undefined)) return false;
  const wanted = numbers === '' ? null : versionScheme.read(numbers);
  const count = star === undefined ? 4 : (wanted?.count ?? 0);
  if (wanted !== null && wanted.numbers.slice(0, count).some((part, at) => part !== version.numbers[at]))
    return false;
  if (version.labels.length === 0) return true;
  return labelStar !== undefined && version.labels.join('.').startsWith((label ?? '').toLowerCase());
}

/** `[1.*, 3.0)`: the floating part only says where the range begins. */
function floatsUpwards(version: NuGetVersion, text: string): boolean {
  const numbers = FLOATING.exec(text)?.[1] ?? '0';
  const low = versionScheme.read(numbers);
  const isAllowed = version.labels.length === 0 || text.includes('-');
  return low !== null && isAllowed && versionScheme.compare(version, low) >= 0;
}
