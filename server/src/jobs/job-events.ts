import type { JobState } from './job.js';

/** A job was queued, changed its state, made progress, or was asked to stop: read it again to see. */
export interface JobEvent {
  readonly id: string;
  readonly state: JobState;
}

/** Follows jobs across processes. */
export interface JobEvents {
  /** Resolves, once it listens, to what ends it. `onGap`: events may have been missed, read again what you show. */
  subscribe(onEvent: (event: JobEvent) => void, onGap?: () => void): Promise<() => Promise<void>>;
}
