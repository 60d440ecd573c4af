import { z } from 'zod';
import { ERROR_CODES } from '../errors.js';
import { PushStream } from '../jobs/push-stream.js';
import { CONNECTION_CHECKS } from './connection-checks.js';
import type { ConnectionCheck } from './integration.js';

/** Sends and hears messages between processes. */
export interface CheckChannel {
  notify(payload: string): Promise<void>;
  listen(onMessage: (payload: string) => void): Promise<unknown>;
}

const messageSchema = z.object({
  attemptId: z.string(),
  check: z.object({
    name: z.enum(CONNECTION_CHECKS.map(({ name }) => name)),
    label: z.string(),
    state: z.enum(['RUNNING', 'PASSED', 'WARNED', 'FAILED', 'SKIPPED']),
    code: z.enum(ERROR_CODES).nullable(),
    message: z.string(),
    remedy: z.string().nullable(),
  }),
});
const MAX_ATTEMPTS = 200;

/**
 * The live checks of connection attempts: whoever follows an attempt sees the checks that ran and each change, in
 * whichever process it runs. Remembers the latest 200 attempts.
 */
export class CheckBoard {
  readonly #attempts = new Map<string, Map<string, ConnectionCheck>>();
  /** The messages of this process go out one after the other, so that none overtakes another. */
  #sent: Promise<unknown> = Promise.resolve();
  readonly #followers = new Map<string, Set<PushStream<ConnectionCheck>>>();

  constructor(private readonly channel: CheckChannel) {}

  /** Starts hearing what other processes publish. */
  async start(): Promise<void> {
    await this.channel.listen((payload) => {
      const message = messageSchema.safeParse(parseJson(payload));
      if (message.success) this.#deliver(message.data.attemptId, message.data.check);
    });
  }

  publish(attemptId: string | null, check: ConnectionCheck): void {
    if (attemptId === null || attemptId.length > 100) return;
    // Everybody hears it through the channel, this process too, so that the order is one.
    const payload = JSON.stringify({
      attemptId,
      check: { ...check, message: check.message.slice(0, 1_500) },
    });
    this.#sent = this.#sent
      .then(() => this.channel.notify(payload))
      .catch(() => this.#deliver(attemptId, check));
  }

  follow(attemptId: string): AsyncIterableIterator<ConnectionCheck> {
    const followers = this.#followers.get(attemptId) ?? new Set();
    const stream = new PushStream<ConnectionCheck>(() => {
      followers.delete(stream);
      if (followers.size === 0) this.#followers.delete(attemptId);
    });
    followers.add(stream);
    this.#followers.set(attemptId, followers);
    for (const check of this.#attempts.get(attemptId)?.values() ?? []) stream.push(check);
    return stream;
  }

  #deliver(attemptId: string, check: ConnectionCheck): void {
    const attempt = this.#attempts.get(attemptId) ?? new Map<string, ConnectionCheck>();
    attempt.set(check.name, check);
    this.#attempts.set(attemptId, attempt);
    if (this.#attempts.size > MAX_ATTEMPTS) this.#attempts.delete(this.#attempts.keys().next().value ?? '');
    const isOver = CONNECTION_CHECKS.every(({ name }) => {
      const state = attempt.get(name)?.state;
      return state !== undefined && state !== 'RUNNING';
    });
    for (const stream of this.#followers.get(attemptId) ?? []) {
      stream.push(check);
      if (isOver) stream.end();
    }
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
