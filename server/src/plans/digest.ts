import { createHash } from 'node:crypto';
import type { Hunk } from './diff.js';
import { compareText } from './compare-text.js';

/** What changes in one file. */
export interface FileHunks {
  readonly path: string;
  readonly hunks: readonly Hunk[];
}

/**
 * What an approval is bound to, as lowercase hex SHA-256: the target branch and, per path, the changed regions
 * with their context but without line numbers, so that a base that moved elsewhere keeps the digest.
 */
export function planDigest(targetBranch: string, files: readonly FileHunks[]): string {
  const hash = createHash('sha256');
  const add = (text: string): void => {
    const bytes = Buffer.from(text, 'utf8');
    hash.update(`${bytes.length}:`).update(bytes);
  };
  add('backline-plan-1');
  add(targetBranch);
  for (const { path, hunks } of files.toSorted((a, b) => compareText(a.path, b.path))) {
    add(path);
    add(String(hunks.length));
    for (const hunk of hunks) add(hunk.lines.join('\n'));
  }
  return hash.digest('hex');
}
