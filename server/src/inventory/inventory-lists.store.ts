import type { EntityManager } from 'typeorm';
import type { KeysetReader } from '../keyset.js';
import { createKeysetReader, type KeysetOrder } from '../db/keyset.store.js';
import { Conditions, containsPattern } from '../db/query.js';
import type { Dependency, DependencyFilter, Manifest, ManifestFilter } from './manifest.js';

export const MANIFEST_FIELDS = `manifest.id, manifest.project_id AS "projectId", manifest.path, manifest.inventory_id AS "inventoryId",
  manifest.inputs, inventory.ecosystem, inventory.format, inventory.is_locked AS "isLocked", inventory.problems,
  inventory.dependency_count AS "dependencyCount"`;

export const MANIFESTS = 'manifest JOIN inventory ON inventory.id = manifest.inventory_id';

export const DEPENDENCY_FIELDS = `manifest.id || '.' || version.id AS id, manifest.project_id AS "projectId",
  manifest.id AS "manifestId", manifest.inventory_id AS "inventoryId", manifest.path AS "manifestPath", version.ecosystem,
  version.name, version.version, version.id AS "packageVersionId", dependency.is_direct AS "isDirect", dependency.scope`;

export const DEPENDENCIES = `manifest
  JOIN dependency ON dependency.inventory_id = manifest.inventory_id
  JOIN package_version AS version ON version.id = dependency.package_version_id`;

/** The manifests of projects, by path. */
export function pagedManifests(manager: EntityManager, filter: ManifestFilter): KeysetReader<Manifest> {
  return createKeysetReader(manager, {
    select: MANIFEST_FIELDS,
    build: () => ({ from: MANIFESTS, conditions: manifestConditions(filter) }),
    order: {
      keys: [
        ['manifest.path', 'text'],
        ['manifest.id', 'bigint'],
      ],
    },
    of: OF_PROJECT,
  });
}

/** The dependencies of projects, by name. */
export function pagedDependencies(
  manager: EntityManager,
  filter: DependencyFilter,
): KeysetReader<Dependency> {
  return createKeysetReader(manager, {
    select: DEPENDENCY_FIELDS,
    build: () => ({ from: DEPENDENCIES, conditions: dependencyConditions(null, filter) }),
    order: BY_NAME,
    of: OF_PROJECT,
  });
}

/** Rows after the one with the id `after`, in the same order. */
export function listDependencies(
  manager: EntityManager,
  projectId: string,
  { first, after, filter }: { first: number; after: string | null; filter: DependencyFilter },
): Promise<Dependency[]> {
  const conditions = dependencyConditions(projectId, filter);
  if (after !== null) {
    const [manifestId, versionId] = after.split('.');
    const manifest = conditions.parameter(manifestId ?? '0');
    const version = conditions.parameter(versionId ?? '0');
    conditions.addPlain(
      `(version.name, version.id, manifest.id) > ((SELECT name FROM package_version WHERE id = ${version}), ${version}::bigint, ${manifest}::bigint)`,
    );
  }
  return manager.query(
    `SELECT ${DEPENDENCY_FIELDS} FROM ${DEPENDENCIES} ${conditions.where()}
     ORDER BY version.name, version.id, manifest.id LIMIT ${Math.trunc(first)}`,
    conditions.parameters,
  );
}

/** What a filter asks of the dependencies of one project, or of whichever. */
export function dependencyConditions(projectId: string | null, filter: DependencyFilter): Conditions {
  const conditions = new Conditions();
  if (projectId !== null) conditions.add('manifest.project_id = ?', projectId);
  if (filter.search !== undefined && filter.search !== '')
    conditions.add('version.name ILIKE ?', containsPattern(filter.search));
  if (filter.ecosystems !== undefined) conditions.add('version.ecosystem = ANY(?)', filter.ecosystems);
  if (filter.isDirect !== undefined) conditions.add('dependency.is_direct = ?', filter.isDirect);
  if (filter.manifestPath !== undefined) conditions.add('manifest.path = ?', filter.manifestPath);
  if (filter.scopes !== undefined) conditions.add('dependency.scope = ANY(?)', filter.scopes);
  if (filter.isVulnerable !== undefined) {
    conditions.add(
      'EXISTS (SELECT 1 FROM package_match WHERE package_version_id = version.id) = ?',
      filter.isVulnerable,
    );
  }
  return conditions;
}

function manifestConditions({ search, ecosystems, withProblems }: ManifestFilter): Conditions {
  const conditions = new Conditions();
  if (search !== undefined && search !== '') conditions.add('manifest.path ILIKE ?', containsPattern(search));
  if (ecosystems !== undefined) conditions.add('inventory.ecosystem = ANY(?)', ecosystems);
  if (withProblems !== undefined)
    conditions.add(`(jsonb_array_length(inventory.problems) > 0) = ?`, withProblems);
  return conditions;
}

const OF_PROJECT = 'manifest.project_id = parent.id::bigint';

const BY_NAME: KeysetOrder = {
  keys: [
    ['version.name', 'text'],
    ['version.id', 'bigint'],
    ['manifest.id', 'bigint'],
  ],
};
