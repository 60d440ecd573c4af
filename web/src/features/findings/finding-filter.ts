import type { FindingFilter, FindingOrder } from '../../generated/findings/graphql.js';
import type { AddressDefaults, AddressFilters, AddressState } from '../../lib/address-state.js';
import { ECOSYSTEMS } from '../../lib/ecosystems.js';
import { SEVERITIES } from '../../lib/severity.js';

/** The states of a finding, in the order in which they are offered. */
export const STATES = ['OPEN', 'IN_PROGRESS', 'FIXED', 'DISMISSED'] as const;

/** Every filter of the list, by its name in the address. */
export const FINDING_FILTERS: AddressFilters = {
  severity: SEVERITIES,
  state: STATES,
  fix: ['with', 'without'],
  ecosystem: ECOSYSTEMS,
  search: 'text',
  advisory: 'text',
  package: 'text',
  manifest: 'text',
};

/** What a project's tab shows at first. */
const PROJECT_DEFAULTS: AddressDefaults = { state: ['OPEN', 'IN_PROGRESS'] };

const NO_DEFAULTS: AddressDefaults = {};

/** What the list is shown with when nobody chose a filter. */
export function defaultsOf(projectId: string | null): AddressDefaults {
  return projectId === null ? NO_DEFAULTS : PROJECT_DEFAULTS;
}

/** The order that the address asks for; the worst severity first where it names none that is known. */
export function readFindingOrder(text: string): FindingOrder {
  return text === 'RISK' || text === 'FIRST_SEEN' ? text : 'SEVERITY';
}

/** The filter that the address asks for; values that it does not know are left out. */
export function readFindingFilter(
  address: Pick<AddressState, 'one' | 'many'>,
  projectId: string | null,
): FindingFilter {
  const severity = address.many('severity', SEVERITIES);
  const state = address.many('state', STATES);
  const fix = address.many('fix', ['with', 'without'] as const);
  const ecosystem = address.many('ecosystem', ECOSYSTEMS);
  const filter: FindingFilter = {};
  if (projectId !== null) filter.projectId = projectId;
  if (severity.length > 0) filter.severity = [...severity];
  if (state.length > 0) filter.state = [...state];
  if (fix.length === 1) filter.isFixable = fix[0] === 'with';
  if (ecosystem.length > 0) filter.ecosystem = [...ecosystem];
  for (const [name, field] of TEXT_FIELDS) {
    const value = address.one(name);
    if (value !== '') filter[field] = value;
  }
  return filter;
}

const TEXT_FIELDS = [
  ['search', 'search'],
  ['advisory', 'advisory'],
  ['package', 'packageName'],
  ['manifest', 'manifestPath'],
] as const;
