import type { Change } from './change.js';
import type { ChangeFeed } from './change-feed.js';
import { ChangeStream } from './change-stream.js';

/**
 * Follows what changes from now on. A reader who was too slow, or whom a restored backup left behind, gets one event for each kind.
 * Where following cannot be begun the stream ends.
 */
export function followChanges(feed: ChangeFeed): AsyncIterableIterator<Change> {
  const stream = new ChangeStream(() => leave());
  const leave = feed.join({
    wave: ({ changes }) => {
      if (changes === null) return stream.pushAll();
      for (const { kind, id, projectId } of changes) if (kind !== 'JOB') stream.push({ kind, id, projectId });
    },
    moved: () => stream.pushAll(),
  });
  feed.refresh().catch(() => stream.end());
  return stream;
}
