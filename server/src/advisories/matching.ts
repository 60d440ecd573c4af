import {
  comparePrecedence,
  readSemanticVersion,
  type SemanticVersion,
} from '../ecosystems/semantic-version.js';
import type { VersionScheme } from '../ecosystems/version-scheme.js';
import type { AffectedPackage } from './advisory.js';
import { type CompiledRange, compileRange, reasonInRange } from './affected-range.js';
import { affectedCommits, commitOf } from './commit-events.js';
import { ListedVersions } from './listed-versions.js';
import { PreparedVersion, type VersionOrder } from './prepared-version.js';

/** That a version is affected: the words that say so, and the fixed versions above it, lowest first. */
export interface Verdict {
  readonly because: string;
  readonly fixed: readonly string[];
}

/** What a record says of one package, its events in order, ready to be asked about many versions. */
export interface CompiledAffected {
  readonly schemes: Schemes;
  readonly versions: ListedVersions;
  readonly commits: ReadonlyMap<string, string>;
  readonly ranges: readonly CompiledRange[];
  /** Every version that a range calls fixed and that no range affects; worked out when first needed. */
  readonly fixes: () => Fixes;
}

/** Lowest first, and as texts. */
interface Fixes {
  readonly versions: readonly PreparedVersion[];
  readonly texts: readonly string[];
}

/** How versions are read in ranges of each type. Without an order ECOSYSTEM ranges cannot be judged. */
interface Schemes {
  readonly ecosystem: VersionScheme<unknown> | null;
  readonly semver: VersionScheme<unknown>;
}

/**
 * Prepares the entries of one record about one package. Without an order ECOSYSTEM ranges say nothing; SEMVER ranges
 * are ordered by semantic versioning whatever the ecosystem (https://ossf.github.io/osv-schema/#affectedrangestype-field).
 */
export function compileAffected(
  entries: readonly AffectedPackage[],
  order: VersionOrder | null,
): CompiledAffected {
  const schemes = schemesOf(order);
  const ranges = entries.flatMap((entry) => compileRanges(entry, order, schemes));
  let fixes: Fixes | null = null;
  const compiled: CompiledAffected = {
    schemes,
    versions: new ListedVersions(new Set(entries.flatMap(({ versions }) => versions)), schemes.ecosystem),
    commits: affectedCommits(entries.flatMap((entry) => entry.ranges)),
    ranges,
    fixes: () => (fixes ??= findFixes(compiled)),
  };
  return compiled;
}

/** A version that is asked about many records of one package; read at most once for each kind of range. */
export class AskedVersion {
  /** The commit that this is; a commit is never ordered. */
  readonly commit: string | null;
  private readonly schemes: Schemes;
  private own: PreparedVersion | null = null;
  private semantic: PreparedVersion | null = null;

  constructor(
    readonly text: string,
    schemes: Schemes,
  ) {
    this.schemes = schemes !== null && 'semver' in schemes ? schemes : schemesOf(schemes);
    this.commit = commitOf(text);
  }

  /** Null where versions of this type cannot be read here. */
  readAs(type: CompiledRange['type']): PreparedVersion | null {
    const { ecosystem, semver } = this.schemes;
    if (type === 'SEMVER') return (this.semantic ??= new PreparedVersion(this.text, semver));
    return ecosystem === null ? null : (this.own ??= new PreparedVersion(this.text, ecosystem));
  }
}

/**
 * Whether a version is affected, by OSV's evaluation algorithm (https://ossf.github.io/osv-schema/#evaluation);
 * null when it is not. An empty version is not known and counts as affected.
 */
export function matchVersion(affected: CompiledAffected, version: string | AskedVersion): Verdict | null {
  const asked = typeof version === 'string' ? new AskedVersion(version, affected.schemes) : version;
  const because = reasonFor(affected, asked);
  return because === null ? null : { because, fixed: fixesAbove(affected, asked) };
}

/** The same, for one version that is asked about once. */
export function matchAffected(
  entries: readonly AffectedPackage[],
  version: string,
  order: VersionOrder | null,
): Verdict | null {
  return matchVersion(compileAffected(entries, order), version);
}

