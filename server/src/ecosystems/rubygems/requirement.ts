/** One part of a requirement: `~> 1.2` is its sign, the gap behind that, and the version. */
export interface RequirementPart {
  /** Empty where none is written, which means `=`. */
  readonly sign: string;
  readonly gap: string;
  readonly version: string;
}

const MAX_LENGTH = 1024;
const PART = /^(=|!=|>=|<=|~>|>|<)?(\s*)(\d[0-9A-Za-z.-]*)$/;

/** The parts of a requirement (https://guides.rubygems.org/patterns/#declaring-dependencies); null where one cannot be read. */
export function partsOf(requirement: string): readonly RequirementPart[] | null {
  if (requirement.length > MAX_LENGTH) return null;
  const parts: RequirementPart[] = [];
  for (const text of requirement.split(',')) {
    const match = PART.exec(text.trim());
    if (match === null) return null;
    parts.push({ sign: match[1] ?? '', gap: match[2] ?? '', version: match[3] ?? '' });
  }
  return parts;
}

/** A part as Bundler writes it: always with its sign, and one space. */
export function lockedPart({ sign, version }: RequirementPart): string {
  return `${sign === '' ? '=' : sign} ${version}`;
}

/**
 * A requirement as Bundler writes it into a lock, its parts in the order of text, backwards; null where it cannot be read, and
 * empty where it allows everything.
 */
export function lockedRequirement(requirement: string): string | null {
  const parts = partsOf(requirement)?.map(lockedPart);
  if (parts === undefined) return null;
  if (parts.every((part) => part === '>= 0')) return '';
  return [...new Set(parts)].sort((left, right) => (left < right ? 1 : -1)).join(', ');
}
