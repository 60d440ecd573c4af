/** Makes texts differ: the second of the same gets `~2`, the third `~3`. */
export class UniqueTexts {
  readonly #made = new Set<string>();
  readonly #next = new Map<string, number>();

  make(text: string): string {
    let made = text;
    for (let count = this.#next.get(text) ?? 2; this.#made.has(made); count += 1) {
      made = `${text}~${count}`;
      this.#next.set(text, count + 1);
    }
    this.#made.add(made);
    return made;
  }
}
