import type { WebSocket } from 'ws';

/** So many bytes wait at most for a socket whose other end does not read. */
const MAX_WAITING_BYTES = 1024 * 1024;
/** Something waits, and for so long less than before did not. */
const STUCK_MS = 10_000;
const LOOK_MS = 1_000;
/** Who reads again within this time still gets to know why. */
const LAST_WORD_MS = 5_000;
/** Close code: the other end reads too slowly; it may come back and go on from its last cursor. */
const TOO_SLOW = 4413;

/** Ends sockets that do not read what is sent to them, so that what waits for them takes a bounded amount of memory. */
export class SlowSockets {
  readonly #sockets: ReadonlySet<WebSocket>;
  readonly #waiting = new WeakMap<WebSocket, { readonly bytes: number; readonly since: number }>();
  readonly #ended = new WeakSet<WebSocket>();
  readonly #now: () => number;
  readonly #lastWordMs: number;
  readonly #timer: NodeJS.Timeout;

  constructor(
    sockets: ReadonlySet<WebSocket>,
    now: () => number = () => performance.now(),
    lastWordMs = LAST_WORD_MS,
  ) {
    this.#sockets = sockets;
    this.#now = now;
    this.#lastWordMs = lastWordMs;
    this.#timer = setInterval(() => this.look(), LOOK_MS).unref();
  }

  /** Looks at all. */
  look(): void {
    for (const socket of this.#sockets) this.check(socket);
  }

  /** Looks at one, before more is sent to it. */
  check(socket: WebSocket): void {
    const bytes = socket.bufferedAmount;
    const before = this.#waiting.get(socket);
    if (bytes === 0) {
      this.#waiting.delete(socket);
      return;
    }
    const isMoving = before === undefined || bytes < before.bytes;
    const since = isMoving ? this.#now() : before.since;
    this.#waiting.set(socket, { bytes, since });
    if (bytes > MAX_WAITING_BYTES || this.#now() - since > STUCK_MS) this.#end(socket);
  }

  close(): void {
    clearInterval(this.#timer);
  }

  #end(socket: WebSocket): void {
    if (this.#ended.has(socket)) return;
    this.#ended.add(socket);
    socket.close(TOO_SLOW, 'Too slow');
    setTimeout(() => socket.terminate(), this.#lastWordMs).unref();
  }
}
