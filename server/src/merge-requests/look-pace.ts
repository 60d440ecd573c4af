import type { MergeRequestState } from './merge-request.js';
import { readMergeStatus } from '../gitlab/merge-status.js';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** The first pause: how often Backline looks for what is due, where the operator has not set it shorter. */
export const LOOK_MS = 30 * SECOND_MS;
/** Pauses between looks that bring nothing new, in multiples of the first: 30 s, 1, 2, 5, 15, 60 minutes. */
const PAUSES: readonly number[] = [1, 2, 4, 10, 30, 120];
const LONGEST_MS = 60 * MINUTE_MS;
/** While GitLab checks or a pipeline runs; what never ends is given up after so many looks. */
const WAITING_MS = 2 * MINUTE_MS;
const WAITING_LOOKS = 60;
/** People may reopen what was closed. */
const REOPEN_MS = 14 * DAY_MS;

const RUNNING: ReadonlySet<string> = new Set([
  'created',
  'waiting_for_resource',
  'preparing',
  'waiting_for_callback',
  'pending',
  'running',
  'canceling',
]);

/** What the pace goes by. */
export interface LookedAt {
  readonly state: MergeRequestState;
  readonly detailedMergeStatus: string;
  readonly pipelineStatus: string | null;
  readonly closedAt: Date | null;
}

/**
 * When to look at a merge request again after so many looks that brought nothing new: soon after a change, while GitLab
 * checks and while a pipeline runs, then slowing down to once an hour. A closed one daily for 14 days; null: not again.
 */
export function nextLook(
  seen: LookedAt,
  quietLooks: number,
  { now, lookMs = LOOK_MS }: { readonly now: Date; readonly lookMs?: number | undefined },
): Date | null {
  if (seen.state === 'MERGED') return null;
  if (seen.state === 'CLOSED') {
    const closedAt = seen.closedAt ?? now;
    return now.getTime() - closedAt.getTime() < REOPEN_MS ? new Date(now.getTime() + DAY_MS) : null;
  }
  const isWaiting =
    readMergeStatus(seen.detailedMergeStatus).category === 'WAIT' || RUNNING.has(seen.pipelineStatus ?? '');
  const pauseMs = Math.min(lookMs * (PAUSES[Math.max(0, quietLooks)] ?? Infinity), LONGEST_MS);
  const isPatient = isWaiting && quietLooks < WAITING_LOOKS;
  return new Date(now.getTime() + (isPatient ? Math.min(pauseMs, WAITING_MS) : pauseMs));
}
