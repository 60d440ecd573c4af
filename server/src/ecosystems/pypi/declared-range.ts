import { normalizeName } from '../../advisories/package-key.js';
import type { RangeChange } from '../ecosystem.js';
import { rangeOfPoetry } from './poetry-range.js';
import { readRequirement } from './requirement.js';
import { readSpecifiers } from './specifiers.js';

/** A piece of a text, and what stands there instead. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

type Change = Pick<RangeChange, 'name' | 'from' | 'range'>;

/** The text after some edits that do not overlap; null where they do. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string | null {
  const parts: string[] = [];
  let at = 0;
  for (const edit of edits.toSorted((left, right) => left.start - right.start)) {
    if (edit.start < at || edit.end < edit.start) return null;
    parts.push(text.slice(at, edit.start), edit.text);
    at = edit.end;
  }
  return parts.join('') + text.slice(at);
}

/** Whether a range is a specifier set that can be read, or several with `||` between them. */
export function isReadableRange(range: string): boolean {
  return range.split('||').every((set) => readSpecifiers(set) !== null);
}

/**
 * Where the range stands in a dependency specifier, and its new text; null where the specifier is of another name, of
 * another range, or an address. What a lock repeats may be ordered otherwise than what is declared.
 */
export function editRequirement(text: string, change: Change): TextEdit | null {
  const read = readRequirement(text);
  if (read === null || read.url !== null || !isSameName(read.name, change.name)) return null;
  const range = newRange(read.range, change);
  if (range === null) return null;
  const start = startOfRange(text, read.range);
  const edit = { start, end: start + read.range.length, text: range };
  const after = readRequirement(text.slice(0, edit.start) + edit.text + text.slice(edit.end));
  const isExact = after?.range === range && after.name === read.name && after.marker === read.marker;
  return isExact && after.extras.join() === read.extras.join() ? edit : null;
}

/** The new text of a specifier set as it is written; null where it is not the one that is to change. */
export function newRange(written: string, { from, range }: Omit<Change, 'name'>): string | null {
  if (written.trim() === from.trim()) return range;
  const old = partsOf(written);
  const declared = partsOf(from);
  const raised = partsOf(range);
  if (old.toSorted().join() !== declared.toSorted().join()) return null;
  if (raised.length !== declared.length || new Set(old).size !== old.length) return range;
  return written
    .split(',')
    .map((part) => {
      const at = declared.indexOf(withoutSpaces(part));
      return at === -1 ? part : part.replace(part.trim(), () => raised[at] ?? '');
    })
    .join(',');
}

/** The new text of a constraint as Poetry writes it, in its own style where that says the same. */
export function newPoetryRange(written: string, { from, range }: Omit<Change, 'name'>): string | null {
  const asSpecifiers = rangeOfPoetry(written);
  if (written === from) return range;
  if (asSpecifiers === written) return newRange(written, { from, range });
  if (newRange(asSpecifiers, { from, range }) === null) return null;
  const version = /(?:>=|===?)\s*([^\s,<>=!~|*]+)/.exec(range)?.[1] ?? '';
  const mark = /^\s*(\^|~(?!=)|=(?!=))?/.exec(written)?.[1] ?? '';
  const release = version.split('.');
  const prefix = /^==\s*(\S+)\.\*$/.exec(range)?.[1];
  const styles = [
    written.replace(/[^\s^~=].*$/, () => version),
    `${mark}${version}`,
    `^${version}`,
    `~${version}`,
    version,
    `${prefix ?? release.slice(0, -1).join('.')}.*`,
  ];
  return styles.find((style) => rangeOfPoetry(style) === range) ?? range;
}

/** Whether two names are the same package's. */
export function isSameName(left: string, right: string): boolean {
  return normalizeName('PyPI', left) === normalizeName('PyPI', right);
}

function partsOf(range: string): readonly string[] {
  return range
    .split(',')
    .map(withoutSpaces)
    .filter((part) => part !== '');
}

function withoutSpaces(text: string): string {
  return text.replace(/\s+/g, '');
}

/** Behind the name and the extras; a range that is written stands there, in brackets or not. */
function startOfRange(text: string, range: string): number {
  const name = /^\s*[A-Za-z0-9][A-Za-z0-9._-]*/.exec(text)?.[0].length ?? 0;
  const bracket = /^\s*\[/.test(text.slice(name)) ? text.indexOf(']', name) + 1 : name;
  return range === '' ? bracket : Math.max(bracket, text.indexOf(range, bracket));
}
