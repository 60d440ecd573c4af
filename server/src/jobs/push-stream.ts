/**
 * Turns calls into an async iterator: what is pushed waits, at most `limit` values (the oldest go first), until it is
 * taken. `onEnd` runs once, however it ends.
 */
export class PushStream<Value> implements AsyncIterableIterator<Value> {
  readonly #waiting: Value[] = [];
  readonly #takers: ((result: IteratorResult<Value>) => void)[] = [];
  readonly #limit: number;
  readonly #onEnd: () => void;
  #isEnded = false;

  constructor(onEnd: () => void, limit = 1_000) {
    this.#onEnd = onEnd;
    this.#limit = limit;
  }

  push(value: Value): void {
    if (this.#isEnded) return;
    const taker = this.#takers.shift();
    if (taker !== undefined) taker({ value, done: false });
    else if (this.#waiting.push(value) > this.#limit) this.#waiting.shift();
  }

  end(): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    this.#onEnd();
    for (const taker of this.#takers.splice(0)) taker({ value: undefined, done: true });
  }

  next(): Promise<IteratorResult<Value>> {
    const value = this.#waiting.shift();
    if (value !== undefined) return Promise.resolve({ value, done: false });
    if (this.#isEnded) return Promise.resolve({ value: undefined, done: true });
    return new Promise((resolve) => {
      this.#takers.push(resolve);
    });
  }

  return(): Promise<IteratorResult<Value>> {
    this.#waiting.length = 0;
    this.end();
    return Promise.resolve({ value: undefined, done: true });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
