import type { AdvisoryRange, AffectedPackage, RangeEvent } from './advisory.js';

/** What matching must know of an ecosystem: a total order of its versions. `Ecosystem` is one. */
export interface VersionOrder {
  readonly id: string;
  compareVersions(left: string, right: string): number;
}

/** That a version is affected: the words that say so, and the fixed versions above it, lowest first. */
export interface Verdict {
  readonly because: string;
  readonly fixed: readonly string[];
}

/** What a record says of one package, its events in order, ready to be asked about many versions. */
export interface CompiledAffected {
  readonly order: VersionOrder | null;
  readonly versions: ReadonlySet<string>;
  readonly ranges: readonly CompiledRange[];
}

interface CompiledRange {
  readonly events: readonly RangeEvent[];
  readonly limits: readonly string[];
  /** The publisher's last known affected version, for a range that names no end itself. */
  readonly lastKnown: LastKnown | null;
}

interface LastKnown {
  readonly text: string;
  readonly version: string;
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
    const lastKnown = parseLastKnown(entry.lastKnownAffected);
    for (const range of entry.ranges) {
      if (range.type !== 'GIT') ranges.push(compileRange(range, lastKnown, order));
    }
  }
  return { order, versions, ranges };
}

/**
 * Whether a version is affected, by OSV's evaluation algorithm (https://ossf.github.io/osv-schema/#evaluation);
 * null when it is not. An empty version is not known and counts as affected.
 */
export function matchVersion(affected: CompiledAffected, version: string): Verdict | null {
  const because = reasonFor(affected, version);
  return because === null ? null : { because, fixed: fixedAbove(affected, version) };
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
  const completed = isSemver ? range.events.map(completeEvent) : range.events;
  const limits = completed.filter((event) => event.kind === 'limit').map((event) => event.version);
  const events = completed
    .filter((event) => event.kind !== 'limit')
    .sort((left, right) => compareEvents(left, right, order));
  return { events, limits: limits.includes('*') ? [] : limits, lastKnown };
}

/** Publishers write `1` and `1.2` where semantic versioning knows only `1.0.0` and `1.2.0`. */
function completeEvent(event: RangeEvent): RangeEvent {
  if (isStart(event) || !/^\d{1,15}(?:\.\d{1,15})?$/.test(event.version)) return event;
  return { kind: event.kind, version: `${event.version}${event.version.includes('.') ? '.0' : '.0.0'}` };
}

/**
 * Events of one version keep the record's order, but `last_affected` goes last: what it ends may begin with the
 * same version. `introduced 0` stands before every version.
 */
function compareEvents(left: RangeEvent, right: RangeEvent, order: VersionOrder): number {
  if (isStart(left) || isStart(right)) return Number(isStart(right)) - Number(isStart(left));
  const byVersion = order.compareVersions(left.version, right.version);
  if (byVersion !== 0) return byVersion;
  return Number(left.kind === 'last_affected') - Number(right.kind === 'last_affected');
}

function isStart(event: RangeEvent): boolean {
  return event.kind === 'introduced' && event.version === '0';
}

function reasonFor(affected: CompiledAffected, version: string): string | null {
  if (version === '') return affected.versions.size + affected.ranges.length > 0 ? 'version not known' : null;
  if (affected.versions.has(version)) return `listed version ${version}`;
  const { order } = affected;
  if (order === null) return null;
  for (const range of affected.ranges) {
    const because = reasonInRange(range, version, order);
    if (because !== null) return because;
  }
  for (const listed of affected.versions) {
    if (order.compareVersions(listed, version) === 0) return `listed version ${listed}`;
  }
  return null;
}

function reasonInRange(range: CompiledRange, version: string, order: VersionOrder): string | null {
  if (range.limits.length > 0 && !range.limits.some((limit) => order.compareVersions(version, limit) < 0)) {
    return null;
  }
  let start: RangeEvent | null = null;
  let end: RangeEvent | null = null;
  for (const event of range.events) {
    const isPast = isPastEvent(event, version, order);
    if (!isPast) {
      if (start !== null && end === null && event.kind !== 'introduced') end = event;
      continue;
    }
    start = event.kind === 'introduced' ? event : null;
    end = null;
  }
  if (start === null) return null;
  if (end !== null) return `introduced ${start.version}, ${describeEnd(end)}`;
  return reasonWithoutEnd(range, start, version, order);
}

function isPastEvent(event: RangeEvent, version: string, order: VersionOrder): boolean {
  if (isStart(event)) return true;
  const side = order.compareVersions(version, event.version);
  return event.kind === 'last_affected' ? side > 0 : side >= 0;
}

function reasonWithoutEnd(
  range: CompiledRange,
  start: RangeEvent,
  version: string,
  order: VersionOrder,
): string | null {
  const { lastKnown } = range;
  if (lastKnown !== null) {
    const side = order.compareVersions(version, lastKnown.version);
    if (side > 0 || (side === 0 && !lastKnown.isInclusive)) return null;
    return `introduced ${start.version}, last known affected ${lastKnown.text}`;
  }
  const limit = range.limits[0];
  return limit === undefined
    ? `introduced ${start.version}, no end given`
    : `introduced ${start.version}, limit ${limit}`;
}

function describeEnd(end: RangeEvent): string {
  return end.kind === 'fixed' ? `fixed ${end.version}` : `last affected ${end.version}`;
}

function fixedAbove(affected: CompiledAffected, version: string): readonly string[] {
  const { order } = affected;
  if (order === null) return [];
  const above: string[] = [];
  for (const range of affected.ranges) {
    for (const event of range.events) {
      if (event.kind !== 'fixed' || above.includes(event.version)) continue;
      if (version !== '' && order.compareVersions(event.version, version) <= 0) continue;
      if (reasonFor(affected, event.version) === null) above.push(event.version);
    }
  }
  return above.sort((left, right) => order.compareVersions(left, right));
}

function parseLastKnown(text: string | null): LastKnown | null {
  const found = text === null ? null : /^(<=?) ?([^\s,<>=]+)$/.exec(text.trim());
  const version = found?.[2];
  if (found === null || version === undefined) return null;
  const isInclusive = found[1] === '<=';
  return { text: `${isInclusive ? '<=' : '<'} ${version}`, version, isInclusive };
}
