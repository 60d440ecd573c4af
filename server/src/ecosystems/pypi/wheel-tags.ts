import type { PythonRange } from './marker-parts.js';
import { compareReleases } from './versions.js';

const WHEEL = /^[^-]+-[^-]+(?:-\d[^-]*)?-([^-]+)-([^-]+)-([^-]+)\.whl$/;
const FAMILIES = ['any', 'win', 'macosx', 'musllinux', 'linux', 'manylinux', 'android', 'ios', 'pyodide'];

/**
 * Whether a wheel is for one of a lock's versions of Python, as uv decides which wheels it lists: by its tags
 * (https://packaging.python.org/en/latest/specifications/platform-compatibility-tags/). Null where it has tags of other kinds.
 */
export function isWheelForPython(filename: string, range: PythonRange): boolean | null {
  const [, pythons, abis] = WHEEL.exec(filename) ?? [];
  if (pythons === undefined || abis === undefined) return null;
  const verdicts = abis.split('.').map((abi) => {
    if (abi === 'abi3') return true;
    if (abi !== 'none') return isExactFor(abi, range);
    const tags = pythons
      .split('.')
      .map((tag) => (tag.startsWith('py') ? isPlainFor(tag, range) : isExactFor(tag, range)));
    return tags.includes(null) ? null : tags.includes(true);
  });
  return verdicts.includes(null) ? null : verdicts.includes(true);
}

/** The kind of platform that a wheel is for; null for one that is not known. */
export function familyOf(filename: string): string | null {
  const platforms = WHEEL.exec(filename)?.[3] ?? '';
  const family = FAMILIES.find((name) => platforms.startsWith(name));
  return family === 'manylinux' ? 'linux' : (family ?? null);
}

/** `py3` and `py38`: that version and those after it. */
function isPlainFor(tag: string, { upper }: PythonRange): boolean | null {
  const [, major, minor = ''] = /^py(\d)(\d*)$/.exec(tag) ?? [];
  if (major === undefined) return tag.startsWith('pypy') || tag.startsWith('pyston') ? null : true;
  if (major !== '3') return false;
  return minor === '' || upper === null || compareReleases([3, Number(minor)], upper.release) < 0;
}

/** `cp311`, `cp311t`, `pp39`, `cp37m`, `pypy39_pp73`: that version alone. */
function isExactFor(tag: string, { lower, upper }: PythonRange): boolean | null {
  const [, major, minor] = /^(?:cp|pp|pypy)(\d)(\d+)(?:[a-z]*|_pp\d+)$/.exec(tag) ?? [];
  if (major === undefined) return null;
  if (major !== '3') return false;
  const version = [3, Number(minor)];
  const isLow = lower !== null && compareReleases(version, lower.release.slice(0, 2)) < 0;
  const isHigh = upper !== null && compareReleases(version, upper.release) >= 0;
  return !isLow && !isHigh;
}
