import type { EntityManager, SelectQueryBuilder } from 'typeorm';
import { cappedRows, containsPattern, toJson } from '../db/query.js';
import { countBySeverity } from '../findings/severity-counts.js';
import { closedFindings } from './proof.js';
import { RemediationPlanEntity } from './remediation-plan.entity.js';
import type { PlanFilter, PlanStore, RemediationPlan } from './remediation-plan.js';

/** Plans and their revisions in Postgres. */
export function createPlanStore(manager: EntityManager): PlanStore {
  const rows = manager.getRepository(RemediationPlanEntity);
  return {
    find: (id) => rows.findOneBy({ id }),
    async lockProject(projectId) {
      await manager.query('SELECT 1 FROM project WHERE id = $1 FOR UPDATE', [projectId]);
    },
    findForUpdate: (id) => rows.findOne({ where: { id }, lock: { mode: 'pessimistic_write' } }),
    findMany: (ids) => selectLean(manager, 'WHERE plan.id = ANY($1)', [ids]),
    revisions: (projectId, kind, group) =>
      selectLean(manager, 'WHERE project_id = $1 AND kind = $2 AND plan_group = $3 ORDER BY revision DESC', [
        projectId,
        kind,
        group,
      ]),
    latestOfProject: (projectId) =>
      selectLean(
        manager,
        `WHERE id IN (SELECT DISTINCT ON (kind, plan_group) id FROM remediation_plan WHERE project_id = $1
                      ORDER BY kind, plan_group, revision DESC) ORDER BY kind, plan_group`,
        [projectId],
      ),
    async insert({ projectId, revision, targetBranch, baseCommit, branchName, draft, now }) {
      const made = await rows.insert({
        projectId,
        kind: draft.kind,
        group: draft.group,
        revision,
        title: draft.title,
        state: 'PROPOSED',
        digest: draft.digest,
        targetBranch,
        baseCommit,
        branchName,
        draft,
        fixedCounts: countBySeverity(closedFindings(draft.proof)),
        createdAt: now,
        provedAt: now,
      });
      return rows.findOneByOrFail({ id: String(made.identifiers[0]?.['id']) });
    },
    async renew(id, { baseCommit, draft, now }) {
      await manager.query(
        `UPDATE remediation_plan SET base_commit = $2, draft = $3::jsonb, title = $4, fixed_counts = $5::jsonb, proved_at = $6
         WHERE id = $1 AND digest = $7`,
        [
          id,
          baseCommit,
          toJson(draft),
          draft.title,
          toJson(countBySeverity(closedFindings(draft.proof))),
          now,
          draft.digest,
        ],
      );
      return rows.findOneByOrFail({ id });
    },
    async saveState(id, change) {
      await rows.update(
        { id },
        {
          state: change.state,
          stateReason: change.reason ?? null,
          failure: change.failure ?? null,
          ...(change.decidedBy === undefined ? {} : { decidedBy: change.decidedBy }),
          ...(change.decidedAt === undefined ? {} : { decidedAt: change.decidedAt }),
          ...(change.pushedCommit === undefined ? {} : { pushedCommit: change.pushedCommit }),
        },
      );
      return rows.findOneByOrFail({ id });
    },
    listOpen: (projectId) =>
      selectLean(manager, `WHERE project_id = $1 AND state = 'OPEN' ORDER BY id`, [projectId]),
    listUnopened: (integrationId) =>
      selectLean(
        manager,
        `WHERE state IN ('APPROVED', 'OPENING') AND EXISTS (
           SELECT 1 FROM project WHERE project.id = plan.project_id AND project.integration_id = $1) ORDER BY id`,
        [integrationId],
      ),
    async list({ first, beforeId, filter }) {
      const query = filtered(rows.createQueryBuilder('plan'), filter).select('plan.id', 'id');
      if (beforeId !== null) query.andWhere('plan.id < :beforeId', { beforeId });
      const found = await query.orderBy('plan.id', 'DESC').limit(first).getRawMany<{ id: string }>();
      return selectLean(manager, 'WHERE id = ANY($1) ORDER BY id DESC', [found.map(({ id }) => id)]);
    },
    count: (filter, cap) => cappedRows(manager, filtered(rows.createQueryBuilder('plan'), filter), cap),
  };
}

/** Plans without the new texts of their edits: those are as large as locks, and only opening needs them. */
function selectLean(
  manager: EntityManager,
  rest: string,
  parameters: readonly unknown[],
): Promise<RemediationPlan[]> {
  return manager.query<RemediationPlan[]>(
    `SELECT id, project_id AS "projectId", kind, plan_group AS "group", revision, title, state, state_reason AS "stateReason",
       digest, target_branch AS "targetBranch", base_commit AS "baseCommit", branch_name AS "branchName",
       fixed_counts AS "fixedCounts", created_at AS "createdAt", proved_at AS "provedAt", decided_at AS "decidedAt",
       decided_by AS "decidedBy", failure, pushed_commit AS "pushedCommit",
       jsonb_set(draft, '{edits}', coalesce(
         (SELECT jsonb_agg(edit.value || '{"newText":""}' ORDER BY edit.ordinality)
          FROM jsonb_array_elements(draft->'edits') WITH ORDINALITY AS edit), '[]')) AS draft
     FROM remediation_plan AS plan ${rest}`,
    [...parameters],
  );
}

function filtered(
  query: SelectQueryBuilder<RemediationPlanEntity>,
  filter: PlanFilter,
): SelectQueryBuilder<RemediationPlanEntity> {
  query.where('true');
  if (filter.projectId !== undefined)
    query.andWhere('plan.project_id = :project', { project: filter.projectId });
  if (filter.states !== undefined) query.andWhere('plan.state = ANY(:states)', { states: filter.states });
  if (filter.kinds !== undefined) query.andWhere('plan.kind = ANY(:kinds)', { kinds: filter.kinds });
  if (filter.search !== undefined && filter.search !== '') {
    query.andWhere(
      '(plan.title ILIKE :pattern OR EXISTS (SELECT 1 FROM project WHERE project.id = plan.project_id AND project.path ILIKE :pattern))',
      { pattern: containsPattern(filter.search) },
    );
  }
  return query;
}
