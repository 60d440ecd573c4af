import type { EntityManager } from 'typeorm';
import type { Advisory, AdvisoryMatch, AdvisoryMatcher } from './advisory.js';
import { readAffected } from './affected-rows.store.js';
import { matchVersion } from './matching.js';
import type { VersionOrder } from './prepared-version.js';
import { type PackageName, packageKey, packageNameOf } from './package-key.js';

/** Asks Postgres about any versions, stored or not: three statements at most, whatever their number. */
export function createStoredMatcher(
  manager: EntityManager,
  orders: readonly VersionOrder[],
): AdvisoryMatcher {
  return {
    async match(versions) {
      const affected = await readAffected(manager, distinctPackages(versions), orders);
      const matches = versions.flatMap((version) =>
        (affected.get(packageKey(version.ecosystem, version.name)) ?? []).flatMap(
          ({ advisoryId, compiled }) => {
            const verdict = matchVersion(compiled, version.version);
            return verdict === null ? [] : [{ ...version, advisoryId, ...verdict }];
          },
        ),
      );
      const facts = await readFacts(manager, [...new Set(matches.map(({ advisoryId }) => advisoryId))]);
      return matches.flatMap(({ ecosystem, name, version, advisoryId, because, fixed }): AdvisoryMatch[] => {
        const about = facts.get(advisoryId);
        return about === undefined
          ? []
          : [{ ecosystem, name, version, advisoryId, ...about, fixed, because }];
      });
    },
    advisoriesFor: (packages) => readAdvisoriesFor(manager, packages),
  };
}

/** All standing advisories about these packages, by id. */
export async function readAdvisoriesFor(
  manager: EntityManager,
  packages: readonly PackageName[],
): Promise<readonly Advisory[]> {
  const names = distinctPackages(packages);
  const rows = await manager.query<{ record: Advisory }[]>(
    `SELECT record FROM advisory WHERE id IN (
       SELECT a.advisory_id FROM unnest($1::text[], $2::text[]) AS asked(ecosystem, name)
       JOIN advisory_affected a USING (ecosystem, name) WHERE NOT a.is_withdrawn) ORDER BY id`,
    [names.map(({ ecosystem }) => ecosystem), names.map(({ name }) => name)],
  );
  return rows.map(({ record }) => record);
}

function distinctPackages(packages: readonly PackageName[]): readonly PackageName[] {
  const distinct = new Map(
    packages.map(({ ecosystem, name }) => [packageKey(ecosystem, name), packageNameOf(ecosystem, name)]),
  );
  return [...distinct.values()];
}

type Facts = Pick<AdvisoryMatch, 'aliases' | 'severity' | 'score'>;

async function readFacts(
  manager: EntityManager,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Facts>> {
  if (ids.length === 0) return new Map();
  const rows = await manager.query<(Facts & { readonly id: string })[]>(
    `SELECT id, record->'aliases' AS aliases, severity, score FROM advisory WHERE id = ANY($1)`,
    [ids],
  );
  return new Map(rows.map(({ id, aliases, severity, score }) => [id, { aliases, severity, score }]));
}
