import {
  comparePublished,
  compareReleases,
  isPrereleaseVersion,
  isVersion,
  type PublishedVersion,
  readPublished,
} from './versions.js';

const MAX_LENGTH = 2_000;
const SPECIFIER = /^(===|~=|==|!=|<=|>=|<|>)\s*(\S+)$/;

type Operator = '~=' | '==' | '!=' | '<=' | '>=' | '<' | '>';

/** One part of a range: `>=1.2`, `==1.2.*`, or `===` with any text. */
export type Specifier =
  | {
      readonly operator: Operator;
      readonly text: string;
      readonly version: PublishedVersion;
      readonly isPrefix: boolean;
    }
  | { readonly operator: '==='; readonly text: string };

/**
 * Reads a specifier set (https://packaging.python.org/en/latest/specifications/version-specifiers/#version-specifiers),
 * such as `>=1.2,<2`; the empty one holds every version. Null for what is none.
 */
export function readSpecifiers(text: string): readonly Specifier[] | null {
  if (text.length > MAX_LENGTH) return null;
  const specifiers: Specifier[] = [];
  for (const part of text.split(',')) {
    const trimmed = part.trim();
    if (trimmed === '') continue;
    const specifier = readSpecifier(trimmed);
    if (specifier === null) return null;
    specifiers.push(specifier);
  }
  return specifiers;
}

/** Whether a version lies in a specifier set; prereleases too, where they are let in. */
export function containsVersion(
  specifiers: readonly Specifier[],
  version: string,
  { prereleases }: { readonly prereleases: boolean },
): boolean {
  const read = readPublished(version);
  if (read !== null && !prereleases && isPrereleaseVersion(read)) return false;
  return specifiers.every((specifier) =>
    specifier.operator === '==='
      ? specifier.text.toLowerCase() === version.trim().toLowerCase()
      : read !== null && holds(specifier, read),
  );
}

/** Whether the set itself names a prerelease, which lets all of them in. */
export function namesPrerelease(specifiers: readonly Specifier[]): boolean {
  return specifiers.some((specifier) => {
    if (specifier.operator === '!=') return false;
    const version = specifier.operator === '===' ? readPublished(specifier.text) : specifier.version;
    return version !== null && isPrereleaseVersion(version);
  });
}

/**
 * Whether a version lies in a range: a specifier set, or several with `||` between them (Poetry). As for pip with final
 * releases to choose from, prereleases lie only in a set that names one. False when either cannot be read.
 */
export function satisfies(version: string, range: string): boolean {
  return range.split('||').some((set) => {
    const specifiers = readSpecifiers(set);
    if (specifiers === null) return false;
    if (specifiers.length === 0 && readPublished(version) === null) return false;
    return containsVersion(specifiers, version, { prereleases: namesPrerelease(specifiers) });
  });
}

/** The one version that a range lets in by `==` or `===`, a legacy one too; null where it names none or several. */
export function pinnedVersion(range: string): string | null {
  const specifiers = readSpecifiers(range);
  if (specifiers === null) {
    const named = /^===?\s*(\S+)$/.exec(range.trim())?.[1];
    return named !== undefined && isVersion(named) ? named : null;
  }
  for (const specifier of specifiers) {
    if (specifier.operator === '===') return specifier.text;
    if (specifier.operator === '==' && !specifier.isPrefix) return specifier.text;
  }
  return null;
}

function readSpecifier(text: string): Specifier | null {
  const found = SPECIFIER.exec(text);
  if (found === null) return null;
  const [, operator = '', named = ''] = found;
  if (operator === '===') return { operator, text: named };
  if (!isOperator(operator)) return null;
  const isPrefix = named.endsWith('.*');
  const version = readPublished(isPrefix ? named.slice(0, -2) : named);
  if (version === null) return null;
  const { pre, post, dev, local, release } = version;
  const isEquality = operator === '==' || operator === '!=';
  if (isPrefix && (!isEquality || pre !== null || post !== null || dev !== null || local !== null))
    return null;
  if (local !== null && !isEquality) return null;
  if (operator === '~=' && release.length < 2) return null;
  return { operator, text: named, version, isPrefix };
}

function isOperator(text: string): text is Operator {
  return ['~=', '==', '!=', '<=', '>=', '<', '>'].includes(text);
}

function holds(specifier: Exclude<Specifier, { operator: '===' }>, version: PublishedVersion): boolean {
  const named = specifier.version;
  switch (specifier.operator) {
    case '==':
      return isEqual(specifier, version);
    case '!=':
      return !isEqual(specifier, version);
    case '>=':
      return comparePublished(withoutLocal(version), named) >= 0;
    case '<=':
      return comparePublished(withoutLocal(version), named) <= 0;
    case '<':
      return comparePublished(version, named) < 0 && !isPrereleaseOf(version, named);
    case '>':
      return comparePublished(version, named) > 0 && !isLaterBuildOf(version, named);
    case '~=':
      return (
        comparePublished(withoutLocal(version), named) >= 0 &&
        startsWith(version, { ...named, release: named.release.slice(0, -1) })
      );
  }
}

function isEqual(
  { version: named, isPrefix }: { readonly version: PublishedVersion; readonly isPrefix: boolean },
  version: PublishedVersion,
): boolean {
  if (isPrefix) return startsWith(version, named);
  return comparePublished(named.local === null ? withoutLocal(version) : version, named) === 0;
}

/** Whether a version's epoch and release begin with those of another: `1.2rc1` and `1.2.3` with `1.2`, `1` with `1.0`. */
function startsWith(version: PublishedVersion, prefix: PublishedVersion): boolean {
  if (version.epoch !== prefix.epoch) return false;
  return prefix.release.every((number, at) => (version.release[at] ?? 0) === number);
}

/** `<1.2` leaves out the prereleases of 1.2, and `<1.2.post1` those of that post release. */
function isPrereleaseOf(version: PublishedVersion, named: PublishedVersion): boolean {
  if (isPrereleaseVersion(named) || !isPrereleaseVersion(version)) return false;
  if (version.epoch !== named.epoch || compareReleases(version.release, named.release) !== 0) return false;
  return named.post === null || (version.pre === null && version.post === named.post);
}

/** `>1.2` leaves out the post and local releases of 1.2; `>1.2.post1` and `>1.2.dev1` only their local ones. */
function isLaterBuildOf(version: PublishedVersion, named: PublishedVersion): boolean {
  const bare = withoutLocal(version);
  if (comparePublished(bare, named) === 0) return true;
  if (named.post !== null || named.dev !== null || version.post === null) return false;
  return comparePublished({ ...bare, post: null, dev: null }, named) === 0;
}

function withoutLocal(version: PublishedVersion): PublishedVersion {
  return version.local === null ? version : { ...version, local: null };
}
