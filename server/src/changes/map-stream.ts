/** Each value that `map` gives for one of the source; those that it answers with null are left out. Ends the source when it ends. */
export function mapStream<In, Out>(
  source: AsyncIterableIterator<In>,
  map: (value: In) => Promise<Out | null>,
): AsyncIterableIterator<Out> {
  return {
    async next() {
      for (;;) {
        const { value, done } = await source.next();
        if (done === true) return { value: undefined, done: true };
        const mapped = await map(value);
        if (mapped !== null) return { value: mapped, done: false };
      }
    },
    // A generator would wait for the next value before it ends the source.
    async return() {
      await source.return?.();
      return { value: undefined, done: true };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
