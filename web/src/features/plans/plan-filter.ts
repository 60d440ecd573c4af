import type { RemediationPlanFilter, RemediationPlanOrderField } from '../../generated/plans/graphql.js';
import type { AddressFilters, AddressState } from '../../lib/address-state.js';
import { RISK_LEVELS } from '../../ui/breaking-risk.js';
import { PLAN_KIND_VALUES, PLAN_STATE_VALUES } from '../../ui/plan-state.js';

/** How the list can be ordered, the first one where nobody chose. */
export const PLAN_ORDERS = ['NEWEST', 'RISK', 'FIXES', 'PROJECT'] as const;

const TEXTS = [
  'search',
  'projectId',
  'groupPath',
  'integrationId',
  'package',
  'advisory',
  'finding',
] as const;

/** Every filter of the list, by its name in the address: the names of the API's RemediationPlanFilter. */
export const PLAN_FILTERS = {
  state: PLAN_STATE_VALUES,
  kind: PLAN_KIND_VALUES,
  risk: RISK_LEVELS,
  search: 'text',
  projectId: 'text',
  groupPath: 'text',
  integrationId: 'text',
  package: 'text',
  advisory: 'text',
  finding: 'text',
} as const satisfies AddressFilters;

/** The filter that the address asks for; values that it does not know are left out. */
export function readPlanFilter(
  address: Pick<AddressState, 'one' | 'many'>,
  projectId: string | null,
): RemediationPlanFilter {
  const filter: RemediationPlanFilter = {};
  const state = address.many('state', PLAN_STATE_VALUES);
  const kind = address.many('kind', PLAN_KIND_VALUES);
  const risk = address.many('risk', RISK_LEVELS);
  if (state.length > 0) filter.state = [...state];
  if (kind.length > 0) filter.kind = [...kind];
  if (risk.length > 0) filter.risk = [...risk];
  for (const name of TEXTS) {
    const value = address.one(name);
    if (value !== '') filter[name] = value;
  }
  if (projectId !== null) filter.projectId = projectId;
  return filter;
}

/** The order that the address asks for; the newest first where it names none that is known. */
export function readPlanOrder(text: string): RemediationPlanOrderField {
  return PLAN_ORDERS.find((order) => order === text) ?? 'NEWEST';
}

/** A query string as a list's address: what is in `?in=` of a plan that one came to from a list. */
export function readList(query: string): Pick<AddressState, 'one' | 'many'> {
  const parameters = new URLSearchParams(query);
  return {
    one: (name) => parameters.get(name) ?? '',
    many: (name, allowed) => allowed.filter((value) => parameters.getAll(name).includes(value)),
  };
}

const OF_LIST: readonly string[] = [...Object.keys(PLAN_FILTERS), 'order', 'after'];

/** The list that is shown, as a plan's address carries it: what it does not know is left out. */
export function listInAddress(query: string, projectId: string | null): string {
  const kept = new URLSearchParams();
  for (const [name, value] of new URLSearchParams(query))
    if (OF_LIST.includes(name) && value !== '' && !(projectId !== null && name === 'projectId'))
      kept.append(name, value);
  if (projectId !== null) kept.append('tab', projectId);
  // An empty one is a list too: that of all plans.
  return kept.toString() === '' ? 'all' : kept.toString();
}
