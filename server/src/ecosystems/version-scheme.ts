/** How an ecosystem reads and orders its versions. `T` is its own form of a version, read once and compared often. */
export interface VersionScheme<T> {
  /** Null for what is no version: a range, a tag, an address. */
  read(text: string): T | null;
  /** Negative, zero or positive. */
  compare(left: T, right: T): number;
}

/** A total order over texts: what is no version comes first and among itself by text. */
export function totalOrder<T>(scheme: VersionScheme<T>): (left: string, right: string) => number {
  return (left, right) => {
    const leftVersion = scheme.read(left);
    const rightVersion = scheme.read(right);
    if (leftVersion !== null && rightVersion !== null) return scheme.compare(leftVersion, rightVersion);
    if (leftVersion !== null) return 1;
    if (rightVersion !== null) return -1;
    return left < right ? -1 : left > right ? 1 : 0;
  };
}
