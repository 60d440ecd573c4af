import type { Ecosystem } from '../ecosystems/ecosystem.js';

/** Answers that are kept at once; then all are forgotten and found again. */
const MAXIMUM_ANSWERS = 2_000_000;

/**
 * The same ecosystem, which answers a question about two versions, or a version and a range, once: planning one project
 * asks the same millions of times, and reading a range takes a hundred times as long as remembering what came of it.
 */
export function rememberVersions(ecosystem: Ecosystem): Ecosystem {
  const isPrerelease = new Map<string, boolean>();
  return {
    ...ecosystem,
    satisfies: rememberPairs((range, version) => ecosystem.satisfies(version, range)),
    compareVersions: rememberPairs((right, left) => ecosystem.compareVersions(left, right)),
    isPrerelease(version) {
      const known = isPrerelease.get(version) ?? ecosystem.isPrerelease(version);
      isPrerelease.set(version, known);
      return known;
    },
  };
}

/** `(second, first)` of the question becomes `(first, second)`: what is asked about many others comes first in the memory. */
function rememberPairs<Answer>(
  answer: (outer: string, inner: string) => Answer,
): (inner: string, outer: string) => Answer {
  const answers = new Map<string, Map<string, Answer>>();
  let count = 0;
  return (inner, outer) => {
    const known = answers.get(outer)?.get(inner);
    if (known !== undefined) return known;
    if (count >= MAXIMUM_ANSWERS) {
      answers.clear();
      count = 0;
    }
    const found = answer(outer, inner);
    answers.set(outer, (answers.get(outer) ?? new Map<string, Answer>()).set(inner, found));
    count += 1;
    return found;
  };
}
