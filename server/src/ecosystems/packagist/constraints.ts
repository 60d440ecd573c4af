import { nextNumber, wholeNumber } from '../semantic-version.js';
import { compareParts, type ComposerVersion, versionScheme } from './versions.js';

const MAX_LENGTH = 1024;
const MODIFIER = String.raw`[._-]?(?:(stable|beta|b|rc|alpha|a|patch|pl|p)(\d*(?:[.-]\d+)*))?([.-]?dev)?`;
const NUMBERS = new RegExp(
  String.raw`^v?(\d{1,5})(?:\.(\d+))?(?:\.(\d+))?(?:\.(\d+))?${MODIFIER}(?:\+\S+)?$`,
);
const DATE = new RegExp(
  String.raw`^v?(\d{4}(?:[.:-]?\d{2}){1,6}(?:[.:-]?\d{1,3}){0,2})${MODIFIER}(?:\+\S+)?$`,
);
const BRANCH = /^v?(\d+)(?:\.(\d+|[x*]))?(?:\.(\d+|[x*]))?(?:\.(\d+|[x*]))?[.-]?dev$/;
const WILDCARD = /^v?(\d+)(?:\.(\d+))?(?:\.(\d+))?(?:\.[x*])+$/;
const ANYTHING = /^v?[x*](?:\.[x*])*$/;
const BRANCH_NUMBER = '9999999';
const STABILITY_FLAG = /@(?:stable|rc|beta|alpha|dev)$/i;
const WORDS: ReadonlyMap<string, string> = new Map([
  ['a', 'alpha'],
  ['b', 'beta'],
  ['p', 'patch'],
  ['pl', 'patch'],
]);

/** A version as Composer normalises it: four numbers and a stability, or a branch. */
type Normalized =
  | {
      readonly kind: 'VERSION';
      readonly numbers: readonly string[];
      /** How many of the numbers are written. */
      readonly count: number;
      readonly suffix: string;
    }
  | { readonly kind: 'BRANCH'; readonly name: string };

type Operator = '=' | '!=' | '<' | '<=' | '>' | '>=';

interface Bound {
  readonly operator: Operator;
  readonly version: ComposerVersion;
}

type Test = (version: Normalized) => boolean;

/**
 * Whether a version lies in a constraint (https://getcomposer.org/doc/articles/versions.md, as
 * https://github.com/composer/semver reads it). False when either cannot be read; stabilities do not count here, just as
 * in Composer's own answer.
 */
export function satisfies(version: string, range: string): boolean {
  if (range.length > MAX_LENGTH) return false;
  const read = normalize(version);
  if (read === null) return false;
  const alternatives = range.split(/\|\|?/).map((part) => testOf(part));
  return alternatives.every((test) => test !== null) && alternatives.some((test) => test?.(read) === true);
}

/** Whether a text is one version; a branch (`dev-main`) and a wildcard are none. */
export function isVersion(text: string): boolean {
  return normalize(text)?.kind === 'VERSION';
}

/** The text of a constraint that allows just one version, without its `=` and its stability; null for any other. */
export function pinnedVersion(range: string): string | null {
  const text = range
    .trim()
    .replace(/^==?\s*/, '')
    .replace(/@[A-Za-z]+$/, '');
  return isVersion(text) ? text : null;
}

