import type { AdvisoryRange, RangeEvent } from './advisory.js';
import { PreparedVersion } from './prepared-version.js';
import type { VersionScheme } from '../ecosystems/version-scheme.js';

/** A range of versions: one of commits is read by `affectedCommits`. */
export interface VersionRange extends AdvisoryRange {
  readonly type: 'SEMVER' | 'ECOSYSTEM';
}

/** One range as the stretches of versions that it affects, lowest first; ready to be asked about many versions. */
export interface CompiledRange {
  readonly type: VersionRange['type'];
  readonly stretches: readonly Stretch[];
  /** What the range calls fixed, affected by another one or not. */
  readonly fixed: readonly PreparedVersion[];
  /** A version is affected only below one of these; where there are none every version may be. */
  readonly limits: readonly PreparedVersion[];
}

interface Stretch {
  /** Null where it begins before every version. */
  readonly start: PreparedVersion | null;
  /** Null where it has no end. */
  readonly end: PreparedVersion | null;
  readonly isEndAffected: boolean;
  /** The events that bound it, in words. */
  readonly because: string;
}

/** Orders the events of a range; `scheme` is how versions of its type are read. */
export function compileRange(
  { type, events: given }: VersionRange,
  lastKnownAffected: string | null,
  scheme: VersionScheme<unknown>,
): CompiledRange {
  const named: PreparedVersion[] = [];
  const events: Event[] = [];
  for (const { kind, version } of given) {
    const isFirst = kind === 'introduced' && version === '0';
    const text = type === 'SEMVER' && !isFirst ? completeVersion(version) : version;
    const prepared = new PreparedVersion(text, scheme);
    if (kind === 'limit') named.push(prepared);
    else events.push({ kind, version: prepared, isFirst });
  }
  const isUnlimited = named.some((limit) => limit.text === '*' || !limit.isReadable());
  const limits = isUnlimited ? [] : named;
  const openEnd = parseLastKnown(lastKnownAffected, scheme) ?? withoutEnd(limits);
  return {
    type,
    stretches: findStretches(withoutPairs(events.sort(compareEvents)), openEnd),
    fixed: events.filter(({ kind }) => kind === 'fixed').map(({ version }) => version),
    limits,
  };
}

/** Which of the range's words say that the version is affected; null when none do. */
export function reasonInRange({ stretches, limits }: CompiledRange, version: PreparedVersion): string | null {
  if (limits.length > 0 && !limits.some((limit) => version.compareTo(limit) < 0)) return null;
  for (const { start, end, isEndAffected, because } of stretches) {
    if (start !== null && version.compareTo(start) < 0) return null;
    if (end === null) return because;
    const side = version.compareTo(end);
    if (side < 0 || (side === 0 && isEndAffected)) return because;
  }
  return null;
}

/** An event other than `limit`. `isFirst` is `introduced 0`, which stands before every version. */
interface Event {
  readonly kind: Exclude<RangeEvent['kind'], 'limit'>;
  readonly version: PreparedVersion;
  readonly isFirst: boolean;
}

type End = Omit<Stretch, 'start' | 'because'> & { readonly words: string };

function findStretches(events: readonly Event[], openEnd: End): readonly Stretch[] {
  const stretches: Stretch[] = [];
  let begun: Event | null = null;
  const endWith = ({ words, ...end }: End) => {
    if (begun === null) return;
    const start = begun.isFirst ? null : begun.version;
    stretches.push({ start, ...end, because: `introduced ${begun.version.text}, ${words}` });
    begun = null;
  };
  for (const event of events) {
    const { kind, version } = event;
    if (kind === 'introduced') begun ??= event;
    else if (kind === 'fixed')
      endWith({ end: version, isEndAffected: false, words: `fixed ${version.text}` });
    else endWith({ end: version, isEndAffected: true, words: `last affected ${version.text}` });
  }
  endWith(openEnd);
  return stretches;
}

function withoutEnd([limit]: readonly PreparedVersion[]): End {
  const words = limit === undefined ? 'no end given' : `limit ${limit.text}`;
  return { end: null, isEndAffected: false, words };
}

/** Publishers write `1` and `1.2` where semantic versioning knows only `1.0.0` and `1.2.0`. */
function completeVersion(version: string): string {
  if (!/^\d{1,15}(?:\.\d{1,15})?$/.test(version)) return version;
  return `${version}${version.includes('.') ? '.0' : '.0.0'}`;
}

const RANK = { fixed: 0, introduced: 1, last_affected: 2 } as const;

/** `last_affected` goes last among events of one version: what it ends may begin with the same version. */
function compareEvents(left: Event, right: Event): number {
  if (left.isFirst || right.isFirst) return Number(right.isFirst) - Number(left.isFirst);
  return left.version.compareTo(right.version) || RANK[left.kind] - RANK[right.kind];
}

/**
 * One version that is both introduced and fixed joins what ends there and what begins there, whatever the order in
 * which a publisher wrote them: neither changes anything. `introduced 0` is before all versions and has no pair.
 */
function withoutPairs(events: readonly Event[]): readonly Event[] {
  const kept: Event[] = [];
  for (let start = 0, end = 0; start < events.length; start = end) {
    const first = events[start];
    for (end = start; isSamePlace(first, events[end]);) end += 1;
    const same = events.slice(start, end);
    const isPair = ['fixed', 'introduced'].every((kind) => same.some((event) => event.kind === kind));
    for (const event of same) if (!isPair || event.kind === 'last_affected') kept.push(event);
  }
  return kept;
}

function isSamePlace(left: Event | undefined, right: Event | undefined): boolean {
  if (left === undefined || right === undefined) return false;
  return left.isFirst === right.isFirst && (left.isFirst || left.version.compareTo(right.version) === 0);
}

/** The publisher's last known affected version ends a stretch that no event ends. */
function parseLastKnown(text: string | null, scheme: VersionScheme<unknown>): End | null {
  const found = text === null ? null : /^(<=?) ?([^\s,<>=]+)$/.exec(text.trim());
  const version = found?.[2];
  if (found === null || version === undefined) return null;
  const end = new PreparedVersion(version, scheme);
  const sign = found[1] === '<=' ? '<=' : '<';
  if (!end.isReadable()) return null;
  return { end, isEndAffected: sign === '<=', words: `last known affected ${sign} ${version}` };
}
