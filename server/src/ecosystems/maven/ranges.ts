/** One interval of a range; null where it is open. */
export interface Interval {
  readonly lower: string | null;
  readonly isLowerIn: boolean;
  readonly upper: string | null;
  readonly isUpperIn: boolean;
}

const MAX_INTERVALS = 100;
const MAX_LENGTH = 2048;
const CLOSING = /[\])[]/;

/**
 * The intervals of a range, any of which may hold (https://maven.apache.org/pom.html#dependency-version-requirement-specification);
 * also with Gradle's outward brackets, `]1.0,2.0[` (https://docs.gradle.org/current/userguide/dependency_versions.html).
 * Null for what is no such range.
 */
export function readRange(text: string): readonly Interval[] | null {
  if (text.length > MAX_LENGTH) return null;
  const intervals: Interval[] = [];
  let rest = text.trim();
  while (rest !== '') {
    const open = rest.charAt(0);
    const end = rest.slice(1).search(CLOSING) + 1;
    if (!'[(]'.includes(open) || end === 0 || intervals.length >= MAX_INTERVALS) return null;
    const interval = readInterval(open, rest.slice(1, end), rest.charAt(end));
    if (interval === null) return null;
    intervals.push(interval);
    rest = rest.slice(end + 1).trim();
    if (rest.startsWith(',')) rest = rest.slice(1).trim();
    else if (rest !== '') return null;
  }
  return intervals.length === 0 ? null : intervals;
}

function readInterval(open: string, inner: string, close: string): Interval | null {
  const bounds = inner.split(',').map((bound) => bound.trim());
  const [lower = '', upper = ''] = bounds;
  const isLowerIn = open === '[';
  const isUpperIn = close === ']';
  if (bounds.length === 1) {
    const isExact = lower !== '' && isLowerIn && isUpperIn;
    return isExact ? { lower, isLowerIn, upper: lower, isUpperIn } : null;
  }
  if (bounds.length > 2) return null;
  return { lower: lower === '' ? null : lower, isLowerIn, upper: upper === '' ? null : upper, isUpperIn };
}
