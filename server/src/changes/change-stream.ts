import { CHANGE_KINDS, type Change, type ChangeKind } from './change.js';

/** As many single changes of a kind wait for a slow reader; one more, and a single event stands for them all. */
const MAX_WAITING = 20;

/**
 * Changes for one reader, in the order in which they came. What waits is bounded: the same change waits once, and many of
 * a kind become one event without an id. `onEnd` runs once, however it ends.
 */
export class ChangeStream implements AsyncIterableIterator<Change> {
  readonly #waiting = new Map<string, Change>();
  readonly #takers: ((result: IteratorResult<Change>) => void)[] = [];
  readonly #onEnd: () => void;
  #isEnded = false;

  constructor(onEnd: () => void) {
    this.#onEnd = onEnd;
  }

  push(change: Change): void {
    if (this.#isEnded) return;
    const taker = this.#takers.shift();
    if (taker !== undefined) taker({ value: change, done: false });
    else this.#keep(change);
  }

  /** Something may have been missed: one event for each kind. */
  pushAll(): void {
    for (const kind of CHANGE_KINDS) this.push(anyOf(kind));
  }

  end(): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    this.#onEnd();
    for (const taker of this.#takers.splice(0)) taker({ value: undefined, done: true });
  }

  next(): Promise<IteratorResult<Change>> {
    for (const [key, value] of this.#waiting) {
      this.#waiting.delete(key);
      return Promise.resolve({ value, done: false });
    }
    if (this.#isEnded) return Promise.resolve({ value: undefined, done: true });
    return new Promise((resolve) => {
      this.#takers.push(resolve);
    });
  }

  return(): Promise<IteratorResult<Change>> {
    this.#waiting.clear();
    this.end();
    return Promise.resolve({ value: undefined, done: true });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  #keep(change: Change): void {
    if (this.#waiting.has(keyOf(anyOf(change.kind)))) return;
    this.#waiting.set(keyOf(change), change);
    const ofKind = [...this.#waiting].filter(([, { kind }]) => kind === change.kind);
    const isAny = keyOf(change) === keyOf(anyOf(change.kind));
    if (ofKind.length <= MAX_WAITING && !isAny) return;
    for (const [key] of ofKind) this.#waiting.delete(key);
    this.#waiting.set(keyOf(anyOf(change.kind)), anyOf(change.kind));
  }
}

function anyOf(kind: ChangeKind): Change {
  return { kind, id: null, projectId: null };
}

function keyOf({ kind, id, projectId }: Change): string {
  return `${kind} ${id ?? ''} ${projectId ?? ''}`;
}
