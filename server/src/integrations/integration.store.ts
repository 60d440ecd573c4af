import { type EntityManager, In } from 'typeorm';
import { byIds, createKeysetReader } from '../db/keyset.store.js';
import { cappedCount, Conditions } from '../db/query.js';
import { IntegrationEntity } from './integration.entity.js';
import { DEFAULT_SETTINGS, type IntegrationStore, type VerifiedConnection } from './integration.js';

/** Integrations in Postgres. */
export function createIntegrationStore(manager: EntityManager): IntegrationStore {
  const rows = manager.getRepository(IntegrationEntity);
  const get = (id: string) => rows.findOneByOrFail({ id });
  return {
    find: (id) => rows.findOneBy({ id }),
    findMany: (ids) => rows.findBy({ id: In([...ids]) }),
    findForUpdate: (id) => rows.findOne({ where: { id }, lock: { mode: 'pessimistic_write' } }),
    async lockAccount(baseUrl, accountId) {
      await manager.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
        `integration ${baseUrl} ${accountId}`,
      ]);
    },
    findByAccount: (baseUrl, accountId) => rows.findOneBy({ baseUrl, accountId: String(accountId) }),
    list: ({ first, afterId }) =>
      rows
        .createQueryBuilder('integration')
        .where(afterId === null ? 'true' : 'integration.id > :afterId', { afterId })
        .orderBy('integration.id', 'ASC')
        .take(first)
        .getMany(),
    count: (cap) => cappedCount(manager, 'SELECT 1 FROM integration', [], cap),
    paged() {
      const ids = createKeysetReader<{ id: string }>(manager, {
        select: 'id',
        build: () => ({ from: 'integration', conditions: new Conditions() }),
        order: { keys: [['id', 'bigint']] },
      });
      return byIds(ids, (wanted) => rows.findBy({ id: In([...wanted]) }));
    },
    listConnected: () => rows.find({ where: { state: In(['CONNECTED', 'DEGRADED']) }, order: { id: 'ASC' } }),
    async create({ name, baseUrl, settings = DEFAULT_SETTINGS, now, ...connection }) {
      const made = await rows.insert({
        kind: 'GITLAB',
        name,
        baseUrl,
        createdAt: now,
        settings,
        ...verifiedColumns(now, connection),
      });
      return get(String(made.identifiers[0]?.['id']));
    },
    async saveVerified(id, now, connection, name = null) {
      await rows.update({ id }, { ...verifiedColumns(now, connection), ...(name === null ? {} : { name }) });
      return get(id);
    },
    async saveState(id, state, stateReason, checks) {
      await rows.update(
        { id },
        { state, stateReason, ...(checks === undefined ? {} : { checks: [...checks] }) },
      );
      return get(id);
    },
    async saveToken(id, token) {
      await rows.update({ id }, { token: { ...token, scopes: [...token.scopes] } });
      return get(id);
    },
    async saveSettings(id, settings) {
      await rows.update({ id }, { settings });
      return get(id);
    },
    async markSynced(id, now) {
      await rows.update({ id }, { lastSyncedAt: now });
    },
    async counts(ids) {
      const counted: { id: string; projects: number; writable: number }[] = await manager.query(
        `SELECT integration_id AS id, count(*) FILTER (WHERE NOT reasons @> '[{"code":"LEFT"}]')::int AS projects,
                count(*) FILTER (WHERE state = 'READY')::int AS writable
         FROM project WHERE integration_id = ANY($1) GROUP BY integration_id`,
        [ids],
      );
      return new Map(counted.map(({ id, projects, writable }) => [id, { projects, writable }]));
    },
  };
}

function verifiedColumns(now: Date, connection: VerifiedConnection) {
  return {
    state: 'CONNECTED' as const,
    stateReason: null,
    accountId: String(connection.account.id),
    account: connection.account,
    gitlabVersion: connection.gitlabVersion,
    token: { ...connection.token, scopes: [...connection.token.scopes] },
    warnings: [...connection.warnings],
    checks: [...connection.checks],
    lastVerifiedAt: now,
  };
}
