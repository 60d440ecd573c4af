/** What matching must know of an ecosystem: a total order of its versions. `Ecosystem` is one. */
export interface VersionOrder {
  readonly id: string;
  compareVersions(left: string, right: string): number;
  /** Whether a text is one version and not a range, a tag or an address; all texts are where it is left out. */
  isVersion?(text: string): boolean;
}

/** A version read once and compared often: its three numbers where it is as plain as `1.2.3`. */
export interface PreparedVersion {
  readonly text: string;
  readonly numbers: readonly [number, number, number] | null;
}

/** Reads a version for `comparePrepared`; only npm's plain versions have numbers. */
export function prepareVersion(text: string, order: VersionOrder | null): PreparedVersion {
  if (order?.id !== 'npm') return { text, numbers: null };
  const found = /^(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})$/.exec(text);
  return { text, numbers: found === null ? null : [Number(found[1]), Number(found[2]), Number(found[3])] };
}

/** The order's own answer; for two plain versions without asking it, which is some fifty times faster. */
export function comparePrepared(left: PreparedVersion, right: PreparedVersion, order: VersionOrder): number {
  const [first, second] = [left.numbers, right.numbers];
  if (first === null || second === null) return order.compareVersions(left.text, right.text);
  return first[0] - second[0] || first[1] - second[1] || first[2] - second[2];
}