/** Semantic versioning, whose build metadata does not count; a leading `v` is the tag's, not the version's. */
const SEMANTIC = withLongVersions<SemanticVersion>({
  read: (text) => readSemanticVersion(text.startsWith('v') ? text.slice(1) : text),
  compare: comparePrecedence,
});

/** `1.2.3.4` is neither a semantic version nor a range: in ranges it stands where `1.2.3` does. */
function withLongVersions<T>({ read, compare }: VersionScheme<T>): VersionScheme<T> {
  const readLong = (text: string) => {
    const found = /^v?(\d{1,15}\.\d{1,15}\.\d{1,15})(?:\.\d{1,15}){1,9}(?:[-+]|$)/.exec(text);
    return found?.[1] === undefined ? null : read(found[1]);
  };
  return { read: (text) => read(text) ?? readLong(text), compare };
}

/** Their own orders are semantic versioning, and read what their users write: `=1.2.3`, `v1.2`, `1.21rc1`. */
const READ_SEMVER_THEMSELVES: ReadonlySet<string> = new Set(['npm', 'Go']);

function schemesOf(order: VersionOrder | null): Schemes {
  if (order === null) return { ecosystem: null, semver: SEMANTIC };
  const ecosystem = order.versionScheme;
  return { ecosystem, semver: READ_SEMVER_THEMSELVES.has(order.id) ? withLongVersions(ecosystem) : SEMANTIC };
}

function compileRanges(
  { ranges, lastKnownAffected }: AffectedPackage,
  order: VersionOrder | null,
  schemes: Schemes,
): readonly CompiledRange[] {
  return ranges.flatMap((range) => {
    if (range.type === 'GIT') return [];
    const type = order?.id === 'npm' ? 'SEMVER' : range.type;
    const scheme = type === 'SEMVER' ? schemes.semver : schemes.ecosystem;
    return scheme === null ? [] : [compileRange({ type, events: range.events }, lastKnownAffected, scheme)];
  });
}

function reasonFor(affected: CompiledAffected, asked: AskedVersion): string | null {
  const { text, commit } = asked;
  const { versions, commits, ranges } = affected;
  if (text === '') return versions.size + ranges.length > 0 ? 'version not known' : null;
  if (versions.has(text)) return `listed version ${text}`;
  if (commit !== null) {
    return versions.has(commit) ? `listed version ${commit}` : (commits.get(commit) ?? null);
  }
  for (const range of ranges) {
    const version = asked.readAs(range.type);
    if (version === null || !version.isReadable()) continue;
    const because = reasonInRange(range, version);
    if (because !== null) return because;
  }
  const own = versions.size === 0 ? null : asked.readAs('ECOSYSTEM');
  const listed = own === null || !own.isReadable() ? null : versions.findOtherSpelling(own);
  return listed === null ? null : `listed version ${listed}`;
}

function fixesAbove(affected: CompiledAffected, asked: AskedVersion): readonly string[] {
  const { versions, texts } = affected.fixes();
  const version = asked.text === '' ? null : asked.readAs(typeOfFixes(affected.schemes));
  const first = version === null ? 0 : versions.findIndex((fix) => fix.compareTo(version) > 0);
  return first < 0 ? [] : texts.slice(first);
}

/** All fixes of a record are in one order, so that they can be sorted: the ecosystem's where there is one. */
function typeOfFixes({ ecosystem }: Schemes): CompiledRange['type'] {
  return ecosystem === null ? 'SEMVER' : 'ECOSYSTEM';
}

function findFixes(affected: CompiledAffected): Fixes {
  const { ranges, schemes } = affected;
  const fixes = new Map<string, PreparedVersion>();
  for (const { text } of ranges.flatMap(({ fixed }) => fixed)) {
    if (fixes.has(text)) continue;
    const asked = new AskedVersion(text, schemes);
    const fix = asked.readAs(typeOfFixes(schemes));
    if (fix !== null && reasonFor(affected, asked) === null) fixes.set(fix.text, fix);
  }
  const versions = [...fixes.values()].sort((left, right) => left.compareTo(right));
  return { versions, texts: versions.map(({ text }) => text) };
}
