import { type EntityManager, In } from 'typeorm';
import { afterRowSql, byIds, createKeysetReader, orderSql } from '../db/keyset.store.js';
import { cappedCount, toJson } from '../db/query.js';
import { KEY_OF_FINDING } from '../findings/finding-columns.store.js';
import { countBySeverity } from '../findings/severity-counts.js';
import { followMergedGroups, groupsNamedIn } from './merged-groups.js';
import { factsOfDraft } from '../policies/automatic-approval.js';
import type { PlanDraft, PlanView } from './plan.js';
import { closedFindings } from './proof.js';
import { RemediationPlanEntity } from './remediation-plan.entity.js';
import { filtered, PLAN_ORDERS, PLANS } from './plan-lists.store.js';
import type { OpeningCounts, PlanStore } from './remediation-plan.js';

/** Plans and their revisions in Postgres. */
export function createPlanStore(manager: EntityManager): PlanStore {
  const rows = manager.getRepository(RemediationPlanEntity);
  return {
    find: (id) => rows.findOneBy({ id }),
    async findToOpen(id) {
      const row = await rows
        .createQueryBuilder('plan')
        .addSelect(['plan.draft', 'plan.editTexts'])
        .where({ id })
        .getOne();
      if (row === null) return null;
      const [draft = row.draft] = await withPresentKeys(manager, [row.draft]);
      return { ...row, draft: withTexts(draft, row.editTexts) };
    },
    async views(ids) {
      const found = await rows.find({ select: { id: true, draft: true }, where: { id: In([...ids]) } });
      const drafts = await withPresentKeys(
        manager,
        found.map(({ draft }) => draft),
      );
      return new Map(found.map(({ id, draft }, index) => [id, drafts[index] ?? draft]));
    },
    findForUpdate: (id) => rows.findOne({ where: { id }, lock: { mode: 'pessimistic_write' } }),
    findMany: (ids) => rows.findBy({ id: In([...ids]) }),
    revisions: (projectId, kind, group) =>
      rows.find({ where: { projectId, kind, group }, order: { revision: 'DESC' } }),
    latestOfProject: (projectId) =>
      rows
        .createQueryBuilder('plan')
        .distinctOn(['plan.kind', 'plan.group'])
        .where({ projectId })
        .orderBy({ 'plan.kind': 'ASC', 'plan.group': 'ASC', 'plan.revision': 'DESC' })
        .getMany(),
    async insert(plan) {
      const [row]: { id: string }[] = await manager.query(INSERT, [
        plan.projectId,
        plan.draft.kind,
        plan.draft.group,
        plan.revision,
        plan.draft.digest,
        plan.targetBranch,
        plan.branchName,
        plan.now,
        ...contentOf(plan),
      ]);
      const id = String(row?.id);
      await manager.query(CLOSE, [id, keysClosedBy(plan.draft)]);
      return rows.findOneByOrFail({ id });
    },
    async renew(id, renewal) {
      const [, renewed]: [unknown, number] = await manager.query(RENEW, [
        id,
        renewal.draft.digest,
        ...contentOf(renewal),
      ]);
      if (renewed > 0) {
        await manager.query('DELETE FROM plan_finding WHERE plan_id = $1', [id]);
        await manager.query(CLOSE, [id, keysClosedBy(renewal.draft)]);
      }
      return rows.findOneByOrFail({ id });
    },
    async saveState(id, change) {
      const { pushedCommit } = change;
      const { affected } = await rows
        .createQueryBuilder()
        .update()
        .set({
          state: change.state,
          stateReason: change.reason ?? null,
          failure: change.failure ?? null,
          ...(change.decidedBy === undefined ? {} : { decidedBy: change.decidedBy }),
          ...(change.decidedAt === undefined ? {} : { decidedAt: change.decidedAt }),
          ...(pushedCommit === undefined ? {} : { pushedCommits: () => ADD_COMMIT }),
        })
        .where('id = :id AND state = ANY(:from)', { id, from: [...change.from] })
        .setParameters({ pushedCommit })
        .execute();
      return affected === 1 ? rows.findOneBy({ id }) : null;
    },
    async alternatives(ids) {
      const pairs: { ofId: string; id: string }[] = await manager.query(ALTERNATIVES, [ids]);
      const plans = await rows.findBy({ id: In(pairs.map(({ id }) => id)) });
      const byId = new Map(plans.map((plan) => [plan.id, plan]));
      return new Map(
        ids.map((ofId) => {
          const own = pairs.filter((pair) => pair.ofId === ofId);
          return [ofId, own.flatMap(({ id }) => byId.get(id) ?? []).toSorted(byKind)];
        }),
      );
    },
    async findLive(keys) {
      const found: { id: string }[] = await manager.query(FIND_LIVE, [toJson(keys)]);
      return rows.findBy({ id: In(found.map(({ id }) => id)) });
    },
    listOpen: (projectId) => rows.find({ where: { projectId, state: 'OPEN' }, order: { id: 'ASC' } }),
    listUnopened: (integrationId) =>
      rows
        .createQueryBuilder('plan')
        .innerJoin('project', 'project', 'project.id = plan.project_id')
        .where('project.integration_id = :integrationId', { integrationId })
        .andWhere(`plan.state IN ('APPROVED', 'OPENING')`)
        .orderBy('plan.id', 'ASC')
        .getMany(),
    async countOpening(projectId, integrationId) {
      const [counts]: OpeningCounts[] = await manager.query(COUNT_OPENING, [projectId, integrationId]);
      return counts ?? { ofProject: 0, ofIntegration: 0 };
    },
    async list({ first, after, filter, order }) {
      const conditions = filtered(filter);
      if (after !== null) conditions.add(afterRowSql(PLAN_ORDERS[order], PLANS, 'plan.id'), after);
      const listed: { id: string }[] = await manager.query(
        `SELECT plan.id FROM ${PLANS} ${conditions.where()} ORDER BY ${orderSql(PLAN_ORDERS[order])} LIMIT ${Math.trunc(first)}`,
        conditions.parameters,
      );
      const plans = await rows.findBy({ id: In(listed.map(({ id }) => id)) });
      const byId = new Map(plans.map((plan) => [plan.id, plan]));
      return listed.flatMap(({ id }) => byId.get(id) ?? []);
    },
    count(filter, cap) {
      const conditions = filtered(filter);
      return cappedCount(manager, `SELECT 1 FROM ${PLANS} ${conditions.where()}`, conditions.parameters, cap);
    },
    paged(filter, order) {
      const ids = createKeysetReader<{ id: string }>(manager, {
        select: 'plan.id',
        build: () => ({ from: PLANS, conditions: filtered(filter) }),
        order: PLAN_ORDERS[order],
        of: 'plan.project_id = parent.id::bigint',
      });
      return byIds(ids, (wanted) => rows.findBy({ id: In([...wanted]) }));
    },
  };
}

