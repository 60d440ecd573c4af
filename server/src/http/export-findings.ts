import type { FindingDocumentInput } from '../exports/finding-documents.js';
import { keysetPages } from '../exports/keyset-pages.js';
import type { FindingRow } from '../exports/tables.js';
import { toFindingFilter } from '../findings/finding-filter.type.js';
import type { FindingFilter, FindingOrder } from '../findings/finding.js';
import { type FindingFilterInput, FindingOrders } from '../findings/finding.type.js';
import type { GraphQLContext } from '../graphql/context.js';
import { createLoaders } from '../graphql/loaders.js';
import type { AskedOrder, OrderInput } from '../graphql/order.type.js';
import { parseFilter, parseOrder, readExportArguments, wrong } from './export-arguments.js';
import type { ExportRequest } from './export-sources.js';

const PLACE = { type: 'Query', field: 'findings' };

/** Findings in the order that was asked for, with what their rows name. */
export function findingPages(request: ExportRequest): AsyncGenerator<readonly FindingRow[]> {
  const { filter, orderBy } = readExportArguments<FindingFilterInput, OrderInput<FindingOrder>>(
    request.schema,
    PLACE,
    { filter: parseFilter(request.filter), orderBy: parseOrder(request.orderBy) },
  );
  const order = FindingOrders.read(orderBy);
  return pages(request.context, toFindingFilter(filter, request.context.clock()), order);
}

/** Findings by project, as documents need them. */
export function findingDocument(request: ExportRequest): FindingDocumentInput {
  const { context } = request;
  if (request.orderBy !== undefined)
    throw wrong('orderBy', 'This export has no order to choose: it goes project by project.');
  const { filter: sent } = readExportArguments<FindingFilterInput>(request.schema, PLACE, {
    filter: parseFilter(request.filter),
    orderBy: undefined,
  });
  const filter = toFindingFilter(sent, context.clock());
  return {
    at: context.clock(),
    pages: pages(context, filter, { field: 'PROJECT', isReversed: false }),
    advisories: (ids) => context.read.advisories.getAdvisories(ids),
    isOfOneProject: filter.projectId !== undefined,
  };
}

async function* pages(
  { read, policy }: GraphQLContext,
  filter: FindingFilter,
  { field, isReversed }: AskedOrder<FindingOrder>,
): AsyncGenerator<readonly FindingRow[]> {
  for await (const page of keysetPages(read.findings.paged(filter, field), { isReversed })) {
    // Fresh for each page: what they have read is let go with it.
    const loaders = createLoaders(read, policy);
    yield await Promise.all(
      page.map(async (finding): Promise<FindingRow> => {
        const [project, group, plan] = await Promise.all([
          loaders.project.load(finding.projectId),
          loaders.group.load(finding.groupId),
          finding.planId === null ? null : loaders.plan.load(finding.planId),
        ]);
        return { finding, project, group, plan };
      }),
    );
  }
}
