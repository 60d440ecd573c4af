import type { AdvisoryRange, AffectedPackage, RangeEvent } from './advisory.js';
import {
  type PreparedVersion,
  type VersionOrder,
  comparePrepared,
  prepareVersion,
} from './prepared-version.js';

/** That a version is affected: the words that say so, and the fixed versions above it, lowest first. */
export interface Verdict {
  readonly because: string;
  readonly fixed: readonly string[];
}

/** What a record says of one package, its events in order, ready to be asked about many versions. */
export interface CompiledAffected {
  readonly order: VersionOrder | null;
  readonly versions: ReadonlySet<string>;
  /** Those of `versions` that are not as plain as `1.2.3`. */
  readonly otherSpellings: readonly string[];
  readonly ranges: readonly CompiledRange[];
  /** Every version that a range calls fixed and that no range affects, lowest first; worked out when first needed. */
  readonly fixes: () => readonly PreparedVersion[];
}

interface CompiledEvent {
  readonly kind: RangeEvent['kind'];
  readonly version: PreparedVersion;
}

interface CompiledRange {
  readonly events: readonly CompiledEvent[];
  readonly limits: readonly PreparedVersion[];
  /** The publisher's last known affected version, for a range that names no end itself. */
  readonly lastKnown: LastKnown | null;
}

interface LastKnown {
  readonly text: string;
  readonly version: PreparedVersion;
  readonly isInclusive: boolean;
}

/**
 * Prepares the entries of one record about one package. Without an order only listed versions can match.
 * GIT ranges speak of commits and are left out.
 */
export function compileAffected(
  entries: readonly AffectedPackage[],
  order: VersionOrder | null,
): CompiledAffected {
  const versions = new Set<string>();
  const ranges: CompiledRange[] = [];
  for (const entry of entries) {
    for (const version of entry.versions) versions.add(version);
    if (order === null) continue;
    const lastKnown = parseLastKnown(entry.lastKnownAffected, order);
    for (const range of entry.ranges) {
      if (range.type !== 'GIT') ranges.push(compileRange(range, lastKnown, order));
    }
  }
  let fixes: readonly PreparedVersion[] | null = null;
  const compiled: CompiledAffected = {
    order,
    versions,
    otherSpellings: [...versions].filter((version) => prepareVersion(version, order).numbers === null),
    ranges,
    fixes: () => (fixes ??= order === null ? [] : findFixes(compiled, order)),
  };
  return compiled;
}

/**
 * Whether a version is affected, by OSV's evaluation algorithm (https://ossf.github.io/osv-schema/#evaluation);
 * null when it is not. An empty version is not known and counts as affected.
 */
export function matchVersion(affected: CompiledAffected, version: string): Verdict | null {
  const { order } = affected;
  const asked = prepareVersion(version, order);
  const because = reasonFor(affected, asked);
  if (because === null) return null;
  const fixes = affected.fixes();
  const above =
    order === null || version === '' ? fixes : fixes.filter((fix) => comparePrepared(fix, asked, order) > 0);
  return { because, fixed: above.map(({ text }) => text) };
}

/** The same, for one version that is asked about once. */
export function matchAffected(
  entries: readonly AffectedPackage[],
  version: string,
  order: VersionOrder | null,
): Verdict | null {
  return matchVersion(compileAffected(entries, order), version);
}

function compileRange(range: AdvisoryRange, lastKnown: LastKnown | null, order: VersionOrder): CompiledRange {
  const isSemver = range.type === 'SEMVER' || order.id === 'npm';
  const limits: PreparedVersion[] = [];
  const events: CompiledEvent[] = [];
  for (const event of range.events) {
    const text = isSemver && !isStart(event) ? completeVersion(event.version) : event.version;
    const version = prepareVersion(text, order);
    if (event.kind === 'limit') limits.push(version);
    else events.push({ kind: event.kind, version });
  }
  events.sort((left, right) => compareEvents(left, right, order));
  return { events, limits: limits.some(({ text }) => text === '*') ? [] : limits, lastKnown };
}

/** Publishers write `1` and `1.2` where semantic versioning knows only `1.0.0` and `1.2.0`. */
function completeVersion(version: string): string {
  if (!/^\d{1,15}(?:\.\d{1,15})?$/.test(version)) return version;
  return `${version}${version.includes('.') ? '.0' : '.0.0'}`;
}

/**
 * Events of one version keep the record's order, but `last_affected` goes last: what it ends may begin with the
 * same version. `introduced 0` stands before every version.
 */
