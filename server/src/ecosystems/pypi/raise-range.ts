import { rangeOfPoetry } from './poetry-range.js';
import { readSpecifiers, satisfies } from './specifiers.js';
import { readPublished } from './versions.js';

const MAX_LENGTH = 2_000;
const PART = /^(\s*)(===|~=|==|!=|<=|>=|<|>|\^|~|=)?(\s*)(\S+)(\s*)$/;

type Release = readonly (number | bigint)[];

/**
 * A specifier set, or one constraint as Poetry writes it (`^1.2`, `~1.2`, `1.2.*`), so that it admits `to`: see
 * `Ecosystem.raiseRange`. Of alternatives that all do not, the highest one's style is taken and the others are dropped.
 */
export function raiseRange(range: string, to: string): string | null {
  const version = readPublished(to);
  if (version === null || to.trim() !== to || range.length > MAX_LENGTH) return null;
  if (range.trim() === '' || range.trim() === '*') return satisfies(to, '') ? range : null;
  if (satisfies(to, rangeOfPoetry(range))) return range;
  const poetry = raisePoetry(range, to, version.release);
  if (poetry !== null) return poetry;
  const set = highest(range.split('||'));
  if (set === null) return null;
  const parts = set.split(',').map((part) => PART.exec(part));
  const lower = parts.find((part) => part?.[2] === '>=')?.[4] ?? null;
  const raised: string[] = [];
  for (const part of parts) {
    const text = part === null ? null : raisePart(part, { to, release: version.release, lower });
    if (text === null) return null;
    raised.push(text);
  }
  const joined = raised.join(',');
  return satisfies(to, joined) ? joined : null;
}

/** The alternative with the highest version in it, without the spaces around it. */
function highest(alternatives: readonly string[]): string | null {
  const sets = alternatives.filter((set) => set.trim() !== '' && readSpecifiers(set) !== null);
  const last = sets.at(-1);
  if (last === undefined || sets.length !== alternatives.length) return null;
  return alternatives.length === 1 ? last : last.trim();
}

/** A constraint of Poetry's own kind; null for all else. Such a constraint has one part. */
function raisePoetry(range: string, to: string, release: Release): string | null {
  const [, before = '', operator, gap = '', version = '', after = ''] = PART.exec(range) ?? [];
  const isPoetry = operator === '^' || operator === '~' || operator === '=' || operator === undefined;
  const named = readPublished(version.replace(/\.\*$/, ''));
  if (!isPoetry || named === null) return null;
  const isPrefix = version.endsWith('.*');
  const raised = isPrefix ? `${prefixOf(release, named.release.length)}.*` : to;
  return `${before}${operator ?? ''}${gap}${raised}${after}`;
}

interface Raise {
  readonly to: string;
  readonly release: Release;
  /** The version behind `>=` in the same set. */
  readonly lower: string | null;
}

function raisePart(part: readonly string[], { to, release, lower }: Raise): string | null {
  const [whole = '', before = '', operator = '', gap = '', version = '', after = ''] = part;
  const write = (sign: string, text: string): string => `${before}${sign}${gap}${text}${after}`;
  switch (operator) {
    case '===':
      return write(operator, to);
    case '==':
      return version.endsWith('.*')
        ? write(operator, `${prefixOf(release, readPublished(version.slice(0, -2))?.release.length ?? 1)}.*`)
        : write(operator, to);
    case '~=':
      return raiseCompatible(version, { to, release, write });
    case '>=':
    case '>':
      return write('>=', to);
    case '<=':
      return satisfies(to, `${operator}${version}`) ? whole : write(operator, to);
    case '<':
      return satisfies(to, `${operator}${version}`)
        ? whole
        : write(operator, raiseUpper(version, release, lower));
    case '!=':
      return satisfies(to, `${operator}${version}`) ? whole : null;
    default:
      return null;
  }
}

/** `~=1.2` holds all of 1, so its two numbers stay two; what they cannot say stands behind them. */
function raiseCompatible(
  version: string,
  {
    to,
    release,
    write,
  }: { readonly to: string; readonly release: Release; write(sign: string, text: string): string },
): string | null {
  const length = readPublished(version)?.release.length ?? 0;
  if (length < 2) return null;
  if (release.length <= length) {
    const missing = '.0'.repeat(length - release.length);
    return write('~=', /^\d+(?:\.\d+)*$/.test(to) ? `${to}${missing}` : to);
  }
  const isWhole = release.slice(length).every((number) => BigInt(number) === 0n) && /^[\d.]+$/.test(to);
  const prefix = prefixOf(release, length);
  return isWhole ? write('~=', prefix) : `${write('~=', prefix)},>=${to}`;
}

/** An upper bound is as far above `to` as it was above the lower bound; else it is the next major version. */
function raiseUpper(upper: string, release: Release, lower: string | null): string {
  const was = readPublished(upper)?.release ?? [];
  const low = lower === null ? null : (readPublished(lower)?.release ?? null);
  const position = low === null ? null : positionOf(was, low);
  if (low === null || position === null) return padded(bump(release, 0), was.length);
  const next = position === caretPosition(low) ? caretPosition(release) : position;
  return padded(bump(release, next), was.length);
}

/** Which number of the lower bound was raised by one to get the upper one; null where it was not made so. */
function positionOf(upper: Release, lower: Release): number | null {
  for (let position = 0; position < Math.max(lower.length, upper.length); position += 1) {
    const made = bump(lower, position);
    const length = Math.max(made.length, upper.length);
    const isSame = Array.from({ length }, (_, at) => at).every(
      (at) => BigInt(made[at] ?? 0) === BigInt(upper[at] ?? 0),
    );
    if (isSame) return position;
  }
  return null;
}

/** `^` keeps the first number that is not zero, or the last one where all are. */
function caretPosition(release: Release): number {
  const position = release.findIndex((number) => BigInt(number) !== 0n);
  return position === -1 ? release.length - 1 : position;
}

function bump(release: Release, position: number): readonly bigint[] {
  return Array.from(
    { length: position + 1 },
    (_, at) => BigInt(release[at] ?? 0) + (at === position ? 1n : 0n),
  );
}

function padded(release: readonly bigint[], length: number): string {
  return prefixOf(release, Math.max(length, release.length));
}

function prefixOf(release: Release, length: number): string {
  return Array.from({ length }, (_, at) => String(release[at] ?? 0)).join('.');
}
