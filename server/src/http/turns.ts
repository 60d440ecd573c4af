/** Gives back a place. Twice is once. */
export type GiveBack = () => void;

/**
 * Lets a few operations of each principal run at once; the others wait for their turn, so that one who asks for much at once takes
 * neither the database nor the time of the others.
 */
export class Turns {
  readonly #running = new Map<string, number>();
  readonly #waiting = new Map<string, (() => void)[]>();

  constructor(private readonly limits: { readonly atOnce: number; readonly waiting: number }) {}

  /** Null when too many wait already. */
  take(principal: string): Promise<GiveBack> | null {
    const running = this.#running.get(principal) ?? 0;
    if (running < this.limits.atOnce) {
      this.#running.set(principal, running + 1);
      return Promise.resolve(this.#giveBack(principal));
    }
    const waiting = this.#waiting.get(principal) ?? [];
    if (waiting.length >= this.limits.waiting) return null;
    this.#waiting.set(principal, waiting);
    return new Promise((resolve) => {
      waiting.push(() => resolve(this.#giveBack(principal)));
    });
  }

  #giveBack(principal: string): GiveBack {
    let isBack = false;
    return () => {
      if (isBack) return;
      isBack = true;
      this.#pass(principal);
    };
  }

  /** The place goes to who has waited longest. */
  #pass(principal: string): void {
    const waiting = this.#waiting.get(principal);
    const next = waiting?.shift();
    if (waiting?.length === 0) this.#waiting.delete(principal);
    if (next !== undefined) return next();
    const running = (this.#running.get(principal) ?? 1) - 1;
    if (running > 0) this.#running.set(principal, running);
    else this.#running.delete(principal);
  }
}
