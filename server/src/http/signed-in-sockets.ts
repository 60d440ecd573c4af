import type { Context } from 'graphql-ws';
import type { Extra } from 'graphql-ws/use/ws';
import type { WebSocket } from 'ws';
import type { Viewer } from '../accounts/account.js';
import type { ApiDeps } from '../graphql/context.js';

/** A socket of graphql-ws, with what it said when it began. */
export type Connection = Context<Record<string, unknown> | undefined, Extra>;

/** A safety net, and how late the end of a session by time is noticed: what somebody ends is told at once. */
const RECHECK_MS = 5_000;
/** The longest that a timer waits. */
const MAX_TIMER_MS = 2 ** 31 - 1;
/** Close code: nobody stands behind the socket any more, or with other rights. */
const FORBIDDEN = 4403;

interface Entry {
  readonly connection: Connection;
  readonly viewer: Viewer;
  readonly recheck: NodeJS.Timeout;
  expiry: NodeJS.Timeout | undefined;
}

/**
 * Open sockets with who stands behind each. They are closed when the session ends, the token is revoked or expires, or rights change,
 * whichever process that happens in. A database that does not answer closes nothing.
 */
export class SignedInSockets {
  readonly #api: Pick<ApiDeps, 'followAccess' | 'read' | 'clock'>;
  readonly #findViewer: (connection: Connection) => Promise<{ readonly viewer: Viewer | null }>;
  readonly #report: (error: unknown) => unknown;
  readonly #entries = new Map<WebSocket, Entry>();
  #following: Promise<() => Promise<void>> | null = null;

  constructor(
    api: Pick<ApiDeps, 'followAccess' | 'read' | 'clock'>,
    findViewer: (connection: Connection) => Promise<{ readonly viewer: Viewer | null }>,
    report: (error: unknown) => unknown,
  ) {
    this.#api = api;
    this.#findViewer = findViewer;
    this.#report = report;
  }

  /** Listens to what ends. Before a socket's session is read, so that nothing ends in between unnoticed. */
  async begin(): Promise<void> {
    this.#following ??= this.#api.followAccess((whose) => this.#recheckThose(whose));
    try {
      await this.#following;
    } catch (error) {
      this.#following = null;
      throw error;
    }
  }

  /** Watches a socket; false where it was closed meanwhile. */
  add(connection: Connection, viewer: Viewer): boolean {
    const { socket } = connection.extra;
    if (socket.readyState !== socket.OPEN) return false;
    const recheck = setInterval(() => void this.#recheck(socket), RECHECK_MS).unref();
    this.#entries.set(socket, { connection, viewer, recheck, expiry: undefined });
    // What ended between reading the session and here was told before the socket was among those that are looked at.
    void this.#recheck(socket).then(() => this.#endAtExpiry(socket));
    return true;
  }

  delete(socket: WebSocket): void {
    const entry = this.#entries.get(socket);
    clearInterval(entry?.recheck);
    clearTimeout(entry?.expiry);
    this.#entries.delete(socket);
  }

  async close(): Promise<void> {
    for (const socket of [...this.#entries.keys()]) this.delete(socket);
    const stop = await this.#following?.catch(() => null);
    await stop?.();
  }

  #recheckThose(whose: string | null): void {
    for (const [socket, { viewer }] of this.#entries)
      if (whose === null || mayConcern(whose, viewer)) void this.#recheck(socket);
  }

  async #recheck(socket: WebSocket): Promise<void> {
    const entry = this.#entries.get(socket);
    if (entry === undefined) return;
    try {
      const { viewer } = await this.#findViewer(entry.connection);
      if (viewer === null || rightsOf(viewer) !== rightsOf(entry.viewer))
        socket.close(FORBIDDEN, 'Forbidden');
    } catch (error) {
      this.#report(error);
    }
  }

  async #endAtExpiry(socket: WebSocket): Promise<void> {
    const entry = this.#entries.get(socket);
    if (entry?.viewer.kind !== 'API_TOKEN') return;
    try {
      const token = await this.#api.read.accounts.findApiToken(entry.viewer.id);
      if (token?.expiresAt == null || !this.#entries.has(socket)) return;
      const leftMs = token.expiresAt.getTime() - this.#api.clock().getTime();
      if (leftMs > MAX_TIMER_MS) return;
      entry.expiry = setTimeout(() => void this.#recheck(socket), Math.max(0, leftMs) + 1).unref();
    } catch (error) {
      this.#report(error);
    }
  }
}

/** A token may end with the account of who made it. */
function mayConcern(whose: string, { kind, id }: Viewer): boolean {
  if (kind === 'API_TOKEN') return whose === `token:${id}` || whose.startsWith('account:');
  return whose === `session:${id}` || whose === `account:${id}`;
}

/** All that says what somebody may do. */
function rightsOf({ name: _name, email: _email, ...rights }: Viewer): string {
  return JSON.stringify(rights);
}
