import { gunzipSync, gzipSync } from 'node:zlib';
import type { EntityManager } from 'typeorm';
import { isStorable } from '../advisories/package-key.js';
import { cappedCount, toJson } from '../db/query.js';
import { collapse } from './graph.js';
import type { Inventory, ManifestProblem, PackageVersion } from './inventory.js';
import type { Dependency, InventoryStore, Manifest, MatchedDependency } from './manifest.js';
import { pagedOutdated } from './outdated.store.js';
import {
  DEPENDENCIES,
  DEPENDENCY_FIELDS,
  dependencyConditions,
  listDependencies,
  MANIFEST_FIELDS,
  MANIFESTS,
  pagedDependencies,
  pagedManifests,
} from './inventory-lists.store.js';

/** What inventories need of the advisories' tables: ids for package versions, and matching those that are new. */
export interface PackageVersions {
  ensure(versions: readonly PackageVersion[]): Promise<readonly string[]>;
  matchNew(ids: readonly string[]): Promise<void>;
}

/** Inventories, manifests and dependencies in Postgres. Texts and graphs are stored compressed. */
export function createInventoryStore(manager: EntityManager, versions: PackageVersions): InventoryStore {
  return {
    async known(hashes) {
      const rows: { hash: string; id: string }[] = await manager.query(
        'SELECT hash, id FROM inventory WHERE hash = ANY($1)',
        [hashes],
      );
      return new Map(rows.map(({ hash, id }) => [hash, id]));
    },
    async texts(blobs) {
      const rows: { blob: string; content: Buffer }[] = await manager.query(
        'SELECT blob, content FROM manifest_text WHERE blob = ANY($1)',
        [blobs],
      );
      return new Map(rows.map(({ blob, content }) => [blob, gunzipSync(content).toString('utf8')]));
    },
    async saveTexts(texts) {
      for (const [blob, text] of texts) {
        await manager.query(
          'INSERT INTO manifest_text (blob, content) VALUES ($1, $2) ON CONFLICT DO NOTHING',
          [blob, gzipSync(text, { level: 3 })],
        );
      }
    },
    async save(inventories) {
      const ids = new Map<string, string>();
      for (const { hash, inventory } of inventories)
        ids.set(hash, await saveOne(manager, versions, hash, inventory));
      return ids;
    },
    async load(inventoryIds) {
      const rows: { id: string; graph: Buffer }[] = await manager.query(
        'SELECT id, graph FROM inventory WHERE id = ANY($1)',
        [inventoryIds],
      );
      return new Map(rows.map(({ id, graph }) => [id, readGraph(graph)]));
    },
    async replaceManifests(projectId, manifests) {
      await manager.query('DELETE FROM manifest WHERE project_id = $1 AND path <> ALL($2)', [
        projectId,
        manifests.map(({ path }) => path),
      ]);
      await manager.query(
        `INSERT INTO manifest (project_id, path, inventory_id, inputs)
         SELECT $1, entry.path, entry."inventoryId", entry.inputs
         FROM jsonb_to_recordset($2::jsonb) AS entry(path text, "inventoryId" bigint, inputs jsonb)
         ON CONFLICT (project_id, path) DO UPDATE SET inventory_id = excluded.inventory_id, inputs = excluded.inputs`,
        [projectId, toJson(manifests)],
      );
    },
    manifests: (projectId): Promise<Manifest[]> =>
      manager.query(
        `SELECT ${MANIFEST_FIELDS} FROM ${MANIFESTS} WHERE manifest.project_id = $1 ORDER BY manifest.path`,
        [projectId],
      ),
    pagedManifests: (filter) => pagedManifests(manager, filter),
    findManifests: (ids): Promise<Manifest[]> =>
      manager.query(`SELECT ${MANIFEST_FIELDS} FROM ${MANIFESTS} WHERE manifest.id = ANY($1::bigint[])`, [
        ids,
      ]),
    async matchNew(inventoryIds) {
      const rows: { id: string }[] = await manager.query(
        'SELECT DISTINCT package_version_id AS id FROM dependency WHERE inventory_id = ANY($1)',
        [inventoryIds],
      );
      await versions.matchNew(rows.map(({ id }) => id));
    },
    matched: (projectId): Promise<MatchedDependency[]> =>
      manager.query(
        `SELECT manifest.path AS "manifestPath", manifest.inventory_id AS "inventoryId", version.ecosystem, version.name,
           version.version, dependency.is_direct AS "isDirect", dependency.scope, match.advisory_id AS "advisoryId",
           match.fixed, match.because
         FROM manifest
         JOIN dependency ON dependency.inventory_id = manifest.inventory_id
         JOIN package_match AS match ON match.package_version_id = dependency.package_version_id
         JOIN package_version AS version ON version.id = dependency.package_version_id
         WHERE manifest.project_id = $1 ORDER BY manifest.path, version.name, version.version, match.advisory_id`,
        [projectId],
      ),
    matchedIn: (projectIds, packageVersionIds) => manager.query(MATCHED_IN, [packageVersionIds, projectIds]),
    listDependencies: (projectId, page) => listDependencies(manager, projectId, page),
    findDependencies: (ids): Promise<Dependency[]> =>
      manager.query(
        `SELECT ${DEPENDENCY_FIELDS} FROM unnest($1::bigint[], $2::bigint[]) AS asked (manifest_id, version_id)
         JOIN (${DEPENDENCIES}) ON manifest.id = asked.manifest_id AND version.id = asked.version_id`,
        [ids.map((id) => id.split('.')[0]), ids.map((id) => id.split('.')[1])],
      ),
    pagedDependencies: (filter) => pagedDependencies(manager, filter),
    countDependencies(projectId, filter, cap) {
      const conditions = dependencyConditions(projectId, filter);
      return cappedCount(
        manager,
        `SELECT 1 FROM ${DEPENDENCIES} ${conditions.where()}`,
        conditions.parameters,
        cap,
      );
    },
    async projectsWith(packageVersionIds, { afterId, first }) {
      const rows: { id: string }[] = await manager.query(
        `SELECT DISTINCT manifest.project_id AS id FROM dependency JOIN manifest USING (inventory_id)
           JOIN project ON project.id = manifest.project_id AND project.state <> 'UNAVAILABLE'
         WHERE dependency.package_version_id = ANY($1::bigint[]) AND manifest.project_id > $2 ORDER BY 1 LIMIT $3`,
        [packageVersionIds, afterId, first],
      );
      return rows.map(({ id }) => id);
    },
    async replaceOutdated(projectId, packages) {
      await manager.query('DELETE FROM outdated_package WHERE project_id = $1', [projectId]);
      await manager.query(
        'INSERT INTO outdated_package (project_id, facts) SELECT $1, value FROM jsonb_array_elements($2::jsonb)',
        [projectId, toJson(packages)],
      );
    },
    pagedOutdated: (filter, order) => pagedOutdated(manager, filter, order),
  };
}

