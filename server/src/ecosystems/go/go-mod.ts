import { ProblemList, quote } from '../../formats/problem-list.js';
import { readSourceText } from '../../formats/source-text.js';
import { type GoLine, readGoLines } from './go-lines.js';

/** A module that is asked for at a version, as written: with its `v`. */
export interface GoRequire {
  readonly module: string;
  readonly version: string;
  /** Go's own mark for what no package of the module itself imports. */
  readonly isIndirect: boolean;
  readonly line: number;
}

/** What stands in for a module: another one at a version, or a folder where `version` is null. */
export interface GoReplace {
  readonly module: string;
  /** Null where every version is replaced. */
  readonly version: string | null;
  readonly by: string;
  readonly byVersion: string | null;
}

/** What a go.mod or a go.work says; versions as written, null where the file has no such line. */
export interface GoFile {
  readonly module: string | null;
  readonly goVersion: string | null;
  readonly toolchain: string | null;
  readonly requires: readonly GoRequire[];
  readonly replaces: readonly GoReplace[];
  /** `module version`, as written. */
  readonly excludes: ReadonlySet<string>;
  /** Paths of packages that are run as tools. */
  readonly tools: readonly string[];
  /** Folders that a go.work uses. */
  readonly uses: readonly string[];
}

/** Directives that say nothing about what a module depends on. */
const OTHER_DIRECTIVES: ReadonlySet<string> = new Set(['retract', 'godebug', 'ignore']);

/**
 * Reads a go.mod (https://go.dev/ref/mod#go-mod-file) or a go.work (https://go.dev/ref/mod#go-work-file). A line that
 * is none is a problem and left out; null where not one line could be read.
 */
export function readGoFile(path: string, text: string, problems: ProblemList): GoFile | null {
  const source = readSourceText(path, text, problems);
  if (source === null) return null;
  const draft = new GoFileDraft();
  let isEmpty = true;
  let wasRead = false;
  for (const line of readGoLines(source)) {
    isEmpty = false;
    if (problems.isHopeless(path)) break;
    if (draft.take(line)) wasRead = true;
    else problems.add('BAD_ENTRY', path, () => line.number, describeBadLine(line));
  }
  if (isEmpty) problems.add('BAD_ENTRY', path, () => 1, 'The file is empty: it declares no module.');
  return wasRead ? draft.file() : null;
}

class GoFileDraft {
  #module: string | null = null;
  #goVersion: string | null = null;
  #toolchain: string | null = null;
  readonly #requires: GoRequire[] = [];
  readonly #replaces: GoReplace[] = [];
  readonly #excludes = new Set<string>();
  readonly #tools: string[] = [];
  readonly #uses: string[] = [];

  /** Whether the line is one that Go knows. */
  take({ directive, words, comment, number }: GoLine): boolean {
    const [first = '', second = ''] = words;
    if (OTHER_DIRECTIVES.has(directive)) return true;
    if (directive === 'replace') return this.#takeReplace(words);
    if (directive === 'require' || directive === 'exclude') {
      if (words.length !== 2 || first === '' || second === '') return false;
      const isIndirect = /^indirect(?:$|[;\s])/.test(comment);
      if (directive === 'exclude') this.#excludes.add(`${first} ${second}`);
      else this.#requires.push({ module: first, version: second, isIndirect, line: number });
      return true;
    }
    if (words.length !== 1 || first === '') return false;
    if (directive === 'module') this.#module = first;
    else if (directive === 'go') this.#goVersion = first;
    else if (directive === 'toolchain') this.#toolchain = first;
    else if (directive === 'tool') this.#tools.push(first);
    else if (directive === 'use') this.#uses.push(first);
    else return false;
    return true;
  }

  #takeReplace(words: readonly string[]): boolean {
    const arrow = words.indexOf('=>');
    const [module, version, ...others] = words.slice(0, Math.max(0, arrow));
    const [by, byVersion, ...more] = words.slice(arrow + 1);
    if (module === undefined || by === undefined || others.length + more.length > 0) return false;
    this.#replaces.push({ module, version: version ?? null, by, byVersion: byVersion ?? null });
    return true;
  }

  file(): GoFile {
    return {
      module: this.#module,
      goVersion: this.#goVersion,
      toolchain: this.#toolchain,
      requires: this.#requires,
      replaces: this.#replaces,
      excludes: this.#excludes,
      tools: this.#tools,
      uses: this.#uses,
    };
  }
}

function describeBadLine({ directive, words }: GoLine): string {
  return `The line ${quote([directive, ...words].join(' '))} is none that Go knows, and was left out.`;
}
