import type { AdvisoryRange, RangeEvent } from './advisory.js';
import { PreparedVersion } from './prepared-version.js';
import type { VersionScheme } from '../ecosystems/version-scheme.js';

/** A range of versions: one of commits is read by `affectedCommits`. */
export interface VersionRange extends AdvisoryRange {
  readonly type: 'SEMVER' | 'ECOSYSTEM';
}

/** One range, its events in order, ready to be asked about many versions of its scheme. */
export interface CompiledRange {
  readonly type: VersionRange['type'];
  readonly events: readonly CompiledEvent[];
  readonly limits: readonly PreparedVersion[];
  /** The publisher's last known affected version, for a range that names no end itself. */
  readonly lastKnown: LastKnown | null;
}

/** An event other than `limit`. */
export interface CompiledEvent {
  readonly kind: Exclude<RangeEvent['kind'], 'limit'>;
  readonly version: PreparedVersion;
  /** `introduced 0`, which stands before every version. */
  readonly isFirst: boolean;
}

interface LastKnown {
  readonly text: string;
  readonly version: PreparedVersion;
  readonly isInclusive: boolean;
}

/** Orders the events of a range; `scheme` is how versions of its type are read. */
export function compileRange(
  { type, events: given }: VersionRange,
  lastKnownAffected: string | null,
  scheme: VersionScheme<unknown>,
): CompiledRange {
  const limits: PreparedVersion[] = [];
  const events: CompiledEvent[] = [];
  for (const { kind, version } of given) {
    const isFirst = kind === 'introduced' && version === '0';
    const text = type === 'SEMVER' && !isFirst ? completeVersion(version) : version;
    const prepared = new PreparedVersion(text, scheme);
    if (kind === 'limit') limits.push(prepared);
    else events.push({ kind, version: prepared, isFirst });
  }
  const isUnlimited = limits.some((limit) => limit.text === '*' || !limit.isReadable());
  return {
    type,
    events: withoutPairs(events.sort(compareEvents)),
    limits: isUnlimited ? [] : limits,
    lastKnown: parseLastKnown(lastKnownAffected, scheme),
  };
}

/** Which of the range's words say that the version is affected; null when none do. */
export function reasonInRange(range: CompiledRange, version: PreparedVersion): string | null {
  const { limits } = range;
  if (limits.length > 0 && !limits.some((limit) => version.compareTo(limit) < 0)) return null;
  let start: CompiledEvent | null = null;
  let end: CompiledEvent | null = null;
  for (const event of range.events) {
    if (isPast(event, version)) {
      start = event.kind === 'introduced' ? event : null;
    } else if (event.kind !== 'introduced') {
      end = event;
      break;
    }
  }
  if (start === null) return null;
  if (end === null) return reasonWithoutEnd(range, start, version);
  const word = end.kind === 'fixed' ? 'fixed' : 'last affected';
  return `introduced ${start.version.text}, ${word} ${end.version.text}`;
}

/** Publishers write `1` and `1.2` where semantic versioning knows only `1.0.0` and `1.2.0`. */
function completeVersion(version: string): string {
  if (!/^\d{1,15}(?:\.\d{1,15})?$/.test(version)) return version;
  return `${version}${version.includes('.') ? '.0' : '.0.0'}`;
}

const RANK = { fixed: 0, introduced: 1, last_affected: 2 } as const;

/** `last_affected` goes last among events of one version: what it ends may begin with the same version. */
function compareEvents(left: CompiledEvent, right: CompiledEvent): number {
  if (left.isFirst || right.isFirst) return Number(right.isFirst) - Number(left.isFirst);
  return left.version.compareTo(right.version) || RANK[left.kind] - RANK[right.kind];
}

/**
 * One version that is both introduced and fixed joins what ends there and what begins there, whatever the order in
 * which a publisher wrote them: neither changes anything. `introduced 0` is before all versions and has no pair.
 */
function withoutPairs(events: readonly CompiledEvent[]): readonly CompiledEvent[] {
  const kept: CompiledEvent[] = [];
  for (let start = 0, end = 0; start < events.length; start = end) {
    const first = events[start];
    for (end = start; isSamePlace(first, events[end]);) end += 1;
    const same = events.slice(start, end);
    const isPair = ['fixed', 'introduced'].every((kind) => same.some((event) => event.kind === kind));
    kept.push(...(isPair ? same.filter((event) => event.kind === 'last_affected') : same));
  }
  return kept;
}

function isSamePlace(left: CompiledEvent | undefined, right: CompiledEvent | undefined): boolean {
  if (left === undefined || right === undefined) return false;
  return left.isFirst === right.isFirst && (left.isFirst || left.version.compareTo(right.version) === 0);
}

function isPast({ kind, version: at, isFirst }: CompiledEvent, version: PreparedVersion): boolean {
  if (isFirst) return true;
  const side = version.compareTo(at);
  return kind === 'last_affected' ? side > 0 : side >= 0;
}

function reasonWithoutEnd(
  { lastKnown, limits }: CompiledRange,
  start: CompiledEvent,
  version: PreparedVersion,
): string | null {
  if (lastKnown !== null) {
    const side = version.compareTo(lastKnown.version);
    if (side > 0 || (side === 0 && !lastKnown.isInclusive)) return null;
    return `introduced ${start.version.text}, last known affected ${lastKnown.text}`;
  }
  const limit = limits[0];
  return limit === undefined
    ? `introduced ${start.version.text}, no end given`
    : `introduced ${start.version.text}, limit ${limit.text}`;
}

function parseLastKnown(text: string | null, scheme: VersionScheme<unknown>): LastKnown | null {
  const found = text === null ? null : /^(<=?) ?([^\s,<>=]+)$/.exec(text.trim());
  const version = found?.[2];
  if (found === null || version === undefined) return null;
  const prepared = new PreparedVersion(version, scheme);
  const isInclusive = found[1] === '<=';
  if (!prepared.isReadable()) return null;
  return { text: `${isInclusive ? '<=' : '<'} ${version}`, version: prepared, isInclusive };
}
