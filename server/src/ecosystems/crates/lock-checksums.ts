import { checksumOf, type LockDraft } from './lock-draft.js';
import { compareText } from './order-crates.js';

const LINE = /^"(checksum [^"\\]*)" = "([^"\\]*)"\r?\n?$/;

/**
 * What follows the packages in a lock of version 1, where checksums stand apart, sorted: those of what moves are replaced.
 * Null where one is not there.
 */
export function editChecksums(draft: LockDraft, kept: ReadonlySet<number>): string | null {
  const { lock, moves } = draft;
  const gone = new Set<string>();
  const added = new Map<string, string>();
  for (const [index, { name, version, source }] of lock.entries.entries()) {
    const change = moves.get(index);
    if (source === null || source.startsWith('git+') || (change === undefined && kept.has(index))) continue;
    gone.add(`checksum ${name} ${version} (${source})`);
    const checksum = change === undefined ? null : checksumOf(change);
    if (change !== undefined && kept.has(index) && checksum !== null)
      added.set(`checksum ${name} ${change.to} (${source})`, checksum);
  }
  const lines = lock.tail.split(/(?<=\n)/);
  const found = lines.flatMap((line) => LINE.exec(line) ?? []);
  if (found.length === 0) return null;
  const others = lines.filter((line) => !gone.has(keyOf(line) ?? ''));
  if (lines.length - others.length < gone.size) return null;
  return insertSorted(others, added);
}

function insertSorted(lines: readonly string[], added: ReadonlyMap<string, string>): string {
  const lineEnd = lines.some((line) => line.endsWith('\r\n')) ? '\r\n' : '\n';
  const waiting = [...added].sort(([left], [right]) => compareText(left, right));
  const parts: string[] = [];
  let at = 0;
  let isIn = false;
  const put = (until: string | null): void => {
    for (; at < waiting.length; at += 1) {
      const [key = '', checksum = ''] = waiting[at] ?? [];
      if (until !== null && compareText(key, until) > 0) return;
      const before = parts.at(-1) ?? '';
      parts.push(`${before.endsWith('\n') ? '' : lineEnd}"${key}" = "${checksum}"${lineEnd}`);
    }
  };
  for (const line of lines) {
    const key = keyOf(line);
    if (key !== null) {
      isIn = true;
      put(key);
    } else if (isIn) {
      put(null);
      isIn = false;
    }
    parts.push(line);
  }
  put(null);
  return parts.join('');
}

function keyOf(line: string): string | null {
  return LINE.exec(line)?.[1] ?? null;
}
