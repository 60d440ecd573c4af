import { extraKey } from './lock-graph.js';
import { rangeOfPoetry } from './poetry-range.js';
import { readSpecifiers } from './specifiers.js';
import { compareReleases, type PublishedVersion, readPublished } from './versions.js';

const COMPARISON = /^([a-z_]+(?:\.[a-z_]+)?)\s*(===|~=|==|!=|<=|>=|<|>|in|not in)\s*(?:"([^"]*)"|'([^']*)')$/;

/** One comparison of a marker, the variable on its left. */
export interface MarkerPart {
  readonly variable: string;
  readonly operator: string;
  readonly value: string;
}

/** A marker whose parts must all hold, with the extra that it names apart. */
export interface SimpleMarker {
  readonly parts: readonly MarkerPart[];
  /** The extras' normalised names; a marker that names several of them holds never. */
  readonly extras: readonly string[];
}

/** The versions of Python that a lock is for: from the lower one on, and up to, without, the upper one. */
export interface PythonRange {
  readonly lower: PublishedVersion | null;
  readonly upper: PublishedVersion | null;
}

/** Reads a marker of comparisons joined by `and`; null for every other one. */
export function readSimpleMarker(marker: string): SimpleMarker | null {
  const parts: MarkerPart[] = [];
  const extras: string[] = [];
  if (marker.length > 1_000) return null;
  for (const text of marker.trim() === '' ? [] : withoutBrackets(marker).split(/\s+and\s+/)) {
    const [, variable, operator = '', double, single] = COMPARISON.exec(withoutBrackets(text)) ?? [];
    if (variable === undefined) return null;
    const value = double ?? single ?? '';
    if (/["'\\\p{Cc}]/u.test(value)) return null;
    if (variable !== 'extra') parts.push({ variable, operator, value });
    else if (operator === '==') extras.push(extraKey(value));
    else return null;
  }
  return { parts, extras };
}

/** A range of Python's versions as manifests and locks declare it; open where it cannot be read. */
export function readPythonRange(range: string): PythonRange {
  const specifiers = readSpecifiers(rangeOfPoetry(range)) ?? [];
  let lower: PublishedVersion | null = null;
  let upper: PublishedVersion | null = null;
  for (const specifier of specifiers) {
    if (specifier.operator === '===') continue;
    const { operator, version } = specifier;
    if (operator === '>=' || operator === '~=' || operator === '>' || operator === '==')
      if (lower === null || compareReleases(version.release, lower.release) > 0) lower = version;
    if (operator === '<' && (upper === null || compareReleases(version.release, upper.release) < 0))
      upper = version;
  }
  return { lower, upper };
}

/** Whether a comparison with Python's version holds for all versions of a range, for none, or for some; null for any other. */
export function verdictOf(
  { variable, operator, value }: MarkerPart,
  { lower, upper }: PythonRange,
): 'ALWAYS' | 'NEVER' | 'SOMETIMES' | null {
  if (variable !== 'python_version' && variable !== 'python_full_version') return null;
  const named = readPublished(value);
  if (named === null || !/^[\d.]+$/.test(value)) return 'SOMETIMES';
  const length = variable === 'python_version' ? 2 : 3;
  const isFromLower = lower !== null && compareReleases(lower.release.slice(0, length), named.release) >= 0;
  const isBelowUpper = upper !== null && compareReleases(upper.release, named.release) <= 0;
  if (operator === '<') return isFromLower ? 'NEVER' : isBelowUpper ? 'ALWAYS' : 'SOMETIMES';
  if (operator === '>=') return isFromLower ? 'ALWAYS' : isBelowUpper ? 'NEVER' : 'SOMETIMES';
  const isAboveNamed = lower !== null && compareReleases(lower.release.slice(0, length), named.release) > 0;
  return (operator === '<=' || operator === '==') && isAboveNamed ? 'NEVER' : 'SOMETIMES';
}

/** A marker with its texts in one kind of quotes and single spaces, for comparison with what a lock holds. */
export function plainMarker(marker: string, quote: '"' | "'"): string {
  return withoutBrackets(marker.trim().replace(/\s+/g, ' ')).replace(/["']/g, quote);
}

/** Without the brackets around all of it. */
function withoutBrackets(text: string): string {
  const trimmed = text.trim();
  const isBracketed = trimmed.startsWith('(') && trimmed.endsWith(')');
  const inner = trimmed.slice(1, -1);
  return isBracketed && !inner.includes('(') && !inner.includes(')') ? inner.trim() : trimmed;
}
