import type { EntityManager } from 'typeorm';
import { containsPattern, startsWithPattern, storable } from '../db/query.js';
import { createProjectStore } from '../projects/project.store.js';
import type { Project } from '../projects/project.js';
import type { FoundAdvisory, FoundPackage, SearchReader } from './search.js';
import { summaryWords } from './summary-words.js';

/** Names in Postgres. */
export function createSearchReader(manager: EntityManager): SearchReader {
  return {
    async find(text, first) {
      const asked = storable(text.trim());
      if (asked === '') return { projects: [], packages: [], advisories: [] };
      const limit = Math.trunc(first);
      const [projects, packages, advisories] = await Promise.all([
        findProjects(manager, asked, limit),
        findPackages(manager, asked, limit),
        findAdvisories(manager, asked, limit),
      ]);
      return { projects, packages, advisories };
    },
  };
}

async function findProjects(
  manager: EntityManager,
  text: string,
  first: number,
): Promise<readonly Project[]> {
  const rows: { id: string }[] = await manager.query(PROJECTS, [
    containsPattern(text),
    startsWithPattern(text),
    first,
  ]);
  const found = await createProjectStore(manager).findMany(rows.map(({ id }) => id));
  const byId = new Map(found.map((project) => [project.id, project]));
  return rows.flatMap(({ id }) => byId.get(id) ?? []);
}

/** The name itself, then a group's name, then anywhere; the shorter first. */
const PROJECTS = `
  SELECT id FROM (SELECT id, path, lower(path) AS low FROM project) AS named
  WHERE low LIKE lower($1)
  ORDER BY CASE WHEN split_part(low, '/', -1) LIKE lower($2) THEN 0
    WHEN low LIKE lower($2) OR low LIKE '%/' || lower($2) THEN 1 ELSE 2 END, length(path), path, id
  LIMIT $3`;

function findPackages(manager: EntityManager, text: string, first: number): Promise<readonly FoundPackage[]> {
  return manager.query(PACKAGES, [containsPattern(text), startsWithPattern(text), first]);
}

/** Names are sorted first, and only as many of them are looked for in projects as are shown. */
const PACKAGES = `
  WITH found AS MATERIALIZED (
    SELECT ecosystem, name, place FROM (
      SELECT ecosystem, name, CASE WHEN lower(name) LIKE lower($2) THEN 0
        WHEN lower(name) LIKE '%/' || lower($2) OR lower(name) LIKE '%:' || lower($2) THEN 1 ELSE 2 END AS place
      FROM package_version WHERE lower(name) LIKE lower($1)
      GROUP BY ecosystem, name ORDER BY place, length(name), name, ecosystem OFFSET 0
    ) AS named
    WHERE EXISTS (
      SELECT 1 FROM package_version AS version
      JOIN dependency ON dependency.package_version_id = version.id
      JOIN manifest ON manifest.inventory_id = dependency.inventory_id
      WHERE version.ecosystem = named.ecosystem AND version.name = named.name OFFSET 0
    ) ORDER BY place, length(name), name, ecosystem LIMIT $3
  )
  SELECT ecosystem, name, (
      SELECT count(DISTINCT manifest.project_id)::int FROM package_version AS version
      JOIN dependency ON dependency.package_version_id = version.id
      JOIN manifest ON manifest.inventory_id = dependency.inventory_id
      WHERE version.ecosystem = found.ecosystem AND version.name = found.name
    ) AS "projectCount", (
      SELECT count(*)::int FROM finding WHERE state IN ('OPEN', 'IN_PROGRESS')
        AND finding.ecosystem = found.ecosystem AND package_name = found.name
    ) AS "openFindings"
  FROM found ORDER BY place, length(name), name, ecosystem`;

function findAdvisories(
  manager: EntityManager,
  text: string,
  first: number,
): Promise<readonly FoundAdvisory[]> {
  return manager.query(ADVISORIES, [text, summaryWords(text), first]);
}

/** Of many that match by their words, that many at most are weighed. */
const MOST_WEIGHED = 1_000;

/** By a whole name, by how a name begins, then by words of the summary; what is found in projects first, the worst first. */
const ADVISORIES = `
  WITH named AS (
    SELECT id, CASE WHEN lower(id) = lower($1) THEN 0 ELSE 1 END AS place FROM (
      SELECT id FROM advisory WHERE lower(id) COLLATE "C" >= lower($1) AND lower(id) COLLATE "C" < lower($1) || U&'\\+10FFFF'
      LIMIT ${MOST_WEIGHED}) AS by_id
    UNION ALL
    SELECT advisory_id, CASE WHEN lower(alias) = lower($1) THEN 0 ELSE 1 END FROM (
      SELECT advisory_id, alias FROM advisory_alias
      WHERE lower(alias) COLLATE "C" >= lower($1) AND lower(alias) COLLATE "C" < lower($1) || U&'\\+10FFFF'
      LIMIT ${MOST_WEIGHED}) AS by_alias
    UNION ALL
    SELECT id, 2 FROM (
      SELECT id FROM advisory
      WHERE $2::text IS NOT NULL AND advisory_words(summary) @@ to_tsquery('simple', $2) LIMIT ${MOST_WEIGHED}) AS by_words
  ), best AS (
    SELECT id, min(place) AS place FROM named GROUP BY id
  )
  SELECT advisory.id AS "advisoryId", advisory.summary, advisory.severity, counted.open AS "openFindings"
  FROM best JOIN advisory USING (id) CROSS JOIN LATERAL (
    SELECT count(*)::int AS open FROM finding
    WHERE state IN ('OPEN', 'IN_PROGRESS') AND finding.group_id = advisory.group_id::text
  ) AS counted
  WHERE advisory.withdrawn_at IS NULL
  ORDER BY place, (counted.open > 0) DESC, advisory.severity_rank DESC, counted.open DESC, advisory.id
  LIMIT $3`;
