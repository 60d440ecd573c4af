import type { PackageFactsResult } from '../registries/registry.js';
import type { ResolutionResult } from '../resolution/resolution.js';

/** Which answers a piece of work went by. `isLacking`: it had to do without one, and is not remembered. */
export interface Trace {
  readonly facts: Map<string, PackageFactsResult>;
  readonly resolutions: Map<string, ResolutionResult>;
  isLacking: boolean;
}

/** What work gave, with the answers that it went by. */
interface Kept<Value> {
  readonly trace: Trace;
  readonly value: Value;
}

/** What was worked out for objects and texts; it holds as long as the answers that it went by are the same. */
export type Tracked<Value> = WeakMap<object, Map<string, Kept<Value>>>;

/** The answers as they are now. */
export interface Answers {
  readonly facts: ReadonlyMap<string, PackageFactsResult>;
  readonly resolutions: ReadonlyMap<string, ResolutionResult>;
}

/** Follows which answers work goes by, so that it need not be done again while they are the same. */
export class Tracker {
  private readonly open: Trace[] = [];
  private readonly answers: Answers;

  constructor(answers: Answers) {
    this.answers = answers;
  }

  /** That facts were asked for. */
  sawFacts(key: string, result: PackageFactsResult | undefined): void {
    for (const trace of this.open) {
      if (result === undefined) trace.isLacking = true;
      else trace.facts.set(key, result);
    }
  }

  /** That a resolution was asked for. */
  sawResolution(key: string, result: ResolutionResult | undefined): void {
    for (const trace of this.open) {
      if (result === undefined) trace.isLacking = true;
      else trace.resolutions.set(key, result);
    }
  }

  /** That something else is lacking. */
  lacks(): void {
    for (const trace of this.open) trace.isLacking = true;
  }

  /** What `work` gives, or gave before from the same answers. */
  recall<Value>(
    kept: Tracked<Value>,
    { about, key }: { about: object; key: string },
    work: () => Value,
  ): Value {
    const texts = kept.get(about) ?? new Map<string, Kept<Value>>();
    kept.set(about, texts);
    const known = texts.get(key);
    if (known !== undefined && this.holds(known.trace)) {
      for (const [name, result] of known.trace.facts) this.sawFacts(name, result);
      for (const [name, result] of known.trace.resolutions) this.sawResolution(name, result);
      return known.value;
    }
    const trace: Trace = { facts: new Map(), resolutions: new Map(), isLacking: false };
    this.open.push(trace);
    const value = work();
    this.open.pop();
    if (!trace.isLacking) texts.set(key, { trace, value });
    return value;
  }

  private holds({ facts, resolutions }: Trace): boolean {
    for (const [key, result] of facts) if (this.answers.facts.get(key) !== result) return false;
    for (const [key, result] of resolutions) if (this.answers.resolutions.get(key) !== result) return false;
    return true;
  }
}
