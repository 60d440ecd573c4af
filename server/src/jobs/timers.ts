/** Runs work later. A worker takes it as an argument, so that a test can decide when. */
export interface Timers {
  /** Answers what calls it off. */
  after(delayMs: number, work: () => void): () => void;
}

/** The timers of the running system. */
export const systemTimers: Timers = {
  after: (delayMs, work) => {
    const timer = setTimeout(work, delayMs);
    return () => clearTimeout(timer);
  },
};