const INSERT = `INSERT INTO remediation_plan (project_id, kind, plan_group, revision, state, digest, target_branch, branch_name,
    created_at, base_commit, draft, edit_texts, title, change_count, fixed_counts, proved_at, risk, largest_step, introduced_count)
  VALUES ($1, $2, $3, $4, 'PROPOSED', $5, $6, $7, $8, $9, $10::jsonb, $11::jsonb, $12, $13, $14::jsonb, $15, $16, $17, $18)
  RETURNING id`;

const RENEW = `UPDATE remediation_plan SET base_commit = $3, draft = $4::jsonb, edit_texts = $5::jsonb, title = $6,
    change_count = $7, fixed_counts = $8::jsonb, proved_at = $9, risk = $10, largest_step = $11, introduced_count = $12
  WHERE id = $1 AND digest = $2 AND state IN ('PROPOSED', 'FAILED', 'APPROVED', 'OPENING', 'OPEN')`;

/** The findings of its project that a plan closes, by their keys. */
const CLOSE = `INSERT INTO plan_finding (plan_id, finding_id)
  SELECT plan.id, finding.id FROM remediation_plan AS plan JOIN finding ON finding.project_id = plan.project_id
  WHERE plan.id = $1 AND ${KEY_OF_FINDING} = ANY($2::text[])`;

const LIVE = `('PROPOSED', 'APPROVED', 'OPENING', 'OPEN', 'FAILED')`;

const ALTERNATIVES = `SELECT DISTINCT own.plan_id::text AS "ofId", plan.id::text AS id
  FROM plan_finding AS own JOIN plan_finding AS other ON other.finding_id = own.finding_id AND other.plan_id <> own.plan_id
  JOIN remediation_plan AS plan ON plan.id = other.plan_id AND plan.state IN ${LIVE}
  JOIN remediation_plan AS self ON self.id = own.plan_id
  WHERE own.plan_id = ANY($1::bigint[]) AND (plan.kind, plan.plan_group) IS DISTINCT FROM (self.kind, self.plan_group)`;

