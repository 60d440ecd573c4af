import { type EntityManager, In } from 'typeorm';
import { afterRowSql, byIds, createKeysetReader, type KeysetOrder, orderSql } from '../db/keyset.store.js';
import { cappedCount, toJson } from '../db/query.js';
import { describeSilence } from '../registries/unchecked-packages.js';
import { filtered } from './project-filter.store.js';
import { markLeft, upsertMany } from './project-listing.store.js';
import { forkOrigins, registriesDue, retryLooks, saveLook, takeDueLooks } from './project-looks.store.js';
import { ProjectEntity } from './project.entity.js';
import type { Project, ProjectOrder, ProjectReason, ProjectStore } from './project.js';

const LEFT: ProjectReason = {
  code: 'LEFT',
  message: 'The token is no longer a member of this project, or the project is gone.',
};

/** The catalogue in Postgres. */
export function createProjectStore(manager: EntityManager): ProjectStore {
  const rows = manager.getRepository(ProjectEntity);
  const findMany = async (ids: readonly string[]) => (await rows.findBy({ id: In([...ids]) })).map(toProject);
  return {
    async find(id) {
      const row = await rows.findOneBy({ id });
      return row === null ? null : toProject(row);
    },
    findMany,
    async lock(ids) {
      await manager.query('SELECT 1 FROM project WHERE id = ANY($1::bigint[]) ORDER BY id FOR UPDATE', [ids]);
    },
    async list({ first, after, filter, order }) {
      const conditions = filtered(filter);
      if (after !== null) conditions.add(afterRowSql(ORDERS[order], 'project', 'id'), after);
      const listed: { id: string }[] = await manager.query(
        `SELECT id FROM project ${conditions.where()} ORDER BY ${orderSql(ORDERS[order])} LIMIT ${Math.trunc(first)}`,
        conditions.parameters,
      );
      const found = await findMany(listed.map(({ id }) => id));
      const byId = new Map(found.map((project) => [project.id, project]));
      return listed.flatMap(({ id }) => byId.get(id) ?? []);
    },
    count(filter, cap) {
      const conditions = filtered(filter);
      return cappedCount(manager, `SELECT 1 FROM project ${conditions.where()}`, conditions.parameters, cap);
    },
    paged(filter, order) {
      const ids = createKeysetReader<{ id: string }>(manager, {
        select: 'project.id',
        build: () => ({ from: 'project', conditions: filtered(filter) }),
        order: ORDERS[order],
        of: 'project.integration_id = parent.id::bigint',
      });
      return byIds(ids, findMany);
    },
    upsertMany: (integration, entries, now) => upsertMany(manager, integration, entries, now),
    markLeft: (integration, range) => markLeft(manager, integration, range, LEFT),
    async markOneLeft(id) {
      return (await markUnavailable(manager, `id = $1 AND state <> 'UNAVAILABLE'`, [id], LEFT)) > 0;
    },
    async markDisconnected(integrationId) {
      // Its analyses are cancelled: none must look as if it were still to come.
      await manager.query(
        `UPDATE project SET analysis_state = CASE WHEN analysis IS NULL THEN 'NEVER' ELSE 'DONE' END
         WHERE integration_id = $1 AND analysis_state IN ('QUEUED', 'RUNNING')`,
        [integrationId],
      );
      return markUnavailable(manager, 'integration_id = $1', [integrationId], {
        code: 'INTEGRATION_DISCONNECTED',
        message: 'Its GitLab is disconnected. Connect it again to go on.',
      });
    },
    takeDueLooks: (due) => takeDueLooks(manager, due),
    retryLooks: (integrationId, parserVersion, now) => retryLooks(manager, integrationId, parserVersion, now),
    saveLook: (id, look) => saveLook(manager, id, look),
    registriesDue: (integrationId, now) => registriesDue(manager, integrationId, now),
    async forkOrigins(ids) {
      const origins = await forkOrigins(manager, ids);
      const found = await rows.findBy({ id: In([...origins.values()]) });
      const projects = new Map(found.map((row) => [row.id, toProject(row)]));
      const pairs = [...origins].map(([fork, origin]) => [fork, projects.get(origin)] as const);
      return new Map(pairs.flatMap(([fork, origin]) => (origin === undefined ? [] : [[fork, origin]])));
    },
    async saveAnalysisState(ids, state, error = null) {
      await rows.update({ id: In([...ids]) }, { analysisState: state, analysisError: error });
    },
    async saveAnalysis(id, analysis, problemCount, parserVersion) {
      await rows.update(
        { id },
        {
          analysisState: 'DONE',
          analysisError: null,
          lastAnalysis: analysis,
          analyzedAt: new Date(analysis.analyzedAt),
          dependencyCount: analysis.dependencyCount,
          problemCount,
          parserVersion,
        },
      );
    },
    async saveUnchecked(id, unchecked, askedAt) {
      await manager.query(
        `UPDATE project SET analysis = analysis || jsonb_build_object(
           'registryProblem', $2::text, 'uncheckedPackages', $3::jsonb, 'registriesAskedAt', $4::text)
         WHERE id = $1 AND analysis IS NOT NULL`,
        [id, describeSilence(unchecked), toJson(unchecked), askedAt.toISOString()],
      );
    },
    async forgetRegistryAnswers(integrationId) {
      await manager.query(
        `UPDATE project SET analysis = analysis || '{"registriesAskedAt": null}'
         WHERE integration_id = $1 AND analysis IS NOT NULL`,
        [integrationId],
      );
    },
    async analyzedAs(id) {
      const row = await rows.findOneBy({ id });
      return row === null || row.lastAnalysis === null || row.parserVersion === null
        ? null
        : { commit: row.lastAnalysis.commit, parserVersion: row.parserVersion };
    },
  };
}

async function markUnavailable(
  manager: EntityManager,
  condition: string,
  parameters: readonly unknown[],
  reason: { code: string; message: string },
): Promise<number> {
  const [, count]: [unknown, number] = await manager.query(
    `UPDATE project SET state = 'UNAVAILABLE', reasons = $${parameters.length + 1}::jsonb WHERE ${condition}`,
    [...parameters, toJson([reason])],
  );
  return count;
}

const ORDERS: Readonly<Record<ProjectOrder, KeysetOrder>> = {
  PATH: {
    keys: [
      ['project.path', 'text'],
      ['project.id', 'bigint'],
    ],
  },
  RISK: {
    keys: [
      ['project.risk', 'bigint'],
      ['-project.id', 'bigint'],
    ],
    isDescending: true,
  },
  LAST_ANALYZED: {
    keys: [
      [`coalesce(project.analyzed_at, '-infinity')`, 'timestamptz'],
      ['-project.id', 'bigint'],
    ],
    isDescending: true,
  },
};

function toProject(row: ProjectEntity): Project {
  return {
    ...row,
    gitlabProjectId: Number(row.gitlabProjectId),
    forkedFromId: row.forkedFromId === null ? null : Number(row.forkedFromId),
  };
}
