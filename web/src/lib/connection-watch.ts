import { createContext, useContext, useSyncExternalStore } from 'react';

/** What the page knows of its connection to the server. Times are milliseconds since 1970. */
export interface ConnectionState {
  /** Whether changes arrive by themselves. */
  readonly isLive: boolean;
  /** Since when nothing is heard of the server; null while it answers. */
  readonly lostAt: number | null;
  /** When requests were last answered while changes do not come; null where they are not answered either. */
  readonly answeredAt: number | null;
  /** When it is tried again by itself; null where a try is on its way. */
  readonly nextTryAt: number | null;
}

const FIRST_WAIT_MS = 1_000;
const MAX_WAIT_MS = 30_000;

/** Gathers from the socket, the requests and the browser whether the server can be reached, and paces the tries. */
export class ConnectionWatch {
  readonly #listeners = new Set<() => void>();
  readonly #waits = new Map<() => void, number>();
  #troubles: ReadonlySet<Trouble> = new Set();
  #state: ConnectionState = { isLive: false, lostAt: null, answeredAt: null, nextTryAt: null };

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly read = (): ConnectionState => this.#state;

  /** The socket is open: whoever opened it, the server answers. */
  socketOpened(): void {
    this.#troubles = new Set();
    this.#change({ isLive: true });
  }

  socketLost(): void {
    this.#add('SOCKET', { isLive: false });
  }

  /** Nobody wants the socket any more. */
  socketUnwanted(): void {
    this.#remove('SOCKET', { isLive: false });
  }

  requestFailed(): void {
    this.#add('REQUESTS', { answeredAt: null });
  }

  requestAnswered(): void {
    if (this.#troubles.size > 0) this.#remove('REQUESTS', { answeredAt: Date.now() });
  }

  get areRequestsFailing(): boolean {
    return this.#troubles.has('REQUESTS');
  }

  wentOffline(): void {
    this.#add('OFFLINE', { answeredAt: null });
  }

  wentOnline(): void {
    this.#remove('OFFLINE');
    this.tryNow();
  }

  /** Resolves when it is time for the next try: later each time, up to half a minute, or when a person wants it now. */
  waitToTry(tries: number): Promise<void> {
    const spread = 0.75 + Math.random() / 2;
    const waitMs = Math.min(FIRST_WAIT_MS * 2 ** Math.min(tries, 10), MAX_WAIT_MS) * spread;
    return new Promise((resolve) => {
      const go = () => {
        clearTimeout(timer);
        this.#waits.delete(go);
        this.#change({});
        resolve();
      };
      const timer = setTimeout(go, waitMs);
      this.#waits.set(go, Date.now() + waitMs);
      this.#change({});
    });
  }

  tryNow(): void {
    for (const go of [...this.#waits.keys()]) go();
  }

  #add(trouble: Trouble, change: Partial<ConnectionState> = {}): void {
    this.#troubles = new Set([...this.#troubles, trouble]);
    this.#change(change);
  }

  #remove(trouble: Trouble, change: Partial<ConnectionState> = {}): void {
    this.#troubles = new Set([...this.#troubles].filter((each) => each !== trouble));
    this.#change(change);
  }

  #change(change: Partial<ConnectionState>): void {
    const lostAt = this.#troubles.size === 0 ? null : (this.#state.lostAt ?? Date.now());
    const next: Writable<ConnectionState> = {
      ...this.#state,
      ...change,
      lostAt,
      nextTryAt: earliest(this.#waits.values()),
    };
    if (lostAt === null) next.answeredAt = null;
    if (isSame(next, this.#state)) return;
    this.#state = next;
    for (const listener of [...this.#listeners]) listener();
  }
}

type Writable<Value> = { -readonly [Name in keyof Value]: Value[Name] };

type Trouble = 'SOCKET' | 'REQUESTS' | 'OFFLINE';

function earliest(times: Iterable<number>): number | null {
  let first: number | null = null;
  for (const time of times) if (first === null || time < first) first = time;
  return first;
}

function isSame(left: ConnectionState, right: ConnectionState): boolean {
  return (
    left.isLive === right.isLive &&
    left.lostAt === right.lostAt &&
    left.answeredAt === right.answeredAt &&
    left.nextTryAt === right.nextTryAt
  );
}

/** Given by `main.tsx`; without one nothing is live and nothing is lost. */
export const ConnectionWatchContext = createContext(new ConnectionWatch());

export function useConnectionWatch(): ConnectionWatch {
  return useContext(ConnectionWatchContext);
}

export function useConnectionState(): ConnectionState {
  const watch = useConnectionWatch();
  return useSyncExternalStore(watch.subscribe, watch.read);
}
