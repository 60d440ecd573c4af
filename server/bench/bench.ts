/** One measured number beside another one of the same run; `target` where one is stated. */
export interface BenchLine {
  readonly name: string;
  readonly metric: string;
  readonly value: number;
  readonly unit: string;
  readonly baseline: number;
  readonly ratio: number;
  readonly target?: number;
  readonly isReached?: boolean;
}

/** A benchmark: it reports its lines one by one and throws when it could not measure. */
export interface Bench {
  readonly name: string;
  /** Runs only where it is named, because it takes long. */
  readonly isOnRequest?: boolean;
  run(report: (line: BenchLine) => void): Promise<void>;
}

/** What was measured. `target` is the most that the value may be, or with `isLeast` the least. */
export interface Measurement {
  readonly metric: string;
  readonly value: number;
  readonly unit: string;
  readonly baseline: number;
  readonly target?: number;
  readonly isLeast?: boolean;
}

/** The line of a measurement, with numbers of four digits. */
export function benchLine(name: string, measured: Measurement): BenchLine {
  const { metric, value, unit, baseline, target } = measured;
  const isReached = (goal: number): boolean => (measured.isLeast === true ? value >= goal : value <= goal);
  return {
    name,
    metric,
    value: rounded(value),
    unit,
    baseline: rounded(baseline),
    ratio: baseline === 0 ? 0 : rounded(value / baseline),
    ...(target === undefined ? {} : { target, isReached: isReached(target) }),
  };
}

/** The middle one; 0 of none. */
export function median(values: readonly number[]): number {
  return values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)] ?? 0;
}

/** Milliseconds that the work took. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

function rounded(value: number): number {
  return Number(value.toPrecision(4));
}
