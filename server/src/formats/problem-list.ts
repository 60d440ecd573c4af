import type { ManifestProblem, ManifestProblemCode } from '../inventory/inventory.js';

const MAX_PROBLEMS_PER_FILE = 50;
const MAX_FAULTS_PER_FILE = 10_000;
const MAX_QUOTED_LENGTH = 80;

/** Collects what could not be read; of one file at most 50 problems are kept and the rest counted. */
export class ProblemList {
  readonly #problems: ManifestProblem[] = [];
  readonly #countByPath = new Map<string, number>();

  /** `findLine` is asked only when the problem is kept: looking up a line means reading the file again. */
  add(code: ManifestProblemCode, path: string, findLine: () => number | null, message: string): void {
    const count = (this.#countByPath.get(path) ?? 0) + 1;
    this.#countByPath.set(path, count);
    if (count <= MAX_PROBLEMS_PER_FILE) this.#problems.push({ code, path, line: findLine(), message });
  }

  /** Whether a file has so many faults (10,000) that reading on would only cost time. */
  isHopeless(path: string): boolean {
    return (this.#countByPath.get(path) ?? 0) >= MAX_FAULTS_PER_FILE;
  }

  /** All problems, each file's overflow summed up in one more. */
  list(): readonly ManifestProblem[] {
    const overflow: ManifestProblem[] = [];
    for (const [path, count] of this.#countByPath) {
      if (count <= MAX_PROBLEMS_PER_FILE) continue;
      const rest = `${count - MAX_PROBLEMS_PER_FILE} more problems in this file are not listed`;
      const message = this.isHopeless(path) ? `${rest}, and it was not read to its end.` : `${rest}.`;
      overflow.push({ code: 'BAD_ENTRY', path, line: null, message });
    }
    return [...this.#problems, ...overflow];
  }
}

/** A text from a file, made short and harmless enough to stand in a message. */
export function quote(text: string): string {
  const cut = text.length > MAX_QUOTED_LENGTH ? `${text.slice(0, MAX_QUOTED_LENGTH)}…` : text;
  return JSON.stringify(cut);
}