const MATCHED_IN = `
  SELECT manifest.project_id AS "projectId", manifest.path AS "manifestPath", manifest.inventory_id AS "inventoryId",
    version.ecosystem, version.name, version.version, dependency.is_direct AS "isDirect", dependency.scope,
    match.advisory_id AS "advisoryId", match.fixed, match.because
  FROM package_version AS asked
  JOIN package_version AS version ON version.ecosystem = asked.ecosystem AND version.name = asked.name
  JOIN package_match AS match ON match.package_version_id = version.id
  JOIN dependency ON dependency.package_version_id = version.id
  JOIN manifest ON manifest.inventory_id = dependency.inventory_id
  JOIN project ON project.id = manifest.project_id AND project.state <> 'UNAVAILABLE'
  WHERE asked.id = ANY($1::bigint[]) AND manifest.project_id = ANY($2::bigint[])
  GROUP BY manifest.project_id, manifest.path, manifest.inventory_id, version.id, dependency.is_direct, dependency.scope,
    match.advisory_id, match.fixed, match.because
  ORDER BY manifest.project_id, manifest.path, version.name, version.version, match.advisory_id`;

async function saveOne(
  manager: EntityManager,
  versions: PackageVersions,
  hash: string,
  inventory: Inventory,
): Promise<string> {
  const { ecosystem } = inventory;
  const dependencies = collapse(inventory);
  const storable = dependencies.filter(({ name, version }) => isStorable({ ecosystem, name, version }));
  const inserted: { id: string }[] = await manager.query(
    `INSERT INTO inventory (hash, ecosystem, format, is_locked, graph, problems, dependency_count)
     VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (hash) DO NOTHING RETURNING id`,
    [
      hash,
      inventory.ecosystem,
      inventory.format,
      inventory.isLocked,
      gzipSync(JSON.stringify(inventory), { level: 3 }),
      toJson(problemsOf(inventory, dependencies.length - storable.length)),
      storable.length,
    ],
  );
  if (inserted[0] === undefined) {
    const rows: { id: string }[] = await manager.query('SELECT id FROM inventory WHERE hash = $1', [hash]);
    return rows[0]?.id ?? '';
  }
  const ids = await versions.ensure(storable.map(({ name, version }) => ({ ecosystem, name, version })));
  await manager.query(
    `INSERT INTO dependency (inventory_id, package_version_id, is_direct, scope)
     SELECT $1, * FROM unnest($2::bigint[], $3::boolean[], $4::text[]) ON CONFLICT DO NOTHING`,
    [inserted[0].id, ids, storable.map(({ isDirect }) => isDirect), storable.map(({ scope }) => scope)],
  );
  return inserted[0].id;
}

/** What was read, and that packages with impossible names are left out of the list. */
function problemsOf({ path, problems }: Inventory, leftOut: number): readonly ManifestProblem[] {
  if (leftOut === 0) return problems;
  const which = leftOut === 1 ? '1 package has' : `${leftOut} packages have`;
  const message = `${which} a name or a version that no registry allows, so nothing is said about ${leftOut === 1 ? 'it' : 'them'}.`;
  return [...problems, { code: 'BAD_ENTRY', path, line: null, message }];
}

function readGraph(graph: Buffer): Inventory {
  const inventory: Inventory = JSON.parse(gunzipSync(graph).toString('utf8'));
  return inventory;
}
