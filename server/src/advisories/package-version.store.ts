import type { EntityManager } from 'typeorm';
import { AppError } from '../errors.js';
import type { StoredMatch } from './advisory-ports.js';
import { lockMatching } from './advisory-locks.store.js';
import { type AffectedRow, readAffected } from './affected-rows.store.js';
import { AskedVersion, matchVersion } from './matching.js';
import type { VersionOrder } from './prepared-version.js';
import { isStorable, type PackageName, normalizeName, packageKey } from './package-key.js';

/** A package at a version, of any ecosystem. */
export interface PackageVersionKey extends PackageName {
  readonly version: string;
}

/** Package versions as rows of their own, each matched once in all of Backline. Ids are decimal texts. */
export interface PackageVersionStore {
  /** The ids of these, in order; rows that are missing are made. BAD_INPUT for names beyond any registry's. */
  ensure(versions: readonly PackageVersionKey[]): Promise<readonly string[]>;
  /** Matches those that were never matched, or by an older matching. */
  matchNew(ids: readonly string[]): Promise<void>;
  /** All matches of these, with their groups. */
  matchesFor(ids: readonly string[]): Promise<readonly StoredMatch[]>;
}

/**
 * Goes up when the same advisory would match other versions, as when an ecosystem gets an order: every package version
 * that an older matching looked at is then matched again, by its next analysis or by `rematchPending`.
 */
export const MATCHING_VERSION = 2;

/** Package versions in Postgres, in the manager's transaction or each call on its own. */
export function createPackageVersionStore(
  manager: EntityManager,
  orders: readonly VersionOrder[],
): PackageVersionStore {
  return {
    ensure: (versions) => ensureVersions(manager, versions),
    matchNew: (ids) => manager.transaction((within) => matchNew(within, ids, orders)),
    matchesFor: (ids) =>
      manager.query<StoredMatch[]>(
        `SELECT match.package_version_id AS "packageVersionId", match.advisory_id AS "advisoryId",
           advisory.group_id AS "groupId", advisory.severity, advisory.score, match.because, match.fixed
         FROM package_match match JOIN advisory ON advisory.id = match.advisory_id
         WHERE match.package_version_id = ANY($1::bigint[]) ORDER BY 1, 2`,
        [ids],
      ),
  };
}

/** A package version to be matched. */
export interface DueVersion {
  readonly id: string;
  readonly ecosystem: string;
  readonly matchName: string;
  readonly version: string;
}

/** A match as it is stored. */
export interface MatchRow {
  readonly id: string;
  readonly advisoryId: string;
  readonly because: string;
  readonly fixed: readonly string[];
}

/** What the advisories say of these versions; asks for each package once. */
export async function findMatches(
  manager: EntityManager,
  due: readonly DueVersion[],
  orders: readonly VersionOrder[],
): Promise<readonly MatchRow[]> {
  const packages = new Map<string, PackageName>();
  for (const { ecosystem, matchName } of due) {
    packages.set(packageKey(ecosystem, matchName), { ecosystem, name: matchName });
  }
  const affected = await readAffected(manager, [...packages.values()], orders);
  return due.flatMap((version) =>
    matchRows(version, affected.get(packageKey(version.ecosystem, version.matchName)) ?? []),
  );
}

/** Writes matches; one that is there already gets the new words. */
export async function writeMatches(manager: EntityManager, matches: readonly MatchRow[]): Promise<void> {
  if (matches.length === 0) return;
  await manager.query(
    `INSERT INTO package_match (package_version_id, advisory_id, because, fixed)
     SELECT * FROM unnest($1::bigint[], $2::text[], $3::text[], $4::jsonb[])
     ON CONFLICT (package_version_id, advisory_id)
     DO UPDATE SET because = excluded.because, fixed = excluded.fixed`,
    [
      matches.map(({ id }) => id),
      matches.map(({ advisoryId }) => advisoryId),
      matches.map(({ because }) => because),
      matches.map(({ fixed }) => JSON.stringify(fixed)),
    ],
  );
}

