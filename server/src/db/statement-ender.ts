import { Client } from 'pg';
import type { DatabaseLog } from './log.js';

/** A server process of Postgres, and since when (by `performance.now()`) we have held it. */
export interface HeldBackend {
  readonly processId: number;
  readonly since: number;
}

const CONNECT_MS = 5_000;
const WAIT_MS = 1_000;

/**
 * Ends server processes by a connection of its own, because the pool may have none left: their statements stop, their transactions roll
 * back. A process that is younger than we have held it is another one with the same number, and is left alone.
 */
export class StatementEnder {
  readonly #url: string;
  readonly #log: DatabaseLog;
  #waiting: HeldBackend[] = [];
  #running: Promise<void> | null = null;

  constructor(url: string, log: DatabaseLog) {
    this.#url = url;
    this.#log = log;
  }

  /** Resolves when the process has ended, or has been told to for a second; one connection serves all that come meanwhile. */
  end(backend: HeldBackend): Promise<void> {
    this.#waiting.push(backend);
    this.#running ??= this.#drain();
    return this.#running;
  }

  async #drain(): Promise<void> {
    try {
      while (this.#waiting.length > 0) await this.#work();
    } finally {
      this.#running = null;
    }
  }

  async #work(): Promise<void> {
    const client = new Client({
      connectionString: this.#url,
      application_name: 'backline',
      connectionTimeoutMillis: CONNECT_MS,
      query_timeout: CONNECT_MS,
    });
    client.on('error', () => undefined);
    try {
      await client.connect();
      while (this.#waiting.length > 0) {
        const backends = this.#waiting;
        this.#waiting = [];
        const now = performance.now();
        const held = [
          backends.map(({ processId }) => processId),
          backends.map(({ since }) => Math.max(0, now - since)),
        ];
        // All are told before one is waited for.
        for (const waitMs of [0, WAIT_MS]) await client.query(END, [...held, waitMs]);
      }
    } catch (error) {
      this.#waiting = [];
      this.#log('warn', 'Statements of a request that was given up could not be ended', {
        error: error instanceof Error ? error.message : '',
      });
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}

const END = `
  SELECT pg_terminate_backend(activity.pid, $3::bigint)
  FROM pg_stat_activity AS activity
  JOIN unnest($1::int[], $2::float8[]) AS held (pid, ms) ON held.pid = activity.pid
  WHERE activity.datname = current_database() AND activity.usename = current_user
    AND activity.backend_start <= clock_timestamp() - make_interval(secs => held.ms / 1000)`;
