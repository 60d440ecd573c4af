/** What GitLab does later, in background jobs. Nothing here keeps the process alive. */
export class Background {
  private readonly timers = new Set<NodeJS.Timeout>();
  private readonly running = new Set<Promise<void>>();
  private isStopped = false;

  /** Runs the work after the delay; with no delay it is awaited at once. */
  async after(delayMs: number, work: () => Promise<void>): Promise<void> {
    if (this.isStopped) return;
    if (delayMs <= 0) return await work();
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      this.start(work);
    }, delayMs);
    timer.unref();
    this.timers.add(timer);
  }

  /** Starts the work now, without waiting for it. A failure is dropped: GitLab's jobs fail silently too. */
  start(work: () => Promise<void>): void {
    if (this.isStopped) return;
    const run = work()
      .catch(() => undefined)
      .finally(() => this.running.delete(run));
    this.running.add(run);
  }

  /** Waits until nothing is planned or running. */
  async settle(): Promise<void> {
    while (this.timers.size > 0 || this.running.size > 0) {
      if (this.running.size > 0) await Promise.all(this.running);
      else await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  /** Drops what is planned and waits for what runs. */
  async stop(): Promise<void> {
    this.isStopped = true;
    for (const timer of this.timers) clearTimeout(timer);
    this.timers.clear();
    await Promise.all(this.running);
  }
}
