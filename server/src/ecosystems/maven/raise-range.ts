import { type Interval, readRange } from './ranges.js';
import { isVersion, pinnedVersion, satisfies } from './versions.js';

/**
 * A requirement raised to a version in its own style: `1.2` and `[1.2]` become that version, `[1.2,2.0)` begins with it and,
 * where it does not reach so far, ends before the next major version. What has no lower end stays if it allows the version. Null
 * for expressions, moving versions and several intervals.
 */
export function raiseRange(range: string, to: string): string | null {
  if (!isVersion(to)) return null;
  const text = range.trim();
  if (isVersion(text)) return to;
  const [interval, ...others] = readRange(text) ?? [];
  if (interval === undefined) return text.endsWith('+') && satisfies(to, text) ? range : null;
  if (others.length > 0) return satisfies(to, text) ? range : null;
  if (pinnedVersion(text) !== text) return text.replaceAll(interval.lower ?? text, () => to);
  const upper = satisfies(to, withoutLower(text, interval)) ? interval.upper : nextMajor(to);
  if (upper === null && interval.upper !== null) return null;
  const end = upper === interval.upper ? text.slice(text.indexOf(',') + 1) : `${upper ?? ''})`;
  if (interval.lower === null)
    return upper === interval.upper ? range : `${text.slice(0, text.indexOf(','))},${end}`;
  return `[${to},${end}`;
}

/** The same interval, open downwards, so that only its upper end counts. */
function withoutLower(text: string, { upper }: Interval): string {
  return upper === null ? '[,)' : `(,${text.slice(text.indexOf(',') + 1)}`;
}

function nextMajor(version: string): string | null {
  const major = /^\d{1,9}(?![^.-])/.exec(version)?.[0];
  return major === undefined ? null : `${Number(major) + 1}`;
}