const FIND_LIVE = `SELECT DISTINCT ON (plan.project_id, plan.kind, plan.plan_group) plan.id::text AS id
  FROM jsonb_to_recordset($1::jsonb) AS key("projectId" bigint, kind text, "group" text)
  JOIN remediation_plan AS plan ON plan.project_id = key."projectId" AND plan.kind = key.kind AND plan.plan_group = key."group"
  WHERE plan.state IN ${LIVE} ORDER BY plan.project_id, plan.kind, plan.plan_group, plan.revision DESC`;

const ADD_COMMIT = `array_append(array_remove(pushed_commits, CAST(:pushedCommit AS text)), CAST(:pushedCommit AS text))`;

const COUNT_OPENING = `SELECT count(*)::int AS "ofIntegration", (count(*) FILTER (WHERE plan.project_id = $1))::int AS "ofProject"
  FROM remediation_plan AS plan JOIN project ON project.id = plan.project_id
  WHERE plan.state = 'OPENING' AND project.integration_id = $2
    AND EXISTS (SELECT 1 FROM job WHERE job.subject = 'plan:' || plan.id AND job.state IN ('QUEUED', 'RUNNING'))
    AND NOT EXISTS (
      SELECT 1 FROM merge_request AS mr JOIN remediation_plan AS other ON other.id = mr.plan_id
      WHERE mr.project_id = plan.project_id AND mr.state IN ('OPENED', 'LOCKED')
        AND other.kind = plan.kind AND other.plan_group = plan.plan_group)`;

/** What working a plan out and proving it gives: base, draft, texts, title, number of changes, counts, date, facts. */
function contentOf({
  baseCommit,
  draft,
  now,
}: Pick<Parameters<PlanStore['renew']>[1], 'baseCommit' | 'draft' | 'now'>): readonly unknown[] {
  const { risk, largestStep, introducedCount } = factsOfDraft(draft);
  const view: PlanView = { ...draft, edits: draft.edits.map(({ path, diff }) => ({ path, diff })) };
  return [
    baseCommit,
    toJson(view),
    toJson(draft.edits.map(({ path, newText }) => ({ path, newText }))),
    draft.title,
    draft.changes.length,
    toJson(countBySeverity(closedFindings(draft.proof))),
    now,
    risk,
    largestStep,
    introducedCount,
  ];
}

function keysClosedBy({ proof }: Pick<PlanDraft, 'proof'>): readonly string[] {
  return closedFindings(proof).map(({ key }) => key);
}

/** The keys of findings end with their advisory group, which may have gone up in another since the draft was stored. */
async function withPresentKeys(
  manager: EntityManager,
  drafts: readonly PlanView[],
): Promise<readonly PlanView[]> {
  const rows: { id: string; into: string }[] = await manager.query(
    'SELECT id, merged_into AS into FROM advisory_group WHERE id = ANY($1::bigint[]) AND merged_into IS NOT NULL',
    [[...new Set(drafts.flatMap(groupsNamedIn))]],
  );
  const mergedInto = new Map(rows.map(({ id, into }) => [id, into]));
  return drafts.map((draft) => followMergedGroups(withDefaults(draft), mergedInto));
}

/** What a draft says that was stored before it was asked for. */
type EarlierView = PlanView & {
  readonly risk?: PlanView['risk'];
  readonly changes: readonly (PlanView['changes'][number] & {
    readonly manifests?: readonly string[];
    readonly evidence?: PlanView['changes'][number]['evidence'];
  })[];
};

function withDefaults(view: EarlierView): PlanView {
  return {
    ...view,
    risk: view.risk ?? null,
    changes: view.changes.map((change) => ({
      ...change,
      manifests: change.manifests ?? [change.manifest],
      evidence: change.evidence ?? null,
    })),
  };
}

/** The draft with the texts of its edits; an edit whose text is not stored is left out, and the digest tells. */
function withTexts(view: PlanView, texts: RemediationPlanEntity['editTexts']): PlanDraft {
  const byPath = new Map(texts.map(({ path, newText }) => [path, newText]));
  const edits = view.edits.flatMap(({ path, diff }) => {
    const newText = byPath.get(path);
    return newText === undefined ? [] : [{ path, diff, newText }];
  });
  return { ...view, edits };
}

const KIND_ORDER: readonly RemediationPlanEntity['kind'][] = ['SAFE', 'BREAKING', 'FORCED', 'UPDATE'];

function byKind(one: RemediationPlanEntity, other: RemediationPlanEntity): number {
  return KIND_ORDER.indexOf(one.kind) - KIND_ORDER.indexOf(other.kind) || Number(one.id) - Number(other.id);
}
