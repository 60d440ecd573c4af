import type { Change, ChangeEvents } from './change.js';
import { ChangeStream } from './change-stream.js';

/**
 * Follows what changes for any number of readers over one subscription of the process, begun at once. Who comes before it is begun, and
 * everybody after a gap, gets one event for each kind. Where it cannot be begun streams end, and the next reader tries again.
 */
export function createChangeFollower(events: ChangeEvents): () => AsyncIterableIterator<Change> {
  const readers = new Set<ChangeStream>();
  let state: 'IDLE' | 'BEGINNING' | 'BEGUN' = 'IDLE';
  const tellAll = () => {
    for (const reader of readers) reader.pushAll();
  };
  const begin = async () => {
    state = 'BEGINNING';
    try {
      await events.subscribe((change) => {
        for (const reader of readers) reader.push(change);
      }, tellAll);
      state = 'BEGUN';
      tellAll();
    } catch {
      state = 'IDLE';
      for (const reader of [...readers]) reader.end();
    }
  };
  void begin();
  return () => {
    const stream = new ChangeStream(() => readers.delete(stream));
    readers.add(stream);
    if (state === 'IDLE') void begin();
    return stream;
  };
}
