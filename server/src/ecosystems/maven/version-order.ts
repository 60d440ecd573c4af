/**
 * Places in Maven's order of what may stand in one position; what is absent stands at 0, as `final` does. A word after a
 * dot stands at the place given here, the same word after a hyphen right behind it.
 */
const KNOWN_WORDS: ReadonlyMap<string, number> = new Map([
  ['alpha', -10],
  ['beta', -8],
  ['milestone', -6],
  ['rc', -4],
  ['cr', -4],
  ['snapshot', -2],
  ['', 0],
  ['final', 0],
  ['ga', 0],
  ['release', 0],
  ['sp', 1],
]);
const UNKNOWN_WORD = 3;
const NUMBER_AFTER_HYPHEN = 5;
const NUMBER_AFTER_DOT = 6;
/** Short for what only counts when a number follows at once. */
const SHORT_WORDS: ReadonlyMap<string, string> = new Map([
  ['a', 'alpha'],
  ['b', 'beta'],
  ['m', 'milestone'],
]);
const MAX_EXACT_DIGITS = 15;
const DOT = 0x2e;
const HYPHEN = 0x2d;

/** One part of a version: where its kind stands, then its number, then its text. */
export interface VersionToken {
  readonly place: number;
  readonly number: number;
  readonly text: string;
}

/**
 * A version as Maven orders it: split at dots, hyphens and between digits and letters, without the parts that count as
 * nothing before a hyphen or the end (https://maven.apache.org/pom.html#version-order-specification).
 */
export function readTokens(version: string): readonly VersionToken[] {
  const tokens: VersionToken[] = [];
  const text = version.toLowerCase();
  let isAfterHyphen = false;
  let start = 0;
  for (let at = 0; at <= text.length; at += 1) {
    const code = text.charCodeAt(at);
    const isSeparator = code === DOT || code === HYPHEN || at === text.length;
    const isTurn = !isSeparator && at > start && isDigit(code) !== isDigit(text.charCodeAt(at - 1));
    if (!isSeparator && !isTurn) continue;
    tokens.push(readToken(text.slice(start, at), isAfterHyphen, isTurn));
    isAfterHyphen = isTurn || code === HYPHEN;
    if (isAfterHyphen || at === text.length) trimEnd(tokens);
    start = isTurn ? at : at + 1;
  }
  return tokens;
}

/**
 * Negative, zero or positive, part by part; a version that has ended counts as nothing from there on. As in Maven
 * before 3.8.7, whose order the published cases hold, zeros before a word after a dot count: `1.0.0.RC1` is below `1.0.0`,
 * and above `1.0.0-RC2` and even `1.0.0-1`, so among these three there is no order that a sort could keep.
 */
export function compareTokens(left: readonly VersionToken[], right: readonly VersionToken[]): number {
  const length = Math.max(left.length, right.length);
  for (let at = 0; at < length; at += 1) {
    const order = compareToken(left[at], right[at]);
    if (order !== 0) return order;
  }
  return 0;
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** Nothing between two separators is the number 0. */
function readToken(text: string, isAfterHyphen: boolean, isBeforeNumber: boolean): VersionToken {
  if (text !== '' && !isDigit(text.charCodeAt(0))) {
    const word = (isBeforeNumber ? SHORT_WORDS.get(text) : undefined) ?? text;
    const place = KNOWN_WORDS.get(word);
    if (place === 0) return { place, number: 0, text: '' };
    const shift = isAfterHyphen ? 1 : 0;
    if (place === undefined) return { place: UNKNOWN_WORD + shift, number: 0, text: word };
    return { place: place + shift, number: 0, text: '' };
  }
  const place = isAfterHyphen ? NUMBER_AFTER_HYPHEN : NUMBER_AFTER_DOT;
  const digits = withoutLeadingZeros(text);
  return digits.length <= MAX_EXACT_DIGITS
    ? { place, number: Number(digits), text: '' }
    : { place, number: 10 ** MAX_EXACT_DIGITS + digits.length, text: digits };
}

function withoutLeadingZeros(digits: string): string {
  let start = 0;
  while (digits.charCodeAt(start) === 0x30) start += 1;
  return digits.slice(start);
}

function trimEnd(tokens: VersionToken[]): void {
  for (let last = tokens.at(-1); last !== undefined && isNothing(last); last = tokens.at(-1)) tokens.pop();
}

function isNothing({ place, number }: VersionToken): boolean {
  return place === 0 || (place >= NUMBER_AFTER_HYPHEN && number === 0);
}

function compareToken(left: VersionToken | undefined, right: VersionToken | undefined): number {
  if (left === undefined) return right === undefined || isNothing(right) ? 0 : -right.place;
  if (right === undefined) return isNothing(left) ? 0 : left.place;
  if (left.place !== right.place) return left.place - right.place;
  if (left.number !== right.number) return left.number - right.number;
  return left.text < right.text ? -1 : left.text > right.text ? 1 : 0;
}
