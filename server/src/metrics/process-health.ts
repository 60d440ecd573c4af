import type { WorkerPulse } from '../jobs/job-worker.js';

/** Whether a process is alive, or ready; the sentence is for whoever looks. */
export interface Health {
  readonly isWell: boolean;
  readonly message: string;
}

/** What is known of a process. */
export interface ProcessState {
  readonly isStopping: boolean;
  /** Null where there is no worker. */
  readonly pulse: WorkerPulse | null;
  readonly now: Date;
}

/** A worker's regular round begins every 10 s, and looks wait at most 2 s. */
const ROUND_MS = 60_000;
const CLAIM_MS = 30_000;

/** Alive: whoever does not go round any more is to be started again. A process that stops is alive until it has ended. */
export function healthOf({ isStopping, pulse, now }: ProcessState): Health {
  if (isStopping || pulse === null) return { isWell: true, message: 'ok' };
  const { roundAt } = pulse;
  if (roundAt !== null && now.getTime() - roundAt.getTime() <= ROUND_MS)
    return { isWell: true, message: 'ok' };
  return { isWell: false, message: `The worker has not gone round for ${ROUND_MS / 1_000} seconds.` };
}

/** Ready: its database answers, and a worker takes jobs. From the beginning of a stop on it is not. */
export async function readinessOf(
  { isStopping, pulse, now }: ProcessState,
  ping: () => Promise<unknown>,
): Promise<Health> {
  if (isStopping) return { isWell: false, message: 'Backline is stopping.' };
  try {
    await ping();
  } catch {
    return { isWell: false, message: 'The database does not answer.' };
  }
  if (pulse === null || pulse.isFull) return { isWell: true, message: 'ready' };
  const { claimedAt } = pulse;
  if (pulse.isClaiming && claimedAt !== null && now.getTime() - claimedAt.getTime() <= CLAIM_MS)
    return { isWell: true, message: 'ready' };
  return { isWell: false, message: 'The worker does not take jobs.' };
}
