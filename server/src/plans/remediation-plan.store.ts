import { type EntityManager, In, type SelectQueryBuilder } from 'typeorm';
import { cappedRows, containsPattern, toJson } from '../db/query.js';
import { countBySeverity } from '../findings/severity-counts.js';
import { closedFindings } from './proof.js';
import { RemediationPlanEntity } from './remediation-plan.entity.js';
import type { PlanFilter, PlanStore } from './remediation-plan.js';

/** Plans and their revisions in Postgres. */
export function createPlanStore(manager: EntityManager): PlanStore {
  const rows = manager.getRepository(RemediationPlanEntity);
  return {
    find: (id) => rows.findOneBy({ id }),
    async lockProject(projectId) {
      await manager.query('SELECT 1 FROM project WHERE id = $1 FOR UPDATE', [projectId]);
    },
    findForUpdate: (id) => rows.findOne({ where: { id }, lock: { mode: 'pessimistic_write' } }),
    findMany: (ids) => rows.findBy({ id: In([...ids]) }),
    revisions: (projectId, kind, group) =>
      rows.find({ where: { projectId, kind, group }, order: { revision: 'DESC' } }),
    latestOfProject: (projectId) =>
      rows
        .createQueryBuilder('plan')
        .distinctOn(['plan.kind', 'plan.group'])
        .where('plan.project_id = :projectId', { projectId })
        .orderBy('plan.kind')
        .addOrderBy('plan.group')
        .addOrderBy('plan.revision', 'DESC')
        .getMany(),
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
    listOpen: (projectId) => rows.find({ where: { projectId, state: 'OPEN' }, order: { id: 'ASC' } }),
    listUnopened: (integrationId) =>
      rows
        .createQueryBuilder('plan')
        .innerJoin('project', 'project', 'project.id = plan.project_id')
        .where('project.integration_id = :integrationId AND plan.state = ANY(:states)', {
          integrationId,
          states: ['APPROVED', 'OPENING'],
        })
        .orderBy('plan.id')
        .getMany(),
    list({ first, beforeId, filter }) {
      const query = filtered(rows.createQueryBuilder('plan'), filter);
      if (beforeId !== null) query.andWhere('plan.id < :beforeId', { beforeId });
      return query.orderBy('plan.id', 'DESC').take(first).getMany();
    },
    count: (filter, cap) => cappedRows(manager, filtered(rows.createQueryBuilder('plan'), filter), cap),
  };
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
