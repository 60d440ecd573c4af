import type { EntityManager } from 'typeorm';
import { SEVERITIES, type Advisory, type AffectedPackage } from './advisory.js';
import { updateGroups } from './advisory-groups.store.js';
import { type PackageName, packageKey, packageNameOf } from './package-key.js';

/** How records are stored besides their content, and which of their ids are in the store already. */
export interface RowMarks {
  readonly reading: number;
  readonly isFromArchive: boolean;
  readonly replaced: readonly string[];
}

/**
 * Stores these records in place of what was there, keeps groups, aliases and affected packages in step, and marks
 * every package concerned, before or after, to be matched again. Called under the writing lock; ids are distinct.
 * Most records of an import are new: what is there is only looked for under the ids that are.
 */
export async function replaceRecords(
  manager: EntityManager,
  advisories: readonly Advisory[],
  marks: RowMarks,
): Promise<void> {
  if (advisories.length === 0) return;
  const { groupOf, changedGroups } = await updateGroups(manager, advisories);
  await dropContent(manager, marks.replaced);
  await writeRecords(manager, advisories, groupOf, marks);
  await writeAliases(manager, advisories);
  const affected = affectedRows(advisories);
  await writeAffected(manager, affected);
  await markPending(manager, affected, changedGroups);
}

/** Takes away what hangs on these records, and marks the packages that they were about. */
async function dropContent(manager: EntityManager, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await manager.query(
    `INSERT INTO advisory_pending_package
     SELECT DISTINCT ecosystem, name, false FROM unnest($1::text[]) AS asked(advisory_id)
     JOIN advisory_affected USING (advisory_id) ORDER BY 1, 2 ON CONFLICT DO NOTHING`,
    [ids],
  );
  await manager.query('DELETE FROM advisory_alias WHERE advisory_id = ANY($1)', [ids]);
  await manager.query('DELETE FROM advisory_affected WHERE advisory_id = ANY($1)', [ids]);
}

async function writeRecords(
  manager: EntityManager,
  advisories: readonly Advisory[],
  groupOf: ReadonlyMap<string, string>,
  marks: RowMarks,
): Promise<void> {
  const rows = advisories.map((record) => ({
    id: record.id,
    groupId: groupOf.get(record.id),
    rank: SEVERITIES.indexOf(record.severity),
    record,
  }));
  await manager.query(
    `INSERT INTO advisory (id, group_id, severity_rank, record, modified_at, withdrawn_at, severity, score, summary,
       published_at, is_malicious, reading, is_from_archive)
     SELECT id, "groupId", rank, record, (record->>'modifiedAt')::timestamptz, (record->>'withdrawnAt')::timestamptz,
       record->>'severity', (record->>'score')::real, record->>'summary',
       (record->>'publishedAt')::timestamptz, (record->>'isMalicious')::boolean, $2, $3
     FROM json_to_recordset($1::json) AS entry(id text, "groupId" bigint, rank smallint, record jsonb)
     ON CONFLICT (id) DO UPDATE SET group_id = excluded.group_id, severity_rank = excluded.severity_rank,
       record = excluded.record, modified_at = excluded.modified_at, withdrawn_at = excluded.withdrawn_at,
       severity = excluded.severity, score = excluded.score, summary = excluded.summary,
       published_at = excluded.published_at, is_malicious = excluded.is_malicious, reading = excluded.reading,
       is_from_archive = excluded.is_from_archive OR advisory.is_from_archive, stored_at = now()`,
    [JSON.stringify(rows), marks.reading, marks.isFromArchive],
  );
}

async function writeAliases(manager: EntityManager, advisories: readonly Advisory[]): Promise<void> {
  const pairs = advisories.flatMap(({ id, aliases }) => aliases.map((alias) => ({ id, alias })));
  await manager.query(
    'INSERT INTO advisory_alias (alias, advisory_id) SELECT * FROM unnest($1::text[], $2::text[])',
    [pairs.map(({ alias }) => alias), pairs.map(({ id }) => id)],
  );
}

interface AffectedContent extends PackageName {
  readonly advisoryId: string;
  readonly isWithdrawn: boolean;
  readonly entries: readonly AffectedPackage[];
}

function affectedRows(advisories: readonly Advisory[]): readonly AffectedContent[] {
  return advisories.flatMap((advisory) =>
    affectedByPackage(advisory).map(({ about, entries }) => ({
      ...about,
      advisoryId: advisory.id,
      isWithdrawn: advisory.withdrawnAt !== null,
      entries,
    })),
  );
}

async function writeAffected(manager: EntityManager, rows: readonly AffectedContent[]): Promise<void> {
  await manager.query(
    `INSERT INTO advisory_affected (ecosystem, name, advisory_id, is_withdrawn, entries)
     SELECT ecosystem, name, "advisoryId", "isWithdrawn", entries FROM json_to_recordset($1::json)
       AS entry(ecosystem text, name text, "advisoryId" text, "isWithdrawn" boolean, entries jsonb)`,
    [JSON.stringify(rows)],
  );
}

/** Marks the packages of what was written, and by force those of groups that look otherwise now. */
async function markPending(
  manager: EntityManager,
  written: readonly PackageName[],
  changedGroups: readonly string[],
): Promise<void> {
  await manager.query(
    `INSERT INTO advisory_pending_package
     SELECT DISTINCT ecosystem, name, false FROM unnest($1::text[], $2::text[]) AS about(ecosystem, name)
     ORDER BY 1, 2 ON CONFLICT DO NOTHING`,
    [written.map(({ ecosystem }) => ecosystem), written.map(({ name }) => name)],
  );
  if (changedGroups.length === 0) return;
  await manager.query(
    `INSERT INTO advisory_pending_package
     SELECT DISTINCT a.ecosystem, a.name, true FROM unnest($1::bigint[]) AS changed(id)
     JOIN advisory ON advisory.group_id = changed.id JOIN advisory_affected a ON a.advisory_id = advisory.id
     ORDER BY 1, 2
     ON CONFLICT (ecosystem, name) DO UPDATE SET is_forced = true WHERE NOT advisory_pending_package.is_forced`,
    [changedGroups],
  );
}

interface AffectedGroup {
  readonly about: PackageName;
  readonly entries: AffectedPackage[];
}

function affectedByPackage(advisory: Advisory): readonly AffectedGroup[] {
  const groups = new Map<string, AffectedGroup>();
  for (const entry of advisory.affected) {
    const key = packageKey(entry.ecosystem, entry.name);
    const group = groups.get(key);
    if (group === undefined) {
      groups.set(key, { about: packageNameOf(entry.ecosystem, entry.name), entries: [entry] });
    } else {
      group.entries.push(entry);
    }
  }
  return [...groups.values()];
}
