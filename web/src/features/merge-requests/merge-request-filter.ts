import type {
  MergeRequestFilter,
  MergeRequestOrderField,
  RemediationPlanFilter,
} from '../../generated/merge-requests/graphql.js';
import type { AddressFilters, AddressState } from '../../lib/address-state.js';
import { MERGE_REQUEST_STATE_VALUES } from './merge-request-words.js';

/** The lanes of the board in which merge requests stand, in the order in which they are shown. */
export const LANES = ['READY', 'BLOCKED', 'EDITED', 'CHECKING', 'MERGED', 'CLOSED'] as const;

/** GitLab's words for a pipeline that can be filtered by. */
export const PIPELINES = [
  'success',
  'failed',
  'running',
  'pending',
  'created',
  'preparing',
  'waiting_for_resource',
  'scheduled',
  'manual',
  'canceled',
  'canceling',
  'skipped',
] as const;

export const MERGE_REQUEST_ORDERS = ['NEWEST', 'UPDATED'] as const;

const BOOLEANS = ['true', 'false'] as const;
const VIEWS = ['board', 'table'] as const;
const PLACES = ['search', 'projectId', 'groupPath', 'integrationId'] as const;

/** Every filter by its name in the address: those of the API, whose MergeRequestFilter has the same names. */
export const MERGE_REQUEST_FILTERS = {
  lane: LANES,
  state: MERGE_REQUEST_STATE_VALUES,
  pipelineStatus: PIPELINES,
  hasConflicts: BOOLEANS,
  isEdited: BOOLEANS,
  search: 'text',
  projectId: 'text',
  groupPath: 'text',
  integrationId: 'text',
} as const satisfies AddressFilters;

type Read = Pick<AddressState, 'one' | 'many'>;

/** The filter that the address asks for; values that it does not know are left out. */
export function readMergeRequestFilter(address: Read, projectId: string | null): MergeRequestFilter {
  const filter: MergeRequestFilter = {};
  const lane = address.many('lane', LANES);
  const state = address.many('state', MERGE_REQUEST_STATE_VALUES);
  const pipelineStatus = address.many('pipelineStatus', PIPELINES);
  const hasConflicts = address.many('hasConflicts', BOOLEANS);
  const isEdited = address.many('isEdited', BOOLEANS);
  if (lane.length > 0) filter.lane = [...lane];
  if (state.length > 0) filter.state = [...state];
  if (pipelineStatus.length > 0) filter.pipelineStatus = [...pipelineStatus];
  if (hasConflicts.length === 1) filter.hasConflicts = hasConflicts[0] === 'true';
  if (isEdited.length === 1) filter.isEdited = isEdited[0] === 'true';
  return { ...filter, ...readPlaces(address, projectId) };
}

/** Of the plans that have no merge request yet: what is said of place and text, and of nothing that only GitLab knows. */
export function readWaitingFilter(address: Read, projectId: string | null): RemediationPlanFilter {
  return readPlaces(address, projectId);
}

/** Whether a filter is about what only a merge request has, so that plans without one do not fit it. */
export function isAboutGitLab(filter: MergeRequestFilter): boolean {
  const { lane, state, pipelineStatus, hasConflicts, isEdited } = filter;
  return [lane, state, pipelineStatus, hasConflicts, isEdited].some((value) => value !== undefined);
}

/** The order that the address asks for; the newest first where it names none that is known. */
export function readMergeRequestOrder(text: string): MergeRequestOrderField {
  return MERGE_REQUEST_ORDERS.find((order) => order === text) ?? 'NEWEST';
}

/** What the address asks for; else the table for one lane or state, and the board for all. */
export function readView(address: Read): 'board' | 'table' {
  const [asked] = address.many('view', VIEWS);
  if (asked !== undefined) return asked;
  return address.one('lane') === '' && address.one('state') === '' ? 'board' : 'table';
}

function readPlaces(
  address: Read,
  projectId: string | null,
): Partial<Record<(typeof PLACES)[number], string>> {
  const filter: Partial<Record<(typeof PLACES)[number], string>> = {};
  for (const name of PLACES) {
    const value = address.one(name);
    if (value !== '') filter[name] = value;
  }
  if (projectId !== null) filter.projectId = projectId;
  return filter;
}
