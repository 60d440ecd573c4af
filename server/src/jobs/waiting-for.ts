/** What is known about a queued job's chance to run. */
export interface WaitingFacts {
  readonly now: Date;
  readonly runAt: Date;
  /** Why it was put back, when it was. */
  readonly waitReason: string | null;
  readonly isLanePaused: boolean;
  readonly pausedUntil: Date | null;
  readonly pauseReason: string | null;
  readonly laneConcurrency: number;
  readonly laneRunning: number;
}

/** Says for a person why a queued job does not run yet: a paused lane first, then its time, then a full lane. */
export function describeWaiting(facts: WaitingFacts): string {
  if (facts.isLanePaused && (facts.pausedUntil === null || facts.pausedUntil > facts.now)) {
    const until = facts.pausedUntil === null ? '' : ` until ${timeOf(facts.pausedUntil)}`;
    return `Paused${until}: ${facts.pauseReason ?? 'no reason was given'}`;
  }
  if (facts.runAt > facts.now) {
    const time = timeOf(facts.runAt);
    return facts.waitReason === null ? `Due at ${time}` : `Tried again at ${time}: ${facts.waitReason}`;
  }
  if (facts.laneRunning >= facts.laneConcurrency) {
    return `Waits for ${facts.laneRunning} running ${facts.laneRunning === 1 ? 'job' : 'jobs'} of the same lane, whose limit is ${facts.laneConcurrency}`;
  }
  return 'Waits for a free worker';
}

function timeOf(time: Date): string {
  return `${time.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}
