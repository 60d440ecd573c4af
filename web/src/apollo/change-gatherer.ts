import { CHANGE_KINDS, type SeenChange } from './shown-kinds.js';

const GATHER_MS = 500;
const REST_MS = 2_000;
const MAX_PENDING = 100;

/**
 * Gathers changes for half a second and has them read together, never within 2 seconds of the last time and never while nobody looks:
 * then once, when somebody looks again.
 */
export class ChangeGatherer {
  readonly #read: (changes: readonly SeenChange[]) => Promise<void>;
  readonly #isHidden: () => boolean;
  #pending = new Map<string, SeenChange>();
  #timer: ReturnType<typeof setTimeout> | null = null;
  #restUntil = 0;
  #isReading = false;

  constructor(options: {
    readonly read: (changes: readonly SeenChange[]) => Promise<void>;
    readonly isHidden: () => boolean;
  }) {
    this.#read = options.read;
    this.#isHidden = options.isHidden;
  }

  push(change: SeenChange): void {
    if (this.#pending.size >= MAX_PENDING) return this.pushAll();
    this.#pending.set(`${change.kind} ${change.id ?? ''} ${change.projectId ?? ''}`, change);
    this.#schedule();
  }

  /** Anything may have changed. */
  pushAll(): void {
    this.#pending = new Map(CHANGE_KINDS.map((kind) => [kind, { kind, id: null, projectId: null }]));
    this.#schedule();
  }

  /** Somebody looks again. */
  resume(): void {
    if (this.#pending.size > 0) this.#schedule();
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#pending.clear();
  }

  #schedule(): void {
    if (this.#timer !== null || this.#isReading) return;
    const waitMs = Math.max(GATHER_MS, this.#restUntil - Date.now());
    this.#timer = setTimeout(() => void this.#fire(), waitMs);
  }

  async #fire(): Promise<void> {
    this.#timer = null;
    if (this.#isHidden() || this.#pending.size === 0) return;
    const changes = [...this.#pending.values()];
    this.#pending = new Map();
    this.#restUntil = Date.now() + REST_MS;
    this.#isReading = true;
    try {
      await this.#read(changes);
    } finally {
      this.#isReading = false;
      if (this.#pending.size > 0) this.#schedule();
    }
  }
}
