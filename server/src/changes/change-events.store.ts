import { z } from 'zod';
import type { Listener } from '../db/listener.js';
import { CHANGE_KINDS, type ChangeEvents } from './change.js';

const CHANNEL = 'backline_change';
const changeSchema = z.object({
  kind: z.enum(CHANGE_KINDS),
  id: z.string().nullable(),
  projectId: z.string().nullable(),
});

/** Follows what any process on the same database commits; the triggers of migration 0027 tell it. */
export function createChangeEvents(listener: Listener): ChangeEvents {
  return {
    subscribe: (onChange, onGap) =>
      listener.listen(
        CHANNEL,
        (payload) => {
          const change = changeSchema.safeParse(parseJson(payload));
          if (change.success) onChange(change.data);
        },
        onGap,
      ),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