function matchRows(version: DueVersion, rows: readonly AffectedRow[]): readonly MatchRow[] {
  const matches: MatchRow[] = [];
  // Without a version (a git or file dependency, say) nothing can be said of it.
  if (version.version === '') return matches;
  let asked: AskedVersion | null = null;
  for (const { advisoryId, compiled } of rows) {
    asked ??= new AskedVersion(version.version, compiled.schemes);
    const verdict = matchVersion(compiled, asked);
    if (verdict !== null) matches.push({ id: version.id, advisoryId, ...verdict });
  }
  return matches;
}

async function ensureVersions(
  manager: EntityManager,
  versions: readonly PackageVersionKey[],
): Promise<readonly string[]> {
  for (const version of versions) checkLength(version);
  if (versions.length === 0) return [];
  await lockMatching(manager, 'SHARED');
  const ids = await selectIds(manager, versions);
  const missing = versions.filter((version) => !ids.has(versionKey(version))).sort(compareKeys);
  if (missing.length > 0) {
    await manager.query(
      `INSERT INTO package_version (ecosystem, name, version, match_name)
       SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[]) ON CONFLICT DO NOTHING`,
      [...columnsOf(missing), missing.map(({ ecosystem, name }) => normalizeName(ecosystem, name))],
    );
    for (const [key, id] of await selectIds(manager, missing)) ids.set(key, id);
  }
  return versions.map((version) => {
    const id = ids.get(versionKey(version));
    if (id === undefined) throw new AppError('INTERNAL', 'A package version could not be stored.');
    return id;
  });
}

async function selectIds(
  manager: EntityManager,
  versions: readonly PackageVersionKey[],
): Promise<Map<string, string>> {
  const rows = await manager.query<(PackageVersionKey & { readonly id: string })[]>(
    `SELECT id, ecosystem, name, version
     FROM unnest($1::text[], $2::text[], $3::text[]) AS asked(ecosystem, name, version)
     JOIN package_version USING (ecosystem, name, version)`,
    [...columnsOf(versions)],
  );
  return new Map(rows.map((row) => [versionKey(row), row.id]));
}

/** First come, first served: rows are claimed in the order of their ids, so that two analyses never wait in a ring. */
async function matchNew(
  manager: EntityManager,
  ids: readonly string[],
  orders: readonly VersionOrder[],
): Promise<void> {
  if (ids.length === 0) return;
  await lockMatching(manager, 'SHARED');
  const due = await manager.query<(DueVersion & { readonly matchedBy: number })[]>(
    `SELECT id, ecosystem, match_name AS "matchName", version, matched_by AS "matchedBy"
     FROM package_version WHERE id = ANY($1::bigint[]) AND matched_by < $2 ORDER BY id FOR NO KEY UPDATE`,
    [ids, MATCHING_VERSION],
  );
  if (due.length === 0) return;
  const dueIds = due.map(({ id }) => id);
  const matches = await findMatches(manager, due, orders);
  if (due.some(({ matchedBy }) => matchedBy > 0)) {
    await manager.query('DELETE FROM package_match WHERE package_version_id = ANY($1::bigint[])', [dueIds]);
  }
  await writeMatches(manager, matches);
  await markMatched(manager, dueIds);
}

/** Notes that the matches of these are those of today's matching. */
export async function markMatched(manager: EntityManager, ids: readonly string[]): Promise<void> {
  await manager.query(
    'UPDATE package_version SET matched_by = $2 WHERE id = ANY($1::bigint[]) AND matched_by <> $2',
    [ids, MATCHING_VERSION],
  );
}

function checkLength(version: PackageVersionKey): void {
  if (!isStorable(version)) {
    throw new AppError('BAD_INPUT', 'The name or version of a package is longer than any registry allows.');
  }
}

function versionKey({ ecosystem, name, version }: PackageVersionKey): string {
  return `${ecosystem}\n${name}\n${version}`;
}

function compareKeys(left: PackageVersionKey, right: PackageVersionKey): number {
  return versionKey(left) < versionKey(right) ? -1 : 1;
}

function columnsOf(versions: readonly PackageVersionKey[]): readonly (readonly string[])[] {
  return [
    versions.map(({ ecosystem }) => ecosystem),
    versions.map(({ name }) => name),
    versions.map(({ version }) => version),
  ];
}
