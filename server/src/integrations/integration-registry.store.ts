import type { EntityManager } from 'typeorm';
import { isRegistryEcosystem } from '../registries/default-registries.js';
import type { IntegrationRegistry, IntegrationRegistryStore } from './integration-registry.js';

/** Integrations' own registries in Postgres. */
export function createIntegrationRegistryStore(manager: EntityManager): IntegrationRegistryStore {
  return {
    async ofMany(integrationIds) {
      const rows: IntegrationRegistry[] = await manager.query(
        `SELECT integration_id AS "integrationId", ecosystem, url, has_token AS "hasToken"
         FROM integration_registry WHERE integration_id = ANY($1) ORDER BY integration_id, ecosystem`,
        [integrationIds],
      );
      return rows.filter(({ ecosystem }) => isRegistryEcosystem(ecosystem));
    },
    async save({ integrationId, ecosystem, url, hasToken }) {
      await manager.query(
        `INSERT INTO integration_registry (integration_id, ecosystem, url, has_token) VALUES ($1, $2, $3, $4)
         ON CONFLICT (integration_id, ecosystem) DO UPDATE SET url = excluded.url, has_token = excluded.has_token`,
        [integrationId, ecosystem, url, hasToken],
      );
    },
    async remove(integrationId, ecosystem) {
      await manager.query('DELETE FROM integration_registry WHERE integration_id = $1 AND ecosystem = $2', [
        integrationId,
        ecosystem,
      ]);
    },
  };
}
