import type { FindingFilter, FindingGrouping, FindingOrderField } from '../../generated/findings/graphql.js';
import type { AddressDefaults, AddressFilters, AddressState } from '../../lib/address-state.js';
import { instantOf } from '../../lib/day.js';
import { ECOSYSTEMS } from '../../lib/ecosystems.js';
import { SEVERITIES } from '../../lib/severity.js';

/** The states of a finding, in the order in which they are offered. */
export const STATES = ['OPEN', 'IN_PROGRESS', 'FIXED', 'DISMISSED'] as const;

/** How a finding stands against its day, the most urgent first. */
export const SLA_STATES = ['OVERDUE', 'DUE_SOON', 'ON_TIME', 'NONE'] as const;

/** How far a finding has come, each stage with those after it. */
export const STAGES = ['FOUND', 'PLANNED', 'APPROVED', 'OPENED', 'MERGED'] as const;

/** What a dependency is used for. */
export const SCOPES = ['RUNTIME', 'DEVELOPMENT', 'TEST', 'OPTIONAL', 'PEER'] as const;

/** How the list can be ordered, the first one where nobody chose. */
export const ORDERS = ['SEVERITY', 'RISK', 'FIRST_SEEN', 'DUE', 'PROJECT'] as const;

/** By what findings can be grouped. */
export const GROUPINGS = ['ADVISORY', 'PACKAGE', 'PROJECT'] as const;

const BOOLEANS = ['true', 'false'] as const;

/** Every filter of the list, by its name in the address: the names of the API's FindingFilter. */
export const FINDING_FILTERS = {
  severity: SEVERITIES,
  state: STATES,
  sla: SLA_STATES,
  isFixable: BOOLEANS,
  isDirect: BOOLEANS,
  scope: SCOPES,
  ecosystem: ECOSYSTEMS,
  stage: STAGES,
  search: 'text',
  projectId: 'text',
  groupPath: 'text',
  integrationId: 'text',
  packageName: 'text',
  advisory: 'text',
  manifestPath: 'text',
  minScore: 'text',
  minRisk: 'text',
  firstSeenFrom: 'text',
  firstSeenUntil: 'text',
  fixedFrom: 'text',
  fixedUntil: 'text',
  openAt: 'text',
} as const satisfies AddressFilters;

/** What a project's tab shows at first. */
const PROJECT_DEFAULTS: AddressDefaults = { state: ['OPEN', 'IN_PROGRESS'] };

const NO_DEFAULTS: AddressDefaults = {};

/** What the list is shown with when nobody chose a filter. */
export function defaultsOf(projectId: string | null): AddressDefaults {
  return projectId === null ? NO_DEFAULTS : PROJECT_DEFAULTS;
}

/** The order that the address asks for; the worst severity first where it names none that is known. */
export function readFindingOrder(text: string): FindingOrderField {
  return ORDERS.find((order) => order === text) ?? 'SEVERITY';
}

/** By what the address groups; null for a plain list. */
export function readFindingGrouping(text: string): FindingGrouping | null {
  return GROUPINGS.find((grouping) => grouping === text) ?? null;
}

/** The filter that the address asks for; values that it does not know are left out. */
export function readFindingFilter(
  address: Pick<AddressState, 'one' | 'many'>,
  projectId: string | null,
): FindingFilter {
  const filter: FindingFilter = {};
  readChoices(address, filter);
  for (const name of TEXTS) {
    const value = address.one(name);
    if (value !== '') filter[name] = value;
  }
  for (const name of INSTANTS) {
    const instant = instantOf(address.one(name));
    if (instant !== null) filter[name] = instant;
  }
  const minScore = numberIn(address.one('minScore'), 10);
  if (minScore !== null) filter.minScore = minScore;
  const minRisk = numberIn(address.one('minRisk'), 100);
  if (minRisk !== null) filter.minRisk = Math.trunc(minRisk);
  if (projectId !== null) filter.projectId = projectId;
  return filter;
}

/** The address of the list with such a filter: what `readFindingFilter` reads back. */
export function findingsAddress(filter: FindingFilter): string {
  const parameters = new URLSearchParams();
  const fields: Readonly<Record<string, unknown>> = { ...filter };
  for (const name of Object.keys(FINDING_FILTERS)) {
    const value = Object.hasOwn(fields, name) ? fields[name] : undefined;
    for (const each of Array.isArray(value) ? value : [value])
      if (each !== null && each !== undefined) parameters.append(name, String(each));
  }
  const query = parameters.toString();
  return query === '' ? '/findings' : `/findings?${query}`;
}

function readChoices(address: Pick<AddressState, 'many'>, filter: FindingFilter): void {
  const severity = address.many('severity', SEVERITIES);
  const state = address.many('state', STATES);
  const sla = address.many('sla', SLA_STATES);
  const scope = address.many('scope', SCOPES);
  const ecosystem = address.many('ecosystem', ECOSYSTEMS);
  const [stage] = address.many('stage', STAGES);
  const isFixable = address.many('isFixable', BOOLEANS);
  const isDirect = address.many('isDirect', BOOLEANS);
  if (severity.length > 0) filter.severity = [...severity];
  if (state.length > 0) filter.state = [...state];
  if (sla.length > 0) filter.sla = [...sla];
  if (scope.length > 0) filter.scope = [...scope];
  if (ecosystem.length > 0) filter.ecosystem = [...ecosystem];
  if (stage !== undefined) filter.stage = stage;
  if (isFixable.length === 1) filter.isFixable = isFixable[0] === 'true';
  if (isDirect.length === 1) filter.isDirect = isDirect[0] === 'true';
}

const TEXTS = [
  'search',
  'projectId',
  'groupPath',
  'integrationId',
  'packageName',
  'advisory',
  'manifestPath',
] as const;

const INSTANTS = ['firstSeenFrom', 'firstSeenUntil', 'fixedFrom', 'fixedUntil', 'openAt'] as const;

function numberIn(text: string, max: number): number | null {
  if (!/^\d{1,3}(?:\.\d{1,3})?$/.test(text)) return null;
  const number = Number(text);
  return number <= max ? number : null;
}
