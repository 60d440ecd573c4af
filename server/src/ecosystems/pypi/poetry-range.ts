import { readPublished } from './versions.js';

const MAX_LENGTH = 2_000;
const PART = /^(\^|~=|~|===|==|=|!=|<=|>=|<|>)?\s*(\S+)$/;

/**
 * A constraint as Poetry writes it (https://python-poetry.org/docs/dependency-specification/) as a specifier set: `^1.2`
 * is `>=1.2,<2`, `1.2` is `==1.2`, `*` is the empty set, `||` stays. What cannot be read stays as it is written.
 */
export function rangeOfPoetry(constraint: string): string {
  if (constraint.length > MAX_LENGTH) return constraint;
  const sets: string[] = [];
  for (const alternative of constraint.split(/\|\|?/)) {
    const parts = splitParts(alternative).map(specifierOf);
    if (parts.includes(null)) return constraint;
    sets.push(parts.filter((part) => part !== '').join(','));
  }
  return sets.includes('') ? '' : sets.join(' || ');
}

/** Parts stand apart by commas or by spaces, and a space may follow an operator. */
function splitParts(alternative: string): readonly string[] {
  const parts: string[] = [];
  let operator = '';
  for (const word of alternative.split(/[\s,]+/)) {
    if (word === '') continue;
    if (/^[\^~=!<>]+$/.test(word)) operator += word;
    else {
      parts.push(operator + word);
      operator = '';
    }
  }
  return operator === '' ? parts : [...parts, operator];
}

function specifierOf(part: string): string | null {
  const found = PART.exec(part);
  if (found === null) return null;
  const [, operator = '', version = ''] = found;
  if (version === '*') return operator === '' || operator === '==' ? '' : null;
  if (operator === '^') return between(version, caretPosition);
  if (operator === '~') return between(version, tildePosition);
  if (operator !== '' && operator !== '=') return operator + version;
  return readPublished(version.replace(/\.[*x]$/, '')) === null ? null : `==${version.replace(/\.x$/, '.*')}`;
}

/** From a version on up to, and without, the one whose number at a position is one more. */
function between(
  version: string,
  positionOf: (release: readonly (number | bigint)[]) => number,
): string | null {
  const read = readPublished(version.replace(/\.\*$/, ''));
  if (read === null) return null;
  const position = positionOf(read.release);
  const next = read.release
    .slice(0, position + 1)
    .map((number, at) => (at === position ? BigInt(number) + 1n : number));
  const epoch = read.epoch === 0 ? '' : `${read.epoch}!`;
  return `>=${version.replace(/\.\*$/, '')},<${epoch}${next.join('.')}`;
}

/** `^` keeps the first number that is not zero, or the last one where all are. */
function caretPosition(release: readonly (number | bigint)[]): number {
  const position = release.findIndex((number) => BigInt(number) !== 0n);
  return position === -1 ? release.length - 1 : position;
}

/** `~` keeps the first two numbers, or the one that there is. */
function tildePosition(release: readonly (number | bigint)[]): number {
  return Math.min(1, release.length - 1);
}
