import type { Advisory, AdvisoryMatch, AdvisoryMatcher, AffectedPackage } from './advisory.js';
import { type CompiledAffected, compileAffected, matchVersion } from './matching.js';
import type { VersionOrder } from './prepared-version.js';
import { packageKey } from './package-key.js';

interface IndexEntry {
  readonly advisory: Advisory;
  readonly entries: AffectedPackage[];
  compiled: CompiledAffected | null;
}

/**
 * A matcher over records in memory, for the command line: the newest of each id counts, withdrawn ones do not.
 * A record is prepared when its package is first asked about.
 */
export function createMemoryMatcher(
  advisories: Iterable<Advisory>,
  orders: readonly VersionOrder[],
): AdvisoryMatcher {
  const index = indexByPackage(advisories);
  return {
    match: (versions) => {
      const matches: AdvisoryMatch[] = [];
      for (const asked of versions) {
        for (const entry of index.get(packageKey(asked.ecosystem, asked.name)) ?? []) {
          entry.compiled ??= compileAffected(entry.entries, orderOf(asked.ecosystem, orders));
          const verdict = matchVersion(entry.compiled, asked.version);
          if (verdict !== null) matches.push(describeMatch(asked, entry.advisory, verdict));
        }
      }
      return Promise.resolve(matches);
    },
    advisoriesFor: (packages) => {
      const found = new Map<string, Advisory>();
      for (const { ecosystem, name } of packages) {
        for (const { advisory } of index.get(packageKey(ecosystem, name)) ?? [])
          found.set(advisory.id, advisory);
      }
      return Promise.resolve([...found.values()].sort((left, right) => (left.id < right.id ? -1 : 1)));
    },
  };
}

function indexByPackage(advisories: Iterable<Advisory>): ReadonlyMap<string, IndexEntry[]> {
  const newest = new Map<string, Advisory>();
  for (const advisory of advisories) {
    const known = newest.get(advisory.id);
    if (known === undefined || isNewer(advisory, known)) newest.set(advisory.id, advisory);
  }
  const index = new Map<string, IndexEntry[]>();
  for (const id of [...newest.keys()].sort()) {
    const advisory = newest.get(id);
    if (advisory === undefined || advisory.withdrawnAt !== null) continue;
    for (const affected of advisory.affected) addEntry(index, advisory, affected);
  }
  return index;
}

function addEntry(index: Map<string, IndexEntry[]>, advisory: Advisory, affected: AffectedPackage): void {
  const key = packageKey(affected.ecosystem, affected.name);
  const list = index.get(key) ?? [];
  if (list.length === 0) index.set(key, list);
  const last = list.at(-1);
  if (last?.advisory === advisory) last.entries.push(affected);
  else list.push({ advisory, entries: [affected], compiled: null });
}

/** Times without their `Z` order as texts do: a fraction makes the longer text. */
function isNewer(left: Advisory, right: Advisory): boolean {
  return left.modifiedAt.replace('Z', '') > right.modifiedAt.replace('Z', '');
}

function orderOf(ecosystem: string, orders: readonly VersionOrder[]): VersionOrder | null {
  return orders.find(({ id }) => id === ecosystem) ?? null;
}

function describeMatch(
  asked: Pick<AdvisoryMatch, 'ecosystem' | 'name' | 'version'>,
  advisory: Advisory,
  verdict: Pick<AdvisoryMatch, 'because' | 'fixed'>,
): AdvisoryMatch {
  const { ecosystem, name, version } = asked;
  const { id: advisoryId, aliases, severity, score } = advisory;
  return { ecosystem, name, version, advisoryId, aliases, severity, score, ...verdict };
}
