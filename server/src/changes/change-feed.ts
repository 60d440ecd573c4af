import type { ChangeLog, ChangeWake, LogPlace, LogWave } from './change-log.js';

/** Somebody who is told of every wave. */
export interface FeedReader {
  wave(wave: LogWave): void;
  /** The log can be followed no further from where the reader is: a backup was restored. */
  moved(place: LogPlace): void;
}

/** What following the log needs. */
export interface ChangeFeedDeps {
  readonly log: ChangeLog;
  readonly wake: ChangeWake;
  readonly rest: (ms: number) => Promise<void>;
  /** Runs what all readers share apart from the one who set it off, who may be limited or cut off. */
  readonly apart: <Result>(work: () => Result) => Result;
  readonly report: (error: unknown) => unknown;
}

interface Waiting {
  readonly done: (place: LogPlace) => void;
  readonly failed: (error: unknown) => void;
}

/** What comes meanwhile is read together. */
const GATHER_MS = 25;
const AFTER_FAILURE_MS = 1_000;

/**
 * Follows the log for any number of readers of a process: each wave is read once, in order, and told to all. While nobody reads, nothing
 * is asked. Where the database does not answer it tries again until it does.
 */
export class ChangeFeed {
  readonly #deps: ChangeFeedDeps;
  readonly #readers = new Set<FeedReader>();
  #waiting: Waiting[] = [];
  #place: LogPlace | null = null;
  #isListening = false;
  #isDue = false;
  #isMoved = false;
  #isRunning = false;

  constructor(deps: ChangeFeedDeps) {
    this.#deps = deps;
  }

  /** Tells this reader of every wave after the next `refresh`. Answers what ends it. */
  join(reader: FeedReader): () => void {
    this.#readers.add(reader);
    return () => {
      this.#readers.delete(reader);
    };
  }

  /** Reads what there is now. Answers the place after it; every wave up to it was told before. */
  refresh(): Promise<LogPlace> {
    return new Promise((done, failed) => {
      this.#waiting.push({ done, failed });
      this.#begin();
    });
  }

  #wake(): void {
    this.#isDue = true;
    this.#begin();
  }

  #begin(): void {
    void this.#deps.apart(() => this.#run());
  }

  async #run(): Promise<void> {
    if (this.#isRunning) return;
    this.#isRunning = true;
    while (this.#isDue || this.#waiting.length > 0) {
      const waiting = this.#waiting;
      this.#waiting = [];
      this.#isDue = false;
      const restMs = await this.#readFor(waiting);
      if (this.#isDue || this.#waiting.length > 0) await this.#deps.rest(restMs);
    }
    this.#isRunning = false;
  }

  async #readFor(waiting: readonly Waiting[]): Promise<number> {
    try {
      const place = await this.#read();
      for (const { done } of waiting) done(place);
      return GATHER_MS;
    } catch (error) {
      for (const { failed } of waiting) failed(error);
      this.#deps.report(error);
      // Whatever answers next may be another server.
      this.#isMoved = true;
      this.#isDue = this.#readers.size > 0;
      return AFTER_FAILURE_MS;
    }
  }

  async #read(): Promise<LogPlace> {
    const { log } = this.#deps;
    await this.#listen();
    const from = this.#readers.size === 0 ? null : this.#place;
    if (from === null || this.#isMoved) {
      this.#isMoved = false;
      const place = await log.place();
      if (from?.server === place.server) return this.#tell(await log.readSince(from));
      this.#place = place;
      if (from !== null) for (const reader of [...this.#readers]) reader.moved(place);
      return place;
    }
    return this.#tell(await log.readSince(from));
  }

  #tell(wave: LogWave): LogPlace {
    this.#place = wave.upTo;
    for (const reader of [...this.#readers]) reader.wave(wave);
    return wave.upTo;
  }

  async #listen(): Promise<void> {
    if (this.#isListening) return;
    await this.#deps.wake(
      () => {
        if (this.#readers.size > 0) this.#wake();
        else this.#place = null;
      },
      () => {
        this.#isMoved = true;
        this.#wake();
      },
    );
    this.#isListening = true;
  }
}
