/**
 * A second reading of OSV records, written apart from the first: the specification's own loop over sorted events
 * (https://ossf.github.io/osv-schema/#evaluation) with one simple order for all ecosystems. What it cannot order for sure
 * it does not judge.
 */

/** What is read of a record. */
export interface RawRecord {
  readonly id: string;
  readonly modified: string;
  readonly withdrawn?: string | null;
  readonly affected?: readonly RawAffected[];
}

export interface RawAffected {
  readonly package?: { readonly ecosystem: string; readonly name: string };
  readonly ranges?: readonly { readonly type: string; readonly events: readonly Record<string, string>[] }[];
  readonly versions?: readonly string[];
  readonly database_specific?: { readonly last_known_affected_version_range?: string };
}

export type Judgement = 'affected' | 'unaffected' | 'unsure';

/** What a record says of one version of the package of this entry. */
export function judge(entry: RawAffected, version: string): Judgement {
  if (entry.versions?.includes(version) === true) return 'affected';
  const judgements = (entry.ranges ?? [])
    .filter(({ type }) => type !== 'GIT')
    .map(({ events }) =>
      judgeRange(events, version, entry.database_specific?.last_known_affected_version_range),
    );
  for (const listed of entry.versions ?? []) {
    const order = compareSimply(listed, version);
    if (order === 0) judgements.push('affected');
    // The same text was looked for already, so two of which nothing is known may be the same in another spelling.
    else if (order === null) judgements.push('unsure');
  }
  if (judgements.includes('affected')) return 'affected';
  return judgements.includes('unsure') ? 'unsure' : 'unaffected';
}

/** Negative, zero, positive; null where two texts need the rules of their ecosystem. */
export function compareSimply(left: string, right: string): number | null {
  const [a, b] = [split(left), split(right)];
  if (a === null || b === null) return null;
  for (let index = 0; index < Math.max(a.numbers.length, b.numbers.length); index += 1) {
    const difference = (a.numbers[index] ?? 0) - (b.numbers[index] ?? 0);
    if (difference !== 0) return difference;
  }
  if (a.rest === b.rest) return 0;
  if (!isBefore(a.rest) || !isBefore(b.rest)) return null;
  if (a.rest === '' || b.rest === '') return a.rest === '' ? 1 : -1;
  return compareParts(a.rest.split('.'), b.rest.split('.'));
}

/** Numbers and what follows them; a leading `v` and build metadata do not count. */
function split(text: string): { readonly numbers: readonly number[]; readonly rest: string } | null {
  const found = /^v?(\d+(?:\.\d+)*)([^+]*)(?:\+.*)?$/.exec(text);
  if (found === null) return null;
  return {
    numbers: (found[1] ?? '').split('.').map(Number),
    rest: (found[2] ?? '').replace(/^[-.]/, '').toLowerCase(),
  };
}

/** Nothing, or what goes before the release in every ecosystem. */
function isBefore(rest: string): boolean {
  return /^(?:0|(?:a|alpha|b|beta|m|rc)(?:\.?\d+)*)?$/.test(rest);
}

function compareParts(left: readonly string[], right: readonly string[]): number | null {
  for (const [index, part] of left.entries()) {
    const other = right[index];
    if (other === part) continue;
    if (other === undefined) return null;
    if (/^\d+$/.test(part) && /^\d+$/.test(other)) return Number(part) - Number(other);
    const [, word, number] = /^([a-z]+)(\d*)$/.exec(part) ?? [];
    const [, otherWord, otherNumber] = /^([a-z]+)(\d*)$/.exec(other) ?? [];
    if (word === undefined || otherWord === undefined) return null;
    if (word !== otherWord && (word.startsWith(otherWord) || otherWord.startsWith(word))) return null;
    if (word !== otherWord) return word < otherWord ? -1 : 1;
    return number === '' || otherNumber === '' ? null : Number(number) - Number(otherNumber);
  }
  return left.length === right.length ? 0 : null;
}

const ORDER = ['introduced', 'fixed', 'last_affected'];

function judgeRange(
  given: readonly Record<string, string>[],
  version: string,
  lastKnown: string | undefined,
): Judgement {
  const events = given.flatMap((event) => Object.entries(event));
  if (events.some(([kind]) => kind === 'limit') || split(version) === null) return 'unsure';
  let isSure = true;
  const compare = (left: string, right: string): number => {
    const order = left === right ? 0 : compareSimply(left, right);
    if (order === null) isSure = false;
    return order ?? 0;
  };
  const sorted = events.toSorted(
    ([kind, left], [otherKind, right]) =>
      (left === '0' ? (right === '0' ? 0 : -1) : right === '0' ? 1 : compare(left, right)) ||
      ORDER.indexOf(kind) - ORDER.indexOf(otherKind),
  );
  let isAffected = false;
  for (const [kind, at] of sorted) {
    const side = at === '0' ? 1 : compare(version, at);
    if (kind === 'introduced' && side >= 0) isAffected = true;
    if (kind === 'fixed' && side >= 0) isAffected = false;
    if (kind === 'last_affected' && side > 0) isAffected = false;
  }
  const known = /^(<=?) ?([^ ]+)$/.exec(lastKnown ?? '');
  if (isAffected && known !== null && sorted.at(-1)?.[0] === 'introduced') {
    const side = compare(version, known[2] ?? '');
    if (side > 0 || (side === 0 && known[1] === '<')) isAffected = false;
  }
  if (!isSure) return 'unsure';
  return isAffected ? 'affected' : 'unaffected';
}
