import { AppError } from '../errors.js';
import { isObjectId, isRepositoryPath } from './git-names.js';
import type { GitSnapshot } from './gitlab.js';

/** The files of a commit, what is no file of it, and which files are executable. */
export interface GitTree {
  readonly files: GitSnapshot['files'];
  readonly skipped: GitSnapshot['skipped'];
  readonly executables: ReadonlySet<string>;
}

/**
 * Reads `git ls-tree -r -z`: `mode SP type SP id TAB path NUL`. Paths that are unsafe or not UTF-8 are skipped as
 * BAD_PATH, control characters in them replaced. GIT_LIMIT above `maxEntries`, GIT_FAILED for another form.
 */
export function parseTree(output: Uint8Array, maxEntries: number): GitTree {
  const bytes = Buffer.from(output.buffer, output.byteOffset, output.byteLength);
  const files: { path: string; blob: string }[] = [];
  const skipped: { path: string; reason: GitSnapshot['skipped'][number]['reason'] }[] = [];
  const executables = new Set<string>();
  let start = 0;
  while (start < bytes.length) {
    if (files.length + skipped.length >= maxEntries) throw tooManyEntries(maxEntries);
    const tab = bytes.indexOf(0x09, start);
    const end = bytes.indexOf(0x00, start);
    if (tab === -1 || end === -1 || tab > end) throw oddTree();
    const [mode, type, blob] = bytes.toString('latin1', start, tab).split(' ');
    const path = bytes.toString('utf8', tab + 1, end);
    start = end + 1;
    if (mode === undefined || blob === undefined || !isObjectId(blob)) throw oddTree();
    if (!isRepositoryPath(path)) skipped.push({ path: printable(path), reason: 'BAD_PATH' });
    else if (mode === '120000') skipped.push({ path, reason: 'SYMLINK' });
    else if (mode === '160000' || type === 'commit') skipped.push({ path, reason: 'SUBMODULE' });
    else {
      files.push({ path, blob });
      if (mode === '100755') executables.add(path);
    }
  }
  return { files, skipped, executables };
}

function printable(path: string): string {
  return path.slice(0, 500).replace(/[\u0000-\u001f\u007f-\u009f]/g, '\ufffd');
}

function tooManyEntries(maxEntries: number): AppError {
  return new AppError(
    'GIT_LIMIT',
    `The repository has more than ${maxEntries} files. Backline does not read it.`,
    {
      details: { maxEntries },
    },
  );
}

function oddTree(): AppError {
  return new AppError('GIT_FAILED', 'The tree of the repository has an unexpected form.');
}