function normalize(given: string): Normalized | null {
  if (given.length > MAX_LENGTH) return null;
  const text = given.trim().replace(STABILITY_FLAG, '');
  const lower = text.toLowerCase();
  if (/^dev-\S+$/.test(lower)) return { kind: 'BRANCH', name: text.slice('dev-'.length).replace(/#.*$/, '') };
  if (lower === 'master' || lower === 'trunk' || lower === 'default') return { kind: 'BRANCH', name: lower };
  const numbers = NUMBERS.exec(lower);
  if (numbers !== null) {
    const written = numbers.slice(1, 5).filter((part) => part !== undefined);
    return versionOf(written, suffixOf(numbers[5], numbers[6], numbers[7]));
  }
  const date = DATE.exec(lower);
  if (date !== null) return versionOf((date[1] ?? '').split(/\D/), suffixOf(date[2], date[3], date[4]));
  const branch = BRANCH.exec(lower);
  if (branch === null) return null;
  const parts = branch
    .slice(1, 5)
    .map((part) => (part === undefined || /[x*]/.test(part) ? BRANCH_NUMBER : part));
  return versionOf(parts, '-dev');
}

function versionOf(written: readonly string[], suffix: string): Normalized {
  const numbers = [...written];
  while (numbers.length < 4) numbers.push('0');
  return { kind: 'VERSION', numbers, count: written.length, suffix };
}

function suffixOf(word = '', number = '', dev = ''): string {
  if (word === 'stable') return '';
  const stability = word === '' ? '' : `-${WORDS.get(word) ?? word}${number.replace(/^[.-]+/, '')}`;
  return dev === '' ? stability : `${stability}-dev`;
}

/** All parts of one alternative, which must all hold; null for one that cannot be read. */
function testOf(alternative: string): Test | null {
  const words = alternative
    .trim()
    .replace(/\sas\s+\S+$/, '')
    .replace(/([<>=!~^])[\s,]+/g, '$1')
    .split(/[\s,]+/)
    .filter((word) => word !== '');
  if (words.length === 0) return null;
  const tests: Test[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    const isHyphen = words[at + 1] === '-';
    const test = isHyphen ? hyphenTest(word, words[at + 2] ?? '') : wordTest(word);
    if (test === null) return null;
    tests.push(test);
    if (isHyphen) at += 2;
  }
  return (version) => tests.every((test) => test(version));
}

function wordTest(given: string): Test | null {
  const word = given.replace(STABILITY_FLAG, '').toLowerCase();
  if (word === '' || ANYTHING.test(word)) return () => true;
  if (word.startsWith('^')) return caretTest(word.slice(1));
  if (word.startsWith('~')) return word.startsWith('~>') ? null : tildeTest(word.slice(1));
  const wildcard = WILDCARD.exec(word);
  if (wildcard !== null) {
    const parts = wildcard.slice(1, 4).filter((part) => part !== undefined);
    return between(parts, '-dev', raised(parts, parts.length));
  }
  const [, sign = '', rest = ''] = /^(<>|!=|>=?|<=?|==?)?(.*)$/s.exec(given) ?? [];
  return comparisonTest(sign, rest);
}

function comparisonTest(sign: string, text: string): Test | null {
  const operator: Operator =
    sign === '<>' || sign === '!='
      ? '!='
      : sign === '<' || sign === '<=' || sign === '>' || sign === '>='
        ? sign
        : '=';
  const read = normalize(text);
  if (read === null) return null;
  if (read.kind === 'BRANCH') {
    return (version) => {
      const isSame = version.kind === 'BRANCH' && version.name === read.name;
      return operator === '=' ? isSame : operator === '!=' && !isSame;
    };
  }
  const isOpen = (operator === '<' || operator === '>=') && read.suffix === '';
  return boundsTest([bound(operator, read.numbers, isOpen ? '-dev' : read.suffix)]);
}

/** Up to the next change of the first number that is not zero. */
function caretTest(text: string): Test | null {
  const read = normalize(text.replace(/(?:\.[x*])+$/, ''));
  if (read?.kind !== 'VERSION') return null;
  const [major, minor] = read.numbers;
  const position = isZero(major) && read.count > 1 ? (isZero(minor) && read.count > 2 ? 3 : 2) : 1;
  return between(read.numbers, openSuffix(read.suffix), raised(read.numbers, position));
}

/** Up to the next change of the number before the last that is written. */
function tildeTest(text: string): Test | null {
  const read = normalize(text.replaceAll(/\.[x*]/g, '.0'));
  if (read?.kind !== 'VERSION') return null;
  return between(read.numbers, openSuffix(read.suffix), raised(read.numbers, Math.max(1, read.count - 1)));
}

/** From one to the other; a part that the upper end leaves out may be anything. */
function hyphenTest(from: string, to: string): Test | null {
  const [low, high] = [normalize(from), normalize(to)];
  if (low?.kind !== 'VERSION' || high?.kind !== 'VERSION') return null;
  const start = bound('>=', low.numbers, openSuffix(low.suffix));
  const end =
    high.count >= 3 || high.suffix !== ''
      ? bound('<=', high.numbers, high.suffix)
      : bound('<', raised(high.numbers, high.count), '-dev');
  return boundsTest([start, end]);
}

function between(low: readonly string[], suffix: string, high: readonly string[]): Test {
  return boundsTest([bound('>=', low, suffix), bound('<', high, '-dev')]);
}

function bound(operator: Operator, numbers: readonly string[], suffix: string): Bound {
  return { operator, version: readNormalized(numbers, suffix) };
}

function boundsTest(bounds: readonly Bound[]): Test {
  return (version) => {
    if (version.kind === 'BRANCH') return bounds.every(({ operator }) => operator === '!=');
    const read = readNormalized(version.numbers, version.suffix);
    return bounds.every((one) => holds(compareParts(read, one.version), one.operator));
  };
}

function holds(order: number, operator: Operator): boolean {
  switch (operator) {
    case '=':
      return order === 0;
    case '!=':
      return order !== 0;
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
  }
}

function readNormalized(numbers: readonly string[], suffix: string): ComposerVersion {
  const padded = [...numbers];
  while (padded.length < 4) padded.push('0');
  return versionScheme.read(padded.join('.') + suffix) ?? [];
}

/** The numbers up to a position, the one at the position one higher. */
function raised(numbers: readonly string[], position: number): readonly string[] {
  return numbers
    .slice(0, position)
    .map((part, index) => (index === position - 1 ? String(nextNumber(wholeNumber(part))) : part));
}

function openSuffix(suffix: string): string {
  return suffix === '' ? '-dev' : suffix;
}

function isZero(text: string | undefined): boolean {
  return text !== undefined && /^0+$/.test(text);
}
