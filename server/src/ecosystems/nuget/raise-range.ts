import { pinnedVersion, satisfies } from './ranges.js';
import { isVersion, versionScheme } from './versions.js';

const INTERVAL = /^([[(])([^,[\]()]{0,200}),([^,[\]()]{0,200})([\])])$/;
const FLOATING = /^\d+(?:\.\d+){0,3}(?=\.\*)/;

/**
 * A requirement raised to a version in its own style (https://learn.microsoft.com/nuget/concepts/package-versioning#version-ranges):
 * `1.2` and `[1.2]` become that version, `[1.2,2.0)` begins with it and, where it does not reach so far, ends before the next
 * major version; `1.2.*` floats over as many numbers of it. What has no lower end, or floats so far already, stays. Else null.
 */
export function raiseRange(range: string, to: string): string | null {
  if (!isVersion(to)) return null;
  const text = range.trim();
  if (isVersion(text)) return to;
  if (pinnedVersion(text) !== null) return `[${to}]`;
  const interval = INTERVAL.exec(text);
  if (interval === null) return raiseFloating(range, to);
  const [, open = '[', low = '', high = '', close = ']'] = interval;
  const isOpenBelow = low.trim() === '';
  if (!isOpenBelow && !isVersion(low)) return satisfies(to, text) ? range : null;
  const isReached = satisfies(to, `(,${high}${close}`) || high.trim() === '';
  if (isReached && isOpenBelow) return range;
  const upper = isReached ? `${high}${close}` : endBeforeNextMajor(high, to);
  if (upper === null) return null;
  return isOpenBelow ? `${open}${low},${upper}` : `[${to},${upper}`;
}

function raiseFloating(range: string, to: string): string | null {
  if (satisfies(to, range)) return range;
  const numbers = FLOATING.exec(range.trim())?.[0];
  if (numbers === undefined) return null;
  const given = to.split(/[-+]/, 1)[0]?.split('.') ?? [];
  const wanted = numbers.split('.').map((_, at) => given[at] ?? '0');
  const raised = range.replace(numbers, () => wanted.join('.'));
  return satisfies(to, raised) ? raised : null;
}

/** With as many numbers, and the blanks, that the old end has. */
function endBeforeNextMajor(high: string, to: string): string | null {
  const old = versionScheme.read(high);
  const major = Number(/^\d{1,9}(?!\d)/.exec(to)?.[0] ?? Number.NaN);
  if (old === null || Number.isNaN(major)) return null;
  const numbers = [`${major + 1}`, ...Array<string>(Math.max(0, old.count - 1)).fill('0')];
  return `${high.replace(high.trim(), () => numbers.join('.'))})`;
}
