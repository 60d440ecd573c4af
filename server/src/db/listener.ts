import { AsyncResource } from 'node:async_hooks';
import { Client, escapeIdentifier } from 'pg';
import { type DatabaseLog, silentLog } from './log.js';

const PING_INTERVAL_MS = 30_000;
const FIRST_RECONNECT_DELAY_MS = 50;
const MAX_RECONNECT_DELAY_MS = 5_000;

/** Ends one subscription. */
export type Unlisten = () => Promise<void>;

/** Follows channels of Postgres notifications. */
export interface Listener {
  /**
   * Calls back for each message that is sent after this resolves. After a lost connection it listens again and calls
   * `onGap`: messages may have been missed, so look at the tables.
   */
  listen(channel: string, onMessage: (payload: string) => void, onGap?: () => void): Promise<Unlisten>;
}

interface Subscription {
  readonly channel: string;
  readonly onMessage: (payload: string) => void;
  readonly onGap: () => void;
}

/** Listens over one connection of its own, opened with the first subscription and opened again when it breaks. */
export class PostgresListener implements Listener {
  readonly #url: string;
  readonly #log: DatabaseLog;
  /** Where it was made: what it tells belongs to no request, whoever is the first to listen. */
  readonly #own = new AsyncResource('PostgresListener');
  readonly #subscriptions = new Set<Subscription>();
  #connection: Promise<Client> | null = null;
  #reconnectTimer: NodeJS.Timeout | undefined;
  #failures = 0;
  #isClosed = false;

  constructor(url: string, log: DatabaseLog = silentLog) {
    this.#url = url;
    this.#log = log;
  }

  async listen(
    channel: string,
    onMessage: (payload: string) => void,
    onGap: () => void = () => undefined,
  ): Promise<Unlisten> {
    const subscription: Subscription = { channel, onMessage, onGap };
    this.#subscriptions.add(subscription);
    try {
      const client = await this.#open();
      await client.query(`listen ${escapeIdentifier(channel)}`);
    } catch (error) {
      this.#subscriptions.delete(subscription);
      throw error;
    }
    return () => this.#unlisten(subscription);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#reconnectTimer);
    const client = await this.#connection?.catch(() => null);
    this.#connection = null;
    await client?.end();
  }

  async #unlisten(subscription: Subscription): Promise<void> {
    this.#subscriptions.delete(subscription);
    const isUsed = [...this.#subscriptions].some(({ channel }) => channel === subscription.channel);
    if (isUsed || this.#isClosed || this.#connection === null) return;
    const client = await this.#connection.catch(() => null);
    await client?.query(`unlisten ${escapeIdentifier(subscription.channel)}`).catch(() => undefined);
  }

  #open(): Promise<Client> {
    this.#connection ??= this.#own
      .runInAsyncScope(() => this.#connect())
      .catch((error: unknown) => {
        this.#connection = null;
        throw error;
      });
    return this.#connection;
  }

  async #connect(): Promise<Client> {
    const client = new Client({
      connectionString: this.#url,
      application_name: 'backline-listen',
      keepAlive: true,
      connectionTimeoutMillis: 10_000,
      query_timeout: 10_000,
    });
    client.on('error', () => undefined);
    client.on('notification', ({ channel, payload }) => this.#deliver(channel, payload ?? ''));
    try {
      await client.connect();
      for (const channel of new Set([...this.#subscriptions].map((one) => one.channel))) {
        await client.query(`listen ${escapeIdentifier(channel)}`);
      }
    } catch (error) {
      await client.end().catch(() => undefined);
      throw error;
    }
    this.#watch(client);
    return client;
  }

  /** A connection that died without a word is found by a ping; ending the client leads to a new one. */
  #watch(client: Client): void {
    const ping = setInterval(() => void client.query('select 1').catch(() => client.end()), PING_INTERVAL_MS);
    ping.unref();
    client.on('end', () => {
      clearInterval(ping);
      this.#connection = null;
      this.#scheduleReconnect();
    });
  }

  #deliver(channel: string, payload: string): void {
    for (const subscription of [...this.#subscriptions]) {
      if (subscription.channel === channel) subscription.onMessage(payload);
    }
  }

  #scheduleReconnect(): void {
    if (this.#isClosed || this.#subscriptions.size === 0) return;
    const delayMs = Math.min(FIRST_RECONNECT_DELAY_MS * 2 ** this.#failures, MAX_RECONNECT_DELAY_MS);
    this.#failures += 1;
    this.#reconnectTimer = setTimeout(() => void this.#reconnect(), delayMs);
    this.#reconnectTimer.unref();
  }

  async #reconnect(): Promise<void> {
    if (this.#isClosed) return;
    try {
      await this.#open();
    } catch (error) {
      const reason = error instanceof Error ? error.message : 'unknown';
      this.#log('warn', 'Listening to the database failed; it is tried again', { reason });
      this.#scheduleReconnect();
      return;
    }
    this.#failures = 0;
    for (const subscription of [...this.#subscriptions]) subscription.onGap();
  }
}
