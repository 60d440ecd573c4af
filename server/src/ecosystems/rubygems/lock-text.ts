import { stripByteOrderMark } from '../../formats/source-text.js';

/** One entry of a lock's `specs`, or of its checksums, and the lines that it takes. */
export interface LockEntry {
  readonly name: string;
  readonly version: string;
  /** Empty for a gem that is built for any platform. */
  readonly platform: string;
  /** Of the lines of the lock, counted from 0; `end` is behind its last. */
  readonly start: number;
  readonly end: number;
  /** What it asks for: requirements by name, empty where any version will do. */
  readonly asks: ReadonlyMap<string, string>;
}

/** A line of DEPENDENCIES or CHECKSUMS. */
export interface LockLine {
  readonly name: string;
  /** What stands between the brackets; null where there are none. */
  readonly detail: string | null;
  /** What stands behind: `!`, or the checksums. */
  readonly tail: string;
  readonly index: number;
}

/** A lock of Bundler's as lines, with the places of all that an edit touches. */
export interface LockText {
  readonly mark: string;
  readonly lines: readonly string[];
  /** Of `GEM` sections: what comes from a registry. */
  readonly gems: readonly LockEntry[];
  /** Of all other sources. */
  readonly others: readonly LockEntry[];
  readonly dependencies: readonly LockLine[];
  readonly checksums: readonly LockLine[];
}

const ENTRY = /^( *)(\S+)(?: \(([^()]{0,1000})\))?(!?)((?: \S+)?)\s*$/;
const SOURCES: ReadonlySet<string> = new Set(['GEM', 'GIT', 'PATH', 'PLUGIN SOURCE']);

/** Finds the entries of a lock. Lines that are none of the known are passed over: they stay as they are. */
export function readLockText(text: string): LockText {
  const bare = stripByteOrderMark(text);
  const lines = bare.split('\n');
  const gems: LockEntry[] = [];
  const others: LockEntry[] = [];
  const dependencies: LockLine[] = [];
  const checksums: LockLine[] = [];
  let section = '';
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index]?.trimEnd() ?? '';
    if (line === '') continue;
    if (!line.startsWith(' ')) section = line;
    else if (section === 'DEPENDENCIES' || section === 'CHECKSUMS') {
      const read = readLine(line, index);
      if (read !== null) (section === 'CHECKSUMS' ? checksums : dependencies).push(read);
    } else if (SOURCES.has(section) && /^ {4}\S/.test(line)) {
      const entry = readEntry(lines, index);
      if (entry === null) continue;
      (section === 'GEM' ? gems : others).push(entry);
      index = entry.end - 1;
    }
  }
  return { mark: text.slice(0, text.length - bare.length), lines, gems, others, dependencies, checksums };
}

/** `1.2.3-java` as version and platform. */
export function splitVersion(detail: string): { readonly version: string; readonly platform: string } {
  const dash = detail.indexOf('-');
  if (dash === -1) return { version: detail, platform: '' };
  return { version: detail.slice(0, dash), platform: detail.slice(dash + 1) };
}

/** The new text; a line that is null is left out. Lines keep the line end of the one in whose place they stand. */
export function writeLockText(lock: LockText, lines: ReadonlyMap<number, readonly string[]>): string {
  const written = lock.lines.flatMap((line, index) => {
    const end = line.endsWith('\r') ? '\r' : '';
    return lines.get(index)?.map((text) => text + end) ?? [line];
  });
  return lock.mark + written.join('\n');
}

function readEntry(lines: readonly string[], start: number): LockEntry | null {
  const head = readLine(lines[start]?.trimEnd() ?? '', start);
  if (head?.detail == null) return null;
  const asks = new Map<string, string>();
  let end = start + 1;
  for (; end < lines.length; end += 1) {
    const line = lines[end]?.trimEnd() ?? '';
    if (!/^ {6}\S/.test(line)) break;
    const asked = readLine(line, end);
    if (asked !== null) asks.set(asked.name, asked.detail ?? '');
  }
  return { name: head.name, ...splitVersion(head.detail), start, end, asks };
}

function readLine(line: string, index: number): LockLine | null {
  const match = line.length > 2000 ? null : ENTRY.exec(line);
  if (match === null) return null;
  const name = match[2] ?? '';
  const isOwn = match[3] === undefined && name.endsWith('!');
  return {
    name: isOwn ? name.slice(0, -1) : name,
    detail: match[3] ?? null,
    tail: isOwn ? '!' : (match[4] ?? '') + (match[5] ?? ''),
    index,
  };
}
