import type { EntityManager } from 'typeorm';
import type {
  GitLabApplication,
  GitLabApplicationStore,
  Grant,
  PendingConsent,
} from './gitlab-application.js';

const APPLICATION = `id, base_url AS "baseUrl", client_id AS "clientId", proxy_url AS "proxyUrl", ca_pem AS "caPem",
  created_at AS "createdAt"`;
const GRANT = `integration_id AS "integrationId", application_id AS "applicationId", redirect_uri AS "redirectUri",
  expires_at AS "expiresAt", renewed_at AS "renewedAt", lease_until AS "leaseUntil", is_answer_lost AS "isAnswerLost"`;

/** Applications, consents that are under way, and grants in Postgres. */
export function createGitLabApplicationStore(manager: EntityManager): GitLabApplicationStore {
  const grant = async (integrationId: string, lock: string): Promise<Grant | null> => {
    const rows: Grant[] = await manager.query(
      `SELECT ${GRANT} FROM gitlab_grant WHERE integration_id = $1 ${lock}`,
      [integrationId],
    );
    return rows[0] ?? null;
  };
  return {
    list: () => manager.query(`SELECT ${APPLICATION} FROM gitlab_application ORDER BY id LIMIT 100`),
    async find(id) {
      const rows: GitLabApplication[] = await manager.query(
        `SELECT ${APPLICATION} FROM gitlab_application WHERE id = $1`,
        [id],
      );
      return rows[0] ?? null;
    },
    async save({ baseUrl, clientId, proxyUrl, caPem, createdAt }) {
      const rows: GitLabApplication[] = await manager.query(
        `INSERT INTO gitlab_application (base_url, client_id, proxy_url, ca_pem, created_at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (base_url, client_id) DO UPDATE SET proxy_url = excluded.proxy_url, ca_pem = excluded.ca_pem
         RETURNING ${APPLICATION}`,
        [baseUrl, clientId, proxyUrl, caPem, createdAt],
      );
      const [saved] = rows;
      if (saved === undefined) throw new Error('An application was not stored.');
      return saved;
    },
    async remove(id) {
      await manager.query('DELETE FROM gitlab_application WHERE id = $1', [id]);
    },
    async countGrants(id) {
      const rows: { count: number }[] = await manager.query(
        'SELECT count(*)::int AS count FROM gitlab_grant WHERE application_id = $1',
        [id],
      );
      return rows[0]?.count ?? 0;
    },
    async addConsent({ stateHash, applicationId, sessionHash, redirectUri, name, expiresAt }) {
      await manager.query(
        `INSERT INTO gitlab_consent (state_hash, application_id, session_hash, redirect_uri, name, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6)`,
        [stateHash, applicationId, sessionHash, redirectUri, name, expiresAt],
      );
    },
    async takeConsent(stateHash, now) {
      await manager.query(
        `DELETE FROM secret WHERE place_table = 'gitlab_consent'
           AND place_row IN (SELECT state_hash FROM gitlab_consent WHERE expires_at < $1)`,
        [now],
      );
      await manager.query('DELETE FROM gitlab_consent WHERE expires_at < $1', [now]);
      const [rows]: [PendingConsent[]] = await manager.query(
        `DELETE FROM gitlab_consent WHERE state_hash = $1
         RETURNING state_hash AS "stateHash", application_id AS "applicationId", session_hash AS "sessionHash",
           redirect_uri AS "redirectUri", name, expires_at AS "expiresAt"`,
        [stateHash],
      );
      return rows[0] ?? null;
    },
    findGrant: (integrationId) => grant(integrationId, ''),
    findGrantForUpdate: (integrationId) => grant(integrationId, 'FOR UPDATE'),
    async saveGrant(saved) {
      await manager.query(
        `INSERT INTO gitlab_grant (integration_id, application_id, redirect_uri, expires_at, renewed_at, lease_until, is_answer_lost)
         VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (integration_id) DO UPDATE SET application_id = excluded.application_id,
           redirect_uri = excluded.redirect_uri, expires_at = excluded.expires_at, renewed_at = excluded.renewed_at,
           lease_until = excluded.lease_until, is_answer_lost = excluded.is_answer_lost`,
        [
          saved.integrationId,
          saved.applicationId,
          saved.redirectUri,
          saved.expiresAt,
          saved.renewedAt,
          saved.leaseUntil,
          saved.isAnswerLost,
        ],
      );
    },
    async removeGrant(integrationId) {
      await manager.query('DELETE FROM gitlab_grant WHERE integration_id = $1', [integrationId]);
    },
  };
}
