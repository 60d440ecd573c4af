import { isVersion, satisfies } from './constraints.js';
import { isPrerelease } from './versions.js';

const MAX_LENGTH = 512;
const COMPARATOR = /^(\^|~|>=?|<=?|==?)?(\s*)(v?)(\d+(?:\.(?:\d+|[xX*]))*)$/;

/** One comparator of a constraint as it is written: `>= v1.2` is its sign, the gap behind that, and the version. */
interface Comparator {
  readonly sign: string;
  readonly gap: string;
  readonly prefix: string;
  readonly version: string;
}

/**
 * Composer's constraint (https://getcomposer.org/doc/articles/versions.md) so that it admits `to`, in the same style: see
 * `Ecosystem.raiseRange`. Of alternatives that all do not, the last one's style is taken and the others are dropped. What
 * names a stability or a branch is not rewritten, because the lock keeps flags for those.
 */
export function raiseRange(range: string, to: string): string | null {
  const target = /^v?(\d+(?:\.\d+){0,3})$/.exec(to)?.[1];
  if (target === undefined || range.length > MAX_LENGTH) return null;
  if (!/^[\d.^~<>=*|,\sxXvV-]+$/.test(range) || isPrerelease(to)) return null;
  const isExact = isVersion(range.replace(/^\s*==?/, ''));
  if (!isExact && satisfies(to, range)) return range;
  const last = range.split(/\|\|?/).at(-1)?.trim() ?? '';
  const raised = isExact ? raiseExact(range, target) : raiseAll(last, target);
  return raised !== null && satisfies(to, raised) ? raised : null;
}

function raiseExact(range: string, to: string): string | null {
  const match = /^(\s*(?:==?)?\s*v?)\d[\d.]*(\s*)$/.exec(range);
  return match === null ? null : `${match[1] ?? ''}${to}${match[2] ?? ''}`;
}

function raiseAll(text: string, to: string): string | null {
  const hyphen = text.split(/\s+-\s+/);
  const [low, high] = hyphen;
  if (hyphen.length === 2 && low !== undefined && high !== undefined)
    return `${to} - ${like(high, to, high.split('.').length)}`;
  const pieces = text.replaceAll(/([<>=^~])\s+/g, '$1\u0000').split(/([\s,]+)/);
  if (pieces.length > 5) return null;
  const raised = pieces.map((piece, index) => {
    if (index % 2 === 1) return piece;
    const comparator = readComparator(piece);
    return comparator === null ? null : raise(comparator, to);
  });
  return raised.includes(null) ? null : raised.join('');
}

/** A gap behind the sign comes in as one NUL, which no constraint holds, and goes out as one space. */
function readComparator(text: string): Comparator | null {
  const match = COMPARATOR.exec(text.replace('\u0000', ' '));
  if (match === null) return null;
  return { sign: match[1] ?? '', gap: match[2] ?? '', prefix: match[3] ?? '', version: match[4] ?? '' };
}

/** `~1.2` and `1.2.*` say by how many numbers they have how far they reach, so they keep as many. */
function raise({ sign, gap, prefix, version }: Comparator, to: string): string {
  const head = sign + gap + prefix;
  const count = version.split('.').length;
  if (sign === '<' || sign === '<=') {
    const text = head + version;
    if (satisfies(to, sign + version)) return text;
    return head + (sign === '<=' ? to : nextMajor(to, count));
  }
  if (sign === '>') return `>=${gap}${prefix}${to}`;
  if (sign === '~' || /[xX*]/.test(version)) return head + like(version, to, count);
  return head + to;
}

function like(version: string, to: string, count: number): string {
  const numbers = to.split('.');
  return version
    .split('.')
    .slice(0, count)
    .map((part, index) => (/^v?\d+$/.test(part) ? (numbers[index] ?? '0') : part))
    .join('.');
}

function nextMajor(to: string, count: number): string {
  const major = Number(/^\d{1,15}/.exec(to)?.[0] ?? '0') + 1;
  return [String(major), ...Array.from({ length: count - 1 }, () => '0')].join('.');
}
