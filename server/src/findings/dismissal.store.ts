import type { EntityManager } from 'typeorm';
import { toJson } from '../db/query.js';
import type { FindingStore } from './finding.js';
import { COUNT_OPEN, KEY_OF_FINDING } from './finding-columns.store.js';

const SELECT_DISMISSABLE = `SELECT id, project_id AS "projectId", package_name AS "packageName", group_id AS "groupId", severity, state, dismissal
  FROM finding`;

/** The part of the findings' store that is about dismissing. */
type Dismissals = Pick<FindingStore, 'dismiss' | 'reopen' | 'listIgnorable' | 'dismissed' | 'listExpired'>;

/** Dismissing findings and opening them again, in Postgres. */
export function createDismissals(manager: EntityManager): Dismissals {
  const change = async (sql: string, parameters: readonly unknown[]) => {
    const [rows]: [{ projectId: string }[], number] = await manager.query(sql, [...parameters]);
    const projectIds = [...new Set(rows.map(({ projectId }) => projectId))];
    if (projectIds.length > 0) await manager.query(COUNT_OPEN, [projectIds]);
    return projectIds;
  };
  return {
    dismiss: (entries) => change(DISMISS, [toJson(entries)]),
    reopen: (ids) => change(REOPEN, [ids]),
    listIgnorable: (projectId) =>
      manager.query(
        `${SELECT_DISMISSABLE} WHERE project_id = $1
           AND (state IN ('OPEN', 'IN_PROGRESS') OR (state = 'DISMISSED' AND dismissal->>'reason' = 'POLICY')) ORDER BY id`,
        [projectId],
      ),
    async dismissed(projectId) {
      const rows: { key: string; until: string | null }[] = await manager.query(
        `SELECT ${KEY_OF_FINDING} AS key, dismissal->>'until' AS until FROM finding WHERE project_id = $1 AND state = 'DISMISSED' ORDER BY id`,
        [projectId],
      );
      return new Map(rows.map(({ key, until }) => [key, until]));
    },
    listExpired: (now, limit) =>
      manager.query(
        `${SELECT_DISMISSABLE} WHERE state = 'DISMISSED' AND dismissed_until <= $1 ORDER BY dismissed_until, id LIMIT $2`,
        [now, limit],
      ),
  };
}

const DISMISS = `UPDATE finding SET state = 'DISMISSED', dismissal = entry.dismissal,
    dismissed_until = (entry.dismissal->>'until')::timestamptz, plan_id = NULL, unfixed_reason = NULL
  FROM jsonb_to_recordset($1::jsonb) AS entry(id bigint, dismissal jsonb)
  WHERE finding.id = entry.id AND finding.state <> 'FIXED' RETURNING finding.project_id AS "projectId"`;

const REOPEN = `UPDATE finding SET state = 'OPEN', dismissal = NULL, dismissed_until = NULL, plan_id = NULL, unfixed_reason = NULL
  WHERE id = ANY($1::bigint[]) AND state = 'DISMISSED' RETURNING project_id AS "projectId"`;
