import type { EntityManager } from 'typeorm';
import { SEVERITIES, type Advisory, type Severity } from './advisory.js';
import { type GroupAssignment, type GroupableRecord, type Regrouping, regroup } from './grouping.js';

/** The groups of the records just read, by record id; and the groups whose severity or id is not what it was. */
export interface GroupUpdate {
  readonly groupOf: ReadonlyMap<string, string>;
  readonly changedGroups: readonly string[];
}

/**
 * Works the groups out anew for these records and everything that shares a name with them, directly or through
 * others. Called under the writing lock, before the records themselves are stored.
 */
export async function updateGroups(
  manager: EntityManager,
  advisories: readonly Advisory[],
): Promise<GroupUpdate> {
  const touched = await findTouchedGroups(manager, advisories);
  const before = await readGroups(manager, touched);
  const others = await readRecords(manager, touched, advisories);
  const { groups, merged } = regroup([...advisories.map(toGroupable), ...others], before.known);
  const identified = await identify(manager, groups);
  await writeGroups(manager, identified);
  await writeNames(manager, touched, identified);
  await moveRecords(manager, identified);
  await writeMerged(manager, merged);
  const moved = new Set(merged.map(({ into }) => into));
  return {
    groupOf: new Map(
      identified.flatMap(({ groupId, records }) => records.map((id) => [id, groupId] as const)),
    ),
    changedGroups: identified
      .filter(({ groupId, records, content }) => {
        const was = before.standing.get(groupId);
        if (was === undefined) return records.some((id) => before.known.has(id));
        return moved.has(groupId) || was.severity !== content.severity || was.score !== content.score;
      })
      .map(({ groupId }) => groupId),
  };
}

interface IdentifiedGroup extends GroupAssignment {
  readonly groupId: string;
}

function toGroupable(advisory: Advisory): GroupableRecord {
  const { id, aliases, summary, severity, score, withdrawnAt } = advisory;
  return { id, aliases, summary, severity, score, isWithdrawn: withdrawnAt !== null };
}

async function findTouchedGroups(
  manager: EntityManager,
  advisories: readonly Advisory[],
): Promise<readonly string[]> {
  const rows = await manager.query<{ id: string }[]>(
    `SELECT group_id AS id FROM advisory_group_name WHERE name = ANY($1)
     UNION SELECT group_id FROM advisory WHERE id = ANY($2)`,
    [[...new Set(advisories.flatMap(({ id, aliases }) => [id, ...aliases]))], advisories.map(({ id }) => id)],
  );
  return rows.map(({ id }) => id);
}

async function readGroups(manager: EntityManager, groupIds: readonly string[]) {
  const names = await manager.query<{ name: string; groupId: string }[]>(
    'SELECT name, group_id AS "groupId" FROM advisory_group_name WHERE group_id = ANY($1::bigint[])',
    [groupIds],
  );
  const rows = await manager.query<{ id: string; severity: Severity; score: number | null }[]>(
    'SELECT id, severity, score FROM advisory_group WHERE id = ANY($1::bigint[])',
    [groupIds],
  );
  return {
    known: new Map(names.map(({ name, groupId }) => [name, groupId])),
    standing: new Map(rows.map(({ id, severity, score }) => [id, { severity, score }])),
  };
}

async function readRecords(
  manager: EntityManager,
  groupIds: readonly string[],
  besides: readonly Advisory[],
): Promise<readonly GroupableRecord[]> {
  return manager.query<GroupableRecord[]>(
    `SELECT id, record->'aliases' AS aliases, summary, severity, score, withdrawn_at IS NOT NULL AS "isWithdrawn"
     FROM advisory WHERE group_id = ANY($1::bigint[]) AND id <> ALL($2)`,
    [groupIds, besides.map(({ id }) => id)],
  );
}

async function identify(
  manager: EntityManager,
  groups: readonly GroupAssignment[],
): Promise<readonly IdentifiedGroup[]> {
  const fresh = groups.filter(({ groupId }) => groupId === null).length;
  const rows = await manager.query<{ id: string }[]>(
    `SELECT nextval(pg_get_serial_sequence('advisory_group', 'id')) AS id FROM generate_series(1, $1)`,
    [fresh],
  );
  const ids = rows.map(({ id }) => id);
  return groups.flatMap((group) => {
    const groupId = group.groupId ?? ids.shift();
    return groupId === undefined ? [] : [{ ...group, groupId }];
  });
}

async function writeGroups(manager: EntityManager, groups: readonly IdentifiedGroup[]): Promise<void> {
  const rows = groups.map(({ groupId, content }) => ({
    ...content,
    id: groupId,
    rank: SEVERITIES.indexOf(content.severity),
  }));
  await manager.query(
    `INSERT INTO advisory_group (id, ids, primary_id, severity, severity_rank, score, summary)
     OVERRIDING SYSTEM VALUE
     SELECT id, ARRAY(SELECT json_array_elements_text(ids)), "primaryId", severity, rank, score, summary
     FROM json_to_recordset($1::json) AS entry(id bigint, ids json, "primaryId" text, severity text, rank smallint,
       score real, summary text)
     ON CONFLICT (id) DO UPDATE SET ids = excluded.ids, primary_id = excluded.primary_id, severity = excluded.severity,
       severity_rank = excluded.severity_rank, score = excluded.score, summary = excluded.summary`,
    [JSON.stringify(rows)],
  );
}

async function writeNames(
  manager: EntityManager,
  touched: readonly string[],
  groups: readonly IdentifiedGroup[],
): Promise<void> {
  const pairs = groups.flatMap(({ groupId, content }) => content.ids.map((name) => ({ name, groupId })));
  const names = pairs.map(({ name }) => name);
  if (touched.length > 0) {
    await manager.query(
      'DELETE FROM advisory_group_name WHERE group_id = ANY($1::bigint[]) AND name <> ALL($2)',
      [touched, names],
    );
  }
  await manager.query(
    `INSERT INTO advisory_group_name (name, group_id) SELECT * FROM unnest($1::text[], $2::bigint[])
     ON CONFLICT (name) DO UPDATE SET group_id = excluded.group_id
     WHERE advisory_group_name.group_id <> excluded.group_id`,
    [names, pairs.map(({ groupId }) => groupId)],
  );
}

/** A group that went up in another points to it, and so do those that went up in it before. */
async function writeMerged(manager: EntityManager, merged: Regrouping['merged']): Promise<void> {
  if (merged.length === 0) return;
  const columns = [merged.map(({ from }) => from), merged.map(({ into }) => into)];
  for (const column of ['merged_into', 'id']) {
    await manager.query(
      `UPDATE advisory_group SET merged_into = moved.into_id
       FROM unnest($1::bigint[], $2::bigint[]) AS moved(from_id, into_id)
       WHERE advisory_group.${column} = moved.from_id`,
      columns,
    );
  }
}

async function moveRecords(manager: EntityManager, groups: readonly IdentifiedGroup[]): Promise<void> {
  const pairs = groups.flatMap(({ groupId, records }) => records.map((id) => ({ id, groupId })));
  await manager.query(
    `UPDATE advisory SET group_id = moved.group_id
     FROM unnest($1::text[], $2::bigint[]) AS moved(id, group_id)
     WHERE advisory.id = moved.id AND advisory.group_id <> moved.group_id`,
    [pairs.map(({ id }) => id), pairs.map(({ groupId }) => groupId)],
  );
}
