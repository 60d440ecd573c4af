import type { FindingFilter } from '../../generated/findings/graphql.js';
import type { AddressState } from '../../lib/address-state.js';
import { SEVERITIES } from '../../lib/severity.js';

/** The states of a finding, in the order in which they are offered. */
export const STATES = ['OPEN', 'IN_PROGRESS', 'FIXED', 'DISMISSED'] as const;

/** The filter that the address asks for; values that it does not know are left out. */
export function readFindingFilter(
  address: Pick<AddressState, 'one' | 'many'>,
  projectId: string | null,
): FindingFilter {
  const severity = address.many('severity', SEVERITIES);
  const state = address.many('state', STATES);
  const fix = address.many('fix', ['with', 'without'] as const);
  const filter: FindingFilter = {};
  if (projectId !== null) filter.projectId = projectId;
  if (severity.length > 0) filter.severity = [...severity];
  if (state.length > 0) filter.state = [...state];
  if (fix.length === 1) filter.isFixable = fix[0] === 'with';
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
