import { type EntityManager, In } from 'typeorm';
import { afterRowSql, byIds, createKeysetReader, type KeysetOrder, orderSql } from '../db/keyset.store.js';
import { cappedCount, Conditions, containsPattern } from '../db/query.js';
import type { GitLabMergeRequest } from '../gitlab/gitlab.js';
import { mergeStatusesOf } from '../gitlab/merge-status.js';
import { MergeRequestEntity } from './merge-request.entity.js';
import { nextLook } from './look-pace.js';
import type {
  MergeRequestFilter,
  MergeRequestOrder,
  MergeRequestState,
  MergeRequestStore,
} from './merge-request.js';

const OPEN: readonly MergeRequestState[] = ['OPENED', 'LOCKED'];

/** By the lists of groups of its integration: of others nothing is read or written. */
const IS_IN_ALLOWED_GROUP = `NOT (project.reasons @> '[{"code":"GROUP_DENIED"}]' OR project.reasons @> '[{"code":"GROUP_NOT_ALLOWED"}]')`;

/** Merge requests that Backline follows, in Postgres. */
export function createMergeRequestStore(manager: EntityManager): MergeRequestStore {
  const rows = manager.getRepository(MergeRequestEntity);
  return {
    find: (id) => rows.findOneBy({ id }),
    findMany: (ids) => rows.findBy({ id: In([...ids]) }),
    findForUpdate: (id) => rows.findOne({ where: { id }, lock: { mode: 'pessimistic_write' } }),
    findByPlans: (planIds) => rows.findBy({ planId: In([...planIds]) }),
    async save(projectId, planId, now, remote) {
      await rows.upsert(toRow(projectId, planId, now, remote), ['projectId', 'iid']);
      return rows.findOneByOrFail({ projectId, iid: remote.iid });
    },
    async writtenText(projectId, iid) {
      const row = await rows.findOneBy({ projectId, iid });
      return row === null ? null : { hash: row.writtenText };
    },
    async saveLife(id, { said, unknownPeople, ...change }) {
      const lists = {
        ...(said === undefined ? {} : { said: [...said] }),
        ...(unknownPeople === undefined ? {} : { unknownPeople: [...unknownPeople] }),
      };
      await rows.update({ id }, { ...change, ...lists });
      return rows.findOneByOrFail({ id });
    },
    async markChecked(id, at) {
      const row = await rows.findOneByOrFail({ id });
      const nextLookAt = nextLook(row, row.quietLooks, at);
      await rows.update({ id }, { checkedAt: at.now, nextLookAt, quietLooks: row.quietLooks + 1 });
      return rows.findOneByOrFail({ id });
    },
    async isLookDue(integrationId, { now, before }) {
      const [answer]: { due: boolean }[] = await manager.query(
        `SELECT EXISTS (SELECT 1 FROM merge_request AS mr JOIN project ON project.id = mr.project_id
           WHERE mr.next_look_at <= $2 AND mr.checked_at <= $3 AND project.integration_id = $1
             AND ${IS_IN_ALLOWED_GROUP}) AS due`,
        [integrationId, now, before],
      );
      return answer?.due === true;
    },
    lookNow: (projectId, which, now) => lookNow(manager, projectId, which, now),
    async markGone(id, now) {
      await rows.update({ id }, { state: 'CLOSED', closedAt: now, checkedAt: now, nextLookAt: null });
      return rows.findOneByOrFail({ id });
    },
    listDue: (integrationId, now, limit) =>
      rows
        .createQueryBuilder('mr')
        .innerJoin('project', 'project', 'project.id = mr.project_id')
        .where('project.integration_id = :integrationId AND mr.next_look_at <= :now', { integrationId, now })
        .andWhere(IS_IN_ALLOWED_GROUP)
        .orderBy('mr.nextLookAt', 'ASC')
        .addOrderBy('mr.id', 'ASC')
        .take(limit)
        .getMany(),
    async list({ first, after, filter, order }) {
      const conditions = filtered(filter);
      if (after !== null) conditions.add(afterRowSql(ORDERS[order], 'merge_request AS mr', 'mr.id'), after);
      const listed: { id: string }[] = await manager.query(
        `SELECT mr.id FROM ${FROM} ${conditions.where()} ORDER BY ${orderSql(ORDERS[order])} LIMIT ${Math.trunc(first)}`,
        conditions.parameters,
      );
      const found = await rows.findBy({ id: In(listed.map(({ id }) => id)) });
      const byId = new Map(found.map((row) => [row.id, row]));
      return listed.flatMap(({ id }) => byId.get(id) ?? []);
    },
    count(filter, cap) {
      const conditions = filtered(filter);
      return cappedCount(manager, `SELECT 1 FROM ${FROM} ${conditions.where()}`, conditions.parameters, cap);
    },
    paged(filter, order) {
      const ids = createKeysetReader<{ id: string }>(manager, {
        select: 'mr.id',
        build: () => ({ from: FROM, conditions: filtered(filter) }),
        order: ORDERS[order],
        of: 'mr.project_id = parent.id::bigint',
      });
      return byIds(ids, (wanted) => rows.findBy({ id: In([...wanted]) }));
    },
    countOpen: (projectId) => rows.countBy({ projectId, state: In([...OPEN]) }),
    async hourlyLimitFreesAt(integrationId, limit, now) {
      const recent: { createdAt: Date }[] = await manager.query(
        `SELECT mr.created_at AS "createdAt" FROM merge_request AS mr JOIN project ON project.id = mr.project_id
         WHERE project.integration_id = $1 AND mr.created_at > $2 ORDER BY mr.created_at DESC LIMIT $3`,
        [integrationId, new Date(now.getTime() - HOUR_MS), limit],
      );
      const oldest = recent[limit - 1];
      return oldest === undefined ? null : new Date(oldest.createdAt.getTime() + HOUR_MS);
    },
  };
}

