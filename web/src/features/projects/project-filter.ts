import type { ProjectFilter, ProjectOrderField } from '../../generated/projects/graphql.js';
import type { AddressState } from '../../lib/address-state.js';
import { ECOSYSTEMS } from '../../lib/ecosystems.js';
import { SEVERITIES, type Severity } from '../../lib/severity.js';
import { ANALYSIS_STATE_VALUES, PROJECT_STATE_VALUES } from './project-words.js';

/** Filters that are yes or no, and in the address `true` or `false`. */
export const YES_OR_NO = [
  'isOverdue',
  'withProposedPlans',
  'withOpenMergeRequests',
  'withOpenFindings',
  'withProblems',
  'isWritable',
] as const;

/** The severities that a worst finding can be asked to have; NONE asks for any. */
export const LEAST_SEVERITIES = SEVERITIES.filter((severity) => severity !== 'NONE');

/** The orders of the list, the usual one first. */
export const PROJECT_ORDERS = [
  'RISK',
  'PATH',
  'LAST_ANALYZED',
] as const satisfies readonly ProjectOrderField[];

/** The filter that the address asks for; its parameters are named as the fields. */
export function readProjectFilter(address: Pick<AddressState, 'one' | 'many'>): ProjectFilter {
  const filter: ProjectFilter = {};
  const state = address.many('state', PROJECT_STATE_VALUES);
  const analysisState = address.many('analysisState', ANALYSIS_STATE_VALUES);
  const ecosystem = address.many('ecosystem', ECOSYSTEMS);
  const minSeverity = leastOf(address.many('minSeverity', LEAST_SEVERITIES));
  if (address.one('search') !== '') filter.search = address.one('search');
  if (address.one('groupPath') !== '') filter.groupPath = address.one('groupPath');
  if (address.one('integrationId') !== '') filter.integrationId = address.one('integrationId');
  if (state.length > 0) filter.state = [...state];
  if (analysisState.length > 0) filter.analysisState = [...analysisState];
  if (ecosystem.length > 0) filter.ecosystem = [...ecosystem];
  if (minSeverity !== undefined) filter.minSeverity = minSeverity;
  for (const name of YES_OR_NO) {
    const values = address.many(name, ['true', 'false'] as const);
    if (values.length === 1) filter[name] = values[0] === 'true';
  }
  return filter;
}

/** The order that the address asks for; the worst first unless it does. */
export function readProjectOrder(address: Pick<AddressState, 'many'>): ProjectOrderField {
  return address.many('order', PROJECT_ORDERS)[0] ?? 'RISK';
}

/** They come worst first, so the last one asks for most. */
function leastOf(chosen: readonly Severity[]): Severity | undefined {
  return chosen[chosen.length - 1];
}
