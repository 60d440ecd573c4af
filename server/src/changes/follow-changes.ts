import type { Change, ChangeEvents } from './change.js';
import { ChangeStream } from './change-stream.js';

/**
 * Follows what changes for any number of readers over one subscription of the process, begun with the first reader. Who comes
 * before it is begun, and everybody after a gap, gets one event for each kind. Streams end when it cannot be begun.
 */
export function createChangeFollower(events: ChangeEvents): () => AsyncIterableIterator<Change> {
  const readers = new Set<ChangeStream>();
  let begun: Promise<unknown> | null = null;
  let isBegun = false;
  const tellAll = () => {
    for (const reader of readers) reader.pushAll();
  };
  const begin = async () => {
    try {
      await events.subscribe((change) => {
        for (const reader of readers) reader.push(change);
      }, tellAll);
      isBegun = true;
      tellAll();
    } catch {
      begun = null;
      for (const reader of [...readers]) reader.end();
    }
  };
  return () => {
    const stream = new ChangeStream(() => readers.delete(stream));
    readers.add(stream);
    if (!isBegun) begun ??= begin();
    return stream;
  };
}
