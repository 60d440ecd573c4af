import { PushStream } from '../jobs/push-stream.js';
import type { Change } from './change.js';

/** Follows what changes. Ends when the reader leaves. */
export function followChanges(): AsyncIterableIterator<Change> {
  return new PushStream<Change>(() => undefined);
}
