import type { Advisory } from '../advisories/advisory.js';
import { AppError } from '../errors.js';
import { csvTable } from '../exports/csv.js';
import { writeCycloneDx } from '../exports/cyclonedx.js';
import { keysetPages } from '../exports/keyset-pages.js';
import { DEPENDENCY_COLUMNS } from '../exports/tables.js';
import { fromGlobalId } from '../graphql/global-id.js';
import { toFilter } from '../inventory/inventory.resolver.js';
import type { DependencyFilterInput } from '../inventory/inventory.type.js';
import type { Project } from '../projects/project.js';
import { parseFilter, readExportArguments, wrong } from './export-arguments.js';
import type { ExportRequest } from './export-sources.js';

/** The dependencies of one project, filtered as its list. */
export async function* dependencyTable(request: ExportRequest): AsyncGenerator<string> {
  const { read } = request.context;
  const { projectId, ...rest } = parseFilter(request.filter) ?? {};
  const { filter: sent } = readExportArguments<DependencyFilterInput>(
    request.schema,
    { type: 'Project', field: 'dependencies' },
    { filter: rest, orderBy: request.orderBy },
  );
  const { id } = await projectOf(request, projectId);
  const filter = toFilter(sent);
  yield* csvTable(
    DEPENDENCY_COLUMNS,
    keysetPages(read.inventories.pagedDependencies(filter), { parent: id }),
  );
}

/** The inventory of one project with what is known to be vulnerable in it, as CycloneDX. */
export async function* inventoryDocument(request: ExportRequest): AsyncGenerator<string> {
  const { read, clock } = request.context;
  const { projectId, ...rest } = parseFilter(request.filter) ?? {};
  const [other] = Object.keys(rest);
  if (other !== undefined)
    throw wrong(
      'filter',
      'An inventory is the whole project’s: its filter has the projectId and nothing else.',
    );
  if (request.orderBy !== undefined) throw wrong('orderBy', 'This export has no order to choose.');
  const project = await projectOf(request, projectId);
  const manifests = await read.inventories.manifests(project.id);
  const inventories = await read.inventories.load(manifests.map(({ inventoryId }) => inventoryId));
  const matched = await read.inventories.matched(project.id);
  const ids = [...new Set(matched.map(({ advisoryId }) => advisoryId))];
  const advisories = new Map<string, Advisory>(
    (await read.advisories.getAdvisories(ids)).map((advisory) => [advisory.id, advisory]),
  );
  yield writeCycloneDx({
    subject: project.path,
    at: clock(),
    inventories: manifests.flatMap(({ inventoryId, path }) => {
      const inventory = inventories.get(inventoryId);
      return inventory === undefined ? [] : [{ ...inventory, path }];
    }),
    findings: matched.flatMap(({ manifestPath, ecosystem, name, version, advisoryId, fixed, because }) => {
      const advisory = advisories.get(advisoryId);
      if (advisory === undefined) return [];
      const { aliases, severity, score } = advisory;
      return [
        {
          ecosystem,
          name,
          version,
          advisoryId,
          fixed,
          because,
          aliases,
          severity,
          score,
          manifest: manifestPath,
        },
      ];
    }),
    advisories,
  });
}

async function projectOf({ context }: ExportRequest, globalId: unknown): Promise<Project> {
  if (typeof globalId !== 'string')
    throw wrong('filter.projectId', 'Say of which project: the filter needs its projectId.');
  const id = fromGlobalId(globalId, 'Project', 'filter.projectId');
  const project = await context.loaders.project.load(id);
  if (project === null) throw new AppError('NOT_FOUND', 'There is no such project.');
  return project;
}
