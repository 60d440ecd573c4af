import { readStrictVersion, type SemanticVersion } from '../semantic-version.js';
import { pinnedVersion, satisfies } from './ranges.js';

const MAX_RANGE_LENGTH = 512;
const MAX_CONDITIONS = 8;
const CONDITION = /^(\s*)(=|>=|<=|>|<|~|\^)?( *)([^\s]+)(\s*)$/;
const PART = /^(?:[0-9]+|[*xX])$/;

/**
 * A requirement of Cargo's (https://doc.rust-lang.org/cargo/reference/specifying-dependencies.html) so that it admits
 * `to`, in the same style: see `Ecosystem.raiseRange`. A bare version is one with a caret that is not written.
 */
export function raiseRange(range: string, to: string): string | null {
  const version = readStrictVersion(to);
  if (version === null || range.length > MAX_RANGE_LENGTH) return null;
  if (pinnedVersion(range) === null && satisfies(to, range)) return range;
  const conditions = range.split(',');
  if (conditions.length > MAX_CONDITIONS) return null;
  const raised: string[] = [];
  for (const condition of conditions) {
    const text = raiseCondition(condition, to.split('+', 1)[0] ?? to, version);
    if (text === null) return null;
    raised.push(text);
  }
  const text = raised.join(',');
  return satisfies(to, text) ? text : null;
}

function raiseCondition(condition: string, to: string, version: SemanticVersion): string | null {
  const [, before = '', sign = '', gap = '', given = '', after = ''] = CONDITION.exec(condition) ?? [];
  if (given === '') return null;
  const isUpper = sign === '<' || sign === '<=';
  if (isUpper && satisfies(to, `${sign}${given}`)) return condition;
  const parts = given.split('.');
  const isWhole = readStrictVersion(given) !== null;
  if (!isWhole && !(parts.length <= 3 && parts.every((part) => PART.test(part)))) return null;
  const isWild = parts.some((part) => /^[*xX]$/.test(part));
  const written = (newSign: string, text: string): string => `${before}${newSign}${gap}${text}${after}`;
  if (sign === '<') return written(sign, nextMajor(parts, isWhole, version));
  if (isWild || (!isWhole && (sign === '=' || sign === '<='))) return written(sign, alike(parts, version));
  return written(sign === '>' ? '>=' : sign, to);
}

/** The next version that may break everything, with as many numbers as before. */
function nextMajor(parts: readonly string[], isWhole: boolean, { major }: SemanticVersion): string {
  const numbers = [String(BigInt(major) + 1n), '0', '0'];
  return numbers.slice(0, isWhole ? 3 : parts.length).join('.');
}

/** As many numbers as before, wildcards kept. */
function alike(parts: readonly string[], { major, minor, patch }: SemanticVersion): string {
  const numbers = [major, minor, patch];
  return parts.map((part, at) => (/^\d+$/.test(part) ? String(numbers[at] ?? 0) : part)).join('.');
}
