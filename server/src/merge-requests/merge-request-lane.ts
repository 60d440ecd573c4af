import type { MergeRequest, MergeRequestLane } from './merge-request.js';
import { readMergeStatus } from '../gitlab/merge-status.js';

/** Where a merge request stands on the board; the store's filter says the same in SQL. */
export function laneOf(
  mergeRequest: Pick<
    MergeRequest,
    'state' | 'hasConflicts' | 'editedAt' | 'pipelineStatus' | 'detailedMergeStatus'
  >,
): MergeRequestLane {
  if (mergeRequest.state === 'MERGED' || mergeRequest.state === 'CLOSED') return mergeRequest.state;
  if (mergeRequest.editedAt !== null) return 'EDITED';
  if (mergeRequest.hasConflicts || mergeRequest.pipelineStatus === 'failed') return 'BLOCKED';
  const { category } = readMergeStatus(mergeRequest.detailedMergeStatus);
  if (category === 'READY') return 'READY';
  return category === 'WAIT' || category === 'UNKNOWN' ? 'CHECKING' : 'BLOCKED';
}
