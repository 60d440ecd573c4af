import type { GraphQLSchema } from 'graphql';
import type { TokenScope } from '../accounts/account.js';
import type { AdvisoryOrder } from '../advisories/advisory-ports.js';
import { toFilter as toAdvisoryFilter } from '../advisories/advisory.resolver.js';
import { type AdvisoryFilterInput, AdvisoryOrders } from '../advisories/advisory.type.js';
import { toFilter as toAuditFilter } from '../audit/audit-event.resolver.js';
import type { AuditEventFilterInput } from '../audit/audit-event.type.js';
import { csvTable } from '../exports/csv.js';
import { jsonLines } from '../exports/json-lines.js';
import { keysetPages } from '../exports/keyset-pages.js';
import {
  ADVISORY_COLUMNS,
  AUDIT_COLUMNS,
  FINDING_COLUMNS,
  MERGE_REQUEST_COLUMNS,
  PLAN_COLUMNS,
  PROJECT_COLUMNS,
} from '../exports/tables.js';
import { sarifDocument, vexDocument } from '../exports/finding-documents.js';
import type { GraphQLContext } from '../graphql/context.js';
import { createLoaders } from '../graphql/loaders.js';
import type { OrderInput } from '../graphql/order.type.js';
import { toFilter as toMergeRequestFilter } from '../merge-requests/merge-request.resolver.js';
import type { MergeRequestOrder } from '../merge-requests/merge-request.js';
import { type MergeRequestFilterInput, MergeRequestOrders } from '../merge-requests/merge-request.type.js';
import { toFilter as toPlanFilter } from '../plans/remediation-plan.resolver.js';
import type { PlanOrder } from '../plans/remediation-plan.js';
import { type RemediationPlanFilterInput, RemediationPlanOrders } from '../plans/remediation-plan.type.js';
import { toFilter as toProjectFilter } from '../projects/project.resolver.js';
import type { ProjectOrder } from '../projects/project.js';
import { type ProjectFilterInput, ProjectOrders } from '../projects/project.type.js';
import {
  type ListArguments,
  parseFilter,
  parseOrder,
  readExportArguments,
  wrong,
} from './export-arguments.js';
import { findingDocument, findingPages } from './export-findings.js';
import { dependencyTable, inventoryDocument } from './export-inventory.js';

/** What a request asked for, and who asks. */
export interface ExportRequest {
  readonly context: GraphQLContext;
  readonly schema: GraphQLSchema;
  readonly filter: unknown;
  readonly orderBy: unknown;
}

/** A file that can be asked for by its name. */
export interface ExportSource {
  readonly scope: TokenScope;
  readonly mediaType: string;
  /** The pieces of the file, each made when the one before it is sent. Wrong arguments are refused before the first. */
  readonly open: (request: ExportRequest) => AsyncIterable<string>;
}

/** A seal names up to a thousand records. */
const SEALS_AT_ONCE = 20;
const JSON_LINES = { mediaType: 'application/jsonl; charset=utf-8' } as const;
const CSV = 'text/csv; charset=utf-8; header=present';
const read = { scope: 'READ', mediaType: CSV } as const;

/** Every file, by its name under `/export/`. */
export const EXPORTS: ReadonlyMap<string, ExportSource> = new Map<string, ExportSource>([
  ['findings.csv', { ...read, open: (request) => csvTable(FINDING_COLUMNS, findingPages(request)) }],
  ['projects.csv', { ...read, open: (request) => csvTable(PROJECT_COLUMNS, projects(request)) }],
  ['plans.csv', { ...read, open: (request) => csvTable(PLAN_COLUMNS, plans(request)) }],
  [
    'merge-requests.csv',
    { ...read, open: (request) => csvTable(MERGE_REQUEST_COLUMNS, mergeRequests(request)) },
  ],
  ['advisories.csv', { ...read, open: (request) => csvTable(ADVISORY_COLUMNS, advisories(request)) }],
  [
    'audit.csv',
    { ...read, scope: 'ADMIN', open: (request) => csvTable(AUDIT_COLUMNS, auditRecords(request)) },
  ],
  ['audit.jsonl', { ...JSON_LINES, scope: 'ADMIN', open: (request) => jsonLines(auditRecords(request)) }],
  ['audit-seals.jsonl', { ...JSON_LINES, scope: 'ADMIN', open: (request) => jsonLines(auditSeals(request)) }],
  ['dependencies.csv', { ...read, open: dependencyTable }],
  [
    'findings.sarif.json',
    {
      scope: 'READ',
      mediaType: 'application/sarif+json',
      open: (request) => sarifDocument(findingDocument(request)),
    },
  ],
  [
    'findings.openvex.json',
    {
      scope: 'READ',
      mediaType: 'application/json',
      open: (request) => vexDocument(findingDocument(request)),
    },
  ],
  [
    'inventory.cdx.json',
    { scope: 'READ', mediaType: 'application/vnd.cyclonedx+json; version=1.6', open: inventoryDocument },
  ],
]);

