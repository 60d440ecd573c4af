import { type ChangeCursor, decodeCursor } from './change-cursor.js';
import type { ChangeFeed } from './change-feed.js';
import type { ChangeLog } from './change-log.js';
import type { ObjectFilter } from './change.js';
import { ObjectStream } from './object-stream.js';

/** What following single objects needs. */
export interface FollowObjectsDeps {
  readonly feed: ChangeFeed;
  readonly log: ChangeLog;
}

/** Follows objects from a cursor, or from now on. BAD_INPUT for a cursor that is none. */
export function followObjects(
  { feed, log }: FollowObjectsDeps,
  filter: ObjectFilter,
  after: string | null,
): ObjectStream {
  const cursor: ChangeCursor | null = after === null ? null : decodeCursor(after);
  return new ObjectStream({ feed, log, filter }, cursor);
}
