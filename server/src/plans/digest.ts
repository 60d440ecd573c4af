import { createHash } from 'node:crypto';
import { hunksBetween } from './diff.js';
import { compareText } from './planning-site.js';

/** One file before and after. */
export interface FileChange {
  readonly path: string;
  readonly oldText: string;
  readonly newText: string;
}

/**
 * What an approval is bound to, as lowercase hex SHA-256: the target branch and, per path, the changed regions
 * with their context but without line numbers, so that a base that moved elsewhere keeps the digest.
 */
export function planDigest(targetBranch: string, files: readonly FileChange[]): string {
  const hash = createHash('sha256');
  const add = (text: string): void => {
    const bytes = Buffer.from(text, 'utf8');
    hash.update(`${bytes.length}:`).update(bytes);
  };
  add('backline-plan-1');
  add(targetBranch);
  for (const { path, oldText, newText } of files.toSorted((a, b) => compareText(a.path, b.path))) {
    const hunks = hunksBetween(oldText, newText);
    add(path);
    add(String(hunks.length));
    for (const hunk of hunks) add(hunk.lines.join('\n'));
  }
  return hash.digest('hex');
}
