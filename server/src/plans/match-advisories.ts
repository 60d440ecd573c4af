import type { Advisory, AffectedPackage } from '../advisories/advisory.js';
import { describeGroup, uniteRecords, type AdvisoryGroup } from '../advisories/grouping.js';
import { compileAffected, matchVersion, type CompiledAffected } from '../advisories/matching.js';
import { packageKey } from '../advisories/package-key.js';
import type { Ecosystem, EcosystemId } from '../ecosystems/ecosystem.js';
import type { PackageVersion } from '../inventory/inventory.js';
import type { GroupMatch, MatchVersions } from './plan-input.js';
import { compareText } from './compare-text.js';

/** The words that the planner needs of an advisory group. */
export type KnownGroup = Pick<AdvisoryGroup, 'groupId' | 'ids' | 'severity' | 'score'>;

interface MatchableRecord {
  readonly affected: CompiledAffected;
  readonly group: KnownGroup;
}

/**
 * Makes the planner's pure matcher from records. `groups` holds the stored group of each record id; records
 * without one are united by their aliases, under the group's preferred id. Withdrawn records never match.
 */
export function matchAdvisories(
  advisories: readonly Advisory[],
  groups: ReadonlyMap<string, KnownGroup>,
  ecosystemOf: (id: EcosystemId) => Ecosystem,
): MatchVersions {
  const grouped = new Map([...groupByAliases(advisories), ...groups]);
  const entries = new Map<string, Map<string, AffectedPackage[]>>();
  for (const { id, affected, withdrawnAt } of advisories) {
    if (withdrawnAt !== null) continue;
    for (const entry of affected) {
      const key = packageKey(entry.ecosystem, entry.name);
      const byRecord = entries.get(key) ?? new Map<string, AffectedPackage[]>();
      byRecord.set(id, [...(byRecord.get(id) ?? []), entry]);
      entries.set(key, byRecord);
    }
  }
  const compiled = new Map<string, readonly MatchableRecord[]>();
  return (versions) =>
    versions.flatMap((asked) => {
      const key = packageKey(asked.ecosystem, asked.name);
      const records =
        compiled.get(key) ?? compileRecords(entries.get(key), grouped, ecosystemOf(asked.ecosystem));
      compiled.set(key, records);
      return matchOne(records, asked);
    });
}

function groupByAliases(advisories: readonly Advisory[]): ReadonlyMap<string, KnownGroup> {
  const records = advisories.map((advisory) => ({ ...advisory, isWithdrawn: advisory.withdrawnAt !== null }));
  return new Map(
    uniteRecords(records).flatMap((united) => {
      const content = describeGroup(united);
      return united.map(({ id }): [string, KnownGroup] => [id, { ...content, groupId: content.primaryId }]);
    }),
  );
}

function compileRecords(
  byRecord: ReadonlyMap<string, readonly AffectedPackage[]> | undefined,
  groups: ReadonlyMap<string, KnownGroup>,
  ecosystem: Ecosystem,
): readonly MatchableRecord[] {
  return [...(byRecord ?? [])].flatMap(([id, affected]) => {
    const group = groups.get(id);
    return group === undefined ? [] : [{ affected: compileAffected(affected, ecosystem), group }];
  });
}

function matchOne(records: readonly MatchableRecord[], asked: PackageVersion): readonly GroupMatch[] {
  const found = new Map<string, GroupMatch>();
  for (const { affected, group } of records) {
    if (found.has(group.groupId) || matchVersion(affected, asked.version) === null) continue;
    found.set(group.groupId, {
      ecosystem: asked.ecosystem,
      name: asked.name,
      version: asked.version,
      group: group.groupId,
      advisories: group.ids.toSorted(compareText),
      severity: group.severity,
      score: group.score,
    });
  }
  return [...found.values()];
}
