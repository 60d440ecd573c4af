import type { AdvisoryFilter, AdvisoryOrderField } from '../../generated/advisories/graphql.js';
import type { AddressFilters, AddressState } from '../../lib/address-state.js';
import { instantOf } from '../../lib/day.js';
import { ECOSYSTEMS } from '../../lib/ecosystems.js';
import { SEVERITIES } from '../../lib/severity.js';

/** How the list can be ordered, the first one where nobody chose. */
export const ORDERS = ['MODIFIED', 'PUBLISHED', 'SEVERITY', 'FINDINGS'] as const;

const BOOLEANS = ['true', 'false'] as const;
const FLAGS = ['withOpenFindings', 'isMalicious', 'isKnownExploited'] as const;

/** Every filter of the list, by its name in the address: the names of the API's AdvisoryFilter. */
export const ADVISORY_FILTERS: AddressFilters = {
  search: 'text',
  severity: SEVERITIES,
  ecosystem: ECOSYSTEMS,
  withOpenFindings: BOOLEANS,
  isMalicious: BOOLEANS,
  isKnownExploited: BOOLEANS,
  publishedFrom: 'text',
};

/** The filter that the address asks for; values that it does not know are left out. */
export function readAdvisoryFilter(address: Pick<AddressState, 'one' | 'many'>): AdvisoryFilter {
  const filter: AdvisoryFilter = {};
  const severity = address.many('severity', SEVERITIES);
  const [ecosystem] = address.many('ecosystem', ECOSYSTEMS);
  const publishedFrom = instantOf(address.one('publishedFrom'));
  if (address.one('search') !== '') filter.search = address.one('search');
  if (severity.length > 0) filter.severity = [...severity];
  if (ecosystem !== undefined) filter.ecosystem = ecosystem;
  if (publishedFrom !== null) filter.publishedFrom = publishedFrom;
  for (const flag of FLAGS) {
    const values = address.many(flag, BOOLEANS);
    if (values.length === 1) filter[flag] = values[0] === 'true';
  }
  return filter;
}

/** The order that the address asks for; what changed last where it names none that is known. */
export function readAdvisoryOrder(text: string): AdvisoryOrderField {
  return ORDERS.find((order) => order === text) ?? 'MODIFIED';
}
