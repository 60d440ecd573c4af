import type { JobEvents } from './job-events.js';
import type { Job } from './job.js';
import { PushStream } from './push-stream.js';

/** Follows one job, or all of them: its state now, then each time that it changes. Ends when the reader leaves. */
export function followJobs(
  { events, read }: { readonly events: JobEvents; readonly read: (id: string) => Promise<Job | null> },
  id: string | null,
): AsyncIterableIterator<Job> {
  let stop: () => Promise<void> = () => Promise.resolve();
  let isOver = false;
  const stream = new PushStream<Job>(() => {
    isOver = true;
    void stop();
  });
  const push = async (changed: string) => {
    const job = await read(changed);
    if (job !== null) stream.push(job);
  };
  const begin = async () => {
    stop = await events.subscribe(
      (event) => {
        if (id === null || event.id === id) void push(event.id).catch(() => stream.end());
      },
      () => {
        if (id !== null) void push(id).catch(() => stream.end());
      },
    );
    if (isOver) await stop();
    else if (id !== null) await push(id);
  };
  void begin().catch(() => stream.end());
  return stream;
}
