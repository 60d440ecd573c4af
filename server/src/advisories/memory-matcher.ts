import type { Advisory, AdvisoryMatch, AdvisoryMatcher, AffectedPackage } from './advisory.js';
import { AskedVersion, type CompiledAffected, compileAffected, matchVersion } from './matching.js';
import { baseEcosystem, normalizeName, packageNameOf } from './package-key.js';
import type { VersionOrder } from './prepared-version.js';

interface IndexEntry {
  readonly advisory: Advisory;
  readonly entries: AffectedPackage[];
  compiled: CompiledAffected | null;
}

/** What is known of one ecosystem's packages, by their names as compared. */
interface EcosystemIndex {
  readonly order: VersionOrder | null;
  readonly packages: Map<string, IndexEntry[]>;
}

/**
 * A matcher over records in memory, for the command line: the newest of each id counts, withdrawn ones do not.
 * A record is prepared when its package is first asked about.
 */
export function createMemoryMatcher(
  advisories: Iterable<Advisory>,
  orders: readonly VersionOrder[],
): AdvisoryMatcher {
  const index = indexByPackage(advisories, orders);
  const ecosystemOf = (ecosystem: string) => index.get(ecosystem) ?? index.get(baseEcosystem(ecosystem));
  return {
    match: (versions) => {
      const matches: AdvisoryMatch[] = [];
      for (const asked of versions) {
        const known = ecosystemOf(asked.ecosystem);
        const entries = known?.packages.get(normalizeName(asked.ecosystem, asked.name));
        if (known === undefined || entries === undefined) continue;
        let version: AskedVersion | null = null;
        for (const entry of entries) {
          entry.compiled ??= compileAffected(entry.entries, known.order);
          version ??= new AskedVersion(asked.version, entry.compiled.schemes);
          const verdict = matchVersion(entry.compiled, version);
          if (verdict !== null) matches.push(describeMatch(asked, entry.advisory, verdict));
        }
      }
      return Promise.resolve(matches);
    },
    advisoriesFor: (packages) => {
      const found = new Map<string, Advisory>();
      for (const { ecosystem, name } of packages) {
        const known = ecosystemOf(ecosystem)?.packages.get(normalizeName(ecosystem, name)) ?? [];
        for (const { advisory } of known) found.set(advisory.id, advisory);
      }
      return Promise.resolve([...found.values()].sort((left, right) => (left.id < right.id ? -1 : 1)));
    },
  };
}

function indexByPackage(
  advisories: Iterable<Advisory>,
  orders: readonly VersionOrder[],
): ReadonlyMap<string, EcosystemIndex> {
  const newest = new Map<string, Advisory>();
  for (const advisory of advisories) {
    const known = newest.get(advisory.id);
    if (known === undefined || isNewer(advisory, known)) newest.set(advisory.id, advisory);
  }
  const index = new Map<string, EcosystemIndex>();
  for (const id of [...newest.keys()].sort()) {
    const advisory = newest.get(id);
    if (advisory === undefined || advisory.withdrawnAt !== null) continue;
    for (const affected of advisory.affected) addEntry(index, orders, advisory, affected);
  }
  return index;
}

function addEntry(
  index: Map<string, EcosystemIndex>,
  orders: readonly VersionOrder[],
  advisory: Advisory,
  affected: AffectedPackage,
): void {
  const { ecosystem, name } = packageNameOf(affected.ecosystem, affected.name);
  const known = index.get(ecosystem) ?? { order: orderOf(ecosystem, orders), packages: new Map() };
  if (known.packages.size === 0) index.set(ecosystem, known);
  const list = known.packages.get(name) ?? [];
  if (list.length === 0) known.packages.set(name, list);
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
  const { because, fixed } = verdict;
  return { ecosystem, name, version, advisoryId, aliases, severity, score, fixed, because };
}
