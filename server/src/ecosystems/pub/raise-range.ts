import { satisfies } from './constraints.js';
import { isVersion, versionScheme } from './versions.js';

const MAX_LENGTH = 512;
const COMPARATOR = /^(\^|>=|<=|>|<)?(\s*)(\d[0-9A-Za-z.+-]*)$/;

/**
 * A constraint of a pubspec.yaml (https://dart.dev/tools/pub/dependencies#version-constraints) so that it admits `to`, in the
 * same style: see `Ecosystem.raiseRange`.
 */
export function raiseRange(range: string, to: string): string | null {
  if (!isVersion(to) || range.length > MAX_LENGTH) return null;
  if (isVersion(range)) return to;
  if (satisfies(to, range)) return range;
  const pieces = range.replaceAll(/([<>=^])\s+/g, '$1\u0000').split(/(\s+)/);
  if (pieces.length > 5) return null;
  const raised = pieces.map((piece, index) => (index % 2 === 1 ? piece : raise(piece, to)));
  const text = raised.join('');
  return !raised.includes(null) && satisfies(to, text) ? text : null;
}

/** A gap behind the sign comes in as one NUL, which no constraint holds, and goes out as one space. */
function raise(piece: string, to: string): string | null {
  const match = COMPARATOR.exec(piece.replace('\u0000', ' '));
  if (match === null) return null;
  const [, sign = '', gap = '', version = ''] = match;
  if (sign === '<' || sign === '<=') {
    const text = sign + gap + version;
    if (satisfies(to, text)) return text;
    return sign + gap + (sign === '<=' ? to : nextBreaking(version, to));
  }
  return (sign === '>' ? '>=' : sign) + gap + to;
}

/** The next major version; the next minor one where both are below 1.0.0, as a caret has it. */
function nextBreaking(before: string, to: string): string {
  const version = versionScheme.read(to);
  if (version === null) return to;
  const isEarly = before.startsWith('0.') && BigInt(version.major) === 0n;
  return isEarly ? `0.${BigInt(version.minor) + 1n}.0` : `${BigInt(version.major) + 1n}.0.0`;
}