function compareEvents(left: CompiledEvent, right: CompiledEvent, order: VersionOrder): number {
  if (isFirst(left) || isFirst(right)) return Number(isFirst(right)) - Number(isFirst(left));
  const byVersion = comparePrepared(left.version, right.version, order);
  if (byVersion !== 0) return byVersion;
  return Number(left.kind === 'last_affected') - Number(right.kind === 'last_affected');
}

function isStart(event: RangeEvent): boolean {
  return event.kind === 'introduced' && event.version === '0';
}

function isFirst(event: CompiledEvent): boolean {
  return event.kind === 'introduced' && event.version.text === '0';
}

function reasonFor(affected: CompiledAffected, version: PreparedVersion): string | null {
  if (version.text === '') {
    return affected.versions.size + affected.ranges.length > 0 ? 'version not known' : null;
  }
  if (affected.versions.has(version.text)) return `listed version ${version.text}`;
  const { order } = affected;
  if (order === null || order.isVersion?.(version.text) === false) return null;
  for (const range of affected.ranges) {
    const because = reasonInRange(range, version, order);
    if (because !== null) return because;
  }
  return reasonInOtherSpelling(affected, version, order);
}

/** Two plain versions that are equal are the same text, so one of the two must be of another form. */
function reasonInOtherSpelling(
  affected: CompiledAffected,
  version: PreparedVersion,
  order: VersionOrder,
): string | null {
  for (const listed of version.numbers === null ? affected.versions : affected.otherSpellings) {
    if (order.compareVersions(listed, version.text) === 0) return `listed version ${listed}`;
  }
  return null;
}

function reasonInRange(range: CompiledRange, version: PreparedVersion, order: VersionOrder): string | null {
  const { limits } = range;
  if (limits.length > 0 && !limits.some((limit) => comparePrepared(version, limit, order) < 0)) return null;
  let start: CompiledEvent | null = null;
  let end: CompiledEvent | null = null;
  for (const event of range.events) {
    if (isPastEvent(event, version, order)) {
      start = event.kind === 'introduced' ? event : null;
    } else if (event.kind !== 'introduced') {
      end = event;
      break;
    }
  }
  if (start === null) return null;
  if (end !== null) return `introduced ${start.version.text}, ${describeEnd(end)}`;
  return reasonWithoutEnd(range, start, version, order);
}

function isPastEvent(event: CompiledEvent, version: PreparedVersion, order: VersionOrder): boolean {
  if (isFirst(event)) return true;
  const side = comparePrepared(version, event.version, order);
  return event.kind === 'last_affected' ? side > 0 : side >= 0;
}

function reasonWithoutEnd(
  range: CompiledRange,
  start: CompiledEvent,
  version: PreparedVersion,
  order: VersionOrder,
): string | null {
  const { lastKnown } = range;
  if (lastKnown !== null) {
    const side = comparePrepared(version, lastKnown.version, order);
    if (side > 0 || (side === 0 && !lastKnown.isInclusive)) return null;
    return `introduced ${start.version.text}, last known affected ${lastKnown.text}`;
  }
  const limit = range.limits[0];
  return limit === undefined
    ? `introduced ${start.version.text}, no end given`
    : `introduced ${start.version.text}, limit ${limit.text}`;
}

function describeEnd(end: CompiledEvent): string {
  return end.kind === 'fixed' ? `fixed ${end.version.text}` : `last affected ${end.version.text}`;
}

function findFixes(affected: CompiledAffected, order: VersionOrder): readonly PreparedVersion[] {
  const fixes = new Map<string, PreparedVersion>();
  for (const { events } of affected.ranges) {
    for (const { kind, version } of events) {
      if (kind !== 'fixed' || fixes.has(version.text)) continue;
      if (reasonFor(affected, version) === null) fixes.set(version.text, version);
    }
  }
  return [...fixes.values()].sort((left, right) => comparePrepared(left, right, order));
}

function parseLastKnown(text: string | null, order: VersionOrder): LastKnown | null {
  const found = text === null ? null : /^(<=?) ?([^\s,<>=]+)$/.exec(text.trim());
  const version = found?.[2];
  if (found === null || version === undefined) return null;
  const isInclusive = found[1] === '<=';
  return {
    text: `${isInclusive ? '<=' : '<'} ${version}`,
    version: prepareVersion(version, order),
    isInclusive,
  };
}
