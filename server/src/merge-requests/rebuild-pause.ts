import type { MergeRequest } from './merge-request.js';

const PAUSE_MS = 10 * 60_000;
const LONGEST_MS = 12 * 3_600_000;
const DOUBLINGS = 7;

/**
 * When a merge request may be rebuilt by itself again: 10 minutes after the last time, and twice as long with each time, up
 * to 12 hours, so that a target that moves all the time does not make a rebuild of every move.
 */
export function rebuildPauseEnds({
  rebuildTriedAt,
  rebuilds,
}: Pick<MergeRequest, 'rebuildTriedAt' | 'rebuilds'>): Date {
  if (rebuildTriedAt === null) return new Date(0);
  const doublings = Math.min(Math.max(0, rebuilds - 1), DOUBLINGS);
  return new Date(rebuildTriedAt.getTime() + Math.min(PAUSE_MS * 2 ** doublings, LONGEST_MS));
}
