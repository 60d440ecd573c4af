import type { ProblemList } from '../../formats/problem-list.js';
import { readSourceText } from '../../formats/source-text.js';

/** A module whose content (and not only its go.mod) a go.sum vouches for. */
export interface SummedModule {
  readonly module: string;
  /** As written, with its `v`. */
  readonly version: string;
}

/**
 * The modules of a go.sum (https://go.dev/ref/mod#go-sum-files) that were downloaded whole: those of which only the
 * go.mod was needed take no part in a build. A line that is none is a problem and left out.
 */
export function readGoSum(path: string, text: string, problems: ProblemList): readonly SummedModule[] {
  const source = readSourceText(path, text, problems) ?? '';
  const modules: SummedModule[] = [];
  let number = 0;
  for (let start = 0; start < source.length && !problems.isHopeless(path);) {
    const found = source.indexOf('\n', start);
    const end = found === -1 ? source.length : found;
    const line = source.slice(start, end).trim();
    start = end + 1;
    number += 1;
    if (line === '') continue;
    const [module = '', version = '', hash, ...others] = line.split(' ');
    if (hash === undefined || others.length > 0) {
      const at = number;
      const message = 'The line is not a module, a version and a hash, and was left out.';
      problems.add('BAD_ENTRY', path, () => at, message);
    } else if (!version.endsWith('/go.mod')) modules.push({ module, version });
  }
  return modules;
}
