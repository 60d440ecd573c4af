import semver from 'semver';
import type { Advisory, AdvisoryRange } from '../src/advisories/advisory.js';

/** One advisory about one package, as the bulk endpoint of a registry gives it. */
export interface BulkAdvisory {
  readonly id: number;
  readonly url: string;
  readonly title: string;
  readonly severity: string;
  readonly vulnerable_versions: string;
  readonly cwe: readonly string[];
  readonly cvss: { readonly score: number; readonly vectorString: string | null };
}

/** What the address of an advisory begins with; its id follows. */
export const ADVISORY_URL = 'https://advisories.example/';

/** The npm part of records as the bulk endpoint of a registry gives it, by package: what `npm audit` is fed with. */
export function bulkOf(advisories: readonly Advisory[]): ReadonlyMap<string, readonly BulkAdvisory[]> {
  const bulk = new Map<string, BulkAdvisory[]>();
  for (const [id, advisory] of advisories.entries()) {
    if (advisory.withdrawnAt !== null) continue;
    for (const name of new Set(
      advisory.affected.filter(({ ecosystem }) => ecosystem === 'npm').map((each) => each.name),
    )) {
      const entries = advisory.affected.filter((each) => each.ecosystem === 'npm' && each.name === name);
      const ranges = entries.flatMap((entry) => [
        ...entry.ranges.flatMap((range) => intervalsOf(range, entry.lastKnownAffected)),
        ...entry.versions,
      ]);
      if (ranges.length === 0) continue;
      const about = { id, url: `${ADVISORY_URL}${advisory.id}`, title: advisory.summary, severity: 'high' };
      const list = bulk.get(name) ?? [];
      list.push({
        ...about,
        vulnerable_versions: ranges.join(' || '),
        cwe: [],
        cvss: { score: 0, vectorString: null },
      });
      bulk.set(name, list);
    }
  }
  return bulk;
}

/** The intervals of one range in npm's own language, by pairing the events as they stand, sorted. */
function intervalsOf({ events }: AdvisoryRange, lastKnown: string | null): readonly string[] {
  const sorted = [...events].sort(
    (left, right) =>
      semver.compareLoose(coerced(left.version), coerced(right.version)) ||
      Number(left.kind === 'last_affected') - Number(right.kind === 'last_affected'),
  );
  const intervals: string[] = [];
  let start: string | null = null;
  for (const { kind, version } of sorted) {
    if (kind === 'introduced') start ??= version === '0' ? '>=0.0.0-0' : `>=${coerced(version)}`;
    else if (start !== null) {
      intervals.push(`${start} ${kind === 'last_affected' ? '<=' : '<'}${coerced(version)}`);
      start = null;
    }
  }
  if (start !== null) intervals.push(lastKnown === null ? start : `${start} ${lastKnown.replace(' ', '')}`);
  return intervals;
}

function coerced(version: string): string {
  return version.split('.').length < 3 ? (semver.coerce(version)?.version ?? version) : version;
}
