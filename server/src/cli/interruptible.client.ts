const SIGNALS = ['SIGINT', 'SIGTERM'] as const;
/** As shells say it of a program that SIGINT ended. */
const INTERRUPTED = 130;

/**
 * Runs work that an interruption (Ctrl-C, or a polite kill) asks to stop by its signal, and answers with its exit
 * code: 130 where that ended it. The work closes what it opened; a second interruption ends the process at once.
 */
export async function interruptible(
  warn: (message: string) => void,
  work: (signal: AbortSignal) => Promise<number>,
): Promise<number> {
  const stop = new AbortController();
  const interrupt = () => {
    for (const signal of SIGNALS) process.off(signal, interrupt);
    stop.abort();
  };
  for (const signal of SIGNALS) process.on(signal, interrupt);
  try {
    return await work(stop.signal);
  } catch (error) {
    if (!stop.signal.aborted) throw error;
    warn('Interrupted. What was done stays; run it again for the rest.\n');
    return INTERRUPTED;
  } finally {
    for (const signal of SIGNALS) process.off(signal, interrupt);
  }
}
