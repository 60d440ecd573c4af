import { z } from 'zod';
import type { Clock } from '../clock.js';
import type { Database } from '../db/data-source.js';
import type { PauseReason, SharedPauses } from './shared-pauses.js';

const CHANNEL = 'backline_gitlab_pause';
const messageSchema = z.object({ key: z.string(), ms: z.number().min(0).max(86_400_000) });

/** What following the pauses needs. */
export interface SharedPausesDeps {
  readonly database: Pick<Database, 'dataSource' | 'listen'>;
  readonly clock: Clock;
  /** Hears why the others could not be told, or the table not be read; the pause then holds in this process alone. */
  readonly report: (error: unknown) => void;
}

/** Pauses over Postgres; `close` waits for what is being told. */
export interface FollowedPauses extends SharedPauses {
  close(): Promise<void>;
}

/**
 * Shares pauses through the table gitlab_pause and a notification. Times travel as what is left of them, so that machines
 * whose clocks differ agree.
 */
export async function followSharedPauses(deps: SharedPausesDeps): Promise<FollowedPauses> {
  const known = new Map<string, number>();
  const pending = new Set<Promise<unknown>>();
  const learn = (key: string, ms: number): void => {
    const nowMs = deps.clock().getTime();
    for (const [each, untilMs] of known) if (untilMs <= nowMs) known.delete(each);
    known.set(key, Math.max(known.get(key) ?? 0, nowMs + ms));
  };
  const track = (work: Promise<unknown>): void => {
    const settled = work.catch(deps.report).finally(() => pending.delete(settled));
    pending.add(settled);
  };
  const readAll = async (): Promise<void> => {
    for (const { key, ms } of await readPauses(deps)) learn(key, ms);
  };
  const unlisten = await deps.database.listen(
    CHANNEL,
    (payload) => {
      const message = parseMessage(payload);
      if (message !== null) learn(message.key, message.ms);
    },
    () => track(readAll()),
  );
  await readAll();
  return {
    pausedUntilMs: (key) => known.get(key) ?? 0,
    tell: (key, until, reason) => {
      const ms = until.getTime() - deps.clock().getTime();
      if (ms > 0) track(writePause(deps, { key, ms, reason }));
    },
    close: async () => {
      await unlisten();
      await Promise.all(pending);
    },
  };
}

async function readPauses({ database }: SharedPausesDeps): Promise<readonly { key: string; ms: number }[]> {
  return database.dataSource.query(
    `SELECT key, (extract(epoch FROM paused_until - now()) * 1000)::double precision AS ms
       FROM gitlab_pause WHERE paused_until > now()`,
  );
}

/** The longest pause wins; what is over is forgotten on the way. */
async function writePause(
  { database }: SharedPausesDeps,
  pause: { readonly key: string; readonly ms: number; readonly reason: PauseReason },
): Promise<void> {
  await database.dataSource.query(
    `WITH over AS (DELETE FROM gitlab_pause WHERE paused_until < now() - interval '1 hour' AND key <> $1),
       written AS (
         INSERT INTO gitlab_pause AS known (key, paused_until, reason)
         VALUES ($1, now() + $2::double precision * interval '1 millisecond', $3)
         ON CONFLICT (key) DO UPDATE SET paused_until = excluded.paused_until, reason = excluded.reason
           WHERE known.paused_until < excluded.paused_until
         RETURNING key)
     SELECT pg_notify($4, json_build_object('key', key, 'ms', $2::double precision)::text) FROM written`,
    [pause.key, pause.ms, pause.reason, CHANNEL],
  );
}

function parseMessage(payload: string): z.infer<typeof messageSchema> | null {
  try {
    return messageSchema.safeParse(JSON.parse(payload)).data ?? null;
  } catch {
    return null;
  }
}