/** See {@link MergeRequestStore.lookNow}. What was merged never changes; what was closed may be reopened. */
async function lookNow(
  manager: EntityManager,
  projectId: string,
  which: { readonly iid: number } | { readonly sourceBranch: string },
  now: Date,
): Promise<boolean> {
  const [condition, value] =
    'iid' in which
      ? [`iid = $2 AND state <> 'MERGED'`, which.iid]
      : [`source_branch = $2 AND state IN ('OPENED', 'LOCKED')`, which.sourceBranch];
  const followed = `SELECT id FROM merge_request WHERE project_id = $1 AND ${condition}`;
  const [answer]: { isFollowed: boolean }[] = await manager.query(
    `WITH hurried AS (
       UPDATE merge_request SET next_look_at = $3
       WHERE id IN (${followed}) AND (next_look_at IS NULL OR next_look_at > $3)
     )
     SELECT EXISTS (${followed}) AS "isFollowed"`,
    [projectId, value, now],
  );
  return answer?.isFollowed === true;
}

const HOUR_MS = 3_600_000;

const STATES: Readonly<Record<GitLabMergeRequest['state'], MergeRequestState>> = {
  opened: 'OPENED',
  closed: 'CLOSED',
  merged: 'MERGED',
  locked: 'LOCKED',
};

function toRow(projectId: string, planId: string, now: Date, remote: GitLabMergeRequest) {
  return {
    projectId,
    planId,
    iid: remote.iid,
    title: remote.title,
    webUrl: remote.webUrl,
    sourceBranch: remote.sourceBranch,
    targetBranch: remote.targetBranch,
    state: STATES[remote.state],
    detailedMergeStatus: remote.detailedMergeStatus,
    hasConflicts: remote.hasConflicts,
    headCommit: remote.headSha,
    pipelineStatus: remote.pipelineStatus,
    pipelineUrl: remote.pipelineUrl,
    createdAt: new Date(remote.createdAt),
    updatedAt: new Date(remote.updatedAt),
    checkedAt: now,
    mergedAt: remote.mergedAt === null ? null : new Date(remote.mergedAt),
    closedAt: remote.closedAt === null ? null : new Date(remote.closedAt),
    isAutoMerge: remote.isAutoMerge,
    // Lists do not say it, and say nothing against what is known.
    ...(remote.mayMerge === null ? {} : { mayMerge: remote.mayMerge }),
  };
}

const FROM = 'merge_request AS mr JOIN project ON project.id = mr.project_id';

const ORDERS: Readonly<Record<MergeRequestOrder, KeysetOrder>> = {
  NEWEST: { keys: [['mr.id', 'bigint']], isDescending: true },
  UPDATED: {
    keys: [
      ['mr.updated_at', 'timestamptz'],
      ['mr.id', 'bigint'],
    ],
    isDescending: true,
  },
};

/** What `laneOf` says, in SQL; a test compares them. */
const LANE = `CASE
  WHEN mr.state IN ('MERGED', 'CLOSED') THEN mr.state
  WHEN mr.edited_at IS NOT NULL THEN 'EDITED'
  WHEN mr.has_conflicts OR mr.pipeline_status = 'failed' THEN 'BLOCKED'
  WHEN mr.detailed_merge_status IN (${words(['READY'])}) THEN 'READY'
  WHEN mr.detailed_merge_status IN (${words(['REBUILD', 'PEOPLE', 'BLOCKED'])}) THEN 'BLOCKED'
  ELSE 'CHECKING' END`;

function words(categories: Parameters<typeof mergeStatusesOf>[0]): string {
  return mergeStatusesOf(categories)
    .map((word) => `'${word}'`)
    .join(', ');
}

function filtered(filter: MergeRequestFilter): Conditions {
  const conditions = new Conditions();
  if (filter.projectId !== undefined) conditions.add('mr.project_id = ?', filter.projectId);
  if (filter.integrationId !== undefined) conditions.add('project.integration_id = ?', filter.integrationId);
  if (filter.groupPath !== undefined) conditions.addWithinGroup('project.path', filter.groupPath);
  if (filter.states !== undefined) conditions.add('mr.state = ANY(?)', filter.states);
  if (filter.lanes !== undefined) conditions.add(`${LANE} = ANY(?)`, filter.lanes);
  if (filter.hasConflicts !== undefined) conditions.add('mr.has_conflicts = ?', filter.hasConflicts);
  if (filter.isEdited !== undefined) conditions.add('(mr.edited_at IS NOT NULL) = ?', filter.isEdited);
  if (filter.pipelineStatuses !== undefined)
    conditions.add('mr.pipeline_status = ANY(?)', filter.pipelineStatuses);
  if (filter.search !== undefined && filter.search !== '')
    conditions.add('mr.title ILIKE ? OR mr.source_branch ILIKE ?', containsPattern(filter.search));
  return conditions;
}