function asked<Filter, Order = undefined>(
  request: ExportRequest,
  field: string,
): ListArguments<Filter, Order> {
  const given = { filter: parseFilter(request.filter), orderBy: parseOrder(request.orderBy) };
  return readExportArguments<Filter, Order>(request.schema, { type: 'Query', field }, given);
}

function projects(request: ExportRequest) {
  const { filter: sent, orderBy } = asked<ProjectFilterInput, OrderInput<ProjectOrder>>(request, 'projects');
  const { context } = request;
  const filter = toProjectFilter(sent, context.clock());
  const { field, isReversed } = ProjectOrders.read(orderBy);
  return keysetPages(context.read.projects.paged(filter, field), { isReversed });
}

async function* plans(request: ExportRequest) {
  const { filter: sent, orderBy } = asked<RemediationPlanFilterInput, OrderInput<PlanOrder>>(
    request,
    'remediationPlans',
  );
  const { context } = request;
  const filter = toPlanFilter(sent);
  const { field, isReversed } = RemediationPlanOrders.read(orderBy);
  for await (const page of keysetPages(context.read.plans.paged(filter, field), { isReversed })) {
    const loaders = createLoaders(context.read, context.policy);
    yield await Promise.all(
      page.map(async (plan) => ({
        plan,
        project: await loaders.project.load(plan.projectId),
        mergeRequest: await loaders.mergeRequestOfPlan.load(plan.id),
      })),
    );
  }
}

async function* mergeRequests(request: ExportRequest) {
  const { filter: sent, orderBy } = asked<MergeRequestFilterInput, OrderInput<MergeRequestOrder>>(
    request,
    'mergeRequests',
  );
  const { context } = request;
  const filter = toMergeRequestFilter(sent);
  const { field, isReversed } = MergeRequestOrders.read(orderBy);
  for await (const page of keysetPages(context.read.mergeRequests.paged(filter, field), { isReversed })) {
    const loaders = createLoaders(context.read, context.policy);
    yield await Promise.all(
      page.map(async (mergeRequest) => ({
        mergeRequest,
        project: await loaders.project.load(mergeRequest.projectId),
      })),
    );
  }
}

function advisories(request: ExportRequest) {
  const { filter: sent, orderBy } = asked<AdvisoryFilterInput, OrderInput<AdvisoryOrder>>(
    request,
    'advisories',
  );
  const filter = toAdvisoryFilter(sent);
  const { field, isReversed } = AdvisoryOrders.read(orderBy);
  return keysetPages(request.context.read.advisories.paged(filter, field), { isReversed });
}

async function* auditRecords(request: ExportRequest) {
  const { filter: sent } = asked<AuditEventFilterInput>(request, 'auditEvents');
  const filter = toAuditFilter(sent);
  const { audit, auditChain } = request.context.read;
  for await (const page of keysetPages(audit.paged(filter)))
    yield await auditChain.sealedRecords(page.map(({ id }) => id));
}

async function* auditSeals(request: ExportRequest) {
  if (request.filter !== undefined || request.orderBy !== undefined)
    throw wrong('query', 'The seals are exported whole.');
  const { auditChain } = request.context.read;
  for (let after = '0'; ;) {
    const seals = await auditChain.seals(after, SEALS_AT_ONCE);
    const last = seals.at(-1);
    if (last === undefined) return;
    yield seals;
    after = last.number;
  }
}
