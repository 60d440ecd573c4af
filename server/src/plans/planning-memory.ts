/** What is worked out once for an object and a text, and remembered as long as the object is there. */
export interface Remembered<Value> {
  recall(about: object, key: string, work: () => Value): Value;
}

/** An empty memory. */
export function createRemembered<Value>(): Remembered<Value> {
  const known = new WeakMap<object, Map<string, { readonly value: Value }>>();
  return {
    recall(about, key, work) {
      const texts = known.get(about) ?? new Map<string, { readonly value: Value }>();
      known.set(about, texts);
      const found = texts.get(key) ?? { value: work() };
      texts.set(key, found);
      return found.value;
    },
  };
}
