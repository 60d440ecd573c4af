import { z } from 'zod';
import type { Listener } from '../db/listener.js';
import type { JobState } from './job.js';
import type { JobEvents } from './job-events.js';
import type { JobWake } from './job-claims.js';

const EVENT_CHANNEL = 'backline_job';
const WAKE_CHANNEL = 'backline_job_wake';
const STATES = [
  'QUEUED',
  'RUNNING',
  'SUCCEEDED',
  'FAILED',
  'CANCELLED',
] as const satisfies readonly JobState[];
const eventSchema = z.object({ id: z.string(), state: z.enum(STATES) });

/** Follows the changes of jobs that any process on the same database commits. */
export function createJobEvents(listener: Listener): JobEvents {
  return {
    subscribe: (onEvent, onGap) =>
      listener.listen(
        EVENT_CHANNEL,
        (payload) => {
          const event = eventSchema.safeParse(parseJson(payload));
          if (event.success) onEvent(event.data);
        },
        onGap,
      ),
  };
}

/** Wakes a worker by notifications; after a lost connection it looks at once. */
export function createJobWake(listener: Listener): JobWake {
  return {
    listen: (onQueued, onCancel) =>
      listener.listen(WAKE_CHANNEL, (payload) => (payload === '' ? onQueued() : onCancel(payload)), onQueued),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
