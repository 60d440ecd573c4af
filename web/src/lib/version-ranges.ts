/** One stretch of versions that an advisory names. */
export interface VersionRange {
  /** The first affected version; null from the first there is. */
  readonly introduced: string | null;
  /** What ends it; null where nothing does. */
  readonly end: { readonly kind: 'fixed' | 'last'; readonly version: string } | null;
  /** One version by itself. */
  readonly only: string | null;
}

/** Reads a range as the API writes it, such as `>= 4.0.0, < 4.17.21`, `= 1.2.3` or `all versions`; null for anything else. */
export function readRange(text: string): VersionRange | null {
  let introduced: string | null = null;
  let end: VersionRange['end'] = null;
  if (text === 'all versions') return { introduced, end, only: null };
  for (const part of text.split(', ')) {
    const space = part.indexOf(' ');
    const version = part.slice(space + 1).trim();
    const sign = part.slice(0, Math.max(space, 0));
    if (version === '') return null;
    if (sign === '=') return { introduced: null, end: null, only: version };
    if (sign === '>=') introduced = version;
    else if (sign === '<') end = { kind: 'fixed', version };
    else if (sign === '<=') end = { kind: 'last', version };
    else return null;
  }
  return { introduced, end, only: null };
}

/**
 * Whether the server's words for why a version matched, such as `introduced 0, fixed 1.15.0`, are those of this range. The
 * page compares no versions itself: what is lower in an ecosystem is the server's to know.
 */
export function isBecauseOf(range: VersionRange, words: string): boolean {
  const { introduced, end, only } = range;
  if (only !== null) return words === `listed version ${only}`;
  if (!words.startsWith('introduced ')) return false;
  const comma = words.indexOf(', ');
  const from = words.slice('introduced '.length, comma);
  const rest = words.slice(comma + 2);
  const asked =
    end === null ? 'no end given' : `${end.kind === 'fixed' ? 'fixed' : 'last affected'} ${end.version}`;
  return isSameVersion(from, introduced ?? '0') && (rest === asked || isSameVersion(rest, asked));
}

/** The words about one advisory out of those about all that made a finding, one for each version: `GHSA-1: …; MAL-2: …`. */
export function wordsAbout(advisoryId: string, because: string): readonly string[] {
  const start = `${advisoryId}: `;
  return because
    .split('; ')
    .filter((each) => each.startsWith(start))
    .map((each) => each.slice(start.length));
}

/** The server completes `1.2` to `1.2.0` where semantic versioning asks for it. */
function isSameVersion(left: string, right: string): boolean {
  return withoutZeros(left) === withoutZeros(right);
}

function withoutZeros(version: string): string {
  let text = version;
  while (text.endsWith('.0')) text = text.slice(0, -2);
  return text;
}
