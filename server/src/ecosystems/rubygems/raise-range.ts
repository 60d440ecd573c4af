import { partsOf, type RequirementPart } from './requirement.js';
import { compareVersions, isPrerelease, isVersion, satisfies } from './versions.js';

/**
 * A gem's requirement so that it admits `to`, in the same style: see `Ecosystem.raiseRange`. `~>` keeps as many numbers as
 * it has, because their count says how far it reaches.
 */
export function raiseRange(range: string, to: string): string | null {
  const parts = partsOf(range);
  if (parts === null || !isVersion(to) || !parts.every(({ version }) => isVersion(version))) return null;
  const isExact = parts.some(({ sign }) => sign === '' || sign === '=');
  if (!isExact && satisfies(to, range)) return range;
  const raised = parts.map((part) => raisePart(part, to));
  const text = raised.join(', ');
  return satisfies(to, text) ? text : null;
}

function raisePart(part: RequirementPart, to: string): string {
  const { sign, gap, version } = part;
  switch (sign) {
    case '':
    case '=':
    case '>=':
      return sign + gap + to;
    case '>':
      return `>=${gap}${to}`;
    case '~>':
      return sign + gap + likeCount(version, to);
    case '<':
    case '<=':
      return satisfies(to, sign + version) ? sign + gap + version : sign + gap + above(part, to);
    default:
      return sign + gap + version;
  }
}

/** As many numbers of `to` as the version has; all of a prerelease, which would not be admitted otherwise. */
function likeCount(version: string, to: string): string {
  if (isPrerelease(to)) return to;
  const count = version.split('.').length;
  const numbers = to.split('.').slice(0, count);
  const text = numbers.join('.');
  return compareVersions(text, to) <= 0 ? text : to;
}

/** The next major version with as many numbers; `to` itself where the bound belongs to the range. */
function above({ sign, version }: RequirementPart, to: string): string {
  if (sign === '<=') return to;
  const major = /^\d{1,15}/.exec(to)?.[0] ?? '0';
  return version
    .split('.')
    .map((_, index) => (index === 0 ? String(Number(major) + 1) : '0'))
    .join('.');
}
